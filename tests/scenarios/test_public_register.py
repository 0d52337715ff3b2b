"""The public register: every batch, nobody's name, nothing that gives a few away."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pytest
from sqlalchemy import text

from carbon_points.pool.disposing import dispose
from carbon_points.pool.objections import ObjectionForm
from carbon_points.pool.objections import raise_objection
from carbon_points.pool.queries import batches
from carbon_points.scenarios.public_output import write_register
from carbon_points.scenarios.public_register import register_of
from carbon_points.scenarios.public_register import RIGHT
from carbon_points.statistics.suppression import SMALLEST
from carbon_points.statistics.suppression import WITHHELD
from tests.districts import as_of
from tests.pool.bureau import announced
from tests.pool.bureau import disposal
from tests.pool.bureau import disposed
from tests.pool.bureau import OVER
from tests.pool.bureau import registered
from tests.pool.bureau import used

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.scenarios.public_register import PublicRegister
    from carbon_points.storage.engine import Database


@pytest.fixture
def given_away(approved: Database, tmp_path: Path) -> Database:
    """The sample district's year registered, a batch disposed of and used."""
    largest = max(registered(approved).batches, key=lambda each: each.actions)
    disposal = disposed(approved, tmp_path, (largest.batch_id, 5000))
    used(approved, disposal.disposal_id, 2000)
    return approved


def public(db: Database) -> PublicRegister:
    with db.reading() as session:
        return register_of(session, OVER)


def words_of(path: Path) -> str:
    """Everything that a file shows, whatever its format."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as paper:
            pages = [page.get_textpage().get_text_bounded() for page in paper]
        return "\n".join(pages)
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    return path.read_text("utf-8")


def personal(db: Database) -> set[str]:
    """Names, telephones, contacts and whole identity numbers of everybody."""
    query = text("SELECT id, name, phone, contact, identity_sealed FROM participant")
    found: set[str] = set()
    with db.reading() as session:
        for number, *words, sealed in session.execute(query):
            found |= {*words, db.sealer.open(number, sealed)}
    return found - {""}


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx", ".html"])
def test_each_format_says_what_it_is_and_where_it_comes_from(
    given_away: Database, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"台账{suffix}"

    write_register(public(given_away), path)

    said = words_of(path)
    assert "未经核证" in said
    assert RIGHT in said
    assert "链位置" in said
    for batch in public(given_away).batches:
        assert batch.number in said


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx", ".html"])
def test_no_format_names_a_participant(
    given_away: Database, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"台账{suffix}"
    write_register(public(given_away), path)

    said = words_of(path)

    known = personal(given_away)
    assert len(known) > 100
    assert not {each for each in known if each in said}


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx", ".html"])
def test_the_same_register_gives_the_same_file(
    given_away: Database, tmp_path: Path, suffix: str
) -> None:
    one, two = tmp_path / f"1{suffix}", tmp_path / f"2{suffix}"

    write_register(public(given_away), one)
    write_register(public(given_away), two)

    assert one.read_bytes() == two.read_bytes()


def test_the_page_needs_nothing_from_outside(
    given_away: Database, tmp_path: Path
) -> None:
    path = tmp_path / "register.html"

    write_register(public(given_away), path)

    page = path.read_text("utf-8")
    assert not re.search(r"<script|https?:|src=|@import|url\(|<link", page)
    assert page.count("<table>") == page.count("</table>") == 3


def test_what_is_shown_is_what_the_pool_holds(given_away: Database) -> None:
    register = public(given_away)

    with given_away.reading() as session:
        known = {each.number: each for each in batches(session)}
    assert {each.number for each in register.batches} == known.keys()
    for each in register.batches:
        real, shown = known[each.number], each.figures
        if shown.registered_mg is not None:
            assert shown.registered_mg == real.registered_mg
            assert shown.balance_mg == real.balance_mg
            assert (shown.disposed_mg, shown.used_mg) == (
                real.disposed_mg,
                real.used_mg,
            )


def test_a_batch_of_few_people_is_not_shown_nor_found_by_subtraction(
    given_away: Database,
) -> None:
    register = public(given_away)

    with given_away.reading() as session:
        people = {each.number: each.participants for each in batches(session)}
    hidden = [b.number for b in register.batches if b.figures.registered_mg is None]
    assert {name for name, n in people.items() if n < SMALLEST} <= set(hidden)
    if hidden and register.totals.registered_mg is not None:
        assert len(hidden) > 1
        assert sum(people[name] for name in hidden) >= SMALLEST


def test_the_amount_of_a_disposal_of_few_peoples_grams_is_withheld(
    busy: Database, tmp_path: Path
) -> None:
    batch = registered(busy).batches[0]
    given = disposed(busy, tmp_path, (batch.batch_id, 5000))
    used(busy, given.disposal_id, 2000)

    register = public(busy)

    assert [each.reduction_mg for each in register.disposals] == [None]
    assert [each.reduction_mg for each in register.uses] == [None]
    path = tmp_path / "register.html"
    write_register(register, path)
    assert WITHHELD in path.read_text("utf-8")


def test_a_traders_own_name_is_not_published(
    approved: Database, tmp_path: Path
) -> None:
    batch = max(registered(approved).batches, key=lambda each: each.actions)
    trader = replace(
        disposal(tmp_path, (batch.batch_id, 5000)),
        uscc=_trader_code(),
        name="章丘区王小芳服装店",
    )
    dispose(approved, as_of("auditor", day=OVER, second="auditor2"), trader)

    [shown] = public(approved).disposals

    assert shown.enterprise == "个体工商户"
    assert "*" in shown.uscc


def _trader_code() -> str:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    code = "92370114MA0000001"
    total = sum(alphabet.index(c) * 3**i for i, c in enumerate(code))
    return code + alphabet[-total % 31]


def test_an_empty_pool_has_a_register_too(empty: Database, tmp_path: Path) -> None:
    register = public(empty)

    for suffix in (".pdf", ".xlsx", ".html"):
        write_register(register, tmp_path / f"空{suffix}")

    assert (register.batches, register.totals.registered_mg) == ((), 0)
    assert "还没有登记批次" in (tmp_path / "空.html").read_text("utf-8")


def test_a_notice_that_runs_says_how_many_objected_and_not_what(
    busy: Database, tmp_path: Path
) -> None:
    notice = announced(busy)
    said = ObjectionForm(notice.notice_id, "邻居家的空调没有装。")
    raise_objection(busy, as_of("auditor"), said)
    path = tmp_path / "register.html"

    write_register(public(busy), path)

    shown = path.read_text("utf-8")
    assert "1 条，已答复 0 条" in shown
    assert "邻居" not in shown
