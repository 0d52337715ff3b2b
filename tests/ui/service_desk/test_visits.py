"""Whole visits with keys alone, and what is left of one when the power goes."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PySide6.QtCore import Qt

from carbon_points.audit.persons import freeze_person
from carbon_points.crediting.account import account
from carbon_points.security import drafts
from carbon_points.storage.engine import open_database
from tests.deeds import person
from tests.districts import as_of
from tests.districts import copied
from tests.participants.people import ric
from tests.ui.service_desk.crash import MOMENTS
from tests.ui.service_desk.hand import CTRL
from ui.shared.dates import today

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand

ROOT = Path(__file__).resolve().parents[3]


def printed(hand: Hand, documents: Path) -> str:
    """What the slip that was made last says."""
    hand.wait()
    newest = max(documents.rglob("*.pdf"), key=lambda file: file.stat().st_mtime)
    with pypdfium2.PdfDocument(newest) as document:
        return str(document[0].get_textpage().get_text_range())


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "documents"
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(folder))
    return folder


def test_a_returning_resident_clothing_and_the_slip_take_twelve_keys(
    hand: Hand, small: Database, documents: Path
) -> None:
    hand.enter("0001")
    hand.type("2")
    hand.type("4.2")
    hand.commit()
    hand.press(Qt.Key.Key_P, CTRL)
    hand.press(Qt.Key.Key_Return)

    assert hand.keys <= 12
    assert "4.172" in printed(hand, documents)
    with small.reading() as session:
        assert len(account(session, person(1)).actions) == 1


def test_a_new_resident_a_ride_and_the_slip_take_sixty_keys_beyond_the_text(
    hand: Hand, documents: Path
) -> None:
    texts = [ric(50), "单于小雨", "13912345678", "西苑社区"]
    ride = [f"{today():%m-%d} 0:10", f"{today():%m-%d} 0:30", "3.1", "A-17"]
    hand.press(Qt.Key.Key_F3)
    for text in texts[:3]:
        hand.enter(text)
    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Return)
    hand.enter(texts[3])
    hand.press(Qt.Key.Key_Space)
    hand.commit()
    if hand.desk.papers.is_open:
        hand.press(Qt.Key.Key_Escape)
    hand.type("1")
    for text in ride[:3]:
        hand.enter(text)
    hand.press(Qt.Key.Key_Return)
    hand.enter(ride[3])
    hand.commit()
    hand.press(Qt.Key.Key_P, CTRL)
    hand.press(Qt.Key.Key_Return)

    assert hand.keys - sum(map(len, texts + ride)) <= 60
    assert "单于小雨" in printed(hand, documents)


def test_undo_and_redo_are_one_key_each(hand: Hand, small: Database) -> None:
    hand.enter("0001")
    hand.type("2")
    hand.type("4.2")
    hand.commit()
    [logged] = hand.desk.presenter.live

    hand.press(Qt.Key.Key_Z, CTRL)
    assert hand.desk.presenter.live == []
    hand.press(Qt.Key.Key_Y, CTRL)

    [again] = hand.desk.presenter.live
    assert (again.reduction_mg, again.points) == (logged.reduction_mg, logged.points)
    with small.reading() as session:
        assert len(account(session, person(1)).actions) == 2


def test_a_visit_that_ended_leaves_no_draft(hand: Hand, small: Database) -> None:
    hand.enter("0001")
    hand.type("2")
    hand.type("4.2")
    hand.press(Qt.Key.Key_F12)
    hand.desk.panel.edit.clear()
    hand.desk.draft.flush()
    hand.wait()

    assert drafts.load(small, "worker", "service") is None


def test_the_last_key_before_the_window_closes_is_kept(
    hand: Hand, small: Database
) -> None:
    hand.enter("0001")
    hand.type("2")
    hand.type_ahead("4.2")
    hand.window.close()

    kept = drafts.load(small, "worker", "service")
    assert kept is not None
    assert "4.2" in str(kept.content["work"])


def test_today_s_list_is_still_there_in_the_next_window(
    hand: Hand, small: Database, seat: Callable[[Database], Hand]
) -> None:
    hand.enter("0001")
    hand.type("2")
    hand.type("4.2")
    hand.commit()
    hand.press(Qt.Key.Key_F12)

    served = seat(small).desk.presenter.day

    assert [(line.participant_id, line.actions) for line in served] == [(person(1), 1)]


@pytest.fixture(scope="module", params=MOMENTS)
def crashed(
    request: pytest.FixtureRequest,
    small_district: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[str, Path]:
    """A database over which a window was killed in the middle of a visit."""
    folder = tmp_path_factory.mktemp("crash") / "copy"
    db = copied(small_district, folder)
    path = db.path
    db.close()
    command = [sys.executable, "-m", "tests.ui.service_desk.crash", path, request.param]
    done = subprocess.run(command, cwd=ROOT, timeout=60, check=False)  # noqa: S603
    assert done.returncode == -signal.SIGKILL
    return request.param, path


def test_a_killed_window_comes_back_with_what_was_typed(
    crashed: tuple[str, Path], seat: Callable[[Database], Hand]
) -> None:
    moment, path = crashed
    with open_database(path) as db:
        hand = seat(db)
        desk, presenter = hand.desk, hand.desk.presenter

        kept = {
            "search": desk.panel.edit.text(),
            "form": desk.work.form.inputs.get("mass_g"),
            "locked": desk.work.form.inputs.get("mass_g"),
            "logged": (desk.work.form.inputs.get("mass_g"), len(presenter.visit)),
            "register": desk.register.form.state["identity"],
        }[moment]
        hand.wait()

    assert (
        kept
        == {
            "search": "0001",
            "form": 4200,
            "locked": 4200,
            "logged": (7700, 1),
            "register": "37018119900101",
        }[moment]
    )


def test_who_is_frozen_is_served_and_told_why(hand: Hand, small: Database) -> None:
    freeze_person(small, as_of("auditor"), person(1), "R5")
    hand.enter("0001")

    told = hand.desk.work.person.accessibleName()
    assert "已冻结（R5 身份不符）" in told
    hand.type("2")
    hand.type("4.2")
    hand.commit()
    assert len(hand.desk.presenter.live) == 1


def test_the_two_lists_of_the_search_never_make_the_window_grow(hand: Hand) -> None:
    hand.enter("0001")
    hand.type("2")
    hand.type("4.2")
    hand.commit()
    hand.press(Qt.Key.Key_F12)
    hand.window.resize(1366, 690)

    heights = set()
    for letter in "wan":
        hand.type(letter)
        heights.add(hand.window.height())

    assert "6" in hand.desk.panel.count
    assert heights == {690}
