"""The explanation of one stored number, laid over the right side of a leaf."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent

from carbon_points.common.ids import id_text
from carbon_points.methodology.contract import Calculation
from ui.audit_desk import rehearsal_work
from ui.audit_desk.rehearsal_words import grams
from ui.shared import language
from ui.shared.tokens import px
from ui.shared.why import why
from ui.shared.why_panel import WhyPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from carbon_points.crediting.explain import Corrected
    from carbon_points.crediting.explain import Explained
    from carbon_points.security.chain import Caller
    from ui.shared.page import Context

_WIDTH = 420


class WhyOver(WhyPanel):
    """Opens on an action, closes with Esc."""

    def __init__(
        self, context: Context, over: QWidget, caller: Callable[[], Caller]
    ) -> None:
        super().__init__()
        self.setParent(over)
        self._context, self._over, self._caller = context, over, caller
        self.as_drawer(drawer=True)
        self.closed.connect(self.hide)
        self.methodology_wanted.connect(lambda: context.navigate("methodologies"))
        over.installEventFilter(self)
        self.hide()

    def open(self, action_id: int) -> None:
        """Explain an action."""
        work = rehearsal_work.explained
        self._context.tasks.start(
            partial(_last, work, self._context.database, self._caller(), action_id),
            self._show,
            self._context.frame.show_error,
            owner=self,
            key="audit.why",
        )

    def escape(self) -> bool:
        """Close it; False if it is not there."""
        there = not self.isHidden()
        self.hide()
        return there

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _show(self, found: Explained) -> None:
        self.clear()
        if isinstance(found.answer, Calculation):
            spoken = language.in_force()
            shown = why(
                found.methodology, found.version, found.answer, spoken, found.inputs
            )
            said = tuple(self._said(each) for each in found.corrections)
            self.show_why(replace(shown, flags=(*shown.flags, *said)))
        self._place()
        self.show()
        self.raise_()
        self.take_focus()

    def _said(self, each: Corrected) -> str:
        """Which action was corrected into which."""
        text = self.tr("按变更 {change} 更正：{old} {before} g → {new} {after} g")
        return text.format(
            old=id_text(each.action_id),
            before=grams(each.before_mg),
            change=id_text(each.change_id),
            new=id_text(each.replacement_id),
            after=grams(each.after_mg),
        )

    def _place(self) -> None:
        room = self._over.rect()
        width = min(px(_WIDTH), room.width())
        self.setGeometry(room.right() - width + 1, 0, width, room.height())


def _last(work: Callable[..., Any], *given: object) -> Any:
    return work(*given[:-1])
