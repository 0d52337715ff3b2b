"""Any exception as a message: people see a sentence, the log file sees the rest."""

from __future__ import annotations

import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from typing import Final
from typing import TYPE_CHECKING

from platformdirs import user_log_path
from PySide6.QtCore import QCoreApplication

from carbon_points.common.logs import DiscreetFormatter
from carbon_points.common.logs import own_file
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import UserError
from ui.shared.language import in_force
from ui.shared.messages import split
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from ui.shared.messages import Message


LOG: Final = logging.getLogger("carbon_points.desk")
LOG.addHandler(logging.NullHandler())
_LOG_BYTES: Final = 1_000_000
_NUMBERS: Final = {"IMPORT_PAUSED": "M43", "CHAIN_BROKEN": "M45"}
"""Errors of the core whose sentence is one of the window's standing messages."""


def log_path() -> Path:
    """The file to send to whoever is asked for help."""
    return user_log_path("carbon-points", appauthor=False) / "desk.log"


def log_to_file(path: Path | None = None) -> Path:
    """Write what goes wrong into a file that never grows beyond two megabytes."""
    target = own_file(path or log_path())
    handler = RotatingFileHandler(
        target, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", delay=True
    )
    form = "%(asctime)s %(levelname)s %(threadName)s %(message)s"
    handler.setFormatter(DiscreetFormatter(form))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    return target


def message_for(error: BaseException) -> Message:
    """What to tell the person at the desk; what is not expected is logged."""
    if isinstance(error, UserError):
        return _expected(error)
    LOG.error("unexpected", exc_info=error)
    text = QCoreApplication.translate(
        "errors",
        "这一步没有做完。此前已保存的内容都在，账本没有只写一半。"
        "请再试一次；仍不行，请把日志文件交给管理员：{path}",
    )
    return split(Tone.BAD, text.format(path=log_path()), type(error).__name__)


def catch_all(show: Callable[[BaseException], object]) -> None:
    """Hand every exception that nobody caught to `show`, and none to the console."""

    def hook(
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            show(error)

    def thread_hook(hooked: threading.ExceptHookArgs) -> None:
        if hooked.exc_value is not None:
            LOG.error("in a thread", exc_info=hooked.exc_value)

    sys.excepthook = hook
    threading.excepthook = thread_hook


def _expected(error: UserError) -> Message:
    # The sentences of every code lie in the core; reading them is put off until then.
    from carbon_points.exchange.sentences import error_sentence  # noqa: PLC0415

    tone = Tone.BAD if isinstance(error, DatabaseUnusableError) else Tone.WARN
    number = _NUMBERS.get(error.code, error.code)
    return split(tone, error_sentence(error, in_force()), number)
