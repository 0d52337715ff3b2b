"""Packed rows that are made when somebody asks for them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import overload


class Blobs(Sequence[bytes]):
    """One blob for each of many rows; until it is asked for, it needs no room."""

    def __init__(self, rows: int) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return self._rows

    @overload
    def __getitem__(self, index: int) -> bytes: ...

    @overload
    def __getitem__(self, index: slice) -> list[bytes]: ...

    def __getitem__(self, index: int | slice) -> bytes | list[bytes]:
        if isinstance(index, slice):
            return self._made(index)
        place = range(self._rows)[index]
        [single] = self._made(slice(place, place + 1))
        return single

    @abstractmethod
    def _made(self, index: slice) -> list[bytes]:
        """The blobs of these rows, in their order."""
