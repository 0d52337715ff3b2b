"""Files, codes and serials that are brought to the desk are verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtCore import QPointF
from PySide6.QtCore import Qt
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDropEvent

from carbon_points.certificates.keys import signing_key
from carbon_points.certificates.qr import qr_text
from carbon_points.certificates.serial import serial as serial_of
from tests.ui.service_desk.certificates import issued
from tests.ui.service_desk.certificates import page_of
from tests.ui.service_desk.certificates import shown
from ui.shared.dates import today
from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from tests.ui.service_desk.hand import Hand


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
