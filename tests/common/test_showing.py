"""Names are shown so that nobody obeys them, and nothing of them is lost."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.common.showing import harmless
from carbon_points.common.showing import on_one_line
from tests.hostile.names import NAMES


@given(st.text())
def test_a_document_in_json_keeps_its_meaning(text: str) -> None:
    shown = harmless(json.dumps({"name": text}, ensure_ascii=False))

    assert json.loads(shown) == {"name": text}


@given(st.text())
def test_nothing_that_is_shown_is_an_order_to_the_terminal(text: str) -> None:
    kinds = {unicodedata.category(c) for c in harmless(text) if c not in "\n\t"}

    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    "name", ["张三", "阿·布都·热西提", "𠮷𬎆", "ﷺ", "👨‍👩‍👧", "a\tb\nc"]
)
def test_a_name_that_people_bear_is_shown_as_it_is(name: str) -> None:
    assert harmless(name) == name


@pytest.mark.parametrize("name", NAMES)
def test_what_is_hidden_in_a_name_is_spelled_out_on_one_line(name: str) -> None:
    shown = on_one_line(NAMES[name])

    assert shown.encode() or not NAMES[name].strip()
    assert len(shown.splitlines()) <= 1
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_accents_stay_until_they_cover_other_lines() -> None:
    assert harmless("Ệ\u0323\u0302") == "Ệ\u0323\u0302"
    assert harmless("Z" + "\u0301" * 6) == "Z" + "\u0301" * 4 + "\\u0301" * 2


def test_an_escape_is_spelled_out() -> None:
    assert harmless("\x1b[31m红\x1b[0m\u202e") == "\\u001b[31m红\\u001b[0m\\u202e"
