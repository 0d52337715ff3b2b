"""``certificate revoke``: what is put out of force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.cli.context import Answer
from carbon_points.common.ids import id_text

if TYPE_CHECKING:
    from carbon_points.cli.context import Context


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
