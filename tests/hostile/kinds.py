"""What a hostile file is, and the ways in which any sound file can be spoilt."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator


@dataclass(frozen=True)
class Hostile:
    """One file, made when it is wanted."""

    way: str
    """Which way in it tries; a key of `drills.hostile.WAYS`."""

    name: str
    make: Callable[[], bytes]


def given(way: str, name: str, content: bytes | str) -> Hostile:
    """A small file whose content is known."""
    data = content.encode() if isinstance(content, str) else content
    return Hostile(way, name, lambda: data)


def spoilt(
    way: str, stem: str, suffix: str, sound: Callable[[], bytes], times: int = 5
) -> Iterator[Hostile]:
    """A sound file cut, flipped, blotted out, doubled and dressed up."""

    def one(what: str, change: Callable[[bytes], bytes]) -> Hostile:
        return Hostile(way, f"{stem}-{what}{suffix}", lambda: change(sound()))

    for n in range(1, times + 1):
        yield one(f"cut-{n}", partial(_cut, place=n, places=times + 1))
        yield one(f"flipped-{n}", partial(_flipped, seed=n))
        yield one(f"blotted-{n}", partial(_blotted, place=n, places=times))
    yield one("doubled", lambda data: data + data)
    yield one("behind-junk", lambda data: b"\0" * 512 + data)
    yield one("before-junk", lambda data: data + b"\xff" * 4096)
    yield one("backwards", lambda data: data[::-1])
    yield one("one-short", lambda data: data[:-1])
    yield one("first-byte", lambda data: data[:1])


def _cut(data: bytes, place: int, places: int) -> bytes:
    return data[: len(data) * place // places]


def _flipped(data: bytes, seed: int) -> bytes:
    """Some bits are other ones: one in the first round, many in the last."""
    chance = random.Random(seed)  # noqa: S311  (the same file each time)
    changed = bytearray(data)
    for _ in range(1 << seed):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _blotted(data: bytes, place: int, places: int) -> bytes:
    start = len(data) * (place - 1) // places
    blot = min(64, len(data) - start)
    return data[:start] + b"\0" * blot + data[start + blot :]
