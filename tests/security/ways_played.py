"""Every way by which something leaves the program, played through its real function.

Each says what the log has of it afterwards: the kinds of the rows, no more and no less.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.data_copy import copy_data
from carbon_points.certificates.publication import publication
from carbon_points.certificates.sheets import stocktaking_sheets
from carbon_points.common.ids import id_text
from carbon_points.common.progress import Progress
from carbon_points.crediting.roll_export import export_roll
from carbon_points.dossier.service import build_dossier
from carbon_points.dossier.yearly import report_year
from carbon_points.integrity import backup_run
from carbon_points.participants.service import reveal_identity
from carbon_points.security.journal import Wanted
from carbon_points.security.journal_export import export_journal
from tests.deeds import person
from tests.deeds import YEAR
from tests.security import playing
from ui.admin import file_key_work
from ui.admin import log_work
from ui.audit_desk import daily_work
from ui.scenario_desk import indicators_work
from ui.scenario_desk import scenario_papers
from ui.scenario_desk.scenario_work import Period
from ui.service_desk import desk_work
from ui.service_desk import papers_work
from ui.service_desk import roll_work

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.security.playing import Ground


@dataclass(frozen=True)
class Way:
    """How something leaves, from where in the source, and what the log says then."""

    sites: tuple[str, ...]
    role: str
    play: Callable[[Ground], object]
    acts: tuple[str, ...]
    reason: str = ""
    """What was asked for and has to stand in the row."""


_DOORS: Final = "ui/service_desk/papers_presenter.py:PapersPresenter.__init__"
_EXPORT: Final = ("export",)

WAYS: Final = {
    # Papers
    "a slip is printed": Way((_DOORS,), "worker", playing.sent, ("print",)),
    "a slip is saved": Way(
        ("ui/service_desk/papers_work.py:keep",),
        "worker",
        lambda at: papers_work.keep(
            at.db, at.by, playing.slip_of(at), at.folder / "凭条.pdf"
        ),
        ("print",),
    ),
    "a certificate is saved elsewhere": Way(
        ("ui/service_desk/papers_work.py:keep",),
        "worker",
        playing.certificate_saved,
        ("print",),
    ),
    "a drawer prints": Way(
        ("ui/shared/print_drawer.py:PrintDrawer.__init__",),
        "auditor",
        playing.drawer,
        ("print",),
    ),
    "a certificate is issued": Way(
        ("carbon_points/certificates/service.py:issue",),
        "worker",
        playing.issued,
        ("certificate",),
    ),
    "a certificate is written again": Way(
        ("carbon_points/certificates/service.py:issue",),
        "worker",
        playing.issued_again,
        ("certificate-again",),
    ),
    "certificates make a print run": Way(
        ("carbon_points/certificates/service.py:print_run",),
        "worker",
        playing.whole_run,
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
        playing.opened_certificate,
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
        lambda at: reveal_identity(at.db, at.by, person(1), playing.WHY),
        ("reveal-id",),
        reason=playing.WHY,
    ),
    "a person gets a copy": Way(
        ("carbon_points/certificates/data_copy.py:copy_data",),
        "worker",
        lambda at: copy_data(at.db, at.by, person(1), at.folder, playing.WHY),
        ("data-copy",),
        reason=playing.WHY,
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
        playing.rejects,
        ("export-rejects",),
    ),
    "refused rows are written by command": Way(
        ("carbon_points/cli/commands/intake.py:import_",),
        "worker",
        playing.typed_rejects,
        ("export-rejects",),
    ),
    "an auditor looks at a photo": Way(
        ("carbon_points/audit/records.py:look_at_evidence",),
        "auditor",
        playing.photo,
        ("view-evidence",),
    ),
    # Figures
    "statistics leave as a workbook": Way(
        ("ui/scenario_desk/scenario_papers.py:export",),
        "auditor",
        lambda at: playing.statistics(at, ".xlsx"),
        _EXPORT,
    ),
    "statistics leave as a paper": Way(
        ("ui/scenario_desk/scenario_papers.py:export",),
        "viewer",
        lambda at: playing.statistics(at, ".pdf"),
        _EXPORT,
    ),
    "statistics are only looked at": Way(
        ("ui/scenario_desk/scenario_papers.py:paper",),
        "auditor",
        lambda at: scenario_papers.paper(
            at.db, at.by, (playing.LIFE, Period()), None, Progress()
        ),
        (),
    ),
    "a chart is saved": Way(
        ("ui/scenario_desk/scenario_papers.py:export_chart",),
        "auditor",
        playing.chart,
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
        playing.behind_a_value,
        _EXPORT,
    ),
    "a scenario's document is saved": Way(
        ("ui/scenario_desk/file_work.py:save_copy",),
        "viewer",
        playing.document,
        _EXPORT,
    ),
    "a dossier is made": Way(
        ("carbon_points/dossier/service.py:build_dossier",),
        "auditor",
        lambda at: build_dossier(at.db, at.by, playing.LIFE, at.folder / "档案"),
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
        playing.working_paper,
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
        ("ui/audit_desk/rehearsal_work.py:export",),
        "auditor",
        playing.differences,
        _EXPORT,
    ),
    "a stored list of differences is saved": Way(
        ("ui/audit_desk/rehearsal_work.py:save_workbook",),
        "auditor",
        playing.stored_differences,
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
        ("ui/admin/health_work.py:export",), "admin", playing.diagnosis, _EXPORT
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
        ("ui/admin/signing_work.py:ask",),
        "admin",
        playing.request,
        ("signing-request",),
    ),
    "a bureau is asked by command": Way(
        ("carbon_points/cli/commands/signing_keys.py:request",),
        "admin",
        playing.typed_request,
        ("signing-request",),
    ),
}
"""What is done: the way."""
