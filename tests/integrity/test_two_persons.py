"""What needs two persons (``domain.md`` section 1) is not in force by one alone."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.audit.changing import ChangeForm
from carbon_points.audit.changing import confirm as confirm_change
from carbon_points.audit.changing import propose
from carbon_points.audit.deciding import decide
from carbon_points.audit.rehearsing import rehearse
from carbon_points.audit.service import approve
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.integrity.erasing import erase
from carbon_points.pool.disposing import confirm as confirm_disposal
from carbon_points.pool.disposing import dispose
from carbon_points.rulebook.changes import Change
from carbon_points.rulebook.service import adopt
from carbon_points.scenarios.targets import confirm_target
from carbon_points.scenarios.targets import NewTarget
from carbon_points.scenarios.targets import propose_target
from carbon_points.security.people import change_operator
from carbon_points.security.people import Person
from carbon_points.security.rules import RIGHTS
from carbon_points.storage.engine import open_database
from tests.deeds import keep_busy
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import settle
from tests.deeds import take_one
from tests.districts import as_of
from tests.districts import copied
from tests.districts import make_empty
from tests.districts import NAME
from tests.pool.bureau import disposal
from tests.pool.bureau import OVER
from tests.pool.bureau import registered

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database

    Act = Callable[[Database, str, str, Path], object]

ADOPTED = dt.date(2026, 1, 1)
PROMOTED = Person("worker", "社区工作人员", frozenset({"worker", "admin"}))


@dataclass(frozen=True)
class Rule:
    """One thing that two must sign."""

    right: str
    first: Act
    """(database, who, second person, folder): proposed, or done at once by two."""

    confirm: Act | None
    """The second person's own act, where they need not sit together."""

    count: str
    """How often it is in force."""

    proposer: str = "auditor"
    alone: str = ""
    """The code that one alone is refused with; empty where a proposal waits."""

    at_once: bool = True
    """Whether two who sit together may do it in one act."""


def _adopt(db: Database, who: str, second: str, _folder: Path) -> object:
    caller = as_of(who, second=second)
    return adopt(db, caller, ["air_conditioner"], ADOPTED, "济环字〔2026〕1号")


def _dispose(db: Database, who: str, second: str, folder: Path) -> object:
    batch = _number(db, "SELECT MIN(id) FROM pool_batch")
    if not batch:
        batch = registered(db).batches[0].batch_id
    caller = as_of(who, day=OVER, second=second)
    return dispose(db, caller, disposal(folder, (batch, 1000)))


def _confirm_disposal(db: Database, who: str, _second: str, _folder: Path) -> object:
    number = _number(db, "SELECT MAX(id) FROM pool_disposal")
    return confirm_disposal(db, as_of(who, day=OVER), number)


def _propose_change(db: Database, who: str, _second: str, _folder: Path) -> object:
    less = Change("clothing.displacement", "0.5", ADOPTED, of_factor=True)
    effect = rehearse(db, as_of("auditor"), less)
    return propose(db, as_of(who), effect, ChangeForm("区环发〔2026〕12号"))


def _confirm_change(db: Database, who: str, _second: str, _folder: Path) -> object:
    return confirm_change(
        db, as_of(who), _number(db, "SELECT MAX(id) FROM rule_change")
    )


def _promote(db: Database, who: str, second: str, _folder: Path) -> object:
    return change_operator(db, as_of(who, second=second), PROMOTED)


def _target(db: Database, who: str, second: str, _folder: Path) -> object:
    new = NewTarget("places", 10, "区工作专班会议纪要", dt.date(2026, 3, 2))
    return propose_target(db, as_of(who, second=second), "life", new)


def _confirm_target(db: Database, who: str, _second: str, _folder: Path) -> object:
    return confirm_target(db, as_of(who), "life", "places")


def _approve_doubt(db: Database, who: str, second: str, _folder: Path) -> object:
    return decide(db, as_of(who, second=second), "approve", [_number(db, _LAST)])


def _approve_all(db: Database, who: str, second: str, _folder: Path) -> object:
    return approve(db, as_of(who, second=second), "all")


def _erase(db: Database, who: str, second: str, _folder: Path) -> object:
    return erase(db, as_of(who, second=second), person(6), "本人申请", sweep=False)


_LAST = "SELECT COALESCE(MAX(id), 0) FROM action"
_DOUBT = "SELECT state IN (0, 3) FROM action ORDER BY id DESC LIMIT 1"
RULES = {
    "an adoption": Rule(
        "adopt",
        _adopt,
        _adopt,
        "SELECT COUNT(*) FROM adoption WHERE step = 'confirmed'"
        " AND methodology = 'air_conditioner'",
    ),
    "a disposal": Rule(
        "pool dispose",
        _dispose,
        _confirm_disposal,
        "SELECT COUNT(*) FROM pool_disposal_step WHERE step = 'confirmed'",
    ),
    "a change of a factor": Rule(
        "audit change confirm",
        _propose_change,
        _confirm_change,
        "SELECT COUNT(*) FROM rule_change_step WHERE step = 'confirmed'",
        at_once=False,
    ),
    "an acceptance target": Rule(
        "scenario criterion",
        _target,
        _confirm_target,
        "SELECT COUNT(*) FROM scenario_target WHERE step = 'confirmed'",
    ),
    "a doubtful approval": Rule("audit decide", _approve_doubt, _approve_doubt, _DOUBT),
    "an approval of everything": Rule(
        "approve", _approve_all, None, _DOUBT, alone="SECOND_PERSON"
    ),
    "a promotion": Rule(
        "users",
        _promote,
        None,
        "SELECT COUNT(*) FROM operator WHERE name = 'worker' AND roles LIKE '%admin%'",
        proposer="admin",
        alone="SECOND_NEEDED",
    ),
    "an erasure": Rule(
        "participant erase",
        _erase,
        None,
        "SELECT COUNT(*) FROM participant WHERE state = 'erased'",
        proposer="admin",
        alone="SECOND_NEEDED",
    ),
}


def _number(db: Database, query: str) -> int:
    with db.reading() as session:
        return int(session.scalar(text(query)) or 0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district where everybody signs in; the newest ride is too fast to be true."""
    folder = tmp_path_factory.mktemp("two")
    make_empty(folder, ("heat_pump", "rooftop_pv"))
    with open_database(folder / NAME) as db:
        settle(db)
        keep_busy(db, tmp_path_factory.mktemp("busy"))
        fast = Ride("F", 5, Ride("").start + 900_000, 1200, 6500)
        take_one(db, rides_file(tmp_path_factory.mktemp("fast"), [fast]))
        with db.writing() as session:
            session.execute(text("UPDATE operator SET password_hash = 'x'"))
    return folder


@pytest.fixture
def bureau(made: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of it."""
    with copied(made, tmp_path / "copy") as db:
        yield db


def _one_alone(rule: Rule, db: Database, folder: Path) -> None:
    """The first person does what one may do alone."""
    if rule.alone:
        with pytest.raises((RefusedError, NotAllowedError), match=rule.alone):
            rule.first(db, rule.proposer, "", folder)
    else:
        rule.first(db, rule.proposer, "", folder)


@pytest.mark.parametrize("name", RULES)
def test_one_person_alone_puts_nothing_in_force(
    bureau: Database, tmp_path: Path, name: str
) -> None:
    rule = RULES[name]

    _one_alone(rule, bureau, tmp_path)

    assert _number(bureau, rule.count) == 0


@pytest.mark.parametrize("name", RULES)
def test_nobody_is_the_second_person_to_themselves(
    bureau: Database, tmp_path: Path, name: str
) -> None:
    rule = RULES[name]
    _one_alone(rule, bureau, tmp_path)

    if rule.at_once:
        with pytest.raises(NotAllowedError, match="SECOND_SAME"):
            rule.first(bureau, rule.proposer, rule.proposer, tmp_path)
    if rule.confirm is not None:
        # A doubt that one has approved simply goes on waiting for the other.
        with suppress(RefusedError):
            rule.confirm(bureau, rule.proposer, "", tmp_path)

    assert _number(bureau, rule.count) == 0


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("other", ["worker", "viewer", "admin"])
def test_no_other_role_is_the_second_person(
    bureau: Database, tmp_path: Path, name: str, other: str
) -> None:
    rule = RULES[name]
    if other == rule.proposer:
        return
    _one_alone(rule, bureau, tmp_path)

    if rule.at_once:
        with pytest.raises(NotAllowedError, match="ROLE"):
            rule.first(bureau, rule.proposer, other, tmp_path)
    if rule.confirm is not None:
        with pytest.raises(NotAllowedError, match="ROLE"):
            rule.confirm(bureau, other, "", tmp_path)

    assert _number(bureau, rule.count) == 0


@pytest.mark.parametrize("name", RULES)
def test_another_auditor_puts_it_in_force(
    bureau: Database, tmp_path: Path, name: str
) -> None:
    rule = RULES[name]
    _one_alone(rule, bureau, tmp_path)

    if rule.confirm is not None:
        rule.confirm(bureau, "auditor2", "", tmp_path)
    else:
        rule.first(bureau, rule.proposer, "auditor2", tmp_path)

    assert _number(bureau, rule.count) >= 1


@pytest.mark.parametrize("name", [n for n, rule in RULES.items() if rule.at_once])
def test_two_who_sit_together_do_it_at_once(
    bureau: Database, tmp_path: Path, name: str
) -> None:
    rule = RULES[name]

    rule.first(bureau, rule.proposer, "auditor2", tmp_path)

    assert _number(bureau, rule.count) >= 1


def test_every_right_with_a_second_person_is_tried_here() -> None:
    tried = {rule.right for rule in RULES.values()}
    unbuilt = {"factors", "rates", "policies"}
    in_part = {"retention run"}  # alone it lets everything go but people
    signed = {name for name, right in RIGHTS.items() if right.second}

    assert signed <= tried | unbuilt | in_part
