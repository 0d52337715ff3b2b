"""Whatever leaves the program leaves one row: who, what, of whom, and why if asked.

The ways are data (`ways_played`), and so is what needs no row (`ways_out`); the source
is searched for ways that stand in neither.
"""

from __future__ import annotations

import logging
import re
from contextlib import closing
from contextlib import suppress
from dataclasses import replace
from typing import Any
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy import text

from carbon_points.certificates.print_log import NOT_PRINTED
from carbon_points.certificates.print_log import settle_cut_short
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.places.queries import subdistrict_by_name
from carbon_points.security import service
from carbon_points.security.journal import acts
from carbon_points.security.models import Operator
from carbon_points.storage.engine import open_database
from tests.deeds import identity
from tests.deeds import person
from tests.districts import as_of
from tests.districts import make_empty
from tests.districts import NAME
from tests.logged import logged
from tests.security.leaving import sites
from tests.security.playing import Ground
from tests.security.playing import prepare
from tests.security.playing import slip_of
from tests.security.ways_out import FREE
from tests.security.ways_out import INNER
from tests.security.ways_out import SEALED
from tests.security.ways_played import WAYS
from ui.service_desk import desk_work
from ui.service_desk import papers_work
from ui.service_desk import roll_work
from ui.shared import errors
from ui.shared import print_work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from tests.security.ways_played import Way

SENDING = print_work.Sending("工作底稿 12-1", b"%PDF", "激光打印机", 2)
WATCHED = SEALED | frozenset(INNER)
NOTED_OTHERWISE = {
    ("certificate",),  # its row is the act in the chain
    ("backup",),  # a copy that is proven stays, whatever becomes of the log
}
GIVEN = {"keys.json"}
"""What a way needs before it begins."""

PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
ROWS = """
SELECT operator, act, subject, reason, at FROM operation_log WHERE id > :log
UNION ALL
SELECT operator, kind, '', '', at FROM chain_record
WHERE position > :chain AND kind <> 'log-seal'
ORDER BY 2
"""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A district with something of everything to take along."""
    folder = tmp_path_factory.mktemp("ways")
    make_empty(folder, ("heat_pump", "rooftop_pv"))
    with open_database(folder / NAME) as db:
        prepare(db, tmp_path_factory.mktemp("busy"))
        yield db


class Log:
    """What was added to the journal since it was looked at."""

    def __init__(self, db: Database) -> None:
        self._db = db
        ends = "SELECT COALESCE(MAX({}), 0) FROM {}"
        with db.reading() as session:
            self._log = session.scalar(text(ends.format("id", "operation_log")))
            self._chain = session.scalar(text(ends.format("position", "chain_record")))

    def added(self) -> list[Any]:
        """Operator, act, subject, reason of each row."""
        since = {"log": self._log, "chain": self._chain}
        with self._db.reading() as session:
            return list(session.execute(text(ROWS), since))


@pytest.fixture
def at_printer(books: Database) -> Log:
    return Log(books)


@pytest.mark.parametrize("way", [pytest.param(w, id=n) for n, w in WAYS.items()])
def test_each_way_out_leaves_the_rows_that_it_names(
    books: Database, way: Way, tmp_path: Path
) -> None:
    log = Log(books)

    way.play(Ground(books, as_of(way.role), tmp_path))

    rows = log.added()
    assert tuple(row.act for row in rows) == way.acts
    for row in rows:
        assert row.operator == way.role
        assert row.at > 0
        assert row.act in acts(), "has no words"
        assert row.reason == way.reason or not way.reason
        said = f"{row.subject} {row.reason}"
        assert not PHONE.search(said)
        assert not any(identity(number) in said for number in range(1, 9))


def test_a_card_from_another_subdistrict_says_so_in_its_row(books: Database) -> None:
    first, second = (as_of("worker"), as_of("worker"))
    with books.writing() as session:
        worker = select(Operator).where(Operator.name == "worker")
        clerk = session.scalars(worker).one()
        clerk.subdistrict_id = subdistrict_by_name(session, "双山街道")
    log = Log(books)

    desk_work.visitor(books, first, person(6))
    roll_work.sides(books, replace(second, now=second.now + 700), person(6), person(2))

    with books.writing() as session:
        session.scalars(worker).one().subdistrict_id = None
    rows = log.added()
    assert [row.act for row in rows] == ["view"] * 3
    assert {row.reason for row in rows} == {"非本街道（镇）：明水街道"}


@pytest.mark.parametrize(
    "way",
    [
        pytest.param(w, id=n)
        for n, w in WAYS.items()
        if w.acts and w.acts not in NOTED_OTHERWISE
    ],
)
def test_what_cannot_be_noted_does_not_leave(
    books: Database, way: Way, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_row: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("carbon_points.security.service.digest_of", full)
    with suppress(OSError, UserError, AssertionError):
        way.play(Ground(books, as_of(way.role), tmp_path))

    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert {name for name in left if name not in GIVEN and ".csv" not in name} == set()


def test_every_function_that_lets_something_out_stands_in_a_table() -> None:
    found = sites(WATCHED)
    played = {site for way in WAYS.values() for site in way.sites}

    assert len(found) > 100
    assert found - played - set(FREE) - set(INNER) == set()


def test_the_tables_name_only_what_is_there() -> None:
    found = sites(WATCHED)
    played = {site for way in WAYS.values() for site in way.sites}

    assert (played | set(FREE) | set(INNER)) - found == set()
    assert not set(FREE) & set(INNER)
    assert not played & (set(FREE) | set(INNER))
    assert all(FREE.values())


@pytest.mark.parametrize(
    "planted",
    [
        "    write_whole(path, b'x')",
        "    path.write_text('x')",
        "    path.open('w').write('x')",
        "    write_day_sheet(sheet, path)",
        "    QGuiApplication.clipboard().setText('x')",
        "    def later():\n        print_pdf(b'x', None)",
        "    return reveal_identity(db, by, person, 'x')",
        "    Printers().send(b'x')",
    ],
)
def test_a_way_that_somebody_adds_is_found(tmp_path: Path, planted: str) -> None:
    begins = "from carbon_points.integrity.day_workbook import write_day_sheet\n"
    page = tmp_path / "ui" / "page_work.py"
    page.parent.mkdir()
    page.write_text(f"{begins}\n\ndef take(db, by, path):\n{planted}\n", "utf-8")

    assert sites(WATCHED, tmp_path) == {"ui/page_work.py:take"}


def _refused(_pdf: bytes, **_how: object) -> int:
    raise OSError("激光打印机")


def _stopped(_pdf: bytes, **_how: object) -> int:
    raise Cancelled


@pytest.mark.parametrize("printer", [_refused, _stopped])
def test_a_print_that_fails_or_is_stopped_is_not_noted(
    books: Database, at_printer: Log, printer: Any
) -> None:
    with pytest.raises((OSError, Cancelled)):
        print_work.send(printer, books, "auditor", SENDING, Progress())

    assert at_printer.added() == []


def test_a_printer_without_answer_counts_as_printed(
    books: Database, at_printer: Log
) -> None:
    sent = print_work.send(
        lambda _pdf, **_how: None, books, "auditor", SENDING, Progress()
    )

    assert sent.pages is None
    [row] = at_printer.added()
    assert tuple(row)[:3] == ("auditor", "print", "工作底稿 12-1")
    assert row.reason == "→ 激光打印机 × 2"


def test_a_paper_that_is_out_stays_out_when_it_cannot_be_noted(
    books: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("carbon_points.security.service.log", full)

    sent = print_work.send(
        lambda _pdf, **_how: 1, books, "auditor", SENDING, Progress()
    )

    assert sent.pages == 1
    assert isinstance(sent.unnoted, OSError)
    assert "not noted" in caplog.text


def test_the_desks_paper_is_noted_once_it_is_on_its_way(
    books: Database, tmp_path: Path, at_printer: Log
) -> None:
    at = Ground(books, as_of("worker"), tmp_path)
    paper = slip_of(at)
    job = papers_work.begin(books, at.by, paper, "小票机", 1), paper.title
    before = at_printer.added()
    papers_work.end(books, at.by, job, "failed")

    assert before == []
    assert at_printer.added() == []


def test_a_paper_that_was_sent_and_did_not_come_out_is_told_so(
    books: Database, tmp_path: Path, at_printer: Log
) -> None:
    at = Ground(books, as_of("worker"), tmp_path)
    paper = slip_of(at)
    job = papers_work.begin(books, at.by, paper, "小票机", 1), paper.title
    papers_work.end(books, at.by, job, "sent")
    papers_work.end(books, at.by, job, "failed")

    assert [row.act for row in at_printer.added()] == ["print", NOT_PRINTED]


def test_a_print_that_the_power_cut_short_has_its_row_after_the_next_start(
    books: Database, tmp_path: Path
) -> None:
    at = Ground(books, as_of("worker"), tmp_path)
    settle_cut_short(books, at.by.now + 700)  # what other tests left
    log = Log(books)
    papers_work.begin(books, at.by, slip_of(at), "小票机", 1)
    too_early = settle_cut_short(books, at.by.now + 60)

    found = settle_cut_short(books, at.by.now + 700)

    assert (too_early, found) == (0, 1)
    [row] = log.added()
    assert tuple(row)[:3] == ("worker", "print", "12-1")
    assert "可能已打印" in row.reason
    assert settle_cut_short(books, at.by.now + 900) == 0


def test_read_only_books_print_and_the_programs_log_says_what_has_no_row(
    books: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = len(logged(books, "print"))
    with (
        caplog.at_level(logging.WARNING, service.LOG.name),
        closing(open_database(books.path, read_only=True)) as looked_at,
    ):
        at = Ground(looked_at, as_of("worker"), tmp_path)
        paper = slip_of(at)
        job = papers_work.begin(looked_at, at.by, paper, "小票机", 1), paper.title
        papers_work.end(looked_at, at.by, job, "sent")
        papers_work.keep(looked_at, at.by, paper, tmp_path / "凭条.pdf")
        sent = print_work.send(
            lambda _pdf, **_how: 1, looked_at, "auditor", SENDING, Progress()
        )

    assert (tmp_path / "凭条.pdf").read_bytes() == paper.pdf
    assert sent == print_work.Sent(1)
    assert len(logged(books, "print")) == before
    assert service.LOG.name.startswith(f"{errors.LOG.name}."), "desk.log has it"
    said = [record.getMessage() for record in caplog.records]
    assert said == [
        "read-only books: print by worker is not noted",
        "read-only books: print by worker is not noted",
        "read-only books: print by auditor is not noted",
    ]
