"""What a person does to take something along, for the table of the ways out."""

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
from carbon_points.certificates.desk_paper import PaperSize
from carbon_points.certificates.keys import public_files
from carbon_points.certificates.register import certificate_paper
from carbon_points.certificates.service import issue
from carbon_points.certificates.service import print_run
from carbon_points.cli import main
from carbon_points.common.ids import id_text
from carbon_points.common.progress import Progress
from carbon_points.rulebook.changes import Change
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
from ui.admin import health_work
from ui.admin import signing_work
from ui.audit_desk import queue_work
from ui.audit_desk import rehearsal_work
from ui.audit_desk import sampling_work
from ui.scenario_desk import file_work
from ui.scenario_desk import indicators_work
from ui.scenario_desk import scenario_papers
from ui.scenario_desk import scenario_work
from ui.scenario_desk.scenario_work import Period
from ui.service_desk import certificate_work
from ui.service_desk import import_work
from ui.service_desk import papers_work
from ui.shared import print_work

if TYPE_CHECKING:
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


def sent(at: Ground) -> None:
    made = slip_of(at)
    job = papers_work.begin(at.db, at.by, made, "小票机", 1), made.title
    papers_work.end(at.db, at.by, job, "sent")
    papers_work.end(at.db, at.by, job, "confirmed")


def slip_saved(at: Ground) -> None:
    papers_work.keep(at.db, at.by, slip_of(at), at.folder / "凭条.pdf")


def certificate_saved(at: Ground) -> None:
    serial = at.one("SELECT serial FROM certificate")
    made = certificate_paper(at.db, at.by, serial)
    papers_work.keep(at.db, at.by, made, at.folder / "证书.pdf")


def opened_certificate(at: Ground) -> None:
    serial = at.one("SELECT serial FROM certificate")
    certificate_work.known(at.db, at.by, serial)


def drawer(at: Ground) -> None:
    sending = print_work.Sending("日清对账单", b"%PDF", "激光打印机", 2)
    print_work.send(lambda _pdf, **_how: 1, at.db, at.who, sending, Progress())


def issued(at: Ground) -> None:
    issue(at.db, at.by, [person(2)], YEAR, at.folder)


def issued_again(at: Ground) -> None:
    issue(at.db, at.by, [person(1)], YEAR, at.folder)


def whole_run(at: Ground) -> None:
    again = issue(at.db, at.by, [person(1)], YEAR, at.folder)
    print_run(at.db, at.by, again, at.folder / "print-run.pdf")


def statistics(at: Ground, ending: str) -> None:
    path, wanted = at.folder / f"统计{ending}", (LIFE, Period())
    scenario_papers.export(at.db, at.by, wanted, path, Progress())


def chart(at: Ground) -> None:
    with at.db.reading() as session:
        spec = scenario_work.Statistics(session, at.by, LIFE).charts(Period()).layers
    drawn, wanted = (spec, at.folder / "图.svg"), (LIFE, Period())
    scenario_papers.export_chart(at.db, at.by, wanted, drawn, Progress())


def document(at: Ground) -> None:
    query = "SELECT evidence_id FROM scenario_document_file"
    file_work.save_copy(at.db, at.by, LIFE, at.one(query), at.folder / "方案.txt")


def behind_a_value(at: Ground) -> None:
    value = at.one("SELECT id FROM plan_value WHERE evidence_id IS NOT NULL")
    indicators_work.save_evidence(at.db, at.by, value, at.folder / "台账.txt")


def differences(at: Ground) -> None:
    effect = rehearse(at.db, at.by, _LESS)
    done = rehearsal_work.Rehearsed(effect, ())
    rehearsal_work.export(at.db, at.by, done, at.folder / "差异.xlsx")


def stored_differences(at: Ground) -> None:
    number = at.one("SELECT workbook_id FROM rule_change")
    rehearsal_work.save_workbook(at.db, at.by, number, at.folder / "差异.xlsx")


def working_paper(at: Ground) -> None:
    number = at.one("SELECT id FROM audit_sample")
    sampling_work.save_paper(at.db, at.by, number, at.folder / "底稿.pdf")


def rejects(at: Ground) -> None:
    file = drops_file(at.folder, [Drop(1, day=FIRST_DAY.replace(year=2031))])
    found = import_work.check(at.db, at.by, file)
    path = at.folder / "问题行.xlsx"
    import_work.save_rejects(at.db, at.by, found, path, "zh", Progress())


def typed_rejects(at: Ground) -> None:
    file = drops_file(at.folder, [Drop(1, day=FIRST_DAY.replace(year=2031))])
    at.type(f"import auto {file} --dry-run --rejects {at.folder}/问题行.xlsx")


def photo(at: Ground) -> None:
    query = "SELECT evidence_id FROM evidence_link WHERE subject_kind = 'action'"
    number = at.one(query)
    assert queue_work.photo(at.db, at.by, number, 1)
    assert queue_work.photo(at.db, at.by, number, 1), "once for one sitting"


def request(at: Ground) -> None:
    (keys := at.folder / "keys.json").write_bytes(public_files(at.db)["keys.json"])
    signing_work.ask(at.db, at.who, keys, at.folder / "request.json")


def typed_request(at: Ground) -> None:
    (keys := at.folder / "keys.json").write_bytes(public_files(at.db)["keys.json"])
    at.type(f"keys request --bureau {keys} --out {{out}}/request.json")


def diagnosis(at: Ground) -> None:
    health_work.export(at.db, at.folder / "诊断.zip", (), at.who)
