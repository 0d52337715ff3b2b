"""The journal: who did, saw or exported what, when and why, newest first.

Two tables make one list. The operation log holds the looks, the exports and the
reasons; the chain holds every act that changed something, with the second person who
signed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.common.strict_yaml import load
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.security.chain import Caller

RIGHT: Final = "users log"
_BLOCK: Final = 1_000
_LIKE_ESCAPE: Final = str.maketrans({"%": "\\%", "_": "\\_", "\\": "\\\\"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are asked for; what is empty leaves nothing out."""

    group: str = ""
    """``in``, ``seen``, ``out``, ``people``, ``done`` or ``upkeep``."""

    operator: str = ""
    since: int = 0
    """True time, seconds since 1970-01-01 UTC."""

    until: int = 0
    """The first moment after."""

    words: str = ""
    """Found in the subject, the reason, the person's name or the act's."""


@dataclass(frozen=True, slots=True)
class Line:
    """One act of one person."""

    at: int
    operator: str
    second: str
    act: str
    subject: str
    reason: str
    position: int
    """The act's record in the chain; 0 for one that changed nothing."""


@dataclass(frozen=True, slots=True)
class Act:
    """What an act is called."""

    group: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, and how many there are."""

    lines: tuple[Line, ...]
    total: int


_BOTH: Final = """
SELECT at, operator, '' AS second, act, subject, reason, 0 AS position, id AS number
FROM operation_log
UNION ALL
SELECT at, operator, second_operator, kind, '', '', position, position FROM chain_record
"""


def page(
    session: Session, caller: Caller, wanted: Wanted, start: int = 0, count: int = 50
) -> Page:
    """Some lines of the journal, newest first.

    Raises:
        NotAllowedError: ROLE.
    """
    permitted(session, RIGHT, caller)
    limits = start, count
    return Page(tuple(_lines(session, wanted, limits)), _total(session, wanted))


def every_line(session: Session, caller: Caller, wanted: Wanted) -> Iterator[Line]:
    """The same, all of them in one go: each page sorts the whole journal anew.

    Raises:
        NotAllowedError: ROLE.
    """
    permitted(session, RIGHT, caller)
    return _lines(session, wanted)


def everybody(session: Session) -> tuple[str, ...]:
    """The names that stand in the journal."""
    query = f"SELECT DISTINCT operator FROM ({_BOTH}) ORDER BY operator"  # noqa: S608  (a text of our own)
    return tuple(session.scalars(text(query)))


def _lines(
    session: Session, wanted: Wanted, limits: tuple[int, int] = (0, -1)
) -> Iterator[Line]:
    """Lines from a place on, so many of them; -1 for all."""
    where, values = _where(wanted)
    values["start"], values["count"] = limits
    query = (
        "SELECT at, operator, second, act, subject, reason, position"  # noqa: S608  (texts of our own)
        f" FROM ({_BOTH}) WHERE {where}"
        " ORDER BY at DESC, position DESC, number DESC LIMIT :count OFFSET :start"
    )
    in_blocks = {"yield_per": _BLOCK}
    rows = session.execute(text(query), values, execution_options=in_blocks)
    return (Line(*row) for row in rows)


def _total(session: Session, wanted: Wanted) -> int:
    where, values = _where(wanted)
    query = f"SELECT COUNT(*) FROM ({_BOTH}) WHERE {where}"  # noqa: S608  (texts of our own)
    return session.scalar(text(query), values) or 0


def _where(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """The condition with its values; words come in as values only."""
    parts, values = ["1 = 1"], dict[str, Any]()
    if wanted.group:
        parts.append(_among(wanted.group, values))
    for name, test in (
        ("operator", "operator = :operator"),
        ("since", "at >= :since"),
        ("until", "at < :until"),
    ):
        if value := getattr(wanted, name):
            parts.append(test)
            values[name] = value
    if wanted.words:
        values["words"] = f"%{wanted.words.translate(_LIKE_ESCAPE)}%"
        columns = ("subject", "reason", "operator", "second")
        found = [f"{name} LIKE :words ESCAPE '\\'" for name in columns]
        found += [_named(wanted.words, values)]
        parts.append(f"({' OR '.join(found)})")
    return " AND ".join(parts), values


def _among(group: str, values: dict[str, Any]) -> str:
    """The acts of a group; one that has no words yet counts as done."""
    known = [code for code, act in acts().items() if act.group == group]
    others = [code for code, act in acts().items() if act.group != group]
    if group == "done":
        return f"act NOT IN ({_marks('g', others, values)})"
    return f"act IN ({_marks('g', known, values)})"


def _named(words: str, values: dict[str, Any]) -> str:
    low = words.lower()
    codes = [c for c, a in acts().items() if low in a.zh or low in a.en.lower()]
    return f"act IN ({_marks('n', codes, values)})"


def _marks(prefix: str, codes: Sequence[str], values: dict[str, Any]) -> str:
    names = [f"{prefix}{number}" for number in range(len(codes))]
    values.update(zip(names, codes, strict=True))
    return ", ".join(f":{name}" for name in names)


@cache
def acts() -> dict[str, Act]:
    """What every act is called, by its code."""
    return {
        code: Act(row["group"], row["zh"], row["en"])
        for code, row in _texts()["acts"].items()
    }


@cache
def groups() -> dict[str, tuple[str, str]]:
    """What the groups are called in Chinese and English, in their order."""
    return {code: (row["zh"], row["en"]) for code, row in _texts()["groups"].items()}


def act_words(code: str, *, english: bool) -> str:
    """What an act is called; one without words shows its code."""
    act = acts().get(code)
    if act is None:
        return code
    return act.en if english else act.zh


@cache
def _texts() -> dict[str, dict[str, dict[str, str]]]:
    text_ = files("resources").joinpath("journal.yaml").read_text("utf-8")
    document: dict[str, dict[str, dict[str, str]]] = load(text_)
    return document
