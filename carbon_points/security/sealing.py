"""Sealed identities and their tokens; the means are those of the database file."""

from __future__ import annotations

from carbon_points.storage.sealing import Sealer

__all__ = ["Sealer"]
