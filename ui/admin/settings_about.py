"""Settings: what the program is made of."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from PySide6.QtWidgets import QPlainTextEdit
from PySide6.QtWidgets import QWidget

from carbon_points.cli.arguments import VERSION
from ui.admin.settings_parts import Section
from ui.shared.errors import log_path
from ui.shared.tokens import px
from ui.shared.widgets import column
from ui.shared.widgets import Label

_LICENCES: Final = (
    ("fonts", "NotoSansSC-LICENSE.txt"),
    ("fonts", "Hanazono-LICENSE.txt"),
    ("icons", "LICENSE.txt"),
)


class AboutSection(Section):
    """Version, log file, licences."""

    def __init__(self) -> None:
        about = QWidget()
        lines = (
            self.tr("碳普惠 · 版本 {version}").format(version=VERSION),
            self.tr("数据只存本机，不联网。"),
            self.tr("日志文件：{path}").format(path=log_path()),
        )
        about.setLayout(column(*(Label(line, wrap=True) for line in lines), gap=4))
        self.licences = QPlainTextEdit(_licences())
        self.licences.setReadOnly(True)
        self.licences.setAccessibleName(self.tr("许可证全文"))
        self.licences.setTabChangesFocus(True)
        self.licences.setFixedHeight(px(180))
        words = self.tr("字体、图标与程序库的许可证")
        legal = QWidget()
        legal.setLayout(column(Label(words, "strong"), self.licences, gap=6))
        super().__init__("about", "info-circle", self.tr("关于"), [about, legal])


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
