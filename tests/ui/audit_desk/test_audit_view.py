"""The audit page turns its leaves, makes each once and keeps what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.audit_desk.audit_view import AuditView
from ui.audit_desk.queue_view import QueueView
from ui.audit_desk.queue_work import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.shared.window import MainWindow

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def audit(window: MainWindow) -> AuditView:
    """The whole page."""
    assert isinstance(window.page, AuditView)
    return window.page


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, ALT)


def test_a_leaf_is_made_when_it_is_first_turned_to(
    audit: AuditView, wait: Callable[[], None]
) -> None:
    before = set(audit._living)

    press(Qt.Key.Key_2)
    wait()
    second = audit.leaf
    press(Qt.Key.Key_1)
    wait()
    press(Qt.Key.Key_2)
    wait()

    assert before == {"queue"}
    assert audit.leaf_id == audit.leaf_specs[1].id
    assert audit.leaf is second


def test_the_filter_stands_beside_the_tabs_of_its_own_leaf_only(
    audit: AuditView, page: QueueView, wait: Callable[[], None]
) -> None:
    at_the_queue = page.corner.isVisible()

    audit.turn(audit.leaf_specs[-1].id)
    wait()

    assert at_the_queue
    assert not page.corner.isVisible()
    assert audit.leaf_tabs.checkedId() == len(audit.leaf_specs) - 1


def test_leaf_and_filter_come_back_when_the_window_is_built_anew(
    audit: AuditView, page: QueueView, wait: Callable[[], None]
) -> None:
    page.filter.choose(Wanted("doubtful", words="李"))
    wait()
    kept = audit.snapshot()

    again = AuditView(audit._context)
    again.restore(kept)
    wait()

    leaf = again.leaf
    assert isinstance(leaf, QueueView)
    assert leaf.filter.wanted == Wanted("doubtful", words="李")
    again.deleteLater()


def test_the_palette_offers_each_leaf_and_what_the_leaf_offers(
    audit: AuditView,
) -> None:
    titles = [command.title for command in audit.commands()]

    assert titles[0] == "队列"
    assert "按规则签批" in titles
