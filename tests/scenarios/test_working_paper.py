"""The working paper of a sample can be printed, filled in by hand and signed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]

from carbon_points.audit.sample_paper import paper_of
from carbon_points.audit.sample_paper import paper_of_plan
from carbon_points.audit.sample_paper import stratum_text
from carbon_points.audit.sampling import check
from carbon_points.audit.sampling import Checked
from carbon_points.audit.sampling import Design
from carbon_points.audit.sampling import keep
from carbon_points.audit.sampling import plan
from carbon_points.common.ids import id_text
from carbon_points.scenarios.working_paper import working_paper_pdf
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

DESIGN = Design("life", Fraction("0.95"), "tolerable", Fraction("0.05"), "章丘2026")


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return "\n".join(pages)


def test_a_plan_is_printed_with_its_whole_list_and_room_for_everything(
    approved: Database,
) -> None:
    with approved.reading() as session:
        drawn = plan(session, DESIGN)
        paper = paper_of_plan(session, drawn)

    said = words(working_paper_pdf(paper))

    assert "方案（未保存）" in said
    assert "“章丘2026”" in said
    assert all(id_text(each) in said for each in drawn.ids)
    assert said.count("无误") > len(drawn.ids)
    assert drawn.drawn[0].key.hex() in said
    assert drawn.ids_digest.hex()[:32] in said
    assert stratum_text(drawn.strata[0].name) in said
    for place in ("推算总体多计", "抽样人", "核查人", "复核人", "现场检查人员"):
        assert place in said


def test_a_checked_sample_is_printed_with_its_interval_and_findings(
    approved: Database,
) -> None:
    number, drawn = keep(approved, as_of("auditor"), DESIGN)
    wrong, *others = drawn.ids
    said = [Checked(wrong, "wrong", "R2", "按斤登记")]
    check(
        approved,
        as_of("auditor"),
        number,
        [*said, *(Checked(each, "right") for each in others)],
    )
    with approved.reading() as session:
        paper = paper_of(session, number)

    shown = words(first := working_paper_pdf(paper))

    assert paper.plan == drawn
    assert f"抽样 {id_text(number)}" in shown
    assert "R2 单位有误" in shown
    assert "按斤登记" in shown
    assert "待整改" in shown
    assert "未关闭 1 个" in shown
    assert first == working_paper_pdf(paper)
