"""Scenes of the service desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tools.pictures.scene import Ground
from tools.pictures.scene import scene
from tools.pictures.stage import CTRL
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "service"
RIC = "370181196003072515"


@scene(PAGE, "empty", ground=Ground.EMPTY)
def nobody(stage: Stage) -> None:
    """Nobody is registered yet, and nobody stands at the desk."""
    stage.go(PAGE)


@scene(PAGE, "filled-found", in_manual=True)
def found(stage: Stage) -> None:
    """Initials were typed: whom they may mean."""
    stage.go(PAGE)
    stage.type("w")


@scene(PAGE, "filled-nobody")
def nobody_found(stage: Stage) -> None:
    """What was typed means nobody."""
    stage.go(PAGE)
    stage.type("赵不在")


@scene(PAGE, "filled", in_manual=True)
def clothing(stage: Stage) -> None:
    """Clothing was weighed: the number, why, and what was logged before."""
    _log(stage)
    stage.type("2")
    stage.type("4.2")


@scene(PAGE, "filled-ride")
def ride(stage: Stage) -> None:
    """A ride that is not complete: what is still missing."""
    _open(stage)
    stage.type("1")
    stage.enter("06-29 740")
    stage.enter("06-29 8:00")


@scene(PAGE, "filled-pump")
def pump(stage: Stage) -> None:
    """The longest form."""
    _open(stage)
    stage.page.work.tiles.choose("heat_pump")


@scene(PAGE, "filled-taken-back")
def taken_back(stage: Stage) -> None:
    """What was logged has been taken back."""
    _log(stage)
    stage.press(Qt.Key.Key_Z, CTRL)


@scene(PAGE, "filled-slip", in_manual=True)
def slip(stage: Stage) -> None:
    """The slip of the visit, ready to print."""
    _log(stage)
    stage.press(Qt.Key.Key_P, CTRL)


@scene(PAGE, "filled-passbook")
def passbook(stage: Stage) -> None:
    """A page of the passbook."""
    _log(stage)
    stage.page.work.visit.passbook_wanted.emit()
    stage.wait()


@scene(PAGE, "error-slip")
def slip_fails(stage: Stage) -> None:
    """The slip cannot be made."""
    _log(stage)
    stage.fail()
    stage.press(Qt.Key.Key_P, CTRL)


@scene(PAGE, "filled-draft")
def draft(stage: Stage) -> None:
    """The power went in the middle of a form; the program was opened again."""
    _log(stage)
    stage.type("1")
    stage.enter("06-29 740")
    stage.page.leave()
    stage.wait()
    stage.restart(Role.WORKER)
    stage.go(PAGE)


@scene(PAGE, "error-field")
def too_heavy(stage: Stage) -> None:
    """A weight over the limit, told at its field."""
    _open(stage)
    stage.type("2")
    stage.type("31")
    stage.commit()


@scene(PAGE, "error-disk")
def disk_full(stage: Stage) -> None:
    """The disk is full when an action is logged."""
    _open(stage)
    stage.type("2")
    stage.type("4.2")
    stage.fail()
    stage.commit()


@scene(PAGE, "loading")
def loading(stage: Stage) -> None:
    """Somebody was chosen and the answer is late."""
    stage.go(PAGE)
    stage.type("w")
    stage.hold()
    stage.press(Qt.Key.Key_Return)


@scene(PAGE, "filled-register", in_manual=True)
def register(stage: Stage) -> None:
    """Somebody new is registered."""
    stage.go(PAGE)
    stage.press(Qt.Key.Key_F3)
    stage.enter(RIC)
    stage.enter("单于小雨")
    stage.enter("13912345678")


@scene(PAGE, "error-register")
def wrong_digit(stage: Stage) -> None:
    """A number whose check digit is wrong, and no consent."""
    stage.go(PAGE)
    stage.press(Qt.Key.Key_F3)
    stage.enter(f"{RIC[:-1]}3")
    stage.enter("单于小雨")
    stage.commit()


def _open(stage: Stage) -> None:
    """Somebody who has done something comes to the desk."""
    stage.go(PAGE)
    stage.enter("w")


def _log(stage: Stage) -> None:
    """One entry of this visit."""
    _open(stage)
    stage.type("2")
    stage.type("3.5")
    stage.commit()
