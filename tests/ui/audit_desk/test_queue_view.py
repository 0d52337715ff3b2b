"""An auditor's day, played with keys only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtGui import QGuiApplication
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from carbon_points.actions.rules import State
from carbon_points.audit.deciding import decide
from carbon_points.audit.persons import freeze_person
from carbon_points.crediting.desk import log
from carbon_points.storage.engine import open_database
from tests.deeds import drop_form
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import as_of
from ui.audit_desk import queue_words
from ui.audit_desk.queue_view import QueueView
from ui.audit_desk.queue_work import Wanted
from ui.shared.settings import Theme
from ui.shared.tokens import TextSize

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from carbon_points.storage.engine import Database
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
START = Ride("").start


@pytest.fixture
def press(page: QueueView, wait: Callable[[], None]) -> Callable[..., None]:
    """Press keys one after the other, wherever the focus is, and wait at the end."""

    def type_keys(keys: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            tap(page, key, modifier)
        wait()

    return type_keys


def focus(page: QueueView) -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    assert page.window().isAncestorOf(found)
    return found


def tap(page: QueueView, key: str, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(focus(page), Qt.Key(ord(key.upper())), modifier)


def states(db: Database) -> list[str]:
    """The state of each action in the order of registration."""
    with db.reading() as session:
        found = session.scalars(text("SELECT state FROM action ORDER BY id"))
        return [State(state).name.lower() for state in found]


def marks(page: QueueView) -> list[str]:
    """The column of opinions."""
    return [str(page.model.index(n, 9).data()) for n in range(page.model.rowCount())]


def names(page: QueueView) -> list[str]:
    return [str(page.model.index(n, 2).data()) for n in range(page.model.rowCount())]


def segments(page: QueueView) -> list[str]:
    return [button.accessibleName() for button in page.filter.segments.buttons()]


def sign(page: QueueView, wait: Callable[[], None]) -> None:
    QTest.keyClick(focus(page), Qt.Key.Key_Return, CTRL)
    wait()
    wait()


def test_what_waits_is_listed_and_counted(page: QueueView) -> None:
    assert page.model.rowCount() == 5
    assert segments(page)[:4] == ["待初审 5", "待复核 0", "有风险 1", "已冻结 0"]
    assert page.panel.row is not None
    assert page.panel.row.action_id == page.list.current


def test_decisions_wait_in_the_batch_until_ctrl_enter_signs_them(
    page: QueueView,
    busy: Database,
    press: Callable[..., None],
    wait: Callable[[], None],
) -> None:
    press("aar2")
    before, said = states(busy), page.list.strip.text
    shown = marks(page)

    sign(page, wait)

    assert before == ["waiting"] * 5
    assert shown[:3] == ["通过", "通过", "驳回 R2"]
    assert said.startswith("本批 3 笔：通过 2　驳回 1")
    assert states(busy) == ["approved", "approved", "rejected", "waiting", "waiting"]
    assert page.model.rowCount() == 2
    assert not page.list.strip.isVisible()
    assert page.bar.text.startswith("已签批 3 笔")


def test_after_a_decision_the_next_row_is_current(
    page: QueueView, press: Callable[..., None]
) -> None:
    press("a")
    after_approval = page.table.current
    press("r4")
    after_rejection = page.table.current
    press("kk")

    assert (after_approval, after_rejection, page.table.current) == (1, 2, 0)


def test_z_takes_back_the_last_decision_and_goes_there(
    page: QueueView, press: Callable[..., None]
) -> None:
    press("aaz")

    assert marks(page)[:2] == ["通过", ""]
    assert page.table.current == 1


def test_a_rejection_asks_for_its_reason_and_esc_gives_it_up(
    page: QueueView, press: Callable[..., None], wait: Callable[[], None]
) -> None:
    press("r")
    asked = page.panel.reasons._head.text()
    QTest.keyClick(focus(page), Qt.Key.Key_Escape)
    press("3")
    wait()

    assert asked == "驳回需选原因：按 1–9。"
    assert marks(page) == [""] * 5


def test_the_ninth_reason_is_written(
    page: QueueView, press: Callable[..., None], wait: Callable[[], None]
) -> None:
    press("r9")
    QTest.keyClicks(focus(page), "same slip")
    QTest.keyClick(focus(page), Qt.Key.Key_Return)
    wait()

    first = page.list.listed
    assert first is not None
    assert page.presenter.marks[first.rows[0].action_id].reason == "R9: same slip"
    assert marks(page)[0] == "驳回 R9"
    assert page.table.hasFocus()


def test_a_doubt_waits_for_another_auditor_and_never_for_the_same(
    page: QueueView,
    busy: Database,
    press: Callable[..., None],
    wait: Callable[[], None],
    seat: Callable[..., MainWindow],
) -> None:
    page.filter.choose(Wanted("doubtful"))
    wait()
    page.table.setFocus()
    press("a")
    strip = page.list.strip.text
    sign(page, wait)
    page.filter.choose(Wanted("second"))
    wait()
    can_approve, hint = page.panel.approve.isEnabled(), page.panel.hint.text()
    press("a")
    told = page.bar.text

    other = seat(busy, "auditor2").page.leaf  # type: ignore[union-attr]
    assert isinstance(other, QueueView)
    other.filter.choose(Wanted("second"))
    wait()
    other.table.setFocus()
    tap(other, "a")
    sign(other, wait)

    assert strip.endswith("1 笔转待复核")
    assert not can_approve
    assert hint == "这笔由您初审，须由另一位审核员复核。已放入“待复核”。"
    assert told.replace("\n", "") == hint
    assert states(busy).count("approved") == 1


def test_nobody_approves_what_they_imported(
    seat: Callable[..., MainWindow],
    small: Database,
    tmp_path: Path,
    wait: Callable[[], None],
) -> None:
    from carbon_points.exchange.service import import_files  # noqa: PLC0415
    from carbon_points.exchange.service import Options  # noqa: PLC0415

    import_files(
        small, as_of("auditor"), [rides_file(tmp_path, [Ride("O")])], Options()
    )
    page = seat(small).page.leaf  # type: ignore[union-attr]
    assert isinstance(page, QueueView)

    tap(page, "a")
    wait()

    assert page.bar.text.startswith("本人登记的记录不能由本人核定")
    assert not page.presenter.marks


def test_many_are_approved_after_a_look_at_the_effect(
    page: QueueView,
    busy: Database,
    press: Callable[..., None],
    wait: Callable[[], None],
) -> None:
    press("a", CTRL)
    press("a", SHIFT)
    shown = page.side.bulk._alone.accessibleName()
    waits = page.side.bulk._second.accessibleName()
    QTest.keyClick(focus(page), Qt.Key.Key_Return)
    wait()
    marked = marks(page)
    sign(page, wait)

    assert (shown, waits) == ("签批即入账 4", "须再复核 1")
    assert marked == ["通过"] * 5
    assert states(busy).count("approved") == 4
    assert segments(page)[1] == "待复核 1"


def test_x_ticks_and_goes_on_and_nothing_ticked_says_how(
    page: QueueView, press: Callable[..., None]
) -> None:
    press("a", SHIFT)
    told = page.bar.text
    press("xx")

    assert told.startswith("还没有勾选")
    assert page.list._sum.accessibleName().startswith("已选 2 笔")
    assert page.table.current == 2


def test_a_click_on_the_box_ticks(page: QueueView, wait: Callable[[], None]) -> None:
    room = page.table.visualRect(page.model.index(3, 0))
    middle = QPoint(room.center())

    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, NONE, middle)
    wait()

    assert str(page.model.index(3, 0).data()) == "✓"
    assert page.table.current == 3


def test_freezing_and_releasing_are_decisions_of_the_batch(
    page: QueueView,
    busy: Database,
    press: Callable[..., None],
    wait: Callable[[], None],
) -> None:
    press("f5")
    sign(page, wait)
    frozen = states(busy)[0]
    page.filter.choose(Wanted("frozen"))
    wait()
    press("f")
    sign(page, wait)

    assert frozen == "frozen"
    assert states(busy)[0] == "waiting"


def test_a_frozen_person_is_released_before_anything_is_approved(
    page: QueueView,
    busy: Database,
    press: Callable[..., None],
    wait: Callable[[], None],
) -> None:
    freeze_person(busy, as_of("auditor"), person(1), "R5")
    page.presenter.refresh()
    wait()
    page.list.go_to(min(page.list._places))
    press("a")
    told = page.bar.text
    press("f", SHIFT)
    wait()
    after = page.bar.text
    press("f", SHIFT)
    press("5")
    wait()

    assert told.startswith("参与者已冻结")
    assert after.startswith("已解冻")
    assert page.bar.text.startswith("已冻结")


def test_an_approved_action_is_reversed_with_its_reason(
    page: QueueView,
    busy: Database,
    press: Callable[..., None],
    wait: Callable[[], None],
) -> None:
    press("a")
    sign(page, wait)
    for _ in range(4):
        QTest.keyClick(focus(page), Qt.Key.Key_Right)
    wait()
    listed, verb = page.model.rowCount(), page.panel.reject.accessibleName()
    press("r1")
    sign(page, wait)

    assert (listed, verb) == (1, "冲正")
    assert states(busy)[0] == "reversed"


def test_who_was_first_is_named_and_ones_own_words_are_kept(
    page: QueueView,
    busy: Database,
    press: Callable[..., None],
    wait: Callable[[], None],
) -> None:
    press("r1")
    [number] = page.presenter.marks
    with busy.writing() as session:
        session.execute(text("CREATE TEMP TABLE kept AS SELECT * FROM audit_mark"))
    decide(busy, as_of("auditor2"), "approve", [number])
    with busy.writing() as session:
        session.execute(
            text(
                "INSERT INTO audit_mark (operator, action_id, place, verb, reason, at)"
                " VALUES ('auditor', :id, 1, 'reject', 'R1', 0)"
            ),
            {"id": number},
        )

    page.presenter.sign()
    wait()

    assert "处理为“通过”" in page.bar.text
    assert "驳回 R1" in QGuiApplication.clipboard().text()


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


def test_a_policy_signs_everything_that_it_allows(
    page: QueueView, busy: Database, wait: Callable[[], None]
) -> None:
    page.by_policy.click()
    wait()
    label = page.side.sheet.sign.accessibleName()

    page.commit()
    wait()

    assert label == "签批 4 笔"
    assert states(busy).count("approved") == 4
    assert page.bar.text.startswith("已核定 4 笔")


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


def test_what_cannot_be_decided_any_more_is_told_and_not_marked(
    page: QueueView, press: Callable[..., None], wait: Callable[[], None]
) -> None:
    press("a")
    sign(page, wait)
    page.filter.choose(Wanted("approved"))
    wait()
    press("a")
    told = page.bar.text
    press("f")

    assert told.startswith("这条行为已不在可以这样处理的状态")
    assert not page.presenter.marks
    assert not page.panel.reasons.verb


def test_over_books_that_cannot_be_written_an_auditor_may_only_look(
    busy: Database, seat: Callable[..., MainWindow], wait: Callable[[], None]
) -> None:
    busy.close()
    with open_database(busy.path, read_only=True) as db:
        page = seat(db).page.leaf  # type: ignore[union-attr]
        assert isinstance(page, QueueView)
        tap(page, "a")
        tap(page, "f", SHIFT)
        wait()

        assert page.model.rowCount() == 5
        assert "只读" in page.bar.text
        assert not page.panel.approve.isEnabled()
        assert not page.by_policy.isEnabled()
        assert not page.presenter.marks
        wait()


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
