"""Scenes of the dossier: made, checked, and a yearly report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.pictures.scene import scene
from ui.scenario_desk.dossier_work import Report
from ui.shared.page import Role

if TYPE_CHECKING:
    from pathlib import Path

    from tools.pictures.stage import Stage
    from ui.scenario_desk.dossier_view import DossierPanel

PAGE = "scenarios"


def panel_of(stage: Stage) -> DossierPanel:
    """The panel on the leaf of the acceptance."""
    stage.go(PAGE, leaf="acceptance")
    panel: DossierPanel = stage.page.leaf.panel
    return panel


def _folder(stage: Stage) -> Path:
    """A folder with nothing in it."""
    made = stage.folder / "dossiers"
    made.mkdir(exist_ok=True)
    return made


def _made(panel: DossierPanel) -> Path:
    """Where the dossier lies that was made last."""
    if panel.folder is None:
        raise FileNotFoundError("dossier")
    return panel.folder


@scene(PAGE, "filled-dossier", role=Role.AUDITOR)
def ready(stage: Stage) -> None:
    """Nothing was made yet."""
    panel_of(stage)


@scene(PAGE, "filled-dossier-made", role=Role.AUDITOR, in_manual=True)
def made(stage: Stage) -> None:
    """A dossier was made, and a check found it whole."""
    panel = panel_of(stage)
    panel.presenter.build(_folder(stage))
    stage.wait()
    panel.presenter.check(_made(panel))
    stage.wait()


@scene(PAGE, "filled-dossier-broken", role=Role.AUDITOR, in_manual=True)
def broken(stage: Stage) -> None:
    """A file is missing and another one does not belong."""
    panel = panel_of(stage)
    panel.presenter.build(_folder(stage))
    stage.wait()
    folder = _made(panel)
    (folder / "06 台账说明.pdf").unlink()
    (folder / "备忘.txt").write_text("x", "utf-8")
    panel.presenter.check(folder)
    stage.wait()


@scene(PAGE, "filled-dossier-year", role=Role.AUDITOR)
def year(stage: Stage) -> None:
    """The yearly report of a place was written."""
    panel = panel_of(stage)
    panel.presenter.report(Report("双山街道", 2026), _folder(stage))
    stage.wait()


@scene(PAGE, "error-dossier", role=Role.AUDITOR)
def nothing_there(stage: Stage) -> None:
    """The folder that was chosen holds nothing."""
    panel_of(stage).presenter.check(_folder(stage))
    stage.wait()


@scene(PAGE, "filled-dossier-viewer", role=Role.VIEWER)
def viewer(stage: Stage) -> None:
    """A viewer may check a dossier and makes none."""
    panel_of(stage)
