"""Each of the sample is found right or wrong, and what was wrong is corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from carbon_points.audit.finding_rows import findings
from tests.ui.audit_desk.sampling import draw
from tests.ui.audit_desk.sampling import outcome
from tests.ui.audit_desk.sampling import press
from tests.ui.audit_desk.sampling import rows
from ui.audit_desk.sampling_view import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.storage.engine import Database
    from ui.audit_desk.sampling_view import SamplingView


def find_wrong(leaf: SamplingView, wait: Callable[[], None]) -> None:
    """Draw, and find the first of the sample wrong."""
    draw(leaf, wait)
    press(leaf, Qt.Key.Key_R, Qt.Key.Key_1)
    wait()


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
    find_wrong(leaf, wait)
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
    find_wrong(leaf, wait)

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
    find_wrong(leaf, wait)
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
