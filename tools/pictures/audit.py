"""Scenes of the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tools.pictures.scene import Ground
from tools.pictures.scene import scene
from tools.pictures.stage import CTRL
from ui.audit_desk.queue_work import Wanted
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "audit"
SHIFT = Qt.KeyboardModifier.ShiftModifier


@scene(PAGE, "empty", ground=Ground.EMPTY, role=Role.AUDITOR)
def nothing_waits(stage: Stage) -> None:
    """Nothing waits for approval."""
    stage.go(PAGE)


@scene(PAGE, "filled", role=Role.AUDITOR, in_manual=True)
def queue(stage: Stage) -> None:
    """A month waits for approval."""
    stage.go(PAGE)


@scene(PAGE, "filled-batch", role=Role.AUDITOR, in_manual=True)
def batch(stage: Stage) -> None:
    """Some are approved, one is rejected; the batch is not signed yet."""
    stage.go(PAGE)
    for key in (Qt.Key.Key_A, Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_2):
        stage.press(key)
    stage.press(Qt.Key.Key_A)
    stage.press(Qt.Key.Key_R)


@scene(PAGE, "filled-doubtful", role=Role.AUDITOR)
def doubtful(stage: Stage) -> None:
    """Those that raise a question."""
    stage.go(PAGE)
    stage.page.leaf.filter.choose(Wanted("doubtful"))
    stage.wait()


@scene(PAGE, "filled-many", role=Role.AUDITOR, in_manual=True)
def many(stage: Stage) -> None:
    """Everything is ticked, and what approving it would do is looked at."""
    stage.go(PAGE)
    stage.press(Qt.Key.Key_A, CTRL)
    stage.press(Qt.Key.Key_A, SHIFT)


@scene(PAGE, "filled-second", role=Role.AUDITOR)
def second(stage: Stage) -> None:
    """What one auditor signed waits for another one."""
    stage.go(PAGE)
    stage.page.leaf.filter.choose(Wanted("second"))
    stage.wait()


@scene(PAGE, "filled-approved", role=Role.AUDITOR)
def approved(stage: Stage) -> None:
    """What was approved and may be reversed."""
    stage.go(PAGE)
    stage.page.leaf.filter.choose(Wanted("approved"))
    stage.wait()
    stage.press(Qt.Key.Key_N)


@scene(PAGE, "filled-photo", role=Role.AUDITOR)
def photo(stage: Stage) -> None:
    """The slip of a heavy bag, enlarged."""
    stage.go(PAGE)
    stage.page.leaf.filter.choose(Wanted("doubtful", methodology="clothing_reuse"))
    stage.wait()
    stage.page.leaf.table.setFocus()
    stage.press(Qt.Key.Key_Return)


@scene(PAGE, "filled-why", role=Role.AUDITOR)
def why(stage: Stage) -> None:
    """How the number of a record came about."""
    stage.go(PAGE)
    stage.press(Qt.Key.Key_F1)


@scene(PAGE, "filled-rule", role=Role.AUDITOR)
def by_rule(stage: Stage) -> None:
    """What the careful policy would sign."""
    stage.go(PAGE)
    stage.click(stage.page.leaf.by_policy)


@scene(PAGE, "filled-signed", role=Role.AUDITOR)
def signed(stage: Stage) -> None:
    """Three were approved and the batch was signed."""
    stage.go(PAGE)
    for _ in range(3):
        stage.press(Qt.Key.Key_A)
    stage.commit()
    stage.wait()


@scene(PAGE, "loading", role=Role.AUDITOR)
def loading(stage: Stage) -> None:
    """The queue is late."""
    stage.hold()
    stage.restart(Role.AUDITOR)


@scene(PAGE, "error", role=Role.AUDITOR)
def broken(stage: Stage) -> None:
    """The batch cannot be signed: the disk is full."""
    stage.go(PAGE)
    stage.press(Qt.Key.Key_A)
    stage.fail()
    stage.commit()
