"""Scenes of the reductions pool."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tools.pictures.scene import Ground
from tools.pictures.scene import scene
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "pool"
_LATER = dt.timedelta(days=14)


def _turn(stage: Stage, leaf: int) -> None:
    """Show one of the leaves two weeks later, when notices are over."""
    page = stage.go(PAGE)
    day = page.presenter.today() + _LATER
    page.presenter._today = lambda: day  # noqa: SLF001  (the clock stands still)
    page.presenter.refresh()
    stage.wait()
    stage.click(page.tabs.button(leaf))


@scene(PAGE, "empty", ground=Ground.EMPTY, role=Role.AUDITOR)
def nothing_yet(stage: Stage) -> None:
    """Nothing was announced yet."""
    stage.go(PAGE)


@scene(PAGE, "filled-notice", role=Role.AUDITOR)
def notice(stage: Stage) -> None:
    """A new notice with what it would announce."""
    page = stage.go(PAGE)
    stage.click(page.leaves[0].new)
    page.leaves[0].form.text.setPlainText("关于章丘区碳普惠减排量登记的公示")
    stage.settle()
    stage.settle()


@scene(PAGE, "filled-notices", role=Role.AUDITOR)
def notices(stage: Stage) -> None:
    """The notices, with the lots of one."""
    stage.go(PAGE)


@scene(PAGE, "filled-batches", role=Role.AUDITOR)
def batches(stage: Stage) -> None:
    """What can be registered, and the batches."""
    _turn(stage, 1)


@scene(PAGE, "filled", role=Role.AUDITOR, in_manual=True)
def disposal(stage: Stage) -> None:
    """A disposal with what it leaves of the batch."""
    _turn(stage, 2)
    side = stage.page.leaves[2].side
    editors = list(side.amounts.values())
    if editors:
        editors[0].draft = "12.5"
    stage.settle()
    stage.settle()


@scene(PAGE, "filled-uses", role=Role.AUDITOR)
def uses(stage: Stage) -> None:
    """What enterprises have used."""
    _turn(stage, 3)


@scene(PAGE, "filled-ledger", role=Role.AUDITOR)
def ledger(stage: Stage) -> None:
    """The movements with the verified actions behind one."""
    _turn(stage, 4)
    stage.page.explain()
    stage.wait()


@scene(PAGE, "filled-why", role=Role.AUDITOR)
def why(stage: Stage) -> None:
    """How one of the actions behind a movement was calculated."""
    _turn(stage, 4)
    stage.page.explain()
    stage.wait()
    stage.page.explain()
    stage.wait()


@scene(PAGE, "loading", role=Role.AUDITOR)
def loading(stage: Stage) -> None:
    """The pool is late."""
    stage.hold()
    stage.go(PAGE)


@scene(PAGE, "error", role=Role.AUDITOR)
def broken(stage: Stage) -> None:
    """The pool cannot be read."""
    stage.fail()
    stage.go(PAGE)
