"""试算与更正: what a change would do, its proposal and its confirmation by another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QStackedWidget
from PySide6.QtWidgets import QWidget

from ui.audit_desk import rehearsal_words as words
from ui.audit_desk.rehearsal_changes import ChangesPanel
from ui.audit_desk.rehearsal_form import RehearsalForm
from ui.audit_desk.rehearsal_presenter import RehearsalPresenter
from ui.audit_desk.rehearsal_result import RehearsalResult
from ui.audit_desk.why_over import WhyOver
from ui.shared import dates
from ui.shared.errors import message_for
from ui.shared.page import Command
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.tokens import Width
from ui.shared.tokens import width_of
from ui.shared.widgets import box
from ui.shared.widgets import Choice
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent
    from PySide6.QtGui import QResizeEvent

    from carbon_points.audit.change_list import ChangeEntry
    from carbon_points.audit.changing import Confirmed
    from ui.audit_desk.rehearsal_form import Typed
    from ui.audit_desk.rehearsal_work import Choices
    from ui.audit_desk.rehearsal_work import Rehearsed
    from ui.shared.page import Context

_FORM = {Width.NARROW: 300, Width.NORMAL: 320, Width.WIDE: 360}
_TRY, _LIST = 0, 1


@dataclass(frozen=True, slots=True)
class _State:
    """What survives when the page is built anew."""

    part: int
    typed: Typed


class RehearsalView(QWidget):
    """Ctrl+Enter rehearses; F1 or Enter explains a line; Esc closes the explanation."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self.presenter = RehearsalPresenter(context, today)
        self.form = RehearsalForm(self.presenter.today)
        self.result = RehearsalResult()
        self.changes = ChangesPanel(self._confirms_alone())
        self.parts = QButtonGroup(self)
        self.corner = self._make_corner()
        self._stack = QStackedWidget()
        self._form_room = scrolling(box(row(self.form)))
        self._stack.addWidget(box(row(self._form_room, (self.result, 1), gap=12)))
        self._stack.addWidget(self.changes)
        self.setLayout(row((self._stack, 1)))
        self.why = WhyOver(context, self, self.presenter.caller)
        self._connect()
        self.presenter.refresh()

    # What the page asks of a leaf.

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would go there past what stands before it.
        super().focusInEvent(event)
        first = self.form.name if self._part == _TRY else self.changes.table
        first.setFocus(event.reason())

    def arrive(self, change_id: int = 0) -> None:
        """Come here, perhaps to one change."""
        if change_id:
            self.changes.choose(change_id)
            self.turn(_LIST)
        self.presenter.refresh()

    def commit(self) -> None:
        """Ctrl+Enter: rehearse what is typed."""
        if self._part == _TRY:
            self.form.ask()

    def explain(self) -> None:
        """F1: why the current line is what it is."""
        shown = self.result if self._part == _TRY else self.changes
        shown.explain_current()

    def escape(self) -> bool:
        """Esc: close the explanation."""
        return self.why.escape()

    def snapshot(self) -> _State:
        """What is looked at and typed."""
        return _State(self._part, self.form.snapshot())

    def restore(self, state: _State) -> None:
        """Look at the same again."""
        self.turn(state.part)
        self.form.restore(state.typed)

    def commands(self) -> list[Command]:
        """What the palette offers on this leaf."""
        return [
            Command(self.tr("试算变更"), lambda: self.turn(_TRY), "ssbg"),
            Command(self.tr("变更清单"), lambda: self.turn(_LIST), "bgqd"),
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._form_room.setFixedWidth(px(_FORM[width_of(event.size())]))

    @property
    def _part(self) -> int:
        return self.parts.checkedId()

    def turn(self, part: int) -> None:
        """Show the rehearsal or the list of changes."""
        self.parts.button(part).setChecked(True)
        self._stack.setCurrentIndex(part)

    # Parts.

    def _make_corner(self) -> QWidget:
        made = row(STRETCH, gap=6)
        for at, text in enumerate((self.tr("试算"), self.tr("变更清单"))):
            choice = Choice(text)
            self.parts.addButton(choice, at)
            made.addWidget(choice)
        self.parts.button(_TRY).setChecked(True)
        return box(made)

    def _confirms_alone(self) -> str:
        """Whose own proposals wait for somebody else; without passwords nobody's."""
        opened = self._context.opened
        set_up = opened is not None and opened.set_up_mode
        return "" if set_up else self._context.operator.login

    def _connect(self) -> None:
        presenter, form, changes = self.presenter, self.form, self.changes
        self.parts.idClicked.connect(self.turn)
        presenter.known.connect(self._known)
        presenter.rehearsed.connect(self._rehearsed)
        presenter.outdated.connect(self._outdated)
        presenter.opened.connect(changes.show_opened)
        presenter.proposed.connect(self._proposed)
        presenter.confirmed.connect(self._confirmed)
        presenter.dropped.connect(self._dropped)
        presenter.written.connect(self._written)
        presenter.began.connect(self._began)
        presenter.stepped.connect(self._stepped)
        presenter.ended.connect(self._ended)
        presenter.failed.connect(self._fail)
        presenter.refused.connect(self._fail)
        form.wanted.connect(presenter.rehearse)
        form.put_forward.connect(presenter.propose)
        form.stopped.connect(presenter.cancel)
        form.edited.connect(self._edited)
        changes.stopped.connect(presenter.cancel)
        changes.chosen.connect(presenter.open)
        changes.confirmed.connect(presenter.confirm)
        changes.dropped.connect(presenter.drop)
        changes.save_wanted.connect(self._save)
        changes.explained.connect(self.why.open)
        self.result.explained.connect(self.why.open)
        self.result.export_wanted.connect(self._export)

    def _known(self, choices: Choices) -> None:
        self.result.know(choices)
        self.form.show_choices(choices)
        self.changes.know(choices)
        waiting = sum(each.state == "proposed" for each in choices.changes)
        listed = self.tr("变更清单")
        some = self.tr("变更清单（{n} 待确认）").format(n=waiting)
        self.parts.button(_LIST).setText(some if waiting else listed)
        self._allow()

    def _allow(self) -> None:
        choices = self.presenter.choices
        writing = choices is not None and not choices.read_only
        self.form.allow(proposal=self.presenter.done is not None, writing=writing)

    def _rehearsed(self, done: Rehearsed) -> None:
        self.result.bar.dismiss()
        self.result.show_done(done)
        self._allow()

    def _edited(self) -> None:
        """A change that was not rehearsed as it stands cannot be proposed."""
        done, change = self.presenter.done, None
        if done is not None:
            change = self.form.change()
        if done is not None and change != done.effect.change:
            self.presenter.forget()
            self.result.clear()
            self._allow()

    def _outdated(self) -> None:
        title = self.tr("试算之后有新的记录写入")
        self.result.bar.say(Tone.WARN, title, self.tr("提出之前请再试算一次。"))
        self.result.bar.offer(self.tr("再试算"), self.form.ask)

    def _proposed(self, change_id: int) -> None:
        self.form.clear_paper()
        self.result.clear()
        self.changes.choose(change_id)
        self._allow()
        self.turn(_LIST)
        self.presenter.refresh()
        title = self.tr("已提出，待另一位审核员确认")
        text = self.tr("确认前不改任何数据；请另一位审核员登录后在这里核对清单。")
        self.changes.bar.say(Tone.INFO, title, text)

    def _confirmed(self, done: Confirmed) -> None:
        mass = words.signed_mass(done.after_mg - done.before_mg)
        title = self.tr("已生效，更正 {n} 条").format(n=f"{done.corrected:,}")
        text = self.tr(
            "减排量变化 {mass}CO₂e，积分变化 {points}；已关账月份 {kept} 条不动。"
        )
        said = text.format(
            mass=mass, points=words.signed(done.points), kept=f"{done.closed_records:,}"
        )
        self.changes.bar.say(Tone.OK, title, said)
        self.presenter.refresh()

    def _dropped(self) -> None:
        self.changes.reason.clear()
        self.changes.bar.say(Tone.INFO, self.tr("已撤回，清单和理由留档"))
        self.presenter.refresh()

    def _began(self, what: str) -> None:
        texts = {
            "rehearse": self.tr("正在试算…"),
            "propose": self.tr("正在存下试算清单…"),
            "confirm": self.tr("正在复核并更正…"),
            "drop": self.tr("正在撤回…"),
        }
        if what in {"confirm", "drop"}:
            self.changes.strip.begin(texts[what])
            self.changes.confirm.setEnabled(False)
        else:
            self.form.begin(texts[what])

    def _stepped(self, done: int, total: int) -> None:
        self.form.strip.step(done, total)
        self.changes.strip.step(done, total)

    def _ended(self) -> None:
        self.form.end()
        self.changes.strip.end()

    def _fail(self, error: BaseException) -> None:
        said = message_for(error)
        bar = self.result.bar if self._part == _TRY else self.changes.bar
        bar.say(said.tone, said.title, said.text, said.code)

    def _export(self) -> None:
        if path := self._asked(self.tr("差异清单.xlsx")):
            self.presenter.export(path)

    def _save(self, entry: ChangeEntry) -> None:
        if entry.workbook_id is None:
            return
        if path := self._asked(self.tr("变更清单.xlsx")):
            self.presenter.save(entry.workbook_id, path)

    def _asked(self, name: str) -> Path | None:
        chosen, _form = QFileDialog.getSaveFileName(
            self, self.tr("导出清单"), name, "Excel (*.xlsx)"
        )
        if not chosen:
            return None
        path = Path(chosen)
        is_named = path.suffix.lower() == ".xlsx"
        return path if is_named else Path(f"{chosen}.xlsx")

    def _written(self, path: Path) -> None:
        self._context.frame.toast(self.tr("已保存到 {path}").format(path=path))
