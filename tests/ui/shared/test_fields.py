"""Forms are made from what methodologies declare and give golden vectors."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from PySide6.QtWidgets import QCalendarWidget
from PySide6.QtWidgets import QWidget

from carbon_points.methodology.contract import Field
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.registry import discover
from carbon_points.methodology.texts import texts_of
from ui.shared.fields import FieldForm
from ui.shared.fields import still_missing

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NOW = dt.date(2026, 11, 20)
GOLDEN = Path(__file__).parents[2] / "golden"


class Words:
    """Labels for fields of a test."""

    def field(self, name: str) -> str:
        return f"[{name}]"

    def help(self, name: str) -> str:
        return f"help {name}"

    def unit(self, name: str) -> str:
        return "kWh" if name == "heat" else ""

    def choice(self, _field: str, word: str) -> str:
        return word.upper()


FIELDS = (
    Field("date", FieldType.DATE),
    Field("kind", FieldType.CHOICE, choices=("a", "b"), default="a"),
    Field(
        "mass_g", FieldType.INTEGER, "g", required=False, shown_when=("kind", ("a",))
    ),
    Field("count", FieldType.INTEGER, required=False, shown_when=("kind", ("b",))),
    Field("heat", FieldType.DECIMAL, "kWh", required=False),
    Field("note", FieldType.TEXT),
    Field("tier", FieldType.INTEGER, required=False, default=1, hidden=True),
)


@pytest.fixture
def form(qtbot: QtBot, application: QApplication) -> FieldForm:
    """A form on screen."""
    del application
    return shown(qtbot, FieldForm(FIELDS, Words(), now=lambda: NOW))


def shown(qtbot: QtBot, form: FieldForm) -> FieldForm:
    qtbot.addWidget(form)
    form.resize(700, 400)
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    return form


def focused() -> QWidget:
    found: QWidget | None = QApplication.focusWidget()
    assert found is not None
    return found


def type_here(text: str) -> None:
    QTest.keyClicks(focused(), text)


def press(key: Qt.Key, control: bool = False) -> None:  # noqa: FBT001, FBT002
    modifier = Qt.KeyboardModifier
    held = modifier.ControlModifier if control else modifier.NoModifier
    QTest.keyClick(focused(), key, held)


def test_an_empty_form_holds_the_defaults_and_says_what_is_missing(
    form: FieldForm,
) -> None:
    assert form.values == {"kind": "a", "tier": 1}
    assert form.missing == ("[date]", "[mass_g]", "[note]")
    assert form.is_untouched
    assert still_missing(form.missing) == "还差：[date]、[mass_g]、[note]"


def test_kilograms_are_typed_and_grams_are_handed_over(form: FieldForm) -> None:
    form.fill({"date": "2026-11-19"})
    form.focus_first_empty()

    type_here("4.2")

    assert form.values["mass_g"] == 4200
    assert not form.is_untouched


def test_a_part_of_a_gram_cannot_be_read(form: FieldForm) -> None:
    form.focus_field("mass_g")

    type_here("4.20005")

    assert "mass_g" not in form.values
    assert "4.20005" in form.below("mass_g")


def test_enter_goes_on_and_the_last_one_finishes(qtbot: QtBot, form: FieldForm) -> None:
    form.focus_first_empty()

    for text in ("11-19", "", "4.2", "", "K-7"):
        type_here(text)
        if text != "K-7":
            press(Qt.Key.Key_Return)
    with qtbot.waitSignal(form.finished):
        press(Qt.Key.Key_Return)

    assert form.values == {
        "date": "2026-11-19",
        "kind": "a",
        "mass_g": 4200,
        "note": "K-7",
        "tier": 1,
    }


def test_control_enter_commits_from_any_field(qtbot: QtBot, form: FieldForm) -> None:
    form.focus_field("note")

    with qtbot.waitSignal(form.committed):
        press(Qt.Key.Key_Return, control=True)


def test_fields_come_and_go_with_what_they_depend_on(
    qtbot: QtBot, form: FieldForm
) -> None:
    form.fill({"mass_g": 4200})

    with qtbot.waitSignal(form.changed):
        form.fill({"kind": "b", "count": 12})

    assert form.values == {"kind": "b", "count": 12, "tier": 1}
    assert "[count]" not in form.missing


def test_problems_stand_under_their_fields_until_they_are_mended(
    form: FieldForm,
) -> None:
    form.show_problems({"note": "编号已经登记过。"})
    before = form.below("note")

    form.fill({"note": "K-8"})

    assert before == "编号已经登记过。"
    assert form.below("note") == "help note"


def test_a_snapshot_brings_back_even_what_cannot_be_read(
    qtbot: QtBot, form: FieldForm
) -> None:
    form.fill({"date": "2026-11-19", "kind": "b", "note": "K"})
    form.focus_field("heat")
    type_here("ten")
    form.focus_field("count")
    type_here("1x")
    again = shown(qtbot, FieldForm(FIELDS, Words(), now=lambda: NOW))

    again.restore(json.loads(json.dumps(form.snapshot())))

    assert again.snapshot() == form.snapshot()
    assert again.values == form.values


def test_arrows_move_the_day(form: FieldForm) -> None:
    form.fill({"date": "2026-11-19"})
    form.focus_field("date")

    press(Qt.Key.Key_Down)

    assert form.values["date"] == "2026-11-18"
    assert form.below("date") == "前天 · 周三"


def test_the_calendar_picks_a_day(qtbot: QtBot, form: FieldForm) -> None:
    form.focus_field("date")

    focused().actions()[0].trigger()
    calendar = form.findChild(QCalendarWidget)
    assert calendar is not None
    calendar.clicked.emit(QDate(2026, 11, 3))
    qtbot.waitUntil(lambda: "date" in form.values)

    assert form.values["date"] == "2026-11-03"


def test_narrow_forms_have_fewer_columns(form: FieldForm) -> None:
    wide = {field.x() for field in form.findChildren(QWidget) if field.parent() is form}

    form.resize(400, 600)
    QApplication.processEvents()
    narrow = {
        field.x() for field in form.findChildren(QWidget) if field.parent() is form
    }

    assert len(wide) == 3
    assert len(narrow) == 2


def vectors() -> list[Any]:
    found = []
    for methodology in discover().values():
        file = GOLDEN / f"{methodology.id}.json"
        if file.exists():
            cases = json.loads(file.read_text("utf-8"))["vectors"]
            accepted = [c for c in cases if c["expect"]["status"] == "accepted"]
            found += [
                pytest.param(methodology, case["input"], id=case["id"])
                for case in accepted
                if not _asks_hidden(methodology, case["input"])
            ]
    return found


def _asks_hidden(methodology: Any, inputs: dict[str, Any]) -> bool:
    """A form does not ask for it: such a vector comes by import only."""
    hidden = {field.name: field for field in methodology.current.fields if field.hidden}
    return any(name in inputs for name in hidden)


@pytest.mark.parametrize(("methodology", "inputs"), vectors())
def test_a_golden_vector_goes_through_its_form_unchanged(
    qtbot: QtBot, methodology: Any, inputs: dict[str, Any]
) -> None:
    texts = texts_of(methodology, "zh")
    form = FieldForm(methodology.current.fields, texts, now=lambda: NOW)
    qtbot.addWidget(form)

    form.fill(inputs)

    changed = {
        name: (value, form.values.get(name))
        for name, value in inputs.items()
        if form.asks(name) and same(form.values.get(name)) != same(value)
    }
    assert changed == {}


def same(value: Any) -> Any:
    """A moment may be written with another offset."""
    if isinstance(value, str) and "T" in value:
        return dt.datetime.fromisoformat(value)
    return value
