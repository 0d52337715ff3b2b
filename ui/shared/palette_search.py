"""What the palette offers: pages, settings, the window's own verbs, and finds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.shared import palette_work
from ui.shared.background import without_steps
from ui.shared.language import in_force
from ui.shared.language import tr_later
from ui.shared.language import translated
from ui.shared.page import Command

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from carbon_points.participants.search import Match
    from ui.shared.background import TaskRunner
    from ui.shared.page import Frame
    from ui.shared.page import Opened
    from ui.shared.page import Operator
    from ui.shared.page import PageSpec
    from ui.shared.palette import Palette
    from ui.shared.palette_work import Known

_SECTIONS: Final = (
    ("display", tr_later("palette", "设置：显示、文字大小、配色、语言"), "szxs"),
    ("devices", tr_later("palette", "设置：打印机、凭条纸张、读卡器"), "szdyj"),
    ("people", tr_later("palette", "设置：人员、角色、密码"), "szry"),
    ("security", tr_later("palette", "设置：锁屏时间、更改密码"), "szaq"),
    ("data", tr_later("palette", "设置：数据文件、备份"), "szsj"),
    ("about", tr_later("palette", "设置：关于、许可证、日志"), "szgy"),
)
FIRST_RUN: Final = "first_run"
_PEOPLE_PAGES: Final = ("service", "participants")


def page_commands(pages: Iterable[PageSpec], frame: Frame) -> list[Command]:
    """The pages of the rail and the sections of the settings."""
    shown = [
        Command(page.name, partial(frame.navigate, page.id), page.initials, page.icon)
        for page in pages
    ]
    return shown + [
        Command(
            translated("palette", title),
            partial(frame.navigate, "settings", section=section),
            initials,
            "settings",
        )
        for section, title, initials in _SECTIONS
    ]


def verbs(
    *,
    lock: Callable[[], object] | None,
    back_up: Callable[[], object] | None,
    real_use: Callable[[], object] | None,
) -> list[Command]:
    """What the window itself can do, where it can."""
    offered = (
        (tr_later("palette", "锁屏，换人"), lock, "sp", "lock", "Ctrl+L"),
        (tr_later("palette", "现在备份"), back_up, "xzbf", "database", ""),
        (tr_later("palette", "离开演示，正式使用"), real_use, "zssy", "leaf", ""),
    )
    return [
        Command(translated("palette", title), run, initials, icon, note)
        for title, run, initials, icon, note in offered
        if run is not None
    ]


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the palette opens: who sits before what, and what may be done."""

    opened: Opened | None
    operator: Operator
    pages: Sequence[PageSpec]
    own: Sequence[Command]
    """What the shown page offers."""

    lock: Callable[[], object] | None
    back_up: Callable[[], object]


class PaletteSearch(QObject):
    """Asks the books while somebody types; an answer to an older question is lost."""

    def __init__(self, tasks: TaskRunner, frame: Frame) -> None:
        super().__init__()
        self._tasks = tasks
        self._frame = frame

    def open(self, box: Palette, scene: Scene) -> None:
        """Offer what can be done here; finds are added while somebody types."""
        opened = scene.opened
        demo = opened is not None and opened.demo
        offered = verbs(
            lock=scene.lock,
            back_up=scene.back_up if opened is not None else None,
            real_use=partial(self._frame.show_alone, FIRST_RUN) if demo else None,
        )
        box.open(
            [*page_commands(scene.pages, self._frame), *scene.own, *offered],
            partial(self._ask, box, scene),
        )

    def _ask(self, box: Palette, scene: Scene, typed: str) -> None:
        """Look for people, certificates and methodologies."""
        if scene.opened is None or not hasattr(scene.opened.handle, "reading"):
            return
        books, login = scene.opened.handle, scene.operator.login
        pages = [page.id for page in scene.pages]
        work = without_steps(palette_work.look_up, books, login, typed, in_force())

        def tell(known: Known) -> None:
            box.show_found(typed, self._commands(known, pages))

        self._tasks.start(work, tell, owner=box, key="palette")

    def _commands(self, known: Known, pages: list[str]) -> list[Command]:
        made = []
        home = next((page for page in _PEOPLE_PAGES if page in pages), "")
        if home:
            made += [self._person(one, home) for one in known.people]
        if "verify" in pages:
            made += [
                Command(
                    one.serial,
                    partial(
                        self._frame.navigate,
                        "verify",
                        serial=one.serial,
                        participant_id=one.participant_id,
                    ),
                    icon="certificate",
                    note=self.tr("证书"),
                )
                for one in known.certificates
            ]
        if "methodologies" in pages:
            made += [
                Command(
                    title,
                    partial(self._frame.navigate, "methodologies", methodology=id_),
                    icon="books",
                    note=self.tr("方法学"),
                )
                for id_, title in known.methodologies
            ]
        return made

    def _person(self, one: Match, home: str) -> Command:
        icon = "user" if one.kind == "resident" else "building-store"
        note = "　".join(filter(None, (one.masked_id, one.subdistrict)))
        go = partial(self._frame.navigate, home, participant_id=one.participant_id)
        return Command(one.name, go, icon=icon, note=note)
