"""Slips, passbook, consent and explanation: what they say, the same every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pytest
from sqlalchemy import text

from carbon_points.certificates.papers import note_print
from carbon_points.certificates.papers import PaperSize
from carbon_points.certificates.papers import slip
from carbon_points.common.ids import id_text
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.crediting.desk import log
from tests.certificates.reading import texts
from tests.deeds import drop_form
from tests.deeds import person
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

_MM = 72 / 25.4


def actions_of(db: Database, participant_id: int) -> list[int]:
    with db.reading() as session:
        query = text("SELECT id FROM action WHERE participant_id = :who ORDER BY id")
        return list(session.scalars(query, {"who": participant_id}))


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """The pages in whole millimetres."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = [page.get_size() for page in document]
    return [(round(wide / _MM), round(high / _MM)) for wide, high in found]


def test_a_slip_says_who_what_and_where_the_account_stands(small: Database) -> None:
    done = log(small, as_of("worker"), drop_form(1))
    assert done.action_id is not None

    paper = slip(small, as_of("worker"), person(1), [done.action_id], PaperSize.ROLL)

    [page] = texts(paper.pdf)
    assert "山东省济南市章丘区碳普惠" in page
    assert "明水街道服务台2026-06-3014:13" in page
    assert "经办社区工作人员" in page
    assert "王芳" in page
    assert "370114********101X" in page
    assert f"4.321千克编号{id_text(done.action_id)}" in page
    assert f"待审核积分（预计）{done.points_expected:,}分" in page
    assert "可用积分0分" in page
    assert "未经核证" in page
    assert "对记录有异议" in page
    assert (paper.kind, paper.subject) == ("slip", id_text(done.action_id))


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(
    ("size", "millimetres"),
    [(PaperSize.ROLL, (80, 0)), (PaperSize.A5, (148, 210)), (PaperSize.A4, (210, 297))],
)
def test_a_slip_has_the_size_that_was_wanted(
    busy: Database, size: PaperSize, millimetres: tuple[int, int], *, large: bool
) -> None:
    wanted = actions_of(busy, person(1))

    paper = slip(busy, as_of("worker"), person(1), wanted, size, large=large)

    for wide, high in sizes(paper.pdf):
        assert wide == millimetres[0]
        assert high == (millimetres[1] or high)
    shown = "".join(texts(paper.pdf))
    assert all(f"编号{id_text(number)}" in shown for number in wanted)


def test_the_same_slip_has_the_same_bytes(busy: Database) -> None:
    wanted = actions_of(busy, person(1))

    once, again = (
        slip(busy, as_of("worker"), person(1), wanted, PaperSize.A5).pdf
        for _ in range(2)
    )

    assert once == again


def test_the_lines_of_a_slip_add_up_to_what_waits(small: Database) -> None:
    for grams in (501, 517, 1033):
        log(small, as_of("worker"), drop_form(1, grams=grams))
    wanted = actions_of(small, person(1))

    paper = slip(small, as_of("worker"), person(1), wanted, PaperSize.A5)

    [page] = texts(paper.pdf)
    waiting = page.partition("待审核积分（预计）")[2].partition("分")[0]
    assert f"+{waiting}分可用积分0分" in page


def test_a_slip_that_was_printed_before_says_so(busy: Database) -> None:
    wanted = actions_of(busy, person(1))
    first = slip(busy, as_of("worker"), person(1), wanted, PaperSize.ROLL)
    for state in ("confirmed", "saved", "failed", "queued"):
        note_print(busy, as_of("worker"), first, "小票机", 1, state)

    again = slip(busy, as_of("worker"), person(1), wanted, PaperSize.A5)

    assert (first.reprints, again.reprints) == (0, 2)
    assert "重打" not in texts(first.pdf)[0]
    assert "重打第2次" in texts(again.pdf)[0]


def test_somebody_elses_action_is_on_no_slip(busy: Database) -> None:
    [first, *_] = actions_of(busy, person(2))

    with pytest.raises(UserError, match="ACTION_UNKNOWN"):
        slip(busy, as_of("worker"), person(1), [first], PaperSize.ROLL)


def test_who_may_not_print_gets_no_slip(busy: Database) -> None:
    with pytest.raises(NotAllowedError):
        slip(busy, as_of("viewer"), person(1), [], PaperSize.ROLL)


def test_nobody_has_no_slip(busy: Database) -> None:
    with pytest.raises(UserError, match="PARTICIPANT_UNKNOWN"):
        slip(busy, as_of("worker"), person(999), [], PaperSize.ROLL)
