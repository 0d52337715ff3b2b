"""What the settings ask of the core about keeping times; runs in a lane, without Qt."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.common.days import day_number
from carbon_points.common.days import local_day
from carbon_points.integrity import retention
from carbon_points.integrity.retention_rules import kept_for_good
from carbon_points.security.service import in_set_up_mode
from carbon_points.security.service import operators
from carbon_points.security.sign_in import sign_in
from carbon_points.security.signers import signers_of
from ui.shared.desk import caller_now

if TYPE_CHECKING:
    from carbon_points.common.progress import Progress
    from carbon_points.integrity.retention import Outlook
    from carbon_points.integrity.retention import Ran
    from carbon_points.integrity.retention_rules import RetentionRule
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Kept:
    """The rules, what is past them, and who can sign for people besides."""

    outlook: Outlook
    for_good: tuple[RetentionRule, ...]
    signers: tuple[tuple[str, str], ...]
    """(login, shown name); empty in set-up mode, where nobody need sign in."""

    set_up_mode: bool

    @property
    def ran_today(self) -> bool:
        """Whether today's run was made already."""
        ran = self.outlook.ran_on
        return ran is not None and day_number(ran) >= local_day(int(time.time()))


def look(db: Database, operator: str) -> Kept:
    """The rules, and what a run would let go now."""
    told = retention.outlook(db, caller_now(operator))
    with db.reading() as session:
        everyone = operators(session)
        set_up = in_set_up_mode(session)
    seconds = signers_of(retention.RUN, everyone, operator)
    signers = tuple((one.name, one.display_name) for one in seconds)
    return Kept(told, kept_for_good(), signers, set_up)


def run(
    db: Database, operator: str, signature: tuple[str, str], progress: Progress
) -> Ran:
    """Let go what is past its time; a signature lets people be made nameless, too.

    Raises:
        NotAllowedError: if one may not, or the password is wrong.
    """
    signer, password = signature
    if signer:
        sign_in(db, signer, password, int(time.time()))
    return retention.run(db, caller_now(operator, signer), progress)
