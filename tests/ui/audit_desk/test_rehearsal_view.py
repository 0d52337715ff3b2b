"""A change is rehearsed, proposed, confirmed and looked up in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import text

from carbon_points.audit.service import approve
from carbon_points.audit.service import reverse_actions
from tests.districts import AS_OF
from tests.districts import as_of
from tests.logged import logged
from ui.audit_desk.audit_view import AuditView
from ui.audit_desk.rehearsal_view import RehearsalView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from carbon_points.storage.engine import Database
    from ui.shared.window import MainWindow

RIDES = "cycling.baseline"


@pytest.fixture
def leaf(window: MainWindow, busy: Database, wait: Callable[[], None]) -> RehearsalView:
    """The leaf over three approved rides and two bags."""
    approve(busy, as_of(), "all")
    return turned(window, wait)


def turned(window: MainWindow, wait: Callable[[], None]) -> RehearsalView:
    page = window.page
    assert isinstance(page, AuditView)
    page.turn("rehearsal")
    found = page.leaf
    assert isinstance(found, RehearsalView)
    found.presenter.today = lambda: AS_OF
    wait()
    return found


def rehearse(leaf: RehearsalView, wait: Callable[[], None], value: str = "35") -> None:
    leaf.form.name.choose(RIDES)
    leaf.form.value.setText(value)
    leaf.form.day.draft = "2026-01-01"
    leaf.form.ask()
    wait()


def click(widget: QWidget, wait: Callable[[], None]) -> None:
    assert widget.isEnabled()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    wait()


def propose(leaf: RehearsalView, wait: Callable[[], None]) -> None:
    rehearse(leaf, wait)
    leaf.form.document.setText("区环发〔2026〕12号")
    click(leaf.form.put, wait)


def one(db: Database, query: str) -> int:
    with db.reading() as session:
        return session.scalar(text(query)) or 0


def column(leaf: RehearsalView, number: int) -> list[str]:
    model = leaf.result.model
    return [str(model.index(n, number).data()) for n in range(model.rowCount())]


def test_a_rehearsal_shows_sums_and_differences_and_writes_nothing(
    leaf: RehearsalView, busy: Database, wait: Callable[[], None]
) -> None:
    chained = one(busy, "SELECT MAX(position) FROM chain_record")

    rehearse(leaf, wait)

    assert len(column(leaf, 0)) == 3
    assert leaf.result.records.accessibleName().startswith("会变的记录 3")
    assert all(cell.startswith("−") for cell in column(leaf, 5))
    assert one(busy, "SELECT MAX(position) FROM chain_record") == chained
    assert "40 gCO2/km" in leaf.form._now.text()


def test_the_filter_lets_through_what_it_names(
    leaf: RehearsalView, wait: Callable[[], None]
) -> None:
    rehearse(leaf, wait)

    counts = {}
    for code, choice in leaf.result.filters.items():
        click(choice, wait)
        counts[code] = len(column(leaf, 0))

    assert counts == {"all": 3, "approved": 3, "waiting": 0, "draft": 0, "closed": 0}


def test_what_is_proposed_waits_and_is_confirmed_from_the_list(
    leaf: RehearsalView, busy: Database, wait: Callable[[], None]
) -> None:
    before = one(busy, "SELECT SUM(reduction_mg) FROM action WHERE state = 3")
    propose(leaf, wait)
    waiting = leaf.changes.model.index(0, 1).data()
    between = one(busy, "SELECT SUM(reduction_mg) FROM action WHERE state = 3")

    click(leaf.changes.confirm, wait)

    entry = leaf.changes.entry
    assert waiting
    assert between == before
    assert entry is not None
    assert (entry.state, entry.corrected) == ("confirmed", 3)
    assert entry.decided_by != entry.proposed_by
    after = one(busy, "SELECT SUM(reduction_mg) FROM action WHERE state = 3")
    assert after - before == entry.corrected_mg < 0
    assert "已生效，更正 3 条" in leaf.changes.bar.text
    assert leaf.changes.line_model.rowCount() == 3
    leaf.explain()
    wait()
    assert leaf.why._shown is not None
    assert "按变更" in leaf.why._shown.flags[-1]
    assert not leaf.changes.confirm.isEnabled()


def test_a_proposal_is_taken_back_with_a_reason(
    leaf: RehearsalView, busy: Database, wait: Callable[[], None]
) -> None:
    propose(leaf, wait)
    assert not leaf.changes.drop.isEnabled()

    leaf.changes.reason.setText("文号有误")
    click(leaf.changes.drop, wait)

    assert leaf.changes.entry is not None
    assert leaf.changes.entry.state == "dropped"
    assert one(busy, "SELECT COUNT(*) FROM action_correction") == 0


def test_records_that_moved_since_are_said_and_refused(
    leaf: RehearsalView, busy: Database, wait: Callable[[], None]
) -> None:
    propose(leaf, wait)
    ride = one(busy, "SELECT MIN(action_id) FROM rule_change_line")
    reverse_actions(busy, as_of("auditor"), [ride], "R9")
    wait()

    click(leaf.changes.confirm, wait)

    assert "记录有了变动" in leaf.changes.bar.text
    assert one(busy, "SELECT COUNT(*) FROM action_correction") == 0


def test_wrong_input_is_said_beside_the_form(
    leaf: RehearsalView, wait: Callable[[], None]
) -> None:
    rehearse(leaf, wait, "约一半")
    refused = leaf.result.bar.text
    leaf.form.day.draft = "不知道"
    leaf.form.ask()
    wait()

    assert "约一半" in refused
    assert "不知道" in leaf.form._says.text()
    assert not leaf.form.put.isEnabled()


def test_what_was_changed_after_the_rehearsal_cannot_be_proposed(
    leaf: RehearsalView, wait: Callable[[], None]
) -> None:
    rehearse(leaf, wait)
    assert leaf.form.put.isEnabled()

    leaf.form.value.setText("36")

    assert not leaf.form.put.isEnabled()
    assert column(leaf, 0) == []


def test_every_number_opens_its_explanation(
    leaf: RehearsalView, wait: Callable[[], None]
) -> None:
    rehearse(leaf, wait)
    leaf.explain()
    wait()

    assert leaf.why.isVisible()
    assert leaf.escape()
    assert not leaf.why.isVisible()


def test_one_s_own_proposal_waits_for_somebody_else(
    seat: Callable[..., MainWindow], busy: Database, wait: Callable[[], None]
) -> None:
    approve(busy, as_of(), "all")
    leaf = turned(seat(busy), wait)
    leaf.changes._proposer = "auditor"

    propose(leaf, wait)

    assert not leaf.changes.confirm.isEnabled()
    assert "另一位审核员" in leaf.changes.confirm.toolTip()


def test_the_list_is_written_as_a_workbook(
    leaf: RehearsalView,
    busy: Database,
    wait: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rehearse(leaf, wait)
    target = tmp_path / "差异"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_rest: (str(target), "")
    )
    click(leaf.result.export, wait)

    assert target.with_suffix(".xlsx").stat().st_size > 3000
    assert logged(busy, "export") == [("auditor", "差异.xlsx")]


def test_what_was_typed_survives_another_look(
    leaf: RehearsalView, window: MainWindow, wait: Callable[[], None]
) -> None:
    leaf.form.name.choose(RIDES)
    leaf.form.value.setText("37")
    page = window.page
    assert isinstance(page, AuditView)
    state = page.snapshot()

    fresh = AuditView(page._context)
    fresh.restore(state)
    wait()

    again = fresh.leaf
    assert isinstance(again, RehearsalView)
    assert again.form.value.text() == "37"
    fresh.deleteLater()
