"""A methodology that nobody knew: its folder alone gives the desk a good form."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from carbon_points.crediting.account import account
from carbon_points.exchange import sentences
from carbon_points.methodology import registry
from carbon_points.methodology.register import shipped
from carbon_points.methodology.registry import discover
from carbon_points.rulebook import service as rulebook
from tests.deeds import person
from tests.ui.service_desk.hand import nameless
from ui.shared.dates import today

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand

FIELDS = """
from carbon_points.methodology import Field
from carbon_points.methodology import FieldType

MATERIALS = ("paper", "plastic", "steel", "aluminium", "glass")
FIELDS = (
    Field("material", FieldType.CHOICE, choices=MATERIALS, default="paper"),
    Field("date", FieldType.DATE),
    Field("mended_at", FieldType.MOMENT),
    Field("mass_g", FieldType.INTEGER, "g", above="0", limit="mass_g_max"),
    Field("way", FieldType.INTEGER, "m", required=False),
    Field("hours", FieldType.DECIMAL, "h", maximum="24"),
    Field("place", FieldType.CHOICE, choices=("home", "cafe"), default="cafe"),
    Field("host", FieldType.TEXT, required=False, shown_when=("place", ("home",))),
    Field("parts", FieldType.SHARES, "1", required=False, choices=("new", "old")),
    Field("tier", FieldType.INTEGER, required=False, default=1, hidden=True),
    Field("evidence_ref", FieldType.TEXT),
)
"""

TEXTS = """
  mended_at: {label: {zh: 修好时间, en: Mended at}}
  way: {label: {zh: 路程, en: Way}, unit: {zh: 米, en: m}}
  hours:
    label: {zh: 用时, en: Time}
    unit: {zh: 小时, en: h}
    help: {zh: 从开始到修好, en: From beginning to end}
  place:
    label: {zh: 地点, en: Place}
    choices:
      home: {zh: 上门, en: at home}
      cafe: {zh: 修理铺, en: workshop}
  host: {label: {zh: 户主, en: Host}}
  parts:
    label: {zh: 配件, en: Parts}
    choices: {new: {zh: 新, en: new}, old: {zh: 旧, en: old}}

errors:"""


@pytest.fixture
def repairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program with one methodology, that of a folder which was just put there."""
    package = f"repairs_{tmp_path.name.replace('-', '_')}"
    folder = tmp_path / package / "repair_cafe"
    shutil.copytree(Path("methodologies/waste_sorting"), folder)
    (tmp_path / package / "__init__.py").write_text("", "utf-8")
    for file in folder.glob("*.py"):
        code = file.read_text("utf-8").replace("Status.DRAFT", "Status.TRIAL")
        code = code.replace("methodologies.waste_sorting", f"{package}.repair_cafe")
        file.write_text(code.replace('"waste_sorting"', '"repair_cafe"'), "utf-8")
    (folder / "fields.py").write_text(FIELDS, "utf-8")
    texts = folder / "texts.yaml"
    words = texts.read_text("utf-8").replace("生活垃圾分类", "修旧利废")
    texts.write_text(words.replace("\nerrors:", TEXTS), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    catalogue = discover(package)
    program = catalogue, shipped(catalogue)
    monkeypatch.setattr(rulebook, "_program", lambda: program)
    monkeypatch.setattr(registry, "discover", lambda: catalogue)
    sentences._methodology_texts.cache_clear()
    yield
    sentences._methodology_texts.cache_clear()


@pytest.fixture
def workshop(repairs: None, seat: Callable[[Database], Hand], small: Database) -> Hand:
    """A worker with somebody at the desk and the form of a repair in front."""
    del repairs
    hand = seat(small)
    hand.open("0001")
    hand.type("1")
    return hand


def edit_of(hand: Hand, name: str) -> QLineEdit:
    edits = hand.desk.work.form.findChildren(QLineEdit)
    return next(each for each in edits if each.accessibleName() == name)


def write(hand: Hand, name: str, text: str) -> None:
    field = edit_of(hand, name)
    field.setFocus()
    field.selectAll()
    hand.type(text)


def fill(hand: Hand, mass: str = "4.2") -> None:
    write(hand, "修好时间", f"{today() - dt.timedelta(days=1):%m-%d} 8:30")
    write(hand, "质量", mass)
    write(hand, "用时", "1.5")


def said_at(hand: Hand, name: str) -> str:
    form = hand.desk.work.form._form
    assert form is not None
    return form.below(name)


def test_every_kind_of_field_is_asked_for_with_its_name(workshop: Hand) -> None:
    form = workshop.desk.work.form._form

    assert form is not None
    asked = [name for name in ("host", "tier", "parts", "way") if form.asks(name)]
    assert asked == ["parts", "way"]
    assert not nameless(workshop.desk)
    assert "修好时间" in workshop.desk.work.bar.text
    assert said_at(workshop, "hours") == "从开始到修好"
    assert "上限" in said_at(workshop, "mass_g")


def test_what_was_entered_is_handed_over_as_its_vector(workshop: Hand) -> None:
    fill(workshop)
    write(workshop, "路程", "1.25")

    inputs = workshop.desk.work.form.inputs
    assert inputs["mass_g"] == 4_200
    assert inputs["way"] == 1_250
    assert inputs["hours"] == "1.5"
    assert inputs["date"] == today().isoformat()
    assert (inputs["material"], inputs["place"], inputs["tier"]) == ("paper", "cafe", 1)


def test_several_repairs_are_logged_in_one_visit(
    workshop: Hand, small: Database
) -> None:
    for mass in ("4.2", "3"):
        fill(workshop, mass)
        workshop.commit()
        workshop.type("1")

    with small.reading() as session:
        held = account(session, person(1))
    assert [action.methodology for action in held.actions] == ["repair_cafe"] * 2
    assert len(workshop.desk.presenter.live) == 2


@pytest.mark.parametrize(
    ("label", "name", "text", "said"),
    [
        ("质量", "mass_g", "99999", "上限"),
        ("用时", "hours", "25", "24"),
        ("用时", "hours", "两小时", "读不成数字"),
    ],
)
def test_a_value_beyond_a_limit_asks_back_at_its_field(
    workshop: Hand, label: str, name: str, text: str, said: str
) -> None:
    fill(workshop)
    write(workshop, label, text)

    assert said in said_at(workshop, name)
    assert edit_of(workshop, label).property("state") == "bad"
    workshop.commit()
    assert workshop.desk.presenter.visit == []


def test_a_field_comes_with_what_it_depends_on(workshop: Hand) -> None:
    form = workshop.desk.work.form._form
    assert form is not None
    form.fill({"place": "home"})
    workshop.wait()

    assert form.asks("host")
    assert "户主" in workshop.desk.work.bar.text


def test_enter_goes_through_the_whole_form_to_the_button(workshop: Hand) -> None:
    for _ in range(20):
        if workshop.focus is workshop.desk.work.bar.save:
            break
        workshop.press(Qt.Key.Key_Return)
        fill(workshop)

    assert workshop.desk.work.bar.save.isEnabled()
