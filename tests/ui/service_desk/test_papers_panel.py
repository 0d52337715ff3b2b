"""The print panel: a slip in one key, a printer that hangs, and none at all."""

from __future__ import annotations

import threading
from typing import Any
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import text

from carbon_points.audit.service import approve
from carbon_points.certificates.papers import explanation
from carbon_points.certificates.papers import PaperSize
from carbon_points.certificates.papers import passbook
from carbon_points.common.problems import RefusedError
from carbon_points.crediting.desk import log
from carbon_points.storage.engine import open_database
from tests.deeds import drop_form
from tests.deeds import person
from tests.districts import as_of
from tests.ui.service_desk.hand import CTRL
from tests.ui.service_desk.hand import nameless
from tests.ui.service_desk.tray import Tray
from ui.service_desk.papers_panel import PapersPanel
from ui.shared import language
from ui.shared import printing
from ui.shared.printing import render
from ui.shared.printing import send_to_printer

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand

RECEIPTS, SHEETS = "小票机", "激光打印机"


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's documents folder."""
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "文档"))
    return tmp_path / "文档"


class Counter:
    """The panel before some printers, and somebody who works it with keys."""

    def __init__(self, hand: Hand, tray: Tray) -> None:
        self.hand = hand
        self.tray = tray
        self.panel = PapersPanel(hand.desk._context, tray.printers)
        self.said: list[str] = []
        self.panel.done.connect(self.said.append)

    def offer(self, kind: str, who: int, actions: Sequence[int] = ()) -> None:
        """Show a paper."""
        self.panel.offer(kind, who, actions)
        self.hand.wait()

    def print(self, kind: str, who: int, actions: Sequence[int] = ()) -> None:
        """Press Enter as soon as a paper is offered, before anything has answered."""
        self.panel.offer(kind, who, actions)
        self.enter()

    def enter(self) -> None:
        self.hand.press(Qt.Key.Key_Return)


@pytest.fixture
def counter_for(qtbot: QtBot, hand: Hand) -> Callable[..., Counter]:
    """A shown panel before some printers, which give these answers first."""

    def make(*printers: str, answers: Sequence[OSError | None] = ()) -> Counter:
        tray = Tray(*printers)
        tray.answers.extend(answers)
        counter = Counter(hand, tray)
        panel = counter.panel
        qtbot.addWidget(panel)
        panel.resize(420, 600)
        panel.show()
        panel.activateWindow()
        qtbot.waitUntil(panel.isActiveWindow)
        return counter

    return make


@pytest.fixture
def visit(small: Database) -> tuple[int, list[int]]:
    """A resident with one drop-off of today."""
    done = log(small, as_of("worker"), drop_form(1))
    assert done.action_id is not None
    return person(1), [done.action_id]


def jobs(db: Database) -> list[tuple[Any, ...]]:
    with db.reading() as session:
        query = text("SELECT paper, printer, copies, state FROM print_job ORDER BY id")
        return [tuple(row) for row in session.execute(query)]


def test_enter_prints_the_slip_before_anything_has_answered(
    counter_for: Callable[..., Counter],
    small: Database,
    visit: tuple[int, list[int]],
) -> None:
    counter = counter_for(RECEIPTS, SHEETS)
    counter.panel.offer("slip", *visit)
    assert counter.panel.print.hasFocus()
    counter.enter()

    assert counter.said == ["已打印：办理凭条，1 份。"]
    assert [(name, copies) for name, copies, _ in counter.tray.out] == [(RECEIPTS, 1)]
    assert render(counter.tray.out[0][2]).is_roll
    assert jobs(small) == [("slip", RECEIPTS, 1, "confirmed")]


def test_without_a_printer_enter_saves_and_says_where(
    counter_for: Callable[..., Counter],
    small: Database,
    visit: tuple[int, list[int]],
    documents: Path,
) -> None:
    counter = counter_for()
    counter.print("slip", *visit)

    [file] = documents.rglob("*.pdf")
    assert file.read_bytes()[:4] == b"%PDF"
    assert file.name.startswith("slip-12-1-")
    assert counter.said == [
        f"没有找到打印机。办理凭条已保存到“{file}”，接好后可重打，不会重复计数。"
    ]
    assert jobs(small) == [("slip", "", 1, "saved")]


def test_a_silent_printer_is_said_and_the_paper_is_confirmed(
    counter_for: Callable[..., Counter],
    small: Database,
    visit: tuple[int, list[int]],
) -> None:
    counter = counter_for(RECEIPTS, answers=[None])
    counter.print("slip", *visit)

    assert "15 秒没有回音" in counter.panel.bar.text
    assert not counter.said
    assert jobs(small) == [("slip", RECEIPTS, 1, "sent")]
    counter.enter()

    assert counter.said == ["已打印：办理凭条，1 份。"]
    assert jobs(small) == [("slip", RECEIPTS, 1, "confirmed")]


def test_what_did_not_come_out_is_sent_again_and_counts_once(
    counter_for: Callable[..., Counter],
    small: Database,
    visit: tuple[int, list[int]],
) -> None:
    counter = counter_for(RECEIPTS, answers=[None])
    counter.print("slip", *visit)
    counter.panel.presenter.repeat()
    counter.hand.wait()
    counter.hand.wait()

    states = [job[-1] for job in jobs(small)]
    assert states == ["failed", "confirmed"]
    assert counter.tray.out[0] == counter.tray.out[1]
    counter.offer("slip", *visit)

    assert "打过 1 次" in counter.panel.bar.text


def test_a_broken_printer_is_an_error_and_everything_stays(
    counter_for: Callable[..., Counter],
    small: Database,
    visit: tuple[int, list[int]],
) -> None:
    counter = counter_for(RECEIPTS, answers=[OSError(5, "no paper")])
    counter.print("slip", *visit)

    assert counter.panel.bar.isVisible()
    assert not counter.said
    assert counter.panel.print.hasFocus()
    assert [job[-1] for job in jobs(small)] == ["failed"]


def test_the_passbook_moves_on_when_somebody_saw_the_line(
    counter_for: Callable[..., Counter],
    small: Database,
    visit: tuple[int, list[int]],
) -> None:
    approve(small, as_of("auditor"), "all")
    counter = counter_for(SHEETS)
    counter.print("passbook", visit[0])

    assert "请看一眼存折" in counter.panel.bar.text
    assert passbook(small, as_of("worker"), person(1)).subject.startswith("1-1@")
    counter.enter()

    with pytest.raises(RefusedError, match="PASSBOOK_UP_TO_DATE"):
        passbook(small, as_of("worker"), person(1))


def test_a_database_opened_read_only_prints_all_the_same(
    seat: Callable[[Database], Hand],
    small: Database,
    visit: tuple[int, list[int]],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    explanation(small, as_of("worker"), visit[1][0])  # its rules are recorded once
    tray = Tray(RECEIPTS)
    with open_database(small.path, read_only=True) as shut:
        hand = seat(shut)
        counter = Counter(hand, tray)
        qtbot.addWidget(counter.panel)
        counter.panel.offer("slip", *visit)
        counter.panel.want_print()
        hand.wait()
        hand.wait()
        counter.panel.presenter.save(tmp_path / "slip.pdf")
        hand.wait()

    assert len(counter.said) == 2
    assert len(tray.out) == 1
    assert (tmp_path / "slip.pdf").is_file()


def test_an_empty_passbook_is_said_and_cannot_be_printed(
    counter_for: Callable[..., Counter],
) -> None:
    counter = counter_for(SHEETS)
    counter.print("passbook", person(2))

    assert "还没有入账的积分" in counter.panel.bar.text
    assert not counter.panel.print.isEnabled()
    assert not counter.tray.out


def test_size_and_large_print_are_remembered(
    counter_for: Callable[..., Counter],
    visit: tuple[int, list[int]],
) -> None:
    counter = counter_for(RECEIPTS)
    counter.offer("slip", *visit)
    counter.panel.sizes[PaperSize.A5].click()
    counter.panel.large.click()
    counter.hand.wait()
    counter.offer("slip", *visit)

    paper = counter.panel.presenter.paper
    assert paper is not None
    assert counter.panel.sizes[PaperSize.A5].isChecked()
    assert counter.panel.large.isChecked()
    assert render(paper.pdf).width_pt == round(148 / 25.4 * 72)


def test_each_paper_size_has_its_own_printer(
    counter_for: Callable[..., Counter],
    visit: tuple[int, list[int]],
) -> None:
    counter = counter_for(SHEETS, RECEIPTS)
    counter.offer("slip", *visit)
    counter.panel.printer.choose(RECEIPTS)
    counter.enter()
    counter.print("consent", visit[0])
    counter.print("slip", *visit)

    assert [name for name, _, _ in counter.tray.out] == [RECEIPTS, SHEETS, RECEIPTS]


def test_every_paper_of_the_desk_can_be_shown(
    counter_for: Callable[..., Counter],
    small: Database,
    visit: tuple[int, list[int]],
) -> None:
    approve(small, as_of("auditor"), "all")
    counter = counter_for(SHEETS)
    shown = []
    for kind in ("slip", "passbook", "consent", "explanation"):
        counter.offer(kind, *visit)
        counter.hand.wait()
        assert counter.panel.preview.isVisible()
        assert nameless(counter.panel) == []
        paper = counter.panel.presenter.paper
        shown.append(paper.kind if paper else "")

    assert shown == ["slip", "passbook", "consent", "explanation"]


def test_a_paper_is_saved_where_it_is_wanted(
    counter_for: Callable[..., Counter],
    visit: tuple[int, list[int]],
    tmp_path: Path,
) -> None:
    counter = counter_for(RECEIPTS)
    counter.offer("slip", *visit)
    counter.panel.presenter.save(tmp_path / "slip.pdf")
    counter.hand.wait()
    counter.panel.presenter.save(tmp_path / "slip.pdf" / "impossible.pdf")
    counter.hand.wait()

    assert counter.said == [f"办理凭条已保存到“{tmp_path / 'slip.pdf'}”。"]
    assert "impossible.pdf" in counter.panel.bar.text


def test_the_panel_speaks_english(
    counter_for: Callable[..., Counter],
    visit: tuple[int, list[int]],
) -> None:
    language.use(language.EN)
    counter = counter_for(RECEIPTS)
    counter.print("slip", *visit)

    assert counter.panel.bar.text == "Printed: Slip, 1 copy."
    assert counter.panel.large.text() == "Large print"


def test_save_as_answers_to_its_key(
    counter_for: Callable[..., Counter],
    visit: tuple[int, list[int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    counter = counter_for(RECEIPTS)
    monkeypatch.setattr(counter.panel, "_ask_where", lambda: asked.append(True))
    counter.panel.offer("slip", *visit)
    counter.hand.press(Qt.Key.Key_S, CTRL)

    assert asked == [True]


@pytest.mark.usefixtures("application")
def test_a_printer_that_hangs_is_waited_for_so_long_and_no_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = threading.Event()

    def hang(*_: object, **__: object) -> int:
        gate.wait(10)
        return 1

    monkeypatch.setattr(printing, "print_pdf", hang)
    progress: Any = None

    answer = send_to_printer(b"", progress, printer_name="x", copies=1, wait_s=0)
    gate.set()

    assert answer is None
    assert send_to_printer(b"", progress, printer_name="x", copies=1) == 1
