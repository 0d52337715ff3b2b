"""What a person's own rights ask of the core: a copy, an erasure; no Qt here."""

from __future__ import annotations

import time
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from carbon_points.certificates.data_copy import copy_data
from carbon_points.integrity import erasing
from carbon_points.integrity.account_closing import close_account
from carbon_points.security.service import in_set_up_mode
from carbon_points.security.service import operators
from carbon_points.security.sign_in import sign_in
from carbon_points.security.signers import signers_of
from ui.shared.desk import caller_now

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.certificates.data_copy import Copied
    from carbon_points.integrity.account_closing import Closed
    from carbon_points.integrity.erasing import Erased
    from carbon_points.integrity.erasing import Outlook
    from carbon_points.security.service import KnownOperator
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Prospect:
    """What an erasure would do, and who can sign it besides."""

    outlook: Outlook
    signers: tuple[KnownOperator, ...]
    set_up_mode: bool
    """Nobody has a password yet: the program takes the two who may."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An erasure as it was filled in."""

    participant_id: int
    reason: str
    signer: str = ""
    password: str = field(default="", repr=False)


def copy(
    db: Database, operator: str, participant_id: int, folder: Path, reason: str
) -> Copied:
    """Write a person's copy into a folder."""
    return copy_data(db, caller_now(operator), participant_id, folder, reason)


def close(db: Database, operator: str, participant_id: int, reason: str) -> Closed:
    """Close somebody's account."""
    return close_account(db, caller_now(operator), participant_id, reason)


def prospect(db: Database, operator: str, participant_id: int) -> Prospect:
    """What erasing somebody would do; nothing is changed."""
    told = erasing.outlook(db, caller_now(operator), participant_id)
    with db.reading() as session:
        everyone = operators(session)
        set_up = in_set_up_mode(session)
    return Prospect(told, signers_of(erasing.RIGHT, everyone, operator), set_up)


def erase(db: Database, operator: str, wanted: Wanted) -> Erased:
    """Erase somebody, signed by a second person at the desk.

    Raises:
        NotAllowedError: if one of the two may not, or the password is wrong.
        RefusedError: as `erasing.erase`.
    """
    if wanted.signer:
        sign_in(db, wanted.signer, wanted.password, int(time.time()))
    caller = caller_now(operator, wanted.signer)
    return erasing.erase(db, caller, wanted.participant_id, wanted.reason)
