"""The methodologies page: everything from declarations and texts, tried at once."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from carbon_points.methodology.contract import Status
from carbon_points.methodology.register import shipped
from carbon_points.methodology.registry import discover
from carbon_points.rulebook.service import adopt
from tests.districts import as_of
from tests.districts import make_empty
from tests.districts import NAME
from tests.ui.service_desk.hand import CTRL
from tests.ui.service_desk.hand import nameless
from ui.service_desk import methodologies_work as work
from ui.service_desk.methodologies_formula import tokens
from ui.service_desk.methodologies_view import MethodologiesView
from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand

IDS = sorted(discover())
LIBRARY = work.library(None, None)


def shown(hand: Hand, methodology: str = "") -> MethodologiesView:
    hand.window.navigate("methodologies", methodology=methodology)
    hand.wait()
    page = hand.window.page
    assert isinstance(page, MethodologiesView)
    return page


@pytest.fixture
def drafts(tmp_path: Path) -> Iterator[Database]:
    """A district that has adopted nothing yet."""
    from carbon_points.storage.engine import open_database  # noqa: PLC0415

    with open_database(make_empty(tmp_path, ()) / NAME) as db:
        yield db


# What is read from the folders


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_every_methodology_has_a_whole_page(name: str, spoken: str) -> None:
    methodology = LIBRARY.catalogue[name]

    assert work.symbols(LIBRARY, methodology, spoken)
    assert work.factor_lines(LIBRARY, methodology, spoken)
    assert work.document(methodology)
    limits = work.limit_lines(LIBRARY, methodology, spoken)
    assert not [line.name for line in limits if "_" in line.name]


@pytest.mark.parametrize("name", IDS)
def test_the_worked_cases_come_out_as_in_the_document(name: str) -> None:
    methodology = LIBRARY.catalogue[name]
    for example in work.examples(methodology, "zh"):
        answer = work.tried(LIBRARY, methodology, example, example.inputs)

        assert getattr(answer, "reduction", None) == example.reduction_mg


def test_a_formula_is_taken_apart_into_symbols_and_signs() -> None:
    parts = tokens("ER = d_c x (B - P) x k")

    assert [(part.text, part.below) for part in parts if part.is_symbol] == [
        ("ER", ""),
        ("d", "c"),
        ("B", ""),
        ("P", ""),
        ("k", ""),
    ]
    assert len({part.ink for part in parts if part.is_symbol}) == 5
    assert "×" in [part.text for part in parts]


def test_a_value_that_was_replaced_stays_in_the_history() -> None:
    history = work.history(LIBRARY, LIBRARY.catalogue["rooftop_pv"], "zh")

    grid = [(c.before, c.after) for c in history.changes if "电力" in c.what]
    assert grid == [
        ("0.6410 kgCO₂/kWh", "0.6191 kgCO₂/kWh"),
        ("0.6838 kgCO₂/kWh", "0.6410 kgCO₂/kWh"),
    ]


def test_versions_are_compared_by_what_they_ask_for() -> None:
    cycling = LIBRARY.catalogue["cycling"]
    old = cycling.current
    without = tuple(f for f in old.fields if f.name != "distance_m")
    later = dataclasses.replace(
        old, version="2.0", valid_from=dt.date(2027, 1, 1), fields=without
    )
    changed = dataclasses.replace(cycling, versions=(old, later))

    history = work.history(LIBRARY, changed, "zh")

    assert [each.version for each in history.versions] == ["2.0", "1.0"]
    [first, *_] = history.changes
    assert (first.since, first.what, first.after) == (later.valid_from, "里程", "—")


# The page


@pytest.mark.parametrize("name", IDS)
def test_the_example_on_screen_is_that_of_the_document(hand: Hand, name: str) -> None:
    page = shown(hand, name)

    assert page.current is not None
    assert page.current.id == name
    assert "与文件算例一致" in page.trial.text
    assert page.formula.legend


def test_a_changed_example_is_computed_at_once(hand: Hand) -> None:
    page = shown(hand, "cycling")
    form = page.trial.form
    assert form is not None
    form.fill({"distance_m": 5000})

    assert "已改动；文件算例为 134 gCO₂e" in page.trial.text
    form.fill({"distance_m": 400})
    assert "少于" in page.trial.text


def test_the_calculation_can_be_copied(hand: Hand) -> None:
    page = shown(hand, "cycling")
    page.trial.copy()

    assert "133540" in QApplication.clipboard().text().replace(",", "")


def test_arrows_go_through_the_list(hand: Hand) -> None:
    page = shown(hand)
    first = page.current
    hand.press(Qt.Key.Key_Down)
    second = page.current
    hand.press(Qt.Key.Key_Up)

    assert first is not None
    assert page.current is first
    assert second is not first


def test_typing_narrows_the_list(hand: Hand) -> None:
    page = shown(hand)
    page.list.edit.setText("光伏")

    assert page.list.shown == ["rooftop_pv"]


def test_a_key_opens_versions_and_changes_and_escape_folds_them(hand: Hand) -> None:
    page = shown(hand, "rooftop_pv")
    hand.press(Qt.Key.Key_D, CTRL)
    opened = page.history.isVisible()
    hand.press(Qt.Key.Key_Escape)

    assert opened
    assert page.history.isHidden()


def test_the_full_text_opens_and_closes(hand: Hand) -> None:
    page = shown(hand, "cycling")
    page.open_document()
    whole = page._text.toPlainText()
    hand.press(Qt.Key.Key_Escape)

    assert "自行车骑行" in whole
    assert page._pages.currentIndex() == 0


def test_old_rows_are_kept_and_assumed_ones_marked(hand: Hand) -> None:
    page = shown(hand, "rooftop_pv")

    assert "0.6838" in page.factors.text
    assert "0.6191" in page.factors.text
    assert "居民装机上限" in page.limits.text


@pytest.mark.parametrize("role", list(Role))
def test_everyone_may_read_it(
    seat: Callable[..., Hand], small: Database, role: Role
) -> None:
    page = shown(seat(small, role))

    assert page.list.shown
    assert not nameless(page)


# Adoption


def lock_doors(db: Database) -> None:
    """With passwords set nobody signs for a second person any more."""
    with db.writing() as session:
        session.execute(text("UPDATE operator SET password_hash = 'x'"))


def test_before_passwords_are_set_one_act_adopts(
    seat: Callable[..., Hand], drafts: Database
) -> None:
    hand = seat(drafts, Role.AUDITOR)
    page = shown(hand, "rooftop_pv")
    page.adoption.document.line.setFocus()
    hand.type("2026-9")
    page.adoption.save.click()
    hand.wait()

    assert page.presenter.status(page.current) is Status.TRIAL  # type: ignore[arg-type]


def test_two_auditors_adopt_a_draft_as_a_trial(
    seat: Callable[..., Hand], drafts: Database
) -> None:
    hand = seat(drafts, Role.AUDITOR)
    page = shown(hand, "rooftop_pv")
    lock_doors(drafts)
    before = page.presenter.status(page.current)  # type: ignore[arg-type]
    adopt(drafts, as_of("auditor2"), ["rooftop_pv"], as_of().as_of, "章环〔2026〕9号")
    page.presenter.load()
    hand.wait()
    proposed = page.adoption._hint.text()
    page.adoption.save.click()
    hand.wait()

    assert before is Status.DRAFT
    assert "章环〔2026〕9号" in proposed
    assert page.presenter.status(page.current) is Status.TRIAL  # type: ignore[arg-type]
    assert not page.adoption.isVisible()


def test_whoever_proposed_does_not_confirm(
    seat: Callable[..., Hand], drafts: Database
) -> None:
    hand = seat(drafts, Role.AUDITOR)
    page = shown(hand, "heat_pump")
    lock_doors(drafts)
    login = hand.window._operator.login
    adopt(drafts, as_of(login), ["heat_pump"], as_of().as_of, "章环〔2026〕9号")
    page.presenter.load()
    hand.wait()

    assert not page.adoption.save.isEnabled()
    assert "请另一位审核员" in page.adoption._hint.text()


def test_a_worker_adopts_nothing(seat: Callable[..., Hand], drafts: Database) -> None:
    page = shown(seat(drafts), "rooftop_pv")

    assert not page.adoption.isVisible()


# A folder that nobody knew


def test_a_new_folder_has_a_good_page(hand: Hand, tmp_path: Path) -> None:
    package = f"made_up_{tmp_path.name.replace('-', '_')}"
    folder = tmp_path / package / "repair_cafe"
    shutil.copytree(Path("methodologies/waste_sorting"), folder)
    (tmp_path / package / "__init__.py").write_text("", "utf-8")
    for file in folder.glob("*.py"):
        code = file.read_text("utf-8").replace(
            "methodologies.waste_sorting", f"{package}.repair_cafe"
        )
        file.write_text(code.replace('"waste_sorting"', '"repair_cafe"'), "utf-8")
    texts = folder / "texts.yaml"
    renamed = texts.read_text("utf-8").replace("生活垃圾分类", "修旧利废")
    texts.write_text(renamed, "utf-8")
    sys.path.insert(0, str(tmp_path))
    try:
        catalogue = discover(package)
    finally:
        sys.path.remove(str(tmp_path))
    page = shown(hand)

    page.presenter._listed(work.Library(catalogue, shipped(catalogue)))

    assert page.list.shown == ["repair_cafe"]
    assert "修旧利废" in page._name.text()
    assert "与文件算例一致" in page.trial.text
    assert page.formula.legend
    assert "单次下限" in page.limits.text
