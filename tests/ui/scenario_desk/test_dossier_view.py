"""The dossier panel makes one folder, checks any, and says what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from carbon_points.dossier import words
from carbon_points.dossier.checking import check_dossier
from ui.scenario_desk.dossier_view import DossierPanel
from ui.scenario_desk.scenario_acceptance import AcceptanceLeaf
from ui.shared import dates
from ui.shared import language
from ui.shared.page import Role
from ui.shared.widgets import Label

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from carbon_points.storage.engine import Database
    from tests.ui.scenario_desk.page import Page


def panel_of(page: Page) -> DossierPanel:
    page.window.navigate("scenarios", leaf="acceptance")
    page.wait()
    leaf = page.shell.leaf
    assert isinstance(leaf, AcceptanceLeaf)
    assert isinstance(leaf.panel, DossierPanel)
    return leaf.panel


def said(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(Label))


@pytest.fixture
def choosing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Whatever folder is asked for is this one."""

    def choose(folder: Path) -> None:
        monkeypatch.setattr(
            QFileDialog, "getExistingDirectory", lambda *_: str(folder) or ""
        )

    return choose


@pytest.fixture
def panel(page: Page) -> DossierPanel:
    """The panel of an auditor."""
    return panel_of(page)


def test_the_dossier_is_made_in_a_folder_of_its_own_and_is_whole(
    page: Page, panel: DossierPanel, choosing: Callable[[Path], None], tmp_path: Path
) -> None:
    choosing(tmp_path)

    page.click(panel.build.build)

    [made] = [path for path in tmp_path.iterdir() if "验收档案" in path.name]
    assert made.name == f"低碳生活验收档案_{dates.today().isoformat()}"
    assert check_dossier(made).ok
    assert "个，全部相等" in said(panel.build)
    assert not panel.build.show_folder.isHidden()
    assert panel.strip.isHidden()


def test_a_missing_file_is_named_with_its_claim(
    page: Page, panel: DossierPanel, choosing: Callable[[Path], None], tmp_path: Path
) -> None:
    choosing(tmp_path)
    panel.commit()
    page.wait()
    [made] = [path for path in tmp_path.iterdir() if "验收档案" in path.name]
    choosing(made)
    page.click(panel.check.check)
    whole = said(panel.check)
    (made / words.LEDGER).unlink()

    page.click(panel.check.check)

    assert "无误" in whole
    assert words.LEDGER in said(panel.check)
    assert "它支持的主张：台账" in said(panel.check)


def test_a_yearly_report_is_written_where_it_was_asked_for(
    page: Page, panel: DossierPanel, choosing: Callable[[Path], None], tmp_path: Path
) -> None:
    choosing(tmp_path / "reports")
    panel.year.place.choose("明水街道")

    page.click(panel.year.make)

    names = sorted(path.suffix for path in (tmp_path / "reports").iterdir())
    assert names == [".docx", ".pdf"]
    assert "未结账，草稿" in said(panel.year)


def test_what_goes_wrong_is_said_and_nothing_is_left_busy(
    page: Page, panel: DossierPanel, choosing: Callable[[Path], None], tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    choosing(empty)

    page.click(panel.check.check)

    assert "空" in panel.message.text
    assert panel.build.build.isEnabled()
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    choosing(blocked)
    page.click(panel.build.build)
    assert "写不进去" in panel.message.text
    choosing(tmp_path)
    page.click(panel.build.build)
    assert panel.message.isHidden()


def test_a_dialogue_that_was_left_starts_nothing(
    page: Page, panel: DossierPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")

    for button in (panel.build.build, panel.check.check, panel.year.make):
        page.click(button)

    assert not panel.presenter.busy
    assert panel.before_quit() is None


def test_building_can_be_stopped_and_leaves_nothing(
    page: Page, panel: DossierPanel, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    panel.presenter.build(folder)
    warned = panel.before_quit()

    panel.strip.cancelled.emit()
    page.wait()

    assert warned is not None
    assert list(folder.iterdir()) == []
    assert panel.build.build.isEnabled()


def test_a_viewer_may_check_but_not_make(
    seat: Callable[[Database, Role], Page],
    lively: Database,
    choosing: Callable[[Path], None],
    tmp_path: Path,
) -> None:
    page = seat(lively, Role.VIEWER)
    panel = panel_of(page)
    choosing(tmp_path)

    panel.commit()

    assert panel.build.isHidden()
    assert panel.year.isHidden()
    assert not panel.check.check.isHidden()
    assert [command.initials for command in panel.commands()] == ["hdda"]


def test_what_was_found_stays_over_another_language(
    page: Page, panel: DossierPanel, choosing: Callable[[Path], None], tmp_path: Path
) -> None:
    choosing(tmp_path)
    page.click(panel.build.build)
    panel.presenter.check(tmp_path)
    page.wait()
    language.use(language.EN)
    page.wait()

    again = panel_of(page)

    assert again is not panel
    assert "all equal" in said(again.build)
    assert again.folder == panel.folder
    assert "manifest.json" in said(again.check)
