"""The looks that every scene is drawn in."""

from __future__ import annotations

from itertools import product
from typing import Final
from typing import NamedTuple

from ui.shared import language
from ui.shared.settings import Theme
from ui.shared.tokens import TextSize


class Look(NamedTuple):
    """Language, colours and size of the window."""

    language: str = language.ZH
    theme: Theme = Theme.LIGHT
    size: tuple[int, int] = (1366, 768)
    text_size: TextSize = TextSize.NORMAL

    @property
    def name(self) -> str:
        """As files are called: ``zh-light-1366x768``."""
        width, height = self.size
        large = "" if self.text_size is TextSize.NORMAL else f"-{int(self.text_size)}"
        return f"{self.language}-{self.theme}-{width}x{height}{large}"


FIRST: Final = Look()
"""As the manual shows it."""

LARGE: Final = Look(size=(1366, 690), text_size=TextSize.LARGE)
"""Large text in what a task bar leaves of a small screen."""

LOOKS: Final = (
    *(
        Look(spoken, theme, size)
        for size, theme, spoken in product(
            ((1366, 768), (1920, 1080)),
            (Theme.LIGHT, Theme.DARK),
            (language.ZH, language.EN),
        )
    ),
    LARGE,
)
