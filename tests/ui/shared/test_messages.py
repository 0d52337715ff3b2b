"""Messages and errors speak to people."""

from __future__ import annotations

import logging
import string
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import NotAllowedError
from ui.shared import errors
from ui.shared import language
from ui.shared.history import History
from ui.shared.messages import _MESSAGES
from ui.shared.messages import IDS
from ui.shared.messages import Message
from ui.shared.messages import message
from ui.shared.notices import MessageBar
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("spoken", [language.ZH, language.EN])
@pytest.mark.parametrize("number", IDS)
def test_every_message_can_be_said(
    application: QApplication, number: str, spoken: str
) -> None:
    del application
    source = _MESSAGES[number][1]
    language.use(spoken)

    places = {name for _, name, _, _ in string.Formatter().parse(source) if name}
    shown = message(number, **{name: f"<{name}>" for name in places})

    assert shown.title
    assert shown.code == number
    assert "{" not in shown.whole
    assert all(f"<{name}>" in shown.whole for name in places)


def test_the_first_sentence_is_the_title() -> None:
    shown = message("M28")

    assert shown == Message(
        Tone.INFO, "已取消，一行也没有写入，账本与导入前一致。", "", "M28"
    )
    assert message("M02").title == "校验位对不上，有一位输错了。"


def test_the_core_says_what_an_expected_error_means() -> None:
    shown = errors.message_for(NotAllowedError("SIGN_IN_NEEDED", command="log"))
    grave = errors.message_for(DatabaseUnusableError("DB_EXISTS", file="a.db"))

    assert shown.tone is Tone.WARN
    assert shown.code == "SIGN_IN_NEEDED"
    assert grave.tone is Tone.BAD


def test_an_unexpected_error_is_logged_and_no_trace_is_shown(tmp_path: Path) -> None:
    log = errors.log_to_file(tmp_path / "logs" / "desk.log")
    with pytest.raises(ZeroDivisionError) as caught:
        raise_deep()

    shown = errors.message_for(caught.value)

    for handler in list(errors.LOG.handlers):
        if isinstance(handler, logging.FileHandler):
            errors.LOG.removeHandler(handler)
            handler.close()

    assert "Traceback" not in shown.whole
    assert shown.code == "ZeroDivisionError"
    assert "raise_deep" in log.read_text("utf-8")


def raise_deep() -> None:
    raise ZeroDivisionError


def test_what_nobody_caught_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    shown: list[BaseException] = []
    errors.catch_all(shown.append)
    error = ValueError("x")

    sys.excepthook(ValueError, error, None)
    thread = threading.Thread(target=raise_deep)
    thread.start()
    thread.join()

    assert shown == [error]


def test_the_last_fifty_messages_can_be_read_again(
    qtbot: QtBot, application: QApplication
) -> None:
    del application
    history, bar = History(), MessageBar()
    qtbot.addWidget(bar)
    nothing = [action.text() for action in history.menu(bar, bar).actions()]
    for number in range(60):
        history.add(Message(Tone.INFO, f"第 {number} 条。", "很长" * 40, "M01"))

    menu = history.menu(bar, bar)
    menu.actions()[1].trigger()

    assert nothing == ["还没有消息"]
    assert len(history.texts) == len(menu.actions()) == 50
    assert bar.text.startswith("第 58 条。")
