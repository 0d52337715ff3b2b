"""A change is rehearsed, proposed by one auditor, confirmed by another, and booked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.audit.changing import ChangeForm
from carbon_points.audit.changing import confirm
from carbon_points.audit.changing import drop
from carbon_points.audit.changing import propose
from carbon_points.audit.deciding import decide
from carbon_points.audit.rehearsing import rehearse
from carbon_points.audit.service import approve
from carbon_points.audit.service import reverse_actions
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.crediting.explain import explain
from carbon_points.integrity.closing import close_month
from carbon_points.integrity.service import verify
from carbon_points.methodology.contract import Calculation
from carbon_points.pool.disposing import dispose
from carbon_points.rulebook.changes import Change
from carbon_points.rulebook.service import current
from carbon_points.security.people import set_password
from tests.deeds import Meter
from tests.deeds import meters_file
from tests.deeds import take
from tests.districts import as_of
from tests.pool.bureau import disposal
from tests.pool.bureau import OVER
from tests.pool.bureau import registered

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database

GRID = Change("grid.avg.CN-SD", "0.6191", dt.date(2024, 12, 20), of_factor=True)
RIDES = Change("cycling.baseline", "50", dt.date(2026, 1, 1), of_factor=True)
FORM = ChangeForm("鲁环函〔2026〕1号")


def proposed(db: Database, change: Change) -> int:
    effect = rehearse(db, as_of("auditor"), change)
    return propose(db, as_of("auditor"), effect, FORM)


def rows(db: Database, query: str, **binds: object) -> list[Any]:
    with db.reading() as session:
        return list(session.execute(text(query), binds).all())


def one(db: Database, query: str, **binds: object) -> Any:
    return rows(db, query, **binds)[0][0]


def figures(db: Database) -> dict[str, int]:
    """Live sums as the records, the statistics and the ledger say them."""
    return {
        "records": one(db, "SELECT SUM(reduction_mg) FROM action WHERE state <= 3"),
        "approved": one(db, "SELECT SUM(reduction_mg) FROM action WHERE state = 3"),
        "cells": one(db, "SELECT SUM(reduction_mg) FROM stat_cell WHERE state = 2"),
        "ledger": -one(
            db,
            "SELECT SUM(p.amount) FROM ledger_posting p JOIN ledger_account a"
            " ON a.id = p.account_id WHERE a.kind = 'issue' AND p.commodity = 2",
        ),
        "points": one(
            db,
            "SELECT SUM(p.amount) FROM ledger_posting p JOIN ledger_account a"
            " ON a.id = p.account_id WHERE a.kind = 'participant'",
        ),
        "stated": one(db, "SELECT SUM(points) FROM stat_cell WHERE state = 2"),
        "people": one(db, "SELECT SUM(people) FROM stat_people"),
        "actions": one(db, "SELECT SUM(actions) FROM stat_cell"),
    }


def wrong(db: Database) -> list[str]:
    """Every check that fails, everything computed anew."""
    found = verify(db, as_of("auditor"), recalculate=True)
    return [f"{c.name}: {c.problem.en}" for c in found.checks if c.problem]


def test_the_grid_factor_is_changed_and_every_sum_agrees_afterwards(
    approved: Database,
) -> None:
    effect = rehearse(approved, as_of("auditor"), GRID)
    before = figures(approved)
    number = propose(approved, as_of("auditor"), effect, FORM)
    between = figures(approved)

    done = confirm(approved, as_of("auditor2"), number)

    after = figures(approved)
    difference = effect.after_mg - effect.before_mg
    assert between == before
    assert done.corrected == len(effect.differences) > 10
    assert done.after_mg - done.before_mg == difference
    for name in ("records", "approved", "cells", "ledger"):
        assert after[name] - before[name] == difference, name
    assert done.points == effect.points == after["points"] - before["points"]
    assert done.points == one(approved, "SELECT SUM(points) FROM action_correction")
    assert after["stated"] - before["stated"] == done.points
    assert (after["people"], after["actions"]) == (before["people"], before["actions"])
    assert wrong(approved) == []


def test_each_correction_names_both_and_the_old_milligrams_stay(
    approved: Database,
) -> None:
    effect = rehearse(approved, as_of("auditor"), GRID)
    old = dict(rows(approved, "SELECT id, reduction_mg FROM action"))

    confirm(approved, as_of("auditor2"), proposed(approved, GRID))

    links = rows(
        approved,
        "SELECT c.action_id, c.replacement_id, c.before_mg, c.after_mg, t.replaces_id"
        " FROM action_correction c JOIN action t ON t.id = c.replacement_id",
    )
    assert {(a, b, c) for a, _, b, c, _ in links} == {
        (d.action_id, d.before_mg, d.after_mg) for d in effect.differences
    }
    assert all(link.action_id == link.replaces_id for link in links)
    now = dict(rows(approved, "SELECT id, reduction_mg FROM action"))
    assert {number: now[number] for number in old} == old


def test_a_twin_is_explained_by_the_new_value_and_the_document(
    approved: Database,
) -> None:
    confirm(approved, as_of("auditor2"), proposed(approved, GRID))

    twin = one(approved, "SELECT MAX(replacement_id) FROM action_correction")
    book = current(approved, as_of("auditor"))
    with approved.reading() as session:
        said = explain(session, book, twin)
    assert isinstance(said.answer, Calculation)
    assert int(said.answer.reduction) == said.reduction_mg
    used = [f for step in said.answer.steps for f in step.factors]
    changed = [f for f in used if f.id == GRID.name]
    assert {f.value for f in changed} == {"0.6191"}
    assert any("鲁环函〔2026〕1号" in f.source_title for f in changed)
    [link] = said.corrections
    assert (link.replacement_id, link.after_mg) == (twin, said.reduction_mg)
    with approved.reading() as session:
        old = explain(session, book, link.action_id)
    assert old.corrections == said.corrections
    assert old.reduction_mg == link.before_mg


def test_nothing_is_in_force_before_another_auditor_confirms(
    approved: Database,
) -> None:
    number = proposed(approved, GRID)

    def value() -> str:
        register = current(approved, as_of("auditor")).register("rooftop_pv")
        return register.at(GRID.name, GRID.start).value

    assert value() == "0.6410"
    confirm(approved, as_of("auditor2"), number)
    assert value() == "0.6191"
    with pytest.raises(RefusedError, match="CHANGE_DECIDED"):
        confirm(approved, as_of("auditor2"), number)


def test_what_is_logged_later_names_the_new_register(busy: Database) -> None:
    before = current(busy, as_of("auditor")).factor_set_id

    confirm(busy, as_of("auditor2"), proposed(busy, RIDES))

    book = current(busy, as_of("auditor"))
    assert book.factor_set_id != before
    assert book.register("cycling").at(RIDES.name, RIDES.start).value == "50"
    assert wrong(busy) == []


def test_waiting_and_frozen_ones_keep_their_state(imported: Database) -> None:
    one_ride = one(
        imported,
        "SELECT MIN(a.id) FROM action a JOIN methodology_version v"
        " ON v.id = a.version_id WHERE v.methodology = 'cycling' AND a.state = 1",
    )
    decide(imported, as_of("auditor"), "freeze", [one_ride], "R2")
    before = rows(
        imported, "SELECT state, COUNT(*) FROM action WHERE state <= 3 GROUP BY 1"
    )

    done = confirm(imported, as_of("auditor2"), proposed(imported, RIDES))

    after = rows(
        imported, "SELECT state, COUNT(*) FROM action WHERE state <= 3 GROUP BY 1"
    )
    assert after == before
    assert done.points == done.entries == 0
    assert done.corrected > 10
    assert wrong(imported) == []


def test_who_logged_the_deed_may_not_approve_its_twin(imported: Database) -> None:
    logged_by = one(imported, "SELECT operator FROM chain_record WHERE kind = 'import'")
    confirm(imported, as_of("auditor2"), proposed(imported, RIDES))

    twin = one(imported, "SELECT MIN(replacement_id) FROM action_correction")
    done = decide(imported, as_of("auditor2"), "approve", [twin])
    assert logged_by not in {"auditor", "auditor2"}
    assert done.refused == ()


def test_closed_months_are_listed_and_stay(approved: Database) -> None:
    months = [m.month for m in rehearse(approved, as_of("auditor"), GRID).months]
    close_month(approved, as_of("auditor"), months[len(months) // 2])
    cells = rows(
        approved,
        "SELECT month, SUM(reduction_mg) FROM stat_cell WHERE state = 2 AND month <="
        " (SELECT MAX(month) FROM ledger_closed_month) GROUP BY 1",
    )
    effect = rehearse(approved, as_of("auditor"), GRID)

    done = confirm(approved, as_of("auditor2"), proposed(approved, GRID))

    closed = [m for m in effect.months if m.closed]
    assert done.closed_months == tuple(m.month for m in closed) != ()
    assert done.closed_records == sum(m.records for m in closed) > 0
    assert done.corrected == len(effect.differences) - done.closed_records > 0
    assert done.after_mg - done.before_mg == sum(
        m.difference_mg for m in effect.months if not m.closed
    )
    assert cells == rows(
        approved,
        "SELECT month, SUM(reduction_mg) FROM stat_cell WHERE state = 2 AND month <="
        " (SELECT MAX(month) FROM ledger_closed_month) GROUP BY 1",
    )
    assert wrong(approved) == []


def test_drafts_are_corrected_without_points(
    unadopted: Database, tmp_path: Path
) -> None:
    meters = [Meter(dt.date(2026, 5, 1), "100"), Meter(dt.date(2026, 6, 1), "400")]
    take(unadopted, meters_file(tmp_path, meters))
    approve(unadopted, as_of(), "all")
    change = replace(GRID, value="0.5", start=dt.date(2026, 1, 1))

    done = confirm(unadopted, as_of("auditor2"), proposed(unadopted, change))

    assert (done.corrected, done.points, done.entries) == (1, 0, 0)
    assert done.after_mg < done.before_mg
    assert wrong(unadopted) == []


def held(db: Database) -> dict[str, int]:
    """Milligrams by kind of account."""
    found = rows(
        db,
        "SELECT a.kind, SUM(p.amount) FROM ledger_posting p JOIN ledger_account a"
        " ON a.id = p.account_id WHERE p.commodity = 2 AND a.kind != 'issue'"
        " GROUP BY 1 HAVING SUM(p.amount) != 0",
    )
    return dict(tuple(row) for row in found)


def test_what_was_given_away_is_owed_until_the_corrected_is_registered(
    approved: Database, tmp_path: Path
) -> None:
    change = replace(GRID, value="0.5", start=dt.date(2026, 1, 1))
    [batch] = registered(approved, "rooftop_pv").batches
    form = disposal(tmp_path, (batch.batch_id, batch.reduction_mg))
    day = as_of("auditor", day=OVER, second="auditor2")
    dispose(approved, day, form)
    before = held(approved)

    done = confirm(approved, as_of("auditor2"), proposed(approved, change))

    after = held(approved)
    assert after["enterprise"] == before["enterprise"] == batch.reduction_mg
    assert after["owed"] < 0
    assert sum(after.values()) - sum(before.values()) == done.after_mg - done.before_mg
    assert sum(after.values()) == figures(approved)["approved"]
    assert wrong(approved) == []


def test_a_second_change_corrects_what_the_first_one_made(approved: Database) -> None:
    first = figures(approved)
    confirm(approved, as_of("auditor2"), proposed(approved, GRID))

    back = replace(GRID, value="0.6410")
    done = confirm(approved, as_of("auditor2"), proposed(approved, back))

    assert done.corrected > 10
    assert figures(approved) == first
    assert wrong(approved) == []


def test_two_persons_sign_and_what_they_sign_is_what_was_rehearsed(
    busy: Database,
) -> None:
    number = proposed(busy, RIDES)

    with pytest.raises(NotAllowedError, match="SECOND_SAME"):
        confirm(busy, replace(as_of("auditor"), second="auditor"), number)
    with pytest.raises(NotAllowedError, match="ROLE"):
        confirm(busy, as_of("worker"), number)

    listed = one(busy, "SELECT action_id FROM rule_change_line WHERE state = 3")
    reverse_actions(busy, as_of("auditor"), [listed], "R9")
    with pytest.raises(RefusedError, match="CHANGE_MOVED"):
        confirm(busy, as_of("auditor2"), number)


def test_with_passwords_the_proposer_cannot_confirm(busy: Database) -> None:
    number = proposed(busy, RIDES)
    set_password(busy, as_of(), "admin", "246810")

    with pytest.raises(RefusedError, match="SAME_PERSON"):
        confirm(busy, as_of("auditor"), number)

    assert confirm(busy, as_of("auditor2"), number).corrected > 0


def test_a_proposal_needs_a_document_and_an_effect(busy: Database) -> None:
    effect = rehearse(busy, as_of("auditor"), RIDES)
    same = rehearse(busy, as_of("auditor"), replace(RIDES, value=value_of(busy, RIDES)))

    with pytest.raises(RefusedError, match="DOCUMENT_MISSING"):
        propose(busy, as_of("auditor"), effect, ChangeForm(" "))
    with pytest.raises(RefusedError, match="CHANGE_WITHOUT_EFFECT"):
        propose(busy, as_of("auditor"), same, FORM)
    with pytest.raises(UserError, match="CHANGE_UNKNOWN"):
        confirm(busy, as_of("auditor2"), 1)


def value_of(db: Database, change: Change) -> str:
    register = current(db, as_of("auditor")).register("cycling")
    return register.at(change.name, change.start).value


def test_a_dropped_proposal_stays_in_the_list_with_its_reason(busy: Database) -> None:
    number = proposed(busy, RIDES)

    with pytest.raises(RefusedError, match="REASON_MISSING"):
        drop(busy, as_of("auditor"), number, " ")
    drop(busy, as_of("auditor"), number, "文号有误")

    with pytest.raises(RefusedError, match="CHANGE_DECIDED"):
        confirm(busy, as_of("auditor2"), number)
    assert one(busy, "SELECT reason FROM rule_change_step") == "文号有误"
    assert wrong(busy) == []
