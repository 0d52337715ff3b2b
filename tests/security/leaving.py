"""Finds in the source where something is written, copied, printed or shown whole.

A function that only writes for others (`ways_out.INNER`) is watched like the first
writer itself: whoever calls it must stand in the table, too.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator

SOURCES: Final = Path(__file__).parents[2]
_FIRST: Final = frozenset(
    {"write_whole", "new_workbook", "write_bytes", "write_text", "QPdfWriter"}
    | {"copy2", "copyfile", "copyfileobj", "copytree", "clipboard", "openUrl"}
    | {"grab", "grabWindow", "print_", "setMimeData"}
    | {"QPrinter", "Printers", "print_pdf", "send_to_printer"}
    | {"reveal_identity", "gather", "saw"}
)
"""What writes, copies, prints, or shows what is masked elsewhere."""

_OPENS: Final = frozenset({"open", "ZipFile", "fdopen"})
_TO_WRITE: Final = re.compile(r"[rwxab+]*[wxa+][rwxab+]*")


@cache
def sites(inner: frozenset[str], source: Path = SOURCES) -> frozenset[str]:
    """Every function that lets something out, as ``folder/file.py:function``."""
    rooms = (source / "carbon_points", source / "ui")
    files = sorted(path for room in rooms for path in room.rglob("*.py"))
    return frozenset(
        f"{here}:{name}"
        for here, path in ((f.relative_to(source).as_posix(), f) for f in files)
        for name in _of_file(here, path.read_text("utf-8"), inner)
    )


def _of_file(here: str, text: str, inner: Collection[str]) -> Iterator[str]:
    watched = _FIRST | {_name_of(site) for site in inner if _knows(text, here, site)}
    if not any(name in text for name in watched | _OPENS):
        return
    for name, part in _functions(ast.parse(text)):
        calls = (each for each in ast.walk(part) if isinstance(each, ast.Call))
        if any(_lets_out(call, watched) for call in calls):
            yield name


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Functions and methods; what stands within one belongs to it."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, ast.FunctionDef):
                    yield f"{node.name}.{part.name}", part
        elif isinstance(node, ast.FunctionDef):
            yield node.name, node


def _name_of(site: str) -> str:
    return site.rpartition(":")[2].rpartition(".")[2]


def _knows(text: str, here: str, site: str) -> bool:
    """Whether a file holds a function, or imports it or its module."""
    file, _, name = site.partition(":")
    if here == file or name not in text:
        return here == file
    package, _, module = file.removesuffix(".py").replace("/", ".").rpartition(".")
    ways = [f"from {package} import {module}"]
    dotted = f"{package}.{module}"
    while dotted:  # a package may offer what its modules hold
        ways.append(f"from {dotted} import {name}")
        dotted = dotted.rpartition(".")[0]
    return any(re.search(rf"{re.escape(way)}\b", text) for way in ways)


def _lets_out(call: ast.Call, watched: Collection[str]) -> bool:
    function = call.func
    name = getattr(function, "id", getattr(function, "attr", ""))
    if name in _OPENS:
        given = (*call.args, *(word.value for word in call.keywords))
        texts = (a.value for a in given if isinstance(a, ast.Constant))
        return any(isinstance(t, str) and _TO_WRITE.fullmatch(t) for t in texts)
    return name in watched
