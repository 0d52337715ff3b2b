"""What waits for an auditor: listed, narrowed, looked at and explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from carbon_points.crediting.desk import log
from tests.deeds import drop_form
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import as_of
from tests.ui.audit_desk.queue import focus
from tests.ui.audit_desk.queue import names
from tests.ui.audit_desk.queue import NONE
from tests.ui.audit_desk.queue import segments
from tests.ui.audit_desk.queue import START
from tests.ui.audit_desk.queue import tap
from ui.audit_desk import queue_words
from ui.audit_desk.queue_view import QueueView
from ui.audit_desk.queue_work import Wanted
from ui.shared.settings import Theme
from ui.shared.tokens import TextSize

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow


def test_what_waits_is_listed_and_counted(page: QueueView) -> None:
    assert page.model.rowCount() == 5
    assert segments(page)[:4] == ["待初审 5", "待复核 0", "有风险 1", "已冻结 0"]
    assert page.panel.row is not None
    assert page.panel.row.action_id == page.list.current


def test_a_click_on_the_box_ticks(page: QueueView, wait: Callable[[], None]) -> None:
    room = page.table.visualRect(page.model.index(3, 0))
    middle = QPoint(room.center())

    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, NONE, middle)
    wait()

    assert str(page.model.index(3, 0).data()) == "✓"
    assert page.table.current == 3


def test_a_commit_elsewhere_is_seen_without_asking(
    page: QueueView,
    busy: Database,
    tmp_path: Path,
    wait: Callable[[], None],
) -> None:
    later = Ride("B1", person=4, start=START + 7200)
    take_one(busy, rides_file(tmp_path, [later]))

    wait()
    QTest.qWait(300)
    wait()

    assert segments(page)[0] == "待初审 6"


def test_the_list_is_narrowed_by_words_and_by_what_lacks_evidence(
    page: QueueView, busy: Database, wait: Callable[[], None]
) -> None:
    log(busy, as_of("worker"), drop_form(3))
    page.presenter.refresh()
    wait()
    name = names(page)[0]

    QTest.keyClick(focus(page), Qt.Key.Key_Slash)
    page.filter.edit.setText(name)
    QTest.keyClick(focus(page), Qt.Key.Key_Return)
    QTest.qWait(200)
    wait()
    by_name = set(names(page))
    page.filter.choose(Wanted(without_evidence=True))
    wait()

    assert by_name == {name}
    assert page.table.hasFocus()
    assert page.model.rowCount() == 1


def test_a_filter_is_kept_as_a_view_of_its_auditor(
    page: QueueView,
    busy: Database,
    wait: Callable[[], None],
    seat: Callable[..., MainWindow],
) -> None:
    page.filter.choose(Wanted("doubtful", methodology="clothing_reuse"))
    wait()
    page.views.keep()
    wait()
    kept = dict(page.views.kept)

    again = seat(busy).page.leaf  # type: ignore[union-attr]
    other = seat(busy, "auditor2").page.leaf  # type: ignore[union-attr]
    assert isinstance(again, QueueView)
    assert isinstance(other, QueueView)
    again.views._fill()
    again.views._menu.actions()[0].trigger()
    wait()

    assert list(kept) == ["有风险 · 废旧衣物再利用"]
    assert again.filter.wanted == kept["有风险 · 废旧衣物再利用"]
    assert again.model.rowCount() == 1
    assert other.views.kept == {}


def test_the_photo_is_enlarged_and_turned(
    seat: Callable[..., MainWindow],
    small: Database,
    tmp_path: Path,
    wait: Callable[[], None],
) -> None:
    photo = QImage(80, 40, QImage.Format.Format_RGB32)
    photo.fill(QColor("white"))
    file = tmp_path / "称重单.png"
    assert photo.save(str(file))
    log(small, as_of("worker"), drop_form(1), [file])
    page = seat(small).page.leaf  # type: ignore[union-attr]
    assert isinstance(page, QueueView)

    tap(page, "]")
    turned = page.panel.check.photo.picture.size().toTuple()
    QTest.keyClick(focus(page), Qt.Key.Key_Return)
    large = page.photo.isVisible()
    tap(page, "[")
    back = page.photo._picture.size().toTuple()
    QTest.keyClick(focus(page), Qt.Key.Key_Escape)
    wait()

    assert (turned, back) == ((40, 80), (80, 40))
    assert large
    assert not page.photo.isVisible()
    assert page.table.hasFocus()


def test_f1_explains_the_number_and_esc_comes_back(
    page: QueueView, wait: Callable[[], None]
) -> None:
    QTest.keyClick(focus(page), Qt.Key.Key_F1)
    wait()
    explained = page.side.currentWidget() is page.side.why
    QTest.keyClick(focus(page), Qt.Key.Key_Escape)

    assert explained
    assert page.side.currentWidget() is page.panel
    assert page.table.hasFocus()


def test_what_stands_beside_an_action_is_shown(
    page: QueueView, press: Callable[..., None], wait: Callable[[], None]
) -> None:
    wait()
    press("n")
    title = page.panel._title.accessibleName()
    press("nn")

    assert title == "自行车骑行 · 3 千米"
    assert page.panel.life._lines.text().endswith("社区工作人员")


def test_an_empty_queue_says_so(
    seat: Callable[..., MainWindow], small: Database
) -> None:
    page = seat(small).page.leaf  # type: ignore[union-attr]
    assert isinstance(page, QueueView)

    assert page.list.empty.isVisible()
    assert page.panel._nothing.isVisible()


def test_an_empty_list_leads_on(
    page: QueueView, window: MainWindow, wait: Callable[[], None]
) -> None:
    page.filter.choose(Wanted(words="nobody"))
    wait()
    first = page.list._out.accessibleName()
    page.list._out.click()
    wait()
    rows = page.model.rowCount()
    page.filter.choose(Wanted("frozen"))
    wait()
    second = page.list._out.accessibleName()
    page.list._out.click()

    assert (first, rows, second) == ("清除筛选", 5, "导入行为")
    assert type(window.page).__name__ == "ImportView"


def test_a_list_that_cannot_be_read_offers_another_try(
    page: QueueView, wait: Callable[[], None]
) -> None:
    page.presenter.loaded_rows = None
    page._fail_load(queue_words.refusal("OWN_ENTRY"))
    broken = page._stack.currentWidget() is page._broken

    page._broken.findChildren(QAbstractButton)[0].click()
    wait()

    assert broken
    assert page._stack.currentWidget() is page._desk


def test_letters_typed_into_the_filter_decide_nothing(
    page: QueueView, wait: Callable[[], None]
) -> None:
    page.filter.take_focus()

    QTest.keyClicks(focus(page), "axrf1")
    wait()

    assert page.filter.edit.text() == "axrf1"
    assert not page.presenter.marks
    assert not page.presenter.ticks


def test_every_control_has_a_name(page: QueueView) -> None:
    controls = [
        widget.metaObject().className()
        for widget in page.findChildren(QAbstractButton)
        if widget.isVisibleTo(page) and not widget.accessibleName()
    ]

    assert set(controls) <= {"QTableCornerButton"}


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
