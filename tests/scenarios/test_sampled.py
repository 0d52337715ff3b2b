"""The audit criterion is what a finished sample without open findings says."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from carbon_points.audit.findings import dismiss
from carbon_points.audit.findings import open_finding
from carbon_points.audit.findings import Opening
from carbon_points.audit.sampling import check
from carbon_points.audit.sampling import Checked
from carbon_points.audit.sampling import Design
from carbon_points.audit.sampling import keep
from carbon_points.scenarios.criteria import evaluate
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.scenarios.criteria import Criterion
    from carbon_points.storage.engine import Database

DESIGN = Design("life", Fraction("0.95"), "tolerable", Fraction("0.05"), "章丘2026")


def audit_of(db: Database) -> Criterion:
    with db.reading() as session:
        [found] = [c for c in evaluate(session, "life", AS_OF) if c.id == "audit"]
    return found


def test_a_finished_sample_meets_the_criterion_and_an_open_finding_does_not(
    approved: Database,
) -> None:
    before = audit_of(approved)
    number, drawn = keep(approved, as_of("auditor"), DESIGN)
    half = audit_of(approved)
    right = [Checked(each, "right") for each in drawn.ids]
    check(approved, as_of("auditor"), number, right)

    met = audit_of(approved)

    assert before.actual is half.actual is None
    assert met.met
    assert met.actual is not None
    assert 0 < met.actual <= 5
    number, drawn = keep(approved, as_of("auditor"), DESIGN)
    steps = [Checked(each, "right") for each in drawn.ids[1:]]
    wrong = Checked(drawn.ids[0], "wrong", "R1")
    check(approved, as_of("auditor"), number, [*steps, wrong])
    assert audit_of(approved).actual is None


def test_a_finding_at_a_single_record_holds_the_criterion_back_until_it_is_closed(
    approved: Database,
) -> None:
    number, drawn = keep(approved, as_of("auditor"), DESIGN)
    right = [Checked(each, "right") for each in drawn.ids]
    check(approved, as_of("auditor"), number, right)

    opening = Opening(drawn.ids[0], "R1", overstated_mg=0)
    found = open_finding(approved, as_of("auditor"), opening)
    held_back = audit_of(approved)
    dismiss(approved, as_of("auditor2"), found.finding_id, "凭证已看到")

    assert held_back.actual is None
    assert audit_of(approved).met
