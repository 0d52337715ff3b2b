"""What each folder must hold, so that nothing else changes when one is added."""

from __future__ import annotations

import ast
import re

import pytest

from carbon_points.methodology.contract import Calculation
from carbon_points.methodology.contract import FlagKind
from carbon_points.methodology.contract import Kind
from carbon_points.methodology.factors import folder_factors
from tests.methodologies.shared import cases
from tests.methodologies.shared import FACTORS
from tests.methodologies.shared import golden
from tests.methodologies.shared import IDS
from tests.methodologies.shared import METHODOLOGIES
from tests.methodologies.shared import ROOT
from tests.methodologies.shared import run

FILES = ("__init__.py", "assess.py", "calculation.py", "fields.py", "method.md")
NOTES = {
    "NEG_CLAMPED",
    "DEEMED",
    "METER_REPLACED",
    "COMMISSION_CLIPPED",
    "CREDITING_CLIPPED",
    "SEASON_CLIPPED",
    "COP_DEFAULT",
    "CHARGE_DEFAULT",
    "SELF_USE_UNKNOWN",
    "GEC_DEDUCTED",
}
each_id = pytest.mark.parametrize("methodology_id", IDS)


@each_id
def test_a_folder_is_complete(methodology_id: str) -> None:
    folder = ROOT / "methodologies" / methodology_id
    methodology = METHODOLOGIES[methodology_id]

    assert [name for name in FILES if not (folder / name).is_file()] == []
    assert (ROOT / "resources" / "icons" / f"{methodology.icon}.svg").is_file()
    assert methodology.package == f"methodologies.{methodology_id}"
    assert len(cases(methodology_id)) >= 9


@each_id
def test_a_folder_imports_the_contract_and_nothing_else(methodology_id: str) -> None:
    allowed = re.compile(
        rf"(carbon_points\.methodology|methodologies\.{methodology_id}(\.\w+)?"
        r"|[a-z_]+(\.abc|\.typing)?)"
    )
    for module in (ROOT / "methodologies" / methodology_id).glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert allowed.fullmatch(node.module or ""), (module, node.module)


@each_id
def test_notes_and_doubts_are_told_apart(methodology_id: str) -> None:
    flags = METHODOLOGIES[methodology_id].flags

    notes = {flag for flag, kind in flags.items() if kind is FlagKind.NOTE}

    assert notes == {f for f in flags if f in NOTES or f.startswith("CAP_")}
    assert list(flags) == sorted(flags)


@each_id
def test_only_declared_flags_are_set(methodology_id: str) -> None:
    declared = set(METHODOLOGIES[methodology_id].flags)

    for vector in (*golden(methodology_id), *cases(methodology_id)):
        row = run(methodology_id, vector)
        assert declared.issuperset(row.get("flags", ()))


@each_id
def test_every_declared_flag_is_shown_by_a_case(methodology_id: str) -> None:
    vectors = (*golden(methodology_id), *cases(methodology_id))
    shown = {flag for each in vectors for flag in each["expect"].get("flags", ())}

    hidden = set(METHODOLOGIES[methodology_id].flags) - shown

    # No shipped value makes these negative; the bureau's own could.
    always_positive = {"NEG_CLAMPED", "METER_ROLLOVER", "METER_REPLACED", "PERIOD_GAP"}
    assert hidden <= always_positive


@each_id
def test_every_own_factor_and_limit_has_a_source(methodology_id: str) -> None:
    file = folder_factors(METHODOLOGIES[methodology_id].package)

    assert file.limits
    named = {row.source for row in file.factors} | {row.source for row in file.limits}
    assert named == set(file.sources)


@each_id
def test_every_factor_that_is_used_is_listed(methodology_id: str) -> None:
    register = FACTORS.register(methodology_id)
    assess = METHODOLOGIES[methodology_id].current.assess
    vectors = (*golden(methodology_id), *cases(methodology_id))
    results = [assess(v["input"], v["context"], register) for v in vectors]
    taken = [each for each in results if isinstance(each, Calculation)]

    listed = {row.id for row in FACTORS.factors_of(methodology_id)}

    used = {row.id for each in taken for step in each.steps for row in step.factors}
    assert used <= listed
    assert {row.owner for row in FACTORS.factors_of(methodology_id)} <= {
        methodology_id,
        "",
    }


@each_id
def test_the_grade_follows_from_the_declared_word(methodology_id: str) -> None:
    methodology = METHODOLOGIES[methodology_id]
    fields = {field.name: field for field in methodology.current.fields}

    if methodology.grade_field:
        words = fields[methodology.grade_field].choices
        assert set(words) == set(methodology.grade_words)
        for word in words:
            grade = methodology.grade({methodology.grade_field: word})
            assert grade is methodology.grade_words[word]
    else:
        assert methodology.grade({}) is methodology.default_grade
    assert methodology.dated_by in fields


@each_id
def test_what_counts_against_caps_is_a_whole_number(methodology_id: str) -> None:
    methodology = METHODOLOGIES[methodology_id]
    register, assess = FACTORS.register(methodology_id), methodology.current.assess
    amounts = {tally.measure.value for tally in methodology.tallies}

    for vector in cases(methodology_id):
        result = assess(vector["input"], vector["context"], register)
        if isinstance(result, Calculation):
            assert type(result.credited) is int
            assert result.credited >= 0
            if "amount" not in amounts:
                assert result.credited == 0


@each_id
def test_the_points_group_follows_from_the_kind(methodology_id: str) -> None:
    methodology = METHODOLOGIES[methodology_id]

    assert methodology.points_group == methodology.kind.value
    assert (methodology.kind is Kind.INSTALLATION) == (
        methodology.dated_by == "period_end"
    )
