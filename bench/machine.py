"""What the times were taken on."""

from __future__ import annotations

import os
import platform
import resource
from contextlib import closing
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Final

_LIBRARIES: Final = ("SQLAlchemy", "numpy", "pandas", "reportlab", "PySide6-Essentials")


def load() -> str:
    """Processes that wanted to run: the mean of 1, 5 and 15 minutes."""
    try:
        return " ".join(Path("/proc/loadavg").read_text().split()[:3])
    except OSError:
        return "unknown"


def forget_peak() -> None:
    """Count this process's largest memory from now on.

    A new process begins with the peak of the one that started it.
    """
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def peak_kib() -> int:
    """The most memory that this process held, where the kernel tells since when."""
    told = _first("/proc/self/status", "VmHWM").removesuffix("kB").strip()
    return int(told) if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def description() -> dict[str, str]:
    """Name and value of what decides how long things take."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _first("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": str(len(_cores())),
        "memory": _first("/proc/meminfo", "MemTotal"),
        "Python": platform.python_version(),
        "database": _database(),
        "libraries": ", ".join(f"{name} {version(name)}" for name in _LIBRARIES),
    }


def _cores() -> set[int]:
    if hasattr(os, "sched_getaffinity"):
        return os.sched_getaffinity(0)
    return set(range(os.cpu_count() or 1))


def _database() -> str:
    from carbon_points.storage.driver import load_driver

    driver = load_driver()
    sqlite = f"SQLite {driver.module.sqlite_version}, journal {driver.journal_mode}"
    if not driver.encrypts:
        return f"{sqlite}, not encrypted"
    with closing(driver.module.connect(":memory:")) as connection:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()[0]
    return f"{sqlite}, SQLCipher {cipher}"


def _first(file: str, name: str) -> str:
    """The first value of this name in a list such as ``/proc/cpuinfo``."""
    try:
        lines = Path(file).read_text().splitlines()
    except OSError:
        return ""
    values = (line.partition(":")[2].strip() for line in lines if line.startswith(name))
    return next(values, "")
