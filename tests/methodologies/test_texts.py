"""Every code, flag, field, word and step has a text in both languages."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from carbon_points.methodology.contract import Calculation
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.texts import LANGUAGES
from carbon_points.methodology.texts import texts_of
from tests.methodologies.shared import cases
from tests.methodologies.shared import FACTORS
from tests.methodologies.shared import golden
from tests.methodologies.shared import IDS
from tests.methodologies.shared import METHODOLOGIES
from tests.methodologies.shared import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.methodology.texts import Texts

NAMES = {
    "air_conditioner": "节能空调",
    "clothing_reuse": "废旧衣物再利用",
    "cycling": "自行车骑行",
    "heat_pump": "空气源热泵",
    "public_transport": "公共交通",
    "rooftop_pv": "屋顶光伏",
    "waste_sorting": "生活垃圾分类",
}
each_text = pytest.mark.parametrize(
    ("methodology_id", "texts"),
    [
        pytest.param(
            each, texts_of(METHODOLOGIES[each], language), id=f"{each}-{language}"
        )
        for each in IDS
        for language in LANGUAGES
    ],
)


@cache
def _words(folder: Path) -> frozenset[str]:
    """Every constant that reads like a stable code."""
    found = set()
    for module in folder.glob("[!_]*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return frozenset(word for word in found if re.fullmatch("[A-Z]+_[A-Z_]+", word))


def _codes(methodology_id: str) -> set[str]:
    own = _words(ROOT / "methodologies" / methodology_id)
    common = _words(ROOT / "carbon_points" / "methodology")
    program = {
        "FACTORS_UNREADABLE",
        "FACTOR_SOURCE_CONFLICT",
        "FACTOR_SOURCE_UNKNOWN",
        "FACTOR_UNKNOWN",
        "FACTOR_VALUE",
        "FACTOR_WINDOWS_OVERLAP",
        "METHODOLOGY_INVALID",
        "METHODOLOGY_TWICE",
        "TEXTS_UNREADABLE",
        "VECTORS_MISSING",
    }
    flags = set(METHODOLOGIES[methodology_id].flags) | {
        "METER_REPLACED",
        "METER_ROLLOVER",
        "PERIOD_GAP",
        "COMMISSION_CLIPPED",
        "CREDITING_CLIPPED",
        "NEG_CLAMPED",
    }
    return {*own, *common, "DUPLICATE"} - program - flags


def _steps(methodology_id: str) -> set[str]:
    assess = METHODOLOGIES[methodology_id].current.assess
    register = FACTORS.register(methodology_id)
    vectors = (*golden(methodology_id), *cases(methodology_id))
    results = [assess(v["input"], v["context"], register) for v in vectors]
    taken = [each for each in results if isinstance(each, Calculation)]
    return {step.name for each in taken for step in each.steps} | {"reduction_mg"}


@each_text
def test_the_name_and_the_formula_are_there(methodology_id: str, texts: Texts) -> None:
    if texts.language == "zh":
        assert texts.name == NAMES[methodology_id]
    assert texts.name
    assert texts.short_name
    assert texts.summary
    assert texts.formula
    assert texts.reading


@each_text
def test_every_refusal_has_a_sentence(methodology_id: str, texts: Texts) -> None:
    codes = _codes(methodology_id)

    assert len(codes) > 15
    assert [code for code in sorted(codes) if not texts.has("errors", code)] == []
    for code in codes:
        bare = texts.error(code)
        full = texts.error(code, {"value": "7", "limit": "5", "date": "2026-01-01"})
        for sentence in (bare, full):
            assert not set("{}[]") & set(sentence)
            assert sentence.endswith("。" if texts.language == "zh" else ".")


@each_text
def test_every_flag_has_a_text(methodology_id: str, texts: Texts) -> None:
    flags = METHODOLOGIES[methodology_id].flags

    assert [flag for flag in flags if not texts.has("flags", flag)] == []


@each_text
def test_every_field_and_word_has_a_label(methodology_id: str, texts: Texts) -> None:
    for field in METHODOLOGIES[methodology_id].current.fields:
        assert texts.has("fields", field.name, "label"), field.name
        assert texts.help(field.name), field.name
        for word in field.choices:
            assert texts.has("fields", field.name, "choices", word), word
        physical = field.unit not in {"", "1"} and field.type is not FieldType.SEGMENTS
        if physical and texts.language == "zh":
            assert texts.unit(field.name), field.name


@each_text
def test_every_step_has_a_label(methodology_id: str, texts: Texts) -> None:
    steps = _steps(methodology_id)

    assert [step for step in sorted(steps) if not texts.has("steps", step)] == []
