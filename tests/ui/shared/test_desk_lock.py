"""Two windows on one database: the second one looks on and says who writes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carbon_points.common.problems import DatabaseUnusableError
from ui.shared import books_watch
from ui.shared import desk
from ui.shared import standing
from ui.shared.desk_lock import release_all
from ui.shared.desk_lock import Seat
from ui.shared.pictures import settle
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.window import MainWindow


@pytest.fixture
def path(small: Database) -> Path:
    small.close()
    return small.path


@pytest.mark.usefixtures("application")
def test_the_second_one_reads_and_names_the_holder(path: Path) -> None:
    first = desk.open_file(path)
    second = desk.open_file(path)

    with pytest.raises(DatabaseUnusableError), second.handle.writing():
        pass
    desk.close(first.handle)
    assert second.reopen is not None
    third = second.reopen()

    assert first.read_only == ""
    assert "“本机的另一个窗口”" in second.read_only
    assert third.read_only == ""
    second.handle.close()
    desk.close(third.handle)


def test_a_killed_program_leaves_no_lock(path: Path) -> None:
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from ui.shared.desk_lock import Seat\n"
        "seat = Seat(Path(sys.argv[1]))\n"
        "print(seat.taken, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )

    said = subprocess.run(  # noqa: S603  (ourselves)
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    seat = Seat(path)

    assert said.stdout.strip() == "True"
    assert seat.taken
    seat.give_back()


def test_a_database_that_does_not_open_is_not_held(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(b"no database")

    with pytest.raises(DatabaseUnusableError):
        desk.open_file(wrong)

    assert Seat(wrong).taken


@pytest.mark.usefixtures("application")
def test_a_closed_folder_is_opened_for_reading(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Seat, "holder", "")
    first = Seat(path)

    opened = desk.open_file(path)

    assert "不能写入" in opened.read_only
    opened.handle.close()
    first.give_back()


def test_a_file_that_cannot_be_written_is_opened_for_reading(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may = os.access
    with monkeypatch.context() as closed:
        closed.setattr(
            os,
            "access",
            lambda place, mode: (
                may(place, mode) and not (mode & os.W_OK and path.samefile(place))
            ),
        )
        opened = desk.open_file(path)

    assert "不能写入" in opened.read_only
    assert opened.reopen is not None
    opened.handle.close()
    again = opened.reopen()
    assert again.read_only == ""
    desk.close(again.handle)


def test_retry_opens_for_writing_once_the_other_has_left(
    program: MainWindow,
    tasks: TaskRunner,
    path: Path,
) -> None:
    other = Seat(path)
    program.show_opened(desk.open_file(path))
    settle(tasks, 0.01)
    told = program.message
    other.give_back()

    buttons = program.around.bar.findChildren(Button)
    next(b for b in buttons if b.accessibleName() == "重试").click()
    settle(tasks, 0.01)

    assert "以只读方式打开" in told
    assert program._opened is not None
    assert program._opened.read_only == ""
    desk.close(program._opened.handle)


def test_whoever_opens_it_after_a_crash_is_told_once(
    program: MainWindow, path: Path
) -> None:
    host = socket.gethostname()
    Path(f"{path}.lock").write_text(f"999999999\nnobody\n{host}\n")
    opened = desk.open_file(path)
    program.show_opened(opened)
    told = program.message
    program.around.bar.dismiss()

    program.enter(opened, opened.operators[1])

    assert "程序刚才异常退出" in told
    assert program.message == ""
    release_all()
    assert Seat(path).taken


def test_a_clock_behind_the_newest_entry_is_told(
    program: MainWindow,
    tasks: TaskRunner,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened = desk.open_file(path)
    newest = standing.look(opened.handle).last_at
    monkeypatch.setattr(books_watch, "now", lambda: newest - 3 * 3600)

    program.show_opened(opened)
    settle(tasks, 0.01)

    assert "早 3 小时" in program.message
    desk.close(opened.handle)


def test_little_room_on_the_disk_is_told_with_what_still_fits(
    program: MainWindow,
    tasks: TaskRunner,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usage = shutil.disk_usage(path.parent)
    short = usage._replace(free=180 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: short)

    opened = desk.open_file(path)
    program.show_opened(opened)
    settle(tasks, 0.01)

    assert "磁盘只剩 180 MB，已暂停导入" in program.message
    assert "单笔登记仍可保存约 10,496 笔" in program.message
    desk.close(opened.handle)


def test_books_whose_chain_is_broken_are_shown_and_not_written_to(
    program: MainWindow,
    tasks: TaskRunner,
    busy: Database,
) -> None:
    with closing(busy.connect()) as raw:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in raw.execute(query).fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE chain_record SET at = at + 1 WHERE position = 3")
    busy.close()

    opened = desk.open_file(busy.path)
    program.show_opened(opened)
    settle(tasks, 0.01)

    assert opened.broken_at == 3
    assert "流水第 3 条核对不上，已停止写入以保护数据。" in program.message
    with pytest.raises(DatabaseUnusableError, match="CHAIN_BROKEN"):
        opened.handle.writing().__enter__()
    desk.close(opened.handle)
