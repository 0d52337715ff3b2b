"""What may be typed after ``keys`` about the keys that sign and those that seal."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.audit_arguments import day

if TYPE_CHECKING:
    from collections.abc import Callable


def signing_steps(step: Callable[[str, str], Any]) -> None:
    """The steps of ``keys`` for signatures, the bureau's list and identities."""
    step("signing", "签名密钥 which key signs, and the list that vouches for it")
    public = step("publish", "公布 the files that verifiers need")
    public.add_argument("--out", type=Path, metavar="DIR", required=True)
    public.add_argument(
        "--with",
        dest="of_desks",
        nargs="+",
        type=Path,
        default=[],
        metavar="REVOKED.json",
        help="服务台的作废名单 lists that desks of this bureau signed",
    )
    step("rotate-signing", "更换签名密钥 a new pair from tomorrow on")
    lost = step("lost", "挂失 papers of this day and later are refused")
    lost.add_argument("--from", dest="since", type=day, metavar="DATE", required=True)
    lost.add_argument("--reason", metavar="TEXT", required=True)
    lost.add_argument("--desk", type=int, metavar="N", dest="desk_number")
    _joining(step)
    step("rotate-identity", "更换证件密钥 seal every ID number with new keys")


def _joining(step: Callable[[str, str], Any]) -> None:
    request = step("request", "申请 ask a bureau to list this desk's key")
    request.add_argument("--bureau", type=Path, metavar="KEYS.json", required=True)
    request.add_argument("--out", type=Path, metavar="FILE", required=True)
    certify = step("certify", "列入名单 list the keys of desks, as the bureau")
    certify.add_argument("requests", nargs="+", type=Path, metavar="REQUEST")
    certify.add_argument("--from", dest="start", type=day, metavar="DATE")
    certify.add_argument("--to", dest="end", type=day, metavar="DATE")
    certify.add_argument("--replace", action="store_true")
    certify.add_argument("--dry-run", action="store_true", help="先看 only show them")
    certify.add_argument("--out", type=Path, metavar="FILE")
    install = step("install", "安装名单 put the bureau's list in force here")
    install.add_argument("file", type=Path, metavar="KEYS.json")
    install.add_argument("--other-bureau", action="store_true")
