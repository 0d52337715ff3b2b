"""Exit codes, options before and after, and never a traceback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carbon_points.cli.arguments import VERSION
from carbon_points.cli.run import _COMMANDS
from carbon_points.security.rules import RIGHTS
from tests.deeds import Ride
from tests.deeds import rides_file

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

ROOT = Path(__file__).parents[2]
SLOW = ("sqlalchemy", "PySide6", "numpy", "pandas", "reportlab", "alembic", "yaml")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["import"],
        ["import", "clouds", "x.csv"],
        ["approve", "--policy", "none"],
        ["stats", "--from", "yesterday"],
        ["show", "12-1", "--limit"],
        ["find", "x", "--limit", "0"],
        ["certificate", "issue", "--all", "--out", "x"],
        ["certificate", "verify"],
        ["certificate", "verify", "a.pdf", "--text", "CP1:"],
        ["withdraw", "--reason", "x"],
        ["withdraw", "12-1", "--batch", "12-1", "--reason", "x"],
        ["withdraw", "twelve", "--reason", "x"],
        ["explain", "12"],
        ["explain", "12-999"],
        ["show", "12-999"],
        ["log", "cycling", "--participant", "12-1", "missing.json"],
        ["log", "levitation", "--participant", "12-1", "missing.json"],
        ["calculate", "cycling", "missing.json"],
        ["import", "auto", "missing.csv"],
        ["import", "auto", "."],
        ["methodologies", "levitation"],
        ["stats", "--scenario", "war"],
        ["stats", "--from", "2026-02-01", "--to", "2026-01-01"],
        ["init", "--desk", "0"],
        ["backup", "check"],
        ["backup", "check", "missing"],
        ["restore", "missing"],
    ],
)
def test_a_call_that_cannot_be_understood_ends_with_two_and_one_sentence(
    desk: Terminal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")

    said = desk(*arguments)
    spoken = desk(*arguments, as_json=False)
    english = desk(*arguments, "--lang", "en") if arguments else said

    assert (said.code, spoken.code, english.code) == (2, 2, 2)
    if "files" not in said.document:
        assert set(said.document["error"]) == {"code", "message"}
        assert said.err.strip() == said.document["error"]["message"]
        assert spoken.out == ""
        assert len(spoken.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["find"],
        ["find", "x", "--limit"],
        ["find", "x", "--nonsense"],
        ["init", "--desk", "x"],
        ["stats", "--scenario", "war"],
        ["certificate", "issue", "--from", "2026-01-01", "--to", "2026-01-01"],
        ["certificate", "issue", "--all", "--community", "x"],
        ["audit", "verify", "--recalculate=1"],
    ],
)
def test_a_call_that_cannot_be_understood_is_told_in_the_readers_language(
    desk: Terminal, arguments: list[str]
) -> None:
    chinese = desk(*arguments, as_json=False).err
    english = desk(*arguments, "--lang", "en", as_json=False).err

    # What is left in a Chinese sentence are the words that are typed.
    typed = re.findall(r"[a-z]{4,}", chinese.partition("：")[2].lower())
    assert not {"argument", "arguments", "invalid", "required", "value"} & {*typed}
    assert english.isascii()
    assert "int value" not in english


@pytest.mark.parametrize("word", ["\udcff\udcfe", "a\0b"])
def test_a_word_that_is_no_text_is_no_error_of_the_program(
    desk: Terminal, word: str
) -> None:
    assert (desk("find", word).code, desk("find", word).error) == (2, "CALL")
    assert desk("find", "x", "--as", word).error == "CALL"


def test_a_folder_is_no_database(
    desk: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert desk.plain("--db", "", "--json", "find", "x").error == "DB_MISSING"
    assert desk.plain("--db", ".", "--json", "find", "x").error == "DB_MISSING"
    assert desk.plain("--db", "/", "--json", "find", "x").error == "DB_NAMELESS"


@pytest.mark.parametrize(
    "arguments",
    [
        ["approve"],
        ["audit", "verify"],
        ["stats"],
        ["find", "x"],
        ["show", "12-1"],
        ["backup"],
        ["import", "auto", __file__],
        ["certificate", "issue", "--all", "--from", "2026-01-01", "--to", "2026-01-01"],
    ],
)
def test_without_a_database_nothing_can_be_done(
    new: Terminal, tmp_path: Path, arguments: list[str]
) -> None:
    more = ["--out", tmp_path / "out"] if "issue" in arguments else []

    said = new(*arguments, *more)

    assert (said.code, said.error) == (4, "DB_MISSING")
    assert not new.database.parent.exists()


def test_something_else_under_the_name_of_the_database_is_left_alone(
    new: Terminal,
) -> None:
    new.database.parent.mkdir(parents=True)
    new.database.write_bytes(b"not a database" * 1000)

    for call in (["approve"], ["init"], ["audit", "verify"]):
        assert new(*call).code == 4

    assert new.database.read_bytes() == b"not a database" * 1000


@pytest.mark.parametrize(
    ("operator", "arguments"),
    [
        ("worker", ["approve"]),
        ("worker", ["audit", "verify"]),
        ("auditor", ["withdraw", "12-1", "--reason", "x"]),
        ("viewer", ["find", "x"]),
        ("viewer", ["show", "12-1"]),
        ("viewer", ["backup"]),
        ("admin", ["approve"]),
        ("admin", ["explain", "12-1"]),
        ("stranger", ["stats"]),
    ],
)
def test_what_a_role_does_not_include_ends_with_three(
    bureau: Terminal, operator: str, arguments: list[str]
) -> None:
    said = bureau("--as", operator, *arguments)

    assert said.code == 3
    assert said.error == ("OPERATOR_UNKNOWN" if operator == "stranger" else "ROLE")


def test_every_command_has_a_row_in_the_table_of_rights() -> None:
    # A step without a row of its own has the row of its command.
    missing = {n for n in _COMMANDS if not {n, n.partition(" ")[0]} & set(RIGHTS)}

    assert missing == set()


def test_options_stand_before_or_after_the_command(desk: Terminal) -> None:
    options = ["--db", desk.database, "--as-of", "2026-06-30", "--json", "--lang", "en"]

    before = desk.plain(*options, "--as", "auditor", "audit", "verify")
    after = desk.plain("audit", "verify", *options, "--as", "auditor")
    between = desk.plain("audit", *options, "--as", "auditor", "verify")

    assert (before.code, before.err) == (0, "")
    assert before.document == after.document == between.document


def test_an_option_after_the_command_overrules_the_one_before(desk: Terminal) -> None:
    said = desk("--as", "viewer", "audit", "verify", "--as", "auditor")

    assert said.code == 0


def test_nothing_is_judged_by_a_day_that_is_still_to_come(desk: Terminal) -> None:
    said = desk("stats", "--as-of", "2999-01-01")

    assert (said.code, said.error) == (2, "AS_OF_FUTURE")


def test_without_json_the_answer_is_text_in_the_language_asked_for(
    bureau: Terminal,
) -> None:
    chinese = bureau("stats", "--by", "methodology", as_json=False)
    english = bureau("stats", "--by", "methodology", "--lang", "en", as_json=False)

    assert (chinese.code, english.code) == (0, 0)
    assert "未经核证" in chinese.out
    assert "Not certified" in english.out
    assert chinese.err == english.err == ""


def test_an_interrupted_import_leaves_nothing(
    desk: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from carbon_points.exchange import service  # noqa: PLC0415

    file = rides_file(tmp_path, [Ride("A")])

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(service, "write_batch", interrupt)
        said = desk("import", "rides", file)
    assert (said.code, said.error) == (130, "INTERRUPTED")

    assert desk("import", "rides", file).document["files"][0]["accepted"] == 1


def test_a_place_that_cannot_be_written_to_is_named(
    bureau: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    where = tmp_path / "file" / "x.xlsx"
    period = ("--from", "2025-07-01", "--to", "2026-06-30")

    for call in (
        ["stats", "--out", where],
        ["certificate", "issue", "--all", *period, "--out", where.parent],
        ["backup", where],
    ):
        said = bureau(*call)
        assert said.code in {2, 4}
        assert said.error in {"OUT_UNWRITABLE", "DB_READ_ONLY"}
        assert str(where.parent) in said.document["error"]["message"]


def test_an_error_of_the_program_is_kept_in_a_file_and_said_in_a_sentence(
    desk: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from carbon_points.audit import service  # noqa: PLC0415

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(service, "policies", dict)

    said = desk("approve")

    assert (said.code, said.error) == (4, "UNEXPECTED")
    assert "KeyError" not in said.document["error"]["message"]
    [log] = (tmp_path / "state").rglob("*.log")
    assert "KeyError" in log.read_text("utf-8")


def test_a_broken_audit_ends_with_one(bureau: Terminal) -> None:
    from contextlib import closing  # noqa: PLC0415

    from carbon_points.storage.engine import open_database  # noqa: PLC0415

    with open_database(bureau.database) as db, closing(db.connect()) as connection:
        connection.execute("UPDATE stat_cell SET points = points + 1")

    said = bureau("audit", "verify")

    assert said.code == 1
    [bad] = [check for check in said.document["checks"] if not check["ok"]]
    assert bad["name"] == "statistics_are_a_recount"
    assert bad["first_problem"]


def test_a_form_may_come_from_standard_input(
    desk: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io  # noqa: PLC0415

    from tests.deeds import ride_form  # noqa: PLC0415

    form = json.dumps(ride_form().inputs)
    monkeypatch.setattr(sys, "stdin", io.StringIO(form))

    assert desk("log", "cycling", "-", "--participant", "12-1").code == 0


@pytest.mark.parametrize("text", ["[]", "7", "{", '"x"', "null"])
def test_a_form_that_is_no_object_is_refused(
    desk: Terminal, tmp_path: Path, text: str
) -> None:
    form = tmp_path / "form.json"
    form.write_text(text)

    for call in (["log", "cycling", "--participant", "12-1"], ["register", "resident"]):
        assert desk(*call, form).code == 2


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["import", "--help"]])
def test_help_is_quick_because_nothing_heavy_is_imported(arguments: list[str]) -> None:
    script = (
        "import sys\nfrom main import main\n"
        f"code = main({arguments!r})\n"
        "print(code, sorted(set(sys.modules) & set(sys.argv[1:])), file=sys.stderr)"
    )

    done = subprocess.run(  # noqa: S603  (our own interpreter)
        [sys.executable, "-c", script, *SLOW],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr == "0 []\n"
    assert VERSION in done.stdout if "--version" in arguments else done.stdout


def test_the_program_runs_as_a_process_of_its_own(
    bureau: Terminal,
) -> None:
    done = subprocess.run(  # noqa: S603  (our own interpreter)
        [sys.executable, "main.py", "--json", "--db", str(bureau.database), "stats"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0
    assert done.stderr == b""
    assert json.loads(done.stdout.decode())["rows"]


@pytest.mark.parametrize(
    ("redirected", "code"), [("<&-", 3), ("<{password} >/dev/full", 2)]
)
def test_a_closed_input_and_a_full_output_are_told_in_a_sentence(
    desk: Terminal, tmp_path: Path, redirected: str, code: int
) -> None:
    (tmp_path / "typed").write_text("对的口令 2517\n", "utf-8")
    calls = [f"{sys.executable} main.py --db {desk.database}"] * 2
    words = redirected.format(password=tmp_path / "typed")
    calls[0] += f" users password admin <{tmp_path / 'typed'} >/dev/null"
    calls[1] += f" users list --as admin {words}"

    # In a locale without Chinese, which says nothing of what is typed.
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = [
        subprocess.run(  # noqa: S602  (our own words)
            call, shell=True, capture_output=True, env=plain, cwd=ROOT, check=False
        )
        for call in calls
    ]

    assert [one.returncode for one in done] == [0, code]
    assert "Traceback" not in done[1].stderr.decode()
    assert len(done[1].stderr.decode().strip().splitlines()) == 1


def test_what_is_typed_is_no_error_of_the_program_whatever_the_locale(
    desk: Terminal,
) -> None:
    words = ["users", "password", "admin"]
    call = [sys.executable, "main.py", "--db", str(desk.database), *words]

    done = subprocess.run(  # noqa: S603  (our own words)
        call,
        input=b"\xff\xfe\xfd\xfc\xfb\xfa\n",
        cwd=ROOT,
        capture_output=True,
        env={**os.environ, "LC_ALL": "C"},
        check=False,
    )

    assert done.returncode == 2
    assert "UTF-8" in done.stderr.decode()
