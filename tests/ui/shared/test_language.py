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


ROOMS = sorted(
    folder.name for folder in (translate.ROOT / "ui").iterdir() if folder.is_dir()
)


@pytest.mark.parametrize("room", [room for room in ROOMS if not room.startswith("_")])
def test_every_text_of_a_room_has_its_english(room: str) -> None:
    folder = str(Path(sys.executable).parent)
    if shutil.which("pyside6-lupdate", path=folder) is None:
        pytest.skip("lupdate is not installed")
    catalogue = ET.parse(TS).getroot()  # noqa: S314  (our own file)
    finished = translate.texts(catalogue) - set(translate.unfinished(catalogue))

    said = translate.texts(translate.collected(translate.ROOT / "ui" / room))

    assert said - finished == set()


def test_no_plural_is_missing() -> None:
    without = [
        message.findtext("source")
        for message in messages()
        if message.get("numerus") and finished(message)
        if not all(form.text for form in message.iter("numerusform"))
    ]

    assert without == []


def finished(message: ET.Element) -> bool:
    return message.find("translation[@type='unfinished']") is None


def test_english_keeps_the_places_for_values() -> None:
    broken = [
        source
        for message in messages()
        if finished(message)
        and places(source := message.findtext("source", ""))
        != places("".join(message.find("translation").itertext()))  # type: ignore[union-attr]
    ]

    assert broken == []


def places(text: str) -> set[str]:
    return {part.partition("}")[0] for part in text.split("{")[1:]}


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


def test_two_lists_that_disagree_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("取消: Cancel\n", "utf-8")
    (tmp_path / "b.yaml").write_text("取消: Stop\n", "utf-8")

    with pytest.raises(translate.DoubleEntryError, match="取消"):
        translate.english(tmp_path)


def test_a_class_may_have_a_word_of_its_own() -> None:
    root = ET.fromstring(  # noqa: S314  (our own text)
        "<TS><context><name>Top</name><message><source>只读</source>"
        "<translation type='unfinished'/></message></context></TS>"
    )

    used = translate.fill(root, {"只读": "Viewer", "Top|只读": "Read-only"})

    assert used == {"Top|只读"}
    assert root.findtext(".//translation") == "Read-only"
    assert translate.unfinished(root) == []
