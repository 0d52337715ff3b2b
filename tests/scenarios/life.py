"""A scenario's file as an auditor fills it, step by step."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.scenarios import documents
from carbon_points.scenarios import notices
from carbon_points.scenarios import targets
from carbon_points.scenarios.documents import NewDocument
from carbon_points.scenarios.file import describe
from carbon_points.scenarios.file import Detail
from carbon_points.scenarios.notices import NewNotice
from carbon_points.scenarios.stages import enter_stage
from carbon_points.scenarios.stages import NewStage
from carbon_points.scenarios.targets import NewTarget
from carbon_points.scenarios.verifications import note_verification
from carbon_points.scenarios.withdrawals import withdraw_document
from carbon_points.storage.checks import Check
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

SPRING: Final = dt.date(2026, 3, 2)
"""A Monday."""

NOTICE: Final = NewNotice(
    "低碳生活场景公示",
    "拟将骑行与旧衣回收列为应用场景，现予公示。",
    "区政府网站",
    SPRING,
    SPRING + dt.timedelta(days=8),
)
PAPERS: Final = ("plan", "mandate", "consent_text", "privacy")
STEPS: Final = ("applied", "review", "trial", "published", "running")


def paper(folder: Path, name: str) -> Path:
    """A file that says what it is called."""
    made = folder / f"{name}.txt"
    made.write_text(f"文件 {name}", "utf-8")
    return made


def hand_in(db: Database, kind: str, *files: Path, day: dt.date = SPRING) -> int:
    """One paper of a kind; answers its id."""
    new = NewDocument(kind, f"关于 {kind}", day, files=files)
    return documents.file_document(db, as_of("auditor"), "life", new).document_id


def step(stage: str, day: dt.date, end: dt.date | None = None) -> NewStage:
    """A stage as an office decides it."""
    return NewStage(stage, day, "区生态环境分局", f"章环〔2026〕{stage}", valid_to=end)


def go(db: Database, *stages: str, start: dt.date = SPRING) -> None:
    """Enter stages, ten days apart."""
    for at, stage in enumerate(stages):
        day = start + dt.timedelta(days=10 * at)
        enter_stage(db, as_of("auditor"), "life", step(stage, day))


def file_a_little(db: Database) -> None:
    """Something of everything: host, papers, notice, stage, target, verification."""
    with TemporaryDirectory() as folder:
        first = hand_in(db, "plan", paper(Path(folder), "方案"))
    second = NewDocument("plan", "方案（修订）", SPRING, replaces=first)
    fresh = documents.file_document(db, as_of("auditor"), "life", second)
    withdraw_document(db, as_of("auditor"), fresh.document_id, "录错")
    describe(db, as_of("auditor"), "life", Detail("章丘区供销社"))
    notice = notices.announce(db, as_of("auditor"), "life", NOTICE)
    said = ("resident", "积分怎么算？")
    one = notices.object_to(db, as_of("auditor"), notice, SPRING, said)
    reply = ("declined", "按方法学计算，已说明。")
    notices.answer(db, as_of("auditor"), one, SPRING, reply)
    go(db, "applied", "review")
    target = NewTarget("places", 10, "区工作专班会议纪要", SPRING)
    targets.propose_target(db, as_of("auditor", second="auditor2"), "life", target)
    note_verification(db, as_of("auditor"), [Check("all", 1)])
