"""The pool's window: from the notice to the public register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QPushButton

from carbon_points.security.people import set_password
from tests.districts import AS_OF
from tests.districts import as_of
from tests.ui.audit_desk.pool import Hand
from tests.ui.audit_desk.pool import OVER
from tests.ui.audit_desk.pool import PASSWORD
from ui.audit_desk.pool_disposals import DisposalsLeaf
from ui.audit_desk.pool_public import PublicLeaf
from ui.audit_desk.pool_uses import UsesLeaf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from ui.shared.window import MainWindow


@pytest.fixture
def sit(
    seated: Callable[[Database, str], MainWindow],
    wait: Callable[[], None],
    tmp_path: Path,
) -> Callable[..., Hand]:
    """An auditor who looks at the pool of a database."""
    paper = tmp_path / "批文.txt"
    paper.write_text("同意划拨。", "utf-8")

    def take_seat(db: Database, login: str = "auditor") -> Hand:
        window = seated(db, login)
        window.navigate("pool")
        hand = Hand(window, wait, paper)
        hand.on(AS_OF)
        return hand

    return take_seat


@pytest.fixture
def hand(sit: Callable[..., Hand], yielding: Database) -> Hand:
    """The first auditor before a pool that is empty yet."""
    return sit(yielding)


def test_the_head_says_whose_they_are_and_that_nothing_is_certified(
    hand: Hand,
) -> None:
    assert "支配权：生态环境主管部门" in hand.words
    assert hand.amounts[0].startswith("待登记 ")
    assert not hand.amounts[0].startswith("待登记 0 ")
    assert hand.amounts[1] == "可划拨 0 gCO₂e"


def test_a_notice_says_what_it_would_announce_before_it_does(hand: Hand) -> None:
    leaf = hand.turn(0)

    leaf.form.text.setPlainText("公示")
    leaf._preview()
    hand.wait()

    said = leaf.form._preview.text()
    assert "7 个工作日" in said
    assert "自行车骑行 2026 年：6 笔" in said
    assert leaf.form.publish.isEnabled()
    leaf.form.last.draft = "2025-12-31"
    leaf._preview()
    hand.wait()
    assert "没有可公示" in leaf.form._preview.text()
    assert not leaf.form.publish.isEnabled()


def test_an_objection_stops_the_registration_until_it_is_answered(
    hand: Hand,
) -> None:
    hand.announce()
    leaf = hand.turn(0)
    leaf.detail.content.setText("请说明方法学版本")
    hand.press("记录异议")
    hand.on(OVER)

    assert leaf.model.index(0, 5).data() == "异议待答"
    hand.turn(1)
    assert "登记成批次" not in [
        each.text() for each in hand.view.leaf.findChildren(QPushButton)
    ]
    hand.turn(0)
    edits = leaf.detail.findChildren(type(leaf.detail.content))
    answers = [each for each in edits if each.accessibleName() == "答复"]
    next(each for each in answers if each.isVisible()).setText("见公开台账")
    hand.press("不采纳")
    assert "不采纳：见公开台账" in hand.words


def test_a_notice_can_be_taken_back_with_a_reason(hand: Hand) -> None:
    hand.announce()
    leaf = hand.turn(0)
    assert not leaf.detail.cancel.isEnabled()

    leaf.detail.reason.setText("统计期写错")
    hand.click(leaf.detail.cancel)

    assert "统计期写错" in hand.words
    assert leaf.notice is not None
    assert leaf.notice.state == "cancelled"


def test_a_notice_that_is_over_becomes_numbered_batches(hand: Hand) -> None:
    leaf = hand.register()

    assert leaf.batches.rowCount() == 2
    assert leaf.balances.rowCount() == 2
    assert hand.amounts[0] == "待登记 0 gCO₂e"
    assert hand.amounts[1] != "可划拨 0 gCO₂e"


def test_a_disposal_shows_what_it_leaves_and_both_auditors_sign(hand: Hand) -> None:
    hand.register()

    leaf = hand.fill()
    assert "→ 余" in leaf.side._preview.text()
    assert leaf.side.submit.isEnabled()
    hand.commit()

    assert leaf.disposals.rowCount() == 1
    assert leaf.disposal is not None
    assert (leaf.disposal.proposed_by, leaf.disposal.decided_by) == (
        "auditor",
        "auditor2",
    )
    assert hand.amounts[2] == "已划拨 500 gCO₂e"
    assert not leaf.side.name.text()


def test_more_than_there_is_cannot_be_handed_in(hand: Hand) -> None:
    hand.register()

    leaf = hand.fill("999999")

    assert "不够" in leaf.side._preview.text()
    assert not leaf.side.submit.isEnabled()
    hand.fill("0.1234567")
    assert "读不成数字" in leaf.side._preview.text()
    assert not leaf.side.submit.isEnabled()


def test_a_refused_disposal_leaves_everything_typed(hand: Hand) -> None:
    hand.register()
    leaf = hand.fill()
    leaf.side.uscc.setText("911101")

    hand.commit()

    assert "统一社会信用代码" in leaf.side.bar.text
    assert leaf.side.name.text() == "章丘高新材料有限公司"
    assert leaf.disposals.rowCount() == 0


@pytest.fixture
def guarded(sit: Callable[..., Hand], hand: Hand, yielding: Database) -> Hand:
    """The auditor anew, before batches; everybody has a password now."""
    hand.register()
    for name in ("admin", "auditor", "auditor2"):
        second = "auditor2" if name == "auditor" else "auditor"
        set_password(yielding, as_of("admin", second=second), name, PASSWORD)
    hand.window.close()
    again = sit(yielding)
    again.on(OVER)
    return again


def test_the_second_person_signs_with_a_password(guarded: Hand) -> None:
    leaf = guarded.fill()
    leaf.side.signer.choose("auditor2")
    assert not leaf.side.submit.isEnabled()
    leaf.side.password.setText("wrong-one")
    guarded.commit()
    assert "密码不对" in leaf.side.bar.text
    leaf.side.password.setText(PASSWORD)
    guarded.commit()

    assert leaf.disposal is not None
    assert leaf.disposal.decided_by == "auditor2"


def test_a_proposal_waits_for_another_auditor(
    sit: Callable[..., Hand], guarded: Hand, yielding: Database
) -> None:
    leaf = guarded.fill()
    guarded.commit()

    assert guarded.amounts[3] == "冻结（待复核） 500 gCO₂e"
    assert not leaf.confirm.isEnabled()
    assert "另一位审核员" in leaf._about.accessibleName()
    guarded.window.close()
    other = sit(yielding, "auditor2")
    other.on(OVER)
    leaf = other.turn(2)
    other.click(leaf.confirm)

    assert leaf.disposal is not None
    assert leaf.disposal.state == "confirmed"
    assert other.amounts[2] == "已划拨 500 gCO₂e"


def test_a_proposal_is_taken_back_with_a_reason(guarded: Hand) -> None:
    leaf = guarded.fill()
    guarded.commit()

    leaf.reason.setText("企业改期")
    guarded.click(leaf.drop)

    assert guarded.amounts[3] == "冻结（待复核） 0 gCO₂e"
    assert leaf.disposal is not None
    assert leaf.disposal.state == "dropped"


def test_what_is_used_is_gone(hand: Hand) -> None:
    hand.register()
    hand.fill()
    hand.commit()
    leaf = hand.turn(3)
    assert isinstance(leaf, UsesLeaf)
    leaf.purpose.setText("出口产品声明")
    leaf.amount.draft = "0.2"

    hand.commit()

    assert leaf.model.rowCount() == 1
    assert hand.amounts[2] == "已划拨 300 gCO₂e"
    leaf.purpose.setText("再次声明")
    leaf.amount.draft = "9"
    hand.commit()
    assert leaf.side.bar.text


def test_f1_shows_the_actions_behind_a_movement_and_enter_explains_one(
    hand: Hand,
) -> None:
    hand.register()
    leaf = hand.turn(4)
    assert isinstance(leaf, PublicLeaf)
    assert leaf.model.rowCount() == 2
    hand.window.activateWindow()
    hand.wait()

    hand.view.explain()
    hand.wait()
    assert leaf.behind_model.rowCount() == 6
    assert leaf.action_table.hasFocus()
    hand.view.explain()
    hand.wait()

    assert leaf.why.isVisible()
    assert hand.view.escape()
    assert leaf.side.isVisible()
    assert hand.view.escape()
    assert not leaf._beside.isVisible()
    assert not hand.view.escape()


def test_f1_on_a_batch_and_on_a_disposal_opens_its_actions(hand: Hand) -> None:
    leaf = hand.register()
    leaf.batch_table.go_to(0)

    hand.view.explain()
    hand.wait()

    public = hand.view.public
    assert hand.view.leaf is public
    assert public.behind_model.rowCount() == 6
    public._beside.hide()
    hand.fill()
    hand.commit()
    hand.view.explain()
    hand.wait()
    assert hand.view.leaf is public
    assert public.side.isVisible()


@pytest.mark.parametrize("form", [".pdf", ".xlsx", ".html"])
def test_the_public_register_is_exported(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    hand.register()
    wanted = tmp_path / "台账"
    chosen = f"{form[1:].upper()} (*{form})"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_given: (str(wanted), chosen)
    )

    hand.view.commands()[0].run()
    hand.wait()

    assert wanted.with_suffix(form).stat().st_size > 1_000


def test_what_was_typed_outlives_a_change_of_the_look(hand: Hand) -> None:
    hand.register()
    leaf = hand.fill("0.25")
    kept = hand.view.snapshot()
    leaf.side.clear()
    hand.turn(0)

    hand.view.restore(kept)

    assert hand.view.leaf is leaf
    assert leaf.side.name.text() == "章丘高新材料有限公司"
    assert next(iter(leaf.side.amounts.values())).draft == "0.25"


def test_what_was_typed_outlives_the_end_of_the_program(
    sit: Callable[..., Hand], hand: Hand, yielding: Database
) -> None:
    hand.register()
    hand.fill("0.25")
    hand.view.leave()
    hand.wait()
    hand.window.close()

    hand = sit(yielding)
    hand.on(OVER)

    leaf = hand.view.leaf
    assert isinstance(leaf, DisposalsLeaf)
    assert "找回" in hand.view.bar.text
    assert leaf.side.purpose.text() == "产品碳足迹抵减"
    assert next(iter(leaf.side.amounts.values())).draft == "0.25"
    hand.view._clear()
    hand.wait()
    assert hand.view.typed() is None


def test_what_cannot_be_read_can_be_tried_again(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ui.audit_desk.pool_work.pool_page", broken)
    hand.on(AS_OF)
    assert hand.view.bar.isVisible()

    monkeypatch.undo()
    hand.on(AS_OF)
    assert not hand.view.bar.isVisible()
