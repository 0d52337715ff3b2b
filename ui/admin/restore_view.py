"""The restore page: needs no database; proves and compares before it replaces."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QWidget

from ui.admin.first_run_parts import GreenSide
from ui.admin.first_run_work import shipped_district
from ui.admin.key_form import KeyForm
from ui.admin.restore_parts import Difference
from ui.admin.restore_parts import FoundCard
from ui.admin.restore_parts import PickedCard
from ui.admin.restore_parts import question
from ui.admin.restore_presenter import RestorePresenter
from ui.shared.errors import message_for
from ui.shared.leaving import goes_on
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.notices import ProgressStrip
from ui.shared.notices import Skeleton
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import column
from ui.shared.widgets import dress
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QVBoxLayout

    from carbon_points.integrity.restore_finding import FoundBackup
    from carbon_points.integrity.restore_preview import RestorePreview
    from ui.shared.page import Context
    from ui.shared.page import Operator


class RestoreView(QWidget):
    """Choose, prove, compare, replace; the safe button has the focus."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.presenter = RestorePresenter(context)
        self.presenter.setParent(self)
        self.cards: list[FoundCard] = []
        self.picked: PickedCard | None = None
        """What somebody chose beside what was found."""

        self._build()
        self._connect()
        # At once, not on arriving: a page that is not laid out yet counts them all.
        for part in (self._key, self._compared, self.back, self.other, self.keep):
            part.hide()

    def arrive(
        self, target: Path | None = None, operator: Operator | None = None
    ) -> None:
        """Restore to `target`; `operator` came from the settings and may go back."""
        self.presenter.operator = operator or self.presenter.operator
        self.presenter.target = target or self.presenter.target
        self.back.setVisible(self.presenter.operator is not None)
        self._show_choosing()
        self._look()

    def snapshot(self) -> object:
        """Where to, and who is here; what was compared is compared again."""
        return self.presenter.target, self.presenter.operator

    def restore(self, state: object) -> None:
        """The same page in another look."""
        if isinstance(state, tuple):
            self.presenter.target, self.presenter.operator = state

    def may_lock(self) -> bool:
        """Whether an administrator who went away is locked out of this page."""
        return self.presenter.operator is not None and not self.presenter.busy

    def scan(self, text: str) -> None:
        """A reader read a printed half."""
        if self._key.isVisible():
            self.form.scan(text)

    def escape(self) -> bool:
        """Stop what runs; else go back to the list, else leave."""
        if self.presenter.busy:
            self._cancel()
            return True
        if not self._choosing.isVisible():
            self._show_choosing()
            return True
        if self.presenter.operator is not None:
            self.presenter.leave()
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setVisible(self.width() >= px(1060))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.go.setFocus(event.reason())

    def _build(self) -> None:
        self._side = GreenSide(shipped_district().name)
        self.bar, self.strip = MessageBar(), ProgressStrip()
        self.where = Elided("", "caption")
        self._choosing = self._new_choosing()
        self.form = KeyForm(self.tr("用它打开备份"), remember=self.presenter.remembers)
        self._key, self._compared = self._new_key(), self._new_compared()
        area, foot = scrolling(box(self._steps())), self._new_foot()
        holder = QWidget()
        holder.setLayout(column((area, 1), foot, margins=(48, 24, 48, 24), gap=12))
        holder.setMaximumWidth(px(900))
        self.setLayout(row(self._side, STRETCH, (holder, 8), STRETCH, gap=0))

    def _steps(self) -> QVBoxLayout:
        """What is on the page whatever the step, and the parts of the steps."""
        title = Label(self.tr("从备份恢复"), "name")
        note = self.tr(
            "先核验、再比较，最后才替换；现在的账本会另存一份，随时可以换回来。"
        )
        head = (title, Label(note, "second", wrap=True), self.where, 4, self.bar)
        steps = (self._choosing, self._key, self._compared)
        return column(*head, *steps, self.strip, STRETCH, gap=10)

    def _new_choosing(self) -> QWidget:
        self._waiting = Skeleton(3)
        self._waiting.setMinimumHeight(px(140))
        self._nothing = EmptyState(
            self.tr(
                "这台电脑和插着的 U 盘上没有找到备份。插好 U 盘再找，或自己选文件。"
            ),
            "history",
        )
        self._nothing.hide()
        self._list = column(gap=8)
        self.pick = Button(self.tr("选择其他文件"), "folder")
        self.again = Button(self.tr("重新查找"), "refresh", "link")
        made = QWidget()
        ways = row(self.pick, self.again, STRETCH, gap=12)
        made.setLayout(column(self._waiting, self._nothing, self._list, ways, gap=10))
        return made

    def _new_key(self) -> QWidget:
        note = self.tr("备份完好，但这台电脑没有它的密钥。有下面任何一样都可以打开。")
        words = Label(note, "second", wrap=True)
        return Card(column(words, self.form, margins=(20, 16, 20, 16), gap=10))

    def _new_compared(self) -> QWidget:
        self.difference = Difference()
        self.proved = Label("", "second", wrap=True)
        self.verdict = Label("", "strong", wrap=True)
        parts = (self.proved, self.difference, self.verdict)
        return Card(column(*parts, margins=(16, 12, 16, 12), gap=8))

    def _new_foot(self) -> QWidget:
        self.back = Button(self.tr("返回设置"), "chevron-left", key="Esc")
        self.other = Button(self.tr("换一份备份"), "chevron-left", "link")
        self.keep = Button(self.tr("保留现在的账本"), "shield-check")
        self.go = Button("", "", "primary")
        made = QWidget()
        made.setLayout(row(self.back, self.other, STRETCH, self.keep, self.go, gap=12))
        return made

    def _connect(self) -> None:
        presenter, form = self.presenter, self.form
        self.pick.clicked.connect(lambda _checked: self._pick())
        self.again.clicked.connect(lambda _checked: self._look())
        self.back.clicked.connect(lambda _checked: presenter.leave())
        self.other.clicked.connect(lambda _checked: self._show_choosing())
        self.keep.clicked.connect(lambda _checked: self._keep())
        self.go.clicked.connect(lambda _checked: self._go())
        self.strip.cancelled.connect(self._cancel)
        form.given.connect(self._try_key)
        presenter.found.connect(self._show_found)
        presenter.progressed.connect(self.strip.step)
        presenter.compared.connect(self._show_compared)
        presenter.key_wanted.connect(self._show_key)
        presenter.key_refused.connect(self._refuse_key)
        presenter.failed.connect(self._say_failed)
        presenter.ended.connect(self._stop)

    def _look(self) -> None:
        empty(self._list)
        self.cards, self.picked = [], None
        self.presenter.file = None
        self.go.setEnabled(False)
        self._nothing.hide()
        self._waiting.show()
        self.presenter.look()

    def _show_found(self, found: tuple[FoundBackup, ...]) -> None:
        self._waiting.hide()
        self.cards = [FoundCard(one) for one in found]
        for card in self.cards:
            self._list.addWidget(card)
            card.clicked.connect(lambda _checked, one=card: self._choose(one))
        self._nothing.setVisible(not self.cards and self.picked is None)
        if self.picked is not None:
            return  # who was quicker than the search has chosen already
        if self.cards:
            self.cards[0].setChecked(True)
            self._choose(self.cards[0])
        elif self._choosing.isVisible():
            self.pick.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, card: FoundCard) -> None:
        self.presenter.choose(card.found)
        self._offer()

    def _choose_file(self, file: Path) -> None:
        """A card for it, chosen: what is compared is what is seen to be chosen."""
        listed = next((c for c in self.cards if c.found.file == file.resolve()), None)
        if listed is not None:
            listed.setChecked(True)
            self._choose(listed)
            return
        if self.picked is not None:
            self.picked.hide()
            self.picked.deleteLater()
        self.picked = PickedCard(file)
        self.picked.clicked.connect(lambda _checked: self._take(file))
        self._list.insertWidget(0, self.picked)
        self.picked.setChecked(True)  # now that the others are beside it
        self._nothing.hide()
        self._take(file)

    def _take(self, file: Path) -> None:
        self.presenter.choose_file(file)
        self._offer()

    def _pick(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("选择备份文件"), "", "*.cpbackup"
        )
        if chosen:
            self._choose_file(Path(chosen))
            self._start_comparing()

    def _go(self) -> None:
        if self.presenter.seen is None:
            self._start_comparing()
            return
        seen = self.presenter.seen
        asks = seen.present is not None or seen.trouble
        go, stay = self.tr("另存并替换"), self.tr("保留现在的账本")
        if not asks or goes_on(self, question(seen), go, stay):
            self._run(self.tr("正在逐页核验并替换；现在的账本另存一份…"))
            self.presenter.replace()

    def _start_comparing(self) -> None:
        self._run(self.tr("正在核验每一个字节…"))
        self.presenter.compare()

    def _keep(self) -> None:
        if self.presenter.operator is not None:
            self.presenter.leave()
        else:
            self._show_choosing()

    def _try_key(self, given: object) -> None:
        self._run(self.tr("正在核对密钥…"))
        self.presenter.give_key(given)  # type: ignore[arg-type]

    def _refuse_key(self, error: Exception) -> None:
        self.form.refuse(error)

    def _cancel(self) -> None:
        self.strip.stopping()
        self.presenter.cancel()

    def _run(self, text: str) -> None:
        self.bar.dismiss()
        self.strip.begin(text)
        self.go.setEnabled(False)
        self._choosing.setEnabled(False)

    def _stop(self) -> None:
        self.strip.end()
        self.go.setEnabled(self.presenter.file is not None)
        self.form.open.setEnabled(True)
        self._choosing.setEnabled(True)

    def _say_failed(self, error: Exception) -> None:
        self._waiting.hide()
        self._show_choosing()
        shown = message_for(error)
        self.bar.say(shown.tone, shown.title, shown.text, shown.code)

    def _show_choosing(self) -> None:
        self.presenter.seen = None
        self._show_only(self._choosing)
        self._offer()

    def _show_key(self) -> None:
        self._show_only(self._key)
        self._offer()
        self.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_compared(self, seen: RestorePreview) -> None:
        self.form.accepted()
        self.difference.show_preview(seen)
        self.proved.setText(
            self.tr("“{file}”完好：每个字节、每一页、每一行和流水链都核对过。").format(
                file=seen.file.name
            )
        )
        self._say_verdict(seen)
        self._show_only(self._compared)
        self._offer()

    def _say_verdict(self, seen: RestorePreview) -> None:
        if seen.trouble:
            self.verdict.say(
                self.tr("现在的账本打不开（{code}），会原样另存。").format(
                    code=seen.trouble
                ),
                Tone.WARN,
            )
        elif seen.present is None:
            self.verdict.say(self.tr("这里还没有账本，不会丢失任何东西。"), Tone.OK)
        elif seen.forked:
            self.verdict.say(
                self.tr("两边在同一笔之后各自记了账，不能合并；替换后只剩备份里的。"),
                Tone.BAD,
            )
        elif seen.lost.records:
            self.verdict.say(question(seen).whole, Tone.WARN)
        else:
            self.verdict.say(self.tr("备份里什么也不少，替换不会丢失记录。"), Tone.OK)

    def _show_only(self, shown: QWidget) -> None:
        for part in (self._choosing, self._key, self._compared):
            part.setVisible(part is shown)

    def _offer(self) -> None:
        """The buttons of the step, the focus on the safe one."""
        seen = self.presenter.seen
        asks = seen is not None and (seen.present is not None or bool(seen.trouble))
        self.other.setVisible(self._choosing.isHidden())
        self.keep.setVisible(asks)
        chosen = self.presenter.file is not None
        self.go.setEnabled(chosen)
        self.go.setVisible(self._key.isHidden())
        dress(self.go, "kind", "danger" if asks else "primary")
        if seen is None:
            self.go.setText(self.tr("核验并比较"))
        else:
            self.go.setText(self.tr("用它替换…") if asks else self.tr("恢复到这里"))
        first = self.go if chosen else self.pick
        (self.keep if asks else first).setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_where()

    def _say_where(self) -> None:
        place = self.tr("恢复到 {path}").format(path=self.presenter.target)
        self.where.say_whole(place)
