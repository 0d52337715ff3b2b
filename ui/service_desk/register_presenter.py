"""Registering without its widgets: what is known beforehand, who may be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from ui.service_desk import register_work
from ui.shared.dates import today
from ui.shared.desk import caller_of

if TYPE_CHECKING:
    from carbon_points.participants.twins import Twin
    from carbon_points.security.chain import Caller
    from ui.shared.page import Context


class RegisterPresenter(QObject):
    """Asks the core; every answer arrives as a signal."""

    setting_known = Signal(object)
    """A `register_work.Setting`."""

    twins_known = Signal(str, str, object)
    """(name, phone, the `Twin`s)"""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    def load_setting(self) -> None:
        """Ask for what a registration begins with; `setting_known` follows."""
        db, by = self._context.database, self._caller()
        self._context.tasks.start(
            lambda _progress: register_work.setting(db, by),
            self.setting_known.emit,
            self._context.frame.show_error,
            owner=self,
            key="register/setting",
        )

    def look_for_twins(self, kind: str, name: str, phone: str) -> None:
        """Ask who has this name and telephone; `twins_known` follows."""
        db, by = self._context.database, self._caller()

        def tell(found: tuple[Twin, ...]) -> None:
            self.twins_known.emit(name, phone, found)

        self._context.tasks.start(
            lambda _progress: register_work.twins(db, by, kind, name, phone),
            tell,
            self._context.frame.show_error,
            owner=self,
            key="register/twins",
        )

    def _caller(self) -> Caller:
        return caller_of(self._context.operator.login, today())
