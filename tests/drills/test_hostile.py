"""The drill of hostile files sees what it looks for, and leaves no parser out."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

import pytest

from drills.forking import forker
from drills.forking import LONGEST_S
from drills.forking import Outcome
from drills.hostile import judged
from drills.hostile import MOST_MB
from drills.hostile import Way
from drills.hostile import WAYS
from tests.hostile.corpus import corpus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drills.forking import Forker

CORE: Final = Path(__file__).parents[2] / "carbon_points"
READS: Final = re.compile(
    r"read_within\(|\bloads\(|json\.decode\(|ZipFile\(|Image\.open\(|load_foreign\("
)
OWN: Final = {
    "common.incoming": "what the others call",
    "cli.commands.papers": "hands the bytes to certificates.verify",
    "cli.commands.rules": "a methodology's own worked cases",
    "cli.commands.signing_keys": "hands the path to certificates.trust",
    "dossier.privacy": "tests/fuzz",
    "security.drafts": "tests/fuzz; sealed in the database",
    "certificates.publication": "hands the path to certificates.trust",
    "integrity.erased_list": "written by the program beside the database",
    "certificates.data_copy_notes": "the database's own drafts, sealed in it",
    "security.notes": "written by the program in the user's own folder",
    "security.forgetting": "the database's own rows",
    "storage.moves": "written by the program beside the database",
    "actions.cuts": "a setting in the database",
    "integrity.backup_plan": "a setting in the database",
    "integrity.backup_proof": "a backup that was read whole before",
    "integrity.diagnosis": "written by the program",
    "storage.backup_places": "a setting in the database",
}
"""Modules that match and need no way of their own, and why."""

PLAIN: Final = Way((), ())
SOUND: Final = Outcome(0, 1, 100, "{}", "")


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forker]:
    folder = tmp_path_factory.mktemp("said")
    with forker(folder, "tests.drills.faulty:main") as children:
        yield children


def test_a_sound_command_is_no_problem(faulty: Forker) -> None:
    done = faulty.run(["sound"])

    assert (done.code, done.out) == (0, "{}\n")
    assert not list(judged(PLAIN, done, changed=False))


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("raises", "ZeroDivisionError"),
        ("hoards", "MB"),
        ("dies", "exit code -"),
        ("obeyed", "on the terminal"),
        ("silent", "without a word"),
    ],
)
def test_a_planted_fault_is_seen(faulty: Forker, fault: str, words: str) -> None:
    done = faulty.run([fault])

    assert words in " ".join(said for _, said in judged(PLAIN, done, changed=False))


def test_what_is_typed_reaches_the_command_as_a_terminal_would_read_it(
    faulty: Forker, tmp_path: Path
) -> None:
    text, noise = tmp_path / "text", tmp_path / "noise"
    text.write_text("第一半\n", "utf-8")
    noise.write_bytes(b"\xff")

    said = faulty.run(["sound"], str(text))
    refused = faulty.run(["sound"], str(noise))

    assert said.out == "第一半\n"
    assert "UnicodeDecodeError" in refused.err


@pytest.mark.parametrize(
    ("done", "changed", "kind"),
    [
        (Outcome(2, 1, 9, "", "no"), True, "lost"),
        (Outcome(0, LONGEST_S + 1, 9, "", ""), False, "lost"),
        (Outcome(0, 1, MOST_MB + 1, "", ""), False, "lost"),
        (Outcome(4, 1, 9, "", "UNEXPECTED"), False, "lost"),
        (Outcome(0, 1, 9, "\u202e", ""), False, "let_in"),
    ],
)
def test_each_promise_has_its_column(
    done: Outcome, kind: str, *, changed: bool
) -> None:
    assert kind in {column for column, _ in judged(PLAIN, done, changed=changed)}


def test_what_may_never_be_accepted_is_seen_if_it_is() -> None:
    forged = Way((), (), frozenset({0, 1}), refused=True)

    assert list(judged(forged, SOUND, changed=False)) == [("let_in", "accepted")]


def test_the_corpus_is_large_and_the_same_each_time() -> None:
    # One after the other: all at once they take more than a gigabyte.
    names = [(file.way, file.name) for file in corpus()]

    assert len(names) >= 500
    assert len(set(names)) == len(names)
    assert {way for way, _ in names} == set(WAYS)
    twice = zip(corpus(), corpus(), strict=True)
    for one, other in islice(twice, 0, None, 301):
        assert one.make() == other.make()


def test_every_module_that_reads_a_file_is_drilled() -> None:
    drilled = {name for way in WAYS.values() for name in way.parsers}
    readers = {
        ".".join(path.relative_to(CORE).with_suffix("").parts)
        for path in CORE.rglob("*.py")
        if READS.search(path.read_text("utf-8"))
    }

    assert readers - drilled - set(OWN) == set()
    for name in drilled:
        assert (CORE / (name.replace(".", "/") + ".py")).is_file()
