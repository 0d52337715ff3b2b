"""The questions that the window's own reading asks of the rights, one call each."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.audit.records import look_at_evidence
from carbon_points.audit.sampling import Design
from carbon_points.certificates.register import RegisterFilter
from carbon_points.certificates.service import Issued
from carbon_points.certificates.service import print_run
from carbon_points.common.ids import first_id
from carbon_points.pool.views import batch_actions
from ui.audit_desk import daily_work
from ui.audit_desk import pool_work
from ui.audit_desk import rehearsal_work
from ui.audit_desk import sampling_work
from ui.scenario_desk import dossier_work
from ui.scenario_desk import file_work
from ui.scenario_desk.scenario_work import Statistics
from ui.service_desk import certificate_work
from ui.service_desk import desk_work
from ui.service_desk import register_work
from ui.service_desk import roll_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from typing import TypeAlias

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

    Call: TypeAlias = Callable[[Database, Caller], object]

_NOBODY: Final = first_id(12) + 9_000
_SOMEBODY: Final = first_id(12) + 1
_OUT: Final = Path(__file__) / "not" / "there.xlsx"
_ISSUED: Final = Issued("X", _NOBODY, _OUT, "")
_DESIGN: Final = Design("life", Fraction(95, 100), "margin", Fraction(1, 20), "章丘")


def _statistics(db: Database, by: Caller) -> object:
    with db.reading() as session:
        return Statistics(session, by, "life")


WINDOW_CELLS: Final[dict[str, Sequence[Call]]] = {
    "find": (lambda db, by: roll_work.listed(db, by, roll_work.Wanted(), 10),),
    "show": (
        lambda db, by: desk_work.visitor(db, by, _SOMEBODY),
        lambda db, by: roll_work.sides(db, by, _SOMEBODY, _NOBODY),
        lambda db, by: roll_work.behind(
            db, by, _SOMEBODY, "approval:12-1/participant:12-1"
        ),
    ),
    "participant edit": (lambda db, by: roll_work.details(db, by, _NOBODY),),
    "register": (
        register_work.setting,
        lambda db, by: register_work.twins(db, by, "resident", "王芳", ""),
    ),
    "certificate issue": (
        lambda db, by: certificate_work.listed(db, by, RegisterFilter()),
        lambda db, by: print_run(db, by, [_ISSUED], _OUT),
    ),
    "explain": (
        lambda db, by: pool_work.explained(db, by, _NOBODY),
        lambda db, by: batch_actions(db, by, _NOBODY),
        lambda db, by: rehearsal_work.explained(db, by, _NOBODY),
    ),
    "audit change": (lambda db, by: rehearsal_work.save_workbook(db, by, 7, _OUT),),
    "audit day": (lambda db, by: daily_work.behind(db, by, "certificate", "X"),),
    "audit sample": (lambda db, by: sampling_work.measured(db, by, _DESIGN),),
    "audit show": (
        lambda db, by: sampling_work.beside(db, by, _NOBODY),
        lambda db, by: look_at_evidence(db, by, _NOBODY),
    ),
    "audit result": (sampling_work.overview,),
    "report subdistrict": (dossier_work.places,),
    "scenario show": (lambda db, by: file_work.save_copy(db, by, "life", 7, _OUT),),
    "stats": (_statistics,),
}
