"""One sentence for each error code, in Chinese or English."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from carbon_points.exchange.system_words import in_chinese
from carbon_points.methodology.factors import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.common.problems import Problem
    from carbon_points.common.problems import UserError
    from carbon_points.methodology.texts import Texts

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_NAME = re.compile(r"\{(\w+)\}")
_LONGEST = 300


@cache
def _messages() -> Mapping[str, Mapping[str, str]]:
    text = files("resources").joinpath("messages.yaml").read_text("utf-8")
    messages: Mapping[str, Mapping[str, str]] = read_yaml(text)["messages"]
    return messages


@cache
def _of_rooms() -> Mapping[str, Mapping[str, str]]:
    """The sentences that lower rooms keep beside their rules."""
    from carbon_points.audit import texts as audit  # noqa: PLC0415
    from carbon_points.evidence import texts as evidence  # noqa: PLC0415
    from carbon_points.participants import texts as participants  # noqa: PLC0415
    from carbon_points.pool import texts as pool  # noqa: PLC0415

    rooms = (audit, evidence, participants, pool)
    known = {code: said for room in rooms for code, said in room.TEXTS.items()}
    return {code: {"zh": zh, "en": en} for code, (zh, en) in known.items()}


def known_codes() -> frozenset[str]:
    """The codes that have a sentence of their own here."""
    return frozenset(_messages())


def error_sentence(error: UserError, language: str = "zh") -> str:
    """What an error says to the person who can mend it."""
    methodology = error.details.get("methodology")
    if methodology:
        return _methodology_sentence(methodology, error.code, error.details, language)
    wording = _messages().get(error.code) or _of_rooms().get(error.code)
    if wording is not None:
        told = error.details if language == "en" else in_chinese(error.details)
        return filled(wording[language], told)
    from carbon_points.exchange.readers import error_message  # noqa: PLC0415

    return error_message(error, language)


def problem_sentence(problem: Problem, language: str = "zh") -> str:
    """What is wrong with a row, with the remedy."""
    from carbon_points.exchange.readers import message  # noqa: PLC0415

    methodology = problem.details.get("methodology")
    if not methodology:
        return message(problem, language)
    said = _methodology_sentence(methodology, problem.code, problem.details, language)
    row = f"第 {problem.row} 行：" if language == "zh" else f"Row {problem.row}: "
    return row + said


def _methodology_sentence(
    methodology: str, code: str, details: Mapping[str, str], language: str
) -> str:
    texts = _methodology_texts(methodology, language)
    return code if texts is None else texts.error(code, details)


@cache
def _methodology_texts(methodology: str, language: str) -> Texts | None:
    """The words of a methodology; looked for once, not once a row."""
    from carbon_points.methodology.registry import discover  # noqa: PLC0415
    from carbon_points.methodology.texts import texts_of  # noqa: PLC0415

    found = discover().get(methodology)
    return None if found is None else texts_of(found, language)


def filled(wording: str, details: Mapping[str, str]) -> str:
    """A wording with its names filled in; brackets with unknown names are left out."""

    def bracket(match: re.Match[str]) -> str:
        names = _NAME.findall(match[1])
        return match[1] if all(details.get(name) for name in names) else ""

    text = _OPTIONAL.sub(bracket, wording)
    return _NAME.sub(lambda match: _short(str(details.get(match[1], ""))), text)


def _short(value: str) -> str:
    """What a file holds may be a megabyte; a sentence names its beginning."""
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
