"""How the rows of a key list change: pure, without a database or a clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.keylist import ListedKey
from carbon_points.common.problems import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbon_points.certificates.requests import KeyRequest

A_DAY: Final = dt.timedelta(days=1)


def is_open(row: ListedKey, desk: int, day: dt.date) -> bool:
    """Whether a desk may still sign with this key on a day or later."""
    ended = row.valid_to is not None and row.valid_to <= day
    return row.desk == desk and not ended and row.lost_from is None


def followed(
    rows: Sequence[ListedKey], desk: int, first: dt.date, following: ListedKey
) -> list[ListedKey]:
    """The keys of a desk end where the next one begins."""
    return [*(_ended(row, desk, first) for row in rows), following]


def lost(rows: Sequence[ListedKey], desk: int, since: dt.date) -> list[ListedKey]:
    """All keys of a desk that could sign on a day or later are lost from then on.

    Raises:
        RefusedError: DESK_UNLISTED, if there is none.
    """
    changed = [_lost(row, desk, since) for row in rows]
    if changed == list(rows):
        raise RefusedError("DESK_UNLISTED", desk=str(desk))
    return changed


def listed(
    rows: Sequence[ListedKey],
    request: KeyRequest,
    days: tuple[dt.date | None, dt.date | None, dt.date],
    *,
    replacing: bool,
) -> list[ListedKey]:
    """The list with a desk's key in it, and with an end to the one before.

    Args:
        rows: the list before.
        request: of the desk.
        days: the first and the last day, if given, and today.
        replacing: take another key even if the one before did not sign that.

    Raises:
        RefusedError: DESK_TAKEN, KEY_WAS_LOST, PERIOD_REVERSED.
    """
    first, last, today = days
    others = [row for row in rows if row.public != request.public]
    same = [row for row in rows if row.public == request.public]
    if any(row.lost_from is not None for row in same):
        raise RefusedError("KEY_WAS_LOST", desk=str(request.desk))
    earlier = [row for row in others if row.desk == request.desk]
    if earlier and not replacing and not _follows(request, earlier):
        raise RefusedError("DESK_TAKEN", desk=str(request.desk))
    follows_open = any(is_open(row, request.desk, today) for row in earlier)
    begins = first or (today + A_DAY if follows_open else request.since)
    if last is not None and last < begins:
        raise RefusedError("PERIOD_REVERSED")
    end = last + A_DAY if last else None
    row = ListedKey(request.desk, request.public, begins, end, consent=request.consent)
    return followed(others, request.desk, begins, row)


def _follows(request: KeyRequest, earlier: Sequence[ListedKey]) -> bool:
    """Whether a key that was not lost signed that this one takes its place."""
    return any(
        row.public == request.replaces and row.lost_from is None for row in earlier
    )


def _ended(row: ListedKey, desk: int, first: dt.date) -> ListedKey:
    return replace(row, valid_to=first) if is_open(row, desk, first) else row


def _lost(row: ListedKey, desk: int, since: dt.date) -> ListedKey:
    ended = row.valid_to is not None and row.valid_to <= since
    known = row.lost_from is not None and row.lost_from <= since
    if row.desk != desk or ended or known:
        return row
    return replace(row, lost_from=since)
