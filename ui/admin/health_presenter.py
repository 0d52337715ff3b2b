"""The health page's work: look, repair, hand out a bundle, lead to what helps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from ui.admin import health_work
from ui.admin.health_words import REMEDIES
from ui.admin.health_words import SAYS
from ui.admin.health_words import TITLES
from ui.admin.health_words import VERBS
from ui.shared.background import Lane
from ui.shared.desk import kept_path
from ui.shared.language import in_force
from ui.shared.language import translated
from ui.shared.page import Role
from ui.shared.printing import printer_names
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from pathlib import Path

    from carbon_points.integrity.starting import Repaired
    from carbon_points.storage.health import HealthCheck
    from carbon_points.storage.health import Words
    from ui.shared.page import Context

_SECTIONS: Final = {name: name for name in ("backup", "people", "keys", "signing")}
_FOR_ADMIN: Final = frozenset({"restore", *_SECTIONS})


@dataclass(frozen=True, slots=True)
class Finding:
    """One check as the page shows it."""

    name: str
    title: str
    tone: Tone
    says: str
    remedy: str
    act: str
    """What the button does; empty for no button."""

    verb: str


class HealthPresenter(QObject):
    """Asks the core in a lane; says what came of it."""

    looked = Signal(object)
    """A tuple of `Finding`, what needs somebody first."""

    failed = Signal(object)
    exported = Signal(object)
    repaired = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._checks: tuple[HealthCheck, ...] = ()
        self.printers: Callable[[], list[str]] = printer_names

    @property
    def database(self) -> object | None:
        """What is open; None where nothing could be opened."""
        handle = self._context.database
        return handle if hasattr(handle, "reading") else None

    @property
    def has_looked(self) -> bool:
        """Whether there is anything to show."""
        return bool(self._checks)

    @property
    def can_repair(self) -> bool:
        """Whether there is something open that can be written to."""
        return self.database is not None and not self._context.database.read_only

    def look(self) -> None:
        """Ask everything; `looked` follows."""
        path = self._context.settings.database or kept_path()
        work = partial(health_work.look, self.database, path, self.printers)
        self._start(work, self.take)

    def act(self, name: str) -> None:
        """Do what helps, or lead to where it is done."""
        if name == "repair":
            work = partial(health_work.repair, self._context.database)
            self._start(work, self._repaired)
        elif name == "restore":
            self._context.frame.show_alone("restore")
        else:
            self._context.navigate("settings", section=_SECTIONS[name])

    def export(self, target: Path) -> None:
        """Write the bundle for a helper; `exported` follows."""
        login = self._context.operator.login
        work = partial(health_work.export, self.database, target, self._checks, login)
        self._start(work, self.exported.emit)

    def _start(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        """In the long lane: of a million people it counts and reads for seconds."""
        self._context.tasks.start(
            lambda _progress: work(), done, self.failed.emit, owner=self, lane=Lane.LONG
        )

    def take(self, checks: tuple[HealthCheck, ...]) -> None:
        """Show what was found; `looked` follows."""
        self._checks = checks
        found = [self._finding(check) for check in checks]
        grave = (Tone.BAD, Tone.WARN, Tone.OK)
        self.looked.emit(tuple(sorted(found, key=lambda f: grave.index(f.tone))))

    def _repaired(self, done: Repaired) -> None:
        self.repaired.emit(done)
        self.look()

    def _finding(self, check: HealthCheck) -> Finding:
        tone = Tone.BAD
        if check.ok:
            tone = Tone.WARN if check.remedy else Tone.OK
        title = TITLES.get(check.name)
        act = check.act if self._may(check.act) else ""
        return Finding(
            check.name,
            translated("health", title) if title else check.name,
            tone,
            _said(SAYS, check, check.says),
            _said(REMEDIES, check, check.remedy),
            act,
            translated("health", VERBS[act]) if act else "",
        )

    def _may(self, act: str) -> bool:
        if act == "repair":
            return self.can_repair
        if act in _FOR_ADMIN:
            seated = Role.ADMIN in self._context.operator.roles
            return seated or (act == "restore" and self.database is None)
        return False


def _said(own: Mapping[tuple[str, str], str], check: HealthCheck, words: Words) -> str:
    """What the core says, or the window's own words for it, as a line of its own.

    The core's words are the command line's as well: who sits at a desk has pages.
    """
    if words and (found := own.get((check.name, check.act))):
        return translated("health", found)
    said = words.said(in_force())
    return f"{said[:1].upper()}{said[1:]}"
