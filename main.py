"""Start carbon-points: a command is run, no command opens the desk."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

QT_OPTIONS_WITH_VALUE = frozenset(
    {
        "platform",
        "platformpluginpath",
        "platformtheme",
        "plugin",
        "qwindowgeometry",
        "qwindowicon",
        "qwindowtitle",
        "session",
        "display",
        "geometry",
        "style",
        "stylesheet",
    }
)
QT_LIBRARIES = (
    "libgl1 libegl1 libx11-6 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6"
    " libglib2.0-0 libbrotli1 libxcb-cursor0 libxcb-icccm4 libxcb-image0"
    " libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1"
    " libxkbcommon-x11-0"
)
DEMO_FOLDER = Path("out")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line or the desk; only the desk imports Qt."""
    keep_no_core()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if is_command(given):
        from carbon_points.cli import main as run_command

        return run_command(given)
    if not has_display():
        return without_display(DEMO_FOLDER)
    return desk()


def keep_no_core() -> None:
    """Let no crash write this process to the disk: keys and names are in its memory."""
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))


def is_command(arguments: Sequence[str]) -> bool:
    """Whether anything is asked for besides options of Qt."""
    rest = iter(arguments)
    for argument in rest:
        name = argument.lstrip("-")
        if not argument.startswith("-"):
            return True
        if name in QT_OPTIONS_WITH_VALUE:
            next(rest, None)
        elif name != "reverse" and name.partition("=")[0] not in QT_OPTIONS_WITH_VALUE:
            return True
    return False


def has_display() -> bool:
    """Whether windows have somewhere to go; only Linux runs without."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(map(os.environ.get, names))


def desk() -> int:
    """Show the window; where Qt cannot be loaded, the demo without one."""
    try:
        load_window_system()
        from ui.app import run
        from ui.shared.desk import open_desk
    except (ImportError, OSError) as error:
        if not is_missing_library(error):
            raise
        return without_qt(DEMO_FOLDER)
    return run(open_desk)


def load_window_system() -> None:
    """Load what Qt would load for an X display, and fail before Qt aborts.

    Raises:
        OSError: if a system library is missing.
    """
    forced = os.environ.get("QT_QPA_PLATFORM") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform != "linux" or forced:
        return
    import ctypes

    import PySide6.QtGui

    plugins = Path(PySide6.QtGui.__file__).parent / "Qt" / "plugins" / "platforms"
    ctypes.CDLL(str(plugins / "libqxcb.so"))


def is_missing_library(error: BaseException) -> bool:
    """Whether a library of the system, not a part of the program, was not found."""
    return "cannot open shared object file" in str(error)


def without_display(folder: Path) -> int:
    """The demo and pictures of the windows, into a folder."""
    say(f"没有显示器，改为运行演示，结果在 {folder.resolve()}")
    code = demo(folder)
    try:
        from ui.app import screenshots
        from ui.shared.desk import open_demo

        made = screenshots(folder / "screenshots", open_demo)
    except (ImportError, OSError) as error:
        if not is_missing_library(error):
            raise
        say_libraries()
        return code
    say(f"{len(made)} 张界面图片在 {(folder / 'screenshots').resolve()}")
    return code


def without_qt(folder: Path) -> int:
    """How to get Qt's libraries, and the demo meanwhile."""
    say_libraries()
    return demo(folder)


def demo(folder: Path) -> int:
    """The whole main job without a window."""
    from carbon_points.cli import main as run_command

    return run_command(["demo", "--out", str(folder)])


def say_libraries() -> None:
    """The command that makes windows possible."""
    say("缺少打开窗口所需的系统库，命令行仍可使用。请以管理员身份运行：")
    say(f"apt-get install -y {QT_LIBRARIES}")


def say(text: str) -> None:
    """One line for the person who started the program."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
