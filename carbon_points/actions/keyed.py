"""Natural keys of a file's rows: which row repeats one, which contradicts one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from typing import TYPE_CHECKING

import numpy as np

from carbon_points.actions.prior import known_contents
from carbon_points.actions.rules import key_digests
from carbon_points.methodology.inputs import PackedRows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from carbon_points.actions.intake import Candidates
    from carbon_points.actions.prior import KnownContents

    Content = tuple[int, int, bytes]


_key_of = itemgetter(0)


@dataclass(frozen=True)
class Keyed:
    """Natural keys of the candidates, and what has the same key already."""

    digests: NDArray[np.int64]
    fresh: NDArray[np.int64]
    """Rows that are no duplicates."""

    conflicts: dict[int, list[int]]
    """Place in `fresh`: earlier places with the same key and other content, -1 for
    a live action in the database."""

    @classmethod
    def of(cls, session: Session, candidates: Candidates) -> Keyed:
        """Look the candidates up among themselves and in the database."""
        digests = key_digests(candidates.methodology.id, candidates.evidence_ref)
        known = known_contents(session, digests)
        rows = _suspects(digests, known)
        some = candidates.take(rows)
        contents = zip(
            digests[rows].tolist(),
            np.asarray(some.owners.participant_id, np.int64).tolist(),
            PackedRows(some.methodology.current, some.columns)[:],
            strict=True,
        )
        duplicates, rivals = _sort_out(zip(rows.tolist(), contents, strict=True), known)
        kept = np.ones(len(digests), np.bool_)
        kept[duplicates] = False
        return cls(digests, np.flatnonzero(kept), _placed(rivals, kept))


def _suspects(digests: NDArray[np.int64], known: KnownContents) -> NDArray[np.int64]:
    """Rows whose key is known or comes more than once."""
    order = np.argsort(digests, kind="stable")
    ordered = digests[order]
    again = np.zeros(len(digests), np.bool_)
    again[1:] = ordered[1:] == ordered[:-1]
    again[:-1] |= again[1:]
    suspected = np.zeros(len(digests), np.bool_)
    suspected[order] = again
    if known.contents:
        # Keys are few or sorted quickly; np.isin would hash a million of them.
        keys = np.sort(np.fromiter(map(_key_of, known.contents), np.int64))
        places = np.searchsorted(keys, digests).clip(max=len(keys) - 1)
        suspected |= keys[places] == digests
    return np.flatnonzero(suspected)


def _sort_out(
    suspects: Iterable[tuple[int, Content]], known: KnownContents
) -> tuple[list[int], dict[int, list[int]]]:
    """Rows that repeat something, and rows with other content under the same key."""
    duplicates: list[int] = []
    rivals: dict[int, list[int]] = {}
    mine: set[Content] = set()
    rows_of: dict[int, list[int]] = defaultdict(list)
    for row, content in suspects:
        if content in known.contents or content in mine:
            duplicates.append(row)
            continue
        digest = content[0]
        others = [*rows_of[digest], *([-1] if digest in known.live else ())]
        if others:
            rivals[row] = others
        rows_of[digest].append(row)
        mine.add(content)
    return duplicates, rivals


def _placed(
    rivals: dict[int, list[int]], kept: NDArray[np.bool_]
) -> dict[int, list[int]]:
    """The same with rows counted among those that are kept."""
    place: Any = np.cumsum(kept) - 1
    return {
        int(place[row]): [other if other < 0 else int(place[other]) for other in others]
        for row, others in rivals.items()
    }
