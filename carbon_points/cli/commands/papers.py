"""``certificate issue`` and ``certificate verify``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.cli.commands.desk import record_id
from carbon_points.cli.context import Answer
from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from carbon_points.certificates.verify import Verification
    from carbon_points.cli.context import Context


def issue(context: Context) -> Answer:
    """Issue certificates as signed PDF files."""
    from carbon_points.certificates.issue import Period  # noqa: PLC0415
    from carbon_points.certificates.service import community_members  # noqa: PLC0415
    from carbon_points.certificates.service import issue as issue_all  # noqa: PLC0415

    arguments = context.arguments
    with context.database() as db:
        chosen: list[int] | None = None
        if context.option("participant"):
            chosen = [record_id(arguments.participant)]
        elif context.option("community"):
            with db.reading() as session:
                chosen = community_members(session, arguments.community)
        period = Period(arguments.start, arguments.end)
        done = issue_all(
            db, context.caller(), chosen, period, arguments.out, context.progress
        )
    rows = [
        {"serial": paper.serial, "file": str(paper.file), "sha256": paper.sha256}
        for paper in done
    ]
    said = context.says(
        f"已签发 {len(rows)} 份，在 {arguments.out}",
        f"{len(rows)} issued, in {arguments.out}",
    )
    return Answer({"certificates": rows}, [said])


def verify(context: Context) -> Answer:
    """Check a certificate with only the public key, without a database."""
    from carbon_points.certificates.keys import trusted_keys  # noqa: PLC0415
    from carbon_points.certificates.verify import verify_pdf  # noqa: PLC0415
    from carbon_points.certificates.verify import verify_text  # noqa: PLC0415

    file, text = context.option("file"), context.option("text")
    if (file is None) == (text is None):
        raise UserError("VERIFY_WHAT")
    given = context.option("public_keys")
    keys = trusted_keys([given] if given else [])
    if text is not None:
        found = verify_text(text, keys)
    else:
        try:
            found = verify_pdf(file.read_bytes(), keys)
        except FileNotFoundError:
            raise UserError("FILE_NOT_FOUND", file=str(file)) from None
        except OSError as error:
            why = str(error.strerror)
            raise UserError("FILE_UNREADABLE", file=str(file), why=why) from None
    document = found.document()
    return Answer(document, [_sentence(context, found)], 0 if found.valid else 1)


def _sentence(context: Context, found: Verification) -> str:
    from carbon_points.certificates.verify import SENTENCES  # noqa: PLC0415

    said: str = context.says(*SENTENCES[found.reason])
    revocation = found.revocation
    if revocation is not None:
        since = revocation.on.isoformat()
        by = f"（{revocation.by}）" if revocation.by else ""
        said += context.says(f"自 {since} 起{by}。", f" Since {since}{by}.")
    if found.demo:
        said = context.says("演示：", "Demonstration: ") + said
    return f"{found.serial}  {said}".strip()
