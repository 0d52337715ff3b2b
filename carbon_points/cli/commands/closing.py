"""``close-month`` and ``certificate revoke``: what is closed or put out of force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.cli.context import Answer
from carbon_points.common.ids import id_text

if TYPE_CHECKING:
    from carbon_points.cli.context import Context


def close_month(context: Context) -> Answer:
    """Close a month after a clean check."""
    from carbon_points.integrity.closing import close_month as run  # noqa: PLC0415

    with context.database() as db:
        month = context.arguments.month
        done = run(db, context.caller(), month, context.progress)
    document = {
        "month": done.month,
        "entries": done.entries,
        "statistics_sha256": done.digest.hex(),
    }
    said = context.says(
        f"{done.month} 已关账，{done.entries} 笔分录；迟到的核定记为补记。",
        f"{done.month} is closed with {done.entries} entries.",
    )
    return Answer(document, [said])


def revoke(context: Context) -> Answer:
    """Put a certificate out of force."""
    from carbon_points.certificates.revoking import revoke as run  # noqa: PLC0415

    arguments = context.arguments
    with context.database() as db:
        done = run(db, context.caller(), arguments.serial, arguments.reason)
    document = {
        "serial": done.serial,
        "participant": id_text(done.participant_id),
        "revoked_on": done.on.isoformat(),
        "files": [str(file) for file in done.files],
    }
    said = context.says(
        f"证书 {done.serial} 自 {done.on} 起吊销，吊销名单已更新。",
        f"Certificate {done.serial} is revoked from {done.on}; the list is published.",
    )
    return Answer(document, [said])
