"""A work place remembers, and forgets what it cannot read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtCore import QSettings

from ui.shared.settings import Settings
from ui.shared.settings import Theme
from ui.shared.tokens import TextSize

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def test_what_is_set_is_there_the_next_day(tmp_path: Path) -> None:
    first = Settings(tmp_path / "desk.ini")
    first.text_size = TextSize.LARGE
    first.theme = Theme.DARK
    first.language = "en"
    first.printer = "HP"
    first.lock_minutes = 10
    first.last_operator = "worker"
    first.geometry = QByteArray(b"12")
    del first

    again = Settings(tmp_path / "desk.ini")

    assert (again.text_size, again.theme, again.language) == (125, "dark", "en")
    assert (again.printer, again.lock_minutes) == ("HP", 10)
    assert (again.last_operator, bytes(again.geometry.data())) == ("worker", b"12")


def test_nonsense_in_the_file_means_the_defaults(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    nonsense = {
        "display/text_size": "7",
        "display/theme": "pink",
        "display/language": "fr",
        "security/lock_minutes": "-3",
        "desk/geometry": "x",
    }
    for key, value in nonsense.items():
        store.setValue(key, value)
    store.sync()

    settings = Settings(tmp_path / "desk.ini")

    assert (settings.text_size, settings.theme) == (TextSize.NORMAL, Theme.LIGHT)
    assert (settings.language, settings.lock_minutes) == ("zh", 5)
    assert settings.geometry.isEmpty()


def test_only_a_change_is_told(qtbot: QtBot, settings: Settings) -> None:
    with qtbot.waitSignal(settings.changed) as changed:
        settings.theme = Theme.DARK

    with qtbot.assertNotEmitted(settings.changed):
        settings.theme = Theme.DARK

    assert changed.args == ["display/theme"]


def test_a_reset_brings_the_default_back(qtbot: QtBot, settings: Settings) -> None:
    settings.lock_minutes = 12

    with qtbot.waitSignal(settings.changed):
        settings.reset("security/lock_minutes")

    assert settings.lock_minutes == 5
