"""What the books know of a few typed letters; runs in a lane, without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carbon_points.certificates.queries import Issued
    from carbon_points.participants.search import Match

_PEOPLE = 6
_FIGURES = 4


@dataclass(frozen=True, slots=True)
class Known:
    """What was found."""

    people: tuple[Match, ...] = ()
    certificates: tuple[Issued, ...] = ()
    methodologies: tuple[tuple[str, str], ...] = ()
    """Id and title."""


def look_up(database: Any, operator: str, typed: str, language: str) -> Known:
    """People, certificates and methodologies, as far as the operator may look."""
    from carbon_points.certificates.queries import serials  # noqa: PLC0415
    from carbon_points.common.problems import NotAllowedError  # noqa: PLC0415
    from carbon_points.participants.search import find  # noqa: PLC0415
    from carbon_points.security.acts import own_subdistrict  # noqa: PLC0415
    from carbon_points.security.acts import permitted  # noqa: PLC0415
    from ui.shared.desk import caller_now  # noqa: PLC0415

    named = methodologies(typed, language)
    with database.reading() as session:
        try:
            by = permitted(session, "find", caller_now(operator))
        except NotAllowedError:
            return Known(methodologies=named)
        within = own_subdistrict(session, by)
        people = find(session, database.sealer, typed, _PEOPLE, within)
        return Known(tuple(people), tuple(serials(session, typed, _FIGURES)), named)


def methodologies(typed: str, language: str) -> tuple[tuple[str, str], ...]:
    """The methodologies whose title or id holds what was typed."""
    word = typed.strip().lower()
    found = [
        pair for pair in _titles(language) if any(word in text.lower() for text in pair)
    ]
    return tuple(found[:_FIGURES])


@cache
def _titles(language: str) -> tuple[tuple[str, str], ...]:
    """Id and title of each methodology: none comes or goes while the program runs."""
    from carbon_points.methodology.registry import discover  # noqa: PLC0415
    from carbon_points.methodology.texts import texts_of  # noqa: PLC0415

    return tuple((id_, texts_of(own, language).name) for id_, own in discover().items())
