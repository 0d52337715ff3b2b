"""A seed makes one list, anywhere."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.audit.drawing import draw
from carbon_points.audit.drawing import shares
from carbon_points.common.ids import first_id
from carbon_points.common.ids import id_text
from carbon_points.common.ids import parse_id

DATA = Path(__file__).parent / "data"
KNOWN = json.loads((DATA / "drawn.json").read_text("utf-8"))
DISTRICTS = json.loads((DATA / "drawn_districts.json").read_text("utf-8"))
sizes = st.dictionaries(st.text("abcdef", min_size=1), st.integers(0, 50), min_size=1)


@given(sizes, st.data())
def test_shares_are_in_proportion_and_leave_no_stratum_out(
    strata: dict[str, int], data: st.DataObject
) -> None:
    population = sum(strata.values())
    wanted = data.draw(st.integers(0, population))

    given_ = shares(strata, wanted)

    for name, size in strata.items():
        exact = wanted * size / population if population else 0
        assert min(1, size) <= given_[name] <= size or not size
        assert given_[name] in {int(exact), int(exact) + 1}
    assert sum(given_.values()) >= wanted


def test_the_list_of_a_seed_is_the_known_one_on_every_machine() -> None:
    members = [
        (first_id(KNOWN["desk"]) + number, f"街道{number % 3}/cycling")
        for number in range(1, KNOWN["population"] + 1)
    ]

    _, drawn = draw(members, KNOWN["seed"], KNOWN["wanted"])

    assert [id_text(each.action_id) for each in drawn] == KNOWN["ids"]


@pytest.mark.parametrize("known", DISTRICTS, ids=lambda known: known["seed"])
def test_the_lists_of_uneven_districts_are_the_known_ones(
    known: dict[str, Any],
) -> None:
    members = [
        (parse_id(number), stratum)
        for stratum, ids in known["strata"].items()
        for number in ids
    ]

    _, drawn = draw(sorted(members), known["seed"], known["wanted"])

    assert [id_text(each.action_id) for each in drawn] == known["ids"]


def test_every_python_here_makes_the_known_lists_without_the_program() -> None:
    script, districts = DATA / "draw.py", DATA / "drawn_districts.json"

    made = {
        python: json.loads(_said(python, "-I", script, districts))
        for python in (sys.executable, *_other_pythons())
    }

    wanted = [known["ids"] for known in DISTRICTS]
    assert [python for python, lists in made.items() if lists != wanted] == []


def _other_pythons() -> list[str]:
    """Those that answer; a name may stand for a version that is not installed."""
    names = ("python3", *(f"python3.{minor}" for minor in range(8, 16)))
    found = {str(Path(path).resolve()) for n in names if (path := shutil.which(n))}
    return sorted(each for each in found if _said(each, "-V").startswith("Python 3"))


def _said(*command: str | Path) -> str:
    """What a program of this machine prints, nothing if it fails."""
    done = subprocess.run(  # noqa: S603  (our own script)
        command, capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode == 0 else ""


def test_the_list_is_in_the_order_of_the_digest_of_seed_and_id() -> None:
    members = [(first_id(7) + n, "a" if n < 30 else "b") for n in range(1, 50)]

    strata, drawn = draw(members, "章丘2026", 10)

    texts = [f"章丘2026\n{id_text(each.action_id)}".encode() for each in drawn]
    keys = [hashlib.sha256(each).digest() for each in texts]
    assert keys == sorted(keys)
    assert [each.key for each in drawn] == keys
    assert [(s.name, s.population, s.drawn) for s in strata] == [
        ("a", 29, 6),
        ("b", 20, 4),
    ]
    for name in ("a", "b"):
        chosen = {each.action_id for each in drawn if each.stratum == name}
        ordered = sorted(
            (i for i, stratum in members if stratum == name),
            key=lambda i: hashlib.sha256(f"章丘2026\n{id_text(i)}".encode()).digest(),
        )
        assert chosen == set(ordered[: len(chosen)])
