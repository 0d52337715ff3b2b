"""A scenario's criteria are computed from the records or said to be missing."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import msgspec
import pytest
from sqlalchemy import insert

from carbon_points.common.problems import UserError
from carbon_points.methodology.registry import discover
from carbon_points.rulebook.models import Adoption
from carbon_points.scenarios.criteria import evaluate
from carbon_points.scenarios.criteria import missing_documents
from carbon_points.scenarios.definitions import definitions
from carbon_points.scenarios.definitions import read
from carbon_points.scenarios.definitions import rules
from carbon_points.scenarios.definitions import scenario
from carbon_points.scenarios.definitions import scenarios
from carbon_points.scenarios.definitions import source_of
from tests.statistics.records import Deed
from tests.statistics.records import district
from tests.statistics.records import FIRST_DAY

if TYPE_CHECKING:
    from carbon_points.scenarios.criteria import Criterion
    from tests.statistics.records import Records

TODAY = dt.date(2026, 6, 30)


def found(records: Records, name: str, scenario_id: str = "life") -> Criterion:
    criteria = evaluate(records.session, scenario_id, TODAY)
    return next(criterion for criterion in criteria if criterion.id == name)


def test_the_shipped_scenarios_are_those_of_the_programme() -> None:
    members = {each.id: each.methodologies for each in scenarios()}

    assert members == {
        "life": ("cycling", "clothing_reuse"),
        "energy": ("rooftop_pv", "heat_pump", "air_conditioner"),
    }
    assert {name for names in members.values() for name in names} <= set(discover())


def test_every_target_is_an_assumption_with_a_source() -> None:
    for rule in rules(TODAY):
        assert rule.confidence == "assumed"
        assert rule.targets.keys() == {"life", "energy"}
        for each in scenarios():
            assert source_of(rule, each.id).title_zh
    assert len(rules(TODAY)) == 9
    assert len(definitions().documents) == 7


def test_before_the_first_row_there_is_no_criterion() -> None:
    assert rules(dt.date(2023, 12, 31)) == ()


def test_months_count_only_in_a_row() -> None:
    with district() as records:
        for days in (0, 31, 59, 150, 181):
            records.approve(Deed(1, FIRST_DAY + days))

        criterion = found(records, "running_months")

    assert criterion.actual == 3
    assert not criterion.met
    assert criterion.target_text == "≥ 12 个月"


def test_drafts_and_the_other_scenario_count_for_nothing() -> None:
    with district() as records:
        records.approve(Deed(1, methodology="rooftop_pv", mg=5))
        records.stocktake(Deed(2, methodology="cycling", mg=7))

        criteria = evaluate(records.session, "life", TODAY)

    computed = [each for each in criteria if each.actual is not None]
    assert [each.actual for each in computed if each.id != "documents"] == [0] * 6


def test_the_reduction_is_met_to_the_milligram() -> None:
    with district() as records:
        records.approve(Deed(1, mg=9_999_999_999))
        before = found(records, "reduction_mg")
        records.approve(Deed(2, mg=1))

        after = found(records, "reduction_mg")

    assert (before.met, after.met) == (False, True)
    assert after.actual_text == "10.000 tCO₂e"
    assert before.share < after.share == 1


def test_the_share_of_proven_milligrams_is_exact() -> None:
    with district() as records:
        records.approve(Deed(1, mg=2, grade=0), Deed(1, mg=4, grade=1))
        records.approve(Deed(1, mg=1, grade=2))

        criterion = found(records, "evidence")

    assert criterion.actual == Fraction(600, 7)
    assert criterion.record()["actual"] == "85.71"
    assert criterion.actual_text == "85.71 %"


def test_people_places_and_companies_are_counted_once() -> None:
    with district() as records:
        records.approve(Deed(1), Deed(1, subdistrict=12, community=None))
        records.approve(Deed(2, kind=1), Deed(2, FIRST_DAY + 40, kind=1))

        numbers = [found(records, name).actual for name in ("places", "participants")]
        smes = found(records, "smes")

    assert numbers == [2, 2]
    assert smes.actual == 1
    assert not smes.met


def test_what_is_not_recorded_is_not_met_and_says_so() -> None:
    with district() as records:
        audit = found(records, "audit")

    assert audit.actual is None
    assert audit.share == 0
    assert not audit.met
    assert audit.actual_text == "尚未登记"
    assert audit.target_text == "≤ 5 %"
    assert audit.record()["actual"] is None


def test_a_draft_lacks_its_decision_until_it_is_adopted_by_a_document() -> None:
    with district() as records:
        before = found(records, "documents", "energy")
        for number, name in enumerate(scenario("energy").methodologies):
            records.session.execute(
                insert(Adoption).values(
                    id=number + 1,
                    methodology=name,
                    status="trial",
                    valid_from=FIRST_DAY,
                    document="章环发〔2026〕1号",
                    step="confirmed",
                    operator="auditor2",
                    chain_position=1,
                )
            )

        after = found(records, "documents", "energy")

    assert before.actual == 0
    assert after.actual == 1
    assert not after.met


def test_the_caller_adds_what_it_knows_of_the_documents() -> None:
    with district() as records:
        known = {each.id: True for each in definitions().documents}
        criteria = evaluate(records.session, "life", TODAY, known)
        missing = missing_documents(records.session, "life", TODAY, {"verify": True})

    assert criteria[-1].met
    assert "audit verify 全部通过" not in missing
    assert "各方法学的发布或采用文件" not in missing
    assert len(missing) == 5


def test_an_unknown_scenario_is_refused() -> None:
    with district() as records, pytest.raises(UserError, match="SCENARIO_UNKNOWN"):
        evaluate(records.session, "death", TODAY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("format: carbon-points/scenarios/1", "format: carbon-points/scenarios/2"),
        ('targets: {life: "12", energy: "12"}', 'targets: {life: "12"}'),
        ("source: SHENZHEN", "source: NOWHERE"),
        ("name_en: Low-carbon living", "name_eng: Low-carbon living"),
    ],
)
def test_a_damaged_definition_is_refused(old: str, new: str) -> None:
    from importlib.resources import files  # noqa: PLC0415

    text = (files("resources") / "scenarios.yaml").read_text("utf-8")

    assert old in text
    with pytest.raises(msgspec.ValidationError):
        read(text.replace(old, new, 1))
