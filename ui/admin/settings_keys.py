"""Settings: the key of the books, for administrators."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import local_moment
from carbon_points.storage.driver import load_driver
from ui.admin.file_key_parts import changed_words
from ui.admin.file_key_parts import PassphraseForm
from ui.admin.file_key_presenter import FileKeyPresenter
from ui.admin.settings_parts import line
from ui.admin.settings_parts import Question
from ui.admin.settings_parts import Section
from ui.shared.errors import message_for
from ui.shared.leaving import goes_on
from ui.shared.messages import split
from ui.shared.notices import MessageBar
from ui.shared.print_drawer import PrintDrawer
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import Label

if TYPE_CHECKING:
    from carbon_points.security.file_keys import KeyChanged
    from carbon_points.storage.key_facts import FileKey
    from ui.shared.page import Context


class KeysSection(Section):
    """Passphrase, remembering, the printed halves, a new key, a restore."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.presenter = FileKeyPresenter(context)
        self.bar, self.form = MessageBar(), PassphraseForm()
        self.state = Label(self.tr("正在读取…"), "second", wrap=True)
        self._drawer: PrintDrawer | None = None
        super().__init__("keys", "lock", self.tr("密钥"), self._rows())
        self.presenter.setParent(self)
        self._connect()
        self.presenter.load()

    def escape(self) -> bool:
        """Close the form."""
        if self.form.isHidden():
            return False
        self.form.close_form()
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _rows(self) -> list[QWidget]:
        top = QWidget()
        self.encrypt = Button(self.tr("加密账本…"), "lock", "primary")
        self.encrypt.hide()
        top.setLayout(column(self.bar, self.state, self.encrypt, gap=8))
        return [
            top,
            self._passphrase(),
            self._keeping(),
            self._recovery(),
            self._rotation(),
            self._restoring(),
        ]

    def _passphrase(self) -> QWidget:
        self.change = Button(self.tr("更改口令…"), "pencil")
        note = self.tr("换电脑或本机不记住密钥时，用它打开账本；与各人的登录密码无关。")
        made = QWidget()
        title = line(self.tr("口令"), note, self.change)
        made.setLayout(column(title, self.form, gap=8))
        return made

    def _keeping(self) -> Question:
        note = self.tr(
            "记住以后，别人只拿走账本文件或备份仍打不开；"
            "但能用这个系统账户登录本机的人打得开。公用电脑请不要记住。"
        )
        answers = [(True, self.tr("记住")), (False, self.tr("不记住"))]
        title = self.tr("在这台电脑上")
        self.keeping = Question(title, note, answers, chosen=True, choose=self._keep)
        return self.keeping

    def _recovery(self) -> QWidget:
        self.print_sheets = Button(self.tr("打印两张…"), "printer")
        self.save_sheets = Button(self.tr("另存为 PDF…"), "download")
        note = self.tr(
            "忘记口令、电脑坏了时用。一半一张纸，分两处保管；合在一起才能打开。"
        )
        title = self.tr("恢复密钥")
        return line(title, note, self.print_sheets, self.save_sheets)

    def _rotation(self) -> QWidget:
        self.rotate = Button(self.tr("更换密钥…"), "refresh")
        note = self.tr(
            "怀疑密钥被别人知道时用：整个账本换成新的密钥。"
            "有口令的，改一次口令就换了，新口令可以和现在的相同。"
        )
        return line(self.tr("新的密钥"), note, self.rotate)

    def _restoring(self) -> QWidget:
        self.restore = Button(self.tr("从备份恢复…"), "history")
        note = self.tr("先核验、比较，最后才替换；现在的账本另存一份，可以换回来。")
        return line(self.tr("恢复"), note, self.restore)

    def _connect(self) -> None:
        presenter = self.presenter
        self.change.clicked.connect(lambda _checked: self._open_form())
        self.form.wanted.connect(self._change)
        self.form.closed.connect(self.change.show)
        self.encrypt.clicked.connect(lambda _checked: self._encrypt())
        self.print_sheets.clicked.connect(lambda _checked: self._print())
        self.save_sheets.clicked.connect(lambda _checked: self._save())
        self.rotate.clicked.connect(lambda _checked: self._rotate())
        self.restore.clicked.connect(lambda _checked: self._restore())
        presenter.seen.connect(self._show)
        presenter.changed.connect(self._show_changed)
        presenter.sheets.connect(self._show_sheets)
        presenter.saved.connect(self._show_saved)
        presenter.failed.connect(self._fail)
        presenter.running.connect(self._run)

    def _show(self, known: FileKey) -> None:
        self.keeping.show_answer(bool(known.remembered))
        self.encrypt.setVisible(not known.encrypted and load_driver().encrypts)
        if not known.encrypted:
            text = self.tr("账本没有加密（身份证号仍单独加密）。密钥指纹 {print}。")
        elif known.kind == "passphrase":
            text = self.tr("账本已加密，由口令保护。密钥指纹 {print}。")
        else:
            text = self.tr("账本已加密，密钥是随机的，没有口令。密钥指纹 {print}。")
        shown = known.recovery_shown_at
        if shown is None:
            last = self.tr("恢复密钥还没有打印。")
        else:
            moment = f"{local_moment(shown):%Y-%m-%d %H:%M}"
            last = self.tr("恢复密钥上次打印：{time}。").format(time=moment)
        grave = None if known.encrypted and not known.only_here else Tone.WARN
        self.state.say(f"{text.format(print=known.fingerprint)}　{last}", grave)

    def _open_form(self) -> None:
        if self.presenter.known is not None:
            self.bar.dismiss()
            self.change.hide()
            self.form.open(self.presenter.known)

    def _change(self, present: str, fresh: str, remember: bool) -> None:  # noqa: FBT001  (of a signal)
        self.presenter.change_passphrase(present, fresh, remember=remember)

    def _keep(self, answer: object) -> None:
        self.presenter.keep(here=bool(answer))

    def _encrypt(self) -> None:
        text = self.tr("整个账本将加密成新的文件。期间请不要关机；断电也不会坏。")
        if self._sure(text, self.tr("加密账本")):
            self.presenter.encrypt()

    def _rotate(self) -> None:
        known = self.presenter.known
        if known is not None and known.kind == "passphrase":
            self._open_form()
            return
        text = self.tr(
            "整个账本将换成新的随机密钥，原来的恢复密钥不再能打开它。"
            "以前的备份仍用原来的；换好后请立即重新打印恢复密钥。"
        )
        if self._sure(text, self.tr("更换密钥")):
            self.presenter.rotate()

    def _print(self) -> None:
        if self._sure(self._export_words(), self.tr("显示并打印")):
            self.presenter.print_sheets()

    def _save(self) -> None:
        if not self._sure(self._export_words(), self.tr("选择文件夹")):
            return
        folder = QFileDialog.getExistingDirectory(self, self.tr("另存为 PDF…"))
        if folder:
            self.presenter.save_sheets(Path(folder))

    def _restore(self) -> None:
        context = self._context
        context.frame.show_alone(
            "restore", target=context.database.path, operator=context.operator
        )

    def _export_words(self) -> str:
        return self.tr(
            "恢复密钥的两半会显示出来，并记入操作日志。"
            "谁同时拿到两半和账本（或备份），就能打开它；请确认旁边没有别人。"
        )

    def _sure(self, text: str, go: str) -> bool:
        return goes_on(self, split(Tone.WARN, text), go, self.tr("先不做"))

    def _show_changed(self, done: KeyChanged) -> None:
        self.form.close_form()
        said = split(Tone.OK, changed_words(done))
        self.bar.say(said.tone, said.title, said.text)
        self.bar.offer(self.tr("打印恢复密钥"), self._print, "printer")

    def _show_sheets(self, pdf: bytes) -> None:
        if self._drawer is None:
            self._drawer = PrintDrawer(self._context, self.window())
        self._drawer.open(self.tr("恢复密钥：两张，分开保管"), pdf)

    def _show_saved(self, files: tuple[Path, Path]) -> None:
        said = self.tr(
            "已写入 {folder}：{first}、{second}。打印后分开保管，再删除这两个文件。"
        )
        first, second = files
        text = said.format(folder=first.parent, first=first.name, second=second.name)
        self.bar.say(Tone.OK, text)

    def _fail(self, error: Exception) -> None:
        if self.presenter.known is not None:
            self.keeping.show_answer(bool(self.presenter.known.remembered))
        shown = message_for(error)
        bar = self.form.bar if self.form.isVisible() else self.bar
        self.form.save.setEnabled(True)
        bar.say(shown.tone, shown.title, shown.text, shown.code)

    def _run(self, running: bool) -> None:  # noqa: FBT001  (of a signal)
        for button in (
            self.encrypt,
            self.print_sheets,
            self.save_sheets,
            self.rotate,
            self.restore,
            self.keeping,
        ):
            button.setEnabled(not running)
