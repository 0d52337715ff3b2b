"""Qt without a screen, for the tools that draw windows."""

from __future__ import annotations

from tests.ui.conftest import application

__all__ = ["application"]
