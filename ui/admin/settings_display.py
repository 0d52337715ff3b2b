"""Settings: how everything looks, and in which language."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.admin.settings_parts import Question
from ui.admin.settings_parts import Section
from ui.shared.language import LANGUAGES
from ui.shared.restyling import DISPLAY_KEYS
from ui.shared.settings import Theme
from ui.shared.tokens import TextSize

if TYPE_CHECKING:
    from ui.shared.page import Context


class DisplaySection(Section):
    """Text size, colours, language: each in force at once."""

    def __init__(self, context: Context) -> None:
        self._settings = context.settings
        rows = [self._text_size(), self._theme(), self._language()]
        super().__init__("display", "device-desktop", self.tr("显示"), rows)
        self.offer_reset(partial(self._settings.reset, *DISPLAY_KEYS))

    def _text_size(self) -> Question:
        answers = (
            (TextSize.NORMAL, self.tr("标准")),
            (TextSize.LARGE, self.tr("大字模式")),
            (TextSize.HUGE, self.tr("特大")),
        )
        note = self.tr("文字、按钮和间距一起变大；也可按 Ctrl+= 和 Ctrl+-。")
        choose = partial(setattr, self._settings, "text_size")
        chosen = self._settings.text_size
        return Question(self.tr("文字大小"), note, answers, chosen, choose)

    def _theme(self) -> Question:
        answers = (
            (Theme.LIGHT, self.tr("浅色")),
            (Theme.DARK, self.tr("深色")),
            (Theme.SYSTEM, self.tr("跟随系统")),
        )
        note = self.tr("深色适合光线较暗的窗口。")
        choose = partial(setattr, self._settings, "theme")
        return Question(self.tr("配色"), note, answers, self._settings.theme, choose)

    def _language(self) -> Question:
        note = self.tr("立即切换，不用重新打开程序；证书和报表的语言不变。")
        choose = partial(setattr, self._settings, "language")
        return Question(
            self.tr("语言"), note, LANGUAGES, self._settings.language, choose
        )
