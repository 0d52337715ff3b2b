"""The manual has a chapter for every page, and the guides are made of the chapters."""

from __future__ import annotations

import re

import pytest

from tools import manual
from ui.app import PAGES
from ui.shared import help_text

LANGUAGES = sorted(manual.GUIDES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_says_what_the_help_says(language: str) -> None:
    written = manual.GUIDES[language].read_text("utf-8")

    assert written == manual.guide(language).rstrip("\n") + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_has_a_chapter(language: str) -> None:
    without = [p.id for p in PAGES if not help_text.has_chapter(p.id, language)]

    assert not without


def test_both_languages_have_the_same_chapters_with_as_many_parts() -> None:
    chinese, english = (manual.names(language) for language in ("zh", "en"))

    assert chinese == english
    for name in chinese:
        parts = [help_text.headings(help_text.chapter(name, x)) for x in LANGUAGES]
        assert len(parts[0]) == len(parts[1]), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_of_a_guide_is_there_and_small(language: str) -> None:
    shown = re.findall(r"\]\((pictures/[^)]+)\)", manual.guide(language))

    sizes = {path: (manual.DOCS / path).stat().st_size for path in shown}
    assert shown
    assert all(size < 100_000 for size in sizes.values()), sizes


def test_a_page_without_a_chapter_gets_that_of_the_window() -> None:
    assert help_text.chapter("nowhere", "zh") == help_text.chapter("window", "zh")
