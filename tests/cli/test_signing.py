"""``keys`` about signatures: a desk joins a bureau, changes its key, and loses it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Terminal

PERIOD = ("--from", "2025-07-01", "--to", "2026-06-30")


@pytest.fixture
def desk(bureau: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A desk on a computer that knows the files of nobody else."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return bureau


@pytest.fixture
def paper(desk: Terminal, tmp_path: Path) -> str:
    """The file of a certificate."""
    issued = desk(
        *("certificate", "issue", "--participant", "12-1", *PERIOD),
        *("--out", tmp_path / "papers"),
    )
    file: str = issued.document["certificates"][0]["file"]
    return file


def test_a_stand_alone_desk_is_its_own_bureau(desk: Terminal) -> None:
    said = desk("keys", "signing")

    found = said.document
    assert (said.code, found["own_bureau"], found["edition"]) == (0, True, 1)
    assert found["signs"] == found["keys"][0]["key"]
    assert found["bureau"] != found["signs"]


def test_a_new_pair_is_listed_from_tomorrow_on(desk: Terminal, paper: str) -> None:
    said = desk("keys", "rotate-signing")

    old, new = said.document["keys"]
    assert (said.code, said.document["key"]) == (0, new["key"])
    assert (old["to"], new["from"], new["to"]) == ("2026-06-30", "2026-07-01", None)
    assert desk("certificate", "verify", paper).document["reason"] == "OK"
    assert "→" in desk("keys", "signing", as_json=False).out


def test_papers_of_a_lost_key_are_refused_and_made_again(
    desk: Terminal, paper: str, tmp_path: Path
) -> None:
    stolen = tmp_path / "stolen.pdf"
    with open(paper, "rb") as file:  # noqa: PTH123  (as the answer names it)
        stolen.write_bytes(file.read())

    said = desk("keys", "lost", "--from", "2026-06-30", "--reason", "电脑被盗")

    assert (said.code, said.document["papers"]) == (0, 1)
    refused = desk("certificate", "verify", stolen)
    assert (refused.code, refused.document["reason"]) == (1, "KEY_LOST")
    assert "2026-06-30" in desk("certificate", "verify", stolen, as_json=False).out
    again = ("certificate", "issue", "--participant", "12-1", *PERIOD)
    assert desk(*again, "--out", tmp_path / "papers").code == 0
    assert desk("certificate", "verify", paper).document["reason"] == "OK"
    assert "挂失" in desk("keys", "signing", as_json=False).out


def test_a_desk_joins_a_bureau_by_files_alone(
    desk: Terminal, paper: str, tmp_path: Path
) -> None:
    head = ("--db", tmp_path / "bureau.db", "--as-of", "2026-06-30", "--json")
    assert desk.plain(*head, "init", "--desk", "1").code == 0
    site, asked = tmp_path / "site", tmp_path / "request.json"
    assert desk.plain(*head, "keys", "publish", "--out", site).code == 0

    keys = site / "keys.json"
    assert desk("keys", "request", "--bureau", keys, "--out", asked).code == 0
    shown = desk.plain(*head, "keys", "certify", asked, "--dry-run").document
    listed = desk.plain(*head, "keys", "certify", asked, "--out", keys)
    said = desk("keys", "install", keys)

    assert (listed.code, said.code) == (0, 0)
    assert said.document["edition"] == 2
    assert [row["desk"] for row in shown["requests"]] == [12]
    assert not desk("keys", "signing").document["own_bureau"]
    assert desk("keys", "lost", "--from", "2026-06-30", "--reason", "x").code == 1
    assert desk("keys", "install", keys).error == "KEYS_OLDER"
    found = desk("certificate", "verify", paper, "--key", keys)
    assert found.document["reason"] == "OK"


def test_what_is_published_says_what_it_is(desk: Terminal, tmp_path: Path) -> None:
    said = desk("keys", "publish", "--out", tmp_path / "site")

    names = {path.name for path in (tmp_path / "site").iterdir()}
    assert (said.code, len(said.document["files"])) == (0, 3)
    assert names == {"keys.json", "revoked.json", "README.txt"}
    page = (tmp_path / "site" / "README.txt").read_text("utf-8")
    bureau = json.loads((tmp_path / "site" / "keys.json").read_bytes())["bureau"]
    assert bureau in page


def test_a_file_that_is_none_is_named(desk: Terminal, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}", "utf-8")

    for call, code in (
        (("install", wrong), "KEY_FILE_FORMAT"),
        (("install", tmp_path / "none.json"), "KEY_FILE_UNREADABLE"),
        (("certify", wrong), "KEY_REQUEST_FORMAT"),
        (("certify", tmp_path / "none.json"), "FILE_NOT_FOUND"),
        (("request", "--bureau", wrong, "--out", wrong), "KEY_FILE_FORMAT"),
    ):
        said = desk("keys", *call)
        assert (said.code, said.error) == (2, code)
    assert str(wrong) in desk("keys", "install", wrong).document["error"]["message"]


def test_numbers_are_sealed_with_new_keys(desk: Terminal) -> None:
    before = desk("find", "12-1").document["matches"]

    said = desk("keys", "rotate-identity")

    assert (said.code, said.document["people"] > 0) == (0, True)
    assert desk("find", "12-1").document["matches"] == before
    assert desk("audit", "verify").code == 0
