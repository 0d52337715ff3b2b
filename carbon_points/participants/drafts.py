"""A participant before registration, what is wrong with it, and what came of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from typing import NamedTuple
from typing import TYPE_CHECKING

from carbon_points.common.days import day_number
from carbon_points.participants import rules
from carbon_points.participants.names import folded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

RESIDENT: Final = "resident"
SME: Final = "sme"
KINDS: Final = (RESIDENT, SME)

ACCEPTED: Final = "accepted"
DUPLICATE: Final = "duplicate"
LONGEST_NAME: Final = 100
_LANDLINE: Final = re.compile(r"[0-9]{5,20}")


class Proxy(NamedTuple):
    """Who registers or agrees for somebody else (代办)."""

    name: str = ""
    relation: str = ""
    phone: str = ""


NOBODY: Final = Proxy()


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form or a line of a register says about one resident or SME."""

    kind: str
    """``resident`` or ``sme``."""

    name: str
    identity: str
    """RIC or USCC, normalised (`rules.normalise_id`)."""

    subdistrict: str
    """By name; the only place that must exist already."""

    registered_on: int
    """Day number."""

    phone: str = ""
    community: str = ""
    platform_account: str = ""
    contact: str = ""
    size_class: str = ""
    industry: str = ""
    note: str = ""
    consent: bool = True
    proxy_name: str = ""
    proxy_relation: str = ""
    proxy_phone: str = ""

    @property
    def proxy(self) -> Proxy:
        """Who stands in for the person; `NOBODY` if they came themselves."""
        return Proxy(self.proxy_name, self.proxy_relation, self.proxy_phone)

    def __repr__(self) -> str:
        return f"Draft({self.kind}, {rules.masked_id(self.identity)})"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one draft."""

    index: int
    """Of the draft, from 0."""

    participant_id: int | None
    """The new one, the one it repeats, or the one whose number it claims."""

    kind: str
    """`ACCEPTED`, `DUPLICATE`, or the code of the problem."""


def draft_problem(draft: Draft, today: dt.date) -> tuple[str, str] | None:
    """(field, code) of the first thing wrong with a draft alone, None if nothing.

    The codes are those of `rules` and those below; what only the database knows
    (UNKNOWN_STREET of a name, DUPLICATE_ID) comes with the registration.
    """
    return next(_problems(draft, today), None)


def _problems(draft: Draft, today: dt.date) -> Iterator[tuple[str, str]]:
    if not folded(draft.name) or len(draft.name) > LONGEST_NAME:
        yield "name", "NAME_TOO_LONG" if folded(draft.name) else "NAME_MISSING"
    if number := _number_problem(draft, today):
        yield "identity", number
    if phone_problem(draft.kind, draft.phone):
        yield "phone", "PHONE_LENGTH"
    if not draft.subdistrict:
        yield "subdistrict", "UNKNOWN_STREET"
    if draft.registered_on > day_number(today):
        yield "registered_on", "DATE_FUTURE"
    yield from proxy_problems(draft.proxy)
    if not draft.consent:
        yield "consent", "NO_CONSENT"


def proxy_problems(proxy: Proxy) -> Iterator[tuple[str, str]]:
    """(field, code) of what is wrong with who stands in for a person."""
    if proxy.name and not proxy.relation:
        yield "proxy_relation", "PROXY_RELATION_MISSING"
    if proxy.phone and not _LANDLINE.fullmatch(proxy.phone):
        yield "proxy_phone", "PROXY_PHONE"
    if not proxy.name and (proxy.relation or proxy.phone):
        yield "proxy_name", "PROXY_NAME_MISSING"


def _number_problem(draft: Draft, today: dt.date) -> str | None:
    if draft.kind == RESIDENT:
        return rules.ric_problem(draft.identity, today)
    return rules.uscc_problem(draft.identity)


def phone_problem(kind: str, phone: str) -> str | None:
    """What is wrong with a telephone; a company may name a landline."""
    if kind == RESIDENT:
        return rules.phone_problem(phone)
    return None if not phone or _LANDLINE.fullmatch(phone) else "PHONE_LENGTH"
