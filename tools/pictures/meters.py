"""Scenes of installations and meter readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.pictures.scene import Ground
from tools.pictures.scene import scene
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "meters"


@scene(PAGE, "empty", ground=Ground.EMPTY)
def nothing_installed(stage: Stage) -> None:
    """No installation is registered yet."""
    stage.go(PAGE)


@scene(PAGE, "filled")
def first_of_the_route(stage: Stage) -> None:
    """The first installation of the route, nothing typed yet."""
    stage.go(PAGE)


@scene(PAGE, "filled-reading", in_manual=True)
def reading(stage: Stage) -> None:
    """A reading that is plausible."""
    _type(stage, 900)


@scene(PAGE, "error-backwards")
def backwards(stage: Stage) -> None:
    """A reading below the last one."""
    _type(stage, -50)


@scene(PAGE, "error-too-much")
def too_much(stage: Stage) -> None:
    """More than the installation can do."""
    _type(stage, 90_000)
    stage.commit()


@scene(PAGE, "filled-change")
def change(stage: Stage) -> None:
    """The meter was replaced."""
    stage.go(PAGE).change_meter()
    stage.wait()


@scene(PAGE, "filled-new", in_manual=True)
def new(stage: Stage) -> None:
    """An installation is being registered."""
    stage.go(PAGE).new_participant()
    stage.wait()


@scene(PAGE, "filled-auditor", role=Role.AUDITOR)
def for_auditors(stage: Stage) -> None:
    """An auditor looks and records nothing."""
    stage.go(PAGE)


@scene(PAGE, "loading")
def loading(stage: Stage) -> None:
    """The list is late."""
    stage.hold()
    stage.go(PAGE)


@scene(PAGE, "error")
def broken(stage: Stage) -> None:
    """The list cannot be read."""
    stage.fail()
    stage.go(PAGE)


def _type(stage: Stage, more: int) -> None:
    """Type a value that differs so much from the last one of the first meter."""
    page = stage.go(PAGE)
    detail = page.presenter.detail
    if detail is None:
        return
    last = detail.readings[-1].value if detail.readings else 0
    page.reading.take_focus("value")
    stage.type(str(int(last) + more))
