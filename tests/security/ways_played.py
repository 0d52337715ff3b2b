"""Every way by which something leaves the program, played through its real function.

Each says what the log has of it afterwards: the kinds of the rows, no more and no less.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.audit.rehearsing import rehearse
from carbon_points.audit.sampling import Design
from carbon_points.audit.sampling import keep
from carbon_points.certificates import papers
from carbon_points.certificates.data_copy import copy_data
from carbon_points.certificates.desk_paper import PaperSize
from carbon_points.certificates.keys import public_files
from carbon_points.certificates.publication import publication
from carbon_points.certificates.register import certificate_paper
from carbon_points.certificates.service import issue
from carbon_points.certificates.service import print_run
from carbon_points.certificates.sheets import stocktaking_sheets
from carbon_points.cli import main
from carbon_points.common.ids import id_text
from carbon_points.common.progress import Progress
from carbon_points.crediting.roll_export import export_roll
from carbon_points.dossier.service import build_dossier
from carbon_points.dossier.yearly import report_year
from carbon_points.integrity import backup_run
from carbon_points.participants.service import reveal_identity
from carbon_points.rulebook.changes import Change
from carbon_points.security.journal import Wanted
from carbon_points.security.journal_export import export_journal
from tests.deeds import change_a_factor
from tests.deeds import Drop
from tests.deeds import drops_file
from tests.deeds import FIRST_DAY
from tests.deeds import keep_busy
from tests.deeds import person
from tests.deeds import report_a_little
from tests.deeds import settle
from tests.deeds import YEAR
from tests.districts import as_of
from tests.scenarios.life import hand_in
from tests.scenarios.life import paper
from ui.admin import file_key_work
from ui.admin import health_work
from ui.admin import log_work
from ui.admin import signing_work
from ui.audit_desk import daily_work
from ui.audit_desk import queue_work
from ui.audit_desk import rehearsal_work
from ui.audit_desk import sampling_work
from ui.scenario_desk import file_work
from ui.scenario_desk import indicators_work
from ui.scenario_desk import scenario_papers
from ui.scenario_desk import scenario_work
from ui.scenario_desk.scenario_work import Period
from ui.service_desk import certificate_work
from ui.service_desk import desk_work
from ui.service_desk import import_work
from ui.service_desk import papers_work
from ui.service_desk import roll_work
from ui.shared import print_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

LIFE: Final = "life"
WHY: Final = "本人到场核对"
_LESS: Final = Change("clothing.displacement", "0.4", FIRST_DAY, of_factor=True)
_HALF: Final = Fraction(1, 2)


@dataclass(frozen=True)
class Ground:
    """Where a way is played, by whom, and into which folder."""

    db: Database
    by: Caller
    folder: Path

    @property
    def who(self) -> str:
        """The operator's login."""
        return self.by.operator

    def one(self, query: str) -> Any:
        """A number or name that the books hold."""
        with self.db.reading() as session:
            return session.scalars(text(query)).first()

    def number(self, table: str) -> str:
        """The number of a record, as people write it."""
        return id_text(self.one(f"SELECT id FROM {table}"))  # noqa: S608  (our own)

    def type(self, line: str) -> None:
        """Give a command, in set-up mode by whoever may."""
        given = ["--db", str(self.db.path), *line.format(out=self.folder).split()]
        assert main(given) in {0, 1}


@dataclass(frozen=True)
class Way:
    """How something leaves, from where in the source, and what the log says then."""

    sites: tuple[str, ...]
    role: str
    play: Callable[[Ground], object]
    acts: tuple[str, ...]
    reason: str = ""
    """What was asked for and has to stand in the row."""


def prepare(db: Database, folder: Path) -> None:
    """A little of everything that can be taken along."""
    settle(db)
    keep_busy(db, folder)
    change_a_factor(db)
    design = Design(LIFE, Fraction(95, 100), "tolerable", _HALF, "章丘")
    keep(db, as_of("auditor"), design)
    hand_in(db, "plan", paper(folder, "方案"))
    report_a_little(db, folder)
    issue(db, as_of("worker"), [person(1)], YEAR, folder / "certificates")


# What is played


def slip_of(at: Ground) -> papers.Paper:
    """A statement of somebody's account."""
    return papers.slip(at.db, at.by, person(1), (), PaperSize.A5)


def _sent(at: Ground) -> None:
    made = slip_of(at)
    job = papers_work.begin(at.db, at.by, made, "小票机", 1), made.title
    papers_work.end(at.db, at.by, job, "sent")
    papers_work.end(at.db, at.by, job, "confirmed")


def _certificate_saved(at: Ground) -> None:
    serial = at.one("SELECT serial FROM certificate")
    made = certificate_paper(at.db, at.by, serial)
    papers_work.keep(at.db, at.by, made, at.folder / "证书.pdf")


def _opened_certificate(at: Ground) -> None:
    serial = at.one("SELECT serial FROM certificate")
    certificate_work.known(at.db, at.by, serial)


def _drawer(at: Ground) -> None:
    sending = print_work.Sending("日清对账单", b"%PDF", "激光打印机", 2)
    print_work.send(lambda _pdf, **_how: 1, at.db, at.who, sending, Progress())


def _issued(at: Ground) -> None:
    issue(at.db, at.by, [person(2)], YEAR, at.folder)


def _issued_again(at: Ground) -> None:
    issue(at.db, at.by, [person(1)], YEAR, at.folder)


def _print_run(at: Ground) -> None:
    again = issue(at.db, at.by, [person(1)], YEAR, at.folder)
    print_run(at.db, at.by, again, at.folder / "print-run.pdf")


def _statistics(at: Ground, ending: str) -> None:
    path, wanted = at.folder / f"统计{ending}", (LIFE, Period())
    scenario_papers.export(at.db, at.by, wanted, path, Progress())


def _chart(at: Ground) -> None:
    with at.db.reading() as session:
        spec = scenario_work.Statistics(session, at.by, LIFE).charts(Period()).layers
    drawn, wanted = (spec, at.folder / "图.svg"), (LIFE, Period())
    scenario_papers.export_chart(at.db, at.by, wanted, drawn, Progress())


def _document(at: Ground) -> None:
    query = "SELECT evidence_id FROM scenario_document_file"
    file_work.save_copy(at.db, at.by, LIFE, at.one(query), at.folder / "方案.txt")


def _behind_a_value(at: Ground) -> None:
    value = at.one("SELECT id FROM plan_value WHERE evidence_id IS NOT NULL")
    indicators_work.save_evidence(at.db, at.by, value, at.folder / "台账.txt")


def _differences(at: Ground) -> None:
    effect = rehearse(at.db, at.by, _LESS)
    done = rehearsal_work.Rehearsed(effect, ())
    rehearsal_work.export(at.db, at.by, done, at.folder / "差异.xlsx")


def _stored_differences(at: Ground) -> None:
    number = at.one("SELECT workbook_id FROM rule_change")
    rehearsal_work.save_workbook(at.db, at.by, number, at.folder / "差异.xlsx")


def _working_paper(at: Ground) -> None:
    number = at.one("SELECT id FROM audit_sample")
    sampling_work.save_paper(at.db, at.by, number, at.folder / "底稿.pdf")


def _rejects(at: Ground) -> None:
    file = drops_file(at.folder, [Drop(1, day=FIRST_DAY.replace(year=2031))])
    found = import_work.check(at.db, at.by, file)
    path = at.folder / "问题行.xlsx"
    import_work.save_rejects(at.db, at.by, found, path, "zh", Progress())


def _typed_rejects(at: Ground) -> None:
    file = drops_file(at.folder, [Drop(1, day=FIRST_DAY.replace(year=2031))])
    at.type(f"import auto {file} --dry-run --rejects {at.folder}/问题行.xlsx")


def _photo(at: Ground) -> None:
    query = "SELECT evidence_id FROM evidence_link WHERE subject_kind = 'action'"
    number = at.one(query)
    assert queue_work.photo(at.db, at.by, number, 1)
    assert queue_work.photo(at.db, at.by, number, 1), "once for one sitting"


def _request(at: Ground) -> None:
    (keys := at.folder / "keys.json").write_bytes(public_files(at.db)["keys.json"])
    signing_work.ask(at.db, at.who, keys, at.folder / "request.json")


def _typed_request(at: Ground) -> None:
    (keys := at.folder / "keys.json").write_bytes(public_files(at.db)["keys.json"])
    at.type(f"keys request --bureau {keys} --out {{out}}/request.json")


def _diagnosis(at: Ground) -> None:
    health_work.export(at.db, at.folder / "诊断.zip", (), at.who)


_DOORS: Final = "ui/service_desk/papers_presenter.py:PapersPresenter.__init__"
_EXPORT: Final = ("export",)

WAYS: Final = {
    # Papers
    "a slip is printed": Way((_DOORS,), "worker", _sent, ("print",)),
    "a slip is saved": Way(
        ("ui/service_desk/papers_work.py:keep",),
        "worker",
        lambda at: papers_work.keep(at.db, at.by, slip_of(at), at.folder / "凭条.pdf"),
        ("print",),
    ),
    "a certificate is saved elsewhere": Way(
        ("ui/service_desk/papers_work.py:keep",),
        "worker",
        _certificate_saved,
        ("print",),
    ),
    "a drawer prints": Way(
        ("ui/shared/print_drawer.py:PrintDrawer.__init__",),
        "auditor",
        _drawer,
        ("print",),
    ),
    "a certificate is issued": Way(
        ("carbon_points/certificates/service.py:issue",),
        "worker",
        _issued,
        ("certificate",),
    ),
    "a certificate is written again": Way(
        ("carbon_points/certificates/service.py:issue",),
        "worker",
        _issued_again,
        ("certificate-again",),
    ),
    "certificates make a print run": Way(
        ("carbon_points/certificates/service.py:print_run",),
        "worker",
        _print_run,
        ("certificate-again", "export"),
    ),
    "stock-taking sheets are made": Way(
        ("carbon_points/certificates/sheets.py:stocktaking_sheets",),
        "worker",
        lambda at: stocktaking_sheets(at.db, at.by, None, YEAR, at.folder),
        ("stocktaking",),
    ),
    # People
    "a person's card is opened": Way(
        ("ui/service_desk/desk_work.py:visitor",),
        "worker",
        lambda at: desk_work.visitor(at.db, at.by, person(4)),
        ("view",),
    ),
    "a card is asked for by command": Way(
        ("carbon_points/cli/commands/people.py:show",),
        "auditor",
        lambda at: at.type(f"show {id_text(person(5))} --as auditor"),
        ("view",),
    ),
    "a certificate is opened in the register": Way(
        ("ui/service_desk/certificate_work.py:known",),
        "auditor",
        _opened_certificate,
        ("view",),
    ),
    "two accounts lie side by side": Way(
        ("ui/service_desk/roll_work.py:sides",),
        "worker",
        lambda at: roll_work.sides(at.db, at.by, person(7), person(8)),
        ("view", "view"),
    ),
    "a whole number is shown": Way(
        ("ui/service_desk/roll_presenter.py:RollPresenter.reveal",),
        "worker",
        lambda at: reveal_identity(at.db, at.by, person(1), WHY),
        ("reveal-id",),
        reason=WHY,
    ),
    "a person gets a copy": Way(
        ("carbon_points/certificates/data_copy.py:copy_data",),
        "worker",
        lambda at: copy_data(at.db, at.by, person(1), at.folder, WHY),
        ("data-copy",),
        reason=WHY,
    ),
    "the list of people is exported": Way(
        ("carbon_points/crediting/roll_export.py:export_roll",),
        "worker",
        lambda at: export_roll(
            at.db, at.by, [person(1), person(2)], at.folder / "名单.xlsx", Progress()
        ),
        ("export-participants",),
    ),
    "refused rows are saved": Way(
        ("ui/service_desk/import_work.py:save_rejects",),
        "worker",
        _rejects,
        ("export-rejects",),
    ),
    "refused rows are written by command": Way(
        ("carbon_points/cli/commands/intake.py:import_",),
        "worker",
        _typed_rejects,
        ("export-rejects",),
    ),
    "an auditor looks at a photo": Way(
        ("carbon_points/audit/records.py:look_at_evidence",),
        "auditor",
        _photo,
        ("view-evidence",),
    ),
    # Figures
    "statistics leave as a workbook": Way(
        ("ui/scenario_desk/scenario_papers.py:export",),
        "auditor",
        lambda at: _statistics(at, ".xlsx"),
        _EXPORT,
    ),
    "statistics leave as a paper": Way(
        ("ui/scenario_desk/scenario_papers.py:export",),
        "viewer",
        lambda at: _statistics(at, ".pdf"),
        _EXPORT,
    ),
    "statistics are only looked at": Way(
        ("ui/scenario_desk/scenario_papers.py:paper",),
        "auditor",
        lambda at: scenario_papers.paper(
            at.db, at.by, (LIFE, Period()), None, Progress()
        ),
        (),
    ),
    "a chart is saved": Way(
        ("ui/scenario_desk/scenario_papers.py:export_chart",),
        "auditor",
        _chart,
        _EXPORT,
    ),
    "statistics are written by command": Way(
        ("carbon_points/cli/statistics.py:answer",),
        "worker",
        lambda at: at.type("stats --by month,subdistrict --out {out}/统计.xlsx"),
        _EXPORT,
    ),
    "the indicators are exported": Way(
        ("carbon_points/indicators/sheets.py:export",),
        "auditor",
        lambda at: indicators_work.export(at.db, at.by, at.folder / "指标.xlsx"),
        ("indicators_exported",),
    ),
    "the file behind an indicator is saved": Way(
        ("ui/scenario_desk/indicators_work.py:save_evidence",),
        "viewer",
        _behind_a_value,
        _EXPORT,
    ),
    "a scenario's document is saved": Way(
        ("ui/scenario_desk/file_work.py:save_copy",), "viewer", _document, _EXPORT
    ),
    "a dossier is made": Way(
        ("carbon_points/dossier/service.py:build_dossier",),
        "auditor",
        lambda at: build_dossier(at.db, at.by, LIFE, at.folder / "档案"),
        ("export", "scenario-document"),  # it puts a verification on record
    ),
    "a yearly report is made": Way(
        ("carbon_points/dossier/yearly.py:report_year",),
        "auditor",
        lambda at: report_year(at.db, at.by, "明水街道", 2026, at.folder),
        _EXPORT,
    ),
    # Audit
    "the daily sheet is saved": Way(
        ("ui/audit_desk/daily_work.py:write",),
        "auditor",
        lambda at: daily_work.write(
            *(at.db, at.by, daily_work.sheet(at.db, at.by, None, Progress())),
            at.folder / "日清.pdf",
        ),
        _EXPORT,
    ),
    "the daily sheet is written by command": Way(
        ("carbon_points/cli/commands/day_sheet.py:day",),
        "auditor",
        lambda at: at.type("audit day --out {out}/日清.xlsx"),
        _EXPORT,
    ),
    "a working paper is saved": Way(
        ("ui/audit_desk/sampling_work.py:save_paper",),
        "auditor",
        _working_paper,
        _EXPORT,
    ),
    "a sample is written by command": Way(
        ("carbon_points/cli/commands/sampling.py:sample",),
        "auditor",
        lambda at: at.type(
            "audit sample --scenario life --margin 0.4 --out {out}/底稿.xlsx"
        ),
        _EXPORT,
    ),
    "the result of a sample is written by command": Way(
        ("carbon_points/cli/commands/sampling.py:result",),
        "auditor",
        lambda at: at.type(
            f"audit result {at.number('audit_sample')} --out {{out}}/底稿.pdf"
        ),
        _EXPORT,
    ),
    "a list of differences is saved": Way(
        ("ui/audit_desk/rehearsal_work.py:export",), "auditor", _differences, _EXPORT
    ),
    "a stored list of differences is saved": Way(
        ("ui/audit_desk/rehearsal_work.py:save_workbook",),
        "auditor",
        _stored_differences,
        _EXPORT,
    ),
    "a list of differences is written by command": Way(
        ("carbon_points/cli/commands/rehearsal.py:rehearse",),
        "auditor",
        lambda at: at.type(
            "audit rehearse --factor clothing.displacement=0.4 --from 2026-03-02"
            " --out {out}/差异.xlsx"
        ),
        _EXPORT,
    ),
    "a stored list of differences is written by command": Way(
        ("carbon_points/cli/commands/changes.py:_show",),
        "auditor",
        lambda at: at.type(
            f"audit change show {at.number('rule_change')} --out {{out}}/差异.xlsx"
        ),
        _EXPORT,
    ),
    # Upkeep
    "the log is read": Way(
        ("ui/admin/log_work.py:look",),
        "admin",
        lambda at: log_work.look(at.db, at.by, Wanted()),
        ("view-log",),
    ),
    "the log is read by command": Way(
        ("carbon_points/cli/commands/users.py:log",),
        "auditor",
        lambda at: at.type("users log --limit 3"),
        ("view-log",),
    ),
    "the log is exported": Way(
        ("carbon_points/security/journal_export.py:export_journal",),
        "admin",
        lambda at: export_journal(at.db, at.by, Wanted(), at.folder / "日志.xlsx"),
        ("log-export",),
    ),
    "a bundle for a helper is saved": Way(
        ("ui/admin/health_work.py:export",), "admin", _diagnosis, _EXPORT
    ),
    "a backup goes to a file": Way(
        ("carbon_points/integrity/backup_run.py:run_once",),
        "worker",
        lambda at: backup_run.run_once(at.db, at.by, at.folder / "x.cpbackup"),
        ("backup",),
    ),
    "a backup goes to the places of the plan": Way(
        ("carbon_points/integrity/backup_run.py:_run",),
        "admin",
        lambda at: backup_run.run(at.db, at.by),
        ("backup",),
    ),
    "the recovery key is shown": Way(
        (),
        "admin",
        lambda at: file_key_work.print_sheets(at.db, at.who),
        ("key-shown", "keys"),
    ),
    "the recovery key is saved": Way(
        ("ui/admin/file_key_work.py:save_sheets",),
        "admin",
        lambda at: file_key_work.save_sheets(at.db, at.who, at.folder),
        ("key-shown", "keys"),
    ),
    "the recovery key is written by command": Way(
        ("carbon_points/cli/commands/keys.py:recovery",),
        "admin",
        lambda at: at.type("keys recovery --out {out}"),
        ("key-shown", "keys"),
    ),
    "the key list is published": Way(
        ("carbon_points/certificates/publication.py:publication",),
        "admin",
        lambda at: publication(at.db, at.by, at.folder),
        ("signing-publish",),
    ),
    "a bureau is asked to list the key": Way(
        ("ui/admin/signing_work.py:ask",), "admin", _request, ("signing-request",)
    ),
    "a bureau is asked by command": Way(
        ("carbon_points/cli/commands/signing_keys.py:request",),
        "admin",
        _typed_request,
        ("signing-request",),
    ),
}
"""What is done: the way."""
