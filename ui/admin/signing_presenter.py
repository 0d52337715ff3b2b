"""Signing keys of the settings page: how they stand, and what an administrator does."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtCore import Signal

from carbon_points.certificates.signing import fingerprint
from carbon_points.certificates.trust import key_list_in
from ui.admin import signing_work
from ui.shared.background import without_steps
from ui.shared.dates import today
from ui.shared.one_long import OneLong
from ui.shared.page import Role

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.certificates.editions import KeysChanged
    from carbon_points.certificates.keylist import KeyList
    from carbon_points.common.progress import Progress
    from carbon_points.participants.resealing import IdentityRotated
    from ui.admin.signing_work import Listing
    from ui.shared.page import Context


class SigningPresenter(QObject):
    """Asks the core and says what came of it."""

    seen = Signal(object)
    """`Standing`."""

    told = Signal(str)
    """A sentence on top of the section."""

    requested = Signal(object)
    """The `KeyRequest`s of some files, to be looked at before anybody is listed."""

    offered = Signal(object, object)
    """A file and the `KeyList` in it, to be looked at before it is in force."""

    failed = Signal(object, object)
    """The error, and what does it all the same, or None."""

    running = Signal(str)
    """What runs now; empty when it has ended."""

    progressed = Signal(object, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._db = context.database
        # In set-up mode nobody has signed in: the core takes the administrator.
        operator = context.operator
        self._who = operator.login if Role.ADMIN in operator.roles else ""
        self._long = OneLong(context.tasks, self)
        self._long.progressed.connect(self.progressed)
        self._long.ended.connect(self._ended)

    def load(self) -> None:
        """Ask how the desk stands."""
        self._context.tasks.start(
            lambda _progress: signing_work.look(self._db, self._who, today()),
            self.seen.emit,
            self._refused,
            owner=self,
        )

    def rotate(self) -> None:
        """A new signing pair."""
        work = without_steps(signing_work.rotate, self._db, self._who)
        self._start(work, self._rotated, self.tr("正在换钥匙…"))

    def lose(self, desk: int, since: dt.date, reason: str) -> None:
        """The keys of a desk are lost from a day on."""
        work = without_steps(
            signing_work.lose, self._db, self._who, since, reason, desk
        )
        self._start(work, self._lost, self.tr("正在挂失…"))

    def publish(self, folder: Path) -> None:
        """The files that verifiers need, into a folder."""
        work = without_steps(signing_work.publish, self._db, self._who, folder)
        words = self.tr("正在写出名单…")
        self._start(work, partial(self._published, folder), words)

    def ask(self, bureau_file: Path, out: Path) -> None:
        """The request to a bureau."""
        work = without_steps(signing_work.ask, self._db, self._who, bureau_file, out)
        done = partial(self._asked, out)
        self._start(work, done, self.tr("正在写出申请…"))

    def read_requests(self, files: Sequence[Path]) -> None:
        """Look into the requests of desks."""
        work = without_steps(signing_work.read_requests, files)
        self._context.tasks.start(work, self.requested.emit, self._refused, owner=self)

    def read_list(self, file: Path) -> None:
        """Look into a bureau's list."""
        done = partial(self.offered.emit, file)
        self._context.tasks.start(
            lambda _progress: key_list_in(file), done, self._refused, owner=self
        )

    def list_desks(self, wanted: Listing) -> None:
        """The keys of desks, by their requests."""
        work = without_steps(signing_work.list_desks, self._db, self._who, wanted)
        anyway = partial(self.list_desks, replace(wanted, replacing=True))
        again = None if wanted.replacing else anyway
        done = partial(self._listed, wanted.out)
        self._start(work, done, self.tr("正在列入名单…"), again)

    def install(self, file: Path, *, other: bool = False) -> None:
        """A bureau's list."""
        work = without_steps(
            signing_work.install, self._db, self._who, file, other=other
        )
        again = None if other else partial(self.install, file, other=True)
        words = self.tr("正在安装名单…")
        self._start(work, self._installed, words, again)

    def reseal(self) -> None:
        """Every ID number under new keys."""
        work = partial(signing_work.reseal, self._db, self._who)
        self._start(work, self._resealed, self.tr("正在重新封存证件号码…"))

    def cancel(self) -> None:
        """Stop what runs; nothing is changed then."""
        self._long.cancel()

    def _start(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        words: str,
        again: Callable[[], None] | None = None,
    ) -> None:
        if not self._long.busy:
            self.running.emit(words)
            self._long.start(work, done, partial(self._refused, again=again))

    def _ended(self) -> None:
        self.running.emit("")
        self.load()

    def _refused(
        self, error: Exception, again: Callable[[], None] | None = None
    ) -> None:
        can_insist = getattr(error, "code", "") in {"DESK_TAKEN", "BUREAU_OTHER"}
        self.failed.emit(error, again if can_insist else None)

    def _rotated(self, done: KeysChanged) -> None:
        if done.waiting:
            said = self.tr("新钥匙已备好；主管部门的新名单装上之前，仍用旧的签名。")
        else:
            said = self.tr("新钥匙从明天起签名，旧的今天用完；已发的证书照旧有效。")
        self._say(said, done)

    def _lost(self, done: KeysChanged) -> None:
        self._say(self.tr("已挂失。请把新名单公布出去，核验的人才看得到。"), done)

    def _listed(self, out: Path, done: KeysChanged) -> None:
        said = self.tr("已列入名单第 {n} 版，写到 {file}；请交给服务台安装，并公布。")
        self._say(said.format(n=done.keys.edition, file=out), done)

    def _installed(self, done: KeysChanged) -> None:
        said = self.tr("名单第 {n} 版已生效，由{district}的主管部门签名。")
        self._say(said.format(n=done.keys.edition, district=done.keys.district), done)

    def _published(self, folder: Path, files: Sequence[Path]) -> None:
        said = self.tr("%n 个文件已写到 {folder}，可以公布。", "", len(files))
        self.told.emit(said.format(folder=folder))

    def _asked(self, out: Path, keys: KeyList) -> None:
        said = self.tr(
            "申请已写到 {file}，请交给{district}的主管部门（代号 {bureau}）。"
        )
        bureau = fingerprint(keys.bureau)
        told = said.format(file=out, district=keys.district, bureau=bureau)
        self.told.emit(told)

    def _resealed(self, done: IdentityRotated) -> None:
        said = self.tr(
            "%n 人的证件号码已用新密钥封存；旧备份里仍是旧密钥。", "", done.people
        )
        self.told.emit(said)

    def _say(self, said: str, done: KeysChanged) -> None:
        if done.papers:
            said += self.tr(
                "%n 份证书已按原编号重做，请重新打印换给持证人。", "", done.papers
            )
        self.told.emit(said)
