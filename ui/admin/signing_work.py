"""What the settings ask of the core about signing keys; runs in a lane, without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from carbon_points.certificates import bureau
from carbon_points.certificates import membership
from carbon_points.certificates.keys import public_files
from carbon_points.certificates.publication import publication
from carbon_points.certificates.requests import read_request_file
from carbon_points.certificates.standing import standing
from carbon_points.certificates.trust import key_list_in
from carbon_points.common.incoming import read_within
from carbon_points.participants.resealing import rotate_identity
from carbon_points.storage.files import write_whole
from ui.shared.desk import caller_now

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.certificates.editions import KeysChanged
    from carbon_points.certificates.keylist import KeyList
    from carbon_points.certificates.requests import KeyRequest
    from carbon_points.certificates.standing import Standing
    from carbon_points.common.progress import Progress
    from carbon_points.participants.resealing import IdentityRotated
    from carbon_points.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Listing:
    """Desks to be listed, and for which days."""

    requests: Sequence[KeyRequest]
    out: Path
    first: dt.date | None = None
    last: dt.date | None = None
    replacing: bool = False


def look(db: Database, operator: str, day: dt.date) -> Standing:
    """How the desk stands on a day."""
    return standing(db, replace(caller_now(operator), as_of=day))


def rotate(db: Database, operator: str) -> KeysChanged:
    """A new signing pair."""
    return bureau.rotate_signing(db, caller_now(operator))


def lose(
    db: Database, operator: str, since: dt.date, reason: str, desk: int
) -> KeysChanged:
    """The keys of a desk are lost from a day on."""
    return bureau.declare_lost(db, caller_now(operator), since, reason, desk)


def publish(db: Database, operator: str, folder: Path) -> tuple[Path, ...]:
    """The files that verifiers need."""
    return publication(db, caller_now(operator), folder)


def ask(db: Database, operator: str, bureau_file: Path, out: Path) -> KeyList:
    """The request to a bureau whose public list is in a file; answers that list."""
    keys = key_list_in(bureau_file)
    write_whole(out, membership.ask_bureau(db, caller_now(operator), keys))
    return keys


def read_requests(files: Sequence[Path]) -> tuple[KeyRequest, ...]:
    """What stands in the requests, before anybody is listed."""
    return tuple(read_request_file(file) for file in files)


def list_desks(db: Database, operator: str, wanted: Listing) -> KeysChanged:
    """The keys of desks, listed; the new list is written to a file for them."""
    by, days = caller_now(operator), (wanted.first, wanted.last)
    done = bureau.certify(db, by, wanted.requests, *days, replacing=wanted.replacing)
    write_whole(wanted.out, public_files(db)["keys.json"])
    return done


def install(db: Database, operator: str, file: Path, *, other: bool) -> KeysChanged:
    """A bureau's list, put in force here."""
    data = read_within(file)
    return membership.install(db, caller_now(operator), data, other_bureau=other)


def reseal(db: Database, operator: str, progress: Progress) -> IdentityRotated:
    """Every ID number under new keys."""
    return rotate_identity(db, caller_now(operator), progress)
