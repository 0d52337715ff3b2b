"""One person's file beside the list: leaves, edits, consents, the number, twins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from carbon_points.common.problems import RefusedError
from carbon_points.participants.models import Participant
from carbon_points.participants.twins import mark_twin
from carbon_points.participants.twins import open_marks
from carbon_points.places.queries import subdistrict_by_name
from carbon_points.security.models import OperationLog
from carbon_points.security.models import Operator
from tests.deeds import identity
from tests.deeds import person
from tests.deeds import RESIDENTS
from tests.deeds import SMES
from tests.districts import as_of
from tests.ui.service_desk.hand import CTRL
from tests.ui.service_desk.hand import nameless
from ui.service_desk.roll_detail import LEAVES
from ui.service_desk.roll_view import RollView
from ui.shared.page import Role
from ui.shared.tokens import TextSize
from ui.shared.widgets import Label

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand
    from ui.shared.settings import Settings

ALT = Qt.KeyboardModifier.AltModifier


def shown(hand: Hand, who: int = 0) -> RollView:
    if not isinstance(hand.window.page, RollView):
        hand.window.navigate("participants")
    hand.wait()
    page = hand.window.page
    assert isinstance(page, RollView)
    if who:
        page.pick(who)
        hand.wait()
    return page


def words(part: QWidget) -> str:
    labels = [each for each in part.findChildren(Label) if each.isVisibleTo(part)]
    return " ".join(label.text() for label in labels)


def acts(db: Database) -> list[str]:
    with db.reading() as session:
        return list(session.scalars(select(OperationLog.act)))


def stored(db: Database, number: int) -> Participant:
    with db.reading() as session:
        return session.get_one(Participant, person(number))


# Leaves


def test_the_leaves_turn_with_alt_and_a_digit(
    seat: Callable[..., Hand], busy: Database
) -> None:
    hand = seat(busy)
    page = shown(hand, person(1))
    page.table.setFocus()
    for number, name in enumerate(LEAVES):
        hand.press(Qt.Key(Qt.Key.Key_1 + number), ALT)
        assert page.file.leaf == name
        assert not nameless(page)


def test_the_ledger_runs_with_its_balance(
    seat: Callable[..., Hand], busy: Database
) -> None:
    page = shown(seat(busy), person(1))
    page.file.turn("ledger")
    table = page.file.ledger.entry_table
    visitor = page.presenter.visitor
    assert visitor is not None

    model = table.model()
    assert model is not None
    assert model.rowCount() == len(visitor.account.entries)
    newest = model.index(0, 3).data()
    assert newest == f"{visitor.account.points:,}"


def test_f1_on_a_movement_opens_the_actions_and_then_the_calculation(
    seat: Callable[..., Hand], busy: Database
) -> None:
    hand = seat(busy)
    page = shown(hand, person(1))
    page.file.turn("ledger")
    page.file.ledger.entry_table.setFocus()
    hand.press(Qt.Key.Key_F1)
    assert hand.focus is page.file.ledger.action_table
    assert "行为得来" in page.file.ledger._note.text()
    hand.press(Qt.Key.Key_F1)

    assert page.why.isVisible()
    assert "ER" in page.why._name.text()
    hand.press(Qt.Key.Key_Escape)
    assert not page.why.isVisible()


def test_an_action_says_its_state_and_who_decided(
    seat: Callable[..., Hand], busy: Database
) -> None:
    page = shown(seat(busy), person(1))
    page.file.turn("ledger")
    page.file.ledger.turn("actions")

    note = page.file.ledger._note.text()
    assert "已通过" in note
    assert "审核人 auditor" in note


def test_installations_and_certificates_are_listed(
    seat: Callable[..., Hand], busy: Database
) -> None:
    page = shown(seat(busy), person(1))

    owned = words(page.file.installations)
    assert "0000000000001" in owned
    assert "最近抄表" in owned
    held = words(page.file.certificates)
    assert "签发" in held


def test_who_has_nothing_is_told_so(hand: Hand) -> None:
    page = shown(hand, person(2))

    assert "没有登记设施" in words(page.file.installations)
    assert "还没有证书" in words(page.file.certificates)


def test_movements_that_cannot_be_read_leave_the_file_readable(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(hand)

    def fail(*_: object) -> None:
        raise RefusedError("DB_DAMAGED", path="x")

    with monkeypatch.context() as patch:
        patch.setattr("ui.service_desk.roll_work.visitor", fail)
        page.pick(person(2))
        hand.wait()
        page.file.turn("ledger")
        assert "流水暂时读不出来，档案仍可查看。" in page.file.ledger._bar.text
        assert "西苑社区" in words(page.file.file)
    page.file.ledger.retry_wanted.emit()
    hand.wait()

    assert not page.file.ledger._bar.isVisibleTo(page.file.ledger)


# Edits


def test_a_telephone_is_changed_with_the_keyboard(hand: Hand, small: Database) -> None:
    page = shown(hand, person(2))
    page.file.file.edit.setFocus()
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_A, CTRL)
    hand.type("13877776021")
    hand.commit()

    assert stored(small, 2).phone == "13877776021"
    assert "138****6021" in words(page.file)
    assert not page.file.file.is_editing
    assert acts(small)[-1] == "edit-participant"


def test_the_editor_says_what_cannot_change(hand: Hand) -> None:
    page = shown(hand, person(2))
    page.file.file.edit.click()
    hand.wait()

    assert "写入防改链，不能修改" in words(page.file.file)
    hand.press(Qt.Key.Key_Escape)
    assert not page.file.file.is_editing


def test_a_wrong_telephone_is_told_at_the_field_and_nothing_is_saved(
    hand: Hand, small: Database
) -> None:
    page = shown(hand, person(2))
    page.file.file.edit.click()
    hand.wait()
    hand.type("1390000")
    hand.commit()

    assert page.file.file.is_editing
    assert stored(small, 2).phone == "13900000002"


def test_the_editor_shows_no_more_of_a_telephone_than_the_file(hand: Hand) -> None:
    page = shown(hand, person(2))
    page.file.file.edit.click()
    hand.wait()

    lines = page.file.file.findChildren(QLineEdit)
    seen = [line.text() + line.placeholderText() for line in lines]
    assert not any("13900000002" in text for text in seen)
    assert any("139****0002" in text for text in seen)


def test_nothing_changed_is_told_at_the_file(hand: Hand) -> None:
    page = shown(hand, person(2))
    page.file.file.edit.click()
    hand.wait()
    hand.commit()

    assert "没有变化" in page.file.bar.text


def test_what_was_typed_and_not_saved_waits_for_its_person(
    hand: Hand, small: Database
) -> None:
    page = shown(hand, person(2))
    page.file.file.edit.click()
    hand.wait()
    hand.press(Qt.Key.Key_A, CTRL)
    hand.type("13877776021")
    page.pick(person(3))
    hand.wait()
    assert not page.file.file.is_editing
    page.pick(person(2))
    hand.wait()

    assert page.file.file.typed["phone"] == "13877776021"
    assert "没保存的修改还在" in page.file.bar.text
    hand.press(Qt.Key.Key_Escape)
    page.file.file.edit.click()
    hand.wait()
    assert page.file.file.typed["phone"] == "13877776021"
    page.file.file._drop()
    page.file.file.edit.click()
    hand.wait()
    assert not page.file.file.typed
    assert stored(small, 2).phone == "13900000002"


def test_an_act_is_about_who_is_shown_and_never_about_who_is_to_come(
    hand: Hand, small: Database
) -> None:
    page = shown(hand, person(2))
    page.file.file.edit.click()
    hand.wait()
    hand.press(Qt.Key.Key_A, CTRL)
    hand.type("13877776021")
    page.presenter.open(person(3))
    page.commit()
    hand.wait()

    assert stored(small, 2).phone == "13877776021"
    assert stored(small, 3).phone == "13900000003"


# The number


def test_a_whole_number_is_shown_for_a_reason_and_masked_again(
    hand: Hand, small: Database
) -> None:
    page = shown(hand, person(2))
    leaf = page.file.file
    leaf.unmask.setFocus()
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_Return)
    assert not leaf.number.text()
    hand.enter("核对证件")

    assert leaf.number.text() == identity(2)
    assert acts(small)[-1] == "reveal-id"
    for _ in range(29):
        leaf._tick()
    assert not leaf.number.isHidden()
    leaf._tick()

    assert leaf.number.isHidden()


def test_the_next_person_does_not_inherit_the_number(hand: Hand) -> None:
    page = shown(hand, person(2))
    page.file.file.show_number(identity(2))
    page.pick(person(3))
    hand.wait()

    assert page.file.file.number.isHidden()


# Consents


def test_a_consent_is_withdrawn_for_a_reason_and_given_again(
    hand: Hand, small: Database
) -> None:
    page = shown(hand, person(2))
    page.file.turn("consents")
    leaf = page.file.consents
    assert "同意有效" in leaf.state.text()
    leaf.withdraw.setFocus()
    hand.press(Qt.Key.Key_Space)
    hand.enter("搬走")
    assert "同意已撤回" in leaf.state.text()
    assert "撤回" in words(leaf)

    leaf.give.setFocus()
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_Space)
    hand.press(Qt.Key.Key_Tab)
    hand.press(Qt.Key.Key_Space)
    leaf._proxy["proxy_name"].put("李强")
    leaf._proxy["proxy_relation"].put("子女")
    leaf._proxy["proxy_phone"].put("139 1111 2222")
    leaf._send(by_proxy=True)
    hand.wait()

    assert "同意有效" in leaf.state.text()
    assert "代办：李强（子女，139****2222）" in words(leaf)
    assert "withdraw-consent" in acts(small)


# Twins


def test_likely_twins_are_a_question_and_become_a_mark(
    hand: Hand, small: Database
) -> None:
    page = shown(hand, person(1))
    assert "可能重复：王芳" in words(page.file.twins.questions)
    assert "另有 3 位姓名相同的" in words(page.file.twins.questions)
    page.file.twins.compare_wanted.emit(person(2))
    hand.wait()
    assert page.file.is_comparing
    assert "由审核员合并" in words(page.file.compare)
    hand.press(Qt.Key.Key_Space)
    hand.enter("换过身份证")

    with small.reading() as session:
        [mark] = open_marks(session)
    assert (mark.participant_id, mark.other_id) == (person(1), person(2))
    assert "待合并：与 王芳（12-2），worker 标记：换过身份证" in words(
        page.file.twins.questions
    )


def test_the_marked_have_a_segment_of_their_own(hand: Hand, small: Database) -> None:
    mark_twin(small, as_of("worker"), person(1), person(3), "同一人")
    page = shown(hand)
    page.filter.kinds["marked"].click()
    hand.wait()

    assert page.model.rowCount() == 2


def test_two_people_are_told_apart_and_not_asked_about_again(
    hand: Hand, small: Database
) -> None:
    mark_twin(small, as_of("worker"), person(1), person(2), "同一人")
    page = shown(hand, person(1))
    page.presenter.compare(person(2))
    hand.wait()
    assert not page.file.compare.same.isVisible()
    page.file.compare.apart.click()
    hand.enter("姐妹")

    with small.reading() as session:
        assert open_marks(session) == []
    assert "1028" not in words(page.file.twins.questions)


def test_any_two_files_can_be_laid_side_by_side(hand: Hand) -> None:
    page = shown(hand, person(1))
    page.file.twins.mark.click()
    hand.enter(identity(4))
    hand.press(Qt.Key.Key_Space)

    assert page.file.compare.other == person(4)
    hand.press(Qt.Key.Key_Escape)
    assert not page.file.is_comparing
    assert hand.focus is page.file._leaves["file"]


# Rights, states, shapes


def test_an_auditor_marks_and_unmasks_but_changes_nothing(
    seat: Callable[..., Hand], small: Database
) -> None:
    page = shown(seat(small, Role.AUDITOR), person(1))

    assert page.file.file.unmask.isVisibleTo(page)
    assert page.file.twins.mark.isVisibleTo(page)
    assert not page.file.file.edit.isVisibleTo(page)
    page.file.turn("consents")
    assert not page.file.consents.withdraw.isVisibleTo(page)


def test_an_admin_sees_everything_masked_and_changes_nothing(
    seat: Callable[..., Hand], small: Database
) -> None:
    page = shown(seat(small, Role.ADMIN), person(1))

    for part in (page.file.file.unmask, page.file.file.edit, page.file.twins.mark):
        assert not part.isVisibleTo(page)
    assert identity(1) not in words(page)


def test_the_list_is_exported_masked(
    hand: Hand, small: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(hand)
    target = tmp_path / "名单.xlsx"
    monkeypatch.setattr(
        "ui.service_desk.roll_export_strip.QFileDialog.getSaveFileName",
        lambda *_: (str(target), ""),
    )
    page.filter.export.click()
    hand.wait()

    sheet = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert len(sheet) == 2 + RESIDENTS + SMES
    assert acts(small)[-1] == "export-participants"


@pytest.mark.parametrize(
    ("state", "count"), [("open", RESIDENTS + SMES - 1), ("closed", 1), ("frozen", 0)]
)
def test_a_state_narrows_the_list(
    seat: Callable[..., Hand], small: Database, state: str, count: int
) -> None:
    with small.writing() as session:
        session.get_one(Participant, person(2)).state = "closed"
    hand = seat(small)
    page = shown(hand)
    page.filter.state.choose(state)
    hand.wait()

    assert page.model.rowCount() == count


def test_a_street_narrows_the_list(hand: Hand) -> None:
    page = shown(hand)
    page.filter.place.choose("刁镇街道")
    hand.wait()

    assert page.model.rowCount() == SMES


def test_an_empty_roll_says_how_to_begin(
    seat: Callable[..., Hand], empty: Database
) -> None:
    page = shown(seat(empty))

    assert "还没有参与者" in words(page.list)
    assert "在左边选一位" in words(page.file)


def test_slash_puts_the_caret_into_the_filter(hand: Hand) -> None:
    page = shown(hand)
    page.table.setFocus()
    hand.press(Qt.Key.Key_Slash)

    assert hand.focus is page.edit


def test_a_long_list_shows_its_first_rows_before_the_rest(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(hand)
    seen: list[tuple[int, bool]] = []
    page.presenter.listed.connect(lambda s: seen.append((s.count(), s.is_whole)))
    monkeypatch.setattr("ui.service_desk.roll_presenter.FIRST_ROWS", 3)
    page.load()
    hand.wait()
    hand.wait()

    assert seen == [(3, False), (RESIDENTS + SMES, True)]


def test_where_it_is_narrow_the_file_is_a_drawer(
    seat: Callable[..., Hand], small: Database
) -> None:
    hand = seat(small)
    hand.window.resize(1100, 690)
    page = shown(hand)
    assert not page.file.isVisible()
    page.table.setFocus()
    hand.press(Qt.Key.Key_Return)
    assert page.file.isVisible()
    hand.press(Qt.Key.Key_Escape)

    assert not page.file.isVisible()
    assert hand.focus is page.table


@pytest.mark.parametrize("size", [TextSize.NORMAL, TextSize.LARGE])
def test_the_page_fits_a_small_screen(
    seat: Callable[..., Hand], small: Database, settings: Settings, size: TextSize
) -> None:
    hand = seat(small)
    settings.text_size = size
    hand.wait()
    page = shown(hand)

    need = page.minimumSizeHint()
    assert need.width() <= 1366 - 76
    assert need.height() <= 690 - 52


def test_who_and_where_is_kept_over_a_rebuild(hand: Hand) -> None:
    page = shown(hand, person(3))
    page.filter.kinds["resident"].click()
    page.file.turn("consents")
    hand.wait()
    state = page.snapshot()
    page.filter.clear()
    page.file.turn("file")
    hand.wait()
    page.restore(state)
    hand.wait()

    assert page.model.rowCount() == RESIDENTS
    assert page.file.leaf == "consents"
    assert page.presenter.person == person(3)


def test_a_consent_is_printed_from_its_leaf(hand: Hand) -> None:
    page = shown(hand, person(2))
    page.file.turn("consents")
    page.file.consents.print.setFocus()
    hand.press(Qt.Key.Key_Space)
    assert page.papers.panel is not None
    hand.press(Qt.Key.Key_Escape)

    assert not page.papers.is_open
    assert hand.focus is page.file.consents.print


@pytest.mark.parametrize(
    ("segment", "street", "count"),
    [
        ("", "", RESIDENTS),
        ("resident", "", RESIDENTS),
        ("sme", "", 0),
        ("frozen", "", 0),
        ("", "明水街道", RESIDENTS),
        ("", "刁镇街道", 0),
        ("marked", "", 2),
    ],
)
def test_a_text_and_a_filter_narrow_together(
    hand: Hand, small: Database, segment: str, street: str, count: int
) -> None:
    mark_twin(small, as_of("worker"), person(1), person(3), "同一人")
    page = shown(hand)
    page.filter.kinds[segment].click()
    page.filter.place.choose(street)
    page.edit.setText("wf")
    page.load()
    hand.wait()

    assert page.model.rowCount() == count


def test_the_whole_number_of_somebody_elsewhere_is_found(
    seat: Callable[..., Hand], small: Database
) -> None:
    with small.writing() as session:
        worker = session.scalars(
            select(Operator).where(Operator.name == "worker")
        ).one()
        worker.subdistrict_id = subdistrict_by_name(session, "刁镇街道")
    page = shown(hand := seat(small))
    assert page.model.rowCount() == SMES
    page.edit.setText(identity(1))
    page.load()
    hand.wait()

    assert page.model.rowCount() == 1


def reached(hand: Hand, start: QWidget, inside: QWidget) -> list[QWidget]:
    """What Tab reaches from a control on, as long as it stays inside."""
    start.setFocus()
    found = [start]
    while True:
        hand.press(Qt.Key.Key_Tab)
        if not inside.isAncestorOf(hand.focus) or hand.focus in found:
            return found
        found.append(hand.focus)


@pytest.mark.parametrize("leaf", LEAVES)
def test_tab_goes_through_a_leaf_as_the_eye_does(
    seat: Callable[..., Hand], busy: Database, leaf: str
) -> None:
    hand = seat(busy)
    page = shown(hand, person(1))
    page.file.turn(leaf)
    first = page.file._leaves["file"]
    order = reached(hand, first, page.file)

    tops = [part.mapTo(page.file, part.rect().topLeft()).y() for part in order]
    assert page.file._certificate is order[-1]
    if leaf != "file":  # this one scrolls under the keys
        assert tops == sorted(tops)
    else:
        file, twins = page.file.file, page.file.twins
        seen = [*twins.compares, file.unmask, file.edit, twins.mark]
        places = [order.index(part) for part in seen]
        assert places == sorted(places)


def test_tab_goes_through_the_editor_from_field_to_save(hand: Hand) -> None:
    page = shown(hand, person(2))
    page.file.file.edit.click()
    hand.wait()
    order = reached(hand, hand.focus, page.file)

    names = [part.accessibleName() for part in order]
    assert names[:2] == ["手机号 *", "无手机"]
    assert names[names.index("不改了") + 1] == "保存"
    assert names[-1] == "打印证书"


def test_tab_goes_through_the_head_of_the_page(hand: Hand) -> None:
    page = shown(hand)
    order = reached(hand, page.filter.kinds[""], page.filter)

    lefts = [part.mapTo(page, part.rect().topLeft()).x() for part in order]
    assert lefts == sorted(lefts)
    assert order[-1] is page.filter.export


def test_who_stands_far_down_stays_while_the_list_is_read_again(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.service_desk.roll_presenter.FIRST_ROWS", 3)
    page = shown(hand, person(1))
    page.load()
    hand.wait()
    hand.wait()

    assert page.list.current == person(1)
    assert page.presenter.shown == person(1)


def test_who_does_not_fit_any_more_gives_way_to_the_first(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.service_desk.roll_presenter.FIRST_ROWS", 1)
    page = shown(hand, person(1))
    page.filter.kinds["sme"].click()
    hand.wait()
    hand.wait()

    assert page.list.current == person(RESIDENTS + SMES)
    assert page.presenter.shown == person(RESIDENTS + SMES)


def test_a_changed_row_is_read_again_in_its_place(hand: Hand) -> None:
    page = shown(hand, person(2))
    page.file.file.edit.click()
    hand.wait()
    hand.press(Qt.Key.Key_A, CTRL)
    hand.type("13877776021")
    hand.commit()

    assert page.list.current == person(2)
    assert "138****6021" in page.model.name(page.table.current, 3)


def test_a_list_that_cannot_be_read_says_so_and_is_tried_again(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RefusedError("DB_LOCKED")

    with monkeypatch.context() as patch:
        patch.setattr("ui.service_desk.roll_work.roll_ids", fail)
        page = shown(hand)
        assert "名单暂时读不出来" in words(page.list)
    page.list._again.click()
    hand.wait()

    assert page.model.rowCount() == RESIDENTS + SMES


def test_no_mark_says_how_one_is_made(hand: Hand) -> None:
    page = shown(hand)
    page.filter.kinds["marked"].click()
    hand.wait()

    assert "没有待合并的档案" in words(page.list)
