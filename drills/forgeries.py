"""Certificates that were altered, and codes that somebody made up: none is accepted."""

from __future__ import annotations

import random
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.qr import PREFIX
from carbon_points.certificates.qr import qr_text
from carbon_points.certificates.seal import CONTENT_NAME
from carbon_points.certificates.seal import seal_file
from carbon_points.certificates.seal import SEAL_NAME
from carbon_points.certificates.signing import base32_text
from carbon_points.certificates.verify import Reason
from carbon_points.certificates.verify import verify_pdf
from carbon_points.certificates.verify import verify_text
from drills.key_forgeries import foreign
from drills.key_forgeries import lists_that_lie
from drills.key_forgeries import lost_and_changed
from drills.tally import Tally
from tests.certificates.samples import certificate
from tests.certificates.samples import KEY
from tests.certificates.samples import keys
from tests.certificates.test_verify import CHANGES
from tests.certificates.test_verify import CONTENT
from tests.certificates.test_verify import forged
from tests.certificates.test_verify import paper

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FULL_PAYLOADS: Final = 100_000
SHORT_PAYLOADS: Final = 500
FULL_BYTES: Final = 2_000
SHORT_BYTES: Final = 40
FULL_KEYS: Final = 5_000
SHORT_KEYS: Final = 100
_SIGNATURE: Final = 103
"""Characters of the code that are the signature's."""


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:  # noqa: ARG001  (needs no file)
    """Fields, bytes, payloads that are made up, and keys that may not sign."""
    yield _fields()
    yield _bytes(FULL_BYTES if full else SHORT_BYTES)
    yield _payloads(FULL_PAYLOADS if full else SHORT_PAYLOADS)
    times = FULL_KEYS if full else SHORT_KEYS
    yield lost_and_changed(times)
    yield foreign(times)
    yield lists_that_lie(times)


def _fields() -> Tally:
    """Every field altered, on the paper and in the code, under the old signature."""
    tally = Tally("a field of a certificate altered")
    trusted = keys()
    seal = seal_file(CONTENT.canonical(), KEY)
    stolen = qr_text(CONTENT, KEY)[-_SIGNATURE:]
    for name, changes in CHANGES.items():
        altered = certificate(**changes)
        attached = {CONTENT_NAME: altered.canonical(), SEAL_NAME: seal}
        code = qr_text(altered, KEY)[:-_SIGNATURE] + stolen
        tally.tried += 2
        if verify_pdf(forged(attached), trusted).reason is not Reason.CONTENT_ALTERED:
            tally.problem("let_in", f"{name} in a file")
        if verify_text(code, trusted).reason is not Reason.BAD_SIGNATURE:
            tally.problem("let_in", f"{name} in a code")
    return tally.end()


def _bytes(times: int) -> Tally:
    """One byte of the file is another one."""
    tally = Tally("a byte of a certificate changed")
    chance = random.Random(1)  # noqa: S311  (a drill that can be repeated)
    sound, trusted = paper(), keys()
    for _ in range(times):
        at = chance.randrange(len(sound))
        other = sound[at] ^ chance.randint(1, 255)
        changed = sound[:at] + bytes([other]) + sound[at + 1 :]
        tally.tried += 1
        if verify_pdf(changed, trusted).valid:
            tally.problem("let_in", f"byte {at}")
    return tally.end()


def _payloads(times: int) -> Tally:
    """Half is noise, half a genuine code with some of its bytes made up."""
    tally = Tally("a code made up")
    chance = random.Random(2)  # noqa: S311  (a drill that can be repeated)
    trusted, genuine = keys(), qr_text(CONTENT, KEY)
    while tally.tried < times:
        is_noise = chance.random() < 0.5
        text = _noise(chance) if is_noise else _spoilt(genuine, chance)
        if text != genuine:
            tally.tried += 1
            if verify_text(text, trusted).valid:
                tally.problem("let_in", text)
    return tally.end()


def _noise(chance: random.Random) -> str:
    return PREFIX + base32_text(chance.randbytes(chance.randint(0, 260)))


def _spoilt(genuine: str, chance: random.Random) -> str:
    letters = list(genuine)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(PREFIX), len(letters))
        letters[at] = chance.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    return "".join(letters)
