"""What may be typed after ``pool``: from the notice to the public register."""

from __future__ import annotations

import argparse
from fractions import Fraction
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.cli.audit_arguments import count
from carbon_points.cli.audit_arguments import day

if TYPE_CHECKING:
    from collections.abc import Callable

UNITS: Final = {"mg": 1, "kg": 1_000_000, "g": 1000, "t": 1_000_000_000, "": 1}
_LONGEST: Final = 24
"""Letters of an amount; no sum of the programme is longer."""


def pool_steps(step: Callable[[str, str], Any]) -> None:
    """The steps of ``pool``."""
    _notices(step)
    _batches(step)
    shown = step("show", "减排量池 balances, notices, batches, disposals, uses")
    shown.add_argument("--batch", metavar="NUMBER", help="行为 the actions behind one")
    shown.add_argument("--limit", type=count, default=50, metavar="N")
    public = step("public", "公开台账 the public register, without personal data")
    public.add_argument("--out", type=Path, nargs="+", metavar="FILE", default=[])


def _notices(step: Callable[[str, str], Any]) -> None:
    notice = step("notice", "公示 publish what is to be registered")
    notice.add_argument("--from", dest="first", type=day, metavar="D", required=True)
    notice.add_argument("--to", dest="last", type=day, metavar="D", required=True)
    notice.add_argument("--methodology", nargs="+", metavar="ID", default=[])
    notice.add_argument("--text", metavar="TEXT", default="")
    notice.add_argument("--starts", type=day, metavar="D")
    notice.add_argument("--ends", type=day, metavar="D")
    notice.add_argument("--dry-run", action="store_true")
    objected = step("object", "异议 record an objection, without saying who")
    objected.add_argument("notice", metavar="NOTICE_ID")
    objected.add_argument("--content", metavar="TEXT", required=True)
    objected.add_argument("--channel", metavar="CHANNEL", default="letter")
    objected.add_argument("--on", type=day, metavar="D")
    answer = step("answer", "答复 answer an objection")
    answer.add_argument("objection", metavar="OBJECTION_ID")
    answer.add_argument("--text", metavar="TEXT", required=True)
    answer.add_argument("--upheld", action="store_true")
    cancel = step("cancel", "撤回公示 take a notice back")
    cancel.add_argument("notice", metavar="NOTICE_ID")
    cancel.add_argument("--reason", metavar="TEXT", required=True)
    register = step("register", "登记 numbered batches of a notice that is over")
    register.add_argument("notice", metavar="NOTICE_ID")


def _batches(step: Callable[[str, str], Any]) -> None:
    dispose = step("dispose", "划拨 give reductions to an enterprise, two persons")
    dispose.add_argument("--to", dest="uscc", metavar="USCC", required=True)
    dispose.add_argument("--name", metavar="NAME", required=True)
    dispose.add_argument(
        "--take", nargs="+", type=taking, metavar="BATCH=AMOUNT", required=True
    )
    dispose.add_argument("--purpose", metavar="TEXT", required=True)
    dispose.add_argument("--document", metavar="TEXT", required=True)
    dispose.add_argument("--file", nargs="+", type=Path, metavar="FILE", default=[])
    dispose.add_argument("--dry-run", action="store_true")
    confirm = step("confirm", "复核 sign a proposed disposal as another auditor")
    confirm.add_argument("disposal", metavar="DISPOSAL")
    drop = step("drop", "撤回划拨 take a proposed disposal back")
    drop.add_argument("disposal", metavar="DISPOSAL")
    drop.add_argument("--reason", metavar="TEXT", required=True)
    use = step("use", "使用注销 the final use of disposed reductions")
    use.add_argument("disposal", metavar="DISPOSAL")
    use.add_argument("--amount", type=amount, metavar="AMOUNT")
    use.add_argument("--purpose", metavar="TEXT", required=True)
    use.add_argument("--document", metavar="TEXT", default="")
    use.add_argument("--file", nargs="+", type=Path, metavar="FILE", default=[])


def taking(words: str) -> tuple[str, int]:
    """A batch and an amount: ``ZQ-cycling-2026-001=250kg``."""
    batch, sign, text = words.partition("=")
    if not sign or not batch.strip():
        message = f"“{words}” 应写成 批次=数量 (write BATCH=AMOUNT)"
        raise argparse.ArgumentTypeError(message)
    return batch.strip(), amount(text)


def amount(words: str) -> int:
    """Whole milligrams above 0: ``250kg``, ``1.5t``, ``800g`` or a plain number."""
    text = words.strip().lower().replace(",", "")
    unit = next(unit for unit in UNITS if text.endswith(unit))
    number = text.removesuffix(unit).strip()
    plain = number.replace(".", "", 1)
    exact = Fraction(0)
    if plain.isascii() and plain.isdigit() and len(number) <= _LONGEST:
        exact = Fraction(number if number[-1] != "." else number[:-1]) * UNITS[unit]
    if exact <= 0 or exact.denominator != 1:
        message = f"“{words}” 不是数量，请写成 250kg (not an amount, write 250kg)"
        raise argparse.ArgumentTypeError(message)
    return int(exact)
