"""Scenes of the signing keys in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.certificates.bureau import declare_lost
from carbon_points.certificates.bureau import rotate_signing
from carbon_points.certificates.keys import keys_folder
from carbon_points.certificates.membership import ask_bureau
from carbon_points.certificates.requests import read_request
from carbon_points.certificates.standing import standing
from carbon_points.exchange.demo import AS_OF
from carbon_points.exchange.founding import found
from carbon_points.exchange.founding import Founding
from carbon_points.security.chain import Caller
from tools.pictures.scene import scene
from ui.admin.settings_signing import SigningSection
from ui.shared.page import Role

if TYPE_CHECKING:
    from pathlib import Path

    from tools.pictures.stage import Stage

PAGE = "settings"
_NOW = 1_782_780_000


@scene(PAGE, "filled-signing", role=Role.ADMIN, in_manual=True)
def changed(stage: Stage) -> None:
    """A lost key, the one that signs, and the one of tomorrow."""
    if stage.db is None:
        return
    published = _published()
    declare_lost(stage.db, _admin("lost"), AS_OF, "电脑送修")
    rotate_signing(stage.db, _admin("rotate"))
    _publish_again(published)
    _show(stage)


@scene(PAGE, "filled-signing-loss", role=Role.ADMIN)
def loss(stage: Stage) -> None:
    """A loss is being declared, and its day cannot be read."""
    _show(stage)
    section = next(s for s in stage.page.sections if isinstance(s, SigningSection))
    section.lose.click()
    section.form.day.draft = "昨天"
    section.form.reason.setText("电脑被盗")
    section.form.save.click()
    _show(stage)


@scene(PAGE, "filled-signing-desks", role=Role.ADMIN)
def desks(stage: Stage) -> None:
    """Two desks ask to be listed by the bureau."""
    if stage.db is None:
        return
    keys = standing(stage.db, _admin("look")).keys
    asked = []
    for number in (31, 32):
        path, by = stage.folder / f"{number}.db", _admin(f"found-{number}")
        with found(path, by, Founding(desk=number, demo=stage.db.demo)) as desk:
            asked.append(read_request(ask_bureau(desk, _admin("ask"), keys)))
    _show(stage)
    section = next(s for s in stage.page.sections if isinstance(s, SigningSection))
    section.listing.open(tuple(asked))
    _show(stage)


@scene("verify", "error-key-lost", in_manual=True)
def refused(stage: Stage) -> None:
    """A certificate signed with a key that was lost by then."""
    if stage.db is None:
        return
    stage.go("verify", participant_id=stage.somebody())
    stage.commit()
    file = stage.page.presenter.made.file
    stolen = stage.folder / "stolen.pdf"
    stolen.write_bytes(file.read_bytes())
    published = _published()
    declare_lost(stage.db, _admin("stolen"), AS_OF, "电脑被盗")
    stage.page.verify.file_given.emit(stolen)
    stage.wait()
    _publish_again(published)


def _show(stage: Stage) -> None:
    """Go there once more when all sections are as tall as they will be."""
    for _ in range(2):
        stage.go(PAGE, section="signing")
        stage.settle()


def _admin(what: str) -> Caller:
    return Caller("admin", AS_OF, _NOW, f"signing-{what}")


def _published() -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in keys_folder().glob("*.json")}


def _publish_again(files: dict[Path, bytes]) -> None:
    """The next scene has the first key again."""
    for file, content in files.items():
        file.write_bytes(content)
