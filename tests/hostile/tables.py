"""Registers and orders as text, and what only calls itself a workbook."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
from functools import partial
from typing import Final
from typing import TYPE_CHECKING

from tests.exchange.readers.old_xls import xls_bytes
from tests.hostile.kinds import given
from tests.hostile.kinds import Hostile
from tests.hostile.kinds import spoilt
from tests.hostile.names import NAMES
from tests.participants.people import ric

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence


REGISTER: Final = (
    "姓名",
    "身份证号",
    "手机号",
    "所属街道（镇）",
    "登记日期",
    "是否授权",
)
RIDES: Final = ("订单编号", "用户手机号", "开锁时间", "关锁时间", "骑行里程(公里)")
DROPS: Final = ("证件号码", "投放日期", "投放点", "重量（公斤）")
FIRST: Final = 500
"""People of the corpus are others than those of the drills."""

_PHONE: Final = "16984970182"
_DIGITS: Final = 10**6
_NUMBERS: Final = {
    "million-digits": "9" * _DIGITS,
    "million-decimals": "1." + "3" * _DIGITS,
    "exponent": "1e999999999",
    "exponent-small": "1e-999999999",
    "infinite": "Infinity",
    "no-number": "NaN",
    "negative": "-5",
    "negative-zero": "-0.0",
    "hexadecimal": "0x7fffffff",
    "underscores": "1_000",
    "eight-bytes": "9223372036854775808",
    "arabic": "٣٫٥",
    "chinese": "三点五",
    "roman": "Ⅻ",
    "fraction": "½",
    "percent": "50%",
    "many-commas": "1,,,2",
    "two-dots": "1.2.3",
    "units": "3 公里 5 米 7 厘米",
    "superscript": "3²",
    "brackets": "(3.5)",
}
_MOMENTS: Final = (
    *("0000-00-00 00:00:00", "2026-02-30 08:00:00", "9999-12-31 23:59:59"),
    *("10000-01-01 00:00:00", "1582-10-10 08:00:00", "2026-06-30T08:00:00+99:99"),
    *("2026-03-02 24:00:00", "2026-03-02 23:59:60", "-1", "0", "99999999999999999999"),
    *("46083.5", "1e308", "2026年13月32日", "民国115年3月2日", "今天", "03/02/26"),
    *("٢٠٢٦-٠٣-٠٢", "2026-03-02 08:00:00" + "0" * 100_000, "\x00", "'2026-03-02"),
)


def corpus() -> Iterator[Hostile]:
    """Everything that `import` may be given as text, web page or old workbook."""
    yield from _named()
    yield from _numbers()
    yield from _encodings()
    yield from _shapes()
    yield from _pages()
    yield from _old_books()
    yield from _other_formats()
    yield from spoilt("import", "register", ".csv", lambda: register("张三"))
    yield from spoilt("import", "wide-register", ".txt", _wide)
    yield from spoilt("import", "web-register", ".xls", _web_register)


def register(*names: str) -> bytes:
    """A sound register of these people."""
    rows = [
        (name, ric(FIRST + n), _PHONE, "明水街道", "2026-03-01", "是")
        for n, name in enumerate(names)
    ]
    return table(REGISTER, *rows)


def table(*rows: Sequence[str]) -> bytes:
    """Rows as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def _named() -> Iterator[Hostile]:
    for what, name in NAMES.items():
        yield given("import", f"name-{what}.csv", register(name, "王芳"))
        yield given("import", f"headed-{what}.csv", table((*REGISTER, name), ["x"] * 7))
    everything = ["张三", ric(FIRST), _PHONE, "明水街道", "2026-03-01", "是"]
    for column, heading in enumerate(REGISTER[1:], start=1):
        rows = [[*everything[:column], n, *everything[column + 1 :]] for n in _SOME]
        yield given("import", f"cells-{column}.csv", table(REGISTER, *rows))
        yield given(
            "import", f"only-{column}.csv", table([heading], *([n] for n in _SOME))
        )


_SOME: Final = [name for name in NAMES.values() if len(name) < 5000]


def _numbers() -> Iterator[Hostile]:
    order = ("A1", _PHONE, "2026-03-02 08:00:00", "2026-03-02 08:10:00")
    for what, number in _NUMBERS.items():
        yield given("import", f"metres-{what}.csv", table(RIDES, (*order, number)))
    for n, moment in enumerate(_MOMENTS):
        ride = ("A1", _PHONE, moment, "2026-03-02 08:10:00", "1.8")
        drop = (ric(1), moment, "明水街道便民点", "3")
        yield given("import", f"moment-{n}.csv", table(RIDES, ride))
        yield given("import", f"day-{n}.csv", table(DROPS, drop))


def _encodings() -> Iterator[Hostile]:
    text = register("张三", "王芳").decode()
    for encoding in (
        *("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "utf-8-sig"),
        *("gb18030", "hz", "iso2022_jp_2", "cp1140"),
    ):
        yield given("import", f"in-{encoding}.csv", text.encode(encoding, "replace"))
    marks = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for n, mark in enumerate((*marks, codecs.BOM_UTF32_LE)):
        yield given("import", f"mark-{n}-wrong.csv", mark + text.encode("gb18030"))
        yield given("import", f"mark-{n}-alone.csv", mark)
        yield given("import", f"mark-{n}-thrice.csv", mark * 3 + text.encode())
    yield given("import", "half-characters.csv", register("张\ud800三"))
    yield given("import", "overlong.csv", text.encode() + b"\xc0\xaf\xe0\x80\xaf")
    yield given("import", "two-encodings.csv", text.encode() + text.encode("gb18030"))
    yield given("import", "nul-between.csv", text.encode().replace(b",", b"\0,"))


def _shapes() -> Iterator[Hostile]:
    text = register("张三").decode()
    many = 50_000
    yield given("import", "columns-50000.csv", table([f"列{n}" for n in range(many)]))
    yield given("import", "columns-same.csv", table(["姓名"] * many, ["张三"] * many))
    yield given("import", "commas.csv", b"," * 2_000_000)
    yield given("import", "quotes.csv", b'"' * 1_000_001)
    yield given("import", "quote-open.csv", text.encode() + b'"' + b"x\n" * 200_000)
    yield given("import", "newlines.csv", b"\n" * 3_000_000)
    yield given("import", "returns.csv", text.encode() + b"\r" * 1_000_000)
    yield given("import", "one-line.csv", "张".encode() * 3_000_000)
    yield given("import", "giant-cell.csv", register("张" * 3_000_000))
    yield given("import", "giant-quoted.csv", register("张," * 1_000_000))
    yield given(
        "import", "ragged.csv", text + "\n".join("x" * n + "," * n for n in range(300))
    )
    head = ",".join(RIDES) + "\n"
    for what, above, line, times in (
        ("cells-over-lines", head, '"A1","16984970182","8\n时",,\n', 200_000),
        ("bad-rows", head, "a,b,c,d,e\n", 500_000),
        ("numbers", "", "1,2,3,4\n", 700_000),
    ):
        yield Hostile("import", f"{what}.csv", partial(_repeated, above, line, times))
    yield given("import", "headers-only.csv", table(REGISTER))
    yield given("import", "headers-ten-times.csv", table(*[REGISTER] * 10))
    yield given("import", "separators.csv", text.replace(",", "\x1f"))
    yield given("import", "semicolons.csv", text.replace(",", ";") + "sep=;\n")
    yield given("import", "sep-line.csv", "sep=,\n" + text)
    yield given("import", "no-name.csv", b"")
    yield given("import", "blank.csv", " \t\r\n" * 1000)
    yield given("import", "same-row.csv", register(*["张三"] * 2) * 500)


def _repeated(above: str, line: str, times: int) -> bytes:
    return (above + line * times).encode()


def _pages() -> Iterator[Hostile]:
    head = "<table><tr>" + "".join(f"<td>{name}</td>" for name in REGISTER) + "</tr>"
    pages = {
        "spans": head + "<tr>" + "<td colspan=10000 rowspan=10000>x" * 3000,
        "nested": "<table><tr><td>" * 30_000,
        "comments": head + "<!--" * 100_000,
        "declarations": head + "<!" * 100_000,
        "open-tags": head + "<a " * 100_000,
        "attributes": head + "<td " + "a=b " * 300_000 + ">",
        "instructions": head + "<?" * 100_000,
        "entities": head + "<td>" + "&amp" * 300_000,
        "endless-entity": head + "<td>&" + "a" * 500_000,
        "number-entities": head + "<td>&#9999999999;&#xD800;&#0;&#" + "9" * 5000,
        "script": "<script>document.write('x')</script>" + head,
        "frames": '<iframe src="file:///etc/passwd"></iframe>' + head,
        "styles": "<style>" + head,
        "xhtml": "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + head,
        "cdata": "<![CDATA[" * 50_000 + head,
        "columns": "<table><tr>" + "<td>x" * 60_000,
        "tags": "<table>" + "<b>" * 1_000_000,
    }
    for what, page in pages.items():
        yield given("import", f"page-{what}.xls", page)


def _old_books() -> Iterator[Hostile]:
    def book() -> bytes:
        sound = [
            list(REGISTER),
            ["张三", ric(FIRST), _PHONE, "明水街道", "2026-03-01", "是"],
        ]
        return xls_bytes(sound)

    yield from spoilt("import", "book", ".xls", book, 12)
    names = [[name[:200]] * 6 for name in _SOME]
    yield given("import", "book-names.xls", xls_bytes([list(REGISTER), *names]))
    for what, name in (("far", b"\xff\xff"), ("wrong-way", b"\0\0")):
        sound = book()
        at = sound.find(b"\x00\x02\x0e\x00")
        changed = sound[: at + 8] + name + sound[at + 10 :]
        yield given("import", f"book-{what}.xls", changed)


def _wide() -> bytes:
    text = register("张三", "王芳").decode().replace(",", "\t")
    return text.encode("utf-16")


def _web_register() -> bytes:
    rows = [REGISTER, ("张三", ric(FIRST), _PHONE, "明水街道", "2026-03-01", "是")]
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>".encode()


def _other_formats() -> Iterator[Hostile]:
    starts = {
        "pdf": b"%PDF-1.7\n",
        "png": b"\x89PNG\r\n\x1a\n",
        "jpeg": b"\xff\xd8\xff\xe0",
        "gif": b"GIF89a",
        "rar": b"Rar!\x1a\x07\x01\0",
        "seven-zip": b"7z\xbc\xaf\x27\x1c",
        "sqlite": b"SQLite format 3\0",
        "rtf": b"{\\rtf1 \\object\\objdata",
        "parquet": b"PAR1",
        "xml": b"<?xml version='1.0'?>",
        "elf": b"\x7fELF",
        "windows": b"MZ\x90\0",
        "old-office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "zip": b"PK\x03\x04",
        "zip-empty": b"PK\x05\x06" + b"\0" * 18,
    }
    for what, start in starts.items():
        yield given("import", f"really-{what}.csv", start + b"x" * 2000)
        yield given("import", f"hardly-{what}.xlsx", start)
    yield given("import", "packed.csv", gzip.compress(register("张三"), mtime=0))
    lines = "\n".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    laughs = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "哈">{lines}]><x>&l11;</x>'
    yield given("import", "laughs.xml", laughs)
    yield given("import", "laughs.xls", laughs.partition("?>")[2])
