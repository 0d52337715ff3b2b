"""A dossier of the sample district with a sample, a finding, photos and documents."""

from __future__ import annotations

import datetime as dt
import shutil
from fractions import Fraction
from typing import Final
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from carbon_points.audit.sampling import check
from carbon_points.audit.sampling import Checked
from carbon_points.audit.sampling import Design
from carbon_points.audit.sampling import keep as keep_sample
from carbon_points.dossier.service import build_dossier
from carbon_points.evidence.models import Evidence
from carbon_points.evidence.service import keep
from carbon_points.evidence.service import link
from carbon_points.scenarios.documents import file_document
from carbon_points.scenarios.documents import NewDocument
from carbon_points.security import chain
from tests.districts import as_of
from tests.districts import copied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.dossier.service import Built
    from carbon_points.storage.engine import Database
    from tests.districts import District

DESIGN: Final = Design("life", Fraction("0.95"), "tolerable", Fraction("0.1"), "章丘")
SOMEBODY: Final = "370114196705269988"
PHOTO: Final = b"\xff\xd8\xff a photo of a scale"
PLAN: Final = "低碳生活场景实施方案".encode()


@pytest.fixture(scope="session")
def ripe_district(
    sample_district: District, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The sample district, with what a dossier tells besides the figures."""
    folder = tmp_path_factory.mktemp("ripe")
    with copied(sample_district.approved, folder / "copy") as db:
        _look_at_a_sample(db)
        _prove_two_actions(db)
        paper = folder / "方案.txt"
        paper.write_bytes(PLAN)
        plan = NewDocument("plan", "实施方案", dt.date(2026, 1, 5), files=(paper,))
        file_document(db, as_of("auditor"), "life", plan)
    return folder / "copy"


def _look_at_a_sample(db: Database) -> None:
    number, drawn = keep_sample(db, as_of("auditor"), DESIGN)
    wrong = Checked(drawn.ids[0], "wrong", "R1", f"{SOMEBODY} 电话 13912345678 看不清")
    right = [Checked(each, "right") for each in drawn.ids[1:]]
    check(db, as_of("auditor"), number, [wrong, *right])


def _prove_two_actions(db: Database) -> None:
    """A photo, and a list that names somebody."""
    query = text("SELECT id FROM action WHERE state = 3 ORDER BY id LIMIT 2")
    with db.writing() as session:
        position = chain.begin(session)
        actions = list(session.scalars(query))
        for number, (name, content) in enumerate(
            (("张三的秤.jpg", PHOTO), ("名单.txt", f"张三 {SOMEBODY}".encode()))
        ):
            kept = keep(session, db, position, 0, content, name)
            link(session, kept.evidence_id, "action", [actions[number]])
        by = as_of("worker")
        chain.seal(session, db.desk, position, "evidence", by, (Evidence,))


@pytest.fixture
def ripe(ripe_district: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of that district."""
    with copied(ripe_district, tmp_path / "copy") as db:
        yield db


@pytest.fixture(scope="session")
def built(ripe_district: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The dossier of 低碳生活; never written to."""
    folder = tmp_path_factory.mktemp("dossier")
    with copied(ripe_district, folder / "copy") as db:
        return build_dossier(db, as_of("auditor"), "life", folder / "life")


@pytest.fixture
def dossier(built: Built, tmp_path: Path) -> Path:
    """A copy of that dossier."""
    shutil.copytree(built.folder, tmp_path / "life")
    return tmp_path / "life"
