"""Everything that is not well is named, with what to do about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.certificates import service
from carbon_points.certificates.service import issue
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.integrity import clock
from carbon_points.integrity import health
from carbon_points.integrity import surroundings
from carbon_points.storage.backup import evidence_folder
from carbon_points.storage.lock_file import lock_file
from tests.deeds import person
from tests.deeds import YEAR
from tests.districts import as_of
from tests.integrity.test_tail import spoil

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from carbon_points.storage.health import HealthCheck

HAN = re.compile(r"[\u4e00-\u9fff]")


def looked_at(db: Database) -> dict[str, HealthCheck]:
    return {check.name: check for check in health.of_open(db)}


def test_what_is_asked_of_an_open_database_is_asked_of_its_file(
    busy: Database,
) -> None:
    opened = list(looked_at(busy))
    busy.close()

    by_file = [check.name for check in health.of_file(busy.path)]

    assert set(by_file) - set(opened) <= {"keys"}
    assert {"chain", "clock", "papers", "sign-in", "holder", "disk"} <= set(opened)


def test_each_check_speaks_two_languages(busy: Database) -> None:
    for check in (*health.of_open(busy), *surroundings.checks("1.0", ["HP"])):
        assert check.says.zh
        assert not HAN.search(check.says.en.replace(str(busy.path), "")), check.name
        assert bool(check.remedy.zh) == bool(check.remedy.en)
        assert check.ok or check.remedy


def test_a_clock_that_is_behind_is_named_with_the_time(
    busy: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with busy.reading() as session:
        newest = session.scalar(text("SELECT MAX(at) FROM chain_record")) or 0
    monkeypatch.setattr(health.time, "time", lambda: newest - 3 * 86_400)  # type: ignore[attr-defined]

    found = looked_at(busy)["clock"]

    assert not found.ok
    assert "早 3 天" in found.says.zh
    assert "3 days" in found.says.en


@pytest.mark.parametrize(
    ("seconds", "said"), [(240, "4 分钟"), (7_300, "2 小时"), (90_000, "1 天")]
)
def test_a_span_is_said_in_its_largest_unit(seconds: int, said: str) -> None:
    assert clock._span(seconds)[0] == said


def test_a_broken_chain_is_named(busy: Database) -> None:
    spoil(busy, "UPDATE chain_record SET at = at + 1 WHERE position = 3")

    chain = looked_at(busy)["chain"]

    assert not chain.ok
    assert "第 3 条" in chain.says.zh
    assert chain.act == "restore"


def test_evidence_that_has_gone_is_counted(busy: Database) -> None:
    next(evidence_folder(busy.path).iterdir()).unlink()

    found = looked_at(busy)["evidence"]

    assert not found.ok
    assert "1" in found.says.zh
    assert "1" in found.says.en


def test_a_serial_without_paper_can_be_repaired_where_its_folder_is_there(
    busy: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_make", lambda *_: [])
    issue(busy, as_of("worker"), [person(2)], YEAR, tmp_path / "papers")

    here = looked_at(busy)["papers"]
    (tmp_path / "papers").rename(tmp_path / "elsewhere")
    gone = looked_at(busy)["papers"]

    assert (here.ok, here.act) == (False, "repair")
    assert (gone.ok, gone.act) == (False, "")
    assert str(tmp_path / "papers") in gone.remedy.zh


def test_who_has_the_books_and_what_a_crash_left_is_named(busy: Database) -> None:
    lock_file(busy.path).write_text("17\ncarbon-points\n三楼窗口\n", "utf-8")
    busy.path.with_name(f".{busy.path.name}.scratch-999999999-0123abcd").touch()

    found = looked_at(busy)

    assert not found["holder"].ok
    assert "三楼窗口" in found["holder"].says.zh
    assert (found["leftovers"].ok, found["leftovers"].act) == (True, "repair")
    assert "1 " in found["leftovers"].says.en


def test_printers_are_named_and_none_is_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(surroundings.shutil, "which", lambda _: None)  # type: ignore[attr-defined]

    assert surroundings.system_printers() == []
    assert surroundings.printer([]).ok
    assert "HP、佳能" in surroundings.printer(["HP", "佳能"]).says.zh


@pytest.mark.parametrize("answer", ["printf 'HP\\n佳能\\n'", "sleep 9"])
def test_the_system_is_asked_for_printers_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    tool = tmp_path / "lpstat"
    tool.write_text(f"#!/bin/sh\n{answer}\n", "utf-8")
    tool.chmod(0o755)
    monkeypatch.setattr(surroundings.shutil, "which", lambda _: str(tool))  # type: ignore[attr-defined]
    monkeypatch.setattr(surroundings, "_ANSWER_S", 1)

    expected = ["HP", "佳能"] if "printf" in answer else []

    assert surroundings.system_printers() == expected


def test_missing_fonts_and_libraries_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(surroundings, "FONTS", ("none.ttf",))
    monkeypatch.setattr(surroundings, "LIBRARIES", ("nothing-of-this-name",))
    monkeypatch.setattr(surroundings, "_NEEDED", frozenset(surroundings.LIBRARIES))

    assert "none.ttf" in surroundings.fonts().says.zh
    assert "nothing-of-this-name" in surroundings.libraries().says.zh
    assert surroundings.libraries().remedy.zh


def test_why_nothing_can_be_written_is_said(busy: Database) -> None:
    busy.stop(DatabaseUnusableError("CHAIN_BROKEN", position="3"))
    broken = looked_at(busy)["database"]
    busy.stopped = None
    lock_file(busy.path).write_text("17\ncarbon-points\n三楼窗口\n", "utf-8")
    held = looked_at(busy)["database"]
    lock_file(busy.path).unlink()
    closed = looked_at(busy)["database"]

    assert [broken.ok, held.ok, closed.ok] == [False, False, False]
    assert "流水链" in broken.remedy.zh
    assert "对方退出" in held.remedy.zh
    assert "写权限" in closed.remedy.zh
