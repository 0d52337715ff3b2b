"""An installation is registered without the mouse."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from sqlalchemy import text

from carbon_points.crediting.fleet import installation
from carbon_points.crediting.fleet import installations
from carbon_points.crediting.installations import NewInstallation
from carbon_points.crediting.installations import register_installation
from tests.deeds import person
from tests.districts import as_of
from tests.ui.service_desk.meters import fit_out
from tests.ui.service_desk.meters import readings
from tests.ui.service_desk.meters import shown
from ui.shared.dates import today

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


def test_an_installation_is_registered_and_read_without_the_mouse(
    hand: Hand, small: Database
) -> None:
    page = shown(hand)

    hand.press(Qt.Key.Key_F3)
    hand.type("0002")
    hand.press(Qt.Key.Key_Return)
    page.new.kind.choose("rooftop_pv")
    page.new._form.focus_first_empty()  # type: ignore[union-attr]
    hand.enter("37010001")
    hand.enter("8.4")
    hand.enter("2025-06-01")
    page.new.exclusive.setFocus()
    hand.press(Qt.Key.Key_Space)
    hand.commit()
    hand.wait()
    hand.type("12.5")
    hand.commit()

    [line] = installations(small, as_of("worker"))
    assert (line.participant_id, line.device_no, line.size) == (
        person(2),
        "37010001",
        "8.4",
    )
    assert readings(small, line.installation_id)[0].value == 12.5


def test_what_is_missing_for_a_registration_is_named(hand: Hand) -> None:
    page = shown(hand)

    hand.press(Qt.Key.Key_F3)

    assert not page.new.save.isEnabled()
    assert "业主" in page.new.missing
    assert "排他性声明" in page.new.missing


def test_a_registration_that_is_refused_keeps_what_was_entered(
    hand: Hand, small: Database
) -> None:
    fit_out(small, 1)
    page = shown(hand)
    hand.press(Qt.Key.Key_F3)
    page.presenter.choose_owner(person(2))
    hand.wait()
    page.new.kind.choose("rooftop_pv")
    form = page.new._form
    assert form is not None
    form.fill(
        {
            "device_no": "光伏001",
            "capacity_kw": "8",
            "commissioning_date": "2025-06-01",
        }
    )
    page.new.exclusive.setChecked(True)
    page.commit()
    hand.wait()

    assert "已经登记过" in page.new.notice.text
    assert form.values["device_no"] == "光伏001"


def test_an_unfinished_registration_is_there_again(
    seat: Callable[..., Hand], small: Database, qtbot: QtBot
) -> None:
    first = seat(small)
    page = shown(first)
    first.press(Qt.Key.Key_F3)
    page.presenter.choose_owner(person(2))
    first.wait()
    page.new.kind.choose("rooftop_pv")
    page.new._form.fill({"capacity_kw": "8.4"})  # type: ignore[union-attr]
    page.draft.flush()
    first.wait()

    hand = seat(small)
    again = shown(hand)

    qtbot.waitUntil(lambda: again.new.owner.is_chosen)
    assert again.new._form.values["capacity_kw"] == "8.4"  # type: ignore[union-attr]


def test_papers_that_come_later_are_kept(
    hand: Hand, small: Database, tmp_path: Path
) -> None:
    [number] = fit_out(small, 1)
    paper = tmp_path / "并网协议.pdf"
    paper.write_bytes(b"%PDF-1.4")
    page = shown(hand)
    wanted = page.reading.papers.isVisible(), page.reading.papers.toolTip()
    page.reading.papers.chosen.emit([paper])
    hand.wait()

    assert wanted[0]
    assert "并网协议" in wanted[1]
    assert installation(small, as_of("worker"), number).papers == 1
    assert not page.reading.papers.isVisible()


def test_what_has_no_meter_is_credited_until_a_day(hand: Hand, small: Database) -> None:
    caller = dataclasses.replace(as_of("worker"), as_of=today())
    first = (today() - dt.timedelta(days=50)).isoformat()
    values = {
        "mode": "deemed",
        "baseline": "new",
        "commissioning_date": first,
        "cc_w": 3500,
        "apf": "5.27",
        "grade": 1,
        "units": 1,
    }
    wanted = NewInstallation(
        "air_conditioner", person(1), "空调1", values, is_exclusive=True
    )
    register_installation(small, caller, wanted)
    page = shown(hand)
    asked = page.reading.value.line.isVisible(), page.reading._day_note.text()
    hand.commit()

    assert asked == (False, f"从 {first} 起，按铭牌核算")
    with small.reading() as session:
        assert session.scalar(text("SELECT COUNT(*) FROM action")) == 1
