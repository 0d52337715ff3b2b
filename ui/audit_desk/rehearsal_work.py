"""What rehearsals and changes ask of the core; run in the lanes, without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbon_points.audit import change_list
from carbon_points.audit import changing
from carbon_points.audit import rehearsing
from carbon_points.audit.changing import ChangeForm
from carbon_points.certificates.queries import covering
from carbon_points.crediting.explain import explain
from carbon_points.evidence.service import read
from carbon_points.methodology.texts import texts_of
from carbon_points.rulebook.service import current
from carbon_points.security.acts import permitted
from carbon_points.security.service import operators
from carbon_points.security.taking import taken_along
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from carbon_points.audit.change_list import ChangeEntry
    from carbon_points.audit.change_list import ChangeLine
    from carbon_points.audit.changing import Confirmed
    from carbon_points.audit.rehearsing import Effect
    from carbon_points.common.progress import Progress
    from carbon_points.crediting.explain import Explained
    from carbon_points.methodology.register import FactorSet
    from carbon_points.rulebook.changes import Change
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class FactorChoice:
    """One factor that somebody's calculation uses."""

    id: str
    name_zh: str
    name_en: str
    unit: str
    owned: bool
    """Whether one methodology alone uses it; the shared ones are listed first."""


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """One installed version of a methodology."""

    methodology: str
    version: str
    name_zh: str
    name_en: str
    current: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be rehearsed, and the changes so far."""

    factors: tuple[FactorChoice, ...]
    versions: tuple[VersionChoice, ...]
    factor_set: FactorSet
    methodology_of: Mapping[int, str]
    names: Mapping[str, tuple[str, str]]
    """Names of methodologies, Chinese and English."""

    changes: tuple[ChangeEntry, ...]
    people: Mapping[str, str]
    """Names of the operators by login."""

    read_only: bool

    def value_on(self, factor: str, day: dt.date) -> str:
        """The exact text in force on a day; empty if there is none."""
        for row in self.factor_set.rows(factor):
            if row.valid_from <= day and (row.valid_to is None or day < row.valid_to):
                return row.value
        return ""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A rehearsal with the certificates that would differ."""

    effect: Effect
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """One change with its difference list."""

    entry: ChangeEntry
    lines: tuple[ChangeLine, ...]


def choices(db: Database, caller: Caller) -> Choices:
    """What can be rehearsed, and every change."""
    book = current(db, caller)
    entries = change_list.changes(db, caller)
    with db.reading() as session:
        people = {each.name: each.display_name for each in operators(session)}
    used = {
        row.id: FactorChoice(
            row.id, row.name_zh, row.name_en, row.unit, bool(row.owner)
        )
        for methodology in book.catalogue
        for row in book.factor_set.factors_of(methodology)
    }
    names = {
        key: (texts_of(each, "zh").name, texts_of(each, "en").name)
        for key, each in book.catalogue.items()
    }
    versions = tuple(
        VersionChoice(key, version.version, *names[key], version is each.current)
        for key, each in book.catalogue.items()
        for version in each.versions
    )
    return Choices(
        tuple(sorted(used.values(), key=lambda each: (each.owned, each.id))),
        versions,
        book.factor_set,
        {number: each.id for number, (each, _) in book.versions.items()},
        names,
        entries,
        people,
        bool(db.read_only),
    )


def rehearse(
    db: Database, caller: Caller, change: Change, progress: Progress
) -> Rehearsed:
    """What a change would do; nothing is written."""
    effect = rehearsing.rehearse(db, caller, change, progress)
    with db.reading() as session:
        acts = [(each.participant_id, each.day) for each in effect.approved]
        papers = tuple(covering(session, acts))
    return Rehearsed(effect, papers)


def propose(
    db: Database, caller: Caller, done: Rehearsed, document: str, file: Path | None
) -> int:
    """Lay a rehearsal before another auditor."""
    form = ChangeForm(document, file, done.papers)
    return changing.propose(db, caller, done.effect, form)


def confirm(
    db: Database, caller: Caller, change_id: int, progress: Progress
) -> Confirmed:
    """Put a change in force and correct what it changes."""
    return changing.confirm(db, caller, change_id, progress)


def drop(db: Database, caller: Caller, change_id: int, reason: str) -> None:
    """Take a proposal back."""
    changing.drop(db, caller, change_id, reason)


def opened(db: Database, caller: Caller, change_id: int) -> Opened:
    """One change with all of its lines."""
    return Opened(*change_list.change_entry(db, caller, change_id, most=1_000_000))


def save_workbook(db: Database, caller: Caller, evidence_id: int, path: Path) -> Path:
    """Write a stored difference list to a place of the person's choice."""
    with db.reading() as session:
        permitted(session, "audit change", caller)
    with taken_along(db, caller, path):
        write_whole(path, read(db, evidence_id))
    return path


def export(db: Database, caller: Caller, done: Rehearsed, path: Path) -> Path:
    """Write the difference list of a rehearsal that is looked at, and note it."""
    from carbon_points.audit.sheets import write_differences  # noqa: PLC0415

    with taken_along(db, caller, path):
        write_differences(done.effect, done.papers, path)
    return path


def explained(db: Database, caller: Caller, action_id: int) -> Explained:
    """Why an action is what it is."""
    book = current(db, caller)
    with db.reading() as session:
        permitted(session, "explain", caller)
        return explain(session, book, action_id)
