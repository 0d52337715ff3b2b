"""A person gets everything that is kept of them, and it is written down."""

from __future__ import annotations

import json
import re
from typing import Any
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pytest
from sqlalchemy import text

from carbon_points.certificates.data_copy import copy_data
from carbon_points.certificates.data_copy_paper import read
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.participants.editing import edit_details
from carbon_points.participants.service import reveal_identity
from tests.deeds import identity
from tests.deeds import person
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.certificates.data_copy import Copied
    from carbon_points.storage.engine import Database

WHY = "本人到场申请"


def copied(db: Database, folder: Path, number: int = 1) -> Copied:
    return copy_data(db, as_of("worker"), person(number), folder / "out", WHY)


def document(made: Copied) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made.json.read_text("utf-8"))
    return found


def words_on(made: Copied) -> str:
    with pypdfium2.PdfDocument(made.pdf) as file:
        return "".join(str(page.get_textpage().get_text_range()) for page in file)


def test_it_holds_every_record_of_the_person(busy: Database, tmp_path: Path) -> None:
    found = document(copied(busy, tmp_path))

    with busy.reading() as session:
        for section, table in (("减排行为", "action"), ("设施", "installation")):
            query = f"SELECT COUNT(*) FROM {table} WHERE participant_id = :who"  # noqa: S608
            assert len(found[section]) == session.scalar(
                text(query), {"who": person(1)}
            )
    assert [found["基本信息"][0][name] for name in ("姓名", "证件号码", "电话")] == [
        "王芳",
        identity(1),
        "13900000001",
    ]
    assert found["证书"]
    assert found["抄表读数"]
    assert found["凭证文件"]


def test_the_paper_says_the_same(busy: Database, tmp_path: Path) -> None:
    made = copied(busy, tmp_path)

    words = words_on(made).replace("\r\n", "")
    for record in document(made)["证书"]:
        assert record["证书编号"] in words
    assert identity(1) in words
    for title in ("授权记录", "设施", "减排行为", "积分账", "谁查看或修改过"):
        assert title in words


def test_it_says_who_looked_and_this_copy_itself(
    busy: Database, tmp_path: Path
) -> None:
    reveal_identity(busy, as_of("auditor"), person(1), "核对身份")
    edit_details(busy, as_of("worker"), person(1), {"note": "上门"})

    looks = document(copied(busy, tmp_path))["谁查看或修改过"]

    assert [look["事项"] for look in looks] == [
        "查看完整证件号",
        "修改参与者资料",
        "制作个人信息副本",
    ]
    assert looks[0]["理由"] == "核对身份"
    assert looks[-1]["理由"] == WHY


def test_numbers_are_whole_and_none_is_a_float(busy: Database, tmp_path: Path) -> None:
    def floats(value: object) -> list[float]:
        if isinstance(value, dict):
            return [each for inner in value.values() for each in floats(inner)]
        if isinstance(value, list):
            return [each for inner in value for each in floats(inner)]
        return [value] if isinstance(value, float) else []

    assert floats(document(copied(busy, tmp_path))) == []


def test_a_company_gets_one_too(busy: Database, tmp_path: Path) -> None:
    found = document(copied(busy, tmp_path, 7))

    assert found["基本信息"][0]["统一社会信用代码"] == identity(7)


def test_nobody_else_reads_the_files(busy: Database, tmp_path: Path) -> None:
    made = copied(busy, tmp_path)

    assert {file.stat().st_mode & 0o77 for file in (made.pdf, made.json)} == {0}


@pytest.mark.parametrize("who", ["admin", "viewer"])
def test_it_takes_the_right(busy: Database, tmp_path: Path, who: str) -> None:
    with pytest.raises(NotAllowedError, match="ROLE"):
        copy_data(busy, as_of(who), person(1), tmp_path / "out", WHY)

    assert not list(tmp_path.glob("out/*"))


def test_it_takes_a_reason(busy: Database, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="REASON_MISSING"):
        copy_data(busy, as_of("worker"), person(1), tmp_path / "out", " ")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("减排量_毫克", 47_040, ("减排量", "47 g")),
        ("减排量_毫克", 3_377_730, ("减排量", "3.378 kg")),
        ("余数_毫克", 417, ("余数", "417 毫克")),
        ("止码_千瓦时", "1203.5", ("止码", "1203.5 千瓦时")),
        ("里程（米）", 1_176, ("里程", "1,176 米")),
        ("字节", 7_098, ("大小", "7,098 字节")),
        ("备注", "", ("备注", "")),
        ("开始时间", "2026-02-27T13:23:23+08:00", ("开始时间", "2026-02-27 13:23:23")),
        ("收入时间", "2026-06-30 08:40:00+08:00", ("收入时间", "2026-06-30 08:40")),
        ("记录编号", "23932-12", ("记录编号", "23932-12")),
    ],
)
def test_the_paper_reads_numbers_with_their_units_and_times_without_a_zone(
    name: str, value: object, told: tuple[str, str]
) -> None:
    assert read(name, value) == told


def test_nothing_of_the_paper_is_a_code(busy: Database, tmp_path: Path) -> None:
    words = words_on(copied(busy, tmp_path))

    assert "+08:00" not in words
    assert "_毫克" not in words
    assert re.findall(r"\b[A-Z]{4,}_[A-Z_]+\b", words) == []
