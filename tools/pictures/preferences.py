"""Scenes of the settings."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from tools.pictures.scene import absent
from tools.pictures.scene import scene
from ui.shared.messages import message
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "settings"
absent(PAGE, "empty", "settings always have values")


@scene(PAGE, "filled", in_manual=True)
def settings(stage: Stage) -> None:
    """Every setting."""
    stage.go(PAGE)


@scene(PAGE, "filled-security", role=Role.ADMIN)
def security(stage: Stage) -> None:
    """Locking, people, and where the data are."""
    stage.go(PAGE, section="security")
    stage.settle()


@scene(PAGE, "filled-people", role=Role.ADMIN, in_manual=True)
def people(stage: Stage) -> None:
    """Who may sit here."""
    stage.go(PAGE, section="people")
    stage.settle()


@scene(PAGE, "filled-data", role=Role.ADMIN)
def data(stage: Stage) -> None:
    """Where the data are."""
    stage.go(PAGE, section="data")
    stage.settle()


@scene(PAGE, "filled-backup", role=Role.ADMIN, in_manual=True)
def backup(stage: Stage) -> None:
    """Where backups go, when, and what came of the last one."""
    section = _section(stage, "backup")
    stage.click(section.now)
    stage.go(PAGE, section="backup")
    stage.settle()


@scene(PAGE, "error-backup", role=Role.ADMIN)
def failed_backup(stage: Stage) -> None:
    """A backup that found too little room."""
    section = _section(stage, "backup")
    section.presenter.told.emit(message("M42", x=120))
    stage.settle()


@scene(PAGE, "filled-found")
def found(stage: Stage) -> None:
    """A setting that was looked for."""
    stage.go(PAGE)
    stage.type("字")


def _section(stage: Stage, name: str) -> Any:
    stage.go(PAGE, section=name)
    stage.settle()
    return next(one for one in stage.page.sections if one.name == name)
