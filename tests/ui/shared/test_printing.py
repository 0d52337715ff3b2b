"""A finished PDF is shown and printed; no printer is not an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pytest

from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from ui.shared.background import Lane
from ui.shared.printing import Preview
from ui.shared.printing import print_pdf
from ui.shared.printing import printer_names
from ui.shared.printing import render

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.shared.background import TaskRunner

A4 = (595, 842)
MM = 72 / 25.4


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Two pages: A4 upright, A4 lying."""
    file = tmp_path / "paper.pdf"
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(*A4).close()
        document.new_page(*reversed(A4)).close()
        document.save(file)
    return file


def test_a_page_is_rendered_at_the_size_that_is_asked_for(paper: Path) -> None:
    first, second = render(paper, 0, 72), render(paper, 1, 144)

    assert (first.picture.width(), first.picture.height()) == A4
    assert (first.pages, first.is_lying) == (2, False)
    assert second.picture.width() == 2 * A4[1]
    assert second.is_lying


def test_the_preview_turns_pages(qtbot: QtBot, tasks: TaskRunner, paper: Path) -> None:
    preview = Preview(tasks)
    qtbot.addWidget(preview)
    preview.resize(600, 600)
    with qtbot.waitSignal(preview.shown):
        preview.show_pdf(paper)

    with qtbot.waitSignal(preview.shown):
        preview.go_to(1)
    preview.sheet.set_scale(200)
    large = preview.sheet.minimumWidth()
    preview.sheet.set_scale(0)
    preview.go_to(2)

    assert preview.where == "第 2 / 2 页 · 横向"
    assert large > 2000
    assert preview.sheet.minimumWidth() == 0
    assert not preview.grab().isNull()


def test_a_file_that_is_gone_is_told(
    qtbot: QtBot, tasks: TaskRunner, tmp_path: Path
) -> None:
    preview = Preview(tasks)
    qtbot.addWidget(preview)

    with qtbot.waitSignal(preview.failed) as failed:
        preview.show_pdf(tmp_path / "gone.pdf")

    assert isinstance(failed.args[0], OSError)


def test_printing_into_a_file_keeps_every_page(
    qtbot: QtBot, tasks: TaskRunner, paper: Path, tmp_path: Path
) -> None:
    target = tmp_path / "printed.pdf"
    pages: list[int] = []

    tasks.start(
        lambda progress: print_pdf(paper, progress, to_file=target),
        pages.append,
        lane=Lane.LONG,
    )
    qtbot.waitUntil(lambda: bool(pages), timeout=10_000)

    with pypdfium2.PdfDocument(target) as printed:
        sizes = [printed[at].get_size() for at in range(len(printed))]
    assert pages == [2]
    assert [round(max(size)) for size in sizes] == [842, 842]
    assert sizes[0][0] < sizes[0][1]
    assert sizes[1][0] > sizes[1][1]


@pytest.mark.usefixtures("application")
def test_printing_can_be_cancelled(paper: Path, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        print_pdf(paper, progress, to_file=tmp_path / "printed.pdf")


@pytest.mark.usefixtures("application")
def test_no_printer_is_not_an_error() -> None:
    assert isinstance(printer_names(), list)


@pytest.mark.parametrize("height_mm", [50, 300])
def test_a_receipt_keeps_its_width_however_long_it_is(
    qtbot: QtBot, tasks: TaskRunner, tmp_path: Path, height_mm: int
) -> None:
    slip, target = tmp_path / "slip.pdf", tmp_path / "printed.pdf"
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(80 * MM, height_mm * MM).close()
        document.save(slip)
    done: list[int] = []

    tasks.start(
        lambda progress: print_pdf(slip, progress, to_file=target),
        done.append,
        lane=Lane.PRINT,
    )
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)

    with pypdfium2.PdfDocument(target) as printed:
        wide, high = printed[0].get_size()
    assert (round(wide / MM), round(high / MM)) == (80, height_mm)
    assert render(slip).is_roll


def test_half_a_sheet_is_no_receipt(tmp_path: Path) -> None:
    file = tmp_path / "a5.pdf"
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(148 * MM, 210 * MM).close()
        document.save(file)

    assert not render(file).is_roll
