"""Every page without a mouse: Tab reaches what is seen, in the order of reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.pictures import walk
from tools.pictures.grounds import Grounds
from tools.pictures.look import FIRST
from tools.pictures.proof import problems
from tools.pictures.scene import load
from tools.pictures.stage import Stage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from tools.pictures.scene import Scene

WALKED = (
    *("service-filled", "service-filled-register", "participants-filled"),
    *("meters-filled-reading", "meters-filled-new", "import-filled"),
    *("import-filled-columns", "verify-filled", "verify-filled-register"),
    *("methodologies-filled", "settings-filled", "first_run-filled", "audit-filled"),
    *("scenarios-filled-records", "scenarios-filled-statistics"),
    *("scenarios-filled", "indicators-filled", "indicators-filled-form"),
    *("pool-filled", "pool-filled-notice", "pool-filled-uses", "pool-filled-ledger"),
    *("audit-filled-rehearsal", "audit-filled-changes", "audit-filled-daily"),
    *("audit-filled-sampling-plan", "audit-filled-sampling-list"),
    *("audit-filled-sampling-findings",),
    *("scenarios-filled-file", "scenarios-filled-file-form"),
    *("scenarios-filled-file-paper", "scenarios-filled-file-notice"),
)

STRAIGHT_TO_SAVE = frozenset({"meters-filled-reading"})
"""After the last field comes the save button, though others stand before it."""


@pytest.fixture(scope="module")
def grounds(tmp_path_factory: pytest.TempPathFactory) -> Grounds:
    """The demo district and an empty one, made once."""
    return Grounds(tmp_path_factory.mktemp("grounds"))


@pytest.mark.parametrize(
    "scene",
    [each for each in load() if each.name in WALKED],
    ids=lambda scene: str(scene.name),
)
def test_tab_reaches_every_control_in_the_order_of_reading(
    scene: Scene, grounds: Grounds, application: QApplication
) -> None:
    del application
    place, db = grounds.opened(scene.ground)
    stage = Stage(place, FIRST, db)
    try:
        stage.seat(scene.role)
        scene.draw(stage)
        stage.settle()
        wrong = problems(stage.window, FIRST.language)

        reached = walk.stops(stage.window)

        missed = [walk.said(each) for each in walk.unreached(stage.window, reached)]
        assert wrong == []
        assert missed == []
        jumps = walk.jumps_back(stage.window, reached)
        assert jumps == [] or scene.name in STRAIGHT_TO_SAVE
    finally:
        stage.close()
        if db is not None:
            db.close()


def test_every_walked_scene_is_there() -> None:
    assert set(WALKED) <= {each.name for each in load()}
