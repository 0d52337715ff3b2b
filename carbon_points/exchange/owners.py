"""Whose rows they are: from the numbers in a file to registered participants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.actions.intake import Owners
from carbon_points.common.problems import Problem
from carbon_points.participants.queries import AMBIGUOUS
from carbon_points.participants.queries import by_account
from carbon_points.participants.queries import by_identity
from carbon_points.participants.queries import by_phone
from carbon_points.participants.queries import everyone
from carbon_points.participants.queries import Found
from carbon_points.participants.queries import without_consent
from carbon_points.participants.rules import masked_id
from carbon_points.participants.rules import masked_phone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.exchange.plan import Desk
    from carbon_points.exchange.readers import Parsed

_WITHDRAWN = "CONSENT_WITHDRAWN"
"""Nothing new is logged for who took the consent back; what was approved stays."""

_MANY = 20_000
"""From here on reading everyone once beats a look-up for each number."""


def riders(
    session: Session, parsed: Parsed
) -> tuple[list[Found | None], list[Problem]]:
    """The rider of each row, by phone or else by platform account."""
    phones, accounts = parsed.columns["phone"], parsed.columns["account"]
    if len(phones) >= _MANY:
        phone_of, account_of = _everyone(session)
    else:
        phone_of = by_phone(session, phones)
        account_of = by_account(session, accounts)
    found: list[Found | None] = []
    problems: list[Problem] = []
    withdrawn = without_consent(session)
    for place, (phone, account) in enumerate(zip(phones, accounts, strict=True)):
        owner = phone_of.get(phone) if phone else account_of.get(account)
        if owner is None or owner is AMBIGUOUS:
            problems.append(
                _no_rider(int(parsed.numbers[place]), phone, account, owner)
            )
            owner = None
        elif owner.participant_id in withdrawn:
            column, shown = (
                ("phone", masked_phone(phone)) if phone else ("account", account)
            )
            row = int(parsed.numbers[place])
            problems.append(Problem(row, column, _WITHDRAWN, shown))
            owner = None
        found.append(owner)
    return found, problems


def _no_rider(row: int, phone: str, account: str, owner: Found | None) -> Problem:
    code = "UNKNOWN_USER" if owner is None else "AMBIGUOUS_USER"
    if phone:
        return Problem(row, "phone", code, masked_phone(phone))
    return Problem(row, "account", code, account)


def _everyone(session: Session) -> tuple[Mapping[str, Found], Mapping[str, Found]]:
    people = everyone(session)
    found = [
        Found(owner, kind, "open", place, community)
        for owner, kind, place, community in zip(
            people.ids,
            people.kinds,
            people.subdistrict_ids,
            people.community_ids,
            strict=True,
        )
    ]
    return _unique(people.phones, found), _unique(people.accounts, found)


def _unique(keys: Iterable[str], found: Sequence[Found]) -> dict[str, Found]:
    owners: dict[str, Found] = {}
    for key, owner in zip(keys, found, strict=True):
        if key:
            owners[key] = AMBIGUOUS if key in owners else owner
    return owners


def by_number(
    session: Session, desk: Desk, parsed: Parsed, column: str, code: str
) -> tuple[list[Found | None], list[Problem]]:
    """The participant of each row by RIC or USCC."""
    numbers = parsed.columns[column]
    owners = by_identity(session, desk.db.sealer, numbers)
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


def owners_of(found: Sequence[Found]) -> Owners:
    """Owners as the columns that actions take."""
    return Owners(
        [owner.participant_id for owner in found],
        [int(owner.kind == "sme") for owner in found],
        [owner.subdistrict_id for owner in found],
        [owner.community_id or 0 for owner in found],
    )
