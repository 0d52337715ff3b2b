"""Whatever a reader is given, it is done or says in words why not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st

from tests.fuzz.readers import fed
from tests.fuzz.readers import READERS
from tests.hostile.corpus import corpus
from tests.hostile.names import NAMES

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from tests.hostile.kinds import Hostile

WAYS = {
    "table": "import",
    "yaml": "district",
    "json": "vectors",
    "content": "code",
    "seal": "code",
    "halves": "code",
    "dossier-book": "import",
    "dossier-lines": "import",
    "photo": "evidence",
    "salt": "backup",
    "salt-of-backup": "backup",
    "privacy": "certificate",
    "privacy-book": "import",
}
"""Where a reader's files stand in the corpus, if under another name."""

_LARGEST = 20_000
_SEEDS = 12


@cache
def _every() -> list[Hostile]:
    return list(corpus())


@cache
def seeds(reader: str) -> list[bytes]:
    """Some small files of a reader's kind, of which others are made."""
    way = WAYS.get(reader, reader)
    files = [file for file in _every() if file.way == way]
    step = max(1, len(files) // (4 * _SEEDS))
    made = (file.make() for file in files[::step] if "bomb" not in file.name)
    small = [data for data in made if 0 < len(data) < _LARGEST]
    return small[:_SEEDS] or [b"{}"]


@st.composite
def changed(draw: DrawFn, reader: str) -> bytes:
    """A file of the corpus with something else in one place."""
    data = draw(st.sampled_from(seeds(reader)))
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, min(len(data), start + 40)))
    word = st.sampled_from([name[:200].encode() for name in NAMES.values()])
    put = draw(st.one_of(st.binary(max_size=20), word, st.just(data[:200])))
    return data[:start] + put + data[end:]


@pytest.mark.parametrize("reader", READERS)
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.data())
def test_a_changed_file_is_read_or_refused(reader: str, data: st.DataObject) -> None:
    fed(reader, data.draw(changed(reader)))


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=12, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_read_or_refused(reader: str, data: bytes) -> None:
    fed(reader, data)
