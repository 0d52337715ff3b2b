"""The whole main job in one go, without a display."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import pytest

from carbon_points.cli import main
from carbon_points.exchange import demo

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

PAPERS: Final = (".pdf", ".png", ".svg", ".xlsx")


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    """The document of a call that succeeds."""
    capsys.readouterr()
    code = main(["--json", *map(str, arguments)])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


def test_the_demo_makes_a_district_its_certificates_and_its_papers(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run(capsys, "--db", folder / "x.db", "demo", "--out", folder / "out")

    assert set(done) >= {"database", "actions", "certificates", "files"}
    assert done["actions"] > 1_000
    assert done["certificates"] > 100
    files = [Path(file) for file in done["files"]]
    assert all(file.is_file() for file in files)
    assert {file.suffix for file in files} >= set(PAPERS)


def test_its_certificates_are_valid_as_a_demonstration(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = min((folder / "out" / "certificates").glob("*.pdf"))

    found = run(capsys, "certificate", "verify", paper)

    assert (found["valid"], found["demo"], found["reason"]) == (True, True, "OK")


def test_its_books_are_sound_and_something_is_left_to_decide(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = run(capsys, "--db", folder / "x.db", "audit", "verify", "--recalculate")
    waiting = run(capsys, "--db", folder / "x.db", "stats", "--state", "waiting")

    assert all(check["ok"] for check in found["checks"])
    assert waiting["rows"][0]["actions"] > 0


def test_the_demo_again_makes_the_same_papers(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificates = folder / "out" / "certificates"
    before = {file.name: file.read_bytes() for file in certificates.iterdir()}

    run(capsys, "--db", folder / "x.db", "demo", "--out", folder / "out")

    assert {f.name: f.read_bytes() for f in certificates.iterdir()} == before


def test_the_demo_leaves_a_real_district_alone(desk: Terminal, tmp_path: Path) -> None:
    before = desk.database.read_bytes()

    said = desk("demo", "--out", tmp_path / "out")

    assert (said.code, said.error) == (4, "DB_EXISTS")
    assert desk.database.read_bytes() == before


def test_a_demo_that_is_interrupted_leaves_no_half_district(
    new: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "approve", interrupt)

    said = new("demo", "--out", tmp_path / "out")

    assert (said.code, said.error) == (130, "INTERRUPTED")
    assert list(new.database.parent.iterdir()) == []
