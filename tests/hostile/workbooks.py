"""Workbooks (.xlsx) put together part by part, and mappings."""

from __future__ import annotations

import io
import json
import zipfile
from functools import partial
from typing import Any
from typing import Final
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from tests.hostile.kinds import given
from tests.hostile.kinds import Hostile
from tests.hostile.kinds import spoilt
from tests.hostile.names import NAMES
from tests.hostile.tables import FIRST
from tests.hostile.tables import REGISTER
from tests.participants.people import ric

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_SHEET: Final = "xl/worksheets/sheet1.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_ROW: Final = ("张三", ric(FIRST + 100), "16984970182", "明水街道", "2026-03-01", "是")


def corpus() -> Iterator[Hostile]:
    """Everything that `import` may be given as a workbook, and its mapping."""
    yield from _bombs()
    yield from _cells()
    yield from _parts()
    yield from _archives()
    yield from _mappings()
    yield from spoilt("import", "workbook", ".xlsx", book, 12)


def book(sheet: str = "", **parts: str | bytes | None) -> bytes:
    """A workbook of one sheet; parts by a short name replace the sound ones."""
    known = _sound(sheet or _rows(REGISTER, _ROW)) | _paths(parts)
    return packed({name: part for name, part in known.items() if part is not None})


def packed(parts: Mapping[str, str | bytes], level: int = 9) -> bytes:
    """Files in a zip, the same bytes each time."""
    made = io.BytesIO()
    with zipfile.ZipFile(
        made, "w", zipfile.ZIP_DEFLATED, compresslevel=level
    ) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part)
    return made.getvalue()


def _paths(parts: Mapping[str, str | bytes | None]) -> dict[str, str | bytes | None]:
    names = {
        "strings": _STRINGS,
        "book": "xl/workbook.xml",
        "relations": "xl/_rels/workbook.xml.rels",
        "types": "[Content_Types].xml",
        "sheet_xml": _SHEET,
    }
    return {names[name]: part for name, part in parts.items()}


def _sound(rows: str) -> dict[str, str | bytes | None]:
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{_MAIN}"/>',
        "xl/workbook.xml": workbook_of('<sheet name="表" sheetId="1" r:id="rId1"/>'),
        "xl/_rels/workbook.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet"'
            ' Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings"'
            ' Target="sharedStrings.xml"/></Relationships>'
        ),
        _SHEET: _sheet(rows),
        _STRINGS: _strings("共享"),
    }


def workbook_of(sheets: str) -> str:
    """The part that lists the sheets."""
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}'
        "</sheets></workbook>"
    )


def _sheet(rows: str, after: str = "") -> str:
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetData>{rows}'
        f"</sheetData>{after}</worksheet>"
    )


def _strings(*texts: str) -> str:
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    return f'{_HEAD}<sst xmlns="{_MAIN}">{items}</sst>'


def _rows(*rows: tuple[str, ...]) -> str:
    return "".join(
        f'<row r="{n}">{_cells_of(n, row)}</row>' for n, row in enumerate(rows, start=1)
    )


def _cells_of(number: int, row: tuple[str, ...]) -> str:
    return "".join(_inline(number, at, text) for at, text in enumerate(row))


def _inline(row: int, column: int, text: str) -> str:
    place = f"{chr(65 + column)}{row}"
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _with(cell: str, heading: int = 4) -> str:
    """A register whose second row has one cell written out by hand."""
    head = _rows(REGISTER)
    cells = "".join(
        cell if at == heading else _inline(2, at, text) for at, text in enumerate(_ROW)
    )
    return f'{head}<row r="2">{cells}</row>'


def _bombs() -> Iterator[Hostile]:
    def bomb(name: str, sheet: str = "", **parts: str) -> Hostile:
        return Hostile("import", f"bomb-{name}.xlsx", partial(book, sheet, **parts))

    shared = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 200_000)
    )
    yield bomb("shared-string", shared, strings=_strings("长" * 32_000))
    yield bomb("spaces", " " * 250_000_000)
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    yield bomb("far-corner", first + '<row r="1220"><c r="XFD1220"><v>1</v></c></row>')
    yield bomb("last-corner", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    yield bomb("beyond", '<row r="9999999999"><c r="ZZZZ9999999999"><v>1</v></c></row>')
    yield bomb("many-rows", "<row/>" * 3_000_000)
    yield bomb("many-cells", f"<row r='1'>{'<c><v>1</v></c>' * 1_200_000}</row>")
    yield bomb("many-strings", strings=_strings(*["x"] * 1_000_000))
    yield bomb("one-string", strings=_strings("长" * 5_000_000))
    yield bomb("deep", strings=_HEAD + "<si>" * 1_000_000)
    yield bomb("attributes", "<row " + 'a="b" ' * 500_000 + "/>")
    merges = "".join(f'<mergeCell ref="A{n}:XFD{n + 1000}"/>' for n in range(1, 50_000))
    merged = _sheet(_rows(REGISTER, _ROW), f"<mergeCells>{merges}</mergeCells>")
    yield bomb("merges", sheet_xml=merged)
    whole = _sheet(
        _rows(REGISTER, _ROW),
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    yield bomb("one-merge", sheet_xml=whole)
    for name, large in _LARGE.items():
        yield Hostile("import", f"bomb-{name}.xlsx", large)
    sheets = "".join(
        f'<sheet name="表{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 3000)
    )
    yield bomb(
        "sheets",
        book=workbook_of(sheets),
    )


def _many_rows(count: int, first: int = 1) -> str:
    """Rows of three numbers, more than a reader takes at once."""
    return "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>7</v></c>'
        f'<c r="C{n}"><v>{n % 977}</v></c></row>'
        for n in range(first, first + count)
    )


def _joined_twice() -> bytes:
    cells = "".join(f'<mergeCell ref="B2:B{n}"/>' for n in range(20_000, 40_000))
    rows = _rows(REGISTER, _ROW) + _many_rows(120_000, 3)
    return book(sheet_xml=_sheet(rows, f"<mergeCells>{cells}</mergeCells>"))


_LARGE: Final = {
    "many-numbers": lambda: book(_many_rows(250_000)),
    "many-bad-rows": lambda: book(_rows(REGISTER) + _many_rows(250_000, 2)),
    "joined-twice": _joined_twice,
}


def _cells() -> Iterator[Hostile]:
    cells = {
        "formula": '<c r="E2"><f>1+1</f></c>',
        "formula-cached": '<c r="E2" t="str"><f>1+1</f><v>2026-03-01</v></c>',
        "formula-outside": '<c r="E2"><f>[1]Sheet1!A1</f><v>1</v></c>',
        "formula-web": '<c r="E2"><f>WEBSERVICE("http://127.0.0.1/")</f></c>',
        "formula-dde": "<c r=\"E2\"><f>cmd|'/C calc'!A0</f><v>0</v></c>",
        "formula-array": '<c r="E2"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c>',
        "formula-shared": '<c r="E2"><f t="shared" si="0" ref="A1:A1048576">1</f></c>',
        "error": '<c r="E2" t="e"><v>#VALUE!</v></c>',
        "error-made-up": '<c r="E2" t="e"><v>#😀!</v></c>',
        "number-huge": '<c r="E2"><v>' + "9" * 1_000_000 + "</v></c>",
        "number-exponent": '<c r="E2"><v>1e999</v></c>',
        "number-none": '<c r="E2"><v>NaN</v></c>',
        "day-zero": '<c r="E2"><v>0</v></c>',
        "day-negative": '<c r="E2"><v>-99999999</v></c>',
        "day-far": '<c r="E2"><v>2958466</v></c>',
        "day-text": '<c r="E2" t="d"><v>2026-02-30T25:61:61</v></c>',
        "string-beyond": '<c r="E2" t="s"><v>4294967296</v></c>',
        "string-negative": '<c r="E2" t="s"><v>-1</v></c>',
        "string-text": '<c r="E2" t="s"><v>一</v></c>',
        "kind-unknown": '<c r="E2" t="zzz"><v>1</v></c>',
        "boolean": '<c r="E2" t="b"><v>7</v></c>',
        "style-unknown": '<c r="E2" s="999999"><v>46000</v></c>',
        "place-none": "<c><v>1</v></c>",
        "place-wrong": '<c r="2E"><v>1</v></c>',
        "place-before": '<c r="A0"><v>1</v></c>',
        "place-twice": '<c r="E2"><v>1</v></c><c r="E2"><v>2</v></c>',
        "entity": '<c r="E2" t="str"><v>&laugh;</v></c>',
        "entity-control": '<c r="E2" t="str"><v>&#0;&#8;&#xD800;</v></c>',
        "escaped": '<c r="E2" t="str"><v>_x0000__x001B_[31m_xD800_</v></c>',
        "rich": '<c r="E2" t="inlineStr"><is><r><t>x</t></r><rPh>x</rPh></is></c>',
    }
    for what, cell in cells.items():
        yield Hostile("import", f"cell-{what}.xlsx", partial(book, _with(cell)))
    for what, name in NAMES.items():
        plain = "".join(c for c in name if c >= " " or c in "\t\n\r")
        yield Hostile(
            "import",
            f"named-{what}.xlsx",
            partial(book, _rows(REGISTER, (plain[:33_000], *_ROW[1:]))),
        )


def _parts() -> Iterator[Hostile]:
    doctype = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    laughs = f'<!DOCTYPE x [<!ENTITY l0 "哈">{lines}]>'
    outside = (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" TargetMode="External"'
        ' Target="%s"/></Relationships>'
    )
    changed: dict[str, dict[str, str | bytes | None]] = {
        "no-strings": {"strings": None},
        "no-relations": {"relations": None},
        "no-sheet": {"sheet_xml": None},
        "no-types": {"types": None},
        "no-book": {"book": None},
        "book-empty": {"book": ""},
        "book-json": {"book": "{}"},
        "book-endless": {"book": _HEAD + "<workbook><sheets>" + "<sheet " * 10_000},
        "entity": {"strings": _HEAD + doctype + "<sst><si><t>&a;</t></si></sst>"},
        "laughs": {"strings": _HEAD + laughs + "<sst><si><t>&l11;</t></si></sst>"},
        "laughs-sheet": {"sheet_xml": _HEAD + laughs + "<worksheet>&l11;</worksheet>"},
        "sheet-utf-16": {"sheet_xml": _sheet(_rows(REGISTER, _ROW)).encode("utf-16")},
        "sheet-binary": {"sheet_xml": bytes(range(256)) * 100},
        "link-web": {"relations": outside % "http://127.0.0.1/x.xml"},
        "link-file": {"relations": outside % "file:///etc/passwd"},
        "link-share": {"relations": outside % "\\\\127.0.0.1\\c$\\x"},
        "link-up": {"relations": outside % "../../../../etc/passwd"},
        "link-itself": {"relations": outside % "workbook.xml"},
    }
    for what, parts in changed.items():
        yield Hostile("import", f"part-{what}.xlsx", partial(book, "", **parts))
    plain = _sound(_rows(REGISTER, _ROW))
    extras: dict[str, tuple[str, str | bytes]] = {
        "macro": ("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"x" * 5000),
        "connection": ("xl/connections.xml", "<connections><webPr url='http://x/'/>"),
        "query": ("xl/queryTables/q.xml", "<queryTable/>"),
        "embedded": ("xl/embeddings/a.exe", b"MZ" + b"\0" * 5000),
        "external": ("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
        "path-up": ("../../../tmp/hostile-was-here", b"x"),
        "path-root": ("/etc/hostile", b"x"),
        "path-nul": ("xl/a\0b.xml", b"x"),
        "path-bidi": ("xl/\u202egnp.xml", b"x"),
        "path-long": ("x" * 60_000, b"x"),
    }
    for what, (name, part) in extras.items():
        every = {**{n: p for n, p in plain.items() if p is not None}, name: part}
        yield Hostile("import", f"with-{what}.xlsm", partial(packed, every))


def _archives() -> Iterator[Hostile]:
    def nested() -> bytes:
        inner = b"x" * 1_000_000
        for _ in range(20):
            inner = packed({"a.zip": inner, "b.zip": inner})
        return inner

    def lying(field: int, value: bytes) -> bytes:
        data = bytearray(book())
        at = data.find(b"PK\x01\x02")
        while at >= 0:
            data[at + field : at + field + len(value)] = value
            at = data.find(b"PK\x01\x02", at + 4)
        return bytes(data)

    yield Hostile("import", "zip-nested.xlsx", nested)
    yield Hostile("import", "zip-in-book.xlsx", lambda: book(strings=nested()))
    yield Hostile(
        "import", "zip-many.xlsx", lambda: packed({f"{n}": b"" for n in range(20_000)})
    )
    for what, field, value in (
        ("size-small", 24, b"\1\0\0\0"),
        ("size-huge", 24, b"\xfe\xff\xff\xff"),
        ("packed-huge", 20, b"\xfe\xff\xff\xff"),
        ("encrypted", 8, b"\1\0"),
        ("method-unknown", 10, b"\x63\0"),
        ("method-none", 10, b"\0\0"),
        ("method-bz2", 10, b"\x0c\0"),
        ("method-lzma", 10, b"\x0e\0"),
        ("offset-beyond", 42, b"\xf0\xff\xff\x7f"),
        ("offset-same", 42, b"\0\0\0\0"),
        ("checksum", 16, b"\0\0\0\0"),
        ("name-longer", 28, b"\xff\0"),
    ):
        yield Hostile("import", f"zip-{what}.xlsx", partial(lying, field, value))


def _mappings() -> Iterator[Hostile]:
    sound: dict[str, Any] = {
        "format": "carbon-points/mapping/1",
        "kind": "residents",
        "header": [],
        "columns": {"甲": "name"},
        "unit": {},
    }
    changes: dict[str, dict[str, Any]] = {
        "kind-list": {"kind": ["residents"]},
        "kind-number": {"kind": 10**400},
        "columns-list": {"columns": [["甲", "name"]]},
        "columns-deep": {"columns": {"甲": {"乙": "name"}}},
        "columns-unknown": {"columns": {"甲": "__class__"}},
        "columns-twice": {"columns": {"甲": "name", "乙": "name"}},
        "columns-many": {"columns": {f"列{n}": "" for n in range(50_000)}},
        "columns-names": {"columns": dict.fromkeys(NAMES.values(), "name")},
        "unit-list": {"unit": []},
        "unit-unknown": {"unit": {"name": "jin"}},
        "header-number": {"header": 5},
        "header-names": {"header": list(NAMES.values())},
        "more": {"columns": {"甲": "name"}, "more": [None]},
    }
    for what, change in changes.items():
        yield given("mapping", f"{what}.json", json.dumps(sound | change))
    yield given("mapping", "list.json", "[]")
    yield given("mapping", "deep.json", "[" * 200_000)
    yield given("mapping", "number.json", "9" * 1_000_000)
    yield given("mapping", "half.json", '{"format": "\\ud800"}')
    yield from spoilt("mapping", "mapping", ".json", lambda: json.dumps(sound).encode())
