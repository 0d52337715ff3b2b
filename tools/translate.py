"""Bring the English of the windows up to date: ``make i18n``.

Texts stand in the code in Chinese. Their English stands in the YAML files of
``resources/i18n/en``, one a room, each line ``中文: English``; a text with a number has
a list of two, for one and for many, and ``Class|中文`` wins where one class needs
another word. This tool collects the texts, fills in the English, writes
``carbon_en.ts`` and ``carbon_en.qm``, and names what has no English yet and what no
window says any more.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
TS = FOLDER / "carbon_en.ts"
QM = FOLDER / "carbon_en.qm"
_NUMBER = re.compile(r"%L?n")
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'


class DoubleEntryError(Exception):
    """The same text has two English versions."""


def english(folder: Path = FOLDER / "en") -> dict[str, str | list[str]]:
    """Every entry of the word lists.

    Raises:
        DoubleEntryError: if two lists say different things about one text.
    """
    found: dict[str, str | list[str]] = {}
    for file in sorted(folder.glob("*.yaml")):
        entries: Mapping[str, str | list[str]]
        entries = yaml.safe_load(file.read_text("utf-8")) or {}
        for text, word in entries.items():
            if found.setdefault(text, word) != word:
                message = f"{file.name}: {text}"
                raise DoubleEntryError(message)
    return found


def collected(folder: Path = ROOT / "ui") -> ET.Element:
    """All texts of the windows in a folder, as lupdate finds them."""
    sources = [str(file) for file in sorted(folder.rglob("*.py"))]
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "all.ts"
        options = ["-ts", str(target), "-locations", "none", "-silent"]
        options += ["-source-language", "zh_CN", "-target-language", "en_US"]
        options += ["-tr-function-alias", "QT_TRANSLATE_NOOP+=tr_later"]
        _call("pyside6-lupdate", *sources, *options)
        root = ET.parse(target).getroot()  # noqa: S314  (our own file)
    for message in root.iter("message"):
        _count(message)
    return root


def fill(root: ET.Element, words: Mapping[str, str | list[str]]) -> set[str]:
    """Write the English into the tree; returns the entries that were used."""
    used: set[str] = set()
    for context in root.iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            text = message.findtext("source", "")
            key = next((k for k in (f"{name}|{text}", text) if k in words), "")
            if key:
                used.add(key)
                _translate(message, words[key])
    return used


def texts(root: ET.Element) -> set[str]:
    """``Class|text`` of every text."""
    return {
        f"{context.findtext('name')}|{message.findtext('source')}"
        for context in root.iter("context")
        for message in context.iter("message")
    }


def unfinished(root: ET.Element) -> list[str]:
    """``Class|text`` of every text without English."""
    return [
        f"{context.findtext('name')}|{message.findtext('source')}"
        for context in root.iter("context")
        for message in context.iter("message")
        if message.find("translation[@type='unfinished']") is not None
    ]


def _count(message: ET.Element) -> None:
    """Give a text with a number its plural; lupdate sees that only in `self.tr`."""
    translation = message.find("translation")
    text = message.findtext("source", "")
    if translation is None or message.get("numerus") or not _NUMBER.search(text):
        return
    message.set("numerus", "yes")
    for _ in range(2):
        ET.SubElement(translation, "numerusform")


def _translate(message: ET.Element, word: str | list[str]) -> None:
    translation = message.find("translation")
    if translation is None:
        return
    forms = translation.findall("numerusform")
    if forms:
        both = word if isinstance(word, list) else [word, word]
        for form, text in zip(forms, both, strict=True):
            form.text = text
    else:
        translation.text = word if isinstance(word, str) else word[-1]
    translation.attrib.pop("type", None)


def _call(tool: str, *arguments: str) -> None:
    command = [str(Path(sys.executable).with_name(tool)), *arguments]
    subprocess.run(command, check=True)  # noqa: S603  (Qt's own tools)


def main() -> int:
    """Collect, fill in, write; 1 if something has no English."""
    words = english()
    root = collected()
    used = fill(root, words)
    ET.indent(root, "    ")
    TS.write_text(f"{_HEAD}{ET.tostring(root, 'unicode')}\n", "utf-8")
    _call("pyside6-lrelease", str(TS), "-qm", str(QM), "-silent")
    for key in sorted(set(words) - used):
        sys.stdout.write(f"no window says: {key}\n")
    left = unfinished(root)
    for key in left:
        sys.stdout.write(f"no English: {key}\n")
    sys.stdout.write(f"{TS.name}: {len(left)} without English\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
