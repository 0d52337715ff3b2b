"""Writes the files of a dossier and remembers what each of them supports."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from carbon_points.dossier import sections
from carbon_points.dossier import words
from carbon_points.dossier.audit_section import audit_section
from carbon_points.dossier.audit_sheets import audit_sheets
from carbon_points.dossier.evidence_files import document_claim
from carbon_points.dossier.evidence_files import FOLDER
from carbon_points.dossier.ledger_section import ledger_section
from carbon_points.dossier.manifest import Claim
from carbon_points.dossier.manifest import CriterionRow
from carbon_points.dossier.manifest import FileRow
from carbon_points.dossier.pdf_paper import write_pdf
from carbon_points.dossier.proof import factor_list
from carbon_points.dossier.proof import readable
from carbon_points.dossier.proof import selection
from carbon_points.dossier.proof import write_vectors
from carbon_points.dossier.self_test import stated
from carbon_points.dossier.self_test import tested
from carbon_points.dossier.sheets import claims_of_sheets
from carbon_points.dossier.sheets import workbook_sheets
from carbon_points.dossier.tables import Sheet
from carbon_points.dossier.tables import write_csv
from carbon_points.dossier.tables import write_sheets
from carbon_points.dossier.word_paper import write_word
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.dossier.evidence_files import Copied
    from carbon_points.dossier.gathering import Material
    from carbon_points.dossier.manifest import Total
    from carbon_points.dossier.self_test import Tested
    from carbon_points.dossier.tables import Cell
    from carbon_points.scenarios.criteria import Criterion

_CRITERIA_FILES = (f"{words.REPORT}.docx", f"{words.REPORT}.pdf")


@dataclass
class Contents:
    """A dossier on its way: where it is written, and what was written so far."""

    folder: Path
    material: Material
    copied: Sequence[Copied]
    today: dt.date
    files: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    """Title and claims by path."""

    totals: list[Total] = field(default_factory=list)

    def add(self, path: str, title: str, *claims: str) -> Path:
        """Where a file goes that supports these claims."""
        self.files[path] = (title, claims)
        return self.folder / path

    def rows(self) -> tuple[FileRow, ...]:
        """The files with their digests, in the order of their names."""
        return tuple(
            _row(self.folder, path, *self.files[path]) for path in sorted(self.files)
        )


def claims(material: Material) -> tuple[Claim, ...]:
    """What the dossier says: each criterion, and what holds for all of it."""
    named = [
        Claim(
            each.id,
            f"{each.name}：现状 {each.actual_text}，目标 {each.target_text}"
            f"（{'达标' if each.met else '未达标'}）",
        )
        for each in material.criteria
    ]
    papers = [
        Claim(document_claim(each), f"{each.title}：{each.claim}")
        for each in material.file.documents
        if each.counts
    ]
    general = [Claim(key, said) for key, said in words.CLAIMS.items()]
    return (*named, *papers, *general)


def criterion_row(each: Criterion) -> CriterionRow:
    """A criterion as the manifest has it."""
    record = each.record()
    actual = record["actual"]
    return CriterionRow(
        each.id,
        each.name,
        each.target,
        each.target_text,
        actual if isinstance(actual, int | str) else None,
        each.actual_text,
        each.met,
        each.assumed,
        each.source,
    )


def write_books(contents: Contents) -> None:
    """The workbooks, the calculation proof and what their totals are."""
    material = contents.material
    criteria = tuple(each.id for each in material.criteria)
    book = contents.add(words.WORKBOOK, "统计与台账", *criteria, "ledger", "totals")
    _write_book(contents, book, workbook_sheets(material))
    audit = contents.add(words.AUDIT_BOOK, "抽样名单、结果与问题整改", "audit")
    _write_book(contents, audit, audit_sheets(material, contents.today))
    _write_proof(contents)


def _write_book(contents: Contents, path: Path, sheets: Sequence[Sheet]) -> None:
    about = contents.material.pedigree
    name = contents.material.scenario.name_zh
    facts = {
        "title": f"{about.district} {name}（{about.mark}）",
        "author": about.district,
        "footer": about.footer,
    }
    moment = dt.datetime.fromtimestamp(contents.material.counted_at, dt.UTC)
    write_sheets(sheets, path, facts, moment.replace(tzinfo=None))
    file = path.relative_to(contents.folder).as_posix()
    owners = claims_of_sheets()
    for sheet in sheets:
        contents.totals += stated(sheet, file, owners.get(sheet.name, "totals"))


def _write_proof(contents: Contents) -> None:
    found = contents.material.proof
    names = contents.material.scenario.methodologies
    chosen = selection(found)
    write_csv(chosen, contents.add(words.SELECTION, "选取的行为", "calculation"))
    contents.totals += stated(chosen, words.SELECTION, "calculation", alone=True)
    factors = contents.add(words.FACTORS, "因子及来源", "calculation")
    write_csv(factor_list(found, names), factors)
    traces = contents.add(words.TRACES, "计算过程", "calculation")
    write_whole(traces, readable(found).encode("utf-8-sig"))
    for name in write_vectors(found, contents.folder / words.PROOF):
        contents.add(f"{words.PROOF}/{name}", "可重算的数据", "calculation")


def write_papers(contents: Contents) -> list[Tested]:
    """The papers; answers what came of adding every total again."""
    material = contents.material
    found = tested(contents.folder, contents.totals)
    parts = sections.numbered(
        [
            sections.conclusion(material),
            sections.overview(material),
            sections.criteria(material),
            sections.statistics(material),
            sections.evidence(material, contents.copied),
            ledger_section(material),
            audit_section(material),
            sections.documents(material, contents.copied),
            sections.activities(material),
            sections.calculation(material),
            sections.privacy(),
            sections.self_test(found),
            sections.sign_off(),
        ]
    )
    report = sections.paper(material, "验收自评报告", parts)
    criteria = tuple(each.id for each in material.criteria)
    for name in _CRITERIA_FILES:
        path = contents.add(name, "验收自评报告", "conclusion", *criteria)
        (write_word if name.endswith(".docx") else write_pdf)(report, path)
    _write_single_papers(contents)
    return found


def _write_single_papers(contents: Contents) -> None:
    """Sections that are handed on alone, too."""
    material = contents.material
    for name, title, section, claimed in (
        (words.AUDIT_PAPER, "审核材料", audit_section(material), ("audit",)),
        (words.LEDGER, "台账说明", ledger_section(material), ("ledger",)),
        (words.PRIVACY, "个人信息保护说明", sections.privacy(), ("privacy",)),
        (
            words.ACTIVITIES,
            "活动与宣传",
            sections.activities(material),
            ("activities",),
        ),
        (words.SIGN_OFF, "签署页", sections.sign_off(), ("sign_off",)),
    ):
        path = contents.add(name, title, *claimed)
        alone = section._replace(new_page=False)
        made = sections.paper(material, title, [alone])
        (write_word if name.endswith(".docx") else write_pdf)(made, path)


def write_evidence(contents: Contents) -> None:
    """The attached files and the index of claim, file and record."""
    for each in contents.copied:
        if each.path:
            title = each.wanted.title or "证据文件"
            contents.add(each.path, title, *each.wanted.claims)
    material = contents.material
    lines = [*_claim_lines(contents), *_copied_lines(contents)]
    lines += [
        (
            "evidence",
            "原件留存在登记系统",
            "",
            source.sha256,
            f"导入批次 {source.batch}",
            str(source.position or ""),
        )
        for source in material.sources
        if source.batch
    ]
    headings = ("主张", "说明", "文件", "SHA-256", "记录", "链位置")
    criteria = tuple(each.id for each in material.criteria)
    path = contents.add(words.INDEX, "主张、文件与记录的对应", *criteria, "ledger")
    write_csv(Sheet("索引", "", headings, lines), path)


def _claim_lines(contents: Contents) -> list[tuple[Cell, ...]]:
    said = {each.id: each.text for each in claims(contents.material)}
    position = str(contents.material.pedigree.position)
    return [
        (claim, said[claim], row.path, row.sha256, "全部记录", position)
        for claim in said
        for row in contents.rows()
        if claim in row.claims and not row.path.startswith(FOLDER)
    ]


def _copied_lines(contents: Contents) -> list[tuple[Cell, ...]]:
    said = {each.id: each.text for each in claims(contents.material)}
    return [
        (
            claim,
            f"{said[claim]}（{each.note}）",
            each.path,
            each.sha256,
            "；".join(each.wanted.records),
            each.wanted.position,
        )
        for each in contents.copied
        for claim in each.wanted.claims
    ]


def write_self_test(contents: Contents, found: Sequence[Tested]) -> None:
    """How to check, and the page with every total, every file and what it supports."""
    material = contents.material
    readme = contents.add(words.README, "使用说明", "totals")
    listed = "\n".join(
        f"  {path}　{title}" for path, (title, _) in sorted(contents.files.items())
    )
    about = material.pedigree
    text = "\n".join(words.HOW_TO_CHECK).format(
        name=f"{about.district} {material.scenario.name_zh}",
        footer=about.footer,
        files=listed,
    )
    write_whole(readme, text.replace("\n", "\r\n").encode("utf-8-sig"))
    said = {each.id: each.text for each in claims(material)}
    criteria = {each.id for each in material.criteria}
    rows = [
        (row.path, row.sha256[:16], _few(said, row.claims, criteria))
        for row in contents.rows()
    ]
    parts = [sections.self_test(found), sections.files_listed(rows)]
    parts[0] = parts[0]._replace(new_page=False)
    path = contents.add(words.SELF_TEST, "自测页", "totals")
    write_pdf(sections.paper(material, "自测页", parts), path)


def _few(said: dict[str, str], claimed: Sequence[str], criteria: set[str]) -> str:
    """The claims of a file, shortened where it supports all criteria."""
    whole = criteria <= set(claimed)
    named = [each for each in claimed if not (whole and each in criteria)]
    first = [f"全部 {len(criteria)} 项验收标准"] if whole else []
    return "；".join([*first, *(said[each].partition("：")[0] for each in named)])


def _row(folder: Path, path: str, title: str, claimed: tuple[str, ...]) -> FileRow:
    content = (folder / path).read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return FileRow(path, title, len(content), digest, claimed)
