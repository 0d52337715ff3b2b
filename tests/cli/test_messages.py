"""Every code that can reach a person has a Chinese and an English sentence."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from carbon_points.common.problems import UserError
from carbon_points.exchange.sentences import error_sentence
from carbon_points.exchange.sentences import filled
from carbon_points.exchange.sentences import known_codes

CODE_FOLDER = Path(__file__).parents[2] / "carbon_points"
RAISED = re.compile(
    r"\b(?:UserError|RefusedError|NotAllowedError|DatabaseUnusableError)\("
    r"\s*(?:code=)?\"([A-Z][A-Z_0-9]+)\""
)
CODES = sorted(
    {
        code
        for path in CODE_FOLDER.rglob("*.py")
        for code in RAISED.findall(path.read_text("utf-8"))
    }
)
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_the_codes_are_found() -> None:
    assert len(CODES) > 50
    assert {"DB_LOCKED", "ALREADY_DONE", "ROLE"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_code_has_a_sentence_in_both_languages(code: str) -> None:
    chinese = error_sentence(UserError(code), "zh")
    english = error_sentence(UserError(code), "en")

    assert HAN.search(chinese)
    assert not HAN.search(english)
    assert code not in chinese + english
    assert not re.search(r"[{}\[\]]", chinese + english)


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({}, "Not found; look."),
        ({"path": "a.db"}, "Not found at a.db; look."),
    ],
)
def test_a_bracket_with_an_unknown_name_is_left_out(
    details: dict[str, str], said: str
) -> None:
    assert filled("Not found[ at {path}]; look.", details) == said


def test_no_sentence_is_kept_for_a_code_that_nobody_says() -> None:
    source = "".join(path.read_text("utf-8") for path in CODE_FOLDER.rglob("*.py"))

    assert [code for code in sorted(known_codes()) if f'"{code}"' not in source] == []


@pytest.mark.parametrize(
    "code", ["OUT_UNWRITABLE", "FILE_UNREADABLE", "BACKUP_PLACE_WRONG"]
)
def test_what_the_system_says_is_said_in_the_language_of_the_sentence(
    code: str,
) -> None:
    why = os.strerror(errno.EACCES)
    error = UserError(code, file="x", place="x", why=why, reason=why)

    assert "没有权限" in error_sentence(error, "zh")
    assert why not in error_sentence(error, "zh")
    assert why in error_sentence(error, "en")
