"""The audit page as a hand works it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from carbon_points.audit.service import ApprovalRun
from carbon_points.audit.service import approve
from carbon_points.exchange.report import FileReport
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import StatQuery
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import as_of
from ui.shared.settings import Theme
from ui.shared.tokens import TextSize

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from ui.audit_desk.queue_view import QueueView
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def approved(db: Database) -> dict[str, int]:
    """How many actions of each methodology are approved."""
    with db.reading() as session:
        rows = table(session, StatQuery(("methodology",))).rows
    return {row.key[0]: row.actions or 0 for row in rows}


def cells(page: QueueView) -> list[list[str]]:
    model = page.model
    return [
        [str(model.index(row, at).data()) for at in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def effect(page: QueueView) -> tuple[str, str]:
    sheet = page.sheet
    return sheet._taken.accessibleName(), sheet._left.accessibleName()


def test_what_waits_is_listed_by_methodology(page: QueueView) -> None:
    shown = cells(page)

    assert [row[:5] for row in shown] == [
        ["✓", "自行车骑行", "2026-03", "3", "3"],
        ["✓", "废旧衣物再利用", "2026-03", "2", "2"],
    ]
    assert page.waiting.accessibleName().startswith("待审核行为 5 笔")


def test_the_effect_is_known_before_anything_is_signed(
    page: QueueView, busy: Database
) -> None:
    said = effect(page)
    label = page.sheet.sign.accessibleName()

    run = approve(busy, as_of("auditor"), "careful")

    assert said == (f"这次会通过 {run.approved} 笔", f"留在队列 {run.left} 笔")
    assert label == f"签批 {run.approved} 笔"
    assert run.approved > 0


def test_ctrl_enter_signs_and_tells_everybody(
    page: QueueView, window: MainWindow, busy: Database, wait: Callable[[], None]
) -> None:
    heard: list[ApprovalRun] = []
    opened = window._opened
    assert opened is not None
    opened.events.subscribe(ApprovalRun, heard.append)
    page.sheet.two_sign.click()
    wait()

    QTest.keyClick(page.table, Qt.Key.Key_Return, CTRL)
    wait()

    assert approved(busy) == {"cycling": 3, "clothing_reuse": 2}
    assert [run.approved for run in heard] == [5]
    assert page.bar.text.startswith(f"已核定 5 笔，发放 {heard[0].points:,} 分。")
    assert page._empty.isVisible()


def test_what_is_not_ticked_is_left_alone(
    page: QueueView, busy: Database, wait: Callable[[], None]
) -> None:
    page.table.go_to(0)

    QTest.keyClick(page.table, Qt.Key.Key_X)
    wait()
    ticks = [row[0] for row in cells(page)]
    page.sheet.two_sign.click()
    wait()
    page.commit()
    wait()

    assert ticks == ["", "✓"]
    assert approved(busy) == {"clothing_reuse": 2}
    assert [row[1] for row in cells(page)] == ["自行车骑行"]


def test_a_click_on_the_box_ticks_and_with_none_ticked_nothing_can_be_signed(
    page: QueueView, busy: Database, wait: Callable[[], None]
) -> None:
    for row in range(2):
        room = page.table.visualRect(page.model.index(row, 0))
        viewport, button = page.table.viewport(), Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(viewport, button, none, QPoint(room.center()))
        wait()

    page.commit()
    wait()

    assert [row[0] for row in cells(page)] == ["", ""]
    assert effect(page) == ("这次会通过 0 笔", "留在队列 0 笔")
    assert approved(busy) == {}


def test_an_import_is_seen_at_once(
    page: QueueView,
    window: MainWindow,
    busy: Database,
    tmp_path: Path,
    wait: Callable[[], None],
) -> None:
    later = Ride("B1", person=4, start=Ride("").start + 7200)
    report = take_one(busy, rides_file(tmp_path, [later]))
    opened = window._opened
    assert opened is not None

    opened.events.publish(report)
    wait()

    assert isinstance(report, FileReport)
    assert page.waiting.accessibleName().startswith("待审核行为 6 笔")


def test_an_empty_queue_leads_to_the_import(
    seat: Callable[[Database], MainWindow], small: Database
) -> None:
    window = seat(small)
    page = window.page.leaf  # type: ignore[union-attr]

    (button,) = page._empty.findChildren(QAbstractButton)
    button.click()

    assert type(window.page).__name__ == "ImportView"


def test_every_control_has_a_name(page: QueueView) -> None:
    controls = [
        widget
        for widget in page.findChildren(QAbstractButton)
        if widget.isVisibleTo(page) and not widget.accessibleName()
    ]

    assert [each.metaObject().className() for each in controls] in (
        [],
        ["QTableCornerButton"],
    )


@pytest.mark.parametrize("size", [TextSize.NORMAL, TextSize.LARGE])
def test_the_page_fits_on_a_small_screen_in_both_looks(
    window: MainWindow, settings: Settings, wait: Callable[[], None], size: TextSize
) -> None:
    settings.text_size, settings.theme = size, Theme.DARK
    wait()

    least = window.minimumSizeHint()

    assert least.width() <= 1366
    assert least.height() <= 690
    settings.text_size, settings.theme = TextSize.NORMAL, Theme.LIGHT
    wait()
