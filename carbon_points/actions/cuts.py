"""The ways in which people are counted: standard cuts and what belongs to a scenario.

Numbers of different participants do not add up, so they are kept for every cut that
the desks ask for. A cut is a tuple of dimensions; its cell is named by their values.
"""

from __future__ import annotations

import itertools
import json
from functools import cache
from importlib.resources import files
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.rulebook.models import MethodologyVersionRow
from carbon_points.storage.models import Setting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

_PLACES: Final = (
    (),
    ("subdistrict",),
    ("community",),
    ("month",),
    ("kind",),
    ("grade",),
    ("subdistrict", "month"),
)
_WHATS: Final = ((), ("scenario",), ("methodology",))
STANDARD_CUTS: Final[tuple[tuple[str, ...], ...]] = tuple(
    place + what for place, what in itertools.product(_PLACES, _WHATS)
)
_SETTING: Final = "statistics.scenarios"


@cache
def shipped_membership() -> Mapping[str, str]:
    """The scenario of each methodology, as ``resources/scenarios.yaml`` has it.

    Raises:
        ValueError: if a methodology is claimed by two scenarios.
    """
    from carbon_points.common.strict_yaml import load  # noqa: PLC0415  (27 ms)

    text = files("resources").joinpath("scenarios.yaml").read_text("utf-8")
    members = [
        (methodology, scenario["id"])
        for scenario in load(text)["scenarios"]
        for methodology in scenario["methodologies"]
    ]
    if len(dict(members)) < len(members):
        raise ValueError("scenarios.yaml: " + str(members))
    return dict(members)


def membership(session: Session) -> Mapping[str, str]:
    """The scenario of each methodology that the kept counts were made with."""
    stored = session.get(Setting, _SETTING)
    if stored is None:
        return shipped_membership()
    found: dict[str, str] = json.loads(stored.value)
    return found


def settle_membership(session: Session) -> None:
    """Keep what the first counts are made with."""
    if session.get(Setting, _SETTING) is None:
        remember_membership(session)


def remember_membership(session: Session) -> None:
    """Keep what is shipped now as what the counts are made with."""
    shipped = json.dumps(shipped_membership(), sort_keys=True)
    session.merge(Setting(name=_SETTING, value=shipped))
    session.flush()


def methodologies(session: Session) -> dict[int, str]:
    """The methodology of each version."""
    rows = session.execute(
        select(MethodologyVersionRow.id, MethodologyVersionRow.methodology)
    )
    return {row.id: row.methodology for row in rows}


class Grouping:
    """What a version id means for a cut: its methodology and its scenario."""

    def __init__(
        self, by_version: Mapping[int, str], by_methodology: Mapping[str, str]
    ) -> None:
        self._by_version = by_version
        self._by_methodology = by_methodology

    @classmethod
    def of(cls, session: Session) -> Grouping:
        """As the rulebook and the kept membership say."""
        return cls(methodologies(session), membership(session))

    def words(self, version_ids: Sequence[int], dimension: str) -> list[str]:
        """The methodology or the scenario of each version, empty where unknown."""
        names = [self._by_version.get(number, "") for number in version_ids]
        if dimension == "methodology":
            return names
        return [self._by_methodology.get(name, "") for name in names]
