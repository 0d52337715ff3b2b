"""Passwords as they are kept: an Argon2id hash that carries its own parameters."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import pairwise
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST: Final = 6
"""A PIN of six digits is a password, too: wrong tries make wait."""

SHORTEST_PASSPHRASE: Final = 8
SHORTEST_DIGITS: Final = 12
"""Of a passphrase that is a number."""

_DIFFERENT: Final = 4
"""Characters that are not the same; ``aaaaaaaa`` is none."""


def hashed(password: str, name: str = "") -> str:
    """The PHC string to keep, e.g. ``$argon2id$v=19$m=65536,t=3,p=4$…``.

    Raises:
        UserError: ``PASSWORD_SHORT``, or ``PASSWORD_SIMPLE`` for one that five free
            tries would find.
    """
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise UserError("PASSWORD_SHORT", count=str(SHORTEST))
    if is_simple(plain, name):
        raise UserError("PASSWORD_SIMPLE")
    return _hasher().hash(plain)


def is_simple(plain: str, name: str = "") -> bool:
    """Whether anybody would try this first: the name, 888888, 123456, abcdef."""
    steps = {ord(after) - ord(before) for before, after in pairwise(plain)}
    return plain.casefold() == name.casefold() or steps in ({0}, {1}, {-1})


def check_passphrase(words: str) -> None:
    """Whether a passphrase may protect a file.

    Unlike at a sign-in nobody makes wrong tries wait: a stolen file can be tried on as
    many computers as there are.

    Raises:
        UserError: ``PASSPHRASE_WEAK``.
    """
    plain = _plain(words).strip()
    least = SHORTEST_DIGITS if plain.isdigit() else SHORTEST_PASSPHRASE
    if len(plain) < least or len(set(plain)) < _DIFFERENT:
        counts = {"count": str(SHORTEST_PASSPHRASE), "digits": str(SHORTEST_DIGITS)}
        raise UserError("PASSPHRASE_WEAK", **counts)


def matches(kept: str, password: str) -> bool:
    """Whether this is the password of a kept hash, whatever its parameters."""
    from argon2.exceptions import InvalidHashError  # noqa: PLC0415
    from argon2.exceptions import VerificationError  # noqa: PLC0415

    try:
        return _hasher().verify(kept, _plain(password))
    except (VerificationError, InvalidHashError):
        return False


def _plain(password: str) -> str:
    """A Chinese input method writes １２３ where 123 is meant."""
    return unicodedata.normalize("NFKC", password)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # noqa: PLC0415  (slow to import)

    return PasswordHasher()
