"""The drill of a changing key sees a key that is lost and a change noted twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.storage import keys
from drills import rekeying
from drills.kills import killed_often

if TYPE_CHECKING:
    from pathlib import Path

    from drills.killing import Tell


def test_a_key_that_is_kept_too_late_leaves_a_file_that_nothing_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "keep", lambda *_: None)

    with pytest.raises(DatabaseUnusableError, match="DB_NO_KEY"):
        killed_often(rekeying.Rotating(tmp_path), 1)


def test_a_change_that_was_told_and_not_made_is_seen_as_lost(tmp_path: Path) -> None:
    class Boasting(rekeying.Rotating):
        def work(self, tell: Tell) -> None:
            super().work(lambda line: tell(line if line == "begun" else "0000-0000"))

    assert killed_often(Boasting(tmp_path), 1).lost


def test_a_change_that_is_noted_twice_is_seen_as_double(tmp_path: Path) -> None:
    class Forgetful(rekeying.Rotating):
        def work(self, tell: Tell) -> None:
            super().work(lambda _line: None)
            super().work(tell)

    assert killed_often(Forgetful(tmp_path), 1).double
