"""Scenes of the sampling leaf of the audit."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tools.pictures.scene import Ground
from tools.pictures.scene import scene
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "audit"
_SEED = "章丘2026"


def _come(stage: Stage) -> Any:
    """The leaf, with nothing drawn in it by this scene."""
    return stage.go(PAGE, leaf="sampling").leaf


def _planned(stage: Stage) -> Any:
    leaf = _come(stage)
    leaf.turn(0)
    leaf.plan.bound.setText("10")
    leaf.plan.seed.setText(_SEED)
    stage.settle()
    return leaf


def _drawn(stage: Stage) -> Any:
    leaf = _planned(stage)
    stage.click(leaf.plan.draw)
    stage.settle()
    return leaf


def _checked(stage: Stage, count: int = 8) -> Any:
    """A few are right, one is not."""
    leaf = _drawn(stage)
    for _ in range(count):
        leaf.list.panel.say_right()
        stage.wait()
    leaf.list.panel.give(2)
    stage.settle()
    return leaf


@scene(PAGE, "empty-sampling", ground=Ground.EMPTY, role=Role.AUDITOR)
def nothing_to_draw(stage: Stage) -> None:
    """A plan where nothing is approved yet."""
    _come(stage)
    stage.settle()


@scene(PAGE, "filled-sampling-plan", role=Role.AUDITOR, in_manual=True)
def plan(stage: Stage) -> None:
    """The plan shows how many will be drawn before they are."""
    _planned(stage)


@scene(PAGE, "filled-sampling-list", role=Role.AUDITOR, in_manual=True)
def drawn_list(stage: Stage) -> None:
    """The fixed list, some of it checked."""
    leaf = _checked(stage)
    stage.press(Qt.Key.Key_R)
    leaf.bar.dismiss()
    stage.settle()


@scene(PAGE, "filled-sampling-findings", role=Role.AUDITOR, in_manual=True)
def findings(stage: Stage) -> None:
    """A finding that waits for its correction."""
    leaf = _checked(stage)
    leaf.bar.dismiss()
    leaf.turn(2)
    leaf.findings.panel.note.setText("按斤登记，已联系服务台")
    stage.settle()


@scene(PAGE, "filled-sampling-corrected", role=Role.AUDITOR)
def corrected(stage: Stage) -> None:
    """Who corrected a finding cannot close it."""
    leaf = _checked(stage, 2)
    leaf.turn(2)
    leaf.findings.panel.note.setText("按斤登记，已冲正")
    stage.commit()
    stage.settle()


@scene(PAGE, "filled-sampling-paper", role=Role.AUDITOR)
def paper(stage: Stage) -> None:
    """The working paper before it is printed."""
    leaf = _checked(stage)
    leaf.bar.dismiss()
    leaf.print_page()
    stage.settle()


@scene(PAGE, "error-sampling-plan", role=Role.AUDITOR)
def wrong_plan(stage: Stage) -> None:
    """A share that cannot be, and days in the wrong order."""
    leaf = _planned(stage)
    leaf.plan.bound.setText("一百")
    stage.settle()


@scene(PAGE, "loading-sampling", role=Role.AUDITOR)
def loading(stage: Stage) -> None:
    """The samples are late."""
    stage.hold()
    _come(stage)
    stage.settle()


@scene(PAGE, "error-sampling", role=Role.AUDITOR)
def broken(stage: Stage) -> None:
    """The list cannot be drawn: the disk is full."""
    leaf = _planned(stage)
    stage.fail()
    stage.click(leaf.plan.draw)
