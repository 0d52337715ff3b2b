"""Scenes of a scenario's file."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import TYPE_CHECKING

from tools.pictures.scene import Ground
from tools.pictures.scene import scene
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "scenarios"


def turn(stage: Stage, part: int = 0, scenario: str = "life") -> Any:
    """The file of a scenario with one of its parts."""
    stage.go(PAGE, scenario=scenario, leaf="file")
    leaf = stage.page.leaf
    leaf.turn(part)
    stage.settle()
    return leaf


@scene(PAGE, "empty-file", ground=Ground.EMPTY, role=Role.AUDITOR)
def nothing_filed(stage: Stage) -> None:
    """A scenario of which nothing is on file yet."""
    turn(stage)


@scene(PAGE, "filled-file", role=Role.AUDITOR, in_manual=True)
def papers(stage: Stage) -> None:
    """Stages, papers and the countdown."""
    turn(stage)


@scene(PAGE, "filled-file-paper", role=Role.AUDITOR)
def paper(stage: Stage) -> None:
    """One paper with its file, its claim and who filed it."""
    leaf = turn(stage)
    leaf.papers.table.opened.emit(0)
    stage.settle()


@scene(PAGE, "filled-file-form", role=Role.AUDITOR)
def filing(stage: Stage) -> None:
    """A paper is handed in for what is missing."""
    turn(stage, scenario="energy").side.add_paper("privacy")
    stage.settle()


@scene(PAGE, "filled-file-notice", role=Role.AUDITOR)
def notice(stage: Stage) -> None:
    """A notice with an objection that waits for its answer."""
    leaf = turn(stage, 1, "energy")
    leaf.side.open_form(leaf.side.forms.answer(leaf.seen.file.notices[0].objections[0]))
    stage.settle()


@scene(PAGE, "filled-file-criteria", role=Role.AUDITOR)
def criteria(stage: Stage) -> None:
    """The criteria with their sources; one with its history."""
    turn(stage, 2).open_criterion("activities")
    stage.settle()


@scene(PAGE, "filled-file-target", role=Role.AUDITOR)
def target(stage: Stage) -> None:
    """Another target is proposed."""
    leaf = turn(stage, 2)
    leaf.side.open_form(leaf.side.forms.target(leaf.seen, "reduction_mg"))
    stage.settle()


@scene(PAGE, "filled-file-host", role=Role.VIEWER)
def host(stage: Stage) -> None:
    """Host, places, methodologies and stages, as a viewer sees them."""
    turn(stage, 3)


@scene(PAGE, "filled-file-stage", role=Role.AUDITOR)
def next_stage(stage: Stage) -> None:
    """The next stage of the second scenario."""
    turn(stage, scenario="energy").side.next_stage()
    stage.settle()


@scene(PAGE, "filled-file-extension", role=Role.AUDITOR)
def extension(stage: Stage) -> None:
    """Three months before the end the extension is asked for."""
    leaf = turn(stage)
    leaf.presenter._today = lambda: dt.date(2028, 10, 12)  # noqa: SLF001
    leaf.arrive()
    stage.settle()


@scene(PAGE, "loading-file", role=Role.AUDITOR)
def loading(stage: Stage) -> None:
    """The file is late."""
    stage.hold()
    turn(stage)


@scene(PAGE, "error-file", role=Role.AUDITOR)
def broken(stage: Stage) -> None:
    """The file cannot be read."""
    stage.fail()
    turn(stage)


@scene(PAGE, "error-file-refused", role=Role.AUDITOR)
def refused(stage: Stage) -> None:
    """The scenario cannot be published while an objection is open."""
    leaf = turn(stage, scenario="energy")
    leaf.side.next_stage()
    values = {
        "stage": "published",
        "day": "2026-06-30",
        "responsible": "区生态环境分局",
        "document": "演示〔2026〕9 号",
    }
    leaf.side.form.write_again(values)
    leaf.commit()
    stage.settle()
