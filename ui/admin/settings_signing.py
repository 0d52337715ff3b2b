"""Settings: the keys that sign certificates, and the list that vouches for them."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QWidget

from carbon_points.certificates.signing import fingerprint
from ui.admin.settings_parts import Section
from ui.admin.signing_parts import KeyLine
from ui.admin.signing_parts import ListingForm
from ui.admin.signing_parts import LossForm
from ui.admin.signing_presenter import SigningPresenter
from ui.admin.signing_work import Listing
from ui.shared.errors import message_for
from ui.shared.leaving import goes_on
from ui.shared.messages import Message
from ui.shared.notices import MessageBar
from ui.shared.notices import ProgressStrip
from ui.shared.seeing import bring_into_view
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import row
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from carbon_points.certificates.keylist import KeyList
    from carbon_points.certificates.keylist import ListedKey
    from carbon_points.certificates.standing import Standing
    from ui.shared.page import Context

_MOST_LINES: Final = 8


class SigningSection(Section):
    """Which key signs, who vouches for it; change, loss, joining, publication."""

    def __init__(self, context: Context) -> None:
        self.presenter = SigningPresenter(context)
        self._found: Standing | None = None
        self._kept: object = None
        self._declared: object = None
        """The loss that was sent off; back in its form if it was refused."""

        self.bar, self.strip = MessageBar(), ProgressStrip()
        self.form, self.listing = LossForm(), ListingForm()
        self.head, self.list = (
            Label(self.tr("正在读取…"), "second", wrap=True),
            column(),
        )
        self.publish = Button(self.tr("公布名单…"), "download", "primary")
        self.rotate = Button(self.tr("更换钥匙…"), "refresh")
        self.lose = Button(self.tr("挂失…"), "alert-octagon")
        self.certify = Button(self.tr("列入服务台…"), "user-plus")
        self.ask = Button(self.tr("申请加入主管部门…"), "file-text")
        self.install = Button(self.tr("安装名单…"), "file-import")
        self.reseal = Button(self.tr("更换证件密钥…"), "lock")
        super().__init__("signing", "certificate", self.tr("签名密钥"), self._rows())
        self.presenter.setParent(self)
        self._connect()
        self.presenter.load()

    @property
    def verbs(self) -> tuple[Button, ...]:
        """What can be done, in the order of Tab."""
        first = (self.publish, self.rotate, self.lose)
        return (*first, self.certify, self.ask, self.install, self.reseal)

    def escape(self) -> bool:
        """Close the form that is open."""
        if not self.form.isHidden():
            self._close_form()
            return True
        if not self.listing.isHidden():
            self._close_listing()
            return True
        return False

    def typed(self) -> object:
        """The loss that is being declared."""
        return None if self.form.isHidden() else self.form.draft

    def put_back(self, state: object) -> None:
        """Open it again, once the keys are known."""
        self._kept = state
        self._open_kept()

    def _open_kept(self) -> None:
        if self._kept is not None and self._found is not None:
            draft, self._kept = self._kept, None
            self._open_form()
            self.form.put_back(draft)

    def _rows(self) -> list[QWidget]:
        keys, acts, others = QWidget(), QWidget(), QWidget()
        keys.setLayout(column(self.bar, self.strip, self.head, self.list, gap=8))
        own = row(self.publish, self.rotate, self.lose, STRETCH, gap=8)
        note = Label(
            self.tr(
                "单独使用的服务台自任主管部门。加入区里的名单后，"
                "核验的人只需要主管部门的一份名单。"
            ),
            "caption",
            wrap=True,
        )
        join = row(self.certify, self.ask, self.install, STRETCH, gap=8)
        acts.setLayout(column(own, self.form, note, join, self.listing, gap=10))
        words = column(
            Label(self.tr("证件密钥"), "strong"),
            Label(
                self.tr(
                    "证件号码用它单独封存。怀疑它泄露时换一把："
                    "所有号码当场重新封存，查找照旧。"
                ),
                "caption",
                wrap=True,
            ),
            gap=2,
        )
        others.setLayout(row((words, 1), self.reseal, gap=8))
        return [keys, acts, others]

    def _connect(self) -> None:
        presenter = self.presenter
        self.publish.clicked.connect(lambda _checked: self._publish())
        self.rotate.clicked.connect(lambda _checked: self._rotate())
        self.lose.clicked.connect(lambda _checked: self._open_form())
        self.certify.clicked.connect(lambda _checked: self._certify())
        self.ask.clicked.connect(lambda _checked: self._ask())
        self.install.clicked.connect(lambda _checked: self._install())
        self.reseal.clicked.connect(lambda _checked: self._reseal())
        self.form.saved.connect(self._declare_lost)
        self.form.closed.connect(self._close_form)
        self.strip.cancelled.connect(presenter.cancel)
        self.listing.saved.connect(self._list)
        self.listing.closed.connect(self._close_listing)
        presenter.seen.connect(self._show)
        presenter.requested.connect(self.listing.open)
        presenter.offered.connect(self._decide)
        presenter.told.connect(self._say_done)
        presenter.failed.connect(self._say_failed)
        presenter.running.connect(self._show_running)
        presenter.progressed.connect(self.strip.step)

    def _show(self, found: Standing) -> None:
        self._found = found
        self.head.say(*self._standing_words(found))
        empty(self.list)
        rows = _shown(found)
        for one in rows[:_MOST_LINES]:
            self.list.addWidget(KeyLine(one, found))
        if (more := len(rows) - _MOST_LINES) > 0:
            self.list.addWidget(Label(self.tr("另有 %n 把钥匙", "", more), "caption"))
        for button in (self.lose, self.certify):
            button.setVisible(found.own_bureau)
        self._open_kept()

    def _standing_words(self, found: Standing) -> tuple[str, Tone | None]:
        bureau = fingerprint(found.keys.bureau)
        if found.own_bureau:
            said = self.tr("公钥名单第 {n} 版，本机自任主管部门（代号 {bureau}）。")
        else:
            said = self.tr(
                "公钥名单第 {n} 版，由{district}的主管部门（{bureau}）签名。"
            )
        text = said.format(
            n=found.keys.edition, district=found.keys.district, bureau=bureau
        )
        if found.signs is None:
            return text + self.tr("今天没有可用的签名密钥，发不了证书。"), Tone.BAD
        if found.behind:
            newer = self.tr("本机已有第 {n} 版，请安装。")
            if found.own_bureau:
                newer = self.tr(
                    "本机公布过第 {n} 版：账本可能是从旧备份恢复的，请再换一次钥匙。"
                )
            return text + newer.format(n=found.behind), Tone.WARN
        if found.waiting:
            waits = self.tr("新钥匙 {key} 还没有列入名单，请向主管部门申请。")
            return text + waits.format(key=fingerprint(found.waiting)), Tone.WARN
        return text, None

    def _publish(self) -> None:
        title = self.tr("名单写到哪个文件夹")
        if folder := QFileDialog.getExistingDirectory(self, title):
            self.presenter.publish(Path(folder))

    def _rotate(self) -> None:
        reason = Message(
            Tone.WARN,
            self.tr("换一把新的签名密钥？"),
            self.tr("已发的证书照旧有效。换过之后请重新公布名单。"),
        )
        if goes_on(self.window(), reason, self.tr("更换"), self.tr("不换")):
            self.presenter.rotate()

    def _reseal(self) -> None:
        reason = Message(
            Tone.WARN,
            self.tr("更换证件密钥，重新封存所有证件号码？"),
            self.tr("人多时要几分钟，可以取消；取消就一个也不改。旧备份仍用旧密钥。"),
        )
        if goes_on(self.window(), reason, self.tr("更换"), self.tr("不换")):
            self.presenter.reseal()

    def _open_form(self) -> None:
        if self._found is not None:
            desks = [row_.desk for row_ in self._found.keys.keys]
            self.form.open(desks, self._found.desk)
            self.lose.setEnabled(False)

    def _close_form(self) -> None:
        self.form.hide()
        self.lose.setEnabled(True)
        self.lose.setFocus()

    def _declare_lost(self) -> None:
        chosen, self._declared = self.form.chosen, self.form.draft
        self._close_form()
        self.presenter.lose(*chosen)

    def _certify(self) -> None:
        title = self.tr("选择服务台的申请")
        names, _form = QFileDialog.getOpenFileNames(self, title, "", "*.json")
        if names:
            self.presenter.read_requests([Path(name) for name in names])

    def _close_listing(self) -> None:
        self.listing.hide()
        self.certify.setFocus()

    def _list(self) -> None:
        title = self.tr("新名单写到哪里")
        out, _form = QFileDialog.getSaveFileName(self, title, "keys.json", "*.json")
        if out:
            form = self.listing
            self._close_listing()
            self.presenter.list_desks(Listing(form.requests, Path(out), *form.days))

    def _ask(self) -> None:
        title = self.tr("选择主管部门公布的公钥名单")
        name, _form = QFileDialog.getOpenFileName(self, title, "", "*.json")
        if not name:
            return
        desk = self._found.desk if self._found else 0
        title, start = self.tr("申请写到哪里"), f"key-request-{desk}.json"
        out, _form = QFileDialog.getSaveFileName(self, title, start, "*.json")
        if out:
            self.presenter.ask(Path(name), Path(out))

    def _install(self) -> None:
        title = self.tr("选择主管部门的新名单")
        name, _form = QFileDialog.getOpenFileName(self, title, "", "*.json")
        if name:
            self.presenter.read_list(Path(name))

    def _decide(self, file: Path, keys: KeyList) -> None:
        """A bureau that is new here is somebody's decision; its next list is not."""
        bureau = fingerprint(keys.bureau)
        title = self.tr("加入{district}的主管部门（代号 {bureau}）？")
        reason = Message(
            Tone.WARN,
            title.format(district=keys.district, bureau=bureau),
            self.tr("请先用电话或公函核对代号。以后由它决定哪把钥匙可以签名。"),
        )
        known = self._found is not None and keys.bureau == self._found.keys.bureau
        verbs = (self.tr("加入"), self.tr("不加入"))
        if known or goes_on(self.window(), reason, *verbs):
            self.presenter.install(file)

    def _say_done(self, said: str) -> None:
        self._declared = None
        self.bar.say(Tone.OK, said)
        bring_into_view(self.bar)

    def _say_failed(self, error: Exception, again: Callable[[], None] | None) -> None:
        self._kept, self._declared = self._declared, None
        self._open_kept()
        shown = message_for(error)
        self.bar.say(shown.tone, shown.title, shown.text, shown.code)
        bring_into_view(self.bar)
        if again is not None:
            self.bar.offer(self.tr("已核实，仍然办理"), again)

    def _show_running(self, words: str) -> None:
        for button in self.verbs:
            button.setEnabled(not words)
        if words:
            self.bar.dismiss()
            self.strip.begin(words)
        else:
            self.strip.end()


def _shown(found: Standing) -> Sequence[ListedKey]:
    """This desk's keys first, the newest of each desk on top; none that never was."""
    real = [
        row_
        for row_ in found.keys.keys
        if row_.valid_to is None or row_.valid_to > row_.valid_from
    ]
    newest = sorted(real, key=lambda row_: row_.valid_from, reverse=True)
    return sorted(newest, key=lambda row_: (row_.desk != found.desk, row_.desk))
