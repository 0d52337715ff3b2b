"""The drill of changing keys sees a paper and a person that were left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.certificates import editions
from carbon_points.participants import resealing
from drills import signing
from drills.kills import killed_often

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_papers_that_are_not_made_again_are_seen_as_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "_set_back", lambda *_: 0)

    assert killed_often(signing.Losing(tmp_path), 1).lost


def test_whoever_keeps_the_old_seal_is_seen_as_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "_reseal", lambda *_: 0)

    assert killed_often(signing.Resealing(tmp_path), 1).lost
