"""Scenes of the pages that stand alone: the first start, and signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.exchange.demo import AS_OF
from carbon_points.security.chain import Caller
from carbon_points.security.people import set_password
from tools.pictures.scene import absent
from tools.pictures.scene import Ground
from tools.pictures.scene import scene
from ui.shared.desk import opened

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

LOCK = "lock"
FIRST = "first_run"
_NOW = 1_782_780_000
_PASSWORD = "rides-2026"  # noqa: S105  (of a district that lives for one picture)

absent(LOCK, "empty", "somebody with a password is always there")
absent(FIRST, "empty", "its fields are empty when it is filled")


@scene(LOCK, "filled", in_manual=True)
def who_are_you(stage: Stage) -> None:
    """Everybody who has a password."""
    _lock(stage)


@scene(LOCK, "error-password")
def wrong_password(stage: Stage) -> None:
    """A wrong password."""
    _lock(stage)
    stage.enter("guess-1")


@scene(FIRST, "filled", ground=Ground.NONE, in_manual=True)
def first_start(stage: Stage) -> None:
    """Nothing is there yet."""
    stage.window.show_alone(FIRST)


@scene(FIRST, "error", ground=Ground.NONE)
def incomplete(stage: Stage) -> None:
    """Started before everything was filled in."""
    stage.window.show_alone(FIRST)
    stage.wait()
    stage.page.start()


def _lock(stage: Stage) -> None:
    """Give everybody a password and leave the desk."""
    if stage.db is None:
        return
    # An auditor's password comes last: from then on a second person is needed.
    for login in ("admin", "worker", "auditor"):
        by = Caller("admin", AS_OF, _NOW, f"password-{login}")
        set_password(stage.db, by, login, _PASSWORD)
    stage.window.show_opened(opened(stage.db))
    stage.wait()
