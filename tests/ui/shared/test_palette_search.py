"""The palette over everything: what a few typed letters lead to."""

from __future__ import annotations

from string import ascii_lowercase
from typing import Any
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import event

from carbon_points.certificates.queries import serials
from tests.ui.windows import to_front
from ui.shared import desk
from ui.shared.page import Opened
from ui.shared.page import Operator
from ui.shared.page import Role
from ui.shared.palette_work import look_up
from ui.shared.pictures import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.window import MainWindow

QUESTIONS = 12
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(
    qtbot: QtBot, program: MainWindow, tasks: TaskRunner, busy: Database
) -> MainWindow:
    """A worker who may look at everything, over a district with a little of it."""
    found = desk.opened(busy)
    both = Operator("worker", "王芳", (Role.WORKER, Role.VIEWER))
    program.show_opened(
        Opened(busy, (both,), found.events, demo=True, set_up_mode=True)
    )
    to_front(qtbot, program)
    settle(tasks, 0.01)
    return program


def typed(window: MainWindow, tasks: TaskRunner, text: str) -> list[str]:
    if not window.around.palette_box.isVisible():
        QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    window.around.palette_box.edit.setText(text)
    settle(tasks, 0.01)
    return [command.title for command in window.around.palette_box._shown]


def test_a_person_is_found_and_opened(
    qtbot: QtBot, window: MainWindow, tasks: TaskRunner, busy: Database
) -> None:
    letter, name = next(
        (letter, known.people[0].name)
        for letter in ascii_lowercase
        if (known := look_up(busy, "worker", letter, "zh")).people
    )
    window.navigate("verify")
    titles = typed(window, tasks, letter)
    window.around.palette_box.list.setCurrentRow(titles.index(name))

    QTest.keyClick(window.around.palette_box.edit, Qt.Key.Key_Return)
    settle(tasks, 0.01)

    qtbot.waitUntil(lambda: window._stack.current_id == "service")
    assert not window.around.palette_box.isVisible()


def test_a_certificate_is_found_by_the_beginning_of_its_serial(
    window: MainWindow, tasks: TaskRunner, busy: Database
) -> None:
    with busy.reading() as session:
        (issued, *_) = serials(session, "ZQ-")
        none = serials(session, "ZQ-1999"), serials(session, "zq")

    titles = typed(window, tasks, issued.serial[:-2].lower())

    assert issued.serial in titles
    assert none == ([], [])


def test_methodologies_settings_and_commands_are_found_too(
    window: MainWindow, tasks: TaskRunner
) -> None:
    assert any("热泵" in title for title in typed(window, tasks, "热泵"))
    assert "设置：打印机、凭条纸张、读卡器" in typed(window, tasks, "打印机")
    assert "现在备份" in typed(window, tasks, "xzbf")
    assert "离开演示，正式使用" in typed(window, tasks, "zssy")


def test_a_section_of_the_settings_is_one_enter_away(
    window: MainWindow, tasks: TaskRunner
) -> None:
    typed(window, tasks, "szdyj")

    QTest.keyClick(window.around.palette_box.edit, Qt.Key.Key_Return)

    assert window._stack.current_id == "settings"


def test_nothing_found_says_what_can_be_typed(
    window: MainWindow, tasks: TaskRunner
) -> None:
    titles = typed(window, tasks, "qqqq")
    told = window.around.palette_box.nothing.text()
    visible = window.around.palette_box.nothing.isVisible()

    typed(window, tasks, "sz")

    assert titles == []
    assert visible
    assert "没有找到“qqqq”" in told
    assert not window.around.palette_box.nothing.isVisible()


def test_an_answer_to_an_older_question_changes_nothing(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    window.around.palette_box.edit.setText("abc")

    window.around.palette_box.show_found("ab", [])

    assert window.around.palette_box._found == []


def test_who_may_not_look_for_people_finds_none(busy: Database) -> None:
    assert look_up(busy, "viewer", "zxm", "zh").people == ()
    assert look_up(busy, "viewer", "heat", "zh").methodologies


@pytest.mark.parametrize("text", ["z", "zx", "zxm", "王", "2517", "ZQ-20"])
def test_no_key_asks_the_books_a_question_for_each_match(
    busy: Database, text: str
) -> None:
    look_up(busy, "worker", text, "zh")
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(busy.engine, "before_cursor_execute", note)
    try:
        look_up(busy, "worker", text, "zh")
    finally:
        event.remove(busy.engine, "before_cursor_execute", note)

    assert 0 < len(asked) < QUESTIONS
