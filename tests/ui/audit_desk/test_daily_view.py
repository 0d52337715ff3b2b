"""The daily sheet in the window: zero, not zero, and what lies behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from carbon_points.audit.service import approve
from tests.districts import AS_OF
from tests.districts import as_of
from tests.integrity.test_day_sheet import plant
from tests.logged import logged
from ui.audit_desk.audit_view import AuditView
from ui.audit_desk.daily_view import DailyView
from ui.shared.badges import Badge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from carbon_points.storage.engine import Database
    from ui.shared.window import MainWindow


@pytest.fixture
def leaf(window: MainWindow, busy: Database, wait: Callable[[], None]) -> DailyView:
    """The leaf over a handful of approved actions."""
    approve(busy, as_of(), "all")
    page = window.page
    assert isinstance(page, AuditView)
    page.turn("daily")
    found = page.leaf
    assert isinstance(found, DailyView)
    found.day.draft = AS_OF.isoformat()
    wait()
    return found


def click(widget: QWidget, wait: Callable[[], None]) -> None:
    assert widget.isEnabled()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    wait()


def answers(leaf: DailyView) -> list[str]:
    found = [leaf.model.cell(n, 0) for n in range(leaf.model.rowCount())]
    return [cell.text for cell in found if isinstance(cell, Badge)]


def test_a_sound_day_is_green(leaf: DailyView, wait: Callable[[], None]) -> None:
    click(leaf.run, wait)

    assert set(answers(leaf)) == {"为零", "成立"}
    assert leaf.wrong.text() == "不为零 0"
    assert not leaf._below.isVisible()


def test_a_planted_point_is_red_and_opens_its_record(
    leaf: DailyView, busy: Database, wait: Callable[[], None]
) -> None:
    plant(
        busy,
        "UPDATE ledger_posting SET amount = amount + 1 WHERE id ="
        " (SELECT MIN(p.id) FROM ledger_posting p JOIN ledger_account a"
        " ON a.id = p.account_id WHERE a.kind = 'participant')",
    )
    click(leaf.of_all, wait)
    click(leaf.run, wait)

    assert answers(leaf)[0] == "不为零"
    assert "不为零" in leaf.bar.text
    assert leaf.place_model.rowCount() == 1
    assert leaf.place_model.index(0, 1).data() == "1"
    leaf.explain()
    wait()
    assert leaf.why.isVisible()


def test_no_day_and_no_date_are_said(leaf: DailyView, wait: Callable[[], None]) -> None:
    for words in ("", "前天吧"):
        leaf.day.draft = words
        leaf.commit()
        wait()

        assert "还没有对账" in leaf.bar.text
        assert answers(leaf) == []


@pytest.mark.parametrize("ending", [".xlsx", ".pdf"])
def test_the_sheet_is_written(
    leaf: DailyView,
    busy: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
    wait: Callable[[], None],
) -> None:
    click(leaf.run, wait)
    target = tmp_path / f"日清{ending}"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_rest: (str(target), "")
    )
    click(leaf.export, wait)

    head = target.read_bytes()[:4]
    assert head == (b"%PDF" if ending == ".pdf" else b"PK\x03\x04")
    assert logged(busy, "export") == [("auditor", target.name)]


def test_it_is_printed_from_a_drawer_that_esc_takes_away(
    leaf: DailyView, wait: Callable[[], None]
) -> None:
    click(leaf.run, wait)
    leaf.print_page()
    wait()

    assert leaf.printing.isVisible()
    assert leaf.escape()
    assert not leaf.printing.isVisible()


def test_new_records_make_it_old(
    leaf: DailyView, busy: Database, wait: Callable[[], None]
) -> None:
    from carbon_points.crediting.desk import log  # noqa: PLC0415
    from tests.deeds import ride_form  # noqa: PLC0415

    click(leaf.run, wait)
    log(busy, as_of("worker"), ride_form("Z9"))
    wait()

    assert "新的记录" in leaf.bar.text
