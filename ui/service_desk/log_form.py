"""The form of one action, made from what its methodology declares."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtCore import QSignalBlocker
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carbon_points.methodology.contract import FactorNotFoundError
from carbon_points.methodology.contract import FieldType
from carbon_points.methodology.contract import Kind
from carbon_points.methodology.texts import texts_of
from ui.shared import language
from ui.shared.amounts import amount_text
from ui.shared.fields import FieldForm
from ui.shared.widgets import column
from ui.shared.widgets import empty

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from carbon_points.methodology.contract import Field
    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.contract import Register

REFERENCE: Final = "evidence_ref"
"""The field that makes an action unique."""


class LogForm(QWidget):
    """Holds the form of the chosen kind; nothing while none is chosen."""

    changed = Signal()
    finished = Signal()
    """Enter in the last field."""

    def __init__(self, now: Callable[[], dt.date]) -> None:
        super().__init__()
        self._now = now
        self._box = column(gap=0)
        self.setLayout(self._box)
        self._form: FieldForm | None = None
        self._blank: object = None
        self.methodology: Methodology | None = None

    def show_kind(
        self, methodology: Methodology, register: Register, kind: str
    ) -> None:
        """Ask for an action of this methodology by a participant of this kind."""
        self.clear()
        today = self._now()
        texts = texts_of(methodology, language.in_force())
        fields = [_at_the_desk(methodology, f) for f in methodology.current.fields]
        notes = {
            field.name: note
            for field in fields
            if (note := _note(methodology, field, register, kind, today))
        }
        form = FieldForm(fields, texts, notes, self._now)
        form.fill(
            {methodology.dated_by: today.isoformat()} if _by_day(methodology) else {}
        )
        form.changed.connect(self.changed)
        form.finished.connect(self.finished)
        self._box.addWidget(form)
        self._form, self.methodology = form, methodology
        self._blank = form.snapshot()

    def renew(self) -> None:
        """Empty the form for another action of the same kind."""
        if self._form is not None:
            with QSignalBlocker(self._form):
                self._form.restore(self._blank)
            self._form.show_problems({})

    def clear(self) -> None:
        """Show nothing."""
        empty(self._box)
        self._form = self.methodology = None

    @property
    def inputs(self) -> dict[str, Any]:
        """The values as a vector holds them."""
        return self._form.values if self._form else {}

    @property
    def missing(self) -> tuple[str, ...]:
        """The labels of what is still needed."""
        return self._form.missing if self._form else ()

    def label(self, name: str) -> str:
        """What a field is called."""
        if self.methodology is None:
            return name
        return texts_of(self.methodology, language.in_force()).field(name)

    def show_problem(self, name: str = "", sentence: str = "") -> None:
        """Say at a field what is wrong with it, and nothing at the others."""
        if self._form is not None:
            self._form.show_problems({name: sentence} if name else {})

    def focus_field(self, name: str) -> None:
        """Put the caret into a field."""
        if self._form is not None:
            self._form.focus_field(name)

    def focus_first_empty(self) -> None:
        """Put the caret where the first thing is missing."""
        if self._form is not None:
            self._form.focus_first_empty()

    def snapshot(self) -> object:
        """What was entered; None if nothing was."""
        form = self._form
        return form.snapshot() if form and not form.is_untouched else None

    def restore(self, state: object) -> None:
        """Enter it again."""
        if self._form is not None:
            self._form.restore(state)


def _by_day(methodology: Methodology) -> bool:
    types = {field.name: field.type for field in methodology.current.fields}
    return types.get(methodology.dated_by) is FieldType.DATE


def _is_made_here(methodology: Methodology, field: Field) -> bool:
    """Whether the desk itself makes the number of an action.

    What is weighed at the desk is known by its day; a trip or a metered period has an
    order or a sheet with a number of its own, by which others would report it, too.
    """
    at_the_desk = methodology.kind is Kind.EVENT and _by_day(methodology)
    return at_the_desk and field.name == REFERENCE


def _at_the_desk(methodology: Methodology, field: Field) -> Field:
    made_here = _is_made_here(methodology, field)
    return replace(field, required=False) if made_here else field


def _note(
    methodology: Methodology, field: Field, register: Register, kind: str, day: dt.date
) -> str:
    """What stands below a field in place of its help."""
    if _is_made_here(methodology, field):
        return QCoreApplication.translate("LogForm", "不填则由本机编号")
    limit = _limit(register, field, kind, day)
    if not limit:
        return ""
    amount = amount_text(methodology, field, Fraction(limit))
    return QCoreApplication.translate("LogForm", "上限 {amount}").format(amount=amount)


def _limit(register: Register, field: Field, kind: str, day: dt.date) -> str:
    """The limit that the register states for a field, for this kind of participant."""
    for name in (field.limit, f"{field.limit}_{kind}"):
        try:
            return register.limit(name, day) if field.limit else ""
        except FactorNotFoundError:
            continue
    return ""
