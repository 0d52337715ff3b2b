"""Every page has its pictures."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtGui import QImage

from tools.pictures import album
from tools.pictures.look import FIRST
from tools.pictures.look import Look
from tools.pictures.look import LOOKS
from tools.pictures.scene import ABSENT
from tools.pictures.scene import load
from ui.app import PAGES
from ui.shared.settings import Theme

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ui.shared.page import PageSpec

LARGEST = 100_000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.id))
@pytest.mark.parametrize("state", ["filled", "empty"])
def test_each_page_is_drawn_or_says_why_not(page: PageSpec, state: str) -> None:
    scenes = [each for each in load() if each.page == page.id]

    drawn = any(each.state.startswith(state) for each in scenes)
    assert drawn or ABSENT.get((page.id, state))


def test_scenes_have_names_and_words_of_their_own() -> None:
    scenes = load()

    names = [each.name for each in scenes]
    assert len(names) == len(set(names))
    assert all(each.about for each in scenes)


def test_each_language_look_and_size_is_drawn_and_large_text() -> None:
    assert len({look.name for look in LOOKS}) == 2 * 2 * 2 + 1
    assert FIRST in LOOKS


def test_a_scene_is_drawn_in_the_look_that_was_asked_for(
    application: QApplication, tmp_path: Path
) -> None:
    scenes = [each for each in load() if each.name == "settings-filled"]
    dark = Look(language="en", theme=Theme.DARK)
    problems: list[str] = []

    made = album.draw(scenes, [FIRST, dark], tmp_path, problems.append)

    assert not problems
    assert application.styleSheet()
    assert [path.name for path in made] == [
        "settings-filled-zh-light-1366x768.png",
        "settings-filled-en-dark-1366x768.png",
    ]
    light, dark_one = (QImage(str(path)).pixelColor(700, 700) for path in made)
    assert light.lightness() > 200
    assert dark_one.lightness() < 60


def test_the_manual_gets_small_copies(
    application: QApplication, tmp_path: Path
) -> None:
    scenes = [each for each in load() if each.name == "settings-filled"]
    album.draw(scenes, [FIRST], tmp_path / "all")

    [small] = album.for_manual(scenes, tmp_path / "all", tmp_path / "manual")

    assert application.styleSheet()
    assert small.name == "settings-filled.png"
    assert small.stat().st_size < LARGEST
    assert QImage(str(small)).size().toTuple() == FIRST.size


def test_a_scene_that_cannot_be_played_is_told_and_the_others_are_drawn(
    application: QApplication, tmp_path: Path
) -> None:
    [good] = [each for each in load() if each.name == "settings-filled"]
    problems: list[str] = []

    def nothing(_stage: object) -> None:
        message = "no such button"
        raise LookupError(message)

    bad = type(good)("settings", "filled-bad", nothing)
    made = album.draw([bad, good], [FIRST], tmp_path, problems.append)

    assert application.styleSheet()
    assert len(made) == 1
    assert "no such button" in problems[0]


def test_a_picture_with_few_colours_keeps_the_colour_of_its_ground(
    tmp_path: Path,
) -> None:
    source, small = tmp_path / "whole.png", tmp_path / "small.png"
    ground = (243, 246, 244)
    soft = [ground, *((255, 255, 255), (252, 239, 214), (251, 229, 227))]
    whole = Image.new("RGB", (400, 300), ground)
    for at, tint in enumerate(soft):
        whole.paste(tint, (at * 50, 150, at * 50 + 40, 190))
    inks = ((22, 33, 27), (127, 76, 0), (168, 35, 27), (26, 90, 158), (23, 105, 60))
    for (i, ink), step, (row, tint) in product(
        enumerate(inks), range(60), enumerate(soft)
    ):  # the soft edges of letters
        pairs = zip(ink, tint, strict=True)
        edge = tuple(dark + (light - dark) * step // 60 for dark, light in pairs)
        whole.putpixel((i * 60 + step, 10 + row), edge)
    whole.save(source)

    album.reduce(source, small)

    with Image.open(small) as made:
        assert made.convert("RGB").getpixel((390, 290)) == ground
