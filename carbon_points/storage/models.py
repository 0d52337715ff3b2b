"""What a programme database knows about itself."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column

from carbon_points.storage.base import Base


class Setting(Base):
    """One fact about this database: desk number, demo, key check, creation day."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Secret(Base):
    """A sealed key: identity keys, the desk's and the bureau's signing keys."""

    __tablename__ = "secret"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary)


class BackupRun(Base):
    """One try to copy everything to one place, and what came of it."""

    __tablename__ = "backup_run"
    __table_args__ = (Index(None, "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[int]
    """True time of its beginning, seconds since 1970-01-01 UTC."""

    why: Mapped[str]
    """``asked``, ``hour``, ``closing`` or ``trial`` (an older file, proved again)."""

    operator: Mapped[str]
    """Empty for the plan itself."""

    place: Mapped[str]
    """The folder, or empty for the one beside the database."""

    file: Mapped[str]
    """Where it lies; empty if there is none."""

    size: Mapped[int]
    result: Mapped[str]
    """``PROVEN``, or the code of what stood in the way."""

    missing_mb: Mapped[int]
    """How much room the place had too little."""

    took_ms: Mapped[int]
    position: Mapped[int]
    """Of the newest chain record in it."""

    sha256: Mapped[str]
