"""Which waiting actions a policy takes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from carbon_points.methodology.contract import FlagKind
from carbon_points.methodology.contract import Grade

if TYPE_CHECKING:
    from carbon_points.methodology.contract import Methodology
    from carbon_points.rulebook.rules import Policy

GRADES = (Grade.MEASURED, Grade.DOCUMENTED, Grade.DECLARED)
"""By the number that an action row stores."""


class Left(StrEnum):
    """Why an action stays in the queue."""

    TAKEN = ""
    FLAG = "flag"
    GRADE = "grade"
    AMOUNT = "amount"
    """From `Policy.second_person_mg` on, two auditors sign each one."""

    OWN_ENTRY = "own_entry"
    NO_EVIDENCE = "no_evidence"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One waiting action, as a policy looks at it."""

    flags: str
    grade: int
    reduction_mg: int
    logged_by: str
    has_evidence: bool
    participant_frozen: bool = False
    questioned: bool = False
    """The screening of all that waits has a question about it."""


def left_because(
    policy: Policy, methodology: Methodology, waiting: Waiting, signers: frozenset[str]
) -> Left:
    """Why the policy leaves an action in the queue, or `Left.TAKEN`."""
    if waiting.participant_frozen:
        return Left.FROZEN
    if waiting.logged_by in signers:
        return Left.OWN_ENTRY
    if not _flags_pass(policy, methodology, waiting):
        return Left.FLAG
    if GRADES[waiting.grade] not in policy.grades:
        return Left.GRADE
    return _single_signature(policy, methodology, waiting)


def _single_signature(
    policy: Policy, methodology: Methodology, waiting: Waiting
) -> Left:
    """What a run that one auditor signs leaves besides; two may take all of it."""
    if policy.second_person_mg is None:
        return Left.TAKEN
    if waiting.reduction_mg >= policy.second_person_mg[methodology.points_group]:
        return Left.AMOUNT
    return Left.TAKEN if waiting.has_evidence else Left.NO_EVIDENCE


def _flags_pass(policy: Policy, methodology: Methodology, waiting: Waiting) -> bool:
    flags = waiting.flags
    if policy.flags == "any":
        return True
    if waiting.questioned or not flags:
        return not waiting.questioned
    if policy.flags == "none":
        return False
    return all(
        methodology.flags.get(code, FlagKind.DOUBT) is FlagKind.NOTE
        for code in flags.split(",")
    )
