"""The roll as a workbook: masked, whole, within the own subdistrict, written down."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from carbon_points.common.problems import NotAllowedError
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.crediting.roll import roll_ids
from carbon_points.crediting.roll import RollFilter
from carbon_points.crediting.roll_export import export_roll
from carbon_points.places.queries import subdistrict_by_name
from carbon_points.security.models import OperationLog
from carbon_points.security.models import Operator
from tests.deeds import identity
from tests.deeds import RESIDENTS
from tests.deeds import SMES
from tests.districts import as_of

if TYPE_CHECKING:
    from array import array
    from pathlib import Path

    from carbon_points.storage.engine import Database


def everybody(db: Database) -> array[int]:
    with db.reading() as session:
        return roll_ids(session, RollFilter())


def rows(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def test_everybody_is_a_row_and_nobody_is_told_whole(
    small: Database, tmp_path: Path
) -> None:
    path = tmp_path / "参与者.xlsx"
    done = export_roll(small, as_of("worker"), everybody(small), path, Progress())

    found = rows(path)
    assert done.rows == RESIDENTS + SMES
    assert len(found) == 2 + done.rows
    assert "脱敏" in found[0][0]
    whole = "".join(str(cell) for line in found for cell in line)
    for number in range(1, RESIDENTS + SMES + 1):
        assert identity(number) not in whole
    assert "139****0001" in whole
    assert "13900000001" not in whole


def test_the_log_says_who_took_how_many(small: Database, tmp_path: Path) -> None:
    path = tmp_path / "参与者.xlsx"
    export_roll(small, as_of("admin"), everybody(small), path, Progress())

    with small.reading() as session:
        log = session.scalars(select(OperationLog)).all()[-1]
    assert (log.operator, log.act) == ("admin", "export-participants")
    assert (log.subject, log.reason) == ("参与者.xlsx", f"{RESIDENTS + SMES} 行")


def test_a_worker_takes_the_own_subdistrict_alone(
    small: Database, tmp_path: Path
) -> None:
    with small.writing() as session:
        worker = session.scalars(
            select(Operator).where(Operator.name == "worker")
        ).one()
        worker.subdistrict_id = subdistrict_by_name(session, "明水街道")
    path = tmp_path / "参与者.xlsx"

    done = export_roll(small, as_of("worker"), everybody(small), path, Progress())

    assert done.rows == RESIDENTS


def test_a_viewer_takes_nothing(small: Database, tmp_path: Path) -> None:
    path = tmp_path / "参与者.xlsx"

    with pytest.raises(NotAllowedError):
        export_roll(small, as_of("viewer"), everybody(small), path, Progress())

    assert not path.exists()


def test_a_cancelled_export_leaves_no_file(small: Database, tmp_path: Path) -> None:
    path = tmp_path / "参与者.xlsx"
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        export_roll(small, as_of("worker"), everybody(small), path, progress)

    assert list(tmp_path.glob("*.xlsx")) == []
