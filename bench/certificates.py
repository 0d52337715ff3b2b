"""Certificates as PDF: one file with everything in it, and a print run of thousands.

The other way is `bench.plain_paper`, a fast ReportLab page. Both get the same contents
and the same signed text for the QR code.
"""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from bench.data import AS_OF
from bench.data import people
from bench.runs import alone
from bench.runs import at_most
from bench.runs import column
from bench.runs import Goal
from bench.runs import interleaved
from bench.runs import KIB
from bench.runs import Line
from bench.runs import Measured
from bench.runs import timed

if TYPE_CHECKING:
    from pathlib import Path

    from bench.data import Person
    from bench.runs import Size
    from carbon_points.certificates.content import CertificateContent
    from carbon_points.certificates.signing import DeskKey

_DESK: Final = 12
_LIMIT_KIB: Final = -(-300 * 10**6 // 1024)


def lines(size: Size, place: Path) -> list[Line]:
    """One, and a print run."""
    del place
    one = alone("certificates", "one_by_one", min(size.acts, 60))
    ours, plain = interleaved(
        size.repeats,
        lambda: alone("certificates", "ours_merged", size.papers),
        lambda: alone("certificates", "plain_merged", size.papers),
    )
    run = f"print run of {size.papers:,} certificates"
    other = (column(plain, "ns"), "ReportLab")
    memory = column(plain, "peak_kib", KIB)
    return [
        Line(
            "one certificate",
            Measured.of(one["ours"]),
            at_most("1.2"),
            Measured.of(one["plain"]),
            "ReportLab",
        ),
        Line(run, column(ours, "ns"), at_most("2.0"), *other),
        Line(
            f"{run}, peak memory",
            column(ours, "peak_kib", KIB),
            Goal(plus=_LIMIT_KIB),
            memory,
            "ReportLab",
        ),
    ]


def one_by_one(count: int) -> dict[str, Any]:
    """Files of single certificates in turn, after a first one of each kind."""
    from bench.plain_paper import plain_pdf
    from carbon_points.certificates.pdf import certificate_pdf
    from carbon_points.certificates.qr import qr_text

    pen = key()
    warm, *papers = contents(count + 1)
    certificate_pdf(warm, pen)
    plain_pdf([(warm, qr_text(warm, pen))])
    left, right = iter(papers), iter(papers)

    def ours() -> bytes:
        return certificate_pdf(next(left), pen)

    def plain() -> bytes:
        content = next(right)
        return plain_pdf([(content, qr_text(content, pen))])

    own, other = interleaved(count, lambda: timed(ours)[0], lambda: timed(plain)[0])
    return {"ours": own, "plain": other}


def ours_merged(count: int) -> dict[str, Any]:
    """One print run by the program."""
    from carbon_points.certificates.pdf import merged_pdf

    papers, pen = contents(count), key()
    taken, data = timed(lambda: merged_pdf(papers, lambda _day: pen))
    return {"ns": taken, "bytes": len(data)}


def plain_merged(count: int) -> dict[str, Any]:
    """One file of as many fronts by ReportLab."""
    from bench.plain_paper import plain_pdf
    from carbon_points.certificates.qr import qr_text

    papers, pen = contents(count), key()
    taken, data = timed(lambda: plain_pdf((c, qr_text(c, pen)) for c in papers))
    return {"ns": taken, "bytes": len(data)}


def key() -> DeskKey:
    """The same each time; it signs nothing that counts."""
    from carbon_points.certificates.signing import DeskKey

    return DeskKey.from_seed(bytes(range(32)))


def contents(count: int) -> list[CertificateContent]:
    """What certificates of invented people say."""
    return [_content(person) for person in islice(people(count), count)]


def _content(person: Person) -> CertificateContent:
    from carbon_points.certificates.content import CertificateContent
    from carbon_points.certificates.content import MethodologyLine
    from carbon_points.certificates.content import Rate
    from carbon_points.certificates.serial import serial

    mg = 1_000_000 + person.number * 7919 % 60_000_000
    rows = tuple(
        MethodologyLine(methodology, name, "1.0", "trial", 7, mg, mg // 1000, mg, 0, 0)
        for methodology, name in (
            ("cycling", "单车骑行"),
            ("clothing_reuse", "废旧衣物再利用"),
        )
    )
    return CertificateContent(
        demo=False,
        kind="resident",
        serial=serial("ZQ", AS_OF.year, _DESK, person.number + 1),
        district="章丘区",
        desk=_DESK,
        holder=person.name,
        masked_id=person.ric[:6] + "********" + person.ric[-4:],
        id_tail=person.ric[-4:],
        issued_on=AS_OF,
        period_from=dt.date(AS_OF.year, 1, 1),
        period_to=AS_OF,
        lines=rows,
        rates=(Rate("event", 1000, dt.date(2024, 1, 1)),),
        total_mg=sum(row.reduction_mg for row in rows),
        total_points=sum(row.points for row in rows),
        balance_points=6431,
    )
