"""Scenes of certificates: issuing, printing, verifying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.common.ids import first_id
from carbon_points.crediting.account import account
from tools.pictures.scene import Ground
from tools.pictures.scene import scene
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "verify"


@scene(PAGE, "empty")
def nobody_chosen(stage: Stage) -> None:
    """No holder is chosen yet."""
    stage.go(PAGE)


@scene(PAGE, "filled-holder")
def holder(stage: Stage) -> None:
    """A holder is chosen, nothing issued yet."""
    stage.go(PAGE, participant_id=_holder(stage))


@scene(PAGE, "filled", in_manual=True)
def issued(stage: Stage) -> None:
    """A certificate was issued and is shown."""
    stage.go(PAGE, participant_id=_holder(stage))
    stage.commit()
    stage.settle()


@scene(PAGE, "filled-verified", in_manual=True)
def verified(stage: Stage) -> None:
    """A certificate of the demo was verified."""
    stage.go(PAGE, participant_id=_holder(stage))
    stage.commit()
    page = stage.page
    page.verify.file_given.emit(page.presenter.made.file)
    stage.wait()


@scene(PAGE, "error-changed", in_manual=True)
def changed(stage: Stage) -> None:
    """A certificate in which one byte was changed."""
    stage.go(PAGE, participant_id=_holder(stage))
    stage.commit()
    page = stage.page
    data = bytearray(page.presenter.made.file.read_bytes())
    data[len(data) // 2] ^= 1
    bad = stage.folder / "certificate.pdf"
    bad.write_bytes(data)
    page.verify.file_given.emit(bad)
    stage.wait()


@scene(PAGE, "empty-verify", role=Role.VIEWER)
def nothing_verified(stage: Stage) -> None:
    """The side that verifies, before anything was handed in."""
    stage.go(PAGE)


@scene(PAGE, "error-serial", role=Role.VIEWER)
def not_a_serial(stage: Stage) -> None:
    """A text that is no certificate."""
    stage.go(PAGE)
    stage.enter("ABC-123")


@scene(PAGE, "error-nothing", ground=Ground.EMPTY)
def nothing_to_certify(stage: Stage) -> None:
    """Nobody can be found in a new district."""
    stage.go(PAGE)
    stage.type("w")


@scene(PAGE, "loading")
def issuing(stage: Stage) -> None:
    """The certificate is being made."""
    stage.go(PAGE, participant_id=_holder(stage))
    stage.hold()
    stage.commit()


@scene(PAGE, "error")
def disk_full(stage: Stage) -> None:
    """The disk is full when a certificate is made."""
    stage.go(PAGE, participant_id=_holder(stage))
    stage.fail()
    stage.commit()


def _holder(stage: Stage) -> int:
    """The first of the demo's residents who has earned something."""
    if stage.db is None:
        return 0
    first = first_id(stage.db.desk)
    with stage.db.reading() as session:
        numbers = range(first + 1, first + 200)
        return next(n for n in numbers if account(session, n).points)
