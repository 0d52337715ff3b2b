"""One call of the real function for each right: what a cell of the table tries.

The arguments are sound enough to reach the question who may, and mostly name what is
not there: whoever may is refused for that, and changes as little as possible.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.actions.service import withdraw
from carbon_points.audit import change_list
from carbon_points.audit import changing
from carbon_points.audit import deciding
from carbon_points.audit import findings
from carbon_points.audit import persons
from carbon_points.audit import rehearsing
from carbon_points.audit import sampling
from carbon_points.audit.service import approve
from carbon_points.audit.service import reverse_actions
from carbon_points.audit.service import withdraw_import
from carbon_points.certificates import addressees
from carbon_points.certificates import bureau
from carbon_points.certificates import data_copy
from carbon_points.certificates import papers
from carbon_points.certificates import register as papers_kept
from carbon_points.certificates.desk_paper import Paper
from carbon_points.certificates.desk_paper import PaperSize
from carbon_points.certificates.keys import public_files
from carbon_points.certificates.membership import ask_bureau
from carbon_points.certificates.membership import install
from carbon_points.certificates.print_log import end_print
from carbon_points.certificates.print_log import note_print
from carbon_points.certificates.publication import publication
from carbon_points.certificates.revoking import revoke
from carbon_points.certificates.service import issue
from carbon_points.certificates.sheets import stocktaking_sheets
from carbon_points.certificates.standing import standing
from carbon_points.certificates.trust import Keys
from carbon_points.common.ids import first_id
from carbon_points.common.progress import Progress
from carbon_points.crediting import desk
from carbon_points.crediting import fleet
from carbon_points.crediting import installations
from carbon_points.crediting import readings
from carbon_points.crediting.metering import NewReading
from carbon_points.crediting.roll_export import export_roll
from carbon_points.dossier.service import build_dossier
from carbon_points.dossier.yearly import report_year
from carbon_points.exchange.service import desk_of
from carbon_points.exchange.service import import_files
from carbon_points.exchange.service import Options
from carbon_points.indicators.service import read_evidence
from carbon_points.indicators.service import report
from carbon_points.indicators.service import Reported
from carbon_points.indicators.sheets import export as export_indicators
from carbon_points.integrity import account_closing
from carbon_points.integrity import backup_run
from carbon_points.integrity import backup_runs
from carbon_points.integrity import erasing
from carbon_points.integrity import old_keys
from carbon_points.integrity import retention
from carbon_points.integrity.backup_plan import BackupPlan
from carbon_points.integrity.backup_plan import set_plan
from carbon_points.integrity.closing import close_month
from carbon_points.integrity.day_sheet import day_sheet
from carbon_points.integrity.service import verify
from carbon_points.participants import editing
from carbon_points.participants import service as participants
from carbon_points.participants import twins
from carbon_points.participants.resealing import rotate_identity
from carbon_points.rulebook.changes import Change
from carbon_points.rulebook.service import adopt
from carbon_points.rulebook.service import current
from carbon_points.scenarios import documents
from carbon_points.scenarios import file as scenario_file
from carbon_points.scenarios import notices as scenario_notices
from carbon_points.scenarios import stages
from carbon_points.scenarios import targets
from carbon_points.scenarios.verifications import note_verification
from carbon_points.scenarios.withdrawals import withdraw_document
from carbon_points.scenarios.withdrawals import withdraw_notice
from carbon_points.security import file_keys
from carbon_points.security import people
from carbon_points.security.journal import every_line
from carbon_points.security.journal import page
from carbon_points.security.journal import Wanted
from carbon_points.security.journal_export import export_journal
from carbon_points.security.restoring import permit_restore
from carbon_points.statistics.behind import Slice
from carbon_points.storage.checks import Check
from carbon_points.storage.keys import Protection
from tests.deeds import ride_form
from tests.deeds import YEAR
from tests.participants.people import ric
from tests.scenarios import life
from tests.security.pool_cells import fresh_file
from tests.security.pool_cells import POOL_CELLS
from tests.security.window_cells import WINDOW_CELLS
from ui.audit_desk import queue_work
from ui.audit_desk import sampling_work
from ui.scenario_desk import file_work
from ui.scenario_desk import indicators_work
from ui.scenario_desk import scenario_records
from ui.service_desk import desk_work
from ui.service_desk import roll_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from typing import TypeAlias

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

    Call: TypeAlias = Callable[[Database, Caller], object]

NOBODY: Final = first_id(12) + 9_000
"""A number that no row has."""

SOMEBODY: Final = first_id(12) + 1
DAY: Final = dt.date(2026, 3, 2)
_WORDS: Final = Protection("绿水青山 2026")
OUT: Final = Path(__file__) / "not" / "there"
"""A folder that nobody can make: who may is stopped there."""

_FORM: Final = {
    "kind": "resident",
    "name": "王芳",
    "identity": ric(77),
    "subdistrict": "明水街道",
    "phone": "13900000077",
    "consent": True,
}
_LESS: Final = Change("clothing.displacement", "0.5", DAY, of_factor=True)
_DESIGN: Final = sampling.Design(
    "life", Fraction(95, 100), "tolerable", Fraction(1, 20), "章丘"
)
_READING: Final = NewReading(NOBODY, DAY, "12")
_CHANGED: Final = readings.MeterChange(NOBODY, DAY, "12", "0")
_PUMP: Final = installations.NewInstallation("heat_pump", SOMEBODY, "HP9", {})
_TARGET: Final = targets.NewTarget("places", 10, "会议纪要", DAY)
_PAPER: Final = Paper("slip", b"", "凭条", "", 1, SOMEBODY)
_PERSON: Final = people.Person("wang", "王芳", frozenset({"worker"}))


def _effect(db: Database, by: Caller) -> object:
    """A proposal of what an auditor rehearsed: the rehearsal itself is another's."""
    from tests.districts import as_of  # noqa: PLC0415  (only here)

    rehearsed = rehearsing.rehearse(db, as_of("auditor"), _LESS)
    return changing.propose(db, by, rehearsed, changing.ChangeForm("济环字〔2026〕1号"))


def _read(question: Callable[[Any, Caller], object]) -> Call:
    """A question that takes an open session."""

    def asked(db: Database, by: Caller) -> object:
        with db.reading() as session:
            return question(session, by)

    return asked


_OF_ROOMS: Final[dict[str, Sequence[Call]]] = {
    "import": (
        lambda db, by: import_files(db, by, [OUT], Options()),
        lambda db, by: desk_of(db, by, Progress()),
    ),
    "find": (
        lambda db, by: desk_work.candidates(db, by, "王"),
        lambda db, by: papers_kept.verify_serial(db, by, "X", Keys(())),
    ),
    "show": (
        lambda db, by: roll_work.profile(db, by, SOMEBODY),
        fleet.installations,
        lambda db, by: fleet.installation(db, by, NOBODY),
    ),
    "register": (
        lambda db, by: participants.register(db, by, _FORM),
        lambda db, by: participants.give_consent(db, by, NOBODY, "1"),
        lambda db, by: participants.withdraw_consent(db, by, NOBODY),
    ),
    "participant edit": (lambda db, by: editing.edit_details(db, by, NOBODY, {}),),
    "participants export": (
        lambda db, by: export_roll(db, by, [SOMEBODY], OUT / "x.xlsx", Progress()),
    ),
    "participant copy": (
        lambda db, by: data_copy.copy_data(db, by, NOBODY, OUT, "本人申请"),
        lambda db, by: data_copy.gather(db, by, NOBODY, "本人申请"),
    ),
    "participant close": (
        lambda db, by: account_closing.close_account(db, by, NOBODY, "本人申请"),
    ),
    "participant erase": (
        lambda db, by: erasing.outlook(db, by, NOBODY),
        lambda db, by: erasing.erase(db, by, NOBODY, "本人申请"),
    ),
    "retention show": (retention.outlook,),
    "retention run": (retention.run,),
    "twin mark": (lambda db, by: twins.mark_twin(db, by, NOBODY, SOMEBODY, "像"),),
    "twin dismiss": (lambda db, by: twins.dismiss_twin(db, by, NOBODY, "不像"),),
    "unmask": (lambda db, by: participants.reveal_identity(db, by, NOBODY, "核对"),),
    "log": (
        lambda db, by: desk.log(db, by, ride_form("R1"), [fresh_file()]),
        lambda db, by: desk.preview(db, by, ride_form("R2")),
        lambda db, by: installations.register_installation(
            db, by, _PUMP, [fresh_file()]
        ),
        lambda db, by: installations.check_installation(db, by, _PUMP),
        lambda db, by: installations.add_papers(db, by, NOBODY, [fresh_file()]),
        lambda db, by: readings.preview_reading(db, by, _READING),
        lambda db, by: readings.record_reading(db, by, _READING),
        lambda db, by: readings.change_meter(db, by, _CHANGED),
    ),
    "withdraw": (
        lambda db, by: withdraw(db, by, [NOBODY], "记错"),
        lambda db, by: installations.take_back(db, by, NOBODY),
    ),
    "withdraw approved": (
        lambda db, by: withdraw_import(db, by, _approved_batch(db), "错"),
    ),
    "audit queue": (lambda db, by: queue_work.load(db, by, "zh"),),
    "audit show": (lambda db, by: queue_work.beside(db, by, current(db, by), NOBODY),),
    "audit decide": (
        lambda db, by: deciding.mark(db, by, "approve", [NOBODY]),
        lambda db, by: deciding.preview(db, by, "approve", [NOBODY]),
        deciding.open_batch,
        deciding.undo,
        deciding.sign,
        lambda db, by: deciding.decide(db, by, "approve", [NOBODY]),
        lambda db, by: reverse_actions(db, by, [NOBODY], "重复"),
        lambda db, by: persons.freeze_person(db, by, NOBODY, "R5"),
        lambda db, by: persons.release_person(db, by, NOBODY),
    ),
    "audit rehearse": (lambda db, by: rehearsing.rehearse(db, by, _LESS),),
    "audit change": (
        _effect,
        change_list.changes,
        lambda db, by: change_list.change_entry(db, by, NOBODY),
        lambda db, by: changing.drop(db, by, NOBODY, "放弃"),
    ),
    "audit change confirm": (lambda db, by: changing.confirm(db, by, NOBODY),),
    "audit day": (day_sheet,),
    "audit sample": (lambda db, by: sampling.keep(db, by, _DESIGN),),
    "audit check": (
        lambda db, by: sampling.check(
            db, by, NOBODY, [sampling.Checked(NOBODY, "right")]
        ),
    ),
    "audit result": (lambda db, by: sampling_work.opened(db, by, NOBODY),),
    "audit finding": (
        lambda db, by: findings.open_finding(
            db, by, findings.Opening(NOBODY, "R1", "单据不清")
        ),
        lambda db, by: findings.correct(db, by, NOBODY, findings.Correction("已补")),
        lambda db, by: findings.close(db, by, NOBODY, "已改"),
        lambda db, by: findings.dismiss(db, by, NOBODY, "无误"),
    ),
    "audit verify": (verify,),
    "approve": (lambda db, by: approve(db, by, "careful"),),
    "close-month": (lambda db, by: close_month(db, by, "2099-01"),),
    "dossier": (lambda db, by: build_dossier(db, by, "life", OUT),),
    "report subdistrict": (lambda db, by: report_year(db, by, "月球", 2026, OUT),),
    "scenario show": (lambda db, by: file_work.look(db, by, "life"),),
    "scenario set": (
        lambda db, by: scenario_file.describe(
            db, by, "life", scenario_file.Detail("供销社", places=(NOBODY,))
        ),
    ),
    "scenario document": (
        lambda db, by: documents.file_document(
            db, by, "life", documents.NewDocument("plan", "方案", DAY, replaces=NOBODY)
        ),
        lambda db, by: documents.attach_files(db, by, NOBODY, [fresh_file()]),
        lambda db, by: withdraw_document(db, by, NOBODY, "录错"),
        lambda db, by: note_verification(db, by, [Check("all", 1)]),
    ),
    "scenario stage": (
        lambda db, by: stages.enter_stage(db, by, "life", life.step("running", DAY)),
    ),
    "scenario notice": (
        lambda db, by: scenario_notices.object_to(
            db, by, NOBODY, DAY, ("resident", "怎么算？")
        ),
        lambda db, by: withdraw_notice(db, by, NOBODY, "有误"),
    ),
    "scenario criterion": (
        lambda db, by: targets.propose_target(db, by, "life", _TARGET),
        lambda db, by: targets.confirm_target(db, by, "life", "places"),
        lambda db, by: targets.drop_target(db, by, "life", "places"),
    ),
    "certificate issue": (
        lambda db, by: issue(db, by, [NOBODY], YEAR, OUT),
        lambda db, by: stocktaking_sheets(db, by, [NOBODY], YEAR, OUT),
        _read(lambda session, by: addressees.members(session, by, "西苑社区")),
    ),
    "certificate revoke": (lambda db, by: revoke(db, by, "X", "登记错误"),),
    "adopt": (
        lambda db, by: adopt(db, by, ["air_conditioner"], DAY, "济环字〔2026〕1号"),
    ),
    "stats": (lambda db, by: scenario_records.open_number(db, by, Slice("life")),),
    "explain": (
        lambda db, by: roll_work.explained(db, by, NOBODY),
        lambda db, by: scenario_records.explained(db, by, NOBODY),
    ),
    "print": (
        lambda db, by: papers.slip(db, by, NOBODY, (), PaperSize.A5),
        lambda db, by: papers.consent_form(db, by, NOBODY),
        lambda db, by: papers.explanation(db, by, NOBODY),
        lambda db, by: papers_kept.certificate_paper(db, by, "X"),
        lambda db, by: papers_kept.hand_over(db, by, "X"),
        lambda db, by: note_print(db, by, _PAPER, "", 1, "saved"),
        lambda db, by: end_print(db, by, NOBODY, "confirmed"),
    ),
    "indicator list": (indicators_work.look,),
    "indicator show": (
        lambda db, by: indicators_work.history(db, by, "28a"),
        lambda db, by: read_evidence(db, by, NOBODY),
    ),
    "indicator export": (lambda db, by: export_indicators(db, by, OUT / "x.xlsx"),),
    "indicator set": (
        lambda db, by: report(
            db, by, Reported("28a", 2023, "7", "农业局", evidence=OUT)
        ),
    ),
    "backup list": (backup_runs.overview,),
    "backup plan": (lambda db, by: set_plan(db, by, BackupPlan(hour=7)),),
    "backup": (
        lambda db, by: backup_run.run_once(db, by, OUT / "y.cpbackup"),
        backup_run.try_out,
    ),
    "restore": (lambda db, by: permit_restore(db.path, by),),
    "keys": (
        file_keys.file_key,
        lambda db, by: file_keys.change_passphrase(
            db, by, "", Protection("绿水青山 2026")
        ),
        file_keys.rotate_key,
        file_keys.encrypt,
        file_keys.remember_key,
        file_keys.forget_key,
        old_keys.old_keys,
        lambda db, by: old_keys.forget_old_key(db, by, "0000-0000"),
        file_keys.recovery_key,
        bureau.rotate_signing,
        lambda db, by: bureau.declare_lost(db, by, by.as_of, "被盗", 99),
        lambda db, by: bureau.certify(db, by, []),
        lambda db, by: ask_bureau(db, by, standing(db, by).keys),
        lambda db, by: install(db, by, public_files(db)["keys.json"]),
        lambda db, by: publication(db, by, OUT / "site"),
        standing,
        rotate_identity,
    ),
    "users": (
        lambda db, by: people.add_operator(db, by, _PERSON, "24681012"),
        lambda db, by: people.change_operator(db, by, _PERSON),
        lambda db, by: people.close_operator(db, by, "nobody"),
        lambda db, by: people.reopen_operator(db, by, "nobody"),
        lambda db, by: people.set_password(db, by, "nobody", "24681012"),
        _read(people.everyone),
    ),
    "users log": (
        _read(lambda session, by: page(session, by, Wanted())),
        _read(lambda session, by: list(every_line(session, by, Wanted()))),
        lambda db, by: export_journal(db, by, Wanted(), OUT / "x.xlsx"),
    ),
}
"""Right: the functions of the rooms that ask for it."""

CELLS: Final[dict[str, Sequence[Call]]] = {
    right: (*calls, *WINDOW_CELLS.get(right, ()))
    for right, calls in (_OF_ROOMS | POOL_CELLS).items()
}
"""The same with those of the window."""

BY_COMMAND: Final = frozenset(
    {"audit checkpoint", "indicator projects", "as-of"}
    | {"init", "demo", "calculate", "methodologies", "doctor", "pool public"}
    | {"certificate verify", "dossier check", "backup check", "keys recover"}
)
"""Rights that no room asks for: the command line's own table tries them."""

NOT_BUILT: Final = frozenset(
    {"redeem", "activity", "survey", "bundle import", "bundle export"}
    | {"desks", "channels", "factors", "rates", "policies"}
    | {"indicator", "dossier read"}
)
"""Rights of what the program cannot do yet; nobody may ask for them unseen."""


def _approved_batch(db: Database) -> int:
    """An import of which something is approved."""
    from sqlalchemy import text  # noqa: PLC0415

    query = "SELECT MIN(batch_id) FROM action WHERE state = 3"
    with db.reading() as session:
        return session.scalar(text(query)) or NOBODY
