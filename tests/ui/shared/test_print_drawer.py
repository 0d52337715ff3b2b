"""A drawer that prints: what it says, and what the operation log has of it then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carbon_points.certificates.desk_paper import PaperSize
from carbon_points.certificates.papers import slip
from tests.deeds import person
from tests.districts import as_of
from tests.logged import logged
from ui.audit_desk.audit_view import AuditView
from ui.shared.print_drawer import PrintDrawer
from ui.shared.printing import Printers

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.common.progress import Progress
    from carbon_points.storage.engine import Database
    from ui.shared.window import MainWindow

TITLE = "工作底稿 12-1"


class Printer:
    """Answers as a test tells it."""

    def __init__(self) -> None:
        self.answer: int | OSError | None = 3
        self.copies: list[int] = []

    def send(
        self, _pdf: bytes, progress: Progress, *, printer_name: str, copies: int
    ) -> int | None:
        """Take a paper."""
        progress.step(0, 1)
        if isinstance(self.answer, OSError):
            raise self.answer
        self.copies.append(copies)
        return self.answer if printer_name else None


@pytest.fixture
def printer() -> Printer:
    return Printer()


@pytest.fixture
def drawer(
    seated: Callable[[Database, str], MainWindow],
    small: Database,
    printer: Printer,
    wait: Callable[[], None],
) -> PrintDrawer:
    """A paper before an auditor, and one printer."""
    page = seated(small, "auditor").navigate("audit")
    assert isinstance(page, AuditView)
    wait()
    made = PrintDrawer(page._context, page, Printers(lambda: ["激光"], printer.send))
    paper = slip(small, as_of("worker"), person(1), (), PaperSize.A5)
    made.open(TITLE, paper.pdf)
    wait()
    return made


def test_a_paper_that_was_only_looked_at_is_not_noted(
    drawer: PrintDrawer, small: Database
) -> None:
    drawer.escape()

    assert logged(small, "print") == []


def test_each_print_has_its_row(
    drawer: PrintDrawer, small: Database, printer: Printer, wait: Callable[[], None]
) -> None:
    drawer.copies.setText("2")
    for _ in range(2):
        drawer.print_button.click()
        wait()

    assert printer.copies == [2, 2]
    assert logged(small, "print") == [("auditor", TITLE)] * 2
    assert "共 3 页" in drawer.bar.text


def test_a_print_that_the_printer_refuses_has_none(
    drawer: PrintDrawer, small: Database, printer: Printer, wait: Callable[[], None]
) -> None:
    printer.answer = OSError("缺纸")
    drawer.print_button.click()
    wait()

    assert logged(small, "print") == []
    assert drawer.print_button.isEnabled()


def test_a_printer_without_an_answer_has_one(
    drawer: PrintDrawer, small: Database, printer: Printer, wait: Callable[[], None]
) -> None:
    printer.answer = None
    drawer.print_button.click()
    wait()

    assert logged(small, "print") == [("auditor", TITLE)]
    assert "还没有回音" in drawer.bar.text


def test_who_printed_without_a_row_is_told_so_and_need_not_print_again(
    drawer: PrintDrawer,
    printer: Printer,
    wait: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("carbon_points.security.service.log", full)
    drawer.print_button.click()
    wait()

    assert printer.copies == [1]
    assert "没有记入操作日志" in drawer.bar.text
