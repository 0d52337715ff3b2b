"""Whose rows they are: from the numbers in a file to registered participants."""

from __future__ import annotations

from collections import Counter
from itertools import repeat
from types import MappingProxyType
from typing import NamedTuple
from typing import TYPE_CHECKING

import numpy as np

from carbon_points.actions.intake import Owners
from carbon_points.common.problems import Problem
from carbon_points.participants.queries import AMBIGUOUS
from carbon_points.participants.queries import by_account
from carbon_points.participants.queries import by_identity
from carbon_points.participants.queries import by_phone
from carbon_points.participants.queries import everyone
from carbon_points.participants.queries import without_consent
from carbon_points.participants.rules import masked_id
from carbon_points.participants.rules import masked_phone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from carbon_points.exchange.plan import Desk
    from carbon_points.exchange.readers import Parsed
    from carbon_points.participants.queries import Found

_WITHDRAWN = "CONSENT_WITHDRAWN"
"""Nothing new is logged for who took the consent back; what was approved stays."""

_UNKNOWN, _SHARED, _NO_CONSENT = -1, -2, -3
_CODES = MappingProxyType(
    {_UNKNOWN: "UNKNOWN_USER", _SHARED: "AMBIGUOUS_USER", _NO_CONSENT: _WITHDRAWN}
)

_MANY = 20_000
"""From here on reading everyone once beats a look-up for each number."""


class Owned(NamedTuple):
    """The rows of a file that belong to somebody, and to whom."""

    places: NDArray[np.int64]
    owners: Owners
    problems: list[Problem]
    """One for each of the other rows."""


class _Known(NamedTuple):
    """Who can be meant: people as columns, and where each number points to."""

    owners: Owners
    phones: Mapping[str, int]
    accounts: Mapping[str, int]


def riders(session: Session, parsed: Parsed) -> Owned:
    """The rider of each row, by phone or else by platform account."""
    phones, accounts = list(parsed.columns["phone"]), list(parsed.columns["account"])
    many = len(phones) >= _MANY
    known = _everyone(session) if many else _some(session, phones, accounts)
    meant = _meant(known, phones, accounts)
    people = np.asarray(known.owners.participant_id)
    refused = np.isin(people, np.array([*without_consent(session)], np.int64))
    somebody = np.flatnonzero(meant >= 0)
    meant[somebody[refused[meant[somebody]]]] = _NO_CONSENT
    problems = [
        _no_rider(int(parsed.numbers[place]), phones[place], accounts[place], why)
        for place, why in enumerate(meant.tolist())
        if why < 0
    ]
    places = np.flatnonzero(meant >= 0)
    return Owned(places, _taken(known.owners, meant[places]), problems)


def _meant(
    known: _Known, phones: Sequence[str], accounts: Sequence[str]
) -> NDArray[np.int64]:
    """Where each row's rider stands among the people, or why there is none."""
    places = map(known.phones.get, phones, repeat(_UNKNOWN))
    meant = np.fromiter(places, np.int64, len(phones))
    for place, phone in enumerate(phones):
        if not phone:
            meant[place] = known.accounts.get(accounts[place], _UNKNOWN)
    return meant


def _no_rider(row: int, phone: str, account: str, why: int) -> Problem:
    if phone:
        return Problem(row, "phone", _CODES[why], masked_phone(phone))
    return Problem(row, "account", _CODES[why], account)


def _everyone(session: Session) -> _Known:
    people = everyone(session)
    owners = Owners(
        np.array(people.ids, np.int64),
        np.fromiter((kind == "sme" for kind in people.kinds), np.int64),
        np.array(people.subdistrict_ids, np.int64),
        np.fromiter((place or 0 for place in people.community_ids), np.int64),
    )
    return _Known(owners, _places(people.phones), _places(people.accounts))


def _places(keys: Sequence[str]) -> dict[str, int]:
    """Where each telephone or account stands, `_SHARED` if more than once."""
    places = dict(zip(keys, range(len(keys)), strict=True))
    if len(places) < len(keys):
        often = (key for key, times in Counter(keys).items() if times > 1)
        places.update(dict.fromkeys(often, _SHARED))
    places.pop("", None)
    return places


def _some(session: Session, phones: Sequence[str], accounts: Sequence[str]) -> _Known:
    found: list[Found] = []

    def places(owners: Mapping[str, Found]) -> dict[str, int]:
        numbered: dict[str, int] = {}
        for key, owner in owners.items():
            numbered[key] = _SHARED if owner is AMBIGUOUS else len(found)
            found.append(owner)
        return numbered

    by_either = places(by_phone(session, phones)), places(by_account(session, accounts))
    return _Known(owners_of(found), *by_either)


def _taken(owners: Owners, places: NDArray[np.int64]) -> Owners:
    columns = (
        owners.participant_id,
        owners.kind,
        owners.subdistrict_id,
        owners.community_id,
    )
    return Owners(*(np.asarray(column)[places] for column in columns))


def by_number(
    session: Session, desk: Desk, parsed: Parsed, column: str, code: str
) -> tuple[list[Found | None], list[Problem]]:
    """The participant of each row by RIC or USCC."""
    numbers = parsed.columns[column]
    owners = by_identity(session, desk.db.sealer_in(session), numbers)
    withdrawn = without_consent(session)
    problems = [
        Problem(
            int(parsed.numbers[place]),
            column,
            _WITHDRAWN if number in owners else code,
            masked_id(number),
        )
        for place, number in enumerate(numbers)
        if number not in owners or owners[number].participant_id in withdrawn
    ]
    found = [owners.get(number) for number in numbers]
    return [
        None if owner is None or owner.participant_id in withdrawn else owner
        for owner in found
    ], problems


def owned_by_number(
    session: Session, desk: Desk, parsed: Parsed, column: str, code: str
) -> Owned:
    """The same as columns, for files of events."""
    found, problems = by_number(session, desk, parsed, column, code)
    places = np.flatnonzero([owner is not None for owner in found])
    owners = owners_of([owner for owner in found if owner is not None])
    return Owned(places, owners, problems)


def owners_of(found: Sequence[Found]) -> Owners:
    """Owners as the columns that actions take."""

    def numbers(values: Iterable[int]) -> NDArray[np.int64]:
        return np.fromiter(values, np.int64, len(found))

    return Owners(
        numbers(owner.participant_id for owner in found),
        numbers(owner.kind == "sme" for owner in found),
        numbers(owner.subdistrict_id for owner in found),
        numbers(owner.community_id or 0 for owner in found),
    )
