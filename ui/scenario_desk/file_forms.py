"""What each act on a scenario's file asks, and the service that records it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from carbon_points.methodology.registry import discover
from carbon_points.methodology.texts import texts_of
from carbon_points.pool.rules import last_day
from carbon_points.scenarios import documents
from carbon_points.scenarios import file
from carbon_points.scenarios import notices
from carbon_points.scenarios import stages
from carbon_points.scenarios import targets
from carbon_points.scenarios import withdrawals
from carbon_points.scenarios.definitions import document_kinds
from ui.scenario_desk import file_words
from ui.scenario_desk.file_form import Asked
from ui.scenario_desk.file_form import CHOICE
from ui.scenario_desk.file_form import DAY
from ui.scenario_desk.file_form import FILES
from ui.scenario_desk.file_form import Form
from ui.scenario_desk.file_form import NUMBER
from ui.scenario_desk.file_form import TEXT
from ui.scenario_desk.file_form import TICKS
from ui.shared import language

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from pathlib import Path

    from carbon_points.scenarios.documents import Document
    from carbon_points.scenarios.notices import Notice
    from carbon_points.scenarios.notices import Objection
    from ui.scenario_desk.file_presenter import FilePresenter
    from ui.scenario_desk.file_work import Seen

_DECISION = "methodology_decisions"


class Forms(QObject):
    """Makes the forms from what is seen, and hands their values to the presenter."""

    def __init__(self, presenter: FilePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._records: dict[str, Callable[[Form, Mapping[str, Any]], None]] = {
            "stage": self._record_stage,
            "detail": self._record_detail,
            "document": self._record_document,
            "attach": self._record_files,
            "void document": self._record_void,
            "void notice": self._record_void,
            "notice": self._record_notice,
            "objection": self._record_objection,
            "answer": self._record_answer,
            "target": self._record_target,
        }

    def record(self, form: Form, values: Mapping[str, Any]) -> None:
        """Hand a filled form over."""
        self._records[form.id](form, values)

    def again(self, form: Form, seen: Seen) -> Form:
        """The same form made anew, perhaps in another language."""
        about = form.about
        makers: dict[str, Callable[[], Form]] = {
            "stage": lambda: self.stage(seen),
            "detail": lambda: self.detail(seen),
            "document": lambda: (
                self.document(seen) if about is None else self.newer(seen, about)
            ),
            "attach": lambda: self.attach(about),
            "void document": lambda: self.void_document(about),
            "void notice": lambda: self.void_notice(about),
            "notice": lambda: self.notice(seen),
            "objection": lambda: self.objection(about),
            "answer": lambda: self.answer(about),
            "target": lambda: self.target(seen, about),
        }
        return makers[form.id]()

    # What is asked.

    def stage(self, seen: Seen) -> Form:
        """The next stage."""
        allowed = seen.file.next_stages
        options = tuple((code, file_words.stage_word(code)) for code in allowed)
        last = self.tr("延期须填写；公布时不填，则到第三年的 12 月 31 日。")
        asked = [
            Asked("stage", self.tr("阶段"), CHOICE, allowed[0], options=options),
            Asked("day", self.tr("日期"), DAY, self._today),
            Asked("responsible", self.tr("由谁决定")),
            Asked("document", self.tr("文号或文件名")),
        ]
        if {"published", "extended"} & set(allowed):
            end = Asked("valid_to", self.tr("有效期至"), DAY, needed=False, help=last)
            asked.append(end)
        asked.append(Asked("note", self.tr("说明"), TEXT, needed=False))
        hint = self.tr("只能进入列出的阶段；记录写入流水，不能改，只能继续往下走。")
        left = len(seen.file.countdown.missing)
        if "acceptance" in allowed and left:
            more = self.tr("验收前请补齐：还有 %n 条没有达标。", "", left)
            hint = f"{hint}\n{more}"
        title, verb = self.tr("进入下一阶段"), self.tr("登记")
        return Form("stage", title, hint, verb, tuple(asked))

    def detail(self, seen: Seen) -> Form:
        """Who runs it and where."""
        now = seen.file.detail
        options = tuple((str(place.id), place.name) for place in seen.every_place)
        everywhere = self.tr("一个都不勾，就是全区。")
        asked = (
            Asked("host", self.tr("承办单位"), value=now.host),
            Asked(
                "code", self.tr("统一社会信用代码"), value=now.host_code, needed=False
            ),
            Asked("contact", self.tr("联系方式"), value=now.contact, needed=False),
            Asked(
                "places",
                self.tr("实施范围"),
                TICKS,
                tuple(map(str, now.places)),
                needed=False,
                options=options,
                help=everywhere,
            ),
        )
        hint = self.tr("原来的登记留在历史里。")
        title, verb = self.tr("承办单位与范围"), self.tr("保存")
        return Form("detail", title, hint, verb, asked)

    def document(
        self, seen: Seen, kind: str = "", files: tuple[Path, ...] = ()
    ) -> Form:
        """A new paper."""
        known = document_kinds()
        kinds = tuple((each.id, file_words.kind_name(each)) for each in known.values())
        claim = file_words.kind_claim(known[kind]) if kind else ""
        title = files[0].stem if files else ""
        return self._paper(
            seen,
            Form(
                "document", self.tr("添加文件"), self._paper_hint(), self.tr("存入"), ()
            ),
            (
                Asked("kind", self.tr("种类"), CHOICE, kind or None, options=kinds),
                Asked("files", self.tr("附件"), FILES, files, needed=False),
                Asked("title", self.tr("标题"), value=title),
                Asked("number", self.tr("文号"), needed=False),
                Asked("day", self.tr("日期"), DAY, self._today),
                self._claim(claim),
            ),
        )

    def newer(self, seen: Seen, old: Document) -> Form:
        """A newer version of a paper."""
        known = document_kinds()[old.kind]
        options = ((known.id, file_words.kind_name(known)),)
        title = self.tr("换成新版本")
        form = Form("document", title, self._paper_hint(), self.tr("存入"), (), old)
        asked = (
            Asked("kind", self.tr("种类"), CHOICE, old.kind, options=options),
            Asked("files", self.tr("附件"), FILES),
            Asked("title", self.tr("标题"), value=old.title),
            Asked("number", self.tr("文号"), needed=False),
            Asked("day", self.tr("日期"), DAY, self._today),
            self._claim("", old.claim),
        )
        return self._paper(seen, form, asked)

    def attach(self, old: Document, files: tuple[Path, ...] = ()) -> Form:
        """More files of a paper."""
        asked = (Asked("files", self.tr("附件"), FILES, files),)
        title = self.tr("给“{title}”补附件").format(title=old.title)
        return Form("attach", title, self._paper_hint(), self.tr("存入"), asked, old)

    def void_document(self, old: Document) -> Form:
        """Take a paper back."""
        title = self.tr("作废“{title}”").format(title=old.title)
        return self._void("void document", title, old)

    def void_notice(self, old: Notice) -> Form:
        """Take a notice back."""
        title = self.tr("作废公示“{title}”").format(title=old.subject)
        return self._void("void notice", title, old)

    def notice(self, seen: Seen) -> Form:
        """A public notice."""
        first = self._presenter.today
        is_chinese = language.in_force() == language.ZH
        scenario = seen.file.scenario
        name = scenario.name_zh if is_chinese else scenario.name_en
        last = last_day(first).isoformat()
        subject = self.tr("{name}应用场景公示").format(name=name)
        asked = (
            Asked("subject", self.tr("标题"), value=subject),
            Asked("text", self.tr("正文"), TEXT),
            Asked("published_in", self.tr("公示地点")),
            Asked("first", self.tr("从"), DAY, first.isoformat()),
            Asked("last", self.tr("到（含）"), DAY, last),
        )
        hint = self.tr("默认 7 个工作日，法定节假日请自行顺延。正文里不要写个人信息。")
        return Form("notice", self.tr("登记公示"), hint, self.tr("登记"), asked)

    def objection(self, notice: Notice) -> Form:
        """What somebody has against it."""
        asked = (
            Asked("day", self.tr("收到日期"), DAY, self._today),
            Asked(
                "source", self.tr("来自"), CHOICE, options=tuple(file_words.sources())
            ),
            Asked("text", self.tr("异议内容"), TEXT),
        )
        hint = self.tr("不写姓名、电话和证件号。")
        title, verb = self.tr("登记异议"), self.tr("登记")
        return Form("objection", title, hint, verb, asked, notice)

    def answer(self, objection: Objection) -> Form:
        """The answer to an objection."""
        options = tuple(file_words.outcomes())
        asked = (
            Asked("day", self.tr("答复日期"), DAY, self._today),
            Asked("outcome", self.tr("结果"), CHOICE, options=options),
            Asked("text", self.tr("答复内容"), TEXT),
        )
        title, verb = self.tr("答复异议"), self.tr("登记")
        return Form("answer", title, objection.text, verb, asked, objection)

    def target(self, seen: Seen, criterion: str) -> Form:
        """Another target of a criterion."""
        now = seen.file.targets[criterion]
        unit = file_words.target_unit(criterion)
        label = language.with_note(self.tr("目标"), unit) if unit else self.tr("目标")
        basis = (
            ("published", self.tr("有文件")),
            ("assumed", self.tr("假定")),
        )
        number = self.tr("选“有文件”时必填。")
        asked = (
            Asked(
                "target",
                label,
                NUMBER,
                now.target,
                scale=file_words.target_scale(criterion),
            ),
            Asked("confidence", self.tr("依据"), CHOICE, options=basis),
            Asked("source", self.tr("来源")),
            Asked("document", self.tr("文号"), needed=False, help=number),
            Asked("valid_from", self.tr("生效日期"), DAY, self._today),
        )
        hint = self.tr("不改旧行，只加新行；另一位审核员确认后，从生效日期起采用。")
        title = file_words.criterion_name(criterion)
        return Form("target", title, hint, self.tr("提出"), asked, criterion)

    # What is recorded.

    def _record_stage(self, _form: Form, values: Mapping[str, Any]) -> None:
        new = stages.NewStage(
            values["stage"],
            _day(values["day"]),
            values["responsible"],
            values["document"],
            values["note"] or "",
            _maybe_day(values.get("valid_to")),
        )
        name = file_words.stage_word(new.stage)
        words = self.tr("已进入阶段：{name}").format(name=name)
        self._act(words, stages.enter_stage, self._presenter.scenario_id, new)

    def _record_detail(self, _form: Form, values: Mapping[str, Any]) -> None:
        detail = file.Detail(
            values["host"],
            values["code"] or "",
            values["contact"] or "",
            tuple(map(int, values["places"] or ())),
        )
        words = self.tr("承办单位与范围已保存")
        self._act(words, file.describe, self._presenter.scenario_id, detail)

    def _record_document(self, form: Form, values: Mapping[str, Any]) -> None:
        new = documents.NewDocument(
            values["kind"],
            values["title"],
            _day(values["day"]),
            values["number"] or "",
            (values["methodology"] or "") if values["kind"] == _DECISION else "",
            values["claim"] or "",
            form.about.id if form.about is not None else None,
            values["files"] or (),
        )
        words = self.tr("“{title}”已存入档案").format(title=new.title)
        self._act(words, documents.file_document, self._presenter.scenario_id, new)

    def _record_files(self, form: Form, values: Mapping[str, Any]) -> None:
        words = self.tr("附件已存入")
        self._act(words, documents.attach_files, form.about.id, values["files"])

    def _record_void(self, form: Form, values: Mapping[str, Any]) -> None:
        works = {
            "void document": withdrawals.withdraw_document,
            "void notice": withdrawals.withdraw_notice,
        }
        words = self.tr("已作废，记录保留")
        self._act(words, works[form.id], form.about.id, values["reason"])

    def _record_notice(self, _form: Form, values: Mapping[str, Any]) -> None:
        new = notices.NewNotice(
            values["subject"],
            values["text"],
            values["published_in"],
            _day(values["first"]),
            _day(values["last"]),
        )
        words = self.tr("公示已登记，到 {day} 期满").format(day=new.last.isoformat())
        self._act(words, notices.announce, self._presenter.scenario_id, new)

    def _record_objection(self, form: Form, values: Mapping[str, Any]) -> None:
        said = (values["source"], values["text"])
        given = (form.about.id, _day(values["day"]), said)
        self._act(self.tr("异议已登记，请按时答复"), notices.object_to, *given)

    def _record_answer(self, form: Form, values: Mapping[str, Any]) -> None:
        said = (values["outcome"], values["text"])
        given = (form.about.id, _day(values["day"]), said)
        self._act(self.tr("答复已登记"), notices.answer, *given)

    def _record_target(self, form: Form, values: Mapping[str, Any]) -> None:
        new = targets.NewTarget(
            form.about,
            values["target"],
            values["source"],
            _day(values["valid_from"]),
            values["confidence"],
            values["document"] or "",
        )
        words = self.tr("新目标已提出")
        self._act(words, targets.propose_target, self._presenter.scenario_id, new)

    def _act(self, words: str, work: Callable[..., object], *given: object) -> None:
        self._presenter.act(words, work, *given)

    def _paper(self, seen: Seen, form: Form, asked: tuple[Asked, ...]) -> Form:
        """The form of a paper, with the methodology where it may be a decision."""
        spoken, catalogue = language.in_force(), discover()
        options = tuple(
            (name, texts_of(catalogue[name], spoken).name)
            for name in seen.file.scenario.methodologies
        )
        old = "" if form.about is None else form.about.methodology
        only = self.tr("只有方法学文件要选。")
        which = Asked(
            "methodology",
            self.tr("方法学"),
            CHOICE,
            old or None,
            needed=False,
            options=options,
            help=only,
        )
        whole = (*asked, which)
        return Form(form.id, form.title, form.hint, form.verb, whole, form.about)

    def _claim(self, usual: str, own: str = "") -> Asked:
        """What a paper is to prove; empty for the usual sentence of its kind."""
        said = self.tr("不填则写：{claim}").format(claim=usual) if usual else ""
        label = self.tr("证明什么")
        return Asked("claim", label, TEXT, own or None, needed=False, help=said)

    def _void(self, form_id: str, title: str, about: Document | Notice) -> Form:
        asked = (Asked("reason", self.tr("理由"), TEXT),)
        hint = self.tr("记录和附件都保留，只是不再算数。")
        return Form(form_id, title, hint, self.tr("作废"), asked, about)

    def _paper_hint(self) -> str:
        return self.tr("附件加密保存在证据库，内容不可改；有附件才算齐。")

    @property
    def _today(self) -> str:
        return self._presenter.today.isoformat()


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _maybe_day(text: str | None) -> dt.date | None:
    return None if text is None else _day(text)
