"""Slips, passbook, consent and explanation: what they say, the same every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pytest
from sqlalchemy import text

from carbon_points.certificates.consent_words import wording
from carbon_points.certificates.papers import consent_form
from carbon_points.certificates.papers import explanation
from carbon_points.certificates.papers import note_print
from carbon_points.certificates.papers import PaperSize
from carbon_points.certificates.papers import slip
from carbon_points.common.ids import id_text
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.crediting.desk import log
from carbon_points.participants.consent_texts import consent_texts
from carbon_points.participants.drafts import Proxy
from carbon_points.participants.service import give_consent
from carbon_points.participants.service import withdraw_consent
from tests.certificates.reading import texts
from tests.deeds import drop_form
from tests.deeds import person
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

_MM = 72 / 25.4


def actions_of(db: Database, participant_id: int) -> list[int]:
    with db.reading() as session:
        query = text("SELECT id FROM action WHERE participant_id = :who ORDER BY id")
        return list(session.scalars(query, {"who": participant_id}))


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """The pages in whole millimetres."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = [page.get_size() for page in document]
    return [(round(wide / _MM), round(high / _MM)) for wide, high in found]


def test_a_slip_says_who_what_and_where_the_account_stands(small: Database) -> None:
    done = log(small, as_of("worker"), drop_form(1))
    assert done.action_id is not None

    paper = slip(small, as_of("worker"), person(1), [done.action_id], PaperSize.ROLL)

    [page] = texts(paper.pdf)
    assert "山东省济南市章丘区碳普惠" in page
    assert "明水街道服务台2026-06-3014:13" in page
    assert "经办社区工作人员" in page
    assert "王芳" in page
    assert "370114********101X" in page
    assert f"4.321千克编号{id_text(done.action_id)}" in page
    assert f"待审核积分（预计）{done.points_expected:,}分" in page
    assert "可用积分0分" in page
    assert "未经核证" in page
    assert "对记录有异议" in page
    assert (paper.kind, paper.subject) == ("slip", id_text(done.action_id))


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(
    ("size", "millimetres"),
    [(PaperSize.ROLL, (80, 0)), (PaperSize.A5, (148, 210)), (PaperSize.A4, (210, 297))],
)
def test_a_slip_has_the_size_that_was_wanted(
    busy: Database, size: PaperSize, millimetres: tuple[int, int], *, large: bool
) -> None:
    wanted = actions_of(busy, person(1))

    paper = slip(busy, as_of("worker"), person(1), wanted, size, large=large)

    for wide, high in sizes(paper.pdf):
        assert wide == millimetres[0]
        assert high == (millimetres[1] or high)
    shown = "".join(texts(paper.pdf))
    assert all(f"编号{id_text(number)}" in shown for number in wanted)


def test_the_same_slip_has_the_same_bytes(busy: Database) -> None:
    wanted = actions_of(busy, person(1))

    once, again = (
        slip(busy, as_of("worker"), person(1), wanted, PaperSize.A5).pdf
        for _ in range(2)
    )

    assert once == again


def test_the_lines_of_a_slip_add_up_to_what_waits(small: Database) -> None:
    for grams in (501, 517, 1033):
        log(small, as_of("worker"), drop_form(1, grams=grams))
    wanted = actions_of(small, person(1))

    paper = slip(small, as_of("worker"), person(1), wanted, PaperSize.A5)

    [page] = texts(paper.pdf)
    waiting = page.partition("待审核积分（预计）")[2].partition("分")[0]
    assert f"+{waiting}分可用积分0分" in page


def test_a_slip_that_was_printed_before_says_so(busy: Database) -> None:
    wanted = actions_of(busy, person(1))
    first = slip(busy, as_of("worker"), person(1), wanted, PaperSize.ROLL)
    for state in ("confirmed", "saved", "failed", "queued"):
        note_print(busy, as_of("worker"), first, "小票机", 1, state)

    again = slip(busy, as_of("worker"), person(1), wanted, PaperSize.A5)

    assert (first.reprints, again.reprints) == (0, 2)
    assert "重打" not in texts(first.pdf)[0]
    assert "重打第2次" in texts(again.pdf)[0]


def test_somebody_elses_action_is_on_no_slip(busy: Database) -> None:
    [first, *_] = actions_of(busy, person(2))

    with pytest.raises(UserError, match="ACTION_UNKNOWN"):
        slip(busy, as_of("worker"), person(1), [first], PaperSize.ROLL)


def test_who_may_not_print_gets_no_slip(busy: Database) -> None:
    with pytest.raises(NotAllowedError):
        slip(busy, as_of("viewer"), person(1), [], PaperSize.ROLL)


def test_nobody_has_no_slip(busy: Database) -> None:
    with pytest.raises(UserError, match="PARTICIPANT_UNKNOWN"):
        slip(busy, as_of("worker"), person(999), [], PaperSize.ROLL)


@pytest.mark.parametrize("large", [False, True])
def test_the_consent_says_what_is_agreed_to_and_where_to_sign(
    small: Database, *, large: bool
) -> None:
    resident = consent_form(small, as_of("worker"), person(1), large=large)
    company = consent_form(small, as_of("worker"), person(7), large=large)

    one, other = "".join(texts(resident.pdf)), "".join(texts(company.pdf))
    assert "碳普惠参与和个人信息处理授权书" in one
    assert "单独同意为上述目的处理本人的公民身份号码" in one
    assert "济南市生态环境局章丘分局" in one
    assert "本人签名（或按指印）" in one
    assert "代办" not in one
    assert "碳普惠参与授权书（中小微企业）" in other
    assert "单位盖章" in other
    assert "授权书文本第1版" in other
    assert (resident.pages == 1, company.pages == 1) == (not large, not large)


def test_a_proxy_signs_beside_the_resident(small: Database) -> None:
    withdraw_consent(small, as_of("worker"), person(1), "换代办人")
    proxy = Proxy("李强", "儿子")
    give_consent(small, as_of("worker"), person(1), "1", proxy)

    paper = consent_form(small, as_of("worker"), person(1))

    [page] = texts(paper.pdf)
    assert "代办李强（与本人关系：儿子）" in page
    assert "代办人签名" in page


def test_every_text_that_was_signed_has_both_kinds() -> None:
    versions = {text.version for text in consent_texts()}

    assert {(text.version, text.kind) for text in consent_texts()} == {
        (version, kind) for version in versions for kind in ("resident", "sme")
    }
    assert wording("unknown", "sme") == consent_texts()[-1]


def test_an_explanation_says_what_it_rests_on_and_what_it_does_not_mean(
    busy: Database,
) -> None:
    [ride, *_] = actions_of(busy, person(1))

    [page] = texts(explanation(busy, as_of("worker"), ride).pdf)

    assert "自行车骑行3千米2026-03-02120gCO₂e120分已通过" in page
    assert "您做了什么车辆共享单车" in page
    assert "来自武碳江湖" in page
    assert "（2020-01-01起）" in page
    assert "假定值，待主管部门确认" in page
    assert "按每1克计1分，记入120分" in page
    assert "这个数不代表什么·不代表经过核证" in page
    assert "有疑问怎么办" in page


def test_every_state_is_explained_on_one_page(busy: Database) -> None:
    with busy.reading() as session:
        rows = session.execute(text("SELECT state, id FROM action"))
        every = {state: number for state, number in rows}  # noqa: C416  (a row)

    papers = {
        state: explanation(busy, as_of("worker"), number)
        for state, number in every.items()
    }

    assert {state: paper.pages for state, paper in papers.items()} == dict.fromkeys(
        every, 1
    )
    assert "现在通过的话预计1,225分" in texts(papers[1].pdf)[0]
    assert "已冲正，记入的积分已扣回" in texts(papers[5].pdf)[0]
    refused = texts(papers[6].pdf)[0]
    assert "不予计入" in refused
    assert "怎么算出来的" not in refused
    assert refused.index("您做了什么") + len("您做了什么") < refused.index("跟什么比")


def test_every_methodology_is_explained_on_one_page(busy: Database) -> None:
    with busy.reading() as session:
        query = text("SELECT MIN(id) FROM action WHERE state = 3 GROUP BY version_id")
        every = list(session.scalars(query))

    pages = [explanation(busy, as_of("auditor"), number).pages for number in every]

    assert pages == [1] * 5
