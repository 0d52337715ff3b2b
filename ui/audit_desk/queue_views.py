"""Filters that an auditor keeps: chosen from a menu, named after what they narrow."""

from __future__ import annotations

import time
from functools import partial
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from carbon_points.security import drafts
from ui.audit_desk.queue_work import Wanted
from ui.shared.widgets import Button

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.security.drafts import Draft
    from ui.shared.page import Context

_FORM: Final = "audit.views"
"""Kept like a draft: sealed, by operator, in the programme's database."""


class Views(Button):
    """The kept views of whoever sits here."""

    chosen = Signal(object)
    """A `Wanted`."""

    told = Signal(str)
    """What was kept or forgotten."""

    def __init__(self, context: Context, now: Callable[[], tuple[str, Wanted]]) -> None:
        """`now`: the name and content of the filter as it stands."""
        super().__init__(self.tr("视图"), "filter")
        self._context, self._now = context, now
        self.kept: dict[str, Wanted] = {}
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill)
        self._load()

    def keep(self) -> None:
        """Keep the filter as it stands."""
        if not self._can_keep:
            return
        name, wanted = self._now()
        self.kept[name] = wanted
        self._save()
        self.told.emit(self.tr("已存为视图：{name}").format(name=name))

    def forget(self, name: str) -> None:
        """Keep it no longer."""
        self.kept.pop(name, None)
        self._save()
        self.told.emit(self.tr("已删除视图：{name}").format(name=name))

    def _fill(self) -> None:
        self._menu.clear()
        for name, wanted in self.kept.items():
            action = self._menu.addAction(name)
            action.triggered.connect(partial(self._choose, wanted))
        if self.kept:
            self._menu.addSeparator()
        keep = self._menu.addAction(self.tr("把当前筛选存为视图"))
        keep.triggered.connect(lambda _on: self.keep())
        keep.setEnabled(self._can_keep)
        if self.kept and self._can_keep:
            less = self._menu.addMenu(self.tr("删除视图"))
            for name in self.kept:
                less.addAction(name).triggered.connect(partial(self._forget, name))

    @property
    def _can_keep(self) -> bool:
        db = self._context.database
        return db is not None and not db.read_only

    def _choose(self, wanted: Wanted, _on: object = None) -> None:
        self.chosen.emit(wanted)

    def _forget(self, name: str, _on: object = None) -> None:
        self.forget(name)

    def _load(self) -> None:
        db, login = self._context.database, self._context.operator.login
        if db is not None:
            self._context.tasks.start(
                lambda _: drafts.load(db, login, _FORM), self._loaded, owner=self
            )

    def _loaded(self, found: Draft | None) -> None:
        stored: dict[str, dict[str, Any]] = dict(found.content) if found else {}
        self.kept = {name: Wanted(**each) for name, each in stored.items()}

    def _save(self) -> None:
        db, login = self._context.database, self._context.operator.login
        content = {name: _plain(wanted) for name, wanted in self.kept.items()}
        now = int(time.time())
        self._context.tasks.start(
            lambda _: drafts.save(db, login, _FORM, content, now), owner=self
        )


def _plain(wanted: Wanted) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in Wanted.__dataclass_fields__}
