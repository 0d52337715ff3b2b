"""Scenes of the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.pictures.scene import Ground
from tools.pictures.scene import scene
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "audit"


@scene(PAGE, "empty", ground=Ground.EMPTY, role=Role.AUDITOR)
def nothing_waits(stage: Stage) -> None:
    """Nothing waits for approval."""
    stage.go(PAGE)


@scene(PAGE, "filled", role=Role.AUDITOR, in_manual=True)
def queue(stage: Stage) -> None:
    """A month waits for approval."""
    stage.go(PAGE)


@scene(PAGE, "filled-signed", role=Role.AUDITOR)
def signed(stage: Stage) -> None:
    """What the policy allows was signed."""
    stage.go(PAGE)
    stage.commit()


@scene(PAGE, "loading", role=Role.AUDITOR)
def loading(stage: Stage) -> None:
    """The queue is late."""
    stage.hold()
    stage.go(PAGE)


@scene(PAGE, "error", role=Role.AUDITOR)
def broken(stage: Stage) -> None:
    """The queue cannot be signed: the disk is full."""
    stage.go(PAGE)
    stage.fail()
    stage.commit()
