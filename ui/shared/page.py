"""What a page is, what it is given, and what the window asks of it."""

from __future__ import annotations

import gc
import sys
from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from importlib import import_module
from typing import Any
from typing import Final
from typing import Protocol
from typing import TYPE_CHECKING

from carbon_points.common.events import Events
from ui.shared import language
from ui.shared.language import tr_later
from ui.shared.language import translated

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.shared.background import TaskRunner
    from ui.shared.event_bridge import EventBridge
    from ui.shared.messages import Message
    from ui.shared.settings import Settings


class Role(StrEnum):
    """Whose screens a person sees; the core decides what may be done."""

    WORKER = "worker"
    AUDITOR = "auditor"
    ADMIN = "admin"
    VIEWER = "viewer"


_ROLE_WORDS = {
    Role.WORKER: tr_later("roles", "登记员"),
    Role.AUDITOR: tr_later("roles", "审核员"),
    Role.ADMIN: tr_later("roles", "管理员"),
    Role.VIEWER: tr_later("roles", "只读"),
}


def role_word(role: Role) -> str:
    """The role in the language in force."""
    return translated("roles", _ROLE_WORDS[role])


@dataclass(frozen=True, slots=True)
class Operator:
    """Who sits here."""

    login: str
    """As the core knows the person."""

    name: str
    roles: tuple[Role, ...]

    @property
    def title(self) -> str:
        """``王芳（登记员）``."""
        words = language.listed(role_word(role) for role in self.roles)
        return translated("roles", tr_later("roles", "{name}（{roles}）")).format(
            name=self.name, roles=words
        )


NOBODY: Final = Operator("", "", ())
"""Before a page that stands alone."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What the window must know of the programme database that was opened."""

    handle: Any
    """Handed to the pages; the window does not look inside."""

    operators: tuple[Operator, ...]
    """Who may sit here; without passwords the first one does."""

    events: Events = field(default_factory=Events)
    demo: bool = False
    set_up_mode: bool = False
    """No password is set yet: anyone may act in any role."""

    encrypted: bool = True
    read_only: str = ""
    """Why nothing can be written; empty if it can."""

    broken_at: int = 0
    """The record of the chain that does not agree; nothing is written then."""

    reopen: Callable[[], Opened] | None = None
    """Opens it once more, perhaps for writing now."""

    was_left: bool = False
    """The program died with this database open."""

    service_point: str = ""
    saved_at: dt.datetime | None = None
    alone: str = ""
    """The page that stands alone at first: ``first_run``, ``lock``; empty for none."""


class Frame(Protocol):
    """What a page may ask of the window around it."""

    def navigate(self, page_id: str, **kwargs: Any) -> QWidget | None:
        """Show a page and hand it `kwargs` through its ``arrive``; None if hidden."""
        ...

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was just done, with a way back for eight seconds."""
        ...

    def show_message(self, message: Message) -> None:
        """Show a message at the top of the page."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Show what went wrong as a message; the log gets the rest."""
        ...

    def show_alone(self, page_id: str, back: str = "", **kwargs: Any) -> None:
        """Replace the whole screen by one page, e.g. the lock or the first run.

        Nobody sits before it; `back` is the page that Esc leads back to.
        """
        ...

    def enter(self, opened: Opened, operator: Operator) -> None:
        """Give the screen to this operator over what was opened."""
        ...

    def show_opened(self, opened: Opened) -> None:
        """Another database is open: its lock page, or its first operator."""
        ...

    def saved(self, at: dt.datetime) -> None:
        """Say in the top bar when the last entry was written."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a page is made with."""

    database: Any
    """`Opened.handle`; None on pages that need none."""

    operator: Operator
    tasks: TaskRunner
    bridge: EventBridge
    settings: Settings
    frame: Frame
    opened: Opened | None = None

    def navigate(self, page_id: str, **kwargs: Any) -> QWidget | None:
        """Show another page."""
        return self.frame.navigate(page_id, **kwargs)


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One entry of the rail and how its page is made, once it is first wanted.

    A page is a QWidget; it may have any of these methods, which the window calls:

    * ``arrive(**kwargs)``: it was navigated to, also when it was open already;
    * ``leave()``: another page is about to be shown;
    * ``pick(participant_id)``: work with this participant;
    * ``scan(text)``: a reader sent this text while the page was shown;
    * ``snapshot() -> object`` and ``restore(object)``: its state over a rebuild;
    * ``retranslate()``: write all texts anew; without it the page is rebuilt;
    * ``before_quit() -> Message | None``: why closing the program now loses work;
    * ``commit explain find_participant new_participant end_visit print_page undo redo
      escape``: the keys of the window, see ``keys.PAGE_KEYS``;
    * ``commands() -> list[Command]``: what the palette offers besides the pages.
    """

    id: str
    title: str
    """Chinese, marked with ``tr_later("pages", …)``."""

    icon: str
    roles: frozenset[Role]
    make: Callable[[Context], QWidget]
    initials: str = ""
    """Pinyin initials for the palette, e.g. ``fwt``."""

    needs_database: bool = True

    @property
    def name(self) -> str:
        """The title in the language in force."""
        return translated("pages", self.title)


EVERYONE = frozenset(Role)


def lazily(module: str, factory: str) -> Callable[[Context], QWidget]:
    """A maker that imports its page only when the page is wanted."""

    def make(context: Context) -> QWidget:
        if module not in sys.modules:
            import_module(module)
            # What was imported stays. A search for cycles that looked at all of it
            # would hold up the window for a tenth of a second, again and again.
            gc.freeze()
        made: QWidget = getattr(import_module(module), factory)(context)
        return made

    return make


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the palette."""

    title: str
    run: Callable[[], object]
    initials: str = ""
    icon: str = "arrow-right"
    note: str = ""
    """Quiet words at the right, e.g. a key."""
