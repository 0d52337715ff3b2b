"""What `doctor` says of the keys that sign papers."""

from __future__ import annotations

import datetime as dt
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.standing import standing_on
from carbon_points.storage.health import HealthCheck
from carbon_points.storage.health import Words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.certificates.standing import Standing
    from carbon_points.storage.engine import Database

_NAME: Final = "signing"
"""Of the check, and of the settings section where something can be done."""

_SOON: Final = dt.timedelta(days=30)


def checks(session: Session, db: Database, day: dt.date) -> list[HealthCheck]:
    """Whether a listed key signs today and goes on doing so."""
    found = standing_on(session, db, day)
    if found.signs is None:
        return [_none(day)]
    if found.behind:
        return [_behind(found)]
    if found.ends is not None and found.ends - day <= _SOON and not _follows(found):
        return [_ending(found.ends)]
    return [_well(found)]


def _follows(found: Standing) -> bool:
    """Whether another key of this desk is listed from where this one ends."""
    return any(
        row.desk == found.desk and row.may_sign_on(found.ends)
        for row in found.keys.keys
        if found.ends is not None
    )


def _none(day: dt.date) -> HealthCheck:
    return HealthCheck(
        _NAME,
        ok=False,
        says=Words(
            f"{day.isoformat()} 没有可用的签名密钥，发不了证书",
            f"no signing key is in force on {day.isoformat()}: no paper can be issued",
        ),
        remedy=Words(
            "安装主管部门的新名单（keys install），或换一把（keys rotate-signing）",
            "install the bureau's newest list (keys install), or make a"
            " pair with keys rotate-signing",
        ),
        act=_NAME,
    )


def _behind(found: Standing) -> HealthCheck:
    known, here = found.behind, found.keys.edition
    return HealthCheck(
        _NAME,
        ok=False,
        says=Words(
            f"本机公布过第 {known} 版公钥名单，账本里只有第 {here} 版",
            f"edition {known} of the key list was published here; the books have"
            f" edition {here}",
        ),
        remedy=Words(
            "账本可能是从旧备份恢复的：再换一次签名密钥，或安装主管部门的新名单",
            "the books may come from an older backup: make a new signing key once"
            " more, or install the bureau's newest list",
        ),
        act=_NAME,
    )


def _ending(end: dt.date) -> HealthCheck:
    last = (end - dt.timedelta(days=1)).isoformat()
    return HealthCheck(
        _NAME,
        ok=False,
        says=Words(
            f"签名密钥最后一天是 {last}", f"the signing key's last day is {last}"
        ),
        remedy=Words(
            "请主管部门续期，装上新名单（keys request、keys install）",
            "ask the bureau to prolong it and install its list (keys request, install)",
        ),
        act=_NAME,
    )


def _well(found: Standing) -> HealthCheck:
    key = found.signs.key_id.hex() if found.signs else ""
    edition = found.keys.edition
    remedy = Words("", "")
    if found.waiting:
        remedy = Words(
            "新的一把还没有列入名单：把申请交给主管部门（keys request）",
            "the new pair is not listed yet: hand in the request (keys request)",
        )
    return HealthCheck(
        _NAME,
        ok=True,
        says=Words(
            f"签名密钥 {key}，公钥名单第 {edition} 版",
            f"signing key {key}, edition {edition} of the key list",
        ),
        remedy=remedy,
        act=_NAME if remedy else "",
    )
