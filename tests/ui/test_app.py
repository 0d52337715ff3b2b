"""The program as a whole: every page in every look, start and end."""

from __future__ import annotations

import logging
import subprocess
import sys
from itertools import product
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMessageLogContext
from PySide6.QtCore import QTimer
from PySide6.QtCore import QtMsgType
from PySide6.QtGui import QAccessible
from PySide6.QtGui import QFontMetrics
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton
from PySide6.QtWidgets import QAbstractItemView
from PySide6.QtWidgets import QAbstractSpinBox
from PySide6.QtWidgets import QComboBox
from PySide6.QtWidgets import QHeaderView
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QPlainTextEdit
from PySide6.QtWidgets import QWidget

from carbon_points.common.problems import DatabaseUnusableError
from tests.ui.windows import to_front
from ui import app
from ui.shared import desk
from ui.shared import language
from ui.shared.fonts import font
from ui.shared.page import Opened
from ui.shared.page import Operator
from ui.shared.page import Role
from ui.shared.pictures import settle
from ui.shared.settings import Theme
from ui.shared.tokens import px
from ui.shared.tokens import TextSize

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow

EVERY_ROLE = Operator("all", "王芳", tuple(Role))
LOOKS = [
    *product([(1366, 690)], [TextSize.NORMAL, TextSize.LARGE]),
    *product([(1920, 1080)], list(TextSize)),
]
CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)


@pytest.fixture
def opened(busy: Database) -> Opened:
    """A district with a little of everything, and one person in every role."""
    found = desk.opened(busy)
    return Opened(found.handle, (EVERY_ROLE,), demo=True, set_up_mode=True)


def window_of(
    qtbot: QtBot, settings: Settings, tasks: TaskRunner, size: tuple[int, int]
) -> MainWindow:
    made = app.make_window(settings, tasks)
    qtbot.addWidget(made)
    return to_front(qtbot, made, size)


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("room", LOOKS)
def test_every_page_fits_in_every_look(
    qtbot: QtBot,
    settings: Settings,
    tasks: TaskRunner,
    opened: Opened,
    room: tuple[tuple[int, int], TextSize],
    theme: Theme,
) -> None:
    size, settings.text_size = room
    settings.theme = theme
    window = window_of(qtbot, settings, tasks, size)
    window.show_opened(opened)
    too_large = {}

    for id_ in window.page_ids:
        window.navigate(id_)
        settle(tasks, 0.01)
        least = window.minimumSizeHint()
        if least.width() > size[0] or least.height() > size[1]:
            too_large[id_] = (least.width(), least.height())

    assert too_large == {}


@pytest.mark.usefixtures("application")
def test_every_control_has_a_name_for_screen_readers(
    qtbot: QtBot, settings: Settings, tasks: TaskRunner, opened: Opened
) -> None:
    window = window_of(qtbot, settings, tasks, (1366, 768))
    window.show_opened(opened)
    nameless = []

    for id_ in window.page_ids:
        window.navigate(id_)
        settle(tasks, 0.01)
        nameless += [
            f"{id_}: {type(control).__name__} {control.objectName()}"
            for control in window.findChildren(QWidget)
            if needs_name(control) and not said(control)
        ]

    assert nameless == []


def needs_name(control: QWidget) -> bool:
    part_of_another = isinstance(control.parentWidget(), QComboBox | QLineEdit)
    return (
        isinstance(control, CONTROLS)
        and control.isVisible()
        and not part_of_another
        and not isinstance(control, QHeaderView)
        and not control.objectName().startswith("qt_")
    )


def said(control: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(control)
    return interface.text(QAccessible.Text.Name)


@pytest.mark.parametrize("spoken", [language.ZH, language.EN])
def test_the_words_of_the_rail_fit_on_it(
    application: QApplication, spoken: str
) -> None:
    del application
    language.use(spoken)
    metrics = QFontMetrics(font(12))

    too_long = [p.name for p in app.PAGES if metrics.horizontalAdvance(p.name) > px(64)]

    assert too_long == []


def test_who_has_two_roles_sees_both_sets_in_order() -> None:
    ids = app.rail_of((Role.WORKER, Role.AUDITOR))
    wanted = [*app.ORDER[Role.WORKER], *app.ORDER[Role.AUDITOR], "settings"]

    assert list(ids) == [i for i in dict.fromkeys(wanted) if i in ids]
    assert app.rail_of((Role.VIEWER,))[-1] == "settings"


def test_every_page_has_its_own_id_and_an_initial_for_each_character() -> None:
    ids = [page.id for page in app.PAGES]

    assert len(ids) == len(set(ids))
    assert all(
        len(page.initials) == len(page.title) for page in app.PAGES if page.roles
    )


def test_the_program_runs_until_the_window_is_closed(
    qtbot: QtBot,
    application: QApplication,
    opened: Opened,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    windows: list[MainWindow] = []
    make = app.make_window

    def note(settings: Settings, tasks: TaskRunner) -> MainWindow:
        windows.append(make(settings, tasks))
        return windows[0]

    def leave_when_open() -> None:
        qtbot.waitUntil(lambda: bool(windows[0].page_ids[1:]), timeout=10_000)
        windows[0].close()

    monkeypatch.setattr(app, "make_window", note)
    QTimer.singleShot(0, leave_when_open)

    assert app.run(lambda: opened) == 0
    assert app.make_application() is application
    windows[0].deleteLater()


@pytest.mark.usefixtures("application")
def test_a_closed_database_leaves_a_window_that_says_so(
    qtbot: QtBot, settings: Settings, tasks: TaskRunner
) -> None:
    def refuse() -> Opened:
        code = "DB_EXISTS"
        raise DatabaseUnusableError(code, file="a.db")

    window = window_of(qtbot, settings, tasks, (1366, 768))
    app._open(window, tasks, refuse)
    qtbot.waitUntil(lambda: bool(window.message))

    pages = {page.id: page for page in app.PAGES}
    assert "settings" in window.page_ids
    assert not any(pages[id_].needs_database for id_ in window.page_ids)


@pytest.mark.usefixtures("application")
def test_pictures_of_pages_are_taken_without_a_display(
    tmp_path: Path, opened: Opened
) -> None:
    made = app.screenshots(
        tmp_path / "pictures",
        lambda: opened,
        pages=["settings"],
        sizes=[(1366, 690)],
        themes=[Theme.LIGHT, Theme.DARK],
        languages=[language.EN],
    )

    sizes = {(i.width(), i.height()) for i in map(QImage, map(str, made))}
    assert [file.name for file in made] == [
        "settings-1366x690-light-en.png",
        "settings-1366x690-dark-en.png",
    ]
    assert sizes == {(1366, 690)}


def test_the_first_window_needs_no_slow_library() -> None:
    code = (
        "import os, sys; os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "from pathlib import Path\n"
        "from ui import app\n"
        "from ui.shared.background import TaskRunner\n"
        "from ui.shared.settings import Settings\n"
        "application = app.make_application()\n"
        "window = app.make_window(Settings(Path(sys.argv[1])), TaskRunner())\n"
        "window.show(); application.processEvents()\n"
        "slow = {'pandas', 'numpy', 'alembic', 'pypinyin', 'reportlab', 'pypdfium2',"
        " 'sqlalchemy', 'openpyxl', 'PySide6.QtPrintSupport'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )

    printed = subprocess.run(  # noqa: S603  (ourselves)
        [sys.executable, "-c", code, "/nonexistent/desk.ini"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert printed.stdout.strip() == "[]"


def test_the_demo_is_opened_where_there_is_no_database_yet(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, small_district: Path
) -> None:
    database = next(small_district.rglob("*.db"))
    made: list[Path] = []

    def found(path: Path) -> None:
        made.append(path)

    monkeypatch.setattr(desk, "desk_path", lambda: tmp_path / "none.db")
    monkeypatch.setattr(desk, "demo_path", lambda: database)
    monkeypatch.setattr(desk, "_found_demo", found)

    opened = desk.open_desk()
    opened.handle.close()

    assert made == []
    assert {role for seat in opened.operators for role in seat.roles} == set(Role)
    assert opened.set_up_mode
    assert opened.saved_at is not None


def test_the_demo_is_made_on_first_use(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made: list[Path] = []

    class Closed:
        def close(self) -> None:
            made.append(tmp_path)

    def found(path: Path, _caller: object, _progress: object) -> Closed:
        made.append(path)
        return Closed()

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("carbon_points.exchange.demo.found_demo", found)
    monkeypatch.setattr(desk, "open_file", lambda path: path)

    desk.open_desk()

    assert made == [desk.demo_path(), tmp_path]
    assert desk.desk_path().name == "carbon-points.db"


def test_a_read_only_database_says_why(busy: Database) -> None:
    busy.read_only = True

    assert "只读" in desk.opened(busy).read_only


@pytest.mark.usefixtures("application")
def test_what_qt_complains_about_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    context = QMessageLogContext()

    with caplog.at_level(logging.WARNING, logger="carbon_points.desk"):
        app._log_of_qt(QtMsgType.QtWarningMsg, context, "odd")
        app._log_of_qt(QtMsgType.QtInfoMsg, context, "fine")

    assert [record.levelname for record in caplog.records] == ["WARNING"]
