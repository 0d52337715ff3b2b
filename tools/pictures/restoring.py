"""Scenes of unlocking, restoring, and the key in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from carbon_points.integrity.restore_finding import FoundBackup
from carbon_points.integrity.restore_preview import Beyond
from carbon_points.integrity.restore_preview import Books
from carbon_points.integrity.restore_preview import RestorePreview
from tools.pictures.scene import absent
from tools.pictures.scene import Ground
from tools.pictures.scene import scene
from ui.admin.key_work import KeyWay
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage
    from ui.admin.restore_view import RestoreView

UNLOCK = "unlock"
RESTORE = "restore"
_MADE_AT = 1_782_757_200
_NOW = 1_782_780_000
_HALF = "AXJV-FVGU-EEBZ-SPJU-WT4Q-4ZII-U42Z-D6HI"
_PASSPHRASE = "not this one"  # noqa: S105  (of books that live for one picture)

absent(UNLOCK, "empty", "its fields are empty when it is filled")
absent(UNLOCK, "loading", "a passphrase takes half a second")


@scene(UNLOCK, "filled", ground=Ground.NONE, in_manual=True)
def key_wanted(stage: Stage) -> None:
    """Books whose key this computer does not keep."""
    _unlock(stage)


@scene(UNLOCK, "filled-halves", ground=Ground.NONE)
def halves(stage: Stage) -> None:
    """The printed halves, one of them misread."""
    _unlock(stage)
    form = stage.page.form
    form.choose(KeyWay.HALVES)
    form.halves[0].edit.setText(_HALF)
    form.halves[1].edit.setText(f"B{_HALF[1:20]}")
    stage.wait()


@scene(UNLOCK, "error-passphrase", ground=Ground.NONE)
def wrong_passphrase(stage: Stage) -> None:
    """A wrong passphrase."""
    _unlock(stage)
    stage.fail(UserError("PASSPHRASE_WRONG", file="carbon-points.db"))
    stage.enter(_PASSPHRASE)


@scene(RESTORE, "empty", ground=Ground.NONE)
def nothing_found(stage: Stage) -> None:
    """No backup anywhere."""
    _found(stage)


@scene(RESTORE, "loading", ground=Ground.NONE)
def looking(stage: Stage) -> None:
    """Disks and sticks are looked through."""
    stage.hold()
    stage.window.show_alone(RESTORE, back="first_run")
    stage.settle()


@scene(RESTORE, "filled", ground=Ground.NONE)
def found(stage: Stage) -> None:
    """What could be restored."""
    _found(stage, *_backups(stage))


@scene(RESTORE, "filled-compared", ground=Ground.NONE, in_manual=True)
def compared(stage: Stage) -> None:
    """What would be lost, with the focus on keeping."""
    page = _found(stage, *_backups(stage))
    page.presenter.seen = _preview(stage)
    page.presenter.compared.emit(page.presenter.seen)
    stage.wait()


@scene(RESTORE, "filled-key", ground=Ground.NONE)
def another_computer(stage: Stage) -> None:
    """The backup is whole, its key is not here."""
    page = _found(stage, *_backups(stage))
    page.presenter.key_wanted.emit()
    stage.wait()


@scene(RESTORE, "error-damaged", ground=Ground.NONE)
def damaged(stage: Stage) -> None:
    """A backup that was changed."""
    page = _found(stage, *_backups(stage))
    stage.fail(UserError("BACKUP_DAMAGED", file="E:/一.cpbackup", part="database.db"))
    stage.click(page.go)


@scene("settings", "filled-keys", role=Role.ADMIN, in_manual=True)
def keys(stage: Stage) -> None:
    """Passphrase, remembering, printed halves, a new key."""
    stage.go("settings", section="keys")
    stage.settle()


def _unlock(stage: Stage) -> None:
    path = "/home/desk/碳普惠/carbon-points.db"
    stage.window.show_unopened(DatabaseUnusableError("DB_NO_KEY", path=path))
    stage.wait()


def _found(stage: Stage, *backups: FoundBackup) -> RestoreView:
    """The restore page, with these found."""
    stage.window.show_alone(RESTORE, back="first_run")
    stage.wait()
    page: RestoreView = stage.page
    page.presenter.found.emit(backups)
    stage.wait()
    return page


def _backups(stage: Stage) -> tuple[FoundBackup, ...]:
    folder = stage.folder
    return (
        FoundBackup(folder / "二.cpbackup", _NOW, 41 << 20, is_aside=False, desk=12),
        FoundBackup(
            folder / "一.cpbackup",
            _MADE_AT,
            38 << 20,
            is_aside=False,
            desk=12,
            people=1_204,
            actions=18_377,
        ),
        FoundBackup(folder / "旧.db", _MADE_AT, 37 << 20, is_aside=True),
    )


def _preview(stage: Stage) -> RestorePreview:
    return RestorePreview(
        file=stage.folder / "一.cpbackup",
        target=stage.folder / "carbon-points.db",
        made_at=_MADE_AT,
        desk=12,
        demo=False,
        coming=Books(1_204, 18_377, 3_102, 212, 4_871, _MADE_AT),
        present=Books(1_206, 18_410, 3_108, 215, 4_902, _NOW),
        trouble="",
        lost=Beyond(31, 2, 33, 6),
        gained=Beyond(0, 0, 0, 0),
    )
