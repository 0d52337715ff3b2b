"""The settings of this work place: every change is in force at once."""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QPlainTextEdit
from PySide6.QtWidgets import QWidget

from carbon_points.cli.arguments import VERSION
from ui.shared.errors import log_path
from ui.shared.language import LANGUAGES
from ui.shared.settings import Theme
from ui.shared.tokens import px
from ui.shared.tokens import TextSize
from ui.shared.widgets import Button
from ui.shared.widgets import Card
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import row
from ui.shared.widgets import Rule
from ui.shared.widgets import scrolling
from ui.shared.widgets import search_box
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from PySide6.QtWidgets import QScrollArea

    from ui.shared.page import Context
    from ui.shared.settings import Settings

_WIDTH = 860
_LICENCES = (
    ("fonts", "NotoSansSC-LICENSE.txt"),
    ("fonts", "Hanazono-LICENSE.txt"),
    ("icons", "LICENSE.txt"),
)


class Section(Card):
    """A titled group of settings, found by its words."""

    def __init__(self, icon: str, title: str, rows: Sequence[QWidget]) -> None:
        head = row(Mark(icon, "primary_text", 20), Label(title, "section"), STRETCH)
        parts: list[QWidget] = []
        for one in rows:
            parts += [Rule(), one]
        super().__init__(column(head, *parts, margins=(20, 14, 20, 14), gap=12))
        self.words = " ".join(
            label.text() for label in self.findChildren(Label)
        ).lower()


class Question(QWidget):
    """One setting: what it is, a few answers, and the way back to the default."""

    def __init__(
        self,
        title: str,
        note: str,
        answers: Sequence[tuple[object, str]],
        chosen: object,
        choose: Callable[[object], None],
    ) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        buttons = []
        for value, text in answers:
            button = Choice(text)
            button.setChecked(value == chosen)
            button.setAccessibleName(f"{title}：{text}")
            button.clicked.connect(lambda _checked, answer=value: choose(answer))
            self._group.addButton(button)
            buttons.append(button)
        words = column(Label(title, "strong"), Label(note, "caption", wrap=True), gap=2)
        self.setLayout(row((words, 1), *buttons, gap=8))


class SettingsView(QWidget):
    """Display, and what the program is made of."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._settings = context.settings
        self.search = search_box(self.tr("查找设置"))
        self.search.textChanged.connect(self._filter)
        self.sections = [self._display(), self._about()]
        inside = QWidget()
        sheet = column(*self.sections, STRETCH, margins=(12, 2, 12, 12), gap=12)
        sheet.setSizeConstraint(sheet.SizeConstraint.SetMinimumSize)
        inside.setLayout(sheet)
        inside.setMaximumWidth(px(_WIDTH))
        self._scroll: QScrollArea = scrolling(inside)
        head = row(self.search, STRETCH, margins=(12, 12, 12, 6))
        self.search.setMinimumWidth(px(320))
        self.setLayout(column(head, (self._scroll, 1), gap=0))
        self.setFocusProxy(self.search)

    def snapshot(self) -> object:
        """How far it is scrolled and what is searched for."""
        return self._scroll.verticalScrollBar().value(), self.search.text()

    def restore(self, state: object) -> None:
        """Go back there."""
        if isinstance(state, tuple):
            self.search.setText(str(state[1]))
            self._scroll.verticalScrollBar().setValue(int(state[0]))

    def _filter(self, typed: str) -> None:
        words = typed.lower().split()
        for section in self.sections:
            section.setVisible(all(word in section.words for word in words))

    def _display(self) -> Section:
        settings = self._settings
        rows = [
            self._text_size(settings),
            self._theme(settings),
            self._language(settings),
        ]
        self.reset = Button(self.tr("恢复默认"), "refresh", "link")
        self.reset.clicked.connect(lambda _checked: _reset_display(settings))
        foot = QWidget()
        foot.setLayout(row(STRETCH, self.reset))
        return Section("device-desktop", self.tr("显示"), [*rows, foot])

    def _text_size(self, settings: Settings) -> Question:
        answers = (
            (TextSize.NORMAL, self.tr("标准")),
            (TextSize.LARGE, self.tr("大字模式")),
            (TextSize.HUGE, self.tr("特大")),
        )
        note = self.tr("文字、按钮和间距一起变大；也可按 Ctrl+= 和 Ctrl+-。")
        choose = partial(setattr, settings, "text_size")
        return Question(self.tr("文字大小"), note, answers, settings.text_size, choose)

    def _theme(self, settings: Settings) -> Question:
        answers = (
            (Theme.LIGHT, self.tr("浅色")),
            (Theme.DARK, self.tr("深色")),
            (Theme.SYSTEM, self.tr("跟随系统")),
        )
        note = self.tr("深色适合光线较暗的窗口。")
        choose = partial(setattr, settings, "theme")
        return Question(self.tr("配色"), note, answers, settings.theme, choose)

    def _language(self, settings: Settings) -> Question:
        note = self.tr("立即切换，不用重新打开程序；证书和报表的语言不变。")
        choose = partial(setattr, settings, "language")
        return Question(self.tr("语言"), note, LANGUAGES, settings.language, choose)

    def _about(self) -> Section:
        about = QWidget()
        lines = (
            self.tr("碳普惠 · 版本 {version}").format(version=VERSION),
            self.tr("数据只存本机，不联网。"),
            self.tr("日志文件：{path}").format(path=log_path()),
        )
        about.setLayout(column(*(Label(line, wrap=True) for line in lines), gap=4))
        licences = QPlainTextEdit(_licences())
        licences.setReadOnly(True)
        licences.setAccessibleName(self.tr("许可证全文"))
        licences.setTabChangesFocus(True)
        licences.setFixedHeight(px(180))
        words = self.tr("字体、图标与程序库的许可证")
        legal = QWidget()
        legal.setLayout(column(Label(words, "strong"), licences, gap=6))
        return Section("info-circle", self.tr("关于"), [about, legal])


def _reset_display(settings: Settings) -> None:
    settings.reset("display/text_size", "display/theme", "display/language")


def _licences() -> str:
    texts = (
        (files("resources") / folder / name).read_text("utf-8")
        for folder, name in _LICENCES
    )
    libraries = (
        "Qt and PySide6 — LGPL-3.0 · SQLAlchemy, alembic, XlsxWriter — MIT/BSD · "
        "ReportLab — BSD · pypdfium2, PDFium — Apache-2.0/BSD-3-Clause · "
        "NumPy, pandas — BSD-3-Clause · cryptography — Apache-2.0/BSD-3-Clause"
    )
    return "\n\n".join((libraries, *texts))
