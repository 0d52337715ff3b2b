"""The register: every serial is found, and its paper is the same to the byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.papers import end_print
from carbon_points.certificates.papers import note_print
from carbon_points.certificates.register import certificate_paper
from carbon_points.certificates.register import hand_over
from carbon_points.certificates.register import register_ids
from carbon_points.certificates.register import register_lines
from carbon_points.certificates.register import registered
from carbon_points.certificates.register import RegisterFilter
from carbon_points.certificates.register import verify_serial
from carbon_points.certificates.service import issue
from carbon_points.certificates.verify import Reason
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from tests.certificates.reading import texts
from tests.deeds import person
from tests.deeds import YEAR
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.certificates.register import RegisterLine
    from carbon_points.certificates.service import Issued
    from carbon_points.storage.engine import Database


@pytest.fixture
def papers(busy: Database, tmp_path: Path) -> list[Issued]:
    """Certificates of everyone; the first one has replaced an earlier one or not."""
    return issue(busy, as_of("worker"), None, YEAR, tmp_path / "certificates")


def listed(db: Database, wanted: RegisterFilter) -> list[RegisterLine]:
    with db.reading() as session:
        return register_lines(session, register_ids(session, wanted))


def one(db: Database, serial: str) -> RegisterLine:
    with db.reading() as session:
        found = registered(session, serial)
    assert found is not None
    return found.line


def test_every_certificate_is_listed_newest_first(
    busy: Database, papers: list[Issued]
) -> None:
    lines = listed(busy, RegisterFilter())

    assert {line.serial for line in lines} == {paper.serial for paper in papers}
    assert lines[0].serial == max(paper.serial for paper in papers)
    assert {(line.validity, line.state, line.prints) for line in lines} == {
        ("valid", "confirmed", 0)
    }


def test_the_list_is_narrowed_by_serial_name_and_state(
    busy: Database, papers: list[Issued]
) -> None:
    serial, holder = papers[0].serial, one(busy, papers[0].serial).holder

    by_serial = listed(busy, RegisterFilter(text=serial[-8:].lower()))
    by_name = listed(busy, RegisterFilter(text=holder))
    none = listed(busy, RegisterFilter(validity="revoked"))
    printed = listed(busy, RegisterFilter(state="printed", text="%"))

    assert [line.serial for line in by_serial] == [serial]
    assert serial in [line.serial for line in by_name]
    assert (none, printed) == ([], [])


def test_a_paper_is_the_same_to_the_byte_even_if_its_file_is_gone(
    busy: Database, papers: list[Issued]
) -> None:
    issued = papers[0].file.read_bytes()
    kept = certificate_paper(busy, as_of("worker"), papers[0].serial)
    papers[0].file.unlink()

    again = certificate_paper(busy, as_of("worker"), papers[0].serial)

    assert kept.pdf == again.pdf == issued
    assert kept.pages == len(texts(issued))


def test_a_changed_file_is_not_printed(busy: Database, papers: list[Issued]) -> None:
    issued = papers[0].file.read_bytes()
    papers[0].file.write_bytes(b"something else")

    assert certificate_paper(busy, as_of("worker"), papers[0].serial).pdf == issued


def test_prints_are_counted_once_they_came_out(
    busy: Database, papers: list[Issued]
) -> None:
    serial = papers[0].serial
    paper = certificate_paper(busy, as_of("worker"), serial)
    lost = note_print(busy, as_of("worker"), paper, "激光打印机", 1, "sent")
    end_print(busy, as_of("worker"), lost, "failed")
    note_print(busy, as_of("worker"), paper, "", 1, "saved")
    assert (one(busy, serial).state, one(busy, serial).prints) == ("confirmed", 0)

    for _ in range(2):
        note_print(busy, as_of("worker"), paper, "激光打印机", 1, "confirmed")

    line = one(busy, serial)
    assert (line.state, line.prints, line.reprints) == ("printed", 2, 1)
    with busy.reading() as session:
        found = registered(session, serial)
    assert found is not None
    assert found.first_printed is not None


def test_only_a_printed_paper_is_handed_over(
    busy: Database, papers: list[Issued]
) -> None:
    serial = papers[0].serial
    with pytest.raises(RefusedError, match="NOT_PRINTED_YET"):
        hand_over(busy, as_of("worker"), serial)
    paper = certificate_paper(busy, as_of("worker"), serial)
    note_print(busy, as_of("worker"), paper, "激光打印机", 1, "confirmed")

    hand_over(busy, as_of("worker"), serial)
    hand_over(busy, as_of("worker"), serial)

    assert one(busy, serial).state == "handed_over"


def test_an_unknown_serial_is_said(busy: Database) -> None:
    with pytest.raises(UserError, match="SERIAL_UNKNOWN"):
        certificate_paper(busy, as_of("worker"), "ZQ-2026-0012-000999-1")
    with pytest.raises(UserError, match="SERIAL_UNKNOWN"):
        hand_over(busy, as_of("worker"), "ZQ-2026-0012-000999-1")
    with busy.reading() as session:
        assert registered(session, "ZQ-2026-0012-000999-1") is None


def test_the_holder_is_named(busy: Database, papers: list[Issued]) -> None:
    mine = next(p for p in papers if p.participant_id == person(1))

    assert one(busy, mine.serial).participant_id == person(1)
    assert one(busy, mine.serial).points > 0


def test_a_typed_serial_is_verified_like_its_paper(
    busy: Database, papers: list[Issued]
) -> None:
    papers[0].file.unlink()

    found, known = verify_serial(
        busy, as_of("worker"), papers[0].serial, trusted_keys()
    )

    assert (found.reason, found.serial) == (Reason.OK, papers[0].serial)
    assert known.line.serial == papers[0].serial
    with pytest.raises(UserError, match="SERIAL_UNKNOWN"):
        verify_serial(busy, as_of("worker"), "nothing", trusted_keys())
    with pytest.raises(NotAllowedError):
        verify_serial(busy, as_of("viewer"), papers[0].serial, trusted_keys())
