"""The declarative base: one naming rule for every constraint, chained tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase


@dataclass(frozen=True, slots=True)
class Chained:
    """Which columns of a table the hash chain covers (``formats.md`` section 10)."""

    columns: tuple[str, ...]
    """In packing order; the first is the primary key. They never change."""


class Base(DeclarativeBase):
    """Base of every stored model."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        },
    )
    chained: ClassVar[Chained | None] = None
    """Set by a model whose rows decide a number; it has a ``chain_position``."""
