"""The backups of the command line: to a file, by the plan, listed, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Terminal

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


@pytest.fixture
def call(small: Database, capsys: pytest.CaptureFixture[str]) -> Terminal:
    path = small.path
    small.close()
    return Terminal(path, capsys)


def test_a_backup_goes_beside_the_database_where_no_place_is_named(
    call: Terminal,
) -> None:
    said = call("backup")

    assert said.code == 0
    assert said.document["verified"]
    assert Path(said.document["file"]).parent == call.database.with_name("backups")


def test_a_backup_to_a_file_is_proven_and_can_be_checked(
    call: Terminal, tmp_path: Path
) -> None:
    made = call("backup", tmp_path / "a.cpbackup").document
    checked = call("backup", "check", tmp_path / "a.cpbackup")

    assert checked.code == 0
    assert checked.document["sha256"] == made["sha256"]
    assert checked.document["totals"]["participants"] == 8


def test_a_damaged_backup_is_told_with_a_code(call: Terminal, tmp_path: Path) -> None:
    file = Path(call("backup", tmp_path / "a.cpbackup").document["file"])
    file.write_bytes(file.read_bytes()[:-1])

    said = call("backup", "check", file)

    assert (said.code, said.error) == (2, "BACKUP_DAMAGED")


def test_a_plan_is_set_shown_and_run(call: Terminal, tmp_path: Path) -> None:
    stick = tmp_path / "U 盘"
    places = ("--place", "beside", "--place", stick)
    decided = call(
        *("backup", "plan", "set", *places),
        *("--hour", "off", "--no-at-closing", "--keep", "3,2,1"),
    )
    done = call("backup", "run")

    assert decided.document == call("backup", "plan").document
    assert decided.document["hour"] is None
    assert not decided.document["at_closing"]
    assert decided.document["keep"] == {"days": 3, "weeks": 2, "months": 1}
    assert done.code == 0
    assert [one["result"] for one in done.document["places"]] == ["PROVEN", "PROVEN"]
    assert len(list(stick.iterdir())) == 1


def test_what_is_not_given_stays_in_the_plan(call: Terminal) -> None:
    call("backup", "plan", "set", "--hour", "17", "--keep", "3,2,1")

    changed = call("backup", "plan", "set", "--at-closing").document

    assert (changed["hour"], changed["keep"]["days"]) == (17, 3)


def test_a_place_that_is_absent_is_told_by_the_exit_code(
    call: Terminal, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    call("backup", "plan", "set", "--place", "beside", "--place", stick)
    stick.rmdir()

    said = call("backup", "run")
    spoken = call("backup", "run", as_json=False)

    results = [one["result"] for one in said.document["places"]]
    assert (said.code, results) == (1, ["PROVEN", "BACKUP_PLACE_ABSENT"])
    assert "U 盘没有插上" in spoken.out
    assert str(stick) in spoken.out


def test_the_list_has_the_newest_first(call: Terminal) -> None:
    assert call("backup", "list").document == {"runs": []}
    call("backup", "run")
    call("backup")

    found = call("backup", "list").document["runs"]

    beside = str(call.database.parent / "backups")
    assert [one["place"] for one in found] == [beside, "beside"]


def test_the_list_says_which_file_has_gone(call: Terminal) -> None:
    Path(call("backup").document["file"]).unlink()

    said = call("backup", "list", as_json=False)

    assert "（文件已不在）" in said.out
    assert not call("backup", "list").document["runs"][0]["there"]


@pytest.mark.parametrize(
    "words",
    [
        ("backup", "check"),
        ("backup", "check", "a", "b"),
        ("backup", "run", "now"),
        ("backup", "plan", "drop"),
        ("backup", "a", "b"),
        ("backup", "plan", "set", "--hour", "25"),
        ("backup", "plan", "set", "--keep", "0,1,1"),
        ("backup", "plan", "set", "--place", "/proc/x/y"),
    ],
)
def test_a_call_that_makes_no_sense_is_refused_in_one_sentence(
    call: Terminal, words: tuple[str, ...]
) -> None:
    said = call(*words)

    assert said.code == 2
    assert said.error in {"BACKUP_WHICH", "BACKUP_PLAN_WRONG", "BACKUP_PLACE_WRONG"}


@pytest.mark.parametrize(
    "words", [("--hour", "noon"), ("--keep", "1,2"), ("--keep", "a,b,c")]
)
def test_a_plan_that_cannot_be_read_is_a_wrong_call(
    call: Terminal, words: tuple[str, str]
) -> None:
    assert call("backup", "plan", "set", *words).code == 2


def test_a_worker_sees_the_plan_and_does_not_change_it(call: Terminal) -> None:
    with_worker = call("backup", "plan", "set", "--hour", "3", "--as", "worker")

    assert with_worker.code == 3


def test_the_help_names_the_words(call: Terminal) -> None:
    said = call.plain("backup", "--help")

    assert said.code == 0
    assert "check FILE" in said.out
