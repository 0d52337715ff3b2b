"""The file of a scenario is filled by hand and says at once what is still missing."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtCore import QPointF
from PySide6.QtCore import Qt
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDropEvent
from sqlalchemy import text

from carbon_points.scenarios.file import scenario_file
from carbon_points.scenarios.stages import enter_stage
from carbon_points.scenarios.stages import NewStage
from tests.districts import AS_OF
from tests.districts import as_of
from tests.scenarios.life import file_a_little
from tests.scenarios.life import paper
from ui.scenario_desk.file_view import ABOUT
from ui.scenario_desk.file_view import CRITERIA
from ui.scenario_desk.file_view import FileView
from ui.scenario_desk.file_view import NOTICES
from ui.shared.page import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.scenarios.file import ScenarioFile
    from carbon_points.storage.engine import Database
    from tests.ui.scenario_desk.page import Page
    from ui.shared.settings import Settings


def leaf_of(page: Page) -> FileView:
    """The file of the first scenario."""
    page.shell.turn("file")
    leaf = page.shell.leaf
    assert isinstance(leaf, FileView)
    leaf.presenter._today = lambda: AS_OF
    leaf.arrive()
    page.wait()
    return leaf


@pytest.fixture
def leaf(page: Page) -> FileView:
    """An auditor's leaf."""
    return leaf_of(page)


def fill(page: Page, leaf: FileView, **values: Any) -> None:
    """Write into the open form and record it."""
    leaf.side.form.write_again(values)
    leaf.commit()
    page.wait()


def kept(db: Database) -> ScenarioFile:
    with db.reading() as session:
        return scenario_file(session, "life", AS_OF)


def papers(leaf: FileView) -> list[list[str]]:
    model = leaf.papers.model
    return [
        [str(model.index(at, column).data() or "") for column in range(5)]
        for at in range(model.rowCount())
    ]


def test_an_empty_file_lists_what_is_needed_and_why_it_lacks(leaf: FileView) -> None:
    rows = papers(leaf)

    assert len(rows) == 7
    assert [row[2] for row in rows[:2]] == ["还没有这份文件", "由记录证明"]
    assert leaf.tabs.button(0).text().strip() == "文件 1/7"
    assert leaf.stages.line.accessibleName() == "阶段：还没有申报"
    assert leaf.stages.next.text().strip() == "登记申报"


def test_a_dropped_file_becomes_the_paper_that_lacks(
    page: Page, leaf: FileView, lively: Database, tmp_path: Path
) -> None:
    leaf.papers.table.go_to(0)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paper(tmp_path, "实施方案")))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    leaf.papers.dropEvent(event)
    page.wait()
    fill(page, leaf)

    [document] = kept(lively).documents
    assert (document.kind, document.title) == ("plan", "实施方案")
    assert document.counts
    assert papers(leaf)[0][2:] == ["实施方案", "2026-06-30", "1"]
    assert leaf.tabs.button(0).text().strip() == "文件 2/7"


def test_a_paper_is_opened_saved_and_made_void(
    page: Page, leaf: FileView, lively: Database, tmp_path: Path
) -> None:
    leaf.side.add_paper("mandate", (paper(tmp_path, "执照"),))
    fill(page, leaf)
    at = [row[2] for row in papers(leaf)].index("执照")

    leaf.papers.table.opened.emit(at)
    document = kept(lively).documents[0]
    leaf.presenter.save_copy(document.files[0].evidence_id, tmp_path / "副本.txt")
    page.wait()
    leaf.side.open_form(leaf.side.forms.void_document(document))
    fill(page, leaf, reason="扫描不清")

    assert (tmp_path / "副本.txt").read_text("utf-8") == "文件 执照"
    assert kept(lively).documents[0].withdrawn == "扫描不清"
    assert papers(leaf)[-1][2] == "执照"


def test_a_form_waits_for_what_it_needs_and_says_why_it_is_refused(
    page: Page, leaf: FileView, lively: Database
) -> None:
    leaf.side.next_stage()
    before = leaf.side.form.save.isEnabled()

    fill(page, leaf, responsible="分局", document="1 号", day="2026-07-30")

    assert not before
    assert "在今天之后" in leaf.side.form.bar.text
    assert leaf.side.form.values["document"] == "1 号"
    assert kept(lively).stage == ""
    fill(page, leaf, day="2026-06-01")
    assert kept(lively).stage == "applied"
    assert "申报" in leaf.stages.line.accessibleName()


def test_a_review_may_send_the_application_back(
    page: Page, leaf: FileView, lively: Database
) -> None:
    for stage in ("applied", "review", "applied"):
        leaf.side.next_stage()
        said = {"stage": stage, "responsible": "分局", "document": "1 号"}
        fill(page, leaf, **said, day="2026-06-01")

    assert [each.stage for each in kept(lively).stages][1:] == ["review", "applied"]
    reached = [name for name, stage, _now in leaf.stages.line._stops if stage]
    assert reached == ["applied"]


def test_a_notice_is_objected_to_and_answered(
    page: Page, leaf: FileView, lively: Database
) -> None:
    leaf.announce()
    fill(
        page,
        leaf,
        text="正文",
        published_in="网站",
        first="2026-06-01",
        last="2026-06-09",
    )
    notice = kept(lively).notices[0]
    leaf.board.objection_wanted.emit(notice)
    fill(page, leaf, day="2026-06-02", source="resident", text="怎么算？")
    waiting = kept(lively).countdown.open_objections
    leaf.board.answer_wanted.emit(kept(lively).notices[0].objections[0])
    fill(page, leaf, day="2026-06-03", outcome="declined", text="已说明")

    found = kept(lively)

    assert waiting == 1
    assert found.countdown.open_objections == 0
    assert found.notices[0].standing(AS_OF) == "over"
    assert leaf.tabs.checkedId() == NOTICES


def test_a_target_is_a_new_row_that_stands_beside_the_old_one(
    page: Page, leaf: FileView, lively: Database
) -> None:
    leaf.open_criterion("reduction_mg")
    assert leaf.seen is not None
    leaf.side.open_form(leaf.side.forms.target(leaf.seen, "reduction_mg"))
    fill(page, leaf, target="2.5", confidence="assumed", source="会议纪要")

    assert kept(lively).targets["reduction_mg"].target == 2_500_000_000
    model = leaf.criteria.model
    assert model.index(4, 1).data() == "≥ 2.500 tCO₂e"
    assert leaf.tabs.checkedId() == CRITERIA


def test_another_auditor_confirms_what_was_proposed(
    page: Page, leaf: FileView, lively: Database
) -> None:
    with lively.writing() as session:
        session.execute(text("UPDATE operator SET password_hash = 'set'"))
    assert leaf.seen is not None
    leaf.side.open_form(leaf.side.forms.target(leaf.seen, "places"))
    fill(page, leaf, target="9", confidence="assumed", source="会议纪要")
    leaf.open_criterion("places")

    leaf.side._decide("places", confirms=True)
    page.wait()

    assert "不能自己确认" in leaf.side.detail.bar.text
    assert kept(lively).targets["places"].target == 12
    leaf.side._decide("places", confirms=False)
    page.wait()
    assert kept(lively).proposals == ()


def test_a_verification_is_run_and_put_on_record(
    page: Page, leaf: FileView, lively: Database
) -> None:
    leaf.side.countdown.paper_wanted.emit("verify")

    leaf.about.verify.click()
    page.wait()

    found = kept(lively)
    assert leaf.tabs.checkedId() == ABOUT
    assert found.verification is not None
    assert not found.verification.failed
    assert "verify" not in {e.kind.id for e in found.countdown.missing_documents}


def test_the_extension_is_asked_for_before_the_end(
    page: Page, leaf: FileView, lively: Database
) -> None:
    leaf.side.open_form(leaf.side.forms.detail(leaf.seen))  # type: ignore[arg-type]
    fill(page, leaf, host="区供销社", places=[])
    _publish(lively)

    leaf.presenter._today = lambda: dt.date(2029, 10, 1)
    leaf.arrive()
    page.wait()

    assert "该申请延期了" in leaf.side.countdown.bar.text
    assert kept(lively).detail.host == "区供销社"


def _publish(db: Database) -> None:
    days = iter(range(1, 30))
    with db.writing() as session:
        session.execute(
            text(
                "INSERT INTO scenario_notice VALUES"
                " (1, 'life', 'x', 'x', 'x', 1, 2, 'auditor', 1, 1)"
            )
        )
    for stage in ("applied", "review", "trial", "published"):
        new = NewStage(stage, dt.date(2026, 6, next(days)), "分局", "文号")
        enter_stage(db, as_of("auditor"), "life", new)


def test_what_was_begun_survives_a_change_of_the_language(
    page: Page, leaf: FileView, settings: Settings, tmp_path: Path
) -> None:
    leaf.side.add_paper("privacy", (paper(tmp_path, "说明"),))
    leaf.side.form.write_again({"number": "3 号"})

    settings.language = "en"
    page.wait()
    page.wait()

    again = page.shell.leaf
    assert isinstance(again, FileView)
    assert again is not leaf
    assert again.side.form.save.text().strip().startswith("File it")
    assert again.side.form.values["number"] == "3 号"
    assert again.side.form.values["files"]
    settings.language = "zh"
    page.wait()
    page.wait()
    last = page.shell.leaf
    assert isinstance(last, FileView)
    assert last.escape()
    assert not last.escape()


def test_every_form_can_be_made_anew(
    page: Page, leaf: FileView, lively: Database
) -> None:
    file_a_little(lively)
    leaf.arrive()
    page.wait()
    seen, forms = leaf.seen, leaf.side.forms
    assert seen is not None
    [notice], first = seen.file.notices, seen.file.documents[0]
    made = [
        *(forms.stage(seen), forms.detail(seen), forms.document(seen, "plan")),
        *(forms.newer(seen, first), forms.attach(first), forms.void_document(first)),
        *(forms.notice(seen), forms.objection(notice), forms.void_notice(notice)),
        *(forms.answer(notice.objections[0]), forms.target(seen, "places")),
    ]

    again = [forms.again(form, seen) for form in made]

    assert [form.id for form in again] == [form.id for form in made]
    assert [form.title for form in again] == [form.title for form in made]


@pytest.mark.parametrize("role", [Role.ADMIN, Role.VIEWER])
def test_others_read_and_cannot_write(
    seat: Callable[[Database, Role], Page], lively: Database, role: Role
) -> None:
    leaf = leaf_of(seat(lively, role))

    assert leaf.stages.next.isHidden()
    assert leaf.add.isHidden()
    assert leaf.about.verify.isHidden()
    assert leaf.commands() == []
    leaf.side.add_paper("plan")
    assert leaf.side.begun == (None, {})


def test_a_file_that_cannot_be_read_offers_another_try(leaf: FileView) -> None:
    leaf.presenter.failed.emit(OSError("x"))

    assert not leaf.bar.isHidden()
    assert "没有做完" in leaf.bar.text


def test_open_findings_lead_to_the_sampling_of_the_audit_page(
    page: Page, leaf: FileView
) -> None:
    leaf.side.countdown.findings_wanted.emit()
    page.wait()

    assert page.window.page is not None
    assert page.window.page.leaf_id == "sampling"  # type: ignore[attr-defined]
