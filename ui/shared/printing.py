"""Preview and print of a finished PDF; no printer is not an error.

pdfium works in one thread at a time: everything here that opens a document does so in
the lane that calls it and closes it again.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtCore import QSizeF
from PySide6.QtCore import Qt
from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtGui import QPageLayout
from PySide6.QtGui import QPageSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QScrollArea
from PySide6.QtWidgets import QWidget

from ui.shared.tokens import color
from ui.shared.tokens import px
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import IconButton
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice
    from PySide6.QtGui import QPaintEvent

    from carbon_points.common.progress import Progress
    from ui.shared.background import TaskRunner

SCREEN_DPI: Final = 144
PAPER_DPI: Final = 300
ANSWER_S: Final = 15
"""How long a printer may be silent until somebody looks at the paper."""

_POINTS: Final = 72
_ROLL_PT: Final = 82 * _POINTS * 10 // 254
"""Rolls of receipt printers are at most 82 mm wide."""
_PDFIUM: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Paper:
    """A rendered page: its picture and its size in points."""

    picture: QImage
    width_pt: int
    height_pt: int
    number: int
    pages: int

    @property
    def is_roll(self) -> bool:
        """Whether it is as narrow as a receipt."""
        return self.width_pt <= _ROLL_PT

    @property
    def is_lying(self) -> bool:
        """Whether it is wider than high."""
        return self.width_pt > self.height_pt


def render(pdf: Path | bytes, page: int = 0, dpi: int = SCREEN_DPI) -> Paper:
    """One page of a PDF as a picture; in a worker.

    Raises:
        OSError: if the file cannot be read.
    """
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # noqa: PLC0415

    with _PDFIUM, PdfDocument(pdf) as document:
        sheet = document[page]
        width, height = sheet.get_size()
        drawn = sheet.render(scale=dpi / _POINTS, rev_byteorder=True, prefer_bgrx=True)
        shape = QImage.Format.Format_RGBX8888
        # `copy`: the document's own memory goes with it.
        picture = QImage(
            bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride, shape
        ).copy()
        return Paper(picture, round(width), round(height), page, len(document))


def printer_names() -> list[str]:
    """The printers of this machine, the usual one first; in a worker."""
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415

    usual = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return sorted(names, key=lambda name: (name != usual, name))


def print_pdf(
    pdf: Path | bytes,
    progress: Progress,
    *,
    printer_name: str = "",
    copies: int = 1,
    to_file: Path | None = None,
) -> int:
    """Send a PDF to a printer, or into a file; the number of pages; in a worker.

    Raises:
        OSError: if the printer or the file cannot be written to.
    """
    from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PAPER_DPI)
    if to_file is not None:
        printer.setOutputFileName(str(to_file))
    elif printer_name:
        printer.setPrinterName(printer_name)
    printer.setCopyCount(copies)
    printer.setFullPage(True)
    first = render(pdf, 0, PAPER_DPI)
    _set_paper(printer, first)
    painter = QPainter()
    if not painter.begin(printer):
        raise OSError(printer_name)
    try:
        for number in range(first.pages):
            progress.step(number, first.pages)
            paper = first if number == 0 else render(pdf, number, PAPER_DPI)
            if number:
                _set_paper(printer, paper)
                printer.newPage()
            painter.drawImage(painter.viewport(), paper.picture)
    finally:
        painter.end()
    progress.step(first.pages, first.pages)
    return first.pages


def _set_paper(printer: QPagedPaintDevice, paper: Paper) -> None:
    sides = paper.width_pt, paper.height_pt
    upright = QPageLayout.Orientation.Portrait
    if paper.is_roll:
        # What hangs out of the printer is as wide as the roll, however short it is.
        exact = QPageSize.SizeMatchPolicy.ExactMatch
        size = QPageSize(QSizeF(*sides), QPageSize.Unit.Point, "", exact)
        orientation = upright
    else:
        size = QPageSize(QSizeF(*sorted(sides)), QPageSize.Unit.Point)
        lying = QPageLayout.Orientation.Landscape
        orientation = lying if paper.is_lying else upright
    printer.setPageSize(size)
    printer.setPageOrientation(orientation)


def send_to_printer(
    pdf: Path | bytes,
    progress: Progress,
    *,
    printer_name: str,
    copies: int,
    wait_s: int = ANSWER_S,
) -> int | None:
    """Print, but wait only so long; None if the printer has not answered by then.

    The printer keeps a thread of its own, so that one that hangs holds up nothing.

    Raises:
        OSError: if the printer cannot be written to.
    """
    answer: Future[int] = Future()

    def work() -> None:
        try:
            pages = print_pdf(pdf, progress, printer_name=printer_name, copies=copies)
        except Exception as error:  # noqa: BLE001  (raised again where it is awaited)
            answer.set_exception(error)
        else:
            answer.set_result(pages)

    threading.Thread(target=work, name="printer", daemon=True).start()
    try:
        return answer.result(wait_s)
    except TimeoutError:
        return None


@dataclass(frozen=True, slots=True)
class Printers:
    """The printers of this machine; a test puts others in their place."""

    names: Callable[[], list[str]] = printer_names
    send: Callable[..., int | None] = send_to_printer


class Sheet(QWidget):
    """A page on a desk: fitted into the room, or at a scale."""

    def __init__(self) -> None:
        super().__init__()
        self._paper: Paper | None = None
        self._percent = 0

    def show_paper(self, paper: Paper) -> None:
        """Show a page."""
        self._paper = paper
        self.set_scale(self._percent)

    def set_scale(self, percent: int) -> None:
        """Show it at `percent` of its real size; 0 fits it into the room."""
        self._percent = percent
        if self._paper is None or not percent:
            self.setMinimumSize(0, 0)
        else:
            across, down = self._paper.width_pt, self._paper.height_pt
            # A point is 1/72 inch, a pixel of the drawing board 1/96.
            size = (px(side) * 4 * percent // 300 + px(36) for side in (across, down))
            self.setMinimumSize(*size)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._paper is None:
            return
        picture = self._paper.picture
        room = self.rect().adjusted(px(18), px(14), -px(18), -px(14))
        size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = room.center().x() - size.width() // 2
        top = room.center().y() - size.height() // 2
        place = QRectF(left, top, size.width(), size.height())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(place.adjusted(2, 2, 3, 3), color("line"))
            painter.drawImage(place, picture)
            painter.setPen(color("outline"))
            painter.drawRect(place)


class Preview(QWidget):
    """A PDF page by page, with fit, 100 % and larger."""

    shown = Signal()
    failed = Signal(object)

    def __init__(self, tasks: TaskRunner, *, narrow: bool = False) -> None:
        """A `narrow` one leaves out the scales."""
        super().__init__()
        self._tasks = tasks
        self._pdf: Path | bytes = b""
        self._page = 0
        self._pages = 0
        self.sheet = Sheet()
        self.sheet.setAccessibleName(self.tr("预览"))
        self._where = Label(role="second")
        self._back = IconButton(self.tr("上一页"), "chevron-left")
        self._on = IconButton(self.tr("下一页"), "chevron-right")
        self._back.clicked.connect(lambda _checked: self.go_to(self._page - 1))
        self._on.clicked.connect(lambda _checked: self.go_to(self._page + 1))
        scales = () if narrow else self._scales()
        tools = row(
            *scales,
            STRETCH,
            self._back,
            self._where,
            self._on,
            margins=(12, 8, 12, 8),
            gap=6,
        )
        around = QScrollArea()
        around.setWidgetResizable(True)
        around.setWidget(self.sheet)
        around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(tools, Rule(), (around, 1), gap=0))
        self._say_where()

    @property
    def where(self) -> str:
        """Which page of how many is shown."""
        return self._where.text()

    def show_pdf(self, pdf: Path | bytes) -> None:
        """Show the first page of a document."""
        self._pdf = pdf
        self._pages = 1
        self.go_to(0)

    def go_to(self, page: int) -> None:
        """Show a page; the answer of an earlier wish is dropped."""
        if not 0 <= page < self._pages:
            return
        pdf = self._pdf
        self._tasks.start(
            lambda _progress: render(pdf, page),
            self._rendered,
            self.failed.emit,
            owner=self,
            key=f"preview-{id(self)}",
        )

    def _rendered(self, paper: Paper) -> None:
        self._page, self._pages = paper.number, paper.pages
        self.sheet.show_paper(paper)
        self._say_where(paper)
        self.shown.emit()

    def _say_where(self, paper: Paper | None = None) -> None:
        self._back.setEnabled(self._page > 0)
        self._on.setEnabled(self._page + 1 < self._pages)
        if paper is None:
            self._where.setText("")
            return
        lies = self.tr("横向") if paper.is_lying else self.tr("纵向")
        text = self.tr("第 {page} / {pages} 页 · {lies}")
        self._where.setText(
            text.format(page=paper.number + 1, pages=paper.pages, lies=lies)
        )

    def _scales(self) -> tuple[Button, ...]:
        return (
            self._scale_button(self.tr("适合窗口"), "arrows-maximize", 0),
            self._scale_button("100%", "zoom-in", 100),
            self._scale_button("200%", "zoom-in", 200),
        )

    def _scale_button(self, text: str, icon: str, percent: int) -> Button:
        made = Button(text, icon)
        made.clicked.connect(lambda _checked: self.sheet.set_scale(percent))
        return made
