"""The program's own faces: a desk machine may have no Chinese font at all."""

from __future__ import annotations

import lzma
from importlib.resources import files
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from platformdirs import user_cache_path
from PySide6.QtGui import QFont
from PySide6.QtGui import QFontDatabase

from ui.shared.tokens import px

if TYPE_CHECKING:
    from ui.shared.background import TaskRunner

FAMILIES: Final = ("Noto Sans SC", "Carbon Symbols", "HanaMinA", "HanaMinB")
"""In the order in which a character is looked for."""

_FACES: Final = (
    "NotoSansSC-Regular.ttf",
    "NotoSansSC-Medium-8105.ttf",
    "NotoSansSC-Bold-8105.ttf",
    "CarbonSymbols-Regular.ttf",
    "CarbonSymbols-Medium.ttf",
    "CarbonSymbols-Bold.ttf",
    "HanaMinA-rest.ttf",
)
_RAREST: Final = "HanaMinB-rest.ttf"
FIRST_RARE: Final = 0x20000
"""From here on characters stand outside the basic plane, nearly all in HanaMinB."""

_loaded: set[str] = set()


def load_faces() -> None:
    """Make the faces known to the application; the second call does nothing."""
    for name in _FACES:
        _add(str(files("resources") / "fonts" / name))


def font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The program's font at `size` of the drawing board."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(px(size))
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def needs_rarest(text: str) -> bool:
    """Whether `text` has a character that only the large face holds."""
    return _RAREST not in _loaded and any(ord(ch) >= FIRST_RARE for ch in text)


def unpack_rarest(cache: Path | None = None) -> Path:
    """The large face as a file, unpacked once; takes a second: run it in a worker."""
    folder = cache or user_cache_path("carbon-points", appauthor=False)
    target = folder / _RAREST
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        packed = (files("resources") / "fonts" / f"{_RAREST}.xz").read_bytes()
        half_done = target.with_suffix(".part")
        half_done.write_bytes(lzma.decompress(packed))
        half_done.replace(target)
    return target


def load_rarest(face: Path) -> None:
    """Make the unpacked face known; in the GUI thread."""
    _add(str(face))


def ensure_face(text: str, tasks: TaskRunner) -> None:
    """Have the large face ready soon, if `text` needs it; what is shown repaints."""
    if needs_rarest(text):
        tasks.start(lambda _progress: unpack_rarest(), load_rarest, key="rarest face")


def _add(path: str) -> None:
    name = Path(path).name
    if name not in _loaded and QFontDatabase.addApplicationFont(path) >= 0:
        _loaded.add(name)
