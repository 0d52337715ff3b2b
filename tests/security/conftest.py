"""The small database of the storage tests."""

from __future__ import annotations

from tests.storage.conftest import db
from tests.storage.conftest import home
from tests.storage.conftest import path
from tests.storage.conftest import template

__all__ = ["db", "home", "path", "template"]
