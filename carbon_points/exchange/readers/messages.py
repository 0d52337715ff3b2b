"""Problems and errors as sentences for people; identity numbers stay masked."""

from __future__ import annotations

import functools
import importlib.resources
import re
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import yaml

from carbon_points.exchange.readers.vocabulary import vocabulary
from carbon_points.exchange.system_words import in_chinese
from carbon_points.participants.rules import masked_id
from carbon_points.participants.rules import masked_phone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.common.problems import Problem
    from carbon_points.common.problems import UserError

_IDENTITY_CODES: Final = re.compile(
    r"ID_.*|USCC_.*|DUPLICATE_(?:ID|USCC)|UNKNOWN_(?:PERSON|OWNER)"
)
_IDENTITY: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9]{14,17}[0-9Xx]|[0-9A-Za-z]{2}[0-9]{6}[0-9A-Za-z]{10})"
    r"(?![0-9A-Za-z])"
)
_PHONE: Final = re.compile(r"(?<![0-9])1[0-9]{10}(?![0-9])")
_SENTENCES: Final = {
    "zh": ("第 {row} 行“{column}”：{says}；{do}。", "第 {row} 行：{says}；{do}。"),
    "en": ("Row {row}, “{column}”: {says}; {do}.", "Row {row}: {says}; {do}."),
}
_ENDS: Final = {"zh": "。", "en": ". "}


class _Details(dict[str, str]):
    """Leaves nothing where a sentence names what nobody told."""

    def __missing__(self, key: str) -> str:
        return ""


def message(problem: Problem, language: str = "zh") -> str:
    """One sentence: which row and field, what is wrong, what to do."""
    with_column, without = _SENTENCES[_known(language)]
    sentence = with_column if problem.column else without
    return sentence.format(
        row=problem.row,
        column=_label(problem.column, language),
        says=says(problem, language),
        do=advice(problem, language),
    )


def says(problem: Problem, language: str = "zh") -> str:
    """What is wrong, without row and remedy."""
    return _filled(problem, _known(language))


def advice(problem: Problem, language: str = "zh") -> str:
    """What the clerk should do about it."""
    return _filled(problem, "do_" + _known(language))


def error_message(error: UserError, language: str = "zh") -> str:
    """What is wrong with a file and what to do, in one or two sentences."""
    language = _known(language)
    text = _texts()["errors"].get(error.code)
    if text is None:
        return str(error)
    said = in_chinese(error.details) if language == "zh" else error.details
    details = _Details({k: masked(v) for k, v in said.items()})
    for name in ("kind", "found"):
        kind = vocabulary().kinds.get(details[name])
        if kind is not None:
            details[name] = kind.zh if language == "zh" else kind.en
    first, second = (
        text[key].format_map(details) for key in (language, "do_" + language)
    )
    end = _ENDS[language]
    return f"{_capital(first)}{end}{_capital(second)}{end}".strip()


def masked(text: str) -> str:
    """A text in which identity and telephone numbers are masked."""
    text = _IDENTITY.sub(lambda found: masked_id(found[0]), text)
    return _PHONE.sub(lambda found: masked_phone(found[0]), text)


def _label(column: str, language: str) -> str:
    """A heading as it is; the name of a field where a later check gave that."""
    known = vocabulary()
    for kind in known.kinds.values():
        if column in kind.fields:
            concept = known.concepts[kind.fields[column]]
            return concept.en if _known(language) == "en" else concept.zh
    return masked(column)


def _filled(problem: Problem, part: str) -> str:
    text = _texts()["problems"].get(problem.code)
    if text is None:
        return problem.code
    sensitive = _IDENTITY_CODES.fullmatch(problem.code) is not None
    value = masked_id(problem.value) if sensitive else masked(problem.value)
    if problem.code == "PHONE_LENGTH":
        value = masked_phone(problem.value)
    details = {name: masked(detail) for name, detail in problem.details.items()}
    filled: str = text[part].format_map(_Details(details, value=value))
    return filled


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _known(language: str) -> str:
    return "en" if language.startswith("en") else "zh"


@functools.cache
def _texts() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    package = importlib.resources.files("carbon_points.exchange")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    text = package.joinpath("texts.yaml").read_text("utf-8")
    texts: dict[str, Any] = yaml.load(text, loader)  # noqa: S506  (builds text only)
    return texts
