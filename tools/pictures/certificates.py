"""Scenes of certificates: issuing, printing, verifying."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    stage.go(PAGE, participant_id=stage.somebody())


@scene(PAGE, "filled", in_manual=True)
def issued(stage: Stage) -> None:
    """A certificate was issued and is shown."""
    stage.go(PAGE, participant_id=stage.somebody())
    stage.commit()
    stage.settle()


@scene(PAGE, "filled-register")
def register(stage: Stage) -> None:
    """Every certificate and what became of it."""
    stage.go(PAGE, participant_id=stage.somebody())
    stage.commit()
    stage.page.show_side("register")
    stage.wait()


@scene(PAGE, "empty-register")
def no_certificates(stage: Stage) -> None:
    """No certificate was issued yet."""
    stage.go(PAGE).show_side("register")
    stage.wait()


@scene(PAGE, "filled-verified", in_manual=True)
def verified(stage: Stage) -> None:
    """A certificate of the demo was verified."""
    stage.go(PAGE, participant_id=stage.somebody())
    stage.commit()
    page = stage.page
    page.verify.file_given.emit(page.presenter.made.file)
    stage.wait()


@scene(PAGE, "error-changed", in_manual=True)
def changed(stage: Stage) -> None:
    """A certificate in which one byte was changed."""
    stage.go(PAGE, participant_id=stage.somebody())
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
    stage.go(PAGE, participant_id=stage.somebody())
    stage.hold()
    stage.commit()


@scene(PAGE, "error")
def disk_full(stage: Stage) -> None:
    """The disk is full when a certificate is made."""
    stage.go(PAGE, participant_id=stage.somebody())
    stage.fail()
    stage.commit()
