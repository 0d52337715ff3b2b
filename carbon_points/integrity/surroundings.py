"""The computer around the program: versions, fonts, display, printer."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from importlib import metadata
from importlib.resources import files
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.storage.health import HealthCheck
from carbon_points.storage.health import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

FONTS: Final = (
    "NotoSansSC-Regular.ttf",
    "HanaMinA-rest.ttf",
    "CarbonSymbols-Regular.ttf",
)
LIBRARIES: Final = (
    "SQLAlchemy",
    "sqlcipher3",
    "cryptography",
    "msgspec",
    "reportlab",
    "numpy",
    "pandas",
    "PySide6_Essentials",
)
_NEEDED: Final = frozenset(LIBRARIES) - {"sqlcipher3", "PySide6_Essentials"}
_DISPLAYS: Final = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_ANSWER_S: Final = 5


def checks(version: str, printers: Sequence[str] | None = None) -> list[HealthCheck]:
    """Everything but the database.

    Args:
        version: of the program.
        printers: their names, the usual one first; else the system is asked.
    """
    known = system_printers() if printers is None else printers
    return [program(version), libraries(), fonts(), display(), printer(known)]


def program(version: str) -> HealthCheck:
    """The versions of the program and of what it runs on."""
    python, system = platform.python_version(), platform.platform(terse=True)
    said = Words(
        f"程序 {version}，Python {python}，{system}",
        f"program {version}, Python {python}, {system}",
    )
    return HealthCheck("program", ok=True, says=said)


def libraries() -> HealthCheck:
    """The libraries that the program stands on."""
    known = {name: _version(name) for name in LIBRARIES}
    missing = [name for name in LIBRARIES if name in _NEEDED and not known[name]]
    if missing:
        names = " ".join(missing)
        return HealthCheck(
            "libraries",
            ok=False,
            says=Words(f"缺少程序库 {names}", f"missing libraries: {names}"),
            remedy=Words("再运行一次 setup.sh", "run setup.sh once more"),
        )
    listed = ", ".join(f"{name} {found}" for name, found in known.items() if found)
    return HealthCheck("libraries", ok=True, says=Words(listed, listed))


def fonts() -> HealthCheck:
    """The fonts of papers and windows."""
    folder = files("resources").joinpath("fonts")
    missing = [name for name in FONTS if not folder.joinpath(name).is_file()]
    if missing:
        names = " ".join(missing)
        return HealthCheck(
            "fonts",
            ok=False,
            says=Words(f"缺少字体 {names}", f"missing fonts {names}"),
            remedy=Words("请重新安装程序", "install the program again"),
        )
    return HealthCheck("fonts", ok=True, says=Words("字体齐全", "all there"))


def display() -> HealthCheck:
    """Whether a window has somewhere to go."""
    if sys.platform != "linux" or any(map(os.environ.get, _DISPLAYS)):
        said = Words("有显示器", "there is one")
        return HealthCheck("display", ok=True, says=said)
    return HealthCheck(
        "display",
        ok=True,
        says=Words(
            "没有显示器：窗口打不开，命令行可用", "none: the command line works"
        ),
    )


def printer(names: Sequence[str]) -> HealthCheck:
    """The printers; none is no fault, as papers become files."""
    if names:
        zh, en = "、".join(names), ", ".join(names)
        said = Words(f"打印机：{zh}", f"printers: {en}")
        return HealthCheck("printer", ok=True, says=said)
    return HealthCheck(
        "printer",
        ok=True,
        says=Words(
            "没有找到打印机：凭条和证书存成 PDF",
            "none found: slips and certificates are kept as PDF",
        ),
        remedy=Words(
            "接好打印机后可重打，编号不变",
            "connect one and print again; the serials stay",
        ),
    )


def system_printers() -> list[str]:
    """The printers that the system's own tool names; Qt is not needed for it."""
    tool = shutil.which("lpstat")
    if tool is None:
        return []
    try:
        done = subprocess.run(  # noqa: S603  (the system's own tool, no input)
            [tool, "-e"],
            capture_output=True,
            timeout=_ANSWER_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return done.stdout.decode("utf-8", "replace").split()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
