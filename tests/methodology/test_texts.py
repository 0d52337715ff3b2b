"""Sentences with optional parts."""

from __future__ import annotations

import pytest

from carbon_points.methodology.factors import MethodologyError
from carbon_points.methodology.texts import filled
from carbon_points.methodology.texts import package_texts
from carbon_points.methodology.texts import texts_of
from tests.methodologies.shared import METHODOLOGIES

ZH = texts_of(METHODOLOGIES["cycling"], "zh")
EN = texts_of(METHODOLOGIES["cycling"], "en")


def test_a_part_without_its_name_is_left_out() -> None:
    sentence = "fast[ {value} km/h][ of {limit}] {value}!"

    assert filled(sentence, {"value": "31.2"}) == "fast 31.2 km/h 31.2!"
    assert filled(sentence, {}) == "fast !"


def test_a_value_may_hold_braces_and_brackets() -> None:
    assert filled("[{value}] {value}", {"value": "[{limit}]"}) == "[{limit}] [{limit}]"


def test_an_error_names_value_limit_and_remedy() -> None:
    says = ZH.error("SPEED_TOO_HIGH", {"value": "31.2", "limit": "25"})

    assert says == (
        "车速 31.2 km/h 超过上限 25 km/h，请核对起止时间和里程；无法更正的不予计入。"
    )
    assert ZH.error("SPEED_TOO_HIGH") == (
        "车速超过上限，请核对起止时间和里程；无法更正的不予计入。"
    )


def test_an_error_names_the_input_by_its_label() -> None:
    assert "“里程”" in ZH.error("INPUT_MISSING", {}, "distance_m")
    assert "Distance" in EN.error("INPUT_MISSING", {}, "distance_m")


def test_labels_come_from_the_folder_then_from_the_common_words() -> None:
    assert ZH.name == "自行车骑行"
    assert ZH.field("vehicle") == "车辆"
    assert ZH.choice("vehicle", "own_bike") == "自有自行车"
    assert ZH.unit("distance_m") == "米"
    assert ZH.flag("EVIDENCE_WEAK") == "凭证较弱，按折减系数计入，请重点核对凭证"
    assert EN.step("speed_kmh") == "Average speed"
    assert EN.field("claimed_elsewhere") == "Claimed elsewhere"


def test_what_has_no_text_is_shown_as_it_is() -> None:
    assert ZH.field("colour") == "colour"
    assert ZH.choice("vehicle", "rocket") == "rocket"
    assert ZH.flag("NEW_FLAG") == "NEW_FLAG"
    assert ZH.step("x_y") == "x_y"
    assert ZH.error("NEW_CODE") == "NEW_CODE"
    assert ZH.help("colour") == ""


def test_a_folder_without_texts_is_named() -> None:
    with pytest.raises(MethodologyError, match=r"^email/texts\.yaml: "):
        package_texts("email", "zh")
