"""The recovery key on two sheets of paper, a half on each, to be kept apart."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.qr import qr_rows
from carbon_points.common.days import local_moment
from carbon_points.scenarios import fonts
from carbon_points.scenarios.pencil import Box
from carbon_points.scenarios.pencil import Look
from carbon_points.scenarios.sheets import Sheets
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.security.file_keys import RecoveryKey

TITLE: Final = "账本恢复密钥"
_ORDINALS: Final = ("第一半", "第二半")
_TITLE: Final = Look(20, "text", fonts.BOLD)
_UNDER: Final = Look(10, "text3")
_CODE: Final = Look(25, "text", fonts.BOLD)
_LINE: Final = 36.0
_QR_SIDE: Final = 128.0
_GROUPS: Final = 4
_CUSTODY: Final = ("保管人（签字）", "存放处", "日期", "移交给（签字）")
_CUSTODY_ROW: Final = 26.0
_CUSTODY_ROWS: Final = 3

_HOW: Final = (
    (
        "两半分开保管：例如一半放在服务点的保险柜，另一半交主管部门。"
        "谁同时拿到两半和数据库（或备份），就能打开账本；只有一半什么也打不开。"
    ),
    (
        "什么时候用：忘记口令、电脑损坏或更换，程序说找不到密钥时。"
        "在打开账本的页面选“恢复密钥”，"
        "或运行 carbon-points keys recover 数据库或备份文件，"
        "照纸面输入两半，也可以扫二维码。"
    ),
    (
        "只有字母 A–Z 和数字 2–7，没有 0、1、8、9；"
        "连字符和大小写不影响。输错一个字符，程序会指出是哪一半。"
    ),
    (
        "只能打开指纹相同的账本和备份。换口令或换密钥后请重新打印；"
        "旧的两张留到用它的备份全部到期为止。"
    ),
)
_ENGLISH: Final = (
    "One half of the recovery key of the file named above. Keep the halves in two"
    " places; both together open the file and its backups."
)


def recovery_sheets(shown: RecoveryKey) -> tuple[bytes, bytes]:
    """Two A4 sheets, a PDF each: half of the key in letters and as a code to scan."""
    return _paper(shown, 0), _paper(shown, 1)


def both_sheets(shown: RecoveryKey) -> bytes:
    """The same two sheets as one PDF, for a printer that gets them at once."""
    return _paper(shown, 0, 1)


def write_sheets(shown: RecoveryKey, folder: Path) -> tuple[Path, Path]:
    """Write both sheets where only this user can read them."""
    folder.mkdir(parents=True, exist_ok=True)
    first, second = (
        folder / f"{TITLE}-{shown.fingerprint}-{number}.pdf" for number in (1, 2)
    )
    for file, pdf in zip((first, second), recovery_sheets(shown), strict=True):
        write_whole(file, pdf, mode=0o600)
    return first, second


def _paper(shown: RecoveryKey, *places: int) -> bytes:
    footer = f"{shown.file} · 密钥指纹 {shown.fingerprint} · 机密"
    sheets = Sheets(TITLE, "机密", footer)
    for place in places:
        sheets.turn()
        _draw_sheet(sheets, shown, place)
    return sheets.pdf(" ".join([TITLE, *(_ORDINALS[at] for at in places)]), footer)


def _draw_sheet(sheets: Sheets, shown: RecoveryKey, place: int) -> None:
    which = _ORDINALS[place]
    box = sheets.block(52, 8)
    sheets.pencil.text(box.x, box.y + 28, f"{TITLE} · {which}", _TITLE)
    under = f"共两半，这是{which} · Recovery key, half {place + 1} of 2"
    sheets.pencil.text(box.x, box.y + 8, under, _UNDER)
    for name, words in _facts(shown):
        sheets.fact(name, words)
    _draw_half(sheets, shown.halves[place])
    sheets.heading("怎样保管和使用")
    for number, words in enumerate(_HOW, 1):
        sheets.paragraph(f"{number}. {words}")
    sheets.paragraph(_ENGLISH)
    _draw_custody(sheets)


def _draw_custody(sheets: Sheets) -> None:
    """Lines to write on: who keeps this half where, each time it changes hands."""
    sheets.heading("保管记录", keep_with=_CUSTODY_ROW * (_CUSTODY_ROWS + 1))
    for row in range(_CUSTODY_ROWS + 1):
        box = sheets.block(_CUSTODY_ROW)
        width = box.width / len(_CUSTODY)
        for column, name in enumerate(_CUSTODY):
            cell = Box(box.x + column * width, box.y, width, box.height)
            sheets.pencil.card(cell, "surface", "outline", radius=0)
            if not row:
                sheets.pencil.text(cell.x + 8, cell.y + 9, name, _UNDER)


def _facts(shown: RecoveryKey) -> tuple[tuple[str, str], ...]:
    return (
        ("账本文件", shown.file),
        ("密钥指纹", shown.fingerprint),
        ("服务台", str(shown.desk)),
        ("打印时间", f"{local_moment(shown.shown_at):%Y-%m-%d %H:%M}"),
    )


def _draw_half(sheets: Sheets, half: str) -> None:
    """The letters in lines of four groups, beside the code to scan."""
    sheets.block(8)
    box = sheets.block(_QR_SIDE + 24, 10)
    sheets.pencil.card(box, "surface", "outline")
    side = Box(box.right - _QR_SIDE - 12, box.y + 12, _QR_SIDE, _QR_SIDE)
    sheets.pencil.modules(side, qr_rows(half))
    groups = half.split("-")
    lines = -(-len(groups) // _GROUPS)
    top = box.y + (box.height + (lines - 1) * _LINE) / 2 - _CODE.size * 0.36
    for line in range(0, len(groups), _GROUPS):
        words = "-".join(groups[line : line + _GROUPS])
        sheets.pencil.text(box.x + 16, top, words, _CODE)
        top -= _LINE
