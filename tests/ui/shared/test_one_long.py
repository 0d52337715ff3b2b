"""A page's one long piece of work: it is followed, stopped and forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from ui.shared.one_long import OneLong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from carbon_points.common.progress import Progress
    from ui.shared.background import TaskRunner


@pytest.fixture
def long(tasks: TaskRunner) -> Iterator[OneLong]:
    """The long work of a page."""
    page = QObject()
    yield OneLong(tasks, page)
    page.deleteLater()


def test_the_answer_comes_before_the_end(qtbot: QtBot, long: OneLong) -> None:
    told: list[object] = []
    long.ended.connect(lambda: told.append(long.busy))

    with qtbot.waitSignal(long.ended):
        long.start(lambda _progress: 42, told.append, told.append)
        began = long.busy

    assert began
    assert told == [42, False]


def test_how_far_it_is_is_told(qtbot: QtBot, long: OneLong) -> None:
    steps: list[tuple[int, int]] = []
    long.progressed.connect(lambda done, total: steps.append((done, total)))

    def work(progress: Progress) -> None:
        progress.step(3, 3)

    with qtbot.waitSignal(long.ended):
        long.start(work, lambda _none: None, lambda _error: None)

    assert steps == [(3, 3)]


def test_what_is_cancelled_ends_without_an_answer(qtbot: QtBot, long: OneLong) -> None:
    told: list[object] = []

    def work(progress: Progress) -> None:
        while True:
            progress.step(1, 2)

    with qtbot.waitSignal(long.ended):
        long.start(work, told.append, told.append)
        long.cancel()

    assert told == []
    assert not long.busy


def test_a_failure_is_told_and_the_next_may_begin(qtbot: QtBot, long: OneLong) -> None:
    told: list[object] = []

    def work(_progress: Progress) -> None:
        raise ZeroDivisionError

    with qtbot.waitSignal(long.ended):
        long.start(work, told.append, told.append)

    assert isinstance(told[0], ZeroDivisionError)
    assert not long.busy
