"""The program's door: a command, the window, or the demo without a display."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import main as program

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("PySide6", "sqlalchemy", "pandas", "alembic", "pypinyin", "numpy")


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_asking_what_it_is_loads_nothing_heavy(option: str) -> None:
    code = (
        "import sys, main\n"
        f"code = main.main([{option!r}])\n"
        f"heavy = sorted(set({HEAVY!r}) & set(sys.modules))\n"
        "print(code, heavy, file=sys.stderr)"
    )

    done = subprocess.run(  # noqa: S603  (ourselves)
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )

    assert done.stderr.strip() == "0 []"
    assert "carbon-points" in done.stdout or done.stdout[0].isdigit()


@pytest.mark.parametrize(
    ("arguments", "is_command"),
    [
        ([], False),
        (["-platform", "offscreen"], False),
        (["--style=Fusion"], False),
        (["-reverse"], False),
        (["demo"], True),
        (["-platform", "offscreen", "demo"], True),
        (["--json", "stats"], True),
        (["--version"], True),
    ],
)
def test_options_of_qt_are_no_commands(
    arguments: list[str],
    is_command: bool,  # noqa: FBT001
) -> None:
    assert program.is_command(arguments) is is_command


def test_a_command_goes_to_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[list[str]] = []

    def run(arguments: list[str]) -> int:
        given.append(arguments)
        return 3

    monkeypatch.setattr("carbon_points.cli.main", run)

    assert program.main(["stats", "--json"]) == 3
    assert given == [["stats", "--json"]]


def test_without_a_display_the_demo_runs_and_windows_are_pictured(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ran: list[list[str]] = []
    pictured: list[Path] = []

    def run(arguments: list[str]) -> int:
        ran.append(arguments)
        return 0

    def picture(folder: Path, _open: object) -> list[Path]:
        pictured.append(folder)
        return [folder]

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("carbon_points.cli.main", run)
    monkeypatch.setattr("ui.app.screenshots", picture)

    code = program.main([])

    said = capsys.readouterr().out
    assert code == 0
    assert ran == [["demo", "--out", "out"]]
    assert pictured == [Path("out/screenshots")]
    assert str(tmp_path / "out") in said.splitlines()[0]


def test_missing_libraries_are_named_with_the_command_that_brings_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing() -> None:
        text = "libEGL.so.1: cannot open shared object file: No such file"
        raise ImportError(text)

    monkeypatch.setattr(program, "has_display", lambda: True)
    monkeypatch.setattr(program, "load_window_system", missing)
    monkeypatch.setattr("carbon_points.cli.main", lambda _arguments: 0)

    assert program.main([]) == 0
    assert "apt-get install -y libgl1" in capsys.readouterr().out


def test_a_fault_of_the_program_is_not_taken_for_a_missing_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> None:
        text = "cannot import name 'x'"
        raise ImportError(text)

    monkeypatch.setattr(program, "load_window_system", broken)

    with pytest.raises(ImportError):
        program.desk()


def test_the_window_opens_where_there_is_a_display(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr("ui.app.run", lambda _open_database: 7)

    assert program.main([]) == 7


def test_the_apt_command_is_that_of_the_set_up_script() -> None:
    script = (ROOT / "setup.sh").read_text("utf-8")

    listed = script.partition('LIBS="')[2].partition('"')[0].split()

    assert sorted(listed) == sorted(program.QT_LIBRARIES.split())


def test_the_window_system_is_loaded_before_qt_could_abort(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    loaded: list[str] = []
    monkeypatch.setattr("ctypes.CDLL", loaded.append)
    monkeypatch.setattr(sys, "platform", "linux")

    program.load_window_system()

    assert [os.path.basename(path) for path in loaded] == ["libqxcb.so"]  # noqa: PTH119


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX has core files")
def test_a_crash_writes_no_core_file(tmp_path: Path) -> None:
    code = (
        "import os, resource\n"
        "most = resource.getrlimit(resource.RLIMIT_CORE)[1]\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (most, most))\n"
        "import main\n"
        "main.main(['--version'])\n"
        "assert resource.getrlimit(resource.RLIMIT_CORE) == (0, most)\n"
        "os.abort()"
    )

    done = subprocess.run(  # noqa: S603  (ourselves)
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        cwd=tmp_path,
    )

    assert done.returncode < 0, done.stderr
    assert list(tmp_path.glob("core*")) == []
