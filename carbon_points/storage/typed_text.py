"""Columns of what people type freely: an ID number in it is never stored readable."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String
from sqlalchemy import TypeDecorator

from carbon_points.common.identities import without_numbers


class TypedText(TypeDecorator[str]):
    """A text that was typed as a remark, a reason or the name of a file.

    ID numbers are sealed wherever they belong; what somebody copies into a remark would
    stand readable in the file, in exports and on paper.
    """

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """What is stored."""
        del dialect
        return None if value is None else without_numbers(value)
