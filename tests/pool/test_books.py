"""Whatever the bureau does, in whatever order: no gram is in two places."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from typing import Any
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import precondition
from hypothesis.stateful import rule
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import text

from carbon_points.audit.service import approve
from carbon_points.audit.service import reverse_actions
from carbon_points.common.problems import RefusedError
from carbon_points.crediting.desk import log
from carbon_points.integrity.service import verify
from carbon_points.pool.notices import announce
from carbon_points.pool.notices import cancel
from carbon_points.pool.notices import NoticeForm
from carbon_points.pool.queries import balances
from carbon_points.pool.queries import batches
from carbon_points.pool.registering import register
from tests.deeds import drop_form
from tests.deeds import ride_form
from tests.districts import as_of
from tests.districts import copied
from tests.pool.bureau import disposed
from tests.pool.bureau import OVER
from tests.pool.bureau import TEXT
from tests.pool.bureau import used

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database

YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
METHODOLOGIES = ("clothing_reuse", "cycling")
_ACTIONS = text("""
SELECT a.id, v.methodology, a.reduction_mg FROM action a
JOIN methodology_version v ON v.id = a.version_id WHERE a.state = 3 ORDER BY a.id""")


@dataclass
class Account:
    """What one methodology has where, kept by hand in milligrams."""

    accrued: int = 0
    owed: int = 0
    retired: int = 0
    given: int = 0
    """With the enterprise."""

    pool: dict[int, int] = field(default_factory=dict)
    """By batch, in the order of registration."""

    def take_back(self, mg: int) -> None:
        """Out of accrued, else out of the newest batches, else owed."""
        part = min(mg, self.accrued)
        self.accrued -= part
        mg -= part
        for batch in reversed(list(self.pool)):
            part = min(mg, self.pool[batch])
            self.pool[batch] -= part
            mg -= part
        self.owed += mg

    def register(self, batch: int, covered: int) -> None:
        """What is there of a lot first makes good what is owed."""
        amount = min(covered, self.accrued)
        made_good = min(amount, self.owed)
        self.accrued -= amount
        self.owed -= made_good
        self.pool[batch] = amount - made_good

    @property
    def total(self) -> int:
        """Everything that is approved."""
        placed = self.accrued + sum(self.pool.values()) + self.given + self.retired
        return placed - self.owed


class Bureau(RuleBasedStateMachine):
    """The acts of the bureau beside books that are kept by hand."""

    district: Path
    folders: pytest.TempPathFactory

    @initialize()
    def _open(self) -> None:
        self.folder = self.folders.mktemp("bureau")
        self.db: Database = copied(self.district, self.folder / "copy")
        self.books: dict[str, Account] = defaultdict(Account)
        self.approved: dict[int, tuple[str, int]] = {}
        self.notices: dict[int, dict[str, list[int]]] = {}
        self.given: dict[int, tuple[dict[str, int], int]] = {}
        self.logged = 0

    def teardown(self) -> None:
        """All checks of the program agree in the end."""
        if hasattr(self, "db"):
            found = verify(self.db, as_of("auditor"), recalculate=True).checks
            self.db.close()
            assert [each for each in found if not each.ok] == []

    @rule(number=st.integers(1, 4), grams=st.integers(1000, 9000))
    def something_is_approved(self, number: int, grams: int) -> None:
        """A ride and a bag of clothes, at the desk and by the bureau."""
        self.logged += 1
        with suppress(RefusedError):
            log(self.db, as_of("worker"), drop_form(number, grams))
        with suppress(RefusedError):
            log(self.db, as_of("worker"), ride_form(f"R{self.logged}", number=number))
        approve(self.db, as_of(), "all")
        with self.db.reading() as session:
            found = {row[0]: (row[1], row[2]) for row in session.execute(_ACTIONS)}
        for action in found.keys() - self.approved.keys():
            methodology, mg = found[action]
            self.books[methodology].accrued += mg
        self.approved = found

    @precondition(lambda self: self.approved)
    @rule(which=st.integers(0, 50))
    def one_is_reversed(self, which: int) -> None:
        """Wherever its grams are by now."""
        action = sorted(self.approved)[which % len(self.approved)]
        reverse_actions(self.db, as_of("auditor"), [action], "重复")
        methodology, mg = self.approved.pop(action)
        self.books[methodology].take_back(mg)

    @rule(only=st.sampled_from([(), *((each,) for each in METHODOLOGIES)]))
    def a_notice_is_published(self, only: tuple[str, ...]) -> None:
        """About all that is in no other one."""
        known = {
            a for lots in self.notices.values() for ids in lots.values() for a in ids
        }
        lots: dict[str, list[int]] = defaultdict(list)
        for action in self.approved.keys() - known:
            methodology = self.approved[action][0]
            if not only or methodology in only:
                lots[methodology].append(action)
        form = NoticeForm(TEXT, *YEAR, only)
        if not lots:
            _refused("POOL_NOTHING", announce, self.db, as_of("auditor"), form)
            return
        made = announce(self.db, as_of("auditor"), form)
        assert {x.methodology: x.actions for x in made.lots} == {
            name: len(ids) for name, ids in lots.items()
        }
        self.notices[made.notice_id] = dict(lots)

    def _open_notices(self) -> list[int]:
        with self.db.reading() as session:
            done = set(
                session.scalars(
                    text(
                        "SELECT l.notice_id FROM pool_batch b"
                        " JOIN pool_lot l ON l.id = b.lot_id"
                    )
                )
            )
        return [each for each in self.notices if each not in done]

    @rule(which=st.integers(0, 9))
    def a_notice_is_cancelled(self, which: int) -> None:
        """One that is not registered."""
        if wanted := self._open_notices():
            notice = wanted[which % len(wanted)]
            cancel(self.db, as_of("auditor"), notice, "撤回")
            del self.notices[notice]

    @rule(which=st.integers(0, 9))
    def a_notice_is_registered(self, which: int) -> None:
        """What is left of it."""
        if not (wanted := self._open_notices()):
            return
        notice = wanted[which % len(wanted)]
        left = {
            name: [self.approved[a][1] for a in ids if a in self.approved]
            for name, ids in self.notices[notice].items()
        }
        caller = as_of("auditor", day=OVER)
        if not any(left.values()):
            _refused("POOL_NOTHING", register, self.db, caller, notice)
            return
        for batch in register(self.db, caller, notice).batches:
            covered = sum(left[batch.methodology])
            self.books[batch.methodology].register(batch.batch_id, covered)
        late = as_of("auditor", day=OVER)
        _refused("NOTICE_REGISTERED", register, self.db, late, notice)

    @rule(which=st.integers(0, 9), amount=st.integers(1, 4_000_000))
    def some_is_given_away(self, which: int, amount: int) -> None:
        """Of one batch; what is not there is refused."""
        held = [(name, b) for name, each in self.books.items() for b in each.pool]
        if not held:
            return
        name, batch = sorted(held)[which % len(held)]
        if amount > self.books[name].pool[batch]:
            taking = (batch, amount)
            _refused("POOL_SHORT", disposed, self.db, self.folder, taking)
            return
        done = disposed(self.db, self.folder, (batch, amount))
        self.books[name].pool[batch] -= amount
        self.books[name].given += amount
        self.given[done.disposal_id] = ({name: amount}, amount)

    @precondition(lambda self: self.given)
    @rule(which=st.integers(0, 9), amount=st.integers(1, 3_000_000))
    def some_of_it_is_used(self, which: int, amount: int) -> None:
        """Once and for all."""
        disposal = sorted(self.given)[which % len(self.given)]
        names, left = self.given[disposal]
        if amount > left:
            _refused("USE_TOO_MUCH", used, self.db, disposal, amount)
            return
        used(self.db, disposal, amount)
        [name] = names
        self.books[name].given -= amount
        self.books[name].retired += amount
        self.given[disposal] = (names, left - amount)

    @invariant()
    def every_gram_is_where_the_books_say(self) -> None:
        """And all of them together are what is approved."""
        if not hasattr(self, "db"):
            return
        with self.db.reading() as session:
            rows = {row.methodology: row for row in balances(session)}
            held = {each.batch_id: each.balance_mg for each in batches(session)}
        sums: dict[str, int] = defaultdict(int)
        for methodology, mg in self.approved.values():
            sums[methodology] += mg
        for name, account in self.books.items():
            row = rows[name]
            assert (row.accrued_mg, row.owed_mg) == (account.accrued, account.owed)
            assert (row.disposed_mg, row.retired_mg) == (account.given, account.retired)
            assert account.pool.items() <= held.items()
            assert account.total == sums[name]


def _refused(code: str, act: Any, *arguments: Any) -> None:
    with pytest.raises(RefusedError, match=code):
        act(*arguments)


def test_no_gram_is_in_two_places_whatever_is_done(
    small_district: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    class Here(Bureau):
        district = small_district
        folders = tmp_path_factory

    run_state_machine_as_test(
        Here, settings=settings(max_examples=12, stateful_step_count=16, deadline=None)
    )
