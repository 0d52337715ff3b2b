"""A change is looked at before anybody decides on it, and nothing is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.audit.rehearsing import rehearse
from carbon_points.certificates.queries import covering
from carbon_points.certificates.service import issue
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.crediting import rehearsal
from carbon_points.crediting.explain import explain
from carbon_points.methodology.contract import Calculation
from carbon_points.rulebook.changes import Change
from carbon_points.rulebook.changes import changed_set
from carbon_points.rulebook.service import current
from tests.deeds import YEAR
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.audit.rehearsing import Effect
    from carbon_points.storage.engine import Database

GRID = Change("grid.avg.CN-SD", "0.6191", dt.date(2024, 12, 20), of_factor=True)
RIDES = Change("cycling.baseline", "50", dt.date(2026, 1, 1), of_factor=True)


def fingerprint(db: Database) -> list[tuple[object, ...]]:
    """What a rehearsal must leave as it is."""
    with db.reading() as session:
        return [
            tuple(session.execute(text(query)).one())
            for query in (
                "SELECT COUNT(*), SUM(reduction_mg), SUM(points) FROM action",
                "SELECT COUNT(*), SUM(amount * id) FROM ledger_posting",
                "SELECT MAX(position), COUNT(*) FROM chain_record",
                "SELECT COUNT(*), SUM(id) FROM factor_set",
            )
        ]


def plainly(db: Database, change: Change) -> dict[int, tuple[int, int]]:
    """Before and after of every live action, each assessed by itself."""
    book = current(db, as_of("auditor"))
    changed = changed_set(book.factor_set, change)
    found: dict[int, tuple[int, int]] = {}
    with db.reading() as session:
        rows = session.execute(
            text("SELECT id, reduction_mg FROM action WHERE state <= 3")
        ).all()
        for number, before in rows:
            one = explain(session, book, number)
            register = changed.register(one.methodology.id)
            answer = one.version.assess(one.inputs, one.context, register)
            after = answer.reduction if isinstance(answer, Calculation) else 0
            found[number] = (before, int(after))
    return found


def agrees(done: Effect, plain: dict[int, tuple[int, int]]) -> bool:
    differing = {n: pair for n, pair in plain.items() if pair[0] != pair[1]}
    return (
        {d.action_id: (d.before_mg, d.after_mg) for d in done.differences} == differing
        and done.before_mg == sum(before for before, _ in plain.values())
        and done.after_mg == sum(after for _, after in plain.values())
    )


@pytest.mark.parametrize("change", [GRID, RIDES])
def test_the_sum_of_the_differences_is_the_difference_of_the_sums(
    approved: Database, change: Change
) -> None:
    before = fingerprint(approved)

    done = rehearse(approved, as_of("auditor"), change)

    assert agrees(done, plainly(approved, change))
    assert len(done.differences) > 10
    assert sum(d.difference_mg for d in done.differences) == (
        done.after_mg - done.before_mg
    )
    assert sum(m.difference_mg for m in done.months) == done.after_mg - done.before_mg
    assert sum(m.records for m in done.months) == len(done.differences)
    assert fingerprint(approved) == before


def test_a_lower_grid_factor_takes_from_solar_and_gives_to_heat_pumps(
    approved: Database,
) -> None:
    lower = rehearse(approved, as_of("auditor"), GRID)
    same = rehearse(
        approved, as_of("auditor"), replace(GRID, start=dt.date(2025, 12, 31))
    )

    versions = current(approved, as_of("auditor")).versions
    signs: dict[str, set[bool]] = {}
    for each in lower.differences:
        methodology, _ = versions[each.version_id]
        signs.setdefault(methodology.id, set()).add(each.difference_mg > 0)
    assert signs["rooftop_pv"] == {False}
    assert signs["heat_pump"] == {True}
    assert same.differences == ()
    assert (same.points, same.before_mg) == (0, same.after_mg)


def test_a_value_holds_from_its_day_until_the_next_row_begins() -> None:
    from carbon_points.methodology.register import shipped  # noqa: PLC0415
    from carbon_points.methodology.registry import discover  # noqa: PLC0415

    factors = shipped(discover())
    change = replace(GRID, value="0.5", start=dt.date(2025, 3, 1))

    register = changed_set(factors, change).register("rooftop_pv")

    def on(day: dt.date) -> str:
        return register.at("grid.avg.CN-SD", day).value

    assert on(dt.date(2025, 2, 28)) == "0.6410"
    assert on(dt.date(2025, 3, 1)) == on(dt.date(2025, 12, 30)) == "0.5"
    assert on(dt.date(2025, 12, 31)) == "0.6191"


def test_points_are_what_a_correction_would_book(busy: Database) -> None:
    done = rehearse(busy, as_of("auditor"), RIDES)

    gains: dict[int, int] = {}
    for each in done.approved:
        gains[each.participant_id] = (
            gains.get(each.participant_id, 0) + each.difference_mg
        )
    with busy.reading() as session:
        rows = session.execute(
            text(
                "SELECT participant_id, remainder_mg FROM credit_remainder"
                " WHERE points_group = 'event'"
            )
        ).all()
    rest = {row.participant_id: row.remainder_mg for row in rows}
    assert done.points == sum((rest[p] + mg) // 1000 for p, mg in gains.items())
    assert done.points > 0


def test_certificates_that_would_differ_are_named(
    busy: Database, tmp_path: Path
) -> None:
    issued = issue(busy, as_of("worker"), None, YEAR, tmp_path / "papers")
    done = rehearse(busy, as_of("auditor"), RIDES)

    with busy.reading() as session:
        acts = [(each.participant_id, each.day) for each in done.approved]
        named = covering(session, acts)
        none = covering(session, [(person, day - 4000) for person, day in acts])

    riders = {each.participant_id for each in done.approved}
    assert set(named) == {p.serial for p in issued if p.participant_id in riders}
    assert named
    assert none == []


def test_the_same_version_changes_nothing_and_another_one_is_assessed(
    busy: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = Change("cycling", "1.0", dt.date(2026, 1, 1), of_factor=False)
    same = rehearse(busy, as_of("auditor"), change)
    version = current(busy, as_of("auditor")).methodology("cycling").current

    def double(inputs: object, context: object, register: object) -> object:
        answer = version.assess(inputs, context, register)  # type: ignore[arg-type]
        if not isinstance(answer, Calculation):
            return answer
        return replace(answer, reduction=answer.reduction * 2)  # type: ignore[arg-type]

    other = replace(version, version="2.0", assess=double)  # type: ignore[arg-type]
    monkeypatch.setattr(rehearsal, "_version", lambda _book, _change: other)
    doubled = rehearse(busy, as_of("auditor"), change)
    late = rehearse(busy, as_of("auditor"), replace(change, start=dt.date(2026, 6, 1)))

    assert same.differences == ()
    assert doubled.differences
    assert all(d.after_mg == 2 * d.before_mg for d in doubled.differences)
    assert late.differences == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (replace(GRID, name="grid.moon"), "FACTOR_UNKNOWN"),
        (replace(GRID, value="about half"), "FACTOR_VALUE"),
        (replace(GRID, of_factor=False, name="cycling"), "VERSION_UNKNOWN"),
        (replace(GRID, of_factor=False, name="flying"), "METHODOLOGY_UNKNOWN"),
    ],
)
def test_what_cannot_be_rehearsed_is_said(
    busy: Database, change: Change, code: str
) -> None:
    with pytest.raises(UserError, match=code):
        rehearse(busy, as_of("auditor"), change)


def test_only_an_auditor_rehearses(busy: Database) -> None:
    with pytest.raises(NotAllowedError, match="ROLE"):
        rehearse(busy, as_of("worker"), GRID)
