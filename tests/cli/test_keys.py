"""``keys`` and what a terminal is asked."""

from __future__ import annotations

import io
import os
import pty
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carbon_points.security import file_keys
from carbon_points.storage import keys
from carbon_points.storage import unlocking
from carbon_points.storage.engine import open_database
from tests.districts import as_of

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

WORDS = "绿水青山就是金山银山"
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _nothing_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "_held", {})


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{x}\n" for x in lines)))


def at_a_keyboard(
    arguments: list[str], lines: list[str], home: Path
) -> tuple[int, str]:
    """Exit code and output of a command whose input is a real terminal."""
    keyboard, terminal = pty.openpty()
    folders = {f"XDG_{name}_HOME": str(home) for name in ("CONFIG", "DATA")}
    process = subprocess.Popen(  # noqa: S603  (our own interpreter)
        [sys.executable, "main.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **folders},
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    os.close(terminal)
    with os.fdopen(keyboard, "r+b", buffering=0) as hands:
        assert process.stdout is not None
        said = b""
        for line in lines:
            while not said.endswith(b": "):
                said += os.read(process.stdout.fileno(), 1)
            time.sleep(0.1)  # the terminal must have stopped to show what is typed
            hands.write(f"{line}\n".encode())
            said += b"|"
        rest, _ = process.communicate(timeout=20)
    return process.returncode, (said + rest).decode()


def test_show_says_how_the_file_is_protected(desk: Terminal) -> None:
    said = desk("keys", "show")

    assert (said.document["kind"], said.document["remembered"]) == ("random", "file")
    assert "密钥指纹" in desk("keys", "show", as_json=False).out


def test_a_passphrase_is_set_and_changed_from_standard_input(
    desk: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "一二三四五六七八")
    assert desk("keys", "passphrase").document["kind"] == "passphrase"
    typed(monkeypatch, "一二三四五六七八", WORDS)

    said = desk("keys", "passphrase")

    assert said.code == 0
    assert (
        keys.fingerprint(unlocking.salt_of(desk.database))
        == (said.document["fingerprint"])
    )
    assert unlocking.by_passphrase(desk.database, WORDS).salt == (
        unlocking.salt_of(desk.database)
    )


def test_a_wrong_present_passphrase_changes_nothing(
    desk: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, WORDS)
    desk("keys", "passphrase")
    typed(monkeypatch, "not that one", "another one")

    said = desk("keys", "passphrase")

    assert (said.code, said.error) == (2, "PASSPHRASE_WRONG")


def test_rotate_leaves_the_old_key_for_older_backups(
    bureau: Terminal, tmp_path: Path
) -> None:
    copy = tmp_path / "then.cpbackup"
    bureau("backup", copy)

    said = bureau("keys", "rotate", as_json=False)

    assert said.code == 0
    assert "以前的备份" in said.out
    assert bureau("backup", "check", copy).code == 0
    assert bureau("audit", "verify", "--recalculate").code == 0


def test_rotate_asks_for_the_passphrase_that_the_file_keeps(
    desk: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, WORDS)
    desk("keys", "passphrase")
    typed(monkeypatch, "")
    assert desk("keys", "rotate").error == "KEY_HAS_PASSPHRASE"
    typed(monkeypatch, WORDS)

    said = desk("keys", "rotate", "--no-remember")

    assert said.document["kind"] == "passphrase"
    assert said.document["remembered"] is None


def test_an_old_key_is_listed_and_let_go(
    desk: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(keys.key_folder(), tmp_path / "keys")  # other tests need it
    monkeypatch.setattr(keys, "key_folder", lambda: tmp_path / "keys")
    old = desk("keys", "rotate").document["old_fingerprint"]

    [listed] = desk("keys", "show").document["old_keys"]
    told = desk("keys", "show", as_json=False).out
    gone = desk("keys", "forget", "--old", old)

    assert (listed["fingerprint"], listed["opens"]) == (old, [])
    assert f"旧密钥 {old}" in told
    assert gone.document["fingerprint"] == old
    assert desk("keys", "show").document["old_keys"] == []
    assert desk("keys", "forget", "--old", old).error == "KEY_NOT_OLD"


def test_rotate_into_a_key_file_needs_that_file_afterwards(
    desk: Terminal, tmp_path: Path
) -> None:
    kept = tmp_path / "stick" / "desk.key"

    said = desk("keys", "rotate", "--new-key-file", kept)

    assert said.document["remembered"] is None
    keys._held.clear()
    assert desk("keys", "show").error == "DB_NO_KEY"
    assert desk("keys", "show", "--key-file", kept).code == 0


def test_the_printed_halves_bring_the_key_back(
    desk: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = desk("keys", "recovery", "--out", tmp_path / "out").document["files"]
    with open_database(desk.database) as db:
        halves = file_keys.recovery_key(db, as_of()).halves
    assert desk("keys", "forget").document["remembered"] is None
    assert (desk("keys", "show").code, desk("keys", "show").error) == (4, "DB_NO_KEY")
    typed(monkeypatch, *halves)

    said = desk("keys", "recover", desk.database)

    assert said.document["kept"] == "file"
    assert desk("keys", "show").code == 0
    assert [Path(file).stat().st_mode & 0o777 for file in files] == [0o600, 0o600]


def test_misread_halves_are_refused(
    desk: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "AAAA", "BBBB")

    said = desk("keys", "recover", desk.database)

    assert (said.code, said.error) == (2, "RECOVERY_KEY_MISREAD")


def test_recover_writes_a_key_file_where_it_is_wanted(
    desk: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_database(desk.database) as db:
        typed(monkeypatch, *keys.recovery_key(db))
        key = db.vault.key

    desk("keys", "recover", desk.database, "--out", tmp_path / "key")

    assert keys.read_key(tmp_path / "key").key == key


def test_a_worker_may_not_touch_the_key(desk: Terminal) -> None:
    said = desk("--as", "worker", "keys", "rotate")

    assert (said.code, said.error) == (3, "ROLE")


def test_init_on_a_terminal_asks_twice_and_opening_asks_again(tmp_path: Path) -> None:
    usual = ["--lang", "en", "--db", str(tmp_path / "x.db")]
    code, said = at_a_keyboard([*usual, "init"], [WORDS, WORDS], tmp_path / "one")
    assert code == 0, said
    assert WORDS not in said

    elsewhere = [*usual, "keys", "show"]
    code, said = at_a_keyboard(elsewhere, ["wrong one", WORDS], tmp_path / "two")

    assert code == 0, said
    assert "2 tries are left" in said
    assert "keys remember" in said
    assert "passphrase" in said


def test_init_on_a_terminal_without_a_passphrase_makes_a_random_key(
    tmp_path: Path,
) -> None:
    usual = ["--lang", "en", "--db", str(tmp_path / "x.db")]

    code, said = at_a_keyboard([*usual, "init"], [""], tmp_path)

    assert code == 0, said
    assert len(list((tmp_path / "carbon-points" / "keys").glob("*.key"))) == 1


def test_two_passphrases_that_differ_make_no_file(tmp_path: Path) -> None:
    usual = ["--lang", "en", "--db", str(tmp_path / "x.db")]

    code, said = at_a_keyboard([*usual, "init"], [WORDS, f"{WORDS}!"], tmp_path)

    assert code == 2
    assert "differ" in said
    assert not (tmp_path / "x.db").exists()


def test_an_empty_answer_asks_for_the_printed_halves(
    desk: Terminal, tmp_path: Path
) -> None:
    with open_database(desk.database) as db:
        halves = keys.recovery_key(db)
    usual = ["--lang", "en", "--db", str(desk.database)]

    code, said = at_a_keyboard([*usual, "keys", "show"], ["", *halves], tmp_path)

    assert code == 0, said
    assert "fingerprint" in said


def test_without_the_driver_every_command_says_that_nothing_is_encrypted(
    new: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
        new.plain("--db", new.database, "init")
        assert "未加密" in new("stats").err
        said = new("keys", "encrypt")
        assert (said.code, said.error) == (4, "NO_CIPHER_HERE")

        then = tmp_path / "then.cpbackup"
        assert new("backup", then).code == 0
        place = new("backup", "run").document["places"][0]["file"]

    assert "未加密" in new("keys", "show", as_json=False).out
    typed(monkeypatch, WORDS)

    said = new("keys", "encrypt", "--passphrase")

    assert said.document["encrypted"]
    assert place in said.document["plain_backups"]
    assert said.document["kind"] == "passphrase"
    assert not new("stats").err
    assert not new("backup", "check", then).document["encrypted"]
    assert "未加密" in new("backup", "check", then, as_json=False).out
    assert new("keys", "encrypt").error == "KEY_ENCRYPTED_ALREADY"
    assert new("backup", tmp_path / "x.cpbackup").code == 0


def test_without_the_driver_an_encrypted_file_is_refused(
    desk: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)

    said = desk("stats")

    assert (said.code, said.error) == (4, "DB_NO_CIPHER")


def test_a_backup_with_an_unknown_key_asks_for_its_passphrase(
    desk: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, WORDS)
    desk("keys", "passphrase", "--no-remember")
    copy = tmp_path / "copy.cpbackup"
    desk("backup", copy)

    checked = at_a_keyboard(["backup", "check", str(copy)], [WORDS], tmp_path / "one")
    goal = ["--db", str(tmp_path / "new" / "x.db"), "restore", str(copy)]
    restored = at_a_keyboard(goal, [WORDS], tmp_path / "two")

    assert checked[0] == 0, checked[1]
    assert restored[0] == 0, restored[1]


def test_neither_passphrase_nor_key_is_in_any_file_or_answer(
    desk: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, WORDS)
    said = [desk("keys", "passphrase", "--no-remember")]
    with open_database(desk.database) as db:
        raw, halves = db.vault.key, keys.recovery_key(db)
    said += [desk("keys", "recovery", "--out", tmp_path / "out"), desk("keys", "show")]
    said += [desk("backup", tmp_path / "x.cpbackup"), desk("doctor")]
    for sheet in (tmp_path / "out").iterdir():
        sheet.unlink()

    secrets = [raw, raw.hex().encode(), raw.hex().upper().encode(), WORDS.encode()]
    secrets += [half.replace("-", dash).encode() for half in halves for dash in "- "]
    written = [file for file in tmp_path.rglob("*") if file.is_file()]
    answers = [text.encode() for one in said for text in (one.out, one.err)]
    for content in (*(file.read_bytes() for file in written), *answers):
        assert not [secret for secret in secrets if secret in content]
    assert len(written) == 2
