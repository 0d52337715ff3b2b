"""The operating system's own store of secrets, where there is a real one.

The library is an optional extra: without it, or on a machine whose keyring is locked or
missing, every function answers that nothing is kept there.
"""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_SERVICE: Final = "carbon-points"
_REAL: Final = ("SecretService", "libsecret", "kwallet", "macOS", "Windows")
"""Backends that a system protects; others keep plain text, or nothing at all."""


def put(name: str, secret: str) -> bool:
    """Keep a secret; False if it cannot be read back."""
    _tried(lambda ring: ring.set_password(_SERVICE, name, secret))
    return get(name) == secret


def get(name: str) -> str | None:
    """The secret of this name."""
    found = _tried(lambda ring: ring.get_password(_SERVICE, name))
    return str(found) if found else None


def drop(name: str) -> bool:
    """Delete a secret; False if there is none."""
    if get(name) is None:
        return False
    _tried(lambda ring: ring.delete_password(_SERVICE, name))
    return get(name) is None


def _tried(act: Callable[[Any], object]) -> object:
    """What an act on the keyring answers; nothing if there is none that works."""
    if importlib.util.find_spec("keyring") is None:
        return None
    try:
        ring = importlib.import_module("keyring").get_keyring()
        return act(ring) if _is_real(ring) else None
    except Exception:  # noqa: BLE001  (each backend raises what its system does)
        return None  # locked, or its owner refused


def _is_real(ring: Any) -> bool:
    """Whether a backend, or one of those that are tried in turn, protects anything."""
    if type(ring).__module__.endswith(".chainer"):
        return any(map(_is_real, ring.backends))
    return any(name in type(ring).__module__ for name in _REAL)
