"""Papers under keys that were lost, changed or never ours, and lists that lie."""

from __future__ import annotations

import datetime as dt
import json
import random
from dataclasses import replace
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.keylist import key_list_file
from carbon_points.certificates.keylist import KeyList
from carbon_points.certificates.keylist import ListedKey
from carbon_points.certificates.keylist import read_list
from carbon_points.certificates.keylist import Revocation
from carbon_points.certificates.keylist import revocation_file
from carbon_points.certificates.keylist import RevocationReason
from carbon_points.certificates.qr import qr_text
from carbon_points.certificates.signing import DeskKey
from carbon_points.certificates.trust import Keys
from carbon_points.certificates.verify import Reason
from carbon_points.certificates.verify import verify_text
from carbon_points.common.problems import UserError
from drills.tally import Tally
from tests.certificates.samples import agreed
from tests.certificates.samples import certificate
from tests.certificates.samples import DESK
from tests.certificates.samples import DISTRICT
from tests.certificates.samples import ISSUED
from tests.certificates.samples import KEY
from tests.certificates.samples import OTHER_KEY
from tests.certificates.samples import SERIAL
from tests.certificates.samples import SINCE

if TYPE_CHECKING:
    from carbon_points.certificates.keylist import RevocationList

BUREAU: Final = OTHER_KEY
FOREIGN: Final = DeskKey.from_seed(bytes(range(2, 34)))
SUCCESSOR: Final = DeskKey.from_seed(bytes(range(3, 35)))
_DAYS: Final = 40


def lost_and_changed(times: int) -> Tally:
    """The day of a paper against the days of its key, over and over."""
    tally = Tally("a paper of a lost or changed key")
    chance = random.Random(3)  # noqa: S311  (a drill that can be repeated)
    for _ in range(times):
        issued, first, until, lost = (
            ISSUED + dt.timedelta(days=chance.randrange(_DAYS)) for _ in range(4)
        )
        row = ListedKey(
            DESK,
            KEY.public,
            first,
            chance.choice([None, until]),
            chance.choice([None, lost]),
        )
        text = qr_text(certificate(issued_on=issued), KEY)
        found = verify_text(text, Keys([_list(agreed(row, BUREAU))])).reason
        tally.tried += 1
        if found is not _deserved(row, issued):
            tally.problem("let_in", f"{found} for a paper of {issued} under {row}")
    return tally.end()


def _deserved(row: ListedKey, issued: dt.date) -> Reason:
    """The rule once more: refused from the loss on, else in force in its days."""
    if row.lost_from is not None and issued >= row.lost_from:
        return Reason.KEY_LOST
    began, ended = row.valid_from <= issued, row.valid_to and issued >= row.valid_to
    return Reason.OK if began and not ended else Reason.UNKNOWN_KEY


def foreign(times: int) -> Tally:
    """Another bureau names our key, revokes our papers, or signs in our desk's name."""
    tally = Tally("a word of a foreign bureau")
    ours = _list(agreed(ListedKey(DESK, KEY.public, SINCE), BUREAU))
    code = qr_text(certificate(), KEY)
    for what, lists in _lies():
        tally.tried += 1
        found = verify_text(code, Keys([ours, *lists]))
        if found.reason is not Reason.OK:
            tally.problem("let_in", f"{what}: {found.reason}")
    chance = random.Random(4)  # noqa: S311  (a drill that can be repeated)
    while tally.tried < times:
        stranger = DeskKey.from_seed(chance.randbytes(32))
        found = verify_text(qr_text(certificate(), stranger), Keys([ours]))
        tally.tried += 1
        if found.reason is not Reason.UNKNOWN_KEY:
            tally.problem("let_in", f"a key made up: {found.reason}")
    return tally.end()


def _lies() -> list[tuple[str, list[KeyList | RevocationList]]]:
    """What somebody else's files say of our paper; nothing may come of it."""
    row = ListedKey(DESK, KEY.public, SINCE)
    elsewhere = agreed(row, BUREAU)  # consent that was given to our bureau
    gone = Revocation(SERIAL, ISSUED, RevocationReason.REVOKED)
    revoking = read_list(revocation_file([gone], ISSUED, FOREIGN))
    as_desk = revocation_file([gone], ISSUED, SUCCESSOR, of_desk=(BUREAU.public, DESK))
    theirs = [
        ("lists our key as lost", replace(elsewhere, lost_from=SINCE)),
        ("lists our key as ended", replace(elsewhere, valid_to=SINCE)),
        ("lists our key without consent", replace(row, lost_from=SINCE)),
    ]
    return [
        *((what, [_list(each, FOREIGN), revoking]) for what, each in theirs),
        ("revokes our papers", [revoking]),
        ("a desk that is not listed revokes", [read_list(as_desk)]),
    ]


def lists_that_lie(times: int) -> Tally:
    """A signed list with one value another one: never believed."""
    tally = Tally("a key list with a changed value")
    chance = random.Random(5)  # noqa: S311  (a drill that can be repeated)
    rows = [agreed(ListedKey(DESK, KEY.public, SINCE, None, ISSUED), BUREAU)]
    keys = KeyList(DISTRICT, demo=False, edition=3, issued_on=ISSUED, keys=tuple(rows))
    file = key_list_file(keys, BUREAU)
    places = [at for at, byte in enumerate(file) if byte not in b' \n\t"{}[],:']
    for _ in range(times):
        changed = bytearray(file)
        changed[chance.choice(places)] = chance.choice(b"0123456789abcdefABCDEF2-")
        tally.tried += 1
        if _is_believed(bytes(changed), file):
            tally.problem("let_in", bytes(changed).decode("utf-8", "replace"))
    return tally.end()


def _is_believed(changed: bytes, file: bytes) -> bool:
    try:
        read_list(changed)
    except UserError:
        return False
    return bool(json.loads(changed) != json.loads(file))


def _list(row: ListedKey, bureau: DeskKey = BUREAU) -> KeyList:
    keys = KeyList(DISTRICT, demo=False, edition=2, issued_on=ISSUED, keys=(row,))
    found = read_list(key_list_file(keys, bureau))
    if not isinstance(found, KeyList):
        raise TypeError(found)
    return found
