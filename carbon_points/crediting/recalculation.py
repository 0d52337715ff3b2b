"""Computing every stored reduction again, a block of rows at a time.

The inputs, the deciding context, the methodology version and the factor set that each
action names must give the milligrams, flags and code that were stored.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from typing import Any
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import text

from carbon_points.actions.columns_path import load_columns_path
from carbon_points.actions.intake import unpack_context
from carbon_points.actions.intake import UNREADABLE
from carbon_points.actions.rows_path import base_context
from carbon_points.common.days import from_day_number
from carbon_points.common.progress import Progress
from carbon_points.crediting import stored
from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.inputs import read_columns
from carbon_points.methodology.inputs import unpack_inputs
from carbon_points.methodology.packed import NUMBER
from carbon_points.methodology.packed import read_rows
from carbon_points.rulebook.service import stored_factor_set

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from carbon_points.crediting.stored import Block
    from carbon_points.crediting.stored import Columns
    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import MethodologyVersion
    from carbon_points.methodology.contract import Register
    from carbon_points.rulebook.service import Rulebook

_FEW = 200
"""Below this many rows the explaining path is quicker than preparing arrays."""

_FLAG_UNKNOWN = 1 << 62


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
    total = session.connection().exec_driver_sql("SELECT COUNT(*) FROM action").scalar()
    counted = missing = 0
    found: list[Difference] = []
    benches: dict[tuple[int, int], Bench] = {}
    for block in stored.blocks(session):
        progress.step(counted + missing, total or 0)
        if block.version_id not in rulebook.versions:
            missing += stored.size(session, block)
            continue
        key = (block.version_id, block.factor_set_id)
        if key not in benches:
            methodology, version = rulebook.versions[block.version_id]
            factors = stored_factor_set(session, block.factor_set_id)
            register = factors.register(methodology.id)
            benches[key] = Bench(methodology, version, register)
        rows, differences = benches[key].differences(session, block)
        counted += rows
        found.extend(differences)
    return Recalculated(counted, tuple(found[:_MOST]), missing)


_CHOSEN = text("""
SELECT id, version_id, factor_set_id, reduction_mg FROM action
WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id""")


def recalculate_some(
    session: Session, rulebook: Rulebook, action_ids: Sequence[int]
) -> tuple[int, Recalculated]:
    """Compute some actions again; answers their stored sum and what was found."""
    wanted: dict[tuple[int, int], list[int]] = defaultdict(list)
    stored_mg = missing = counted = 0
    found: list[Difference] = []
    ids = json.dumps(list(action_ids))
    for number, version_id, set_id, mg in session.execute(_CHOSEN, {"ids": ids}):
        stored_mg += mg
        counted += 1
        wanted[version_id, set_id].append(number)
    for (version_id, set_id), chosen in wanted.items():
        if version_id not in rulebook.versions:
            missing += len(chosen)
            continue
        methodology, version = rulebook.versions[version_id]
        register = stored_factor_set(session, set_id).register(methodology.id)
        bench = Bench(methodology, version, register)
        block = stored.Block(chosen[0], chosen[-1], version_id, set_id)
        found += bench.of_rows(stored.rows(session, block, chosen))
    return stored_mg, Recalculated(counted - missing, tuple(found[:_MOST]), missing)


class Bench:
    """One methodology version with one factor set.

    Another version may be rehearsed: it reads the inputs as the stored one wrote them.
    """

    def __init__(
        self,
        methodology: Methodology,
        version: MethodologyVersion,
        register: Register,
        rehearsed: MethodologyVersion | None = None,
    ) -> None:
        self._methodology = methodology
        self._version = version
        self._register = register
        self._assess = (rehearsed or version).assess
        self._in_columns = bool(version.assess_columns) and rehearsed is None

    def differences(
        self, session: Session, block: Block
    ) -> tuple[int, list[Difference]]:
        """How many rows there are, and those whose result does not come out again."""
        columns = None
        if self._in_columns:
            columns = stored.columns(session, block)
        if columns is None or len(columns.ids) < _FEW:
            rows = list(stored.rows(session, block))
            return len(rows), self.of_rows(rows)
        suspects = columns.ids[self._suspects(columns)].tolist()
        return len(columns.ids), self.of_rows(stored.rows(session, block, suspects))

    def of_rows(self, rows: Iterable[Any]) -> list[Difference]:
        """Those of some stored rows whose result does not come out again."""
        differences = map(self._one, rows)
        return [difference for difference in differences if difference is not None]

    def _one(self, row: Any) -> Difference | None:
        row_id, kind, as_of, blob, context, *result = row
        try:
            computed = self._computed(kind, as_of, blob, context)
        except UNREADABLE:
            computed = (0, 0, "", "UNREADABLE")
        if tuple(result) == computed:
            return None
        return Difference(row_id, tuple(result), computed)

    def _computed(
        self, kind: int, as_of: int, blob: bytes, context: bytes
    ) -> tuple[int, int, str, str]:
        answer = self._assess(
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

    def changed(self, session: Session, block: Block) -> list[Difference]:
        """Those whose result differs, believing the path for many rows.

        For a rehearsal, where all rows of a block may differ; what that path leaves
        open goes the explaining way.
        """
        columns = stored.columns(session, block) if self._in_columns else None
        if columns is None or len(columns.ids) < _FEW:
            return self.of_rows(stored.rows(session, block))
        inputs, context, open_ = self._read(columns)
        found: list[Difference] = []
        for day in np.unique(columns.as_ofs).tolist():
            rows = np.flatnonzero((columns.as_ofs == day) & ~open_)
            answer = self._answered(inputs, context, (day, rows))
            open_[rows] = answer.code != 0
            found += _differing(columns, rows[answer.code == 0], answer)
        left = columns.ids[open_].tolist()
        return found + self.of_rows(stored.rows(session, block, left))

    def _suspects(self, columns: Columns) -> NDArray[np.bool_]:
        """Rows that the path for many rows leaves open or finds different."""
        inputs, context, suspected = self._read(columns)
        for day in np.unique(columns.as_ofs).tolist():
            rows = np.flatnonzero((columns.as_ofs == day) & ~suspected)
            answer = self._answered(inputs, context, (day, rows))
            suspected[rows] = ~_same(columns, rows, answer)
        return suspected

    def _read(
        self, columns: Columns
    ) -> tuple[
        Mapping[str, NDArray[np.int64]], dict[str, NDArray[np.int64]], NDArray[np.bool_]
    ]:
        """Inputs and contexts as columns, and the rows that they do not hold."""
        inputs, read = read_columns(
            self._version, columns.inputs, columns.input_lengths
        )
        names = [tally.name for tally in self._methodology.tallies]
        # A context with more in it than the tallies is not read here.
        tallies, plain = read_rows(
            columns.contexts, columns.context_lengths, [NUMBER] * len(names)
        )
        context = dict(zip(names, tallies, strict=True))
        context["participant_kind"] = columns.kinds
        open_: NDArray[np.bool_] = ~(read & plain) | (columns.refused != 0)
        return inputs, context, open_

    def _answered(
        self,
        inputs: Mapping[str, NDArray[np.int64]],
        context: Mapping[str, NDArray[np.int64]],
        chosen: tuple[int, NDArray[np.int64]],
    ) -> Any:
        """What rows of one day of registration come to."""
        day, rows = chosen
        full: dict[str, Any] = {name: column[rows] for name, column in context.items()}
        nowhere = np.zeros(len(rows), dtype=bool)
        full |= {"as_of": day, "overlapping": nowhere, "duplicate": nowhere}
        part = {name: column[rows] for name, column in inputs.items()}
        assess = load_columns_path(self._version.assess_columns)
        return assess(part, full, self._register)


def _same(columns: Columns, rows: NDArray[np.int64], answer: Any) -> NDArray[np.bool_]:
    """Whether accepted rows come out as stored."""
    same: NDArray[np.bool_] = answer.code == 0
    same &= answer.reduction_mg == columns.reduction_mg[rows]
    same &= answer.credited == columns.credited[rows]
    same &= answer.flags == _bits(columns.flags, answer.flag_names)[rows]
    return same


def _differing(
    columns: Columns, rows: NDArray[np.int64], answer: Any
) -> Iterator[Difference]:
    """The rows among these, all of them accepted, that come out otherwise."""
    accepted = answer.code == 0
    differ = np.flatnonzero(~_same(columns, rows, _part(answer, accepted)))
    results = zip(
        answer.reduction_mg[accepted][differ].tolist(),
        answer.credited[accepted][differ].tolist(),
        answer.flags[accepted][differ].tolist(),
        strict=True,
    )
    for place, (mg, credited, bits) in zip(rows[differ].tolist(), results, strict=True):
        now = (
            int(columns.reduction_mg[place]),
            int(columns.credited[place]),
            columns.flags[place],
            "",
        )
        flags = _words(answer.flag_names, bits)
        yield Difference(int(columns.ids[place]), now, (mg, credited, flags, ""))


def _part(answer: Any, chosen: NDArray[np.bool_]) -> Any:
    """Some rows of an answer."""
    return replace(
        answer,
        code=answer.code[chosen],
        reduction_mg=answer.reduction_mg[chosen],
        credited=answer.credited[chosen],
        flags=answer.flags[chosen],
    )


def _words(names: Sequence[str], bits: int) -> str:
    """The flags of a row as they are stored."""
    return ",".join(sorted(n for i, n in enumerate(names) if bits >> i & 1))


def _bits(flags: Sequence[str], names: Sequence[str]) -> NDArray[np.int64]:
    place = {name: 1 << i for i, name in enumerate(names)}
    known = {
        text: sum(place.get(name, _FLAG_UNKNOWN) for name in text.split(","))
        for text in set(flags) - {""}
    }
    known[""] = 0
    return np.fromiter(map(known.__getitem__, flags), np.int64, len(flags))
