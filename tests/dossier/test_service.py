"""A dossier holds what the records say, adds up, and names nobody."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx.shared import Cm
from python_calamine import CalamineWorkbook

from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.common.progress import Cancelled
from carbon_points.common.progress import Progress
from carbon_points.dossier import words
from carbon_points.dossier.checking import check_dossier
from carbon_points.dossier.service import build_dossier
from carbon_points.statistics.queries import table
from carbon_points.statistics.tables import StatQuery
from tests.districts import as_of
from tests.districts import EXPECTED
from tests.dossier.conftest import PHOTO
from tests.dossier.conftest import PLAN
from tests.dossier.conftest import SOMEBODY

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.dossier.service import Built
    from carbon_points.storage.engine import Database


def index_rows(folder: Path) -> list[dict[str, str]]:
    text = (folder / words.INDEX).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def words_of_pdf(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "".join(pages).replace("\r", "").replace("\n", "")


def words_of_docx(path: Path) -> str:
    document = docx.Document(str(path))
    cells = (c.text for t in document.tables for row in t.rows for c in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def everything_written(folder: Path) -> bytes:
    """All bytes of a dossier, what is packed or printed in them among it."""
    parts = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        parts.append(path.read_bytes())
        if path.suffix in {".docx", ".xlsx"}:
            with zipfile.ZipFile(path) as packed:
                parts += [packed.read(name) for name in packed.namelist()]
        elif path.suffix == ".pdf":
            parts.append(words_of_pdf(path).encode())
    return b"\n".join(parts)


def test_a_dossier_has_every_part_and_passes_its_own_check(built: Built) -> None:
    names = {path.name for path in built.files}
    parts = (
        *("manifest.json", words.WORKBOOK, words.AUDIT_BOOK, words.AUDIT_PAPER),
        *(f"{words.REPORT}.docx", f"{words.REPORT}.pdf", words.INDEX),
        *(words.LEDGER, words.PRIVACY, words.ACTIVITIES, words.SIGN_OFF),
        *(words.SELF_TEST, words.README),
    )

    found = check_dossier(built.folder)

    assert found.ok
    assert built.unequal == 0
    assert names >= set(parts)
    assert found.recomputed > 30
    assert found.totals == len(built.manifest.totals) > 30


def test_the_report_says_each_criterion_as_word_and_as_pdf(built: Built) -> None:
    word = words_of_docx(built.folder / f"{words.REPORT}.docx")
    pdf = words_of_pdf(built.folder / f"{words.REPORT}.pdf").replace(" ", "")

    for each in built.manifest.criteria:
        for said in (each.name, each.target_text, each.actual_text):
            assert said in word
            assert said.replace(" ", "") in pdf
        assert each.assumed
    assert "（假定）" in word
    for part in ("未经核证", "签署页", "个人信息保护", "自测：合计重新加总"):
        assert part in word
        assert part in pdf
    assert "现场照片" in word
    assert words.NOT_RECORDED in word


def test_the_word_paper_knows_its_faces_and_its_author(built: Built) -> None:
    document = docx.Document(str(built.folder / f"{words.REPORT}.docx"))
    fonts = document.styles["Normal"].element.rPr.rFonts

    asia = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia"
    assert fonts.get(asia) == "宋体"
    assert document.core_properties.author == "章丘区"
    assert document.core_properties.language == "zh-CN"
    assert "未经核证" in document.sections[0].header.paragraphs[0].text


def test_the_workbook_says_what_the_statistics_say(
    built: Built, ripe: Database
) -> None:
    book = CalamineWorkbook.from_path(str(built.folder / words.WORKBOOK))
    lines = book.get_sheet_by_name("按方法学").to_python()
    with ripe.reading() as session:
        totals = table(session, StatQuery(scenario="life")).totals

    last = lines[-1]

    assert last[0] == "合计"
    assert last[1:] == [
        totals.participants,
        totals.actions,
        totals.reduction_mg,
        totals.points,
    ]
    assert [row[0] for row in lines[4:-1]] == ["自行车骑行", "废旧衣物再利用"]


def test_no_group_of_fewer_than_five_stands_alone(built: Built) -> None:
    book = CalamineWorkbook.from_path(str(built.folder / words.WORKBOOK))

    for name in book.sheet_names:
        lines = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if "参与者（人、户）" in lines[3]:
            column = lines[3].index("参与者（人、户）")
            people = [str(row[column] or "5") for row in lines[4:-1]]
            assert all(float(number) >= 5 for number in people)


def test_no_id_number_and_no_name_is_in_any_file(built: Built) -> None:
    known = EXPECTED["largest_participants"] + EXPECTED["largest_by_events"]
    numbers = {each["participant"] for each in known}

    written = everything_written(built.folder)

    assert len(numbers) > 10
    hidden = {SOMEBODY, "13912345678", "张三", *numbers}
    assert [each for each in hidden if each.encode() in written] == []


def test_evidence_is_copied_unless_it_names_somebody(built: Built) -> None:
    rows = [row for row in index_rows(built.folder) if "行为 " in row["记录"]]
    copied = [row for row in rows if row["文件"]]

    [photo] = copied
    [kept] = [row for row in rows if not row["文件"]]
    assert (built.folder / photo["文件"]).read_bytes() == PHOTO
    assert photo["SHA-256"] == hashlib.sha256(PHOTO).hexdigest()
    assert "原件留存" in kept["说明"]


def test_a_document_of_the_scenario_is_a_claim_with_its_file(built: Built) -> None:
    [row] = [r for r in index_rows(built.folder) if r["主张"].startswith("document-")]

    assert (built.folder / row["文件"]).read_bytes() == PLAN
    assert row["记录"].startswith("文件 ")
    assert int(row["链位置"]) > 0
    [stored] = [f for f in built.manifest.files if f.path == row["文件"]]
    assert stored.claims == ("documents", row["主张"])


def test_the_sample_and_its_finding_are_in_the_audit_papers(built: Built) -> None:
    book = CalamineWorkbook.from_path(str(built.folder / words.AUDIT_BOOK))
    results = book.get_sheet_by_name("抽样结果").to_python()
    listed = book.get_sheet_by_name("抽样名单").to_python()
    [finding] = book.get_sheet_by_name("问题与整改").to_python()[4:-1]

    assert results[4][1] == "章丘"
    assert len(listed) - 5 == results[4][5]
    assert "370***" in str(finding[5])
    assert "139***" in str(finding[5])


def test_the_selection_computes_again_with_the_attached_factors(built: Built) -> None:
    text = (built.folder / words.SELECTION).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    *selected, total = rows

    assert {row["结论"] for row in selected} == {"一致"}
    assert sum(int(row["登记值 mg"]) for row in selected) == int(total["登记值 mg"])
    traces = (built.folder / words.TRACES).read_text("utf-8-sig")
    assert all(row["行为编号"] in traces for row in selected)


def test_an_earlier_dossier_is_replaced_and_anything_else_refused(
    ripe: Database, dossier: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep me")

    with pytest.raises(UserError, match="DOSSIER_FOLDER_TAKEN"):
        build_dossier(ripe, as_of("auditor"), "life", tmp_path / "mine")
    (dossier / words.INDEX).unlink()
    build_dossier(ripe, as_of("auditor"), "life", dossier)

    assert check_dossier(dossier).ok
    assert (tmp_path / "mine" / "letter.txt").exists()
    (dossier / "notes.txt").write_text("mine")
    with pytest.raises(UserError, match="DOSSIER_FOLDER_NOTES"):
        build_dossier(ripe, as_of("auditor"), "life", dossier)
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


@pytest.mark.parametrize("at", [10, 60, 90])
def test_a_cancelled_dossier_leaves_nothing(
    ripe: Database, tmp_path: Path, at: int
) -> None:
    progress = Progress(lambda done, _: progress.cancel() if done >= at else None)

    with pytest.raises(Cancelled):
        build_dossier(ripe, as_of("auditor"), "life", tmp_path / "new", progress)

    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_only_an_auditor_makes_one(ripe: Database, tmp_path: Path) -> None:
    with pytest.raises(NotAllowedError):
        build_dossier(ripe, as_of("worker"), "life", tmp_path / "new")
    with pytest.raises(UserError, match="SCENARIO_UNKNOWN"):
        build_dossier(ripe, as_of("auditor"), "none", tmp_path / "new")


def test_an_empty_district_gives_a_dossier_that_says_so(
    empty: Database, tmp_path: Path
) -> None:
    made = build_dossier(empty, as_of("auditor"), "energy", tmp_path / "energy")

    assert made.met == 0
    assert made.unequal == 0
    assert check_dossier(made.folder).ok


def test_tables_of_the_word_paper_repeat_their_head_and_fit_the_page(
    built: Built,
) -> None:
    document = docx.Document(str(built.folder / f"{words.REPORT}.docx"))

    for each in document.tables:
        assert sum(int(column.width or 0) for column in each.columns) <= Cm(16.4)
    heads = document.element.body.findall(".//{*}tblHeader")
    assert len(heads) > 5
    for properties in document.element.body.findall(".//{*}tblPr"):
        names = [child.tag.rpartition("}")[2] for child in properties]
        assert names.index("tblBorders") < names.index("tblLayout")
