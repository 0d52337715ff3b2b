"""Whether the chain still agrees with every row that it covers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from dataclasses import field
from itertools import groupby
from operator import itemgetter
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.common.days import local_moment
from carbon_points.common.ids import id_text
from carbon_points.security.chain import link_hash
from carbon_points.security.chain import packed_rows
from carbon_points.security.chain import parts_digest
from carbon_points.security.chain import RECORD_COLUMNS
from carbon_points.security.chain import select_chained
from carbon_points.security.chain import START
from carbon_points.security.redacting import KINDS
from carbon_points.security.redacting import REDACTABLE
from carbon_points.storage.base import Base
from carbon_points.storage.checks import Check
from carbon_points.storage.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from carbon_points.common.progress import Progress

_BLOCK: Final = 10_000
_TAIL_ROWS: Final = 2_000
_TAIL_RECORDS: Final = 200
_KIND: Final = RECORD_COLUMNS.index("kind")
_AT: Final = RECORD_COLUMNS.index("at")
_ROWS: Final = RECORD_COLUMNS.index("rows")
_DIGEST: Final = RECORD_COLUMNS.index("digest")
_position_of: Final = itemgetter(-1)


@dataclass(slots=True)
class _Run:
    """The rows of one position as they were found."""

    position: int
    first_id: int
    last_id: int = 0
    rows: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def add(self, rows: list[tuple[Any, ...]]) -> None:
        """Take the next rows of this position."""
        self.rows += len(rows)
        self.last_id = rows[-1][0]
        self.digest.update(packed_rows([row[:-1] for row in rows]))


@dataclass(frozen=True, slots=True)
class _Acts:
    """Kind and time of every record that is looked at, by position."""

    known: Mapping[int, tuple[str, int]]

    def finding(
        self, code: str, position: int, says: tuple[str, str], **details: str
    ) -> Finding:
        """A problem, with the act that it belongs to."""
        kind, at = self.known.get(position, ("?", 0))
        when = local_moment(at).isoformat(sep=" ", timespec="seconds") if at else "?"
        zh = f"链位置 {position}（{kind}，{when}）：{says[0]}"
        en = f"chain position {position} ({kind}, {when}): {says[1]}"
        about = {"position": str(position), "kind": kind, "at": when, **details}
        return Finding(code, zh, en, about)


def verify_chain(
    session: Session,
    progress: Progress | None = None,
    checkpoint: tuple[int, bytes] | None = None,
) -> list[Check]:
    """Re-read every chained row and every record; one check a table.

    Args:
        session: a reading transaction.
        progress: told after each block of rows.
        checkpoint: position and hash of a record as a backup, a bundle or a printed
            sheet gave them; tells a tail that was cut off or computed anew.

    Raises:
        LookupError: if the models of a chained table were not imported.
    """
    records = _records(session, 1)
    acts = _acts(records)
    checks = [
        _links(records, START, 1, acts),
        _parts(session, records, acts, 1),
    ]
    if checkpoint is not None:
        checks.append(_checkpoint(records, checkpoint, acts))
    steps = _Steps(progress, sum(record[_ROWS] for record in records))
    for model in chained_models(session).values():
        runs = _runs(_all_rows(session, model, steps))
        checks.append(_rows(session, model, runs, acts, 1))
    return checks


def verify_tail(session: Session, *, loaded_only: bool = False) -> list[Check]:
    """The newest records and their rows, within the time that a start may take.

    Args:
        session: a reading transaction.
        loaded_only: leave out the rows of tables whose models nobody has imported.
    """
    sizes = _newest_sizes(session)
    first = sizes[-1][0] if sizes else 1
    before = text("SELECT hash FROM chain_record WHERE position = :position")
    previous = session.scalar(before, {"position": first - 1}) or START
    records = _records(session, first)
    acts = _acts(records)
    checks = [
        _links(records, previous, first, acts),
        _parts(session, records, acts, first),
    ]
    from_here = _first_small(sizes)
    models = _loaded_models() if loaded_only else chained_models(session)
    for model in models.values():
        runs = _runs(_newest_rows(session, model, from_here))
        checks.append(_rows(session, model, runs, acts, from_here))
    return checks


def chained_models(session: Session) -> dict[str, type[Base]]:
    """The models of every chained table of the database, by table name.

    Raises:
        LookupError: if one was not imported; `migrations.metadata` imports them all.
    """
    known = _loaded_models()
    query = (
        "SELECT t.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c"
        " WHERE t.type = 'table' AND c.name = 'chain_position' ORDER BY t.name"
    )
    return {name: known[name] for name in session.scalars(text(query))}


def _loaded_models() -> dict[str, type[Base]]:
    return {
        mapper.class_.__tablename__: mapper.class_
        for mapper in Base.registry.mappers
        if mapper.class_.chained is not None
    }


@dataclass(slots=True)
class _Steps:
    """Counts rows for a progress bar."""

    progress: Progress | None
    total: int
    done: int = 0

    def add(self, rows: int) -> None:
        """Report the rows of one more block."""
        self.done += rows
        if self.progress is not None:
            self.progress.step(min(self.done, self.total), self.total)


def _records(session: Session, first: int) -> list[tuple[Any, ...]]:
    """The records from a position on: `RECORD_COLUMNS`, previous hash, hash."""
    columns = ", ".join(
        f'"{name}"' for name in (*RECORD_COLUMNS, "previous_hash", "hash")
    )
    query = f"SELECT {columns} FROM chain_record WHERE position >= ? ORDER BY position"  # noqa: S608  (names of our own)
    rows: list[tuple[Any, ...]] = _raw(session).execute(query, (first,)).fetchall()
    return rows


def _acts(records: Iterable[tuple[Any, ...]]) -> _Acts:
    return _Acts({record[0]: (record[_KIND], record[_AT]) for record in records})


def _links(
    records: list[tuple[Any, ...]], previous: bytes, first: int, acts: _Acts
) -> Check:
    """Every record follows the one before it, and its hash is its own."""
    for expected, record in enumerate(records, start=first):
        says = _broken_link(record, expected, previous)
        if says is not None:
            found = acts.finding("CHAIN_LINK_BROKEN", record[0], says)
            return Check("chain.links", len(records), found)
        previous = record[-1]
    return Check("chain.links", len(records))


def _broken_link(
    record: tuple[Any, ...], expected: int, previous: bytes
) -> tuple[str, str] | None:
    if record[0] != expected:
        return f"缺少第 {expected} 条记录", f"record {expected} is missing"
    if record[-2] != previous:
        return "与前一条记录不衔接", "it does not follow the record before it"
    if record[-1] != link_hash(previous, record[: len(RECORD_COLUMNS)]):
        return "记录本身被改动", "the record itself was changed"
    return None


def _parts(
    session: Session, records: list[tuple[Any, ...]], acts: _Acts, first: int
) -> Check:
    """Every record's digest and number of rows are those of its parts."""
    query = (
        "SELECT position, table_name, rows, digest FROM chain_part"
        " WHERE position >= ? ORDER BY position, table_name"
    )
    rows = _raw(session).execute(query, (first,)).fetchall()
    parts = {
        position: [row[1:] for row in group]
        for position, group in groupby(rows, key=itemgetter(0))
    }
    for record in records:
        own = parts.pop(record[0], [])
        counted = sum(part[1] for part in own)
        if counted != record[_ROWS] or parts_digest(own) != record[_DIGEST]:
            says = ("分项与记录不符", "its parts are not those of the record")
            found = acts.finding("CHAIN_PARTS_CHANGED", record[0], says)
            return Check("chain.parts", len(rows), found)
    for position in parts:
        says = ("分项没有对应的记录", "parts without a record")
        return Check(
            "chain.parts", len(rows), acts.finding("CHAIN_PARTS_LOOSE", position, says)
        )
    return Check("chain.parts", len(rows))


def _checkpoint(
    records: list[tuple[Any, ...]], checkpoint: tuple[int, bytes], acts: _Acts
) -> Check:
    """The record of a checkpoint is still there, with the same hash."""
    position, expected = checkpoint
    found = next((record[-1] for record in records if record[0] == position), None)
    if found == expected or (position == 0 and expected == START):
        return Check("chain.checkpoint", 1)
    if found is None:
        says = (
            "检查点之后的记录被截去",
            "the records up to the checkpoint are cut off",
        )
    else:
        says = ("与检查点不符，链被重算", "the chain was computed anew")
    return Check(
        "chain.checkpoint", 1, acts.finding("CHAIN_CHECKPOINT", position, says)
    )


def _all_rows(
    session: Session, model: type[Base], steps: _Steps
) -> Iterator[list[tuple[Any, ...]]]:
    """The table's rows in id order, block by block."""
    cursor = _raw(session).execute(select_chained(model, "ORDER BY id"))
    while block := cursor.fetchmany(_BLOCK):
        steps.add(len(block))
        yield block


def _newest_rows(
    session: Session, model: type[Base], first: int
) -> Iterator[list[tuple[Any, ...]]]:
    """The rows at the table's end that belong to a position from `first` on."""
    taken: list[tuple[Any, ...]] = []
    cursor = _raw(session).execute(select_chained(model, "ORDER BY id DESC"))
    for row in cursor:
        if row[-1] < first:
            break
        taken.append(row)
    cursor.close()
    if taken:
        yield taken[::-1]


def _runs(blocks: Iterable[list[tuple[Any, ...]]]) -> Iterator[_Run]:
    """The rows of each position, one after the other."""
    run: _Run | None = None
    for block in blocks:
        for position, group in groupby(block, key=_position_of):
            rows = list(group)
            if run is None or run.position != position:
                if run is not None:
                    yield run
                run = _Run(position, rows[0][0])
            run.add(rows)
    if run is not None:
        yield run


def _rows(
    session: Session, model: type[Base], runs: Iterable[_Run], acts: _Acts, first: int
) -> Check:
    """The rows of a table are those that the records cover."""
    table = model.__tablename__
    query = "SELECT position, rows, digest FROM chain_part WHERE table_name = ? AND position >= ?"  # noqa: E501
    covered = {
        position: (rows, digest)
        for position, rows, digest in _raw(session).execute(query, (table, first))
    }
    counted, problem = 0, _follow(session, table, covered, acts)
    for run in runs:
        counted += run.rows
        expected = covered.pop(run.position, None)
        if problem is None and expected != (run.rows, run.digest.digest()):
            problem = _changed(table, run, expected, acts)
    if problem is None and covered:
        position = min(covered)
        says = (f"表 {table} 的记录全部不见", f"all rows of table {table} are gone")
        problem = acts.finding("CHAIN_ROWS_MISSING", position, says, table=table)
    return Check(f"chain.rows.{table}", counted, problem)


def _follow(
    session: Session, table: str, covered: dict[int, tuple[int, bytes]], acts: _Acts
) -> Finding | None:
    """Go on from each digest that an erasure replaced; what is wrong with one."""
    query = (
        'SELECT d.covers, d.column_names, d.before, d."after", d.chain_position,'
        " r.kind, r.second_operator FROM chain_redaction d"
        " LEFT JOIN chain_record r ON r.position = d.chain_position"
        " WHERE d.table_name = ? ORDER BY d.id"
    )
    for covers, columns, before, after, by, kind, second in _raw(session).execute(
        query, (table,)
    ):
        if covers not in covered:
            continue
        rows, known = covered[covers]
        words = REDACTABLE.get(table, frozenset()).issuperset(columns.split(","))
        if (
            before != known
            or covers >= by
            or kind not in KINDS
            or not (second and words)
        ):
            says = (f"表 {table} 的匿名化记录不成立", f"table {table}: no true erasure")
            return acts.finding("CHAIN_REDACTION", covers, says, table=table)
        covered[covers] = rows, after
    return None


def _changed(
    table: str, run: _Run, expected: tuple[int, bytes] | None, acts: _Acts
) -> Finding:
    ids = f"{id_text(run.first_id)} … {id_text(run.last_id)}"
    if expected is None:
        zh, en = "没有链记录覆盖", "covered by no record"
        code = "CHAIN_ROWS_UNKNOWN"
    elif expected[0] != run.rows:
        zh = f"应有 {expected[0]} 行，实有 {run.rows} 行"
        en = f"{expected[0]} rows expected, {run.rows} found"
        code = "CHAIN_ROWS_COUNT"
    else:
        zh, en, code = "内容被改动", "contents were changed", "CHAIN_ROWS_CHANGED"
    says = (f"表 {table}，编号 {ids}：{zh}", f"table {table}, ids {ids}: {en}")
    return acts.finding(code, run.position, says, table=table, ids=ids)


def _newest_sizes(session: Session) -> list[tuple[int, int]]:
    """Position and number of rows of the newest records, newest first."""
    query = "SELECT position, rows FROM chain_record ORDER BY position DESC LIMIT ?"
    sizes: list[tuple[int, int]] = (
        _raw(session).execute(query, (_TAIL_RECORDS,)).fetchall()
    )
    return sizes


def _first_small(sizes: list[tuple[int, int]]) -> int:
    """The position from which the newest records are few enough rows to re-read."""
    first, total = (sizes[0][0] + 1 if sizes else 1), 0
    for position, rows in sizes:
        total += rows
        if total > _TAIL_ROWS:
            break
        first = position
    return first


def _raw(session: Session) -> Any:
    """The driver's own connection: rows come as tuples, twice as fast."""
    return session.connection().connection.driver_connection
