"""Writes the public register as a paper, a workbook or a page, by the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.common.problems import UserError
from carbon_points.scenarios.public_page import page
from carbon_points.scenarios.public_workbook import write_register_workbook
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.scenarios.public_register import PublicRegister


def write_register(register: PublicRegister, path: Path) -> None:
    """Write the register: .pdf, .xlsx or .html, whole or not at all.

    Raises:
        UserError: REGISTER_FORMAT.
    """
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        from carbon_points.scenarios.public_paper import register_pdf  # noqa: PLC0415

        write_whole(path, register_pdf(register))
    elif suffix == ".xlsx":
        write_register_workbook(register, path)
    elif suffix in {".html", ".htm"}:
        write_whole(path, page(register).encode())
    else:
        raise UserError("REGISTER_FORMAT", value=str(path))
