"""Every text of the windows has its English."""

from __future__ import annotations

import shutil
import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication

from tools import translate
from ui.shared import language
from ui.shared.badges import badge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

TS = Path(str(files("resources") / "i18n" / "carbon_en.ts"))


def messages() -> Iterator[ET.Element]:
    return ET.parse(TS).iter("message")  # noqa: S314  (our own file)


def test_nothing_is_unfinished_and_no_plural_is_missing() -> None:
    without = [
        message.findtext("source")
        for message in messages()
        for translation in message.iter("translation")
        if translation.get("type")
        or not all(form.text for form in translation.iter("numerusform"))
        or not (translation.text or len(translation))
    ]

    assert without == []


def test_english_keeps_the_places_for_values() -> None:
    broken = [
        source
        for message in messages()
        if places(source := message.findtext("source", ""))
        != places("".join(message.find("translation").itertext()))  # type: ignore[union-attr]
    ]

    assert broken == []


def places(text: str) -> set[str]:
    return {part.partition("}")[0] for part in text.split("{")[1:]}


def test_the_catalogue_is_up_to_date_with_the_windows() -> None:
    folder = str(Path(sys.executable).parent)
    if shutil.which("pyside6-lupdate", path=folder) is None:
        pytest.skip("lupdate is not installed")

    said = {m.findtext("source") for m in translate.collected().iter("message")}

    assert said == {message.findtext("source") for message in messages()}


def test_words_change_with_the_language(application: QApplication) -> None:
    del application
    before = badge("waiting").text

    language.use(language.EN)
    english = badge("waiting").text
    days = QCoreApplication.translate("dates", "%n 天前", "", 1)
    language.use(language.ZH)

    assert (before, english, days) == ("待审核", "Waiting", "1 day ago")
    assert badge("waiting").text == before
    assert language.in_force() == language.ZH
