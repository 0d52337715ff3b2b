"""What is typed at the desk, and what logging it did or would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.common.problems import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.methodology.contract import Calculation
    from carbon_points.methodology.contract import Rejection
    from carbon_points.methodology.contract import Status


@dataclass(frozen=True, slots=True)
class Wanted:
    """One action as the form has it."""

    methodology: str
    participant_id: int
    inputs: Mapping[str, Any]
    """In the fields of the form, golden form; installations may add ``device``."""


@dataclass(frozen=True, slots=True)
class Logged:
    """What logging did, or would do."""

    action_id: int | None
    """None for a preview."""

    reduction_mg: int
    points_expected: int
    """If it were approved today; 0 under a draft methodology."""

    flags: tuple[str, ...]
    state: int
    status: Status
    calculation: Calculation | None = None
    again: bool = False
    """The same key booked it before."""


class NotCreditableError(RefusedError):
    """The methodology refuses the action; nothing was recorded."""

    def __init__(self, methodology: str, rejection: Rejection) -> None:
        details = {str(key): str(value) for key, value in rejection.details.items()}
        super().__init__(rejection.code, **{**details, "methodology": methodology})
        self.rejection = rejection
        self.methodology = methodology
