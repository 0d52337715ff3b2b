"""Who did, saw or exported what: found, in words, and kept from who may not read it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import python_calamine
from sqlalchemy import event
from sqlalchemy import text

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Progress
from carbon_points.crediting.roll_export import export_roll
from carbon_points.security import journal_export
from carbon_points.security.journal import act_words
from carbon_points.security.journal import acts
from carbon_points.security.journal import groups
from carbon_points.security.journal import page
from carbon_points.security.journal import Wanted
from carbon_points.security.journal_export import export_journal
from carbon_points.security.service import create_operators
from carbon_points.security.service import note
from tests.districts import as_of
from tests.security.acts import adopt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.security.journal import Page
    from carbon_points.storage.engine import Database

NOW = as_of().now


@pytest.fixture
def watched(db: Database) -> Database:
    """Somebody adopted, somebody looked, somebody exported, one after the other."""
    with db.writing() as session:
        create_operators(session)
    adopt(db, "adopted")
    for seconds, who, act, subject, reason in (
        (10, "worker", "view", "12-1", ""),
        (20, "worker", "reveal-id", "12-1", "当面核对 100%"),
        (30, "auditor", "export", "统计_7.xlsx", ""),
    ):
        note(db, replace(as_of(who), now=NOW + seconds), act, subject, reason)
    return db


def found(db: Database, wanted: Wanted, count: int = 50) -> Page:
    with db.reading() as session:
        return page(session, as_of("admin"), wanted, 0, count)


def codes(db: Database, wanted: Wanted) -> list[str]:
    return [line.act for line in found(db, wanted).lines]


def test_the_newest_stands_first_and_acts_stand_among_looks(watched: Database) -> None:
    assert codes(watched, Wanted()) == [
        *("export", "reveal-id", "view", "adoption"),
    ]
    assert found(watched, Wanted(), 2).total == 4
    assert len(found(watched, Wanted(), 2).lines) == 2


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(group="seen"), ["reveal-id", "view"]),
        (Wanted(group="out"), ["export"]),
        (Wanted(group="done", operator="auditor"), ["adoption"]),
        (Wanted(group="done", words="auditor2"), ["adoption"]),
        (Wanted(operator="auditor", since=NOW + 1), ["export"]),
        (Wanted(since=NOW + 10, until=NOW + 30), ["reveal-id", "view"]),
        (Wanted(words="12-1"), ["reveal-id", "view"]),
        (Wanted(words="100%"), ["reveal-id"]),
        (Wanted(words="统计_"), ["export"]),
        (Wanted(words="完整证件号"), ["reveal-id"]),
        (Wanted(words="whole ID"), ["reveal-id"]),
        (Wanted(words="%"), ["reveal-id"]),
        (Wanted(words="x' OR 1=1 --"), []),
        (Wanted(words="\\"), []),
    ],
)
def test_lines_are_found_by_kind_person_time_and_words(
    watched: Database, wanted: Wanted, expected: list[str]
) -> None:
    assert codes(watched, wanted) == expected
    assert found(watched, wanted).total == len(expected)


@pytest.mark.parametrize("name", ["worker", "viewer"])
def test_who_keeps_no_watch_reads_no_log(watched: Database, name: str) -> None:
    with watched.reading() as session, pytest.raises(NotAllowedError, match="ROLE"):
        page(session, as_of(name), Wanted())


def test_every_act_belongs_to_a_group_and_has_words() -> None:
    assert {act.group for act in acts().values()} == set(groups())
    assert act_words("view", english=True) == "Opened a person's file"
    assert act_words("unheard-of", english=False) == "unheard-of"


def test_the_export_holds_every_line_and_is_a_line_itself(
    watched: Database, tmp_path: Path
) -> None:
    path = tmp_path / "日志.xlsx"
    note(watched, as_of("worker"), "reveal-id", "=1+1", "=HYPERLINK(1)")
    before = found(watched, Wanted()).total

    assert export_journal(watched, as_of("admin"), Wanted(), path) == before

    sheet = python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()
    assert len(sheet) == before + 1
    assert sheet[0][:4] == ["时间", "操作员", "姓名", "复核"]
    assert ["=1+1", "=HYPERLINK(1)"] in [row[6:8] for row in sheet]
    assert codes(watched, Wanted(words="日志.xlsx")) == ["log-export"]


def test_a_long_journal_is_sorted_once_for_its_export(
    watched: Database, tmp_path: Path
) -> None:
    with watched.writing() as session:
        session.execute(
            text(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                " WHERE i < 9000) INSERT INTO operation_log SELECT"
                " (SELECT max(id) FROM operation_log) + i, i, 'worker', 'view', '', '',"
                " NULL, NULL FROM n"
            )
        )
    asked = list[str]()
    event.listen(
        watched.engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, *_: asked.append(statement),
    )

    rows = export_journal(watched, as_of("admin"), Wanted(), tmp_path / "x.xlsx")

    assert rows > 9_000
    assert sum("UNION ALL" in statement for statement in asked) == 3


@pytest.mark.parametrize(
    "export",
    [
        lambda db, path: export_journal(db, as_of("admin"), Wanted(), path),
        lambda db, path: export_roll(db, as_of("admin"), [], path, Progress()),
    ],
)
def test_nobody_takes_along_what_cannot_be_written_down(
    watched: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    export: Callable[[Database, Path], object],
) -> None:
    def full(*_args: object) -> None:
        raise DatabaseUnusableError("DB_DISK_FULL")

    monkeypatch.setattr(journal_export, "note", full)
    monkeypatch.setattr("carbon_points.security.service.note", full)

    with pytest.raises(DatabaseUnusableError, match="DB_DISK_FULL"):
        export(watched, tmp_path / "x.xlsx")

    assert list(tmp_path.glob("*x*")) == []


def test_an_export_is_refused_before_a_file_is_there(
    watched: Database, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowedError, match="ROLE"):
        export_journal(watched, as_of("worker"), Wanted(), tmp_path / "x.xlsx")
    with pytest.raises(UserError, match="OUT_ONLY_XLSX"):
        export_journal(watched, as_of("admin"), Wanted(), tmp_path / "x.csv")

    assert list(tmp_path.glob("x.*")) == []
