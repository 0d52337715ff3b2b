"""The passbook goes on where the last print stopped, and nowhere else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from carbon_points.audit.service import approve
from carbon_points.certificates.papers import end_print
from carbon_points.certificates.papers import note_print
from carbon_points.certificates.papers import passbook
from carbon_points.certificates.passbook import Book
from carbon_points.certificates.passbook import BookLine
from carbon_points.certificates.passbook import LINES
from carbon_points.certificates.passbook import parse_subject
from carbon_points.certificates.passbook import passbook_pdf
from carbon_points.certificates.passbook import subject_of
from carbon_points.certificates.slip import Head
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from tests.certificates.reading import texts
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.certificates.papers import Paper
    from carbon_points.storage.engine import Database

HEAD = Head(
    "章丘区",
    "明水街道服务台",
    "王芳",
    dt.datetime(2026, 6, 30, 9, 0, tzinfo=dt.UTC),
    demo=False,
    kind="resident",
    holder="张晓明",
    masked_id="370181********2517",
)


def earn(db: Database, folder: Path, number: int) -> None:
    """One more ride, approved: one more line in the passbook."""
    start = Ride("").start + number * 86_400
    take_one(db, rides_file(folder, [Ride(f"P{number}", 1, start, metres=2000)]))
    approve(db, as_of("auditor"), "careful")


def printed(db: Database, paper: Paper, state: str = "confirmed") -> int:
    return note_print(db, as_of("worker"), paper, "针式打印机", 1, state)


def test_a_new_line_is_printed_alone_at_its_place(
    small: Database, tmp_path: Path
) -> None:
    earn(small, tmp_path, 1)
    first = passbook(small, as_of("worker"), person(1))
    printed(small, first)
    earn(small, tmp_path, 2)

    second = passbook(small, as_of("worker"), person(1))

    [before], [after] = texts(first.pdf), texts(second.pdf)
    assert "碳积分存折" in before
    assert "12026-06-30记入骑行80g+8080" in before
    assert after == "22026-06-30记入骑行80g+80160"
    assert top_of_ink(second.pdf) > top_of_ink(first.pdf)


def top_of_ink(pdf: bytes) -> int:
    """The first row of the picture that is not white."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=1).to_numpy()
    return int((picture < 200).any(axis=(1, 2)).argmax())


def test_what_did_not_come_out_is_printed_again_at_the_same_place(
    small: Database, tmp_path: Path
) -> None:
    earn(small, tmp_path, 1)
    paper = passbook(small, as_of("worker"), person(1))
    job = printed(small, paper, "sent")
    end_print(small, as_of("worker"), job, "failed")

    once_more = passbook(small, as_of("worker"), person(1))

    assert once_more.subject == paper.subject
    assert once_more.pdf == paper.pdf


def test_a_print_without_answer_moves_nothing_until_it_is_confirmed(
    small: Database, tmp_path: Path
) -> None:
    earn(small, tmp_path, 1)
    job = printed(small, passbook(small, as_of("worker"), person(1)), "sent")
    assert passbook(small, as_of("worker"), person(1)).subject.startswith("1-1@")

    assert end_print(small, as_of("worker"), job, "confirmed")

    with pytest.raises(RefusedError, match="PASSBOOK_UP_TO_DATE"):
        passbook(small, as_of("worker"), person(1))


def test_a_confirmed_print_stays_confirmed(small: Database, tmp_path: Path) -> None:
    earn(small, tmp_path, 1)
    job = printed(small, passbook(small, as_of("worker"), person(1)))

    assert not end_print(small, as_of("worker"), job, "failed")

    with pytest.raises(RefusedError, match="PASSBOOK_UP_TO_DATE"):
        passbook(small, as_of("worker"), person(1))


def test_every_movement_is_printed_once_whatever_jams(
    small: Database, tmp_path: Path
) -> None:
    on_paper = ""
    for number, states in enumerate([["failed", "saved"], ["confirmed"], ["failed"]]):
        earn(small, tmp_path, number)
        for state in states:
            paper = passbook(small, as_of("worker"), person(1))
            printed(small, paper, state)
            on_paper += texts(paper.pdf)[0] * (state != "failed")
    on_paper += texts(passbook(small, as_of("worker"), person(1)).pdf)[0]

    assert [on_paper.count(f"+80{80 * n}") for n in (1, 2, 3)] == [1, 1, 1]


def test_again_prints_the_whole_page_and_says_so(
    small: Database, tmp_path: Path
) -> None:
    for number in (1, 2):
        earn(small, tmp_path, number)
        printed(small, passbook(small, as_of("worker"), person(1)))

    paper = passbook(small, as_of("worker"), person(1), again=True)
    printed(small, paper)

    [page] = texts(paper.pdf)
    assert "重打第1次" in page
    assert "12026-06-30" in page
    assert "22026-06-30" in page
    assert "重打第2次" in texts(passbook_again(small).pdf)[0]
    with pytest.raises(RefusedError, match="PASSBOOK_UP_TO_DATE"):
        passbook(small, as_of("worker"), person(1))


def passbook_again(db: Database) -> Paper:
    return passbook(db, as_of("worker"), person(1), again=True, large=True)


def test_an_older_movement_of_another_desk_makes_a_new_book(
    small: Database, tmp_path: Path
) -> None:
    for number in (1, 2):
        earn(small, tmp_path, number)
    paper = passbook(small, as_of("worker"), person(1))
    late = replace(paper, subject=paper.subject.replace("1-2@", "1-1@"))
    printed(small, late)

    renewed = passbook(small, as_of("worker"), person(1))

    assert renewed.subject == paper.subject
    assert "碳积分存折" in texts(renewed.pdf)[0]


def test_without_points_there_is_nothing_to_print(small: Database) -> None:
    with pytest.raises(RefusedError, match="PASSBOOK_EMPTY"):
        passbook(small, as_of("worker"), person(1))


def test_an_unknown_job_cannot_end(small: Database) -> None:
    with pytest.raises(UserError, match="PRINT_JOB_UNKNOWN"):
        end_print(small, as_of("worker"), 7, "confirmed")


def lines(first: int, last: int) -> tuple[BookLine, ...]:
    day = dt.date(2026, 1, 1)
    return tuple(
        BookLine(n, day + dt.timedelta(n), "记入 骑行", 1000 * n, n, n)
        for n in range(first, last + 1)
    )


def test_a_full_page_turns_to_the_next_one() -> None:
    pdf = passbook_pdf(Book(HEAD, lines(23, 26), 0))

    old, new = texts(pdf)
    assert "碳积分存折" not in old
    assert "第2页" in new
    assert [line.page for line in lines(23, 26)] == [1, 1, 2, 2]
    assert [line.row for line in lines(23, 26)] == [22, 23, 0, 1]


def test_large_print_is_the_same_page_on_a4() -> None:
    book = Book(HEAD, lines(1, LINES), 0)

    small, large = passbook_pdf(book), passbook_pdf(book, large=True)

    assert texts(small) == texts(large)
    with pypdfium2.PdfDocument(large) as document:
        assert round(document[0].get_height() / 72 * 25.4) == 297


@settings(max_examples=30)
@given(st.integers(1, 500), st.integers(0, 40), st.integers(0, 2**62), st.booleans())
def test_the_subject_says_how_far_a_print_goes(
    first: int,
    more: int,
    entry: int,
    again: bool,  # noqa: FBT001  (drawn)
) -> None:
    subject = subject_of(first, first + more, entry, again=again)

    assert parse_subject(subject) == (first + more, entry)
