"""``audit verify`` and the checkpoints that it may be held against."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.context import Answer
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.cli.context import Context
    from carbon_points.storage.archive import Manifest
    from carbon_points.storage.engine import Database


def verify(context: Context) -> Answer:
    """Every invariant on the whole database."""
    from carbon_points.integrity.service import verify as check  # noqa: PLC0415

    given = context.option("checkpoint")
    with context.database() as db:
        done = check(
            db,
            context.caller(),
            recalculate=bool(context.option("recalculate")),
            progress=context.progress,
            checkpoint=_kept_head(given, db) if given else None,
        )
    document = {
        "checks": [
            {
                "name": c.name,
                "ok": c.ok,
                "counted": c.counted,
                "first_problem": _problem(context, c) or None,
            }
            for c in done.checks
        ]
    }
    lines = [
        f"{'✓' if c.ok else '✗'} {c.name:44} {c.counted:>10,}  {_problem(context, c)}"
        for c in done.checks
    ]
    return Answer(document, [line.rstrip() for line in lines], 0 if done.ok else 1)


def checkpoint(context: Context) -> Answer:
    """The newest record of the chain, signed, for somebody else to keep."""
    from carbon_points.certificates.checkpoints import write_checkpoint  # noqa: PLC0415

    file: Path = context.arguments.file
    with context.database() as db:
        with db.reading() as session:
            permitted(session, "audit checkpoint", context.caller())
        made = write_checkpoint(db, file)
    document = {"file": str(file), "position": made.position, "hash": made.hash}
    said = context.says(
        f"链到第 {made.position} 条，已签名写入 {file}；请交由他人保存。",
        f"The chain is at {made.position}; signed into {file} for somebody to keep.",
    )
    return Answer(document, [said])


def _kept_head(file: Path, db: Database) -> tuple[int, bytes]:
    """Position and hash of a checkpoint of this database, or of a backup of it.

    Raises:
        UserError: CHECKPOINT_UNREADABLE, CHECKPOINT_SIGNATURE, CHECKPOINT_FOREIGN.
    """
    from carbon_points.certificates.checkpoints import read_checkpoint  # noqa: PLC0415
    from carbon_points.common.problems import UserError  # noqa: PLC0415
    from carbon_points.storage import archive  # noqa: PLC0415
    from carbon_points.storage.backup import SUFFIX  # noqa: PLC0415

    if file.suffix == SUFFIX:
        manifest = archive.read_archive(file).manifest
        of, head = manifest.database_id, _head_of(manifest)
    else:
        found = read_checkpoint(file)
        of, head = found.database, found.head
    if of != db.database_id:
        raise UserError("CHECKPOINT_FOREIGN", file=str(file))
    return head


def _head_of(manifest: Manifest) -> tuple[int, bytes]:
    return manifest.chain_position, bytes.fromhex(manifest.chain_hash)


def _problem(context: Context, check: Any) -> str:
    if check.problem is None:
        return ""
    found: str = context.says(check.problem.zh, check.problem.en)
    return found
