"""Chinese by default, English by choice, changed without a restart."""

from __future__ import annotations

from importlib.resources import files
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import QLibraryInfo
from PySide6.QtCore import QLocale
from PySide6.QtCore import QTranslator

if TYPE_CHECKING:
    from collections.abc import Iterable

ZH: Final = "zh"
EN: Final = "en"
LANGUAGES: Final = ((ZH, "中文"), (EN, "English"))
"""Each in its own words."""

_installed: list[QTranslator] = []
_chosen: list[str] = [ZH]


def tr_later(_context: str, text: str) -> str:
    """Mark a text of a table for translation; `translated` is called when it shows."""
    return text


def translated(context: str, text: str, count: int = -1) -> str:
    """A marked text in the language in force; `count` fills ``%n``."""
    return QCoreApplication.translate(context, text, "", count)


def use(language: str) -> None:
    """Switch; every window gets a ``LanguageChange`` event.

    Without translators a text stands as it is written, in Chinese; Qt's own words
    come from its own catalogue.
    """
    _chosen[:] = [language]
    while _installed:
        QCoreApplication.removeTranslator(_installed.pop())
    if language == EN:
        _install(str(files("resources") / "i18n" / "carbon_en.qm"))
        QLocale.setDefault(QLocale(QLocale.Language.English))
    else:
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        _install(f"{folder}/qtbase_zh_CN.qm")
        QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))


def in_force() -> str:
    """The language that windows speak now."""
    return _chosen[0]


def listed(words: Iterable[str]) -> str:
    """``甲、乙`` or ``one, two``."""
    return ("、" if in_force() == ZH else ", ").join(words)


def with_note(text: str, note: str) -> str:
    """``里程（千米）`` or ``Distance (km)``."""
    return f"{text}（{note}）" if in_force() == ZH else f"{text} ({note})"


def _install(path: str) -> None:
    catalogue = QTranslator()
    if catalogue.load(path):
        QCoreApplication.installTranslator(catalogue)
        _installed.append(catalogue)
