"""The register of indicators as a person works it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QLabel

from carbon_points.indicators.service import report
from carbon_points.indicators.service import Reported
from tests.districts import AS_OF
from tests.districts import as_of
from ui.scenario_desk.indicators_view import IndicatorsView
from ui.scenario_desk.scenario_view import ScenarioView
from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from ui.shared.table import Table
    from ui.shared.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Hand:
    """Works the page as a person does."""

    window: MainWindow
    wait: Callable[[], None]

    @property
    def view(self) -> IndicatorsView:
        found = self.window.page
        assert isinstance(found, IndicatorsView)
        return found

    @property
    def words(self) -> str:
        """Everything that stands beside the table."""
        labels = self.view.detail.findChildren(QLabel)
        return "\n".join(each.text() for each in labels if each.isVisible())

    def column(self, number: int, table: Table | None = None) -> list[str]:
        """What stands in one column, headings left out."""
        model = (table or self.view.table).model()
        return [
            str(model.index(at, number).data())
            for at in range(model.rowCount())
            if model.flags(model.index(at, 0))
        ]

    def go(self, subject: str) -> None:
        self.window.navigate("indicators", subject=subject)
        self.wait()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)
        self.wait()

    def click(self, widget: Any) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.wait()


@pytest.fixture
def sit(
    seated: Callable[[Database, str], MainWindow], wait: Callable[[], None]
) -> Callable[..., Hand]:
    """Somebody who looks at the register of a database."""

    def take_seat(db: Database, role: Role = Role.AUDITOR) -> Hand:
        window = seated(db, role)
        window.navigate("indicators")
        hand = Hand(window, wait)
        hand.view.presenter._today = lambda: AS_OF
        hand.wait()
        return hand

    return take_seat


@pytest.fixture
def hand(sit: Callable[..., Hand], empty: Database) -> Hand:
    """An auditor before a new register."""
    return sit(empty)


def write(hand: Hand, value: str, source: str = "区农业农村局台账") -> None:
    """Fill in the form that is open."""
    form = hand.view.detail.form
    for edit, text in ((form.value, value), (form.source, source)):
        edit.setText(text)
        edit.textEdited.emit(text)


def test_the_plans_rows_stand_under_their_categories(hand: Hand) -> None:
    model = hand.view.table.model()
    first = model.index(0, 0)

    assert len(hand.column(0)) == 37
    assert "低碳管理" in first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert not model.flags(first)
    assert hand.view.table.columnSpan(0, 0) == model.columnCount()
    assert hand.column(4)[0] == "8,537,813.87"
    assert "完成 19 / 35 项" in hand.view._foot.accessibleName()


def test_arrow_keys_step_over_the_headings(hand: Hand) -> None:
    hand.view.table.setFocus()
    for _ in range(9):
        hand.press(Qt.Key.Key_Down)

    assert hand.view.line is not None
    assert hand.view.line.row.subject == "10"


def test_a_filter_shows_only_what_is_open(hand: Hand) -> None:
    hand.click(hand.view.head.filters["open"])

    assert {each.split("：")[-1] for each in hand.column(9)} == {"未完成"}
    hand.click(hand.view.head.filters["ours"])
    assert "6" in hand.column(0)


def test_a_trend_says_in_words_where_it_goes(hand: Hand) -> None:
    model = hand.view.table.model()
    said = model.index(1, 8).data(Qt.ItemDataRole.AccessibleTextRole)

    assert said == "走势 下降"


def test_enter_reports_a_value_and_the_table_shows_it(
    hand: Hand, empty: Database
) -> None:
    hand.go("28a")
    hand.press(Qt.Key.Key_Return)
    write(hand, "42,900.5")

    assert hand.view.detail.form.year.code == "2023"
    assert hand.view.detail.form.done.isChecked()
    hand.press(Qt.Key.Key_Return, CTRL)

    at = hand.column(0).index("28a")
    assert hand.column(4)[at] == "42,900.5"
    assert hand.column(5)[at] == "2023"
    assert not hand.view.detail.is_writing
    assert "区农业农村局台账" in hand.words
    assert hand.view.table.hasFocus()
    with empty.reading() as session:
        assert (
            session.connection()
            .exec_driver_sql("SELECT COUNT(*) FROM plan_value")
            .scalar_one()
            == 1
        )


def test_a_refused_value_leaves_everything_typed(hand: Hand) -> None:
    hand.go("28a")
    hand.press(Qt.Key.Key_Return)
    form = hand.view.detail.form
    write(hand, "two")
    hand.click(form.still_open)
    hand.view.commit()
    hand.wait()

    assert "不是数字" in form.bar.text
    assert form.value.text() == "two"
    assert form.source.text() == "区农业农村局台账"


def test_a_correction_needs_its_reason(hand: Hand, empty: Database) -> None:
    report(empty, as_of("auditor"), Reported("28a", 2023, "42900.5", "台账"))
    hand.go("28a")
    hand.press(Qt.Key.Key_Return)
    form = hand.view.detail.form
    form.year.choose("2023")
    write(hand, "42900.6")

    assert "更正" in form._present.text()
    assert not form.save.isEnabled()
    form.note.setText("笔误")
    form.note.textEdited.emit("笔误")
    hand.click(form.save)

    assert "已被更正" in hand.words
    assert "笔误" in hand.words


def test_indicator_6_opens_its_scenarios_and_no_form(hand: Hand) -> None:
    hand.go("6")
    hand.press(Qt.Key.Key_Return)

    assert not hand.view.detail.is_writing
    assert "低碳生活" in hand.words
    assert not hand.view.detail.report.isVisible()
    hand.view.detail.scenario_wanted.emit("energy")
    hand.wait()
    assert isinstance(hand.window.page, ScenarioView)


def test_esc_goes_from_the_form_to_the_history_to_the_table(hand: Hand) -> None:
    hand.go("28a")
    hand.press(Qt.Key.Key_Return)

    hand.press(Qt.Key.Key_Escape)
    assert hand.view.detail.isVisible()
    assert not hand.view.detail.is_writing
    hand.press(Qt.Key.Key_Escape)
    assert not hand.view.detail.isVisible()
    assert hand.view.table.hasFocus()
    assert not hand.view.escape()


def test_e_saves_a_copy_of_the_evidence(
    hand: Hand, empty: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "台账.txt"
    paper.write_text("42900.5", "utf-8")
    said = Reported("28a", 2023, "42900.5", "台账", evidence=paper)
    report(empty, as_of("auditor"), said)
    copy = tmp_path / "副本.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(copy), ""))

    hand.go("28a")
    hand.press(Qt.Key.Key_E)

    assert copy.read_text("utf-8") == "42900.5"


def test_e_adds_a_file_where_there_is_none(
    hand: Hand, empty: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(empty, as_of("auditor"), Reported("28a", 2023, "42900.5", "台账"))
    paper = tmp_path / "台账.txt"
    paper.write_text("42900.5", "utf-8")
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_given: (str(paper), "")
    )

    hand.go("28a")
    hand.press(Qt.Key.Key_E)
    form = hand.view.detail.form
    assert form.attach.hasFocus()
    hand.click(form.attach)
    hand.click(form.save)

    assert "补充佐证" in hand.words
    assert hand.view.line is not None
    latest = hand.view.line.latest
    assert latest is not None
    assert latest.evidence == "台账.txt"


@pytest.mark.parametrize("role", [Role.ADMIN, Role.VIEWER])
def test_who_only_reads_gets_no_form(
    sit: Callable[..., Hand], empty: Database, role: Role
) -> None:
    hand = sit(empty, role)
    hand.go("28a")
    hand.press(Qt.Key.Key_Return)

    assert hand.view.detail.isVisible()
    assert not hand.view.detail.is_writing
    assert not hand.view.head.report.isVisible()


def test_the_projects_are_the_second_table(hand: Hand) -> None:
    hand.click(hand.view.head.tabs.button(1))

    assert len(hand.column(0)) == 26
    assert not hand.view.head.filters["binding"].isVisible()
    hand.press(Qt.Key.Key_Return)
    write(hand, "已编制", "生态环境分局")
    hand.click(hand.view.detail.form.done)
    hand.view.commit()
    hand.wait()
    assert hand.column(6)[0] == "完成"
    assert hand.column(5)[0] == "已编制"


def test_what_was_typed_outlives_a_change_of_the_look(hand: Hand) -> None:
    hand.go("28a")
    hand.press(Qt.Key.Key_Return)
    write(hand, "42900.5")

    kept = hand.view.snapshot()
    hand.view.detail.form.value.clear()
    hand.view.restore(kept)
    hand.wait()

    assert hand.view.detail.is_writing
    assert hand.view.detail.form.value.text() == "42900.5"
    assert hand.view.detail.form.source.text() == "区农业农村局台账"


def test_what_was_typed_outlives_the_end_of_the_program(
    sit: Callable[..., Hand], hand: Hand, empty: Database
) -> None:
    hand.go("28a")
    hand.press(Qt.Key.Key_Return)
    write(hand, "42900.5")
    hand.view.leave()
    hand.wait()
    hand.window.close()

    hand = sit(empty)

    form = hand.view.detail.form
    assert hand.view.detail.is_writing
    assert "找回" in form.bar.text
    assert form.value.text() == "42900.5"
    hand.click(form.save)
    assert "区农业农村局台账" in hand.words
    assert hand.view._draft() is None


def test_the_register_is_exported(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tmp_path / "指标"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_given: (str(wanted), "")
    )

    hand.click(hand.view.head.export)

    assert wanted.with_suffix(".xlsx").stat().st_size > 5_000


def test_what_cannot_be_read_can_be_tried_again(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ui.scenario_desk.indicators_work.register", broken)
    hand.view.presenter.refresh()
    hand.wait()
    assert hand.view.bar.isVisible()

    monkeypatch.undo()
    hand.view.presenter.refresh()
    hand.wait()
    assert not hand.view.bar.isVisible()


def test_the_palette_offers_what_the_page_can_do(hand: Hand) -> None:
    assert [each.initials for each in hand.view.commands()] == ["djxz", "dczbb"]
    hand.view.explain()
    assert hand.view.detail.isVisible()
