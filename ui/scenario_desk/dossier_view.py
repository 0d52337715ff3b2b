"""The dossier of a scenario: made, checked, and the yearly report of a place."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtCore import QUrl
from PySide6.QtCore import Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QWidget

from ui.scenario_desk.dossier_parts import BuildCard
from ui.scenario_desk.dossier_parts import CheckCard
from ui.scenario_desk.dossier_parts import YearCard
from ui.scenario_desk.dossier_presenter import DossierPresenter
from ui.scenario_desk.dossier_work import Report
from ui.shared.errors import message_for
from ui.shared.fitted import AskBar
from ui.shared.notices import ProgressStrip
from ui.shared.page import Command
from ui.shared.widgets import box
from ui.shared.widgets import column
from ui.shared.widgets import scrolling
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from carbon_points.dossier.checking import Checked
    from carbon_points.dossier.service import Built
    from carbon_points.dossier.yearly import Reported
    from ui.shared.messages import Message
    from ui.shared.page import Context


class _Shown(NamedTuple):
    """What the cards say."""

    built: Built | None = None
    checked: tuple[Checked, Path] | None = None
    reported: Reported | None = None


class DossierPanel(QWidget):
    """Three cards; one piece of work at a time, which can be stopped."""

    changed = Signal()
    """A dossier was made, and with it a verification went on record."""

    def __init__(self, context: Context, scenario_id: str) -> None:
        super().__init__()
        self._context = context
        self.folder: Path | None = None
        """Of the dossier that was made last."""

        self._shown = _Shown()
        self.presenter = DossierPresenter(context, scenario_id)
        self.message, self.strip = AskBar(), ProgressStrip()
        self.build, self.check = BuildCard(), CheckCard()
        self.year = YearCard(self.presenter.today.year)
        cards = box(column(self.build, self.check, self.year, STRETCH, gap=12))
        self._area = scrolling(cards)
        parts = (self.message, self.strip, (self._area, 1))
        self.setLayout(column(*parts, gap=8))
        self.build.setVisible(self.presenter.may_build)
        self.year.setVisible(self.presenter.may_report)
        self._connect()

    def _connect(self) -> None:
        self.build.build.clicked.connect(lambda _checked: self.choose_and_build())
        self.build.show_folder.clicked.connect(lambda _checked: self.open_folder())
        self.check.check.clicked.connect(lambda _checked: self.choose_and_check())
        self.year.make.clicked.connect(lambda _checked: self.choose_and_report())
        self.strip.cancelled.connect(self._cancel)
        presenter = self.presenter
        presenter.began.connect(self._begin)
        presenter.progressed.connect(self.strip.step)
        presenter.ended.connect(self._end)
        presenter.built.connect(self._show_built)
        presenter.checked.connect(self._show_checked)
        presenter.reported.connect(self._show_reported)
        presenter.places_known.connect(self.year.offer)
        presenter.failed.connect(self._fail)

    # What the leaf asks.

    def arrive(self) -> None:
        """Know the places."""
        self.presenter.ask_places()

    def commit(self) -> None:
        """Ctrl+Enter: make the dossier."""
        if self.presenter.may_build:
            self.choose_and_build()

    def snapshot(self) -> object:
        """What is shown, for another window in another look or language."""
        return self._shown

    def restore(self, state: object) -> None:
        """Show the same again."""
        if isinstance(state, _Shown):
            if state.built is not None:
                self._keep_built(state.built)
            if state.checked is not None:
                self.check.show_checked(*state.checked)
            if state.reported is not None:
                self.year.show_reported(state.reported)
            self._shown = state

    def escape(self) -> bool:
        """Take the message away; whether there was one."""
        shown = not self.message.isHidden()
        self.message.dismiss()
        return shown

    def before_quit(self) -> Message | None:
        """Why closing the program now breaks something off."""
        return self.presenter.leaving_loses()

    def commands(self) -> list[Command]:
        """What the palette offers."""
        found = [
            Command(
                self.tr("核对一份档案"), self.choose_and_check, "hdda", "shield-check"
            )
        ]
        if self.presenter.may_build:
            made = self.tr("生成验收材料")
            found.insert(
                0, Command(made, self.choose_and_build, "scyscl", "file-certificate")
            )
        return found

    # What the buttons do.

    def choose_and_build(self) -> None:
        """Ask where, then make the dossier in a folder of its own there."""
        if not self.presenter.busy and (folder := self._choose(self.tr("存到哪里"))):
            self.presenter.build(folder)

    def choose_and_check(self) -> None:
        """Ask which folder, then check it."""
        title = self.tr("选择档案文件夹")
        if not self.presenter.busy and (folder := self._choose(title)):
            self.presenter.check(folder)

    def choose_and_report(self) -> None:
        """Ask where, then write the yearly report there."""
        wanted = Report(self.year.place.code, int(self.year.year.code))
        if not self.presenter.busy and (folder := self._choose(self.tr("存到哪里"))):
            self.presenter.report(wanted, folder)

    def open_folder(self) -> None:
        """Show the dossier in the file manager."""
        if self.folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))

    def _choose(self, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self, title)
        return Path(name) if name else None

    def _cancel(self) -> None:
        self.strip.stopping()
        self.presenter.cancel()

    # What comes back.

    def _begin(self, said: str) -> None:
        self.message.dismiss()
        self.strip.begin(said)
        self._allow(ready=False)

    def _end(self) -> None:
        self.strip.end()
        self._allow(ready=True)

    def _allow(self, *, ready: bool) -> None:
        for button in (self.build.build, self.check.check, self.year.make):
            button.setEnabled(ready)
        self.year.make.setEnabled(ready and self.year.place.count() > 0)

    def _show_built(self, built: Built) -> None:
        self._keep_built(built)
        said = self.tr("验收材料已生成：{folder}").format(folder=built.folder.name)
        self._context.frame.toast(said)
        self.changed.emit()

    def _keep_built(self, built: Built) -> None:
        self._shown = self._shown._replace(built=built)
        self.folder = built.folder
        self.build.show_built(built)

    def _show_checked(self, found: Checked, folder: Path) -> None:
        self._shown = self._shown._replace(checked=(found, folder))
        self.check.show_checked(found, folder)
        self._look_at(self.check)

    def _show_reported(self, done: Reported) -> None:
        self._shown = self._shown._replace(reported=done)
        self.year.show_reported(done)
        self._look_at(self.year)
        said = self.tr("年度报告已生成：{file}").format(file=done.files[0].name)
        self._context.frame.toast(said)

    def _look_at(self, card: QWidget) -> None:
        """Bring what was just answered into sight, once it has its size."""
        QTimer.singleShot(0, card, lambda: self._area.ensureWidgetVisible(card, 0, 0))

    def _fail(self, error: Exception) -> None:
        said = message_for(error)
        self.message.say(said.tone, said.title, said.text, said.code)
