"""Every command as somebody might type it, with the roles that it is for.

``{person}``, ``{action}``, ``{batch}`` and ``{serial}`` are there, ``{none}`` is not;
``{resident}``, ``{ride}`` and ``{file}`` are files that can be read, ``{out}`` lies
where nothing can be written. Roles by their first letter: w worker, a auditor, d admin,
v viewer; ``*`` is anybody, without a name as well.
"""

from __future__ import annotations

import json
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.common.ids import id_text
from tests.deeds import ride_form

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database

LETTERS: Final = {"w": "worker", "a": "auditor", "d": "admin", "v": "viewer"}
REFUSALS: Final = frozenset({"ROLE", "SIGN_IN_NEEDED", "RESTORE_ADMIN"})
_RESIDENT: Final = {
    "name": "测试人",
    "identity": "370114196705269988",
    "phone": "13955556666",
    "subdistrict": "明水街道",
    "consent": True,
}
_WHEN: Final = "--from 2026-01-01 --to 2026-06-30"

CALLS: Final = {
    "init": ("*", "init"),
    "demo": ("*", "demo --out {out}"),
    "backup": ("wad", "backup {out}/x.cpbackup"),
    "backup run": ("wad", "backup run"),
    "backup list": ("wad", "backup list"),
    "backup check": ("*", "backup check {file}"),
    "backup plan": ("d", "backup plan set --hour 7"),
    "backup plan shown": ("wad", "backup plan"),
    "restore": ("d", "restore {file}"),
    "doctor": ("*", "doctor"),
    "methodologies": ("*", "methodologies cycling"),
    "calculate": ("*", "calculate cycling {file}"),
    "adopt": ("a", "adopt air_conditioner --from 2026-01-01 --document 1号"),
    "import": ("wa", "import auto {file} --dry-run"),
    "register": ("w", "register resident {resident}"),
    "log": ("w", "log cycling {ride} --participant {person} --evidence {file}"),
    "withdraw": ("w", "withdraw {none} --reason 记错"),
    "withdraw approved": ("a", "withdraw --batch {batch} --reason 有误"),
    "find": ("wad", "find 王芳"),
    "show": ("wad", "show {person}"),
    "approve": ("a", "approve --until 2020-01-01"),
    "stats": ("wadv", "stats --by month"),
    "explain": ("wa", "explain {action}"),
    "audit verify": ("ad", "audit verify"),
    "audit checkpoint": ("ad", "audit checkpoint {out}/head.json"),
    "audit queue": ("a", "audit queue"),
    "audit show": ("a", "audit show {action}"),
    "audit decide": ("a", "audit decide approve {none}"),
    "audit decide sign": ("a", "audit decide sign"),
    "audit decide person": (
        "a",
        "audit decide freeze --participant {none} --reason R5",
    ),
    "audit rehearse": (
        "a",
        "audit rehearse --factor clothing.displacement=0.5 --from 2026-01-01",
    ),
    "audit change": ("a", "audit change list"),
    "audit change show": ("a", "audit change show {none}"),
    "audit change confirm": ("a", "audit change confirm {none}"),
    "audit change drop": ("a", "audit change drop {none} --reason 不改了"),
    "audit change propose": (
        "a",
        (
            "audit change propose --factor clothing.displacement=0.5 --from 2026-01-01"
            " --document 1号"
        ),
    ),
    "audit day": ("ad", "audit day"),
    "audit sample": ("a", "audit sample --scenario life --margin 0.05"),
    "audit check": ("a", "audit check {none} right {none}"),
    "audit result": ("a", "audit result {none}"),
    "audit finding": ("a", "audit finding list"),
    "audit finding open": ("a", "audit finding open {none} --reason R1 --note 单据"),
    "close-month": ("a", "close-month 2099-01"),
    "pool notice": ("a", "pool notice --from 2026-01-01 --to 2026-01-31 --text 公示"),
    "pool object": ("a", "pool object {none} --content 有异议"),
    "pool answer": ("a", "pool answer {none} --text 已核"),
    "pool cancel": ("a", "pool cancel {none} --reason 有误"),
    "pool register": ("a", "pool register {none}"),
    "pool dispose": (
        "a",
        (
            "pool dispose --to 91370181MA3CCCCC08 --name 某企业 --take X=1kg"
            " --purpose 绿色 --document 1号 --file {file}"
        ),
    ),
    "pool confirm": ("a", "pool confirm {none}"),
    "pool drop": ("a", "pool drop {none} --reason 不划了"),
    "pool use": ("a", "pool use {none} --purpose 抵扣 --file {file}"),
    "pool show": ("adv", "pool show"),
    "pool public": ("*", "pool public"),
    "indicator list": ("adv", "indicator list"),
    "indicator show": ("adv", "indicator show 28a"),
    "indicator set": (
        "a",
        "indicator set 28a --year 2023 --value 7 --source 农业局 --evidence {file}",
    ),
    "indicator projects": ("adv", "indicator projects"),
    "indicator export": ("adv", "indicator export {out}/x.xlsx"),
    "scenario show": ("adv", "scenario show life"),
    "scenario set": ("a", "scenario set life --host 供销社 --places 明水街道"),
    "scenario document": (
        "a",
        (
            "scenario document life add {file} --kind plan --title 方案"
            " --date 2026-03-02 --replaces {none}"
        ),
    ),
    "scenario stage": (
        "a",
        "scenario stage life running --date 2026-03-02 --who 区局 --document 1号",
    ),
    "scenario notice": (
        "a",
        "scenario notice life object {none} --text 怎么算 --date 2026-03-02",
    ),
    "scenario criterion": ("a", "scenario criterion life places --confirm"),
    "dossier": ("a", "dossier --scenario life --out {out}/d"),
    "dossier check": ("*", "dossier check {out}"),
    "report subdistrict": (
        "wa",
        "report subdistrict --place 明水街道 --year 2026 --out {out}",
    ),
    "participant copy": ("wa", "participant copy {none} --out {out}"),
    "participant close": ("w", "participant close {none} --reason 本人申请"),
    "participant erase": ("ad", "participant erase {none} --reason 本人申请"),
    "participant erase look": ("ad", "participant erase {none} --dry-run"),
    "retention show": ("ad", "retention show"),
    "retention run": ("d", "retention run"),
    "retention run look": ("ad", "retention run --dry-run"),
    "users list": ("d", "users list"),
    "users add": ("d", "users add wang --role worker"),
    "users change": ("d", "users change nobody --display 王芳"),
    "users close": ("d", "users close nobody"),
    "users reopen": ("d", "users reopen nobody"),
    "users password": ("d", "users password nobody"),
    "users log": ("ad", "users log"),
    "users log export": ("ad", "users log --out {out}/log.xlsx"),
    "keys show": ("d", "keys show"),
    "keys passphrase": ("d", "keys passphrase"),
    "keys rotate": ("d", "keys rotate"),
    "keys encrypt": ("d", "keys encrypt"),
    "keys remember": ("d", "keys remember"),
    "keys forget": ("d", "keys forget"),
    "keys recovery": ("d", "keys recovery --out {out}"),
    "keys recover": ("*", "keys recover {file}"),
    "keys signing": ("d", "keys signing"),
    "keys publish": ("d", "keys publish --out {out}"),
    "keys rotate-signing": ("d", "keys rotate-signing"),
    "keys lost": ("d", "keys lost --from 2026-01-01 --reason 被盗 --desk 99"),
    "keys request": ("d", "keys request --bureau {file} --out {out}"),
    "keys certify": ("d", "keys certify {file}"),
    "keys install": ("d", "keys install {file}"),
    "keys rotate-identity": ("d", "keys rotate-identity"),
    "certificate issue": (
        "wa",
        f"certificate issue --participant {{none}} {_WHEN} --out {{out}}",
    ),
    "certificate verify": ("*", "certificate verify --text CP1:AAAA"),
    "certificate verify serial": ("*", "certificate verify {file}"),
    "certificate revoke": ("a", "certificate revoke {serial}X --reason 错"),
    "as-of": ("a", "stats --as-of 2026-06-01"),
}
"""What stands behind a command's own name tries another of its steps."""


def words_for(db: Database, folder: Path) -> dict[str, object]:
    """What stands in the calls for what is there and what is not."""
    file, forms = folder / "纸.txt", {"resident": _RESIDENT, "ride": ride_form().inputs}
    for name, form in forms.items():
        (folder / name).write_text(json.dumps(form), "utf-8")
    file.write_text("纸面", "utf-8")
    with db.reading() as session:
        one = "SELECT MIN(id), MIN(batch_id), MIN(participant_id) FROM action"
        action, batch, person = session.execute(text(f"{one} WHERE state = 3")).one()
        serial = session.scalar(text("SELECT serial FROM certificate"))
    return {
        "resident": folder / "resident",
        "ride": folder / "ride",
        "file": file,
        "out": file / "not",
        "action": id_text(action),
        "batch": id_text(batch),
        "person": id_text(person),
        "none": "12-9000",
        "serial": serial,
    }
