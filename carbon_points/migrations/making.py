"""Tables of a step, written as one line of names and types."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

_TYPES: Final = {"int": sa.Integer, "text": sa.String, "bytes": sa.LargeBinary}


def make_table(
    name: str, columns: str, *constraints: sa.Constraint, key: str = "id"
) -> None:
    """Create a table from ``name type, …``; a type with ``?`` may be empty."""
    made = [column_of(*spec.split()) for spec in columns.split(", ")]
    primary = sa.PrimaryKeyConstraint(key, name=f"pk_{name}")
    op.create_table(name, *made, primary, *constraints)


def points(table: str, column: str, target: str) -> sa.Constraint:
    """A foreign key, named as the models name it."""
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


def column_of(name: str, kind: str) -> sa.Column[object]:
    """A column of a type; one with ``?`` may be empty."""
    return sa.Column(name, _TYPES[kind.rstrip("?")], nullable=kind.endswith("?"))
