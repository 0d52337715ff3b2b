"""A desk and its bureau, for the tests of the key list."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from carbon_points.certificates.bureau import certify
from carbon_points.certificates.issue import Period
from carbon_points.certificates.keylist import KeyList
from carbon_points.certificates.keylist import read_list
from carbon_points.certificates.keys import public_files
from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.membership import ask_bureau
from carbon_points.certificates.membership import install
from carbon_points.certificates.requests import read_request
from carbon_points.certificates.verify import verify_pdf
from tests.deeds import YEAR
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.certificates.verify import Verification
    from carbon_points.storage.engine import Database

A_DAY = dt.timedelta(days=1)
TOMORROW = AS_OF + A_DAY
SHORTER = Period(YEAR.first, YEAR.last - A_DAY)


def keys_of(db: Database) -> KeyList:
    """The list that a desk publishes."""
    found_ = read_list(public_files(db)["keys.json"])
    assert isinstance(found_, KeyList)
    return found_


def checked(file: Path) -> Verification:
    """What a verifier on this computer says of a paper."""
    return verify_pdf(file.read_bytes(), trusted_keys())


def joined(desk: Database, bureau: Database, *days: dt.date) -> KeyList:
    """The desk asks, the bureau lists it, the desk installs the list."""
    asked = read_request(ask_bureau(desk, as_of("admin"), keys_of(bureau)))
    certify(bureau, as_of("admin"), [asked], *days)
    return install(desk, as_of("admin"), public_files(bureau)["keys.json"]).keys
