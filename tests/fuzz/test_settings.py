"""A settings file that somebody spoilt is one without settings, never a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st

from tests.hostile.names import NAMES
from ui.shared.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

PROPERTIES = [
    name for name in dir(Settings) if isinstance(vars(Settings).get(name), property)
]
GROUPS = {
    "display": ("text_size", "theme", "language", "window"),
    "security": ("lock_minutes",),
    "devices": ("printer", "photo_folder"),
    "choices": ("papers\\size",),
}


def written(folder: Path, content: bytes) -> Settings:
    file = folder / "desk.ini"
    file.write_bytes(content)
    return Settings(file)


def ini(value: str) -> bytes:
    lines = [
        line
        for group, names in GROUPS.items()
        for line in (f"[{group}]", *(f"{name}={value}" for name in names))
    ]
    return "\n".join(lines).encode("utf-8", "replace")


@pytest.mark.parametrize("value", [*NAMES.values(), "@Invalid()", "@ByteArray(\\xff)"])
def test_any_value_is_read_as_one_that_can_be(tmp_path: Path, value: str) -> None:
    store = written(tmp_path, ini(value[:5000]))

    for name in PROPERTIES:
        getattr(store, name)

    assert store.language in {"zh", "en"}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.binary(max_size=400))
def test_any_file_is_read_as_one_that_can_be(tmp_path: Path, content: bytes) -> None:
    store = written(tmp_path, b"[display]\n" + content)

    for name in PROPERTIES:
        getattr(store, name)

    assert PROPERTIES
