"""District, subdistricts, communities and desks."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column

from carbon_points.storage.base import Base


class Place(Base):
    """One place; its parent is the next larger one."""

    __tablename__ = "place"
    __table_args__ = (
        UniqueConstraint("parent_id", "kind", "name"),
        ForeignKeyConstraint(["parent_id"], ["place.id"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """``district``, ``subdistrict``, ``community`` or ``desk``."""

    parent_id: Mapped[int | None]
    code: Mapped[str]
    name: Mapped[str]
