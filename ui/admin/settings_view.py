"""The settings of this work place: every change is in force at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.admin.settings_about import AboutSection
from ui.admin.settings_devices import DevicesSection
from ui.admin.settings_display import DisplaySection
from ui.admin.settings_security import SecuritySection
from ui.shared.notices import EmptyState
from ui.shared.page import Command
from ui.shared.page import Role
from ui.shared.tokens import px
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import search_box
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from ui.admin.settings_parts import Section
    from ui.shared.page import Context

_WIDTH = 860
_FILLED_MS = 2_000
"""By then every section has read what it shows."""


class SettingsView(QWidget):
    """A search box on top, the sections below it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.search = search_box(self.tr("查找设置"))
        self.search.textChanged.connect(self._filter)
        self.sections = _sections(context)
        self._nothing = EmptyState(self.tr("没有这样的设置。清除查找词看全部。"))
        self._nothing.offer(self.tr("清除"), self.search.clear)
        self._nothing.hide()
        inside = QWidget()
        list_ = column(*self.sections, self._nothing, gap=12)
        sheet = column(list_, STRETCH, margins=(12, 2, 12, 12), gap=12)
        sheet.setSizeConstraint(sheet.SizeConstraint.SetMinimumSize)
        inside.setLayout(sheet)
        inside.setMaximumWidth(px(_WIDTH))
        self._scroll = scrolling(inside)
        self._aim: Section | None = None
        self._aiming = QTimer(self, singleShot=True, interval=_FILLED_MS)
        self._aiming.timeout.connect(self._lose_aim)
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, _most: self._scroll_to_aim())
        bar.actionTriggered.connect(lambda _action: self._lose_aim())
        self.search.setMinimumWidth(px(220))
        ways = [self._way(section) for section in self.sections]
        head = row(self.search, *ways, STRETCH, margins=(12, 12, 12, 6), gap=6)
        self.setLayout(column(head, (self._scroll, 1), gap=0))
        self.setFocusProxy(self.search)

    def arrive(self, section: str = "") -> None:
        """Show one section, if another page says which."""
        wanted = next((one for one in self.sections if one.name == section), None)
        if wanted is not None:
            self.go_to(wanted)

    def go_to(self, section: Section) -> None:
        """Scroll to a section, also when those above it still fill up."""
        self.search.clear()
        self._aim = section
        self._aiming.start()
        # What was just built has no height before the event loop turns.
        QTimer.singleShot(0, section, self._scroll_to_aim)

    def scan(self, text: str) -> None:
        """A reader works: the test box says how it looked."""
        for section in self.sections:
            if isinstance(section, DevicesSection):
                section.reader.scanned(text)

    def escape(self) -> bool:
        """Close the innermost form; then show all sections again."""
        if any(section.escape() for section in self.sections):
            return True
        searched = bool(self.search.text())
        self.search.clear()
        return searched

    def commands(self) -> list[Command]:
        """The sections, for the palette."""
        return [
            Command(section.title, partial(self.go_to, section), icon="settings")
            for section in self.sections
        ]

    def snapshot(self) -> object:
        """How far it is scrolled, what is searched for, and every open form."""
        kept = {one.name: one.typed() for one in self.sections}
        forms = {name: state for name, state in kept.items() if state is not None}
        return self._scroll.verticalScrollBar().value(), self.search.text(), forms

    def restore(self, state: object) -> None:
        """Go back there."""
        if isinstance(state, tuple):
            at, search, forms = state
            self.search.setText(str(search))
            for section in self.sections:
                if section.name in forms:
                    section.put_back(forms[section.name])
            bar = self._scroll.verticalScrollBar()
            QTimer.singleShot(0, bar, lambda: bar.setValue(at))

    def _way(self, section: Section) -> Choice:
        made = Choice(section.title)
        made.setCheckable(False)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda _checked: self.go_to(section))
        return made

    def _scroll_to_aim(self) -> None:
        if self._aim is not None:
            self._scroll.verticalScrollBar().setValue(self._aim.y())

    def _lose_aim(self) -> None:
        self._aim = None

    def _filter(self, typed: str) -> None:
        words = typed.lower().split()
        for section in self.sections:
            found = section.words
            section.setVisible(all(word in found for word in words))
        shown = any(not section.isHidden() for section in self.sections)
        self._nothing.setVisible(not shown)


def _sections(context: Context) -> list[Section]:
    made: list[Section] = [DisplaySection(context), DevicesSection(context)]
    has_books = hasattr(context.database, "reading")
    if has_books and Role.ADMIN in context.operator.roles:
        # Not at the top: the window paints before the database layer is imported.
        from ui.admin.settings_people import PeopleSection  # noqa: PLC0415

        made.append(PeopleSection(context))
    made.append(SecuritySection(context))
    if has_books:
        from ui.admin.settings_backup import BackupSection  # noqa: PLC0415
        from ui.admin.settings_data import DataSection  # noqa: PLC0415

        made.append(DataSection(context))
        if {Role.WORKER, Role.AUDITOR, Role.ADMIN} & set(context.operator.roles):
            made.append(BackupSection(context))
        if Role.ADMIN in context.operator.roles:
            from ui.admin.settings_keys import KeysSection  # noqa: PLC0415
            from ui.admin.settings_signing import SigningSection  # noqa: PLC0415

            made.append(KeysSection(context))
            made.append(SigningSection(context))
        if {Role.AUDITOR, Role.ADMIN} & set(context.operator.roles):
            from ui.admin.settings_retention import RetentionSection  # noqa: PLC0415

            made.append(RetentionSection(context))
    return [*made, AboutSection()]
