"""What is good is written at a press, and a batch is taken back with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from carbon_points.exchange.queries import recent_imports
from carbon_points.exchange.report import FileReport
from tests.ui.service_desk.importing.page import endless
from tests.ui.service_desk.importing.page import HOSTILE
from tests.ui.service_desk.importing.page import imports
from tests.ui.service_desk.importing.page import REGISTER
from tests.ui.service_desk.importing.page import rides
from ui.service_desk import import_work
from ui.service_desk.import_state import Step
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.importing.page import Page


def test_ctrl_enter_writes_what_is_good_and_says_how_much(
    page: Page, empty: Database
) -> None:
    heard: list[FileReport] = []
    opened = page.hand.window._opened
    assert opened is not None
    opened.events.subscribe(FileReport, heard.append)
    page.choose(REGISTER)

    page.hand.commit()

    assert page.step is Step.DONE
    assert page.view.done.accessibleName().startswith("已写入 12 行，跳过 0 行。")
    assert imports(empty) == ["00_register.csv"]
    assert [report.accepted for report in heard] == [12]


def test_ctrl_enter_after_writing_begins_the_next_import(page: Page) -> None:
    page.choose(REGISTER)
    page.hand.commit()

    page.hand.commit()

    assert page.step is Step.CHOOSE
    assert page.hand.focus is page.view.choose.zone.choose


def test_a_batch_is_taken_back_with_a_reason(page: Page, empty: Database) -> None:
    page.choose(REGISTER)
    page.hand.commit()
    page.click(page.view.done.back)

    page.hand.press(Qt.Key.Key_Return)
    still = imports(empty)
    page.hand.enter("导错了文件")

    assert still == ["00_register.csv"]
    assert imports(empty) == []
    assert page.step is Step.CHOOSE


def test_an_earlier_batch_is_taken_back_from_the_list(
    page: Page, empty: Database
) -> None:
    page.choose(REGISTER)
    page.hand.commit()
    page.hand.commit()
    back = next(
        button
        for button in page.view.choose.recent.findChildren(Button)
        if button.accessibleName() == "整批撤回 00_register.csv"
    )

    page.click(back)
    page.hand.enter("重复登记")

    assert imports(empty) == []


def test_a_batch_that_is_in_use_stays(page: Page, empty: Database) -> None:
    page.choose(REGISTER)
    page.hand.commit()
    page.choose(HOSTILE / "mixed_newlines.csv")
    page.hand.commit()
    page.hand.commit()
    with empty.reading() as session:
        register = recent_imports(session)[-1]

    page.view.presenter.take_back([register.batch_id], "试一试")
    page.hand.wait()

    assert "已有行为或设施" in page.message
    assert len(imports(empty)) == 2


def test_registers_go_first_so_that_the_rows_of_new_people_are_taken(
    page: Page, empty: Database
) -> None:
    page.choose(HOSTILE / "mixed_newlines.csv", REGISTER, HOSTILE / "empty.csv")
    expected = page.view.presenter.good

    page.hand.commit()

    assert expected == 12
    assert page.view.done.accessibleName().startswith("已写入 18 行")
    assert sorted(imports(empty)) == ["00_register.csv", "mixed_newlines.csv"]


def test_after_writing_the_rows_can_still_be_looked_at(
    small_page: Page, tmp_path: Path
) -> None:
    small_page.choose(rides(tmp_path))
    small_page.hand.commit()

    small_page.click(small_page.view.done.rows)
    badges = [small_page.cells(row)[-2] for row in range(3)]
    can_write = small_page.view.review.commit.isVisible()
    small_page.click(small_page.view.review.abandon)

    assert badges == ["已写入", "重复", "待登记"]
    assert not can_write
    assert small_page.step is Step.DONE


def test_quitting_while_writing_is_warned_of_and_a_cancel_writes_nothing(
    page: Page, empty: Database, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.choose(REGISTER)
    before = page.view.before_quit()
    monkeypatch.setattr(import_work, "take", endless)
    page.view.commit()
    qtbot.waitUntil(page.view.progress.isVisible)

    during = page.view.before_quit()
    page.view.presenter.cancel()
    page.hand.wait()

    assert before is None
    assert during is not None
    assert during.code == "M54"
    assert "一行也没有写入" in page.message
    assert imports(empty) == []


def test_writing_says_how_many_rows_a_second(page: Page) -> None:
    paces: list[str] = []
    page.view.presenter.paced.connect(paces.append)
    page.choose(REGISTER)
    silent = list(paces)

    page.view.presenter._writes = True
    page.view.presenter._report(1, 2)

    assert silent == []
    assert paces[-1].startswith("正在写入…第 6 / 12 行，每秒 ")
