"""Sends a finished paper to a printer and notes who did; run in a lane, without Qt."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.common.progress import Progress

LOG: Final = logging.getLogger("carbon_points.desk")


@dataclass(frozen=True, slots=True)
class Sending:
    """One paper on its way."""

    title: str
    pdf: bytes
    printer: str
    copies: int


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of it."""

    pages: int | None
    """None while the printer has not answered: the paper may be out all the same."""

    unnoted: Exception | None = None
    """Why the operation log has no row of it."""


def send(
    printer: Callable[..., int | None],
    database: Any,
    operator: str,
    sending: Sending,
    progress: Progress,
) -> Sent:
    """Print, and note it once the printer has taken it.

    A paper that the printer refuses is not noted. One that is out stays out: if the row
    cannot be written, that is told and nobody has to print again.

    Raises:
        OSError: if the printer cannot be written to.
        Cancelled: if somebody stopped it.
    """
    pages = printer(
        sending.pdf,
        progress=progress,
        printer_name=sending.printer,
        copies=sending.copies,
    )
    try:
        _note(database, operator, sending)
    except Exception as error:  # whatever it is, the paper is out
        LOG.exception("a paper was printed and not noted")
        return Sent(pages, error)
    return Sent(pages)


def _note(database: Any, operator: str, sending: Sending) -> None:
    from carbon_points.security.service import note  # noqa: PLC0415
    from ui.shared.desk import caller_now  # noqa: PLC0415

    how = f"→ {sending.printer} × {sending.copies}"
    note(database, caller_now(operator), "print", sending.title, how)
