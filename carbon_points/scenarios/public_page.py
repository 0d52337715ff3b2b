"""The public register as one static page: no script, no picture, nothing fetched."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from carbon_points.scenarios.public_register import RIGHT
from carbon_points.scenarios.public_sections import sections
from carbon_points.scenarios.public_sections import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbon_points.scenarios.public_register import PublicRegister
    from carbon_points.scenarios.public_sections import Cell
    from carbon_points.scenarios.public_sections import Section

_STYLE = """
:root{color-scheme:light dark}
body{margin:0 auto;padding:24px;max-width:1200px;background:#fff;color:#16211b;
font:15px/1.6 "Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif}
h1{font-size:24px;margin:0}h2{font-size:18px;margin:32px 0 8px}
.mark{display:inline-block;margin:8px 8px 0 0;padding:2px 10px;border-radius:6px;
background:#fcefd6;color:#7f4c00}
.right{background:#dcf1e6;color:#0a5f3e}
.wide{overflow-x:auto}td:first-child{white-space:nowrap}
table{border-collapse:collapse;width:100%}
th,td{padding:6px 10px;border-bottom:1px solid #d3dcd7;text-align:left;
vertical-align:top;unicode-bidi:isolate;mso-number-format:"\\@"}
th{background:#dcf1e6;color:#0a5f3e;white-space:nowrap}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
tfoot td{font-weight:700;background:#f3f6f4}
footer{margin-top:32px;color:#5a6861;font-size:13px}
@media (prefers-color-scheme:dark){body{background:#111815;color:#e8efeb}
th,.right{background:#123b2a;color:#8fdcb8}th,td{border-color:#33403a}
.mark{background:#3d2c0c;color:#f2c879}.mark.right{background:#123b2a;color:#8fdcb8}
tfoot td{background:#1a2420}footer{color:#a3b0a9}}
@media print{body{max-width:none;padding:0}}
""".strip()


def page(register: PublicRegister) -> str:
    """The whole page as text; it may be put on any web server as it is."""
    about = register.pedigree
    title = escape(about.title)
    parts = [
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="description" content="{escape(about.footer)}">',
        f"<title>{title}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>",
        f"<header>\n<h1>{title}</h1>",
        f'<span class="mark right">{RIGHT}</span>',
        f'<span class="mark">{escape(about.mark)}</span>',
        f"<p>{escape(about.question)}</p>\n</header>\n<main>",
        *(_section(each) for each in sections(register)),
        "</main>",
        _footer(register),
        "</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _section(section: Section) -> str:
    heading = f"<section>\n<h2>{escape(section.title)}</h2>"
    if not section.rows:
        return f"{heading}\n<p>{escape(section.empty)}</p>\n</section>"
    heads = "".join(
        f'<th scope="col"{_side(at, section)}>{escape(words)}</th>'
        for at, words in enumerate(section.headings)
    )
    body = "\n".join(_row(row, section) for row in section.rows)
    foot = f"\n<tfoot>{_row(section.totals, section)}</tfoot>" if section.totals else ""
    return (
        f'{heading}\n<div class="wide" tabindex="0">\n<table>\n'
        f"<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>{foot}\n</table>\n</div>\n</section>"
    )


def _row(row: Iterable[Cell], section: Section) -> str:
    cells = "".join(
        f"<td{_side(at, section)}>{escape(shown(cell))}</td>"
        for at, cell in enumerate(row)
    )
    return f"<tr>{cells}</tr>"


def _side(column: int, section: Section) -> str:
    return ' class="n"' if column >= section.names else ""


def _footer(register: PublicRegister) -> str:
    about = register.pedigree
    lines = [
        *(f"方法学：{used.text}" for used in about.used),
        *(f"假定：{words}" for words in about.assumed),
        *about.remarks,
        f"{about.footer} · {RIGHT}",
    ]
    said = "\n".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<footer>\n<h2>数据来源与说明</h2>\n<ul>\n{said}\n</ul>\n</footer>"
