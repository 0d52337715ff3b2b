"""Pictures of pages, taken without a display."""

from __future__ import annotations

import time
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ui.shared.background import TaskRunner
    from ui.shared.page import Opened
    from ui.shared.window import MainWindow

_PATIENCE_S: Final = 30
_LOADING_S: Final = 0.2
"""Longer than a page waits before it says that it is loading."""


def take(
    window: MainWindow,
    tasks: TaskRunner,
    target: Path,
    opened: Opened | None,
    pages: Sequence[str],
) -> list[Path]:
    """A picture of each page that anybody sees, named ``<page>-<stem of target>``."""
    made: dict[str, Path] = {}
    operators = opened.operators if opened is not None else (None,)
    for operator in operators:
        if opened is not None and operator is not None:
            window.enter(opened, operator)
        for page_id in window.page_ids:
            if page_id in made or (pages and page_id not in pages):
                continue
            window.navigate(page_id)
            settle(tasks)
            file = target.with_name(f"{page_id}-{target.stem}.png")
            window.grab().save(str(file))
            made[page_id] = file
    return list(made.values())


def settle(tasks: TaskRunner, quiet_s: float = _LOADING_S) -> None:
    """Let everything that was started be finished and painted."""
    quiet_since = started = time.monotonic()
    while time.monotonic() - started < _PATIENCE_S:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents()
        now = time.monotonic()
        if tasks.busy:
            quiet_since = now
        elif now - quiet_since > quiet_s:
            return
        time.sleep(0.005)
