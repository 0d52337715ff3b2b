"""The first-run page: one page, four fields, Enter begins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QGridLayout
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QWidget

from carbon_points.common.problems import UserError
from carbon_points.security.passwords import check_passphrase
from carbon_points.security.passwords import SHORTEST_PASSPHRASE
from ui.admin.first_run_parts import GreenSide
from ui.admin.first_run_parts import labelled
from ui.admin.first_run_parts import password_field
from ui.admin.first_run_parts import WayCard
from ui.admin.first_run_presenter import FirstRunPresenter
from ui.admin.first_run_presenter import Way
from ui.admin.first_run_work import Beginning
from ui.admin.key_form import remember_box
from ui.admin.typed_twice import TypedTwice
from ui.shared.errors import message_for
from ui.shared.notices import MessageBar
from ui.shared.notices import ProgressStrip
from ui.shared.tokens import px
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtGui import QResizeEvent

    from ui.shared.page import Context

_SHORTEST = SHORTEST_PASSPHRASE


class FirstRunView(QWidget):
    """Stands alone until somebody has begun."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.presenter = FirstRunPresenter(context)
        self.presenter.setParent(self)
        self.target = self.presenter.path
        self._build()
        self._connect()
        self.choose(Way.REAL)

    def arrive(self, way: str = "") -> None:
        """Come here, perhaps for one of the ways."""
        if way:
            self.choose(Way(way))

    def snapshot(self) -> object:
        """What was typed, over a change of look; not the password."""
        typed = self.point.text(), self.person.text(), self.place.code
        return self.way, *typed, self.remember.isChecked(), self.target

    def restore(self, state: object) -> None:
        """Put it back."""
        if isinstance(state, tuple):
            way, point, person, place, keeps, self.target = state
            self.cards[Way.REAL].say(*self._real_words())
            self._say_where()
            self.remember.setChecked(bool(keeps))
            self.choose(Way(way))
            self.point.setText(str(point))
            self.person.setText(str(person))
            self.place.choose(str(place))

    def escape(self) -> bool:
        """Back to the demo, where that is what was left."""
        if self.presenter.demo_is_open and not self.presenter.busy:
            self.presenter.open_demo()
        return True

    @property
    def way(self) -> Way:
        """The chosen way to begin."""
        return next(way for way, card in self.cards.items() if card.isChecked())

    def choose(self, way: Way) -> None:
        """Choose a way; its fields are shown."""
        self.cards[way].setChecked(True)
        self._fields.setVisible(way is Way.REAL and not self._exists)
        elsewhere = self.target != self.presenter.path
        self.moved.setVisible(way is not Way.DEMO and (elsewhere or not self._exists))
        self._bar.dismiss()
        if way is Way.REAL and not self._exists:
            self.person.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """Begin, or say what is missing."""
        if self.presenter.busy:
            return
        if self.way is Way.DEMO:
            self._run(self.tr("正在准备演示数据…"))
            self.presenter.open_demo()
        elif self.way is Way.RESTORE:
            self.presenter.restore(self.target)
        elif self._exists:
            self._run(self.tr("正在打开…"))
            self.presenter.open_kept(self.target)
        else:
            self._begin()

    @property
    def _exists(self) -> bool:
        return self.target.exists()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setVisible(self.width() >= px(1060))
        # Where the page is low, what has the caret is what must be seen.
        QTimer.singleShot(0, self, self._show_focus)

    def _show_focus(self) -> None:
        for field in self._scroll.findChildren(QLineEdit):
            if field.hasFocus():
                self._scroll.ensureWidgetVisible(field, px(8), px(40))

    def _build(self) -> None:
        self._side = GreenSide(self.presenter.district.name)
        self.cards = self._cards()
        self._fields = self._new_fields()
        self._bar, self._strip = MessageBar(), ProgressStrip()
        self.moved = Button(self.tr("更改存放位置"), "folder", "link")
        self.begin = Button(self.tr("开始使用"), "arrow-right", "primary", "Enter")
        self.where = Elided("", "caption")
        self._say_where()
        title = Label(self.tr("开始使用"), "name")
        note = Label(self.tr("只有这一页。选好后约 3 秒可以登记第一笔。"), "second")
        cards = column(*self.cards.values(), gap=10)
        below = column(self._bar, self._fields, self._strip, gap=10)
        inside = QWidget()
        parts = (STRETCH, title, note, 8, cards, 6, below, STRETCH)
        inside.setLayout(column(*parts, gap=10))
        foot = row(self.moved, (self.where, 1), self.begin, gap=12)
        self._scroll = scrolling(inside)
        sheet = column((self._scroll, 1), foot, margins=(48, 24, 48, 24), gap=12)
        holder = QWidget()
        holder.setLayout(sheet)
        holder.setMaximumWidth(px(860))
        self.setLayout(row(self._side, STRETCH, (holder, 8), STRETCH, gap=0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a focus proxy: Tab would go there past what stands before it.
        super().focusInEvent(event)
        self.person.setFocus(event.reason())

    def _real_words(self) -> tuple[str, str]:
        note = self.tr("空白账本，存放在本机，断电不丢；每天自动备份")
        if self._exists:
            note = self.tr("打开本机已有的账本，登录后继续")
        return self.tr("正式使用"), note

    def _cards(self) -> dict[Way, WayCard]:
        return {
            Way.REAL: WayCard("building-community", *self._real_words()),
            Way.DEMO: WayCard(
                "flask",
                self.tr("先看演示"),
                self.tr("带虚构参与者和两个应用场景，不会混入正式数据"),
            ),
            Way.RESTORE: WayCard(
                "history",
                self.tr("从备份恢复"),
                self.tr("列出本机和 U 盘上的备份，先核验、比较，再替换"),
            ),
        }

    def _new_fields(self) -> QWidget:
        rows = self.presenter.district.subdistricts
        self.point, self.person = QLineEdit(), QLineEdit()
        self.place = Select("", [(one.name, one.name) for one in rows])
        self.password = password_field()
        self._twice = TypedTwice(self.password)
        self.place.currentIndexChanged.connect(self._suggest_point)
        self._suggest_point()
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(12))
        place = labelled(
            self.tr("所属街道（镇）"),
            self.place,
            self.tr("%n 个街道和镇", "", len(rows)),
        )
        point = labelled(
            self.tr("服务点名称"), self.point, self.tr("会印在凭条和证书上")
        )
        person = labelled(
            self.tr("您的姓名"), self.person, self.tr("您兼任管理员，其他人以后再加")
        )
        secret = labelled(
            self.tr("密码"),
            self.password,
            self.tr("至少 %n 位；也是账本的第一个口令，请记好", "", _SHORTEST),
        )
        self.remember = remember_box()
        self.remember.setChecked(True)
        for number, field in enumerate((point, place, person, secret)):
            grid.addWidget(field, number // 2, number % 2)
        kept = Label(self.remember.toolTip(), "caption", wrap=True)
        grid.addWidget(box(column(self.remember, kept, gap=2)), 2, 0, 1, 2)
        return made

    def _connect(self) -> None:
        for number, (way, card) in enumerate(self.cards.items(), start=1):
            card.clicked.connect(lambda _checked, one=way: self.choose(one))
            key = QShortcut(QKeySequence(f"Alt+{number}"), self)
            key.activated.connect(lambda one=way: self.choose(one))
        self.point.returnPressed.connect(self.person.setFocus)
        self.person.returnPressed.connect(self._after_name)
        self.password.returnPressed.connect(self.start)
        self.begin.clicked.connect(lambda _checked: self.start())
        self.moved.clicked.connect(lambda _checked: self._move())
        presenter, strip = self.presenter, self._strip
        presenter.progressed.connect(strip.step)
        presenter.failed.connect(self._say_failed)
        presenter.ended.connect(self._stop)

    def _after_name(self) -> None:
        if self.password.text():
            self.start()
        else:
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _suggest_point(self) -> None:
        """The place's own desk, until somebody has typed another name."""
        if not self.point.isModified():
            rows = self.presenter.district.subdistricts
            chosen = next((one for one in rows if one.name == self.place.code), None)
            if chosen is not None and chosen.desks:
                self.point.setText(chosen.desks[0])

    def _begin(self) -> None:
        for field, missing in (
            (self.person, self.tr("请填写您的姓名，之后用它登录。")),
            (self.point, self.tr("请填写服务点名称。")),
        ):
            if not field.text().strip():
                self._say_missing(field, missing)
                return
        if not self._password_counts():
            return
        self._run(self.tr("正在建立账本…"))
        self.presenter.begin(
            Beginning(
                self.target,
                self.point.text().strip(),
                self.place.code,
                self.person.text().strip(),
                self.password.text(),
                remember=self.remember.isChecked(),
            )
        )

    def _password_counts(self) -> bool:
        """Whether it may protect the books, and was surely typed as it was meant."""
        words = self.password.text()
        if len(words) < _SHORTEST:
            short = self.tr(
                "密码至少 %n 位。已填的内容都在，补上就可以开始。",
                "",
                _SHORTEST,
            )
            self._say_missing(self.password, short)
            return False
        try:
            check_passphrase(words)
        except UserError as error:
            self._say_failed(error)
            return False
        asks = self._twice.still_asks()
        if asks:
            self._say_missing(self.password, asks)
        return not asks

    def _say_missing(self, field: QWidget, text: str) -> None:
        self._bar.say(Tone.WARN, text)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        # Once the message has its place: it pushes the fields down.
        QTimer.singleShot(0, self, self._show_focus)

    def _say_failed(self, error: Exception) -> None:
        shown = message_for(error)
        self._bar.say(shown.tone, shown.title, shown.text, shown.code)

    def _run(self, text: str) -> None:
        self._bar.dismiss()
        self._strip.begin(text)
        self.begin.setEnabled(False)

    def _stop(self) -> None:
        self._strip.end()
        self.begin.setEnabled(True)

    def _move(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("更改存放位置"))
        if chosen:
            self.target = Path(chosen) / self.presenter.path.name
            self.cards[Way.REAL].say(*self._real_words())
            self.choose(self.way)
            self._say_where()

    def _say_where(self) -> None:
        self.where.say_whole(self.tr("存放在 {path}").format(path=self.target))
