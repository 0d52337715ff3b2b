"""No secret is in the words that an object says of itself: those end up in logs."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from functools import cache
from typing import Final
from typing import TYPE_CHECKING

import pytest

import carbon_points
import ui
from carbon_points.security.file_keys import RecoveryKey
from carbon_points.storage.keys import Key
from carbon_points.storage.keys import Protection
from tests.participants.people import resident

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET: Final = frozenset({"password", "passphrase", "halves", "secret"})
KEYS: Final = ("carbon_points.storage", "carbon_points.security", "ui.admin")
"""Rooms in which a field ``key`` of bytes is the raw key of a file."""

_NOT_ALONE: Final = "carbon_points.migrations."
"""Steps of the schema run inside of a migration only."""


@cache
def dataclasses_of_ours() -> tuple[type, ...]:
    """Every dataclass of the program."""
    found = {
        thing: None
        for package in (carbon_points, ui)
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if not info.name.startswith(_NOT_ALONE)
        for thing in vars(importlib.import_module(info.name)).values()
        if isinstance(thing, type) and dataclasses.is_dataclass(thing)
    }
    return tuple(found)


def told_secrets() -> Iterator[str]:
    """Fields with secrets that a dataclass would spell out."""
    for each in dataclasses_of_ours():
        for field in dataclasses.fields(each):
            is_key = (
                field.name == "key"
                and str(field.type) == "bytes"
                and each.__module__.startswith(KEYS)
            )
            if field.repr and (is_key or field.name in SECRET):
                yield f"{each.__module__}.{each.__name__}.{field.name}"


def test_no_field_with_a_secret_is_spelled_out() -> None:
    assert list(told_secrets()) == []


@pytest.mark.parametrize(
    ("made", "secret"),
    [
        (Key(b"k" * 32, b"s" * 16), "kkkk"),
        (Protection("a long passphrase"), "long"),
        (RecoveryKey(("HALF-ONE", "HALF-TWO"), "f", "print", 12, 0), "HALF"),
        (resident(1), resident(1).identity),
    ],
)
def test_what_stands_in_a_log_gives_nothing_away(made: object, secret: str) -> None:
    assert secret not in repr(made)
    assert secret not in f"{made}"
