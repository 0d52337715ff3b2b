"""The recovery drill sees books that are not the same, and a key that lets all in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from drills import recovery

if TYPE_CHECKING:
    from pathlib import Path

    from drills.recovery import Left
    from drills.recovery import Program


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    """What is left of an office."""
    return recovery.office(tmp_path_factory.mktemp("office") / "office")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """A clone with a home of its own."""
    return recovery.cloned(tmp_path, full=False)


def test_the_halves_are_read_from_the_paper(left: Left) -> None:
    letters = [half.replace("-", "") for half in left.halves]

    assert [len(half) for half in letters] == [32, 32]
    assert letters[0] != letters[1]


def test_another_head_is_seen_as_lost(left: Left, program: Program) -> None:
    other = replace(left, hash="0" * 64)

    assert [wrong[:5] for wrong in recovery.differences(program, other)] == ["head:"]


def test_a_key_that_should_not_fit_and_does_is_seen_as_let_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "misread", lambda halves: iter([halves]))

    found = list(recovery.drill(full=False, folder=tmp_path / "ground"))

    assert [tally.ok for tally in found] == [True, False]
    assert found[1].let_in == 1


def test_each_letter_of_a_half_is_misread_once(left: Left) -> None:
    wrong = list(recovery.misread(left.halves))

    assert len(set(wrong)) == 33
    assert left.halves not in wrong
