"""Two files of one person are found, looked at side by side and marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from carbon_points.participants.twins import mark_twin
from carbon_points.participants.twins import open_marks
from tests.deeds import identity
from tests.deeds import person
from tests.districts import as_of
from tests.ui.service_desk.roll import shown
from tests.ui.service_desk.roll import words

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


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


def test_no_mark_says_how_one_is_made(hand: Hand) -> None:
    page = shown(hand)
    page.filter.kinds["marked"].click()
    hand.wait()

    assert "没有待合并的档案" in words(page.list)
