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


@pytest.fixture
def panel_for(qtbot: QtBot, hand: Hand) -> Callable[[Tray], PapersPanel]:
    """A shown panel before some printers."""

    def make(tray: Tray) -> PapersPanel:
        panel = PapersPanel(hand.desk._context, tray.printers)
        qtbot.addWidget(panel)
        panel.resize(420, 600)
        panel.show()
        panel.activateWindow()
        qtbot.waitUntil(panel.isActiveWindow)
        return panel

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


def told(panel: PapersPanel) -> list[str]:
    said: list[str] = []
    panel.done.connect(said.append)
    return said


def test_enter_prints_the_slip_before_anything_has_answered(
    panel_for: Callable[[Tray], PapersPanel],
    hand: Hand,
    small: Database,
    visit: tuple[int, list[int]],
) -> None:
    tray = Tray(RECEIPTS, SHEETS)
    panel = panel_for(tray)
    said = told(panel)
    panel.offer("slip", *visit)
    assert panel.print.hasFocus()
    hand.press(Qt.Key.Key_Return)

    assert said == ["已打印：办理凭条，1 份。"]
    assert [(name, copies) for name, copies, _ in tray.out] == [(RECEIPTS, 1)]
    assert render(tray.out[0][2]).is_roll
    assert jobs(small) == [("slip", RECEIPTS, 1, "confirmed")]


def test_without_a_printer_enter_saves_and_says_where(
    panel_for: Callable[[Tray], PapersPanel],
    hand: Hand,
    small: Database,
    visit: tuple[int, list[int]],
    documents: Path,
) -> None:
    panel = panel_for(Tray())
    said = told(panel)
    panel.offer("slip", *visit)
    hand.press(Qt.Key.Key_Return)

    [file] = documents.rglob("*.pdf")
    assert file.read_bytes()[:4] == b"%PDF"
    assert file.name.startswith("slip-12-1-")
    assert said == [
        f"没有找到打印机。办理凭条已保存到“{file}”，接好后可重打，不会重复计数。"
    ]
    assert jobs(small) == [("slip", "", 1, "saved")]


def test_a_silent_printer_is_said_and_the_paper_is_confirmed(
    panel_for: Callable[[Tray], PapersPanel],
    hand: Hand,
    small: Database,
    visit: tuple[int, list[int]],
) -> None:
    tray = Tray(RECEIPTS)
    tray.answers = [None]
    panel = panel_for(tray)
    said = told(panel)
    panel.offer("slip", *visit)
    hand.press(Qt.Key.Key_Return)

    assert "15 秒没有回音" in panel.bar.text
    assert not said
    assert jobs(small) == [("slip", RECEIPTS, 1, "sent")]
    hand.press(Qt.Key.Key_Return)

    assert said == ["已打印：办理凭条，1 份。"]
    assert jobs(small) == [("slip", RECEIPTS, 1, "confirmed")]


def test_what_did_not_come_out_is_sent_again_and_counts_once(
    panel_for: Callable[[Tray], PapersPanel],
    hand: Hand,
    small: Database,
    visit: tuple[int, list[int]],
) -> None:
    tray = Tray(RECEIPTS)
    tray.answers = [None]
    panel = panel_for(tray)
    panel.offer("slip", *visit)
    hand.press(Qt.Key.Key_Return)
    panel.presenter.repeat()
    hand.wait()
    hand.wait()

    states = [job[-1] for job in jobs(small)]
    assert states == ["failed", "confirmed"]
    assert tray.out[0] == tray.out[1]
    panel.offer("slip", *visit)
    hand.wait()
    assert "打过 1 次" in panel.bar.text


def test_a_broken_printer_is_an_error_and_everything_stays(
    panel_for: Callable[[Tray], PapersPanel],
    hand: Hand,
    small: Database,
    visit: tuple[int, list[int]],
) -> None:
    tray = Tray(RECEIPTS)
    tray.answers = [OSError(5, "no paper")]
    panel = panel_for(tray)
    said = told(panel)
    panel.offer("slip", *visit)
    hand.press(Qt.Key.Key_Return)

    assert panel.bar.isVisible()
    assert not said
    assert panel.print.hasFocus()
    assert [job[-1] for job in jobs(small)] == ["failed"]


def test_the_passbook_moves_on_when_somebody_saw_the_line(
    panel_for: Callable[[Tray], PapersPanel],
    hand: Hand,
    small: Database,
    visit: tuple[int, list[int]],
) -> None:
    approve(small, as_of("auditor"), "all")
    tray = Tray(SHEETS)
    panel = panel_for(tray)
    panel.offer("passbook", visit[0])
    hand.press(Qt.Key.Key_Return)

    assert "请看一眼存折" in panel.bar.text
    assert passbook(small, as_of("worker"), person(1)).subject.startswith("1-1@")
    hand.press(Qt.Key.Key_Return)

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
        panel = PapersPanel(hand.desk._context, tray.printers)
        qtbot.addWidget(panel)
        said = told(panel)
        panel.offer("slip", *visit)
        panel.want_print()
        hand.wait()
        hand.wait()
        panel.presenter.save(tmp_path / "slip.pdf")
        hand.wait()

    assert len(said) == 2
    assert len(tray.out) == 1
    assert (tmp_path / "slip.pdf").is_file()


def test_an_empty_passbook_is_said_and_cannot_be_printed(
    panel_for: Callable[[Tray], PapersPanel], hand: Hand
) -> None:
    tray = Tray(SHEETS)
    panel = panel_for(tray)
    panel.offer("passbook", person(2))
    hand.press(Qt.Key.Key_Return)

    assert "还没有入账的积分" in panel.bar.text
    assert not panel.print.isEnabled()
    assert not tray.out


def test_size_and_large_print_are_remembered(
    panel_for: Callable[[Tray], PapersPanel],
    hand: Hand,
    visit: tuple[int, list[int]],
) -> None:
    panel = panel_for(Tray(RECEIPTS))
    panel.offer("slip", *visit)
    hand.wait()
    panel.sizes[PaperSize.A5].click()
    panel.large.click()
    hand.wait()
    panel.offer("slip", *visit)
    hand.wait()

    paper = panel.presenter.paper
    assert paper is not None
    assert panel.sizes[PaperSize.A5].isChecked()
    assert panel.large.isChecked()
    assert render(paper.pdf).width_pt == round(148 / 25.4 * 72)


def test_each_paper_size_has_its_own_printer(
    panel_for: Callable[[Tray], PapersPanel],
    hand: Hand,
    visit: tuple[int, list[int]],
) -> None:
    tray = Tray(SHEETS, RECEIPTS)
    panel = panel_for(tray)
    panel.offer("slip", *visit)
    hand.wait()
    panel.printer.choose(RECEIPTS)
    hand.press(Qt.Key.Key_Return)
    panel.offer("consent", visit[0])
    hand.press(Qt.Key.Key_Return)
    panel.offer("slip", *visit)
    hand.press(Qt.Key.Key_Return)

    assert [name for name, _, _ in tray.out] == [RECEIPTS, SHEETS, RECEIPTS]


def test_every_paper_of_the_desk_can_be_shown(
    panel_for: Callable[[Tray], PapersPanel],
    hand: Hand,
    small: Database,
    visit: tuple[int, list[int]],
) -> None:
    approve(small, as_of("auditor"), "all")
    panel = panel_for(Tray(SHEETS))
    shown = []
    for kind in ("slip", "passbook", "consent", "explanation"):
        panel.offer(kind, *visit)
        hand.wait()
        hand.wait()
        assert panel.preview.isVisible()
        assert nameless(panel) == []
        paper = panel.presenter.paper
        shown.append(paper.kind if paper else "")

    assert shown == ["slip", "passbook", "consent", "explanation"]


def test_a_paper_is_saved_where_it_is_wanted(
    panel_for: Callable[[Tray], PapersPanel],
    hand: Hand,
    visit: tuple[int, list[int]],
    tmp_path: Path,
) -> None:
    panel = panel_for(Tray(RECEIPTS))
    said = told(panel)
    panel.offer("slip", *visit)
    hand.wait()
    panel.presenter.save(tmp_path / "slip.pdf")
    hand.wait()
    panel.presenter.save(tmp_path / "slip.pdf" / "impossible.pdf")
    hand.wait()

    assert said == [f"办理凭条已保存到“{tmp_path / 'slip.pdf'}”。"]
    assert "impossible.pdf" in panel.bar.text


def test_the_panel_speaks_english(
    panel_for: Callable[[Tray], PapersPanel],
    hand: Hand,
    visit: tuple[int, list[int]],
) -> None:
    language.use(language.EN)
    panel = panel_for(Tray(RECEIPTS))
    panel.offer("slip", *visit)
    hand.press(Qt.Key.Key_Return)

    assert panel.bar.text == "Printed: Slip, 1 copy."
    assert panel.large.text() == "Large print"


def test_save_as_answers_to_its_key(
    panel_for: Callable[[Tray], PapersPanel],
    hand: Hand,
    visit: tuple[int, list[int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    panel = panel_for(Tray(RECEIPTS))
    monkeypatch.setattr(panel, "_ask_where", lambda: asked.append(True))
    panel.offer("slip", *visit)
    hand.press(Qt.Key.Key_S, CTRL)

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
