"""Registers: residents and companies."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.exchange.readers import readers
from carbon_points.exchange.readers import values
from carbon_points.exchange.readers.values import Refusal
from carbon_points.exchange.readers.vocabulary import vocabulary

if TYPE_CHECKING:
    from carbon_points.exchange.readers.draft import Draft
    from carbon_points.exchange.readers.draft import Parsed
    from carbon_points.exchange.readers.values import Cell


def residents(draft: Draft) -> Parsed:
    """The residents of a register who agreed to take part."""
    found: dict[str, list[Any]] = {
        "ric": draft.read("ric", readers.ric(draft.as_of), ""),
        "name": draft.read(
            "name", readers.required_text(values.name, "NAME_MISSING"), ""
        ),
        "phone": draft.read("phone", readers.mobile, ""),
        "subdistrict": draft.read("subdistrict", values.line, ""),
        "community": draft.read("community", values.line, ""),
        "account": draft.read("account", account, ""),
        "registered_on": draft.read(
            "registered_on", readers.day(draft.as_of, missing=False), None
        ),
    }
    draft.read("consent", _consent, "")
    return draft.finish(found)


def account(cell: Cell) -> str:
    """A platform account, empty where there is none."""
    return values.code(cell) if values.optional(cell) else ""


def _consent(cell: Cell) -> str | Refusal:
    said = vocabulary().meaning("consent", values.line(cell))
    return "yes" if said == "yes" else Refusal("NO_CONSENT")


def smes(draft: Draft) -> Parsed:
    """The companies of a register; the signed form itself is their consent."""
    return draft.finish(
        {
            "uscc": draft.read("uscc", readers.uscc(), ""),
            "name": draft.read(
                "name", readers.required_text(values.name, "NAME_MISSING"), ""
            ),
            "subdistrict": draft.read("subdistrict", values.line, ""),
            "community": draft.read("community", values.line, ""),
            "size": draft.read("size", values.line, ""),
            "contact": draft.read("contact", values.name, ""),
            # Companies give landlines, too: stored as written, no rule asks for it.
            "phone": draft.read("phone", values.phone, ""),
            "registered_on": draft.read(
                "registered_on", readers.day(draft.as_of, missing=False), None
            ),
        }
    )
