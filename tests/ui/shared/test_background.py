"""Tasks run beside the window and answer in its thread."""

from __future__ import annotations

import gc
from threading import Event
from threading import get_ident
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import QThread
from shiboken6 import delete

from carbon_points.common.events import Events
from carbon_points.common.problems import UserError
from ui.shared.background import Lane
from ui.shared.event_bridge import EventBridge

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from carbon_points.common.progress import Progress
    from ui.shared.background import TaskRunner


def test_the_result_arrives_in_the_window_thread(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    seen: list[tuple[int, QThread]] = []

    task = tasks.start(
        lambda _progress: 42,
        lambda result: seen.append((result, QThread.currentThread())),
    )
    qtbot.waitUntil(lambda: not tasks.busy)

    assert seen == [(42, task.thread())]


def test_progress_reaches_its_end_even_when_it_is_fast(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    steps: list[tuple[int, int]] = []
    total = 5_000_000_000

    def work(progress: Progress) -> None:
        for done in range(100):
            progress.step(done, total)
        progress.step(total, total)

    task = tasks.start(work, lane=Lane.LONG)
    task.progressed.connect(lambda done, of: steps.append((done, of)))
    qtbot.waitUntil(lambda: not tasks.busy)

    assert steps[-1] == (total, total)
    assert len(steps) < 50


def test_cancel_ends_the_work_at_its_next_step(qtbot: QtBot, tasks: TaskRunner) -> None:
    task = tasks.start(endless, lane=Lane.LONG)

    with qtbot.waitSignals([task.cancelled, task.finished]):
        task.cancel()


def test_a_save_does_not_wait_behind_an_import(qtbot: QtBot, tasks: TaskRunner) -> None:
    saved: list[str] = []
    importing = tasks.start(endless, lane=Lane.LONG)

    tasks.start(lambda _progress: "saved", saved.append)
    qtbot.waitUntil(lambda: bool(saved))

    importing.cancel()
    assert saved == ["saved"]


def test_a_later_question_makes_the_earlier_answer_stale(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    answers: list[str] = []
    go_on = Event()

    def slow(_progress: Progress) -> str:
        go_on.wait(5)
        return "earlier"

    tasks.start(slow, answers.append, key="find")
    tasks.start(lambda _progress: "later", answers.append, key="find")
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.busy)

    assert answers == ["later"]


def test_a_failure_without_a_taker_is_not_lost(qtbot: QtBot, tasks: TaskRunner) -> None:
    with qtbot.waitSignal(tasks.unhandled) as caught:
        tasks.start(fail)

    assert isinstance(caught.args[0], UserError)


def test_nobody_is_called_once_the_owner_is_gone(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    answers: list[int] = []
    owner = QObject()
    go_on = Event()

    tasks.start(lambda _progress: go_on.wait(5), answers.append, owner=owner)
    delete(owner)
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.busy)

    assert answers == []


def test_the_end_of_the_program_ends_the_work(tasks: TaskRunner) -> None:
    tasks.start(endless, lane=Lane.LONG)

    assert tasks.close()
    assert not tasks.busy


def test_an_event_of_a_worker_arrives_in_the_window_thread(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    events = Events()
    bridge = EventBridge(events)
    owner = QObject()
    seen: list[tuple[int, QThread]] = []
    bridge.listen(int, lambda event: seen.append((event, owner.thread())), owner)

    tasks.start(lambda _progress: events.publish(7))
    qtbot.waitUntil(lambda: bool(seen))

    assert seen == [(7, QThread.currentThread())]


def test_who_is_gone_hears_no_more(qtbot: QtBot) -> None:
    events = Events()
    bridge = EventBridge(events)
    gone, there = QObject(), QObject()
    seen: list[str] = []
    bridge.listen(str, lambda event: seen.append(f"gone {event}"), gone)
    bridge.listen(str, lambda event: seen.append(f"there {event}"), there)
    delete(gone)

    events.publish("news")
    qtbot.waitUntil(lambda: bool(seen))

    assert seen == ["there news"]


def endless(progress: Progress) -> None:
    pause = Event()
    while True:
        progress.step(1, 2)
        pause.wait(0.005)


def fail(_progress: Progress) -> None:
    code = "FILE_NOT_FOUND"
    raise UserError(code, file="a.csv")


def test_what_is_asked_for_after_the_end_is_not_begun(tasks: TaskRunner) -> None:
    tasks.close()

    tasks.start(lambda _progress: 1)

    assert not tasks.busy


def test_what_a_window_left_behind_ends_in_the_window_thread(
    qtbot: QtBot, tasks: TaskRunner
) -> None:
    ended_in: list[int] = []
    kept: list[list[int]] = []
    _Knot(ended_in)

    tasks.start(lambda _progress: [[n] for n in range(100_000)], kept.extend)
    qtbot.waitUntil(lambda: bool(ended_in))

    assert ended_in == [get_ident()]


def test_python_collects_by_itself_again_after_the_end(tasks: TaskRunner) -> None:
    while_it_runs = gc.isenabled()

    tasks.close()

    assert (while_it_runs, gc.isenabled()) == (False, True)


class _Knot:
    """Refers to itself: only the search for cycles ends it."""

    def __init__(self, ended_in: list[int]) -> None:
        self._itself = self
        self._ended_in = ended_in

    def __del__(self) -> None:
        self._ended_in.append(get_ident())
