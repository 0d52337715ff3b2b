"""The search for erased people sees what an erasure forgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.integrity import erasing
from carbon_points.integrity import retention
from drills import erasure
from drills.erasure_kills import Erasing
from drills.kills import killed_often
from tests.deeds import person
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database
    from drills.tally import Tally


def test_a_sweep_that_nobody_remembers_is_seen_as_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "clean", lambda _db: False)
    monkeypatch.setattr(retention, "_swept", lambda _db: True)

    tally = killed_often(Erasing(tmp_path), 1)

    assert tally.lost


def played(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Tally:
    monkeypatch.setattr(erasure, "SHORT", 1)
    tally, _killed = erasure.drill(full=False, folder=folder / "ground")
    return tally


def test_nothing_is_left_of_who_is_erased(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = played(tmp_path, monkeypatch)

    assert tally.ok, tally.first_problem


@pytest.mark.parametrize(
    "forgotten",
    [
        "carbon_points.integrity.erasing.clean",
        "carbon_points.integrity.erasing.forget_typed",
        "carbon_points.integrity.erasing.actions.nameless_rows",
        "carbon_points.integrity.erasing.certificates.nameless_certificates",
        "carbon_points.integrity.erasing.actions.hidden_reasons",
    ],
)
def test_what_was_forgotten_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forgotten: str
) -> None:
    monkeypatch.setattr(forgotten, lambda *_args, **_more: ())

    tally = played(tmp_path, monkeypatch)

    assert tally.let_in


def test_who_is_erased_by_mistake_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure, "STAYING", 1)
    real = erasing.erase

    def both(db: Database, caller: Caller, who: int, why: str, **more: bool) -> None:
        real(db, as_of("auditor", second="auditor2"), person(2), why)
        real(db, caller, who, why, **more)

    monkeypatch.setattr(erasing, "erase", both)

    assert played(tmp_path, monkeypatch).lost
