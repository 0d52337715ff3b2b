"""Certificates at the desk: issued, seen, saved and verified."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtCore import QPointF
from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDropEvent

from carbon_points.audit.service import approve
from carbon_points.certificates.keys import signing_key
from carbon_points.certificates.qr import qr_text
from carbon_points.certificates.verify import Reason
from carbon_points.certificates.verify import Verification
from carbon_points.crediting.desk import log
from carbon_points.crediting.desk import Wanted
from tests.deeds import person
from tests.districts import as_of
from tests.ui.service_desk.hand import CTRL
from tests.ui.service_desk.hand import nameless
from ui.service_desk.certificate_view import CertificateView
from ui.service_desk.verdicts import verdict
from ui.shared import language
from ui.shared.dates import today
from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand
    from ui.service_desk.certificate_presenter import Made
    from ui.service_desk.verdicts import Verdict


@pytest.fixture
def certified(small: Database) -> Database:
    """The district in which the first resident has an approved drop-off."""
    by = as_of("worker", day=today())
    inputs = {
        "date": today().isoformat(),
        "weighing": "scale",
        "mass_g": 4200,
        "destination": "mixed",
    }
    log(small, by, Wanted("clothing_reuse", person(1), inputs))
    approve(small, as_of(day=today()), "all")
    return small


def page_of(hand: Hand) -> CertificateView:
    page = hand.window.page
    assert isinstance(page, CertificateView)
    return page


def issued(hand: Hand) -> Made:
    """From the desk to the finished paper, with keys alone."""
    hand.open("0001")
    hand.press(Qt.Key.Key_P, CTRL)
    hand.commit()
    made = page_of(hand).presenter.made
    assert made is not None
    return made


def shown(hand: Hand) -> Verdict:
    return page_of(hand).presenter.verifications[0].verdict


def test_a_certificate_is_issued_from_the_desk_and_shown(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)

    made = issued(hand)

    page = page_of(hand)
    assert made.file.is_file()
    assert made.content.total_points == 4_172
    assert made.content.period_from == today().replace(month=1, day=1)
    assert page.preview.isVisible()
    assert page.preview.where.startswith("第 1 / ")
    assert page.panel.save.hasFocus() or page.panel.print.hasFocus()


def test_issuing_again_keeps_the_serial(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    first = issued(hand)
    hand.commit()

    second = page_of(hand).presenter.made
    assert second is not None
    assert second.again
    assert second.content.serial == first.content.serial


def test_nothing_to_certify_is_said_and_the_choice_stays(hand: Hand) -> None:
    hand.open("0002")
    hand.press(Qt.Key.Key_P, CTRL)
    hand.commit()

    panel = page_of(hand).panel
    assert "没有已核定的行为" in panel.said
    assert panel.picker.is_chosen
    assert panel.issue.isEnabled()


def test_the_period_is_last_year_at_a_press(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    hand.window.navigate("verify", participant_id=person(1))
    hand.wait()
    page_of(hand).panel.choose_year(today().year - 1)

    year = today().year - 1
    assert page_of(hand).panel.period == (dt.date(year, 1, 1), dt.date(year, 12, 31))


def test_a_holder_is_found_on_the_page_itself(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    hand.window.navigate("verify")
    hand.wait()
    hand.enter("0001")

    holder = page_of(hand).presenter.holder
    assert holder is not None
    assert holder.participant_id == person(1)
    assert page_of(hand).panel.issue.hasFocus()


def test_a_copy_is_the_same_to_the_byte(
    seat: Callable[[Database], Hand], certified: Database, tmp_path: Path
) -> None:
    hand = seat(certified)
    made = issued(hand)
    target = tmp_path / "copy.pdf"
    page_of(hand).presenter.save_copy(target)
    hand.wait()

    assert target.read_bytes() == made.file.read_bytes()


def test_a_file_dropped_on_the_page_is_verified(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    made = issued(hand)
    page = page_of(hand)
    page.show_side("verify")
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(made.file))])
    page.verify.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            dragged,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    hand.wait()

    found = shown(hand)
    assert (found.title, found.serial) == ("真实有效", made.content.serial)
    assert all(check.passed for check in found.checks)
    assert "4.172 kgCO₂e" in [fact.value for fact in found.facts]


def test_a_changed_file_is_told_from_a_genuine_one(
    seat: Callable[[Database], Hand], certified: Database, tmp_path: Path
) -> None:
    hand = seat(certified)
    made = issued(hand)
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(made.file.read_bytes() + b"\n% saved again\n")
    page_of(hand).presenter.verify_file(changed)
    hand.wait()

    assert shown(hand).title == "文件被改动"
    assert [check.passed for check in shown(hand).checks].count(False) == 1


def test_a_scanned_code_is_verified_wherever_the_caret_is(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    made = issued(hand)
    hand.window.scan(qr_text(made.content, signing_key(certified)))
    hand.wait()

    assert page_of(hand).side == "verify"
    assert shown(hand).title == "真实有效"


def test_a_mistyped_code_has_no_valid_signature(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    made = issued(hand)
    text = qr_text(made.content, signing_key(certified))
    swapped = "A" if text[-2] != "A" else "B"
    page_of(hand).show_side("verify")
    page_of(hand).verify.edit.setText(text[:-2] + swapped + text[-1])
    hand.wait()

    assert shown(hand).title in {"签名不符", "不是证书"}
    assert "不" in page_of(hand).verify.result.accessibleName()


def test_what_is_no_certificate_is_said_so(hand: Hand) -> None:
    hand.window.navigate("verify")
    page_of(hand).show_side("verify")
    hand.enter("12345")

    assert shown(hand).title == "不是证书"


def test_a_viewer_verifies_and_does_not_issue(
    seat: Callable[..., Hand], small: Database
) -> None:
    hand = seat(small, Role.VIEWER)
    hand.window.navigate("verify")
    hand.wait()

    assert page_of(hand).side == "verify"
    assert not page_of(hand).presenter.may_issue


def test_the_page_stands_after_a_change_of_language(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    made = issued(hand)
    hand.window._settings.language = language.EN
    hand.wait()
    hand.wait()

    assert page_of(hand).presenter.made == made
    assert page_of(hand).preview.isVisible()


def test_every_control_of_the_page_has_a_name(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    issued(hand)
    sides = [nameless(page_of(hand))]
    page_of(hand).show_side("verify")
    sides.append(nameless(page_of(hand)))

    assert sides == [[], []]


def test_the_page_fits_a_small_screen(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    hand.window.resize(1366, 690)
    issued(hand)

    assert hand.window.size() == QSize(1366, 690)


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_verdict(reason: Reason) -> None:
    found = verdict(Verification(reason, serial="ZQ-2026-0012-000001-1"))

    assert found.title
    assert found.sentence
    assert found.icon
