"""Certificates at the desk: issued, seen, saved and verified."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace
from typing import Any
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtCore import QPointF
from PySide6.QtCore import QSize
from PySide6.QtCore import Qt
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDropEvent

from carbon_points.audit.service import approve
from carbon_points.certificates.keylist import ListedKey
from carbon_points.certificates.keylist import Revocation
from carbon_points.certificates.keylist import RevocationReason
from carbon_points.certificates.keys import signing_key
from carbon_points.certificates.qr import qr_text
from carbon_points.certificates.serial import serial as serial_of
from carbon_points.certificates.trust import TrustedKey
from carbon_points.certificates.verify import Reason
from carbon_points.certificates.verify import Verification
from carbon_points.common.problems import UserError
from carbon_points.crediting.desk import log
from carbon_points.crediting.desk import Wanted
from tests.deeds import person
from tests.districts import as_of
from tests.ui.service_desk.hand import CTRL
from tests.ui.service_desk.hand import nameless
from tests.ui.service_desk.tray import Tray
from ui.service_desk import certificate_work
from ui.service_desk import papers_presenter
from ui.service_desk.certificate_view import CertificateView
from ui.service_desk.verdicts import verdict
from ui.shared import language
from ui.shared.dates import today
from ui.shared.page import Role
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from carbon_points.certificates.register import RegisterLine
    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand
    from ui.service_desk.certificate_work import Made
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


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch) -> Tray:
    """The printer of the page; no name is no printer."""
    made = Tray("激光打印机")
    monkeypatch.setattr(papers_presenter, "Printers", lambda: made.printers)
    return made


def page_of(hand: Hand) -> CertificateView:
    page = hand.window.page
    assert isinstance(page, CertificateView)
    return page


def issued(hand: Hand) -> Made:
    """From the page of certificates to the finished paper, with keys alone."""
    hand.window.navigate("verify")
    hand.enter("0001")
    hand.commit()
    made = page_of(hand).presenter.made
    assert made is not None
    return made


def shown(hand: Hand) -> Verdict:
    return page_of(hand).presenter.verifications[0].verdict


def test_a_certificate_is_issued_and_shown(
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
    hand.window.navigate("verify")
    hand.enter("0002")
    hand.commit()

    panel = page_of(hand).panel
    assert "没有已核定的行为" in page_of(hand).bar.text
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
    assert all(check.passed is not False for check in found.checks)
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
    sides = []
    for side in ("issue", "register", "verify"):
        page_of(hand).show_side(side)
        hand.wait()
        sides.append(nameless(page_of(hand)))

    assert sides == [[], [], []]


def test_the_page_fits_a_small_screen(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    hand.window.resize(1366, 690)
    issued(hand)

    assert hand.window.size() == QSize(1366, 690)


def line_of(hand: Hand) -> RegisterLine:
    made = page_of(hand).presenter.made
    assert made is not None
    return made.line


def test_printing_issues_first_and_counts_what_came_out(
    seat: Callable[[Database], Hand], certified: Database, tray: Tray
) -> None:
    hand = seat(certified)
    hand.window.navigate("verify", participant_id=person(1))
    hand.wait()
    hand.press(Qt.Key.Key_P, CTRL)
    hand.wait()

    assert [name for name, _, _ in tray.out] == ["激光打印机"]
    assert (line_of(hand).state, line_of(hand).prints) == ("printed", 1)


def test_a_reprint_has_the_same_bytes_and_is_counted(
    seat: Callable[[Database], Hand], certified: Database, tray: Tray
) -> None:
    hand = seat(certified)
    made = issued(hand)
    for _ in range(3):
        hand.press(Qt.Key.Key_P, CTRL)
        hand.wait()

    assert {pdf for _, _, pdf in tray.out} == {made.file.read_bytes()}
    assert line_of(hand).reprints == 2


def test_a_silent_printer_takes_no_second_serial(
    seat: Callable[[Database], Hand], certified: Database, tray: Tray
) -> None:
    tray.answers = [None]
    hand = seat(certified)
    issued(hand)
    hand.press(Qt.Key.Key_P, CTRL)
    page = page_of(hand)

    assert "15 秒没有回音" in page.bar.text
    assert page.panel.came_out.hasFocus()
    assert line_of(hand).prints == 0
    page.panel.repeat.click()
    hand.wait()
    hand.wait()
    assert (line_of(hand).prints, len(tray.out)) == (1, 2)
    assert not page.bar.isVisible()


def test_without_a_printer_it_is_said_where_the_certificate_is(
    seat: Callable[[Database], Hand], certified: Database, tray: Tray
) -> None:
    tray.names = []
    hand = seat(certified)
    made = issued(hand)
    hand.press(Qt.Key.Key_P, CTRL)

    said = page_of(hand).bar.text.replace("\n", "")
    assert "没有找到打印机。证书已生成并保存到" in said
    assert str(made.file) in said
    assert not tray.out


def test_a_broken_printer_is_said_and_nothing_is_counted(
    seat: Callable[[Database], Hand], certified: Database, tray: Tray
) -> None:
    tray.answers = [OSError(5, "no paper")]
    hand = seat(certified)
    issued(hand)
    hand.press(Qt.Key.Key_P, CTRL)

    assert page_of(hand).bar.isVisible()
    assert line_of(hand).prints == 0


def test_a_printed_paper_is_handed_over(
    seat: Callable[[Database], Hand], certified: Database, tray: Tray
) -> None:
    hand = seat(certified)
    issued(hand)
    panel = page_of(hand).panel
    assert not panel.hand_over.isVisible()
    hand.press(Qt.Key.Key_P, CTRL)
    hand.wait()
    panel.hand_over.click()
    hand.wait()
    hand.wait()

    assert tray.out
    assert line_of(hand).state == "handed_over"
    assert not panel.hand_over.isVisible()


def test_the_register_lists_filters_and_opens(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    made = issued(hand)
    page = page_of(hand)
    page.show_side("register")
    hand.wait()
    model = page.register.model
    assert model.cell(0, 0) == made.content.serial
    assert model.rowCount() == 1
    page.register.validities["revoked"].click()
    hand.wait()
    assert model.rowCount() == 0
    page.register.clear_filter()
    hand.wait()
    hand.enter(made.content.serial[-6:])
    hand.wait()
    hand.press(Qt.Key.Key_Return)
    hand.wait()

    assert page.side == "issue"
    assert page.presenter.made is not None
    assert page.presenter.made.content.serial == made.content.serial
    assert page.preview.isVisible()


def test_an_empty_register_leads_to_the_first_certificate(hand: Hand) -> None:
    hand.window.navigate("verify")
    hand.wait()
    page = page_of(hand)
    page.show_side("register")
    hand.wait()
    assert page.register._first.isVisible()
    page.register.validities["revoked"].click()
    hand.wait()
    assert page.register._clear.isVisible()
    assert not page.register._first.isVisible()
    page.register.clear_filter()
    hand.wait()
    page.register._first.click()

    assert page.side == "issue"


def test_the_tab_counts_what_is_issued(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    issued(hand)
    hand.wait()

    assert page_of(hand)._tabs["register"].accessibleName() == "登记簿 1"


def test_a_register_that_cannot_be_read_says_so_and_can_be_tried_again(
    seat: Callable[[Database], Hand],
    certified: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hand = seat(certified)
    hand.window.navigate("verify")
    hand.wait()
    page = page_of(hand)

    def broken(*_: object) -> object:
        raise UserError("DB_LOCKED")

    with monkeypatch.context() as patch:
        patch.setattr(certificate_work, "listed", broken)
        page.show_side("register")
        hand.wait()
        said = page.register.bar.text
    [again] = [b for b in page.register.bar.findChildren(Button) if b.text()]
    again.click()
    hand.wait()

    assert "另一个程序" in said
    assert not page.register.bar.isVisible()


def test_a_typed_serial_is_verified_in_the_register(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    made = issued(hand)
    page_of(hand).show_side("verify")
    hand.enter(made.content.serial.lower())

    found = shown(hand)
    assert found.title == "真实有效"
    assert found.sentence.endswith(
        f"4.172 kgCO₂e，{today().isoformat()} 签发。内容与签名一致。"
    )
    assert found.checks[-1].name == "本机登记簿"
    assert found.checks[-1].detail == "在册；还没有打印"


def test_a_serial_that_is_mistyped_or_unknown_says_what_to_do(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    serial = issued(hand).content.serial
    page_of(hand).show_side("verify")
    wrong = serial[:-1] + str((int(serial[-1]) + 1) % 10)
    hand.enter(wrong)
    mistyped = shown(hand)
    page_of(hand).verify.edit.clear()
    hand.enter(serial_of("ZQ", 2026, 99, 7))

    assert mistyped.title == shown(hand).title == "查不到"
    assert "校验位对不上" in mistyped.sentence
    assert "登记簿里没有" in shown(hand).sentence


def test_who_may_not_look_people_up_is_asked_for_the_code(
    seat: Callable[..., Hand], certified: Database
) -> None:
    serial = issued(seat(certified)).content.serial
    hand = seat(certified, Role.VIEWER)
    hand.window.navigate("verify")
    hand.enter(serial)

    assert shown(hand).title == "查不到"
    assert "请扫二维码" in shown(hand).sentence


def test_a_replaced_certificate_names_the_new_one() -> None:
    out = Revocation(
        "ZQ-2026-0012-000001-4",
        dt.date(2026, 11, 20),
        RevocationReason.REPLACED,
        "ZQ-2026-0012-000002-2",
    )
    found = verdict(Verification(Reason.REPLACED, serial=out.serial, revocation=out))

    assert found.title == "已被替换"
    assert "ZQ-2026-0012-000002-2" in found.sentence


def test_a_revoked_certificate_says_since_when_and_why() -> None:
    out = Revocation(
        "ZQ-2026-0012-000001-4",
        dt.date(2026, 11, 20),
        RevocationReason.REVOKED,
        note="重复签发",
    )
    found = verdict(Verification(Reason.REVOKED, serial=out.serial, revocation=out))

    assert found.sentence == "签名真实，但该证书已于 2026-11-20 作废（重复签发）。"


def _listed(
    valid_to: dt.date | None = None, lost_from: dt.date | None = None
) -> TrustedKey:
    row = ListedKey(12, bytes(32), dt.date(2024, 1, 1), valid_to, lost_from)
    return TrustedKey(row, bytes(32), "章丘区", demo=False)


def test_a_lost_key_says_since_when_and_believes_nothing() -> None:
    key = _listed(lost_from=dt.date(2026, 11, 20))

    found = verdict(Verification(Reason.KEY_LOST, key=key))

    passed = {check.name: check.passed for check in found.checks}
    assert found.title == "钥匙已挂失"
    assert found.sentence.endswith("自 2026-11-20 起挂失。")
    assert passed["钥匙在签发日有效"] is False
    assert passed["数字签名与内容一致"] is None
    assert not found.facts


def test_a_key_outside_of_its_days_is_told_from_a_desk_that_is_unknown() -> None:
    key = _listed(valid_to=dt.date(2026, 11, 20))

    known = verdict(Verification(Reason.UNKNOWN_KEY, key=key))
    unknown = verdict(Verification(Reason.UNKNOWN_KEY))

    assert (known.title, unknown.title) == ("钥匙当日无效", "非本区签发")
    assert "签发方在公钥名单里" in known.sentence
    assert "不在本机的公钥名单里" in unknown.sentence
    days = {check.name: check.detail for check in known.checks}
    assert days["钥匙在签发日有效"] == "2024-01-01 → 2026-11-19"


@pytest.mark.parametrize("reason", [Reason.BAD_SIGNATURE, Reason.CONTENT_ALTERED])
def test_what_was_altered_is_no_proof(reason: Reason) -> None:
    sentence = verdict(Verification(reason)).sentence

    assert sentence == "签名对不上：二维码或内容被改动过，不能作为凭据。"


def test_a_demo_certificate_answers_that_it_is_one(
    seat: Callable[[Database], Hand], certified: Database
) -> None:
    hand = seat(certified)
    content = replace(issued(hand).content, demo=True)
    hand.window.scan(qr_text(content, signing_key(certified)))
    hand.wait()

    assert shown(hand).title == "演示"
    assert "不作凭据" in shown(hand).sentence


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_verdict(reason: Reason) -> None:
    found = verdict(Verification(reason, serial="ZQ-2026-0012-000001-1"))

    assert found.title
    assert found.sentence
    assert found.icon


def test_while_a_certificate_is_made_the_page_says_so(
    seat: Callable[[Database], Hand],
    certified: Database,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = threading.Event()
    make = certificate_work.issue_one

    def slowly(*args: Any) -> Made:
        gate.wait(10)
        return make(*args)

    monkeypatch.setattr(certificate_work, "issue_one", slowly)
    hand = seat(certified)
    hand.window.navigate("verify", participant_id=person(1))
    hand.wait()
    page = page_of(hand)
    page.commit()
    qtbot.waitUntil(page._loading.isVisible)
    gate.set()
    hand.wait()

    assert page.preview.isVisible()
    assert not page._loading.isVisible()
