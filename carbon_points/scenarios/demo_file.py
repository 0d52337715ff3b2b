"""The files of both scenarios in the demo district, some of it missing on purpose."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from typing import TYPE_CHECKING

import msgspec

from carbon_points.common.strict_yaml import load
from carbon_points.scenarios import notices
from carbon_points.scenarios.documents import file_document
from carbon_points.scenarios.documents import NewDocument
from carbon_points.scenarios.file import describe
from carbon_points.scenarios.file import Detail
from carbon_points.scenarios.sheets import Sheets
from carbon_points.scenarios.stages import enter_stage
from carbon_points.scenarios.stages import NewStage
from carbon_points.scenarios.targets import NewTarget
from carbon_points.scenarios.targets import propose_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

FORMAT: Final = "carbon-points/demo-scenarios/1"
_MARK: Final = "演示"


class _Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: str
    title: str
    issued_on: dt.date
    pages: tuple[str, ...]
    number: str = ""
    methodology: str = ""


class _Objection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    text: str
    on: dt.date
    outcome: str = ""
    answer: str = ""
    answered_on: dt.date | None = None


class _Notice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    subject: str
    text: str
    published_in: str
    first: dt.date
    last: dt.date
    objections: tuple[_Objection, ...]


class _Stage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    stage: str
    on: dt.date
    responsible: str
    document: str


class _Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    criterion: str
    target: int
    source: str
    valid_from: dt.date


class _Life(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    host: str
    contact: str
    places: tuple[int, ...]
    documents: tuple[_Paper, ...]
    notice: _Notice
    stages: tuple[_Stage, ...]
    targets: tuple[_Target, ...]


class _Lives(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    life: _Life
    energy: _Life


def fill_scenario_files(db: Database, caller: Caller) -> None:
    """Host, papers, notice, stages and a target of its own for each scenario."""
    text = files("resources").joinpath("demo", "scenario_files.yaml").read_text("utf-8")
    found = msgspec.convert(load(text), _Lives, strict=False)
    if found.format != FORMAT:
        raise ValueError("the format is not " + FORMAT)
    callers = _callers(caller)
    for name, life in (("life", found.life), ("energy", found.energy)):
        detail = Detail(life.host, "", life.contact, life.places)
        describe(db, next(callers), name, detail)
        _hand_in(db, callers, name, life.documents)
        _announce(db, callers, name, life.notice)
        for each in life.stages:
            stage = NewStage(each.stage, each.on, each.responsible, each.document)
            enter_stage(db, next(callers), name, stage)
        for row in life.targets:
            new = NewTarget(row.criterion, row.target, row.source, row.valid_from)
            propose_target(db, next(callers), name, new)


def _callers(caller: Caller) -> Iterator[Caller]:
    """The caller once more for each act."""
    for number in itertools.count(1):
        yield replace(caller, operation_id=f"{caller.operation_id}/file/{number}")


def _hand_in(
    db: Database, callers: Iterator[Caller], name: str, papers: tuple[_Paper, ...]
) -> None:
    with TemporaryDirectory() as folder:
        for paper in papers:
            made = (_printed(paper, Path(folder)),) if paper.pages else ()
            new = NewDocument(
                paper.kind,
                paper.title,
                paper.issued_on,
                paper.number,
                paper.methodology,
                files=made,
            )
            file_document(db, next(callers), name, new)


def _printed(paper: _Paper, folder: Path) -> Path:
    """The paper as a PDF that says on every page that it is a demonstration."""
    sheets = Sheets(paper.title, _MARK, "本文件仅供演示，不是任何机关的正式文件。")
    sheets.heading(paper.title)
    issued = f"{paper.number}　{paper.issued_on}".strip()
    for words in (issued, *paper.pages):
        sheets.paragraph(words)
    path = folder / f"{paper.title}.pdf"
    path.write_bytes(sheets.pdf(paper.title, _MARK))
    return path


def _announce(
    db: Database, callers: Iterator[Caller], name: str, notice: _Notice
) -> None:
    new = notices.NewNotice(
        notice.subject, notice.text, notice.published_in, notice.first, notice.last
    )
    number = notices.announce(db, next(callers), name, new)
    for each in notice.objections:
        said = (each.source, each.text)
        one = notices.object_to(db, next(callers), number, each.on, said)
        if each.answered_on is not None:
            reply = (each.outcome, each.answer)
            notices.answer(db, next(callers), one, each.answered_on, reply)
