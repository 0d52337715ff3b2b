"""Computing every stored reduction again, a block of rows at a time.

The inputs, the deciding context, the methodology version and the factor set that each
action names must give the milligrams, flags and code that were stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from carbon_points.actions.columns_path import load_columns_path
from carbon_points.actions.intake import unpack_context
from carbon_points.actions.intake import UNREADABLE
from carbon_points.actions.rows_path import base_context
from carbon_points.common.days import from_day_number
from carbon_points.common.progress import Progress
from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.inputs import unpack_columns
from carbon_points.methodology.inputs import unpack_inputs
from carbon_points.rulebook.service import stored_factor_set

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import MethodologyVersion
    from carbon_points.methodology.contract import Register
    from carbon_points.rulebook.service import Rulebook

_BLOCK = 50_000
_FEW = 200
_COLUMNS = (
    "id, participant_kind, as_of, inputs, context, reduction_mg, credited, flags, code"
)
_decode_many = msgspec.msgpack.Decoder(list[list[Any]]).decode


@dataclass(frozen=True, slots=True)
class Difference:
    """An action whose stored result does not come out again."""

    action_id: int
    stored: tuple[int, int, str, str]
    """Milligrams, credited amount, flags, code."""

    computed: tuple[int, int, str, str]


@dataclass(frozen=True, slots=True)
class Recalculated:
    """What a recalculation of everything found."""

    counted: int
    differences: tuple[Difference, ...]
    """The first hundred."""

    not_installed: int
    """Actions whose methodology version is not installed here."""


_MOST = 100


def recalculate(
    session: Session, rulebook: Rulebook, progress: Progress | None = None
) -> Recalculated:
    """Compute all stored actions again and compare."""
    progress = progress or Progress()
    connection = session.connection()
    groups = connection.exec_driver_sql(
        "SELECT version_id, factor_set_id, COUNT(*) FROM action GROUP BY 1, 2"
    ).fetchall()
    total = sum(count for _, _, count in groups)
    counted = missing = 0
    found: list[Difference] = []
    for version_id, factor_set_id, count in groups:
        if version_id not in rulebook.versions:
            missing += count
            continue
        methodology, version = rulebook.versions[version_id]
        register = stored_factor_set(session, factor_set_id).register(methodology.id)
        bench = _Bench(methodology, version, register)
        for rows in _blocks(session, version_id, factor_set_id):
            progress.step(counted, total)
            found.extend(bench.differences(rows))
            counted += len(rows)
    return Recalculated(counted, tuple(found[:_MOST]), missing)


def _blocks(
    session: Session, version_id: int, factor_set_id: int
) -> Iterator[Sequence[Any]]:
    cursor = session.connection().exec_driver_sql(
        f"SELECT {_COLUMNS} FROM action NOT INDEXED"  # noqa: S608  (our own names)
        " WHERE version_id = ? AND factor_set_id = ? ORDER BY id",
        (version_id, factor_set_id),
    )
    yield from iter(partial(cursor.fetchmany, _BLOCK), [])


class _Bench:
    """One methodology version with one factor set."""

    def __init__(
        self, methodology: Methodology, version: MethodologyVersion, register: Register
    ) -> None:
        self._methodology = methodology
        self._version = version
        self._register = register

    def differences(self, rows: Sequence[Any]) -> list[Difference]:
        """The rows whose stored result does not come out again."""
        differences = (self._one(rows[place]) for place in self._to_compare(rows))
        return [difference for difference in differences if difference is not None]

    def _to_compare(self, rows: Sequence[Any]) -> Sequence[int]:
        """Places of the rows that must be computed one by one."""
        if not self._version.assess_columns or len(rows) < _FEW:
            return range(len(rows))
        try:
            return self._suspects(rows)
        except UNREADABLE:
            return range(len(rows))

    def _one(self, row: Any) -> Difference | None:
        row_id, kind, as_of, blob, context, *stored = row
        try:
            computed = self._computed(kind, as_of, blob, context)
        except UNREADABLE:
            computed = (0, 0, "", "UNREADABLE")
        if tuple(stored) == computed:
            return None
        return Difference(row_id, tuple(stored), computed)

    def _computed(
        self, kind: int, as_of: int, blob: bytes, context: bytes
    ) -> tuple[int, int, str, str]:
        answer = self._version.assess(
            unpack_inputs(self._version, blob),
            {
                **base_context(from_day_number(as_of), kind),
                **unpack_context(self._methodology.tallies, context),
            },
            self._register,
        )
        if isinstance(answer, Rejection):
            return 0, 0, "", answer.code
        flags = ",".join(answer.flags)
        return int(answer.reduction), answer.credited, flags, ""

    def _suspects(self, rows: Sequence[Any]) -> list[int]:
        """Rows that the path for many rows leaves open or finds different."""
        ids, kinds, as_ofs, blobs, contexts, mg, credited, flags, codes = zip(
            *rows, strict=True
        )
        del ids
        inputs = unpack_columns(self._version, blobs)
        tallies, extra = self._tallies(contexts)
        assess = load_columns_path(self._version.assess_columns)
        suspects: list[int] = np.flatnonzero(extra).tolist()
        days = np.asarray(as_ofs, dtype=np.int64)
        for day in np.unique(days).tolist():
            chosen = np.flatnonzero((days == day) & ~extra)
            context: dict[str, Any] = {n: c[chosen] for n, c in tallies.items()}
            context["as_of"] = day
            context["participant_kind"] = np.asarray(kinds, dtype=np.int64)[chosen]
            context["overlapping"] = np.zeros(len(chosen), dtype=bool)
            context["duplicate"] = np.zeros(len(chosen), dtype=bool)
            part = {name: column[chosen] for name, column in inputs.items()}
            answer = assess(part, context, self._register)
            same = (
                (answer.code == 0)
                & (answer.reduction_mg == _numbers(mg, chosen))
                & (answer.credited == _numbers(credited, chosen))
            )
            same &= answer.flags == self._bits(flags, chosen, answer.flag_names)
            refused = np.asarray([bool(codes[i]) for i in chosen.tolist()], dtype=bool)
            same &= ~refused
            suspects.extend(chosen[~same].tolist())
        return sorted(suspects)

    def _tallies(
        self, contexts: Sequence[bytes]
    ) -> tuple[dict[str, NDArray[np.int64]], NDArray[np.bool_]]:
        names = [tally.name for tally in self._methodology.tallies]
        head = b"\xdd" + len(contexts).to_bytes(4)
        values = _decode_many(head + b"".join(contexts))
        width = len(names)
        extra = np.fromiter((len(row) > width for row in values), dtype=bool)
        columns = {
            name: np.fromiter((row[i] for row in values), dtype=np.int64)
            for i, name in enumerate(names)
        }
        return columns, extra

    @staticmethod
    def _bits(
        flags: Sequence[str], chosen: NDArray[np.int64], names: Sequence[str]
    ) -> NDArray[np.int64]:
        place = {name: 1 << i for i, name in enumerate(names)}
        known = {
            text: sum(place.get(name, 1 << 62) for name in text.split(","))
            if text
            else 0
            for text in set(flags)
        }
        return np.fromiter((known[flags[i]] for i in chosen.tolist()), dtype=np.int64)


def _numbers(values: Sequence[int], chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.asarray(values, dtype=np.int64)[chosen]
