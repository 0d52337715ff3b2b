"""What stands in a form is in the database soon after it was typed."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from carbon_points.security import drafts
from carbon_points.security.drafts import Draft
from ui.shared.drafting import DraftKeeper
from ui.shared.event_bridge import EventBridge
from ui.shared.page import Context
from ui.shared.page import Opened
from ui.shared.page import Operator
from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings


class Form(QObject):
    """A form with one field, and a window that hears of errors."""

    def __init__(self) -> None:
        super().__init__()
        self.typed: dict[str, Any] | None = {}
        self.errors: list[BaseException] = []

    def snapshot(self) -> dict[str, Any] | None:
        return dict(self.typed) if self.typed is not None else None

    def show_error(self, error: BaseException) -> None:
        self.errors.append(error)


@pytest.fixture
def form(tasks: TaskRunner) -> Iterator[Form]:
    assert not tasks.busy
    made = Form()
    yield made
    made.deleteLater()


@pytest.fixture
def keeper(
    form: Form, small: Database, tasks: TaskRunner, settings: Settings
) -> DraftKeeper:
    opened = Opened(small, ())
    context = Context(
        small,
        Operator("worker", "王芳", (Role.WORKER,)),
        tasks,
        EventBridge(opened.events),
        settings,
        form,  # type: ignore[arg-type]
        opened,
    )
    return DraftKeeper(context, "meters", form.snapshot, form)


def kept(db: Database) -> Any:
    found = drafts.load(db, "worker", "meters")
    return found.content if found else None


def test_what_was_typed_last_is_kept(
    form: Form, keeper: DraftKeeper, small: Database, qtbot: QtBot
) -> None:
    form.typed = {"reading": "1"}
    keeper.touched()
    form.typed = {"reading": "12"}
    keeper.touched()

    qtbot.waitUntil(lambda: kept(small) == {"reading": "12"})


def test_who_types_without_a_pause_is_kept_too(
    form: Form, keeper: DraftKeeper, small: Database, qtbot: QtBot
) -> None:
    def typed_on_until_kept() -> bool:
        form.typed = {"reading": "1" * (1 + len((form.typed or {}).get("reading", "")))}
        keeper.touched()
        return kept(small) is not None

    qtbot.waitUntil(typed_on_until_kept)  # asks again every few milliseconds


def test_an_empty_form_leaves_no_draft(
    form: Form, keeper: DraftKeeper, small: Database, tasks: TaskRunner, qtbot: QtBot
) -> None:
    form.typed = {"reading": "1"}
    keeper.flush()
    form.typed = None
    keeper.flush()
    qtbot.waitUntil(lambda: not tasks.busy)

    assert kept(small) is None


def test_an_earlier_draft_is_found(
    keeper: DraftKeeper, small: Database, tasks: TaskRunner, qtbot: QtBot
) -> None:
    drafts.save(small, "worker", "meters", {"reading": "7"}, 5)
    found: list[Draft] = []
    keeper.find(found.append)
    qtbot.waitUntil(lambda: not tasks.busy)

    assert found == [Draft({"reading": "7"}, 5)]


def test_the_last_letters_are_kept_when_the_program_ends(
    form: Form, keeper: DraftKeeper, small: Database
) -> None:
    form.typed = {"reading": "31"}
    keeper.touched()
    keeper.keep_now()

    assert kept(small) == {"reading": "31"}


def test_a_draft_that_cannot_be_kept_is_told_once(
    form: Form,
    keeper: DraftKeeper,
    small: Database,
    tasks: TaskRunner,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(drafts, "save", full)
    for number in range(3):
        form.typed = {"reading": str(number)}
        keeper.flush()
        qtbot.waitUntil(lambda: not tasks.busy)

    assert len(form.errors) == 1
    assert kept(small) is None
