"""One bag of clothes on its way into the pool and out of it again, hop by hop."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.audit.deciding import decide
from carbon_points.crediting.desk import log
from carbon_points.integrity.service import verify
from carbon_points.pool.disposing import dispose
from carbon_points.pool.notices import announce
from carbon_points.pool.objections import answer
from carbon_points.pool.objections import ObjectionForm
from carbon_points.pool.objections import raise_objection
from carbon_points.pool.queries import actions_behind
from carbon_points.pool.registering import register
from carbon_points.pool.using import use
from carbon_points.pool.using import UseForm
from carbon_points.scenarios.public_output import write_register
from carbon_points.scenarios.public_register import register_of
from tests.deeds import drop_form
from tests.districts import AS_OF
from tests.districts import as_of
from tests.pool.bureau import disposal
from tests.pool.bureau import form

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


def lies(db: Database) -> dict[str, int]:
    """Milligrams by kind of account."""
    query = text("""
        SELECT k.kind, SUM(p.amount) FROM ledger_posting p
        JOIN ledger_account k ON k.id = p.account_id
        WHERE p.commodity = 2 AND k.kind != 'issue' GROUP BY 1
        HAVING SUM(p.amount) != 0""")
    with db.reading() as session:
        return {row[0]: row[1] for row in session.execute(query)}


def test_a_bag_of_clothes_goes_from_the_desk_to_its_final_use(
    small: Database, tmp_path: Path
) -> None:
    # 1 logged at the desk, with its slip
    slip = tmp_path / "小票.txt"
    slip.write_text("旧衣 4.321 kg", "utf-8")
    logged = log(small, as_of("worker"), drop_form(1), [slip])
    assert logged.action_id is not None
    assert lies(small) == {}

    # 2 approved: it accrues
    decide(small, as_of("auditor"), "approve", [logged.action_id])
    mg = logged.reduction_mg
    assert lies(small) == {"accrued": mg}

    # 3 announced for seven working days; nothing moves
    notice = announce(small, as_of("auditor"), form())
    assert (notice.starts, notice.lots[0].reduction_mg) == (AS_OF, mg)

    # 4 somebody objects, the bureau answers
    said = ObjectionForm(notice.notice_id, "请说明称重方式。", "phone")
    objection = raise_objection(small, as_of("auditor"), said)
    answer(small, as_of("auditor"), objection, "电子秤称重，有小票。", upheld=False)
    assert lies(small) == {"accrued": mg}

    # 5 the notice is over: a numbered batch of the pool
    over = notice.ends + dt.timedelta(1)
    day = as_of("auditor", day=over)
    [batch] = register(small, day, notice.notice_id).batches
    assert lies(small) == {"pool": mg}
    with small.reading() as session:
        assert actions_behind(session, batch.batch_id) == (logged.action_id,)

    # 6 two auditors give it to an enterprise
    signed = as_of("auditor", day=over, second="auditor2")
    given = dispose(small, signed, disposal(tmp_path, (batch.batch_id, mg)))
    assert (given.state, lies(small)) == ("confirmed", {"enterprise": mg})

    # 7 the enterprise uses it: the end
    used = UseForm(given.disposal_id, "2026 年产品碳足迹声明")
    assert use(small, as_of("auditor", day=over), used).left_mg == 0
    assert lies(small) == {"retired": mg}

    # 8 everybody may read where it went, but not that it was one person's
    with small.reading() as session:
        public = register_of(session, over)
    page = tmp_path / "register.html"
    write_register(public, page)
    shown = page.read_text("utf-8")
    assert batch.number in shown
    assert "未经核证" in shown
    assert "支配权：生态环境主管部门" in shown
    assert public.batches[0].figures.registered_mg is None

    # and everything is as it must be
    found = verify(small, as_of("auditor"), recalculate=True)
    assert [each for each in found.checks if not each.ok] == []
