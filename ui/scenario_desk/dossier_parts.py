"""The cards of the dossier panel: what was made, what a check found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.dossier.texts import problem_sentence
from ui.shared.badges import Badge
from ui.shared.badges import Pill
from ui.shared.fitted import Fitted
from ui.shared.language import in_force
from ui.shared.plain import plain_tip
from ui.shared.tokens import Tone
from ui.shared.widgets import box
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import Elided
from ui.shared.widgets import empty
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import named_value
from ui.shared.widgets import row
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from carbon_points.dossier.checking import Checked
    from carbon_points.dossier.checking import DossierProblem
    from carbon_points.dossier.service import Built
    from carbon_points.dossier.yearly import Reported

_MOST_SHOWN = 12
_YEARS = 5
_DIGEST = 16
_EDGES = (16, 14, 16, 14)


class BuildCard(Fitted):
    """Makes the dossier; below it what was made last."""

    def __init__(self) -> None:
        layout = column(margins=_EDGES, gap=10)
        super().__init__(layout)
        self._facts = column(gap=6)
        self.build = Button(
            self.tr("生成验收材料"), "file-certificate", "primary", "Ctrl+Enter"
        )
        self.show_folder = Button(self.tr("打开文件夹"), "folder")
        note = Label(
            self.tr(
                "自评报告（Word 和 PDF）、统计与台账、证据索引与文件、计算证明、审核"
                "材料、个人信息保护说明、签署页和带哈希的清单，一次生成。"
            ),
            "second",
            wrap=True,
        )
        layout.addWidget(Label(self.tr("验收材料"), "section"))
        layout.addWidget(note)
        layout.addLayout(self._facts)
        layout.addLayout(row(self.build, self.show_folder, STRETCH))
        self.show_folder.hide()

    def show_built(self, built: Built) -> None:
        """What the folder holds."""
        empty(self._facts)
        manifest = built.manifest
        met = f"{built.met} / {len(manifest.criteria)}"
        totals = self.tr("{n} 个，全部相等").format(n=len(manifest.totals))
        if built.unequal:
            totals = self.tr("{n} 个，{bad} 个不等").format(
                n=len(manifest.totals), bad=built.unequal
            )
        tone = Tone.BAD if built.unequal else Tone.PRIMARY
        facts: tuple[tuple[str, str, Tone | None], ...] = (
            (self.tr("文件数"), self.tr("%n 个", "", len(built.files)), None),
            (self.tr("达标"), met, None),
            (self.tr("重新加总的合计"), totals, tone),
            (self.tr("清单摘要"), manifest.digest[:_DIGEST], None),
        )
        for name, value, look in facts:
            self._facts.addLayout(named_value(name, value, look))
        self._facts.addWidget(_path(built.folder))
        self.show_folder.show()
        self.fit()


class CheckCard(Fitted):
    """Checks a folder by itself; below it what was found."""

    def __init__(self) -> None:
        layout = column(margins=_EDGES, gap=10)
        super().__init__(layout)
        self._facts = column(gap=8)
        self.check = Button(self.tr("核对档案…"), "shield-check")
        note = self.tr(
            "选一个档案文件夹：核对每个文件的哈希，重新加总每个合计，重算计算证明。"
            "不用数据库。"
        )
        layout.addWidget(Label(self.tr("核对一份档案"), "section"))
        layout.addWidget(Label(note, "second", wrap=True))
        layout.addLayout(row(self.check, STRETCH))
        layout.addLayout(self._facts)

    def show_checked(self, found: Checked, folder: Path) -> None:
        """Whether it is whole, else each problem with the claim that it leaves."""
        empty(self._facts)
        if found.ok:
            badge = Badge(self.tr("档案完好"), Tone.OK)
            said = self.tr(
                "{files} 个文件、{totals} 个合计无误，{actions} 条行为重算一致。"
            ).format(files=found.files, totals=found.totals, actions=found.recomputed)
        else:
            count = len(found.problems)
            badge = Badge(self.tr("%n 处不符", "", count), Tone.BAD)
            said = self.tr("下列文件支持的主张不能再采信，请向编制人索要完整的档案。")
        self._facts.addLayout(row(Pill(badge), STRETCH))
        self._facts.addWidget(Label(said, wrap=True))
        for problem in found.problems[:_MOST_SHOWN]:
            self._facts.addWidget(_problem(problem))
        left = len(found.problems) - _MOST_SHOWN
        if left > 0:
            more = self.tr("另有 %n 处。", "", left)
            self._facts.addWidget(Label(more, "caption"))
        self._facts.addWidget(_path(folder))
        self.fit()


class YearCard(Fitted):
    """Makes the yearly report of a place."""

    def __init__(self, this_year: int) -> None:
        layout = column(margins=_EDGES, gap=10)
        super().__init__(layout)
        years = [str(this_year - back) for back in range(_YEARS)]
        self.place = Select(self.tr("街道（镇）"))
        self.year = Select(self.tr("年份"), [(year, year) for year in years])
        self.make = Button(self.tr("生成年度报告…"), "file-text")
        self._facts = column(gap=6)
        note = self.tr(
            "按登记记录生成第一、二、四、七部分，Word 和 PDF 各一份；没有登记的写明"
            "“尚未登记”，不覆盖已有的报告。"
        )
        layout.addWidget(Label(self.tr("街道年度报告"), "section"))
        layout.addWidget(Label(note, "second", wrap=True))
        layout.addLayout(row((self.place, 2), (self.year, 1)))
        layout.addLayout(row(self.make, STRETCH))
        layout.addLayout(self._facts)
        self.make.setEnabled(False)

    def offer(self, places: Sequence[str]) -> None:
        """The places to choose from; what was chosen stays."""
        chosen = self.place.code
        self.place.clear()
        for name in places:
            self.place.addItem(name, name)
        self.place.choose(chosen)
        self.make.setEnabled(bool(places))

    def show_reported(self, done: Reported) -> None:
        """The files, and how much of them is not on record."""
        empty(self._facts)
        missing = self.tr("%n 项", "", len(done.missing))
        self._facts.addLayout(named_value(self.tr("尚未登记的项目"), missing))
        closed = self.tr("已关账") if done.year.closed else self.tr("未结账，草稿")
        self._facts.addLayout(named_value(self.tr("年度账目"), closed))
        for file in done.files:
            self._facts.addWidget(_path(file))
        self.fit()


def _path(path: Path) -> Elided:
    """What was written; the tool tip says where it lies."""
    made = Elided(path.name, "caption")
    made.setToolTip(plain_tip(str(path)))
    return made


def _problem(problem: DossierProblem) -> QWidget:
    said = Label(problem_sentence(problem, in_force()), wrap=True)
    return box(row(Mark("alert-octagon", "bad", 18), (said, 1), gap=8))
