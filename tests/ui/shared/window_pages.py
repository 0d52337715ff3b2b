"""Pages that note what they are asked, for a window without the program's own."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QVBoxLayout
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import ZONE
from ui.shared.page import Command
from ui.shared.page import EVERYONE
from ui.shared.page import Opened
from ui.shared.page import Operator
from ui.shared.page import PageSpec
from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.shared.page import Context
    from ui.shared.window import MainWindow

WANG = Operator("worker", "王芳", (Role.WORKER,))
LIU = Operator("auditor", "刘洋", (Role.AUDITOR,))
OPENED = Opened(
    "database",
    (WANG, LIU),
    demo=True,
    set_up_mode=True,
    service_point="双山街道便民服务中心 · 2 号窗口",
    saved_at=dt.datetime(2026, 11, 20, 10, 42, tzinfo=ZONE),
)


class Page(QWidget):
    """A page that notes what it is asked for."""

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self.context = context
        self.name = name
        self.calls: list[object] = []
        self.field = QLineEdit()
        self.field.setAccessibleName("备注")
        self.setLayout(layout := QVBoxLayout())
        layout.addWidget(self.field)
        self.setFocusProxy(self.field)

    def arrive(self, **kwargs: Any) -> None:
        if kwargs:
            self.calls.append(kwargs)

    def leave(self) -> None:
        self.calls.append("leave")

    def snapshot(self) -> object:
        return self.field.text()

    def restore(self, state: object) -> None:
        self.field.setText(str(state))


class ServicePage(Page):
    """The service desk of a test: it has every key."""

    def scan(self, text: str) -> None:
        self.calls.append(text)

    def find_participant(self) -> None:
        self.calls.append("find")

    def commit(self) -> None:
        self.calls.append("commit")

    def undo(self) -> None:
        self.calls.append("undo")

    def escape(self) -> bool:
        self.calls.append("escape")
        return len(self.calls) < 2

    def commands(self) -> list[Command]:
        return [Command("打印证书", self.print_page, "dyzs")]

    def print_page(self) -> None:
        self.calls.append("print")


class LastingPage(Page):
    """A page that writes its texts anew by itself."""

    def retranslate(self) -> None:
        self.calls.append("retranslate")


def broken(_context: Context) -> QWidget:
    raise ZeroDivisionError


BOTH = frozenset({Role.WORKER, Role.AUDITOR})


def spec(
    id_: str,
    title: str,
    roles: frozenset[Role],
    kind: type[Page] = Page,
    initials: str = "",
    *,
    alone: bool = False,
) -> PageSpec:
    return PageSpec(
        id_,
        title,
        "leaf",
        roles,
        lambda context: kind(context, id_),
        initials,
        needs_database=not alone,
    )


PAGES = (
    spec("service", "服务台", frozenset({Role.WORKER}), ServicePage, "fwt"),
    spec("audit", "审核", frozenset({Role.AUDITOR})),
    spec("verify", "证书核验", BOTH, LastingPage, "zshy"),
    PageSpec("broken", "坏页", "x", BOTH, broken),
    spec("settings", "设置", EVERYONE, alone=True),
    spec("lock", "锁屏", frozenset(), alone=True),
)


def rail_of(roles: Sequence[Role]) -> Sequence[str]:
    return [page.id for page in PAGES if page.roles.intersection(roles)]


def shown(window: MainWindow) -> Page:
    page = window.page
    assert isinstance(page, Page)
    return page


def press(window: QWidget, key: Qt.Key, *, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier
    held = modifier.ControlModifier if control else modifier.NoModifier
    QTest.keyClick(window, key, held)
