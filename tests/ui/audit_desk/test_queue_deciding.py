"""An auditor decides with keys only, and nothing is signed before Ctrl+Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from sqlalchemy import text

from carbon_points.audit.deciding import decide
from carbon_points.storage.engine import open_database
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.districts import as_of
from tests.ui.audit_desk.queue import focus
from tests.ui.audit_desk.queue import marks
from tests.ui.audit_desk.queue import SHIFT
from tests.ui.audit_desk.queue import sign
from tests.ui.audit_desk.queue import states
from tests.ui.audit_desk.queue import tap
from ui.audit_desk.queue_view import QueueView
from ui.audit_desk.queue_work import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from ui.shared.window import MainWindow


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


def test_x_ticks_and_goes_on_and_nothing_ticked_says_how(
    page: QueueView, press: Callable[..., None]
) -> None:
    press("a", SHIFT)
    told = page.bar.text
    press("xx")

    assert told.startswith("还没有勾选")
    assert page.list._sum.accessibleName().startswith("已选 2 笔")
    assert page.table.current == 2


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
