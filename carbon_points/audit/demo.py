"""What waits in the demo district besides its imports: slips, a doubt, a freeze."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import as_file
from importlib.resources import files
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.audit.deciding import decide
from carbon_points.crediting.desk import log
from carbon_points.crediting.desk import Wanted

if TYPE_CHECKING:
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

_FOLDER: Final = "08_现场凭证"
_BAGS: Final = (
    ("2026-06-29", 3_400, "称重单_20260629_01.jpg"),
    ("2026-06-29", 28_600, "称重单_20260629_02.jpg"),
    ("2026-06-30", 5_000, "称重单_20260630_03.jpg"),
    ("2026-06-30", 5_200, "称重单_20260630_03.jpg"),
    ("2026-06-30", 2_800, ""),
)
"""Day, grams and slip; the fourth shows the slip of the third, the last has none."""

_PEOPLE: Final = text(
    "SELECT id FROM participant WHERE kind = 'resident' AND state = 'open'"
    " ORDER BY id LIMIT :most"
)


def fill_queue(db: Database, caller: Caller) -> None:
    """Bags of clothing logged at the desk; one waits for its second signature."""
    with db.reading() as session:
        people = session.scalars(_PEOPLE, {"most": len(_BAGS)}).all()
    worker = replace(caller, operator="worker")
    numbers = []
    with as_file(files("resources").joinpath("demo", _FOLDER)) as folder:
        for place, (person, (day, grams, slip)) in enumerate(
            zip(people, _BAGS, strict=True)
        ):
            inputs = {
                "date": day,
                "weighing": "scale",
                "mass_g": grams,
                "destination": "mixed",
            }
            by = replace(worker, operation_id=f"{caller.operation_id}/bag/{place}")
            wanted = Wanted("clothing_reuse", person, inputs)
            found = log(db, by, wanted, [folder / slip] if slip else [])
            if found.action_id is not None:
                numbers.append(found.action_id)
    _decide(db, caller, "approve", numbers[2])
    _decide(db, caller, "freeze", numbers[4], "R1")


def _decide(
    db: Database, caller: Caller, verb: str, action_id: int, reason: str = ""
) -> None:
    operation = f"{caller.operation_id}/queue/{verb}"
    by = replace(caller, operator="auditor", operation_id=operation)
    decide(db, by, verb, [action_id], reason)
