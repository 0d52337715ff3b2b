"""The sampling leaf as a hand works it."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from carbon_points.audit.finding_rows import findings
from carbon_points.audit.findings import correct
from carbon_points.audit.findings import Correction
from carbon_points.audit.sample_results import result
from carbon_points.audit.sample_results import samples
from carbon_points.audit.sampling import plan
from carbon_points.audit.service import approve
from carbon_points.common.ids import id_text
from carbon_points.common.problems import DatabaseUnusableError
from tests.deeds import Drop
from tests.deeds import drops_file
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take
from tests.districts import AS_OF
from tests.districts import as_of
from ui.app import make_window
from ui.audit_desk.audit_view import AuditView
from ui.audit_desk.sampling_view import FINDINGS
from ui.audit_desk.sampling_view import LIST
from ui.audit_desk.sampling_view import PLAN
from ui.audit_desk.sampling_view import SamplingView
from ui.shared.desk import opened
from ui.shared.page import Role
from ui.shared.printing import Printers

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from carbon_points.audit.sample_results import SampleResult
    from carbon_points.audit.sampling import Design
    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow

SEED = "章丘2026"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def sampled(small: Database, tmp_path: Path) -> Database:
    """Six approved rides and two approved bags of clothing."""
    rides = [Ride(f"S{n}", person=n) for n in range(1, 7)]
    drops = [Drop(person=1), Drop(person=2)]
    take(small, rides_file(tmp_path, rides), drops_file(tmp_path, drops))
    approve(small, as_of("auditor"), "careful")
    return small


@pytest.fixture
def desk(
    settings: Settings, tasks: TaskRunner, qtbot: QtBot, sampled: Database
) -> Iterator[Callable[[str], SamplingView]]:
    """Seats an auditor at the leaf."""
    windows: list[MainWindow] = []

    def sit(login: str = "auditor") -> SamplingView:
        window = make_window(settings, tasks)
        windows.append(window)
        window.resize(1366, 768)
        window.show()
        whole = opened(sampled)
        who = next(
            each
            for each in whole.operators
            if Role.AUDITOR in each.roles and each.login == login
        )
        window.enter(whole, who)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        page = window.navigate("audit", leaf="sampling")
        assert isinstance(page, AuditView)
        leaf = page.leaf
        assert isinstance(leaf, SamplingView)
        leaf.presenter._today = lambda: AS_OF
        return leaf

    yield sit
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def leaf(desk: Callable[[str], SamplingView], wait: Callable[[], None]) -> SamplingView:
    """The leaf of the first auditor."""
    made = desk("auditor")
    wait()
    return made


def draw(leaf: SamplingView, wait: Callable[[], None], percent: str = "30") -> None:
    """Plan a sample and draw it."""
    leaf.turn(PLAN)
    leaf.plan.bound.setText(percent)
    leaf.plan.seed.setText(SEED)
    measure(leaf, wait)
    leaf.commit()
    wait()


def measure(leaf: SamplingView, wait: Callable[[], None]) -> None:
    """Do not wait until the typing has paused."""
    leaf.plan._timer.stop()
    leaf.plan.changed.emit(leaf.plan.design(seed="-"))
    wait()


def outcome(db: Database) -> SampleResult:
    with db.reading() as session:
        return result(session, samples(session)[0])


def press(leaf: SamplingView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(leaf.list.table, key)


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


def rows(leaf: SamplingView) -> range:
    return range(leaf.list.model.rowCount())


def made_by(db: Database, design: Design | None) -> tuple[int, ...]:
    assert design is not None
    with db.reading() as session:
        return plan(session, design).ids


def test_a_is_right_and_r_with_a_digit_is_wrong(
    leaf: SamplingView, sampled: Database, wait: Callable[[], None]
) -> None:
    draw(leaf, wait)
    first = leaf.list.panel.row
    assert first is not None

    press(leaf, Qt.Key.Key_R, Qt.Key.Key_2)
    wait()
    for _ in rows(leaf):
        press(leaf, Qt.Key.Key_A)
        wait()

    done = outcome(sampled)
    assert (done.finished, done.outcome.wrong) == (True, 1)
    assert done.open_findings == (first.action_id,)
    with sampled.reading() as session:
        (found,) = findings(session)
    assert (found.reason, found.overstated_mg) == ("R2", first.reduction_mg)
    assert leaf.tabs.button(FINDINGS).text() == "问题 1"
    assert leaf.list.outcome._checked.accessibleName().startswith("已核查 ")
    assert "已全部核查" in leaf.list.outcome._checked.accessibleName()


def test_what_is_claimed_too_much_is_typed_in_kilograms(
    leaf: SamplingView, sampled: Database, wait: Callable[[], None]
) -> None:
    draw(leaf, wait)
    panel = leaf.list.panel

    panel.overstated.setText("999")
    panel.give(4)
    wait()
    refused = panel._head.text()
    panel.overstated.setText("0.012")
    panel.note.setText("里程有一段不在本区")
    panel.give(4)
    wait()

    assert "多计应在 0 和" in refused
    with sampled.reading() as session:
        (found,) = findings(session)
    assert (found.overstated_mg, found.note) == (12_000, "里程有一段不在本区")


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


def test_the_ninth_reason_needs_words_and_esc_gives_up(
    leaf: SamplingView, sampled: Database, wait: Callable[[], None]
) -> None:
    draw(leaf, wait)
    panel = leaf.list.panel

    press(leaf, Qt.Key.Key_R)
    asked, given_up = panel._head.text(), leaf.escape()
    panel.give(9)
    wait()
    refused = outcome(sampled).outcome.checked
    panel.note.setText("漏记")
    panel.give(9)
    wait()

    assert asked.startswith("有误：")
    assert (given_up, refused) == (True, 0)
    with sampled.reading() as session:
        (found,) = findings(session)
    assert found.reason == "R9: 漏记"


def test_a_right_one_can_be_found_wrong_later_but_not_the_other_way(
    leaf: SamplingView, sampled: Database, wait: Callable[[], None]
) -> None:
    draw(leaf, wait)

    press(leaf, Qt.Key.Key_A)
    wait()
    leaf.list.table.go_to(0)
    press(leaf, Qt.Key.Key_R, Qt.Key.Key_1)
    wait()
    leaf.list.table.go_to(0)
    press(leaf, Qt.Key.Key_A)
    wait()

    assert outcome(sampled).outcome.wrong == 1
    assert not leaf.list.panel.right.isEnabled()
    assert "改判由另一位审核员" in leaf.list.panel._head.text()


def test_a_finding_is_corrected_here_and_closed_by_another(
    leaf: SamplingView,
    desk: Callable[[str], SamplingView],
    sampled: Database,
    wait: Callable[[], None],
) -> None:
    draw(leaf, wait)
    press(leaf, Qt.Key.Key_R, Qt.Key.Key_1)
    wait()
    leaf.turn(FINDINGS)
    panel = leaf.findings.panel

    leaf.commit()
    lacking = panel._hint.text()
    panel.note.setText("已冲正")
    leaf.commit()
    wait()
    own = (panel.act.isEnabled(), panel._hint.text())
    other = desk("auditor2")
    wait()
    other.turn(FINDINGS)
    other.findings.panel.note.setText("复核无误")
    other.commit()
    wait()

    assert lacking.startswith("请写明")
    assert own == (False, "这个问题由您整改，须由另一位审核员关闭。")
    with sampled.reading() as session:
        (found,) = findings(session)
    assert [step.operator for step in found.steps] == ["auditor", "auditor2"]
    assert found.state == "closed"
    assert other.tabs.button(FINDINGS).text() == "问题"


def test_another_auditor_dismisses_what_was_no_finding(
    leaf: SamplingView,
    desk: Callable[[str], SamplingView],
    sampled: Database,
    wait: Callable[[], None],
) -> None:
    draw(leaf, wait)
    press(leaf, Qt.Key.Key_R, Qt.Key.Key_1)
    wait()

    other = desk("auditor2")
    wait()
    other.turn(FINDINGS)
    other.findings.panel.note.setText("照片在登记点")
    other.findings.panel.dismiss.click()
    wait()

    assert not leaf.findings.panel.dismiss.isEnabled()
    assert outcome(sampled).outcome.wrong == 0
    assert "改判" in other.bar.text


def test_an_action_in_the_place_of_another_is_named_by_its_id(
    leaf: SamplingView, sampled: Database, wait: Callable[[], None]
) -> None:
    draw(leaf, wait)
    press(leaf, Qt.Key.Key_R, Qt.Key.Key_1)
    wait()
    leaf.turn(FINDINGS)
    panel = leaf.findings.panel
    panel.note.setText("重记")

    panel.replaced_by.setText("没有")
    leaf.commit()
    unreadable = panel._hint.text()
    panel.replaced_by.setText("12-999999")
    leaf.commit()
    wait()

    assert "不是行为编号" in unreadable
    assert leaf.bar.isVisible()
    with sampled.reading() as session:
        assert findings(session)[0].state == "open"


def test_a_finding_is_opened_at_a_record_that_nobody_drew(
    leaf: SamplingView, sampled: Database, wait: Callable[[], None]
) -> None:
    leaf.turn(FINDINGS)
    strip, said = leaf.findings.opening, []

    for action, mass, reason in (
        ("没有", "", "R1"),
        ("12-1", "很多", "R1"),
        ("12-1", "", "R9"),
    ):
        strip.action.setText(action)
        strip.overstated.setText(mass)
        strip.reason.choose(reason)
        strip.tell()
        said.append(strip._says.text())
    strip.reason.choose("R6")
    strip.overstated.setText("0.01")
    strip.note.setText("日期写成了去年")
    strip.open.click()
    wait()

    assert ["行为编号" in said[0], "千克数" in said[1], "须写明" in said[2]] == [
        True
    ] * 3
    with sampled.reading() as session:
        (found,) = findings(session)
    assert (found.reason, found.overstated_mg, found.sample_id) == ("R6", 10_000, None)
    assert leaf.findings.panel.finding_id == found.finding_id
    assert leaf.findings.panel.reverse.isChecked()
    assert not strip.action.text()


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
