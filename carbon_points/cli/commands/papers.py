"""``certificate issue`` and ``certificate verify``."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.commands.desk import record_id
from carbon_points.cli.context import Answer
from carbon_points.common.ids import id_text
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from carbon_points.certificates.service import Issued
    from carbon_points.certificates.verify import Verification
    from carbon_points.cli.context import Context
    from carbon_points.storage.engine import Database


def issue(context: Context) -> Answer:
    """Issue certificates as signed PDF files."""
    from carbon_points.certificates.addressees import members  # noqa: PLC0415
    from carbon_points.certificates.issue import Period  # noqa: PLC0415
    from carbon_points.certificates.service import print_run  # noqa: PLC0415
    from carbon_points.certificates.sheets import stocktaking_sheets  # noqa: PLC0415

    arguments = context.arguments
    with context.database() as db:
        chosen: list[int] | None = None
        if context.option("participant"):
            chosen = [record_id(arguments.participant)]
        elif context.option("community"):
            with db.reading() as session:
                chosen = members(session, context.caller(), arguments.community)
        period = Period(arguments.start, arguments.end)
        work = (context.caller(), chosen, period, arguments.out, context.progress)
        sheets = stocktaking_sheets(db, *work)
        done = _issued(db, work, sheets=bool(sheets))
        run = None
        if len(done) > 1:
            file = arguments.out / "print-run.pdf"
            run = print_run(db, context.caller(), done, file, context.progress)
    return Answer(
        {
            "certificates": [
                {
                    "serial": paper.serial,
                    "file": str(paper.file),
                    "sha256": paper.sha256,
                }
                for paper in done
            ],
            "stocktaking": [
                {"participant": id_text(person), "file": str(file)}
                for person, file in sheets
            ],
            "print_run": None if run is None else str(run),
        },
        [
            context.says(
                f"已签发 {len(done)} 份证书、{len(sheets)} 份摸底核算表，"
                f"在 {arguments.out}",
                f"{len(done)} certificates and {len(sheets)} stock-taking sheets"
                f" in {arguments.out}",
            )
        ],
    )


def _issued(db: Database, work: tuple[Any, ...], *, sheets: bool) -> list[Issued]:
    """The certificates; none is no error where there are stock-taking sheets."""
    from carbon_points.certificates.service import issue as issue_all  # noqa: PLC0415

    try:
        return issue_all(db, *work)
    except RefusedError as error:
        if sheets and error.code == "NOTHING_TO_CERTIFY":
            return []
        raise


def verify(context: Context) -> Answer:
    """Check a certificate with only the public key, without a database."""
    from carbon_points.certificates.attached import LARGEST_PAPER  # noqa: PLC0415
    from carbon_points.certificates.keys import trusted_keys  # noqa: PLC0415
    from carbon_points.certificates.verify import verify_pdf  # noqa: PLC0415
    from carbon_points.certificates.verify import verify_text  # noqa: PLC0415
    from carbon_points.common.incoming import read_within  # noqa: PLC0415

    file, text = context.option("file"), context.option("text")
    if (file is None) == (text is None):
        raise UserError("VERIFY_WHAT")
    given = context.option("public_keys")
    keys = trusted_keys([given] if given else [])
    if text is not None:
        found = verify_text(text, keys)
    else:
        found = verify_pdf(read_within(file, LARGEST_PAPER), keys)
    document = found.document()
    return Answer(document, [_sentence(context, found)], 0 if found.valid else 1)


def _sentence(context: Context, found: Verification) -> str:
    said: str = context.says(*found.sentence)
    if found.lost_from is not None:
        lost = found.lost_from.isoformat()
        said += context.says(f"自 {lost} 起挂失。", f" Lost since {lost}.")
    revocation = found.revocation
    if revocation is not None:
        since = revocation.on.isoformat()
        by = f"（{revocation.by}）" if revocation.by else ""
        said += context.says(f"自 {since} 起{by}。", f" Since {since}{by}.")
    if found.demo:
        said = context.says("演示：", "Demonstration: ") + said
    return f"{found.serial}  {said}".strip()
