"""A sample is planned, drawn, printed and kept over a change of the look."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from carbon_points.audit.findings import correct
from carbon_points.audit.findings import Correction
from carbon_points.audit.sample_results import samples
from carbon_points.audit.sampling import plan
from carbon_points.common.ids import id_text
from carbon_points.common.problems import DatabaseUnusableError
from tests.districts import as_of
from tests.ui.audit_desk.sampling import draw
from tests.ui.audit_desk.sampling import made_by
from tests.ui.audit_desk.sampling import measure
from tests.ui.audit_desk.sampling import press
from tests.ui.audit_desk.sampling import rows
from tests.ui.audit_desk.sampling import SEED
from ui.audit_desk.sampling_view import FINDINGS
from ui.audit_desk.sampling_view import LIST
from ui.audit_desk.sampling_view import PLAN
from ui.shared.printing import Printers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.audit_desk.sampling_view import SamplingView


def test_the_size_is_shown_before_anything_is_drawn(
    leaf: SamplingView, sampled: Database, wait: Callable[[], None]
) -> None:
    leaf.plan.bound.setText("30")
    measure(leaf, wait)

    design = leaf.plan.design()
    assert design is not None
    assert (leaf._at, design.seed) == (PLAN, "")
    with sampled.reading() as session:
        drawn = plan(session, design)
        assert samples(session) == []
    assert leaf.plan.count.text() == str(len(drawn.ids))
    assert leaf.plan.model.rowCount() == len(drawn.strata)


@pytest.mark.parametrize(
    ("bound", "seed", "first", "said"),
    [
        ("30", "", "", "还差：种子"),
        ("", SEED, "", "读不成数字"),
        ("三", SEED, "", "读不成数字"),
        ("100", SEED, "", "应在 0 和 100 之间"),
        ("0", SEED, "", "应在 0 和 100 之间"),
        ("30", SEED, "2199-01-01", "开始日期晚于结束日期"),
        ("30", SEED, "昨天", "读不成日期"),
        ("30", SEED, "2026-06-29", "没有已核定的行为"),
    ],
)
def test_a_plan_that_cannot_be_drawn_says_what_it_lacks(
    leaf: SamplingView,
    wait: Callable[[], None],
    bound: str,
    seed: str,
    first: str,
    said: str,
) -> None:
    leaf.plan.bound.setText(bound)
    leaf.plan.seed.setText(seed)
    leaf.plan.first.draft = first
    measure(leaf, wait)

    leaf.commit()
    wait()

    assert said in leaf.plan._lacks.text()
    assert not leaf.plan.draw.isEnabled()
    assert leaf._at == PLAN


def test_ctrl_enter_draws_the_list_that_the_seed_makes(
    leaf: SamplingView, sampled: Database, wait: Callable[[], None]
) -> None:
    leaf.plan.bound.setText("30")
    leaf.plan.seed.setText(SEED)
    measure(leaf, wait)
    design = leaf.plan.design()

    QTest.keyClick(
        leaf.plan.seed, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    wait()

    shown = [str(leaf.list.model.index(at, 1).data()) for at in rows(leaf)]
    assert shown == [id_text(each) for each in made_by(sampled, design)]
    assert leaf._at == LIST
    assert "名单已固定" in leaf.bar.text
    assert not leaf.plan.seed.text()


def test_f1_tells_how_the_number_came_about(
    leaf: SamplingView, wait: Callable[[], None]
) -> None:
    leaf.explain()
    wait()
    nothing = leaf.why.isVisible()
    draw(leaf, wait)

    leaf.explain()
    wait()
    shown, closed = leaf.why.isVisible(), leaf.escape()

    assert (nothing, shown, closed) == (False, True, True)
    assert leaf.why._shown is not None


def test_what_somebody_else_did_meanwhile_is_told(
    leaf: SamplingView, sampled: Database, wait: Callable[[], None]
) -> None:
    draw(leaf, wait)
    press(leaf, Qt.Key.Key_R, Qt.Key.Key_1)
    wait()
    leaf.turn(FINDINGS)
    number = leaf.findings.panel.finding_id
    correct(sampled, as_of("auditor2"), number, Correction("已冲正", reverse=True))

    leaf.findings.panel.note.setText("我来")
    leaf.commit()
    wait()

    assert "已不在可以这样处理的状态" in leaf.bar.text


def test_ctrl_p_shows_the_working_paper_and_esc_leads_back(
    leaf: SamplingView, tmp_path: Path, wait: Callable[[], None], qtbot: QtBot
) -> None:
    draw(leaf, wait)
    sent: list[str] = []

    def send(_pdf: bytes, **how: Any) -> int:
        sent.append(how["printer_name"])
        return 4

    leaf.drawer._printers = Printers(lambda: ["A4"], send)

    leaf.print_page()
    wait()
    qtbot.waitUntil(lambda: bool(leaf.drawer.preview.where))
    leaf.drawer.send()
    wait()
    shown, closed = leaf.drawer.isVisible(), leaf.escape()
    for name in ("底稿.pdf", "底稿.xlsx"):
        leaf.presenter.save_paper(tmp_path / name)
        wait()

    assert (shown, closed, sent) == (True, True, ["A4"])
    assert (tmp_path / "底稿.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "底稿.xlsx").read_bytes().startswith(b"PK")
    assert "底稿.xlsx" in leaf.bar.text


def test_a_sample_that_cannot_be_drawn_leaves_the_plan_as_it_is(
    leaf: SamplingView, wait: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> int:
        raise DatabaseUnusableError("DB_DISK_FULL")

    monkeypatch.setattr("ui.audit_desk.sampling_work.draw", full)

    draw(leaf, wait)

    assert leaf.bar.isVisible()
    assert (leaf._at, leaf.plan.seed.text()) == (PLAN, SEED)


def test_the_state_survives_a_rebuild(
    leaf: SamplingView,
    desk: Callable[[str], SamplingView],
    wait: Callable[[], None],
) -> None:
    draw(leaf, wait)
    leaf.plan.seed.setText("下一次")
    leaf.plan.bound.setText("7")
    leaf.turn(FINDINGS)
    other = desk("auditor")

    other.restore(leaf.snapshot())
    wait()

    assert other._at == FINDINGS
    assert (other.plan.seed.text(), other.plan.bound.text()) == ("下一次", "7")
    assert other.presenter.sample_id == leaf.presenter.sample_id


def test_without_a_sample_the_list_leads_to_the_plan(
    leaf: SamplingView, wait: Callable[[], None]
) -> None:
    leaf.turn(LIST)
    (button,) = leaf._no_list.findChildren(QAbstractButton)

    button.click()
    wait()

    assert leaf._at == PLAN
    assert not leaf.printing.isEnabled()


@pytest.mark.parametrize("at", [PLAN, LIST, FINDINGS])
def test_every_control_has_a_name(
    leaf: SamplingView, wait: Callable[[], None], at: int
) -> None:
    draw(leaf, wait)
    press(leaf, Qt.Key.Key_R, Qt.Key.Key_1)
    wait()
    leaf.turn(at)

    nameless = [
        each.metaObject().className()
        for each in leaf.findChildren(QAbstractButton)
        if each.isVisibleTo(leaf) and not each.accessibleName()
    ]

    # Qt's own: the corner of a table, the calendar inside of a field.
    assert set(nameless) <= {"QTableCornerButton", "QLineEditIconButton"}
