"""What this work place remembers: typed access to QSettings."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Final

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray
from PySide6.QtCore import QObject
from PySide6.QtCore import QSettings
from PySide6.QtCore import Signal

from ui.shared.language import EN
from ui.shared.language import ZH
from ui.shared.tokens import TextSize


class Theme(StrEnum):
    """Which colours are wanted."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


LOCK_KEY: Final = "security/lock_minutes"
LOCK_MINUTES: Final = range(1, 31)
PRINTER_KEY: Final = "devices/printer"
SLIP_KEY: Final = "choices/papers/size"
SLIP_SIZES: Final = ("80mm", "a5", "a4")
PHOTO_KEY: Final = "devices/photo_folder"
_DEFAULT_LOCK_MINUTES: Final = 5
_RECENT: Final = 12


class Settings(QObject):
    """Reads and writes at once; `changed` names what became different."""

    changed = Signal(str)

    def __init__(self, path: Path | None = None) -> None:
        """Without `path`: the user's own settings file."""
        super().__init__()
        folder = user_config_path("carbon-points", appauthor=False)
        file = path or folder / "desk.ini"
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def text_size(self) -> TextSize:
        """How large everything is."""
        wanted = self._number("display/text_size", TextSize.NORMAL)
        return TextSize(wanted) if wanted in set(TextSize) else TextSize.NORMAL

    @text_size.setter
    def text_size(self, size: TextSize) -> None:
        self._write("display/text_size", int(size))

    @property
    def theme(self) -> Theme:
        """Which colours are wanted."""
        wanted = self._text("display/theme", Theme.LIGHT)
        return Theme(wanted) if wanted in set(Theme) else Theme.LIGHT

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._write("display/theme", str(theme))

    @property
    def language(self) -> str:
        """``zh`` or ``en``."""
        return EN if self._text("display/language", ZH) == EN else ZH

    @language.setter
    def language(self, language: str) -> None:
        self._write("display/language", language)

    @property
    def printer(self) -> str:
        """The printer chosen last; empty for none."""
        return self._text(PRINTER_KEY, "")

    @printer.setter
    def printer(self, name: str) -> None:
        self._write(PRINTER_KEY, name)

    @property
    def slip_size(self) -> str:
        """The paper of slips, ``80mm``, ``a5`` or ``a4``."""
        wanted = self._text(SLIP_KEY, SLIP_SIZES[0])
        return wanted if wanted in SLIP_SIZES else SLIP_SIZES[0]

    @slip_size.setter
    def slip_size(self, size: str) -> None:
        self._write(SLIP_KEY, size)

    @property
    def photo_folder(self) -> Path | None:
        """Where a camera or a document scanner puts its pictures."""
        kept = self._text(PHOTO_KEY, "")
        return Path(kept) if kept else None

    @photo_folder.setter
    def photo_folder(self, folder: Path | None) -> None:
        self._write(PHOTO_KEY, str(folder or ""))

    @property
    def lock_minutes(self) -> int:
        """After how many idle minutes the screen locks."""
        minutes = self._number(LOCK_KEY, _DEFAULT_LOCK_MINUTES)
        return minutes if minutes in LOCK_MINUTES else _DEFAULT_LOCK_MINUTES

    @lock_minutes.setter
    def lock_minutes(self, minutes: int) -> None:
        self._write(LOCK_KEY, minutes)

    @property
    def last_operator(self) -> str:
        """Who sat here last."""
        return self._text("desk/last_operator", "")

    @last_operator.setter
    def last_operator(self, login: str) -> None:
        self._write("desk/last_operator", login)

    @property
    def recent_operators(self) -> tuple[str, ...]:
        """Who sat here, the last one first."""
        return tuple(filter(None, self._text("desk/recent_operators", "").split("\n")))

    def note_operator(self, login: str) -> None:
        """Somebody sits down."""
        others = [name for name in self.recent_operators if name != login]
        self.last_operator = login
        kept = "\n".join([login, *others][:_RECENT])
        self._write("desk/recent_operators", kept)

    @property
    def database(self) -> Path | None:
        """Where this work place keeps its data, if not in the usual folder."""
        kept = self._text("desk/database", "")
        return Path(kept) if kept else None

    @database.setter
    def database(self, path: Path | None) -> None:
        self._write("desk/database", str(path or ""))

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood."""
        stored = self._store.value("desk/geometry")
        return stored if isinstance(stored, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._write("desk/geometry", geometry)

    def recall(self, name: str, default: str = "") -> str:
        """What a part of the window chose last."""
        return self._text(f"choices/{name}", default)

    def remember(self, name: str, choice: str) -> None:
        """Keep what a part of the window chose."""
        self._write(f"choices/{name}", choice)

    def reset(self, *keys: str) -> None:
        """Forget these, so that the defaults hold again."""
        for key in keys:
            self._store.remove(key)
            self.changed.emit(key)

    def _text(self, key: str, default: str) -> str:
        return str(self._store.value(key, default))

    def _number(self, key: str, default: int) -> int:
        text = self._text(key, str(int(default)))
        return int(text) if text.isascii() and text.isdigit() else int(default)

    def _write(self, key: str, value: object) -> None:
        if str(self._store.value(key)) != str(value):  # a file holds texts
            self._store.setValue(key, value)
            self.changed.emit(key)
