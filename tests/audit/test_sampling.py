"""A sample is planned, kept, checked and answered for."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.audit.sample_results import after_approval
from carbon_points.audit.sample_results import proven
from carbon_points.audit.sample_results import result
from carbon_points.audit.sample_results import samples
from carbon_points.audit.sampling import check
from carbon_points.audit.sampling import Checked
from carbon_points.audit.sampling import Design
from carbon_points.audit.sampling import keep
from carbon_points.audit.sampling import measure
from carbon_points.audit.sampling import plan
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.integrity.service import verify
from carbon_points.rulebook.shipped import policies
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

DESIGN = Design("life", Fraction("0.95"), "tolerable", Fraction("0.05"), "章丘2026")


def position(db: Database) -> int:
    with db.reading() as session:
        found: int = session.scalars(
            text("SELECT MAX(position) FROM chain_record")
        ).one()
        return found


def test_a_plan_is_the_same_twice_and_writes_nothing(approved: Database) -> None:
    before = position(approved)

    with approved.reading() as session:
        first, second = plan(session, DESIGN), plan(session, DESIGN)
        other = plan(session, replace(DESIGN, seed="别的"))

    assert first == second
    assert first.ids != other.ids
    assert len(set(first.ids)) == len(first.ids) >= first.wanted
    assert sum(s.drawn for s in first.strata) == len(first.ids)
    assert position(approved) == before


def test_the_population_is_what_is_approved_in_the_scenario(approved: Database) -> None:
    with approved.reading() as session:
        life = plan(session, DESIGN).population
        energy = plan(session, replace(DESIGN, scenario="energy")).population
        counted = session.scalar(text("SELECT COUNT(*) FROM action WHERE state = 3"))

    assert life > energy > 0
    assert life + energy == counted


def test_a_kept_sample_is_checked_one_by_one_to_its_result(approved: Database) -> None:
    number, drawn = keep(approved, as_of("auditor"), DESIGN)
    wrong, *others = drawn.ids

    check(approved, as_of("auditor"), number, [Checked(wrong, "wrong", "R3")])
    with approved.reading() as session:
        begun = result(session, number)
    good = [Checked(each, "right") for each in others]
    check(approved, as_of("auditor"), number, good)
    with approved.reading() as session:
        done = result(session, number)
        listed = samples(session, "life")

    assert (begun.finished, len(begun.left)) == (False, len(others))
    assert (done.finished, done.outcome.wrong, done.findings) == (True, 1, 1)
    assert done.open_findings == (wrong,)
    # The district's desk has another number each time, so another one is drawn first.
    assert 0 <= done.outcome.lower < done.outcome.share < done.outcome.upper
    assert done.outcome.upper_one_sided <= done.outcome.upper
    assert done.outcome.projected_mg > 0
    assert listed == [number]
    assert verify(approved, as_of("auditor")).ok


def test_a_second_look_may_find_what_the_first_one_missed(approved: Database) -> None:
    number, drawn = keep(approved, as_of("auditor"), DESIGN)
    act = drawn.ids[0]

    check(approved, as_of("auditor"), number, [Checked(act, "right")])
    check(approved, as_of("auditor"), number, [Checked(act, "wrong", "R9：漏记")])
    with pytest.raises(RefusedError, match="SAMPLE_ORDER"):
        check(approved, as_of("auditor"), number, [Checked(act, "right")])

    with approved.reading() as session:
        done = result(session, number)
    assert (done.open_findings, done.findings, done.outcome.wrong) == ((act,), 1, 1)
    assert done.outcome.projected_mg >= done.overstated_mg > 0


def test_the_size_is_known_before_anything_is_drawn(approved: Database) -> None:
    with approved.reading() as session:
        before = measure(session, replace(DESIGN, seed=""))
        drawn = plan(session, DESIGN)

    assert (before.population, before.wanted) == (drawn.population, drawn.wanted)
    assert before.strata == drawn.strata
    assert before.size == len(drawn.ids)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Checked(1, "right"), "SAMPLE_NOT_DRAWN"),
        (Checked(0, "maybe"), "SAMPLE_STEP"),
        (Checked(0, "wrong"), "REASON_MISSING"),
        (Checked(0, "wrong", "R10"), "REASON_CODE"),
        (Checked(0, "wrong", "R9"), "REASON_CODE"),
        (Checked(0, "wrong", "R1", overstated_mg=-1), "SAMPLE_OVERSTATED"),
    ],
)
def test_what_cannot_be_found_is_refused_and_nothing_kept(
    approved: Database, said: Checked, code: str
) -> None:
    number, drawn = keep(approved, as_of("auditor"), DESIGN)
    first = said if said.action_id else replace(said, action_id=drawn.ids[0])

    with pytest.raises(UserError, match=code):
        check(
            approved,
            as_of("auditor"),
            number,
            [Checked(drawn.ids[1], "right"), first],
        )

    with approved.reading() as session:
        assert result(session, number).outcome.checked == 0


def test_only_an_auditor_draws_and_checks(approved: Database) -> None:
    with pytest.raises(NotAllowedError, match="ROLE"):
        keep(approved, as_of("worker"), DESIGN)
    with pytest.raises(NotAllowedError, match="ROLE"):
        check(approved, as_of("viewer"), 1, [])


def test_an_empty_population_is_not_kept(small: Database) -> None:
    with small.reading() as session:
        assert plan(session, DESIGN).ids == ()
    with pytest.raises(RefusedError, match="SAMPLE_EMPTY"):
        keep(small, as_of("auditor"), DESIGN)


def test_an_acceptance_rests_on_the_newest_finished_sample(approved: Database) -> None:
    weak = replace(DESIGN, confidence=Fraction("0.90"))
    for design in (DESIGN, weak):
        number, drawn = keep(approved, as_of("auditor"), design)
        found = [Checked(each, "right") for each in drawn.ids]
        check(approved, as_of("auditor"), number, found)
    keep(approved, as_of("auditor"), DESIGN)

    with approved.reading() as session:
        rested = proven(session, "life")
        none = proven(session, "energy")

    assert rested is not None
    assert rested.confidence == DESIGN.confidence
    assert rested.outcome.upper_one_sided <= Fraction("0.05")
    assert none is None


def test_a_share_of_every_approval_is_drawn_to_be_looked_at_again(
    approved: Database,
) -> None:
    share = policies()["careful"].sample_share
    with approved.reading() as session:
        batch = session.scalars(
            text("SELECT id FROM decision_batch WHERE kind = 'approval'")
        ).one()
        total = session.scalars(
            text("SELECT COUNT(*) FROM decision WHERE state = 3")
        ).one()
        first = after_approval(session, batch, share)
        again = after_approval(session, batch, share)

    assert share == Fraction("0.05")
    assert first == again
    assert total // 20 <= len(set(first)) <= total // 20 + 6
