"""The reductions pool: notice, registration, disposal, use and the public register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup
from PySide6.QtWidgets import QWidget

from carbon_points.common.days import local_moment
from ui.audit_desk.pool_batches import BatchesLeaf
from ui.audit_desk.pool_disposals import DisposalsLeaf
from ui.audit_desk.pool_notices import NoticesLeaf
from ui.audit_desk.pool_presenter import PoolPresenter
from ui.audit_desk.pool_public import PublicLeaf
from ui.audit_desk.pool_uses import UsesLeaf
from ui.shared import dates
from ui.shared.amounts import mass
from ui.shared.badges import Badge
from ui.shared.badges import Pill
from ui.shared.cards import CountCard
from ui.shared.drafting import DraftKeeper
from ui.shared.errors import message_for
from ui.shared.messages import message
from ui.shared.notices import MessageBar
from ui.shared.notices import Skeleton
from ui.shared.page import Command
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Choice
from ui.shared.widgets import column
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import row
from ui.shared.widgets import Stack
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from collections.abc import Mapping
    from pathlib import Path

    from carbon_points.security.drafts import Draft
    from ui.audit_desk.pool_parts import Leaf
    from ui.audit_desk.pool_presenter import PoolChanged
    from ui.audit_desk.pool_work import Seen
    from ui.shared.page import Context


@dataclass(frozen=True, slots=True)
class _State:
    """What survives when the page is built anew."""

    leaf: int
    typed: Mapping[str, Any] | None


class PoolView(QWidget):
    """Five leaves in the order of the work, under the balances of the whole pool."""

    def __init__(
        self, context: Context, today: Callable[[], dt.date] = dates.today
    ) -> None:
        super().__init__()
        self._context = context
        self.presenter = presenter = PoolPresenter(context, today)
        self.bar = MessageBar()
        self._bar_is_old = False
        self.cards = {
            "accrued": CountCard(self.tr("待登记"), Tone.WARN),
            "available": CountCard(self.tr("可划拨"), Tone.OK),
            "disposed": CountCard(self.tr("已划拨")),
            "reserved": CountCard(self.tr("冻结（待复核）"), Tone.VIOLET),
        }
        self.leaves: tuple[Leaf, ...] = (
            NoticesLeaf(presenter),
            BatchesLeaf(presenter),
            DisposalsLeaf(presenter),
            UsesLeaf(presenter),
            public := PublicLeaf(presenter),
        )
        self.public = public
        self._leaves = Stack()
        for leaf in self.leaves:
            self._leaves.addWidget(leaf)
        content = box(column(self._balances(), self._tabs(), (self._leaves, 1), gap=10))
        self._stack, self._skeleton = Stack(), Skeleton()
        self._content = content
        for part in (self._skeleton, content):
            self._stack.addWidget(part)
        parts = (self.bar, (self._stack, 1))
        self.setLayout(column(*parts, margins=(12, 12, 12, 12), gap=10))
        self._keeper = DraftKeeper(context, "pool", self.typed, self)
        self._connect()

    # What the window asks of a page.

    def arrive(self, leaf: int = -1) -> None:
        """Come here, perhaps to one of the leaves; the pool is read anew."""
        if 0 <= leaf < len(self.leaves):
            self._show_leaf(leaf)
        self.presenter.refresh()
        self.leaf.take_focus()

    def commit(self) -> None:
        """Ctrl+Enter: hand in what stands in the form."""
        self.leaf.commit()

    def explain(self) -> None:
        """F1: the verified actions behind the current movement."""
        self.leaf.explain()

    def escape(self) -> bool:
        """Esc: close the innermost panel."""
        return self.leaf.escape()

    def snapshot(self) -> _State:
        """Which leaf is shown."""
        return _State(self._leaves.currentIndex(), self.typed())

    def restore(self, state: _State) -> None:
        """Show the same leaf again, with what was typed."""
        self._show_leaf(state.leaf)
        if state.typed is not None:
            self._put(state.typed)

    def leave(self) -> None:
        """Another page is shown: keep what was typed at once."""
        self._keeper.flush()

    def typed(self) -> dict[str, Any] | None:
        """What stands in the forms; None if nothing does."""
        found = {str(at): leaf.typed() for at, leaf in enumerate(self.leaves)}
        if not any(found.values()):
            return None
        return {"leaf": self._leaves.currentIndex(), "leaves": found}

    def commands(self) -> list[Command]:
        """What the palette offers on this page."""
        return [
            Command(self.tr("导出公开台账"), self._publish, "dcgktz", "table-export"),
        ]

    @property
    def leaf(self) -> Leaf:
        """The one that is shown."""
        return self.leaves[self._leaves.currentIndex()]

    # Parts.

    def _balances(self) -> QWidget:
        owner = Label(self.tr("支配权：生态环境主管部门"), "section")
        note = Badge(self.tr("未经核证"), Tone.WARN)
        said = column(
            row(Mark("leaf", "primary_text"), owner, STRETCH, gap=6),
            row(Pill(note), STRETCH),
            gap=4,
        )
        cards = row(*((card, 1) for card in self.cards.values()), gap=10)
        return box(row((said, 2), (cards, 5), gap=12))

    def _tabs(self) -> QWidget:
        self.tabs = QButtonGroup(self)
        names = (
            self.tr("公示"),
            self.tr("登记"),
            self.tr("划拨"),
            self.tr("使用注销"),
            self.tr("公开台账"),
        )
        parts: list[QWidget] = []
        for at, name in enumerate(names):
            if at:
                parts.append(Mark("chevron-right", "text3", 16))
            tab = Choice(name)
            self.tabs.addButton(tab, at)
            parts.append(tab)
        self.tabs.button(0).setChecked(True)
        return box(row(*parts, STRETCH, gap=4))

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.seen.connect(self._show)
        presenter.acted.connect(self._acted)
        presenter.refused.connect(lambda error: self.leaf.refuse(message_for(error)))
        presenter.failed.connect(self._fail)
        presenter.written.connect(self._written)
        self.tabs.idClicked.connect(self._turn)
        for leaf in self.leaves:
            leaf.touched.connect(self._keeper.touched)
            leaf.behind_wanted.connect(self._open_batch)
        self.public.why.methodology_wanted.connect(
            lambda: self._context.navigate("methodologies")
        )
        self._keeper.find(self._bring_back)

    # What comes back.

    def _show(self, seen: Seen) -> None:
        if self._bar_is_old:
            self._bar_is_old = False
            self.bar.dismiss()
        found = seen.page.overview
        amounts = {
            "accrued": found.accrued_mg,
            "available": found.available_mg,
            "disposed": found.disposed_mg,
            "reserved": found.reserved_mg,
        }
        for name, amount in amounts.items():
            self.cards[name].say(mass(amount))
        if found.owed_mg:
            text = self.tr("有 {mass} 在划拨后被冲正，待下一批登记补足。")
            said = text.format(mass=mass(found.owed_mg))
            self.bar.say(Tone.WARN, said)
            self._bar_is_old = True
        for leaf in self.leaves:
            leaf.show_seen(seen)
        self._stack.setCurrentWidget(self._content)

    def _show_leaf(self, at: int) -> None:
        self.tabs.button(at).setChecked(True)
        self._leaves.setCurrentIndex(at)

    def _open_batch(self, batch_id: int) -> None:
        self._show_leaf(len(self.leaves) - 1)
        self.public.open_batch(batch_id)

    def _put(self, typed: Mapping[str, Any]) -> None:
        for at, leaf in enumerate(self.leaves):
            leaf.retype(typed["leaves"].get(str(at), {}))

    def _bring_back(self, draft: Draft) -> None:
        """What an earlier run left is there again, and says so."""
        if self.typed() is not None:
            return
        self._show_leaf(draft.content["leaf"])
        self._put(draft.content)
        said = message("M22", time=f"{local_moment(draft.at):%H:%M}")
        self.bar.say(said.tone, said.title, said.text, said.code)
        self.bar.offer(self.tr("清空"), self._clear, "trash")

    def _clear(self) -> None:
        for leaf in self.leaves:
            leaf.acted()
        self._keeper.drop()
        self.bar.dismiss()
        self.presenter.refresh()

    def _turn(self, at: int) -> None:
        self._leaves.setCurrentIndex(at)
        self.leaf.take_focus()

    def _acted(self, done: PoolChanged) -> None:
        self._context.frame.toast(done.said)
        self.leaf.acted()

    def _publish(self) -> None:
        self.arrive(len(self.leaves) - 1)
        self.public.ask_and_publish()

    def _written(self, path: Path) -> None:
        text = self.tr("已导出到 {path}").format(path=path)
        self._context.frame.toast(text)

    def _fail(self, error: Exception) -> None:
        self._bar_is_old = True
        said = message_for(error)
        self.bar.say(said.tone, said.title, said.text, said.code)
        self.bar.offer(self.tr("重试"), self.presenter.refresh, "refresh")
