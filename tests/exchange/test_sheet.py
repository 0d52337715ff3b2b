"""Mending at the desk: a cell put right is as good as a file that was right."""

from __future__ import annotations

import csv
import io
from typing import Any
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.evidence.queries import files_of
from carbon_points.evidence.service import read
from carbon_points.exchange import sheet as sheets
from carbon_points.exchange.readers import read_table
from carbon_points.exchange.readers import recognise
from carbon_points.exchange.sheet import Fate
from carbon_points.integrity.service import verify
from tests.deeds import Drop
from tests.deeds import drops_file
from tests.deeds import identity
from tests.deeds import Meter
from tests.deeds import meters_file
from tests.deeds import Ride
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import as_of
from tests.districts import copied
from tests.districts import DATA
from tests.exchange.test_service import counts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbon_points.exchange.report import FileReport
    from carbon_points.exchange.sheet import Sheet
    from carbon_points.storage.engine import Database

ORDER, PHONE, START, END, METRES = range(5)
PERSON, DAY, POINT, MASS = range(4)
HOUR = 3600
_LEFT = (
    """
SELECT participant_id, day, inputs, context, reduction_mg, flags, code, state,
credited, source_row, key_digest FROM action ORDER BY id""",
    "SELECT device_key, participant_id FROM installation ORDER BY id",
    "SELECT meter_id, read_on, value_e6, counts FROM reading ORDER BY id",
)


def opened(db: Database, path: Path) -> Sheet:
    """A file as the desk opens it."""
    table = read_table(path)
    return sheets.open_sheet(db, as_of("worker"), table, recognise(table))


def taken(db: Database, sheet: Sheet) -> FileReport:
    return sheets.take(db, as_of("worker"), sheet)


def fates(sheet: Sheet) -> list[str]:
    return [sheet.state(row).fate.value for row in sheet.rows.tolist()]


def figures(report: FileReport) -> tuple[int, ...]:
    names = ("rows", "accepted", "duplicates", "rejected", "not_creditable")
    more = ("flagged", "actions", "reduction_mg")
    return tuple(getattr(report, name) for name in (*names, *more))


def outcome(sheet: Sheet) -> tuple[Any, ...]:
    """All that a sheet says of its rows."""
    states = [sheet.state(row) for row in sheet.rows.tolist()]
    return figures(sheet.report), [s for s in states if s.fate is not Fate.EMPTY]


def test_every_row_has_a_fate(small: Database, tmp_path: Path) -> None:
    rides = [
        *(Ride("A"), Ride("A"), Ride("B", person=9), Ride("C", metres=0)),
        *(Ride("D"), Ride("E", start=Ride("").start + HOUR)),
    ]
    before = counts(small)

    sheet = opened(small, rides_file(tmp_path, rides))

    assert fates(sheet) == [
        *("ready", "repeated", "unregistered", "faulty", "uncredited", "ready")
    ]
    assert sheet.state(3).same_as == 2
    assert sheet.fates[Fate.READY] == 2
    assert counts(small) == before


def test_a_row_that_was_imported_before_repeats_no_row_of_the_sheet(
    small: Database, tmp_path: Path
) -> None:
    take_one(small, rides_file(tmp_path, [Ride("A")]))

    sheet = opened(small, rides_file(tmp_path, [Ride("A")]))

    assert sheet.state(2).fate is Fate.REPEATED
    assert sheet.state(2).same_as is None


def test_a_doubtful_row_says_what_is_doubted(small: Database, tmp_path: Path) -> None:
    sheet = opened(small, drops_file(tmp_path, [Drop(grams=30_000)]))

    state = sheet.state(2)

    assert state.fate is Fate.DOUBTFUL
    assert state.flags
    assert sheet.report.flagged == 1


def test_a_mended_cell_makes_a_row_good_at_once(
    small: Database, tmp_path: Path
) -> None:
    sheet = opened(small, rides_file(tmp_path, [Ride("A"), Ride("B", metres=0)]))

    touched = sheet.mend(3, METRES, "2500")

    assert touched == [2, 3]
    assert fates(sheet) == ["ready", "uncredited"]
    assert sheet.report.rejected == 1


def test_a_mended_cell_changes_the_rows_that_hang_on_it(
    small: Database, tmp_path: Path
) -> None:
    later = Ride("").start + HOUR
    rides = [Ride("A"), Ride("A", start=later), Ride("B", person=2)]
    sheet = opened(small, rides_file(tmp_path, rides))

    sheet.mend(3, ORDER, "C")
    apart = fates(sheet)
    sheet.mend(4, PHONE, "13900000001")

    assert apart == ["ready", "ready", "ready"]
    assert fates(sheet) == ["ready", "ready", "uncredited"]
    assert outcome(sheet) == outcome(again(sheet))


def again(sheet: Sheet) -> Sheet:
    sheet.check_again()
    return sheet


def test_a_cell_put_back_is_no_correction(small: Database, tmp_path: Path) -> None:
    sheet = opened(small, rides_file(tmp_path, [Ride("A"), Ride("B", metres=0)]))

    sheet.mend(3, METRES, "2500")
    sheet.mend(3, METRES, " 0 ")

    assert sheet.corrections == []
    assert fates(sheet) == ["ready", "faulty"]


def test_a_row_whose_cells_are_emptied_is_left_out(
    small: Database, tmp_path: Path
) -> None:
    sheet = opened(small, rides_file(tmp_path, [Ride("A"), Ride("B", metres=0)]))

    for column in range(5):
        sheet.mend(3, column, "")
    report = taken(small, sheet)

    assert fates(sheet) == ["ready", "empty"]
    assert figures(sheet.report) == figures(report)
    assert report.rows == 1


def test_people_registered_meanwhile_are_known_when_checked_again(
    small: Database, tmp_path: Path
) -> None:
    sheet = opened(small, drops_file(tmp_path, [Drop(person=1)]))
    sheet.mend(2, PERSON, "110101199003070038")
    unknown = fates(sheet)
    register = tmp_path / "居民登记表.csv"
    header = "姓名,身份证号,手机号,所属街道（镇）,是否签署授权书\n"
    register.write_text(f"{header}王芳,110101199003070038,,明水街道,是\n", "utf-8")
    take_one(small, register)

    sheet.check_again()

    assert (unknown, fates(sheet)) == (["unregistered"], ["ready"])


def test_the_file_and_its_corrections_are_kept_as_evidence(
    small: Database, tmp_path: Path
) -> None:
    file = rides_file(tmp_path, [Ride("A"), Ride("B", person=2, metres=0)])
    sheet = opened(small, file)
    sheet.mend(3, METRES, "2500")

    report = taken(small, sheet)

    with small.reading() as session:
        kept = files_of(session, "batch", report.batch_id or 0)
    contents = {each.name: read(small, each.evidence_id) for each in kept}
    corrections = contents.pop(f"{file.stem}_更正.csv").decode("utf-8-sig")
    assert contents == {file.name: file.read_bytes()}
    assert list(csv.reader(io.StringIO(corrections))) == [
        ["行号", "列", "原值", "改为"],
        ["3", "骑行里程(米)", "0", "2500"],
    ]
    assert figures(report) == figures(sheet.report)
    assert verify(small, as_of(), recalculate=True).ok


def test_a_sheet_that_nothing_was_mended_in_leaves_what_an_import_leaves(
    small_district: Path, tmp_path: Path
) -> None:
    file = rides_file(tmp_path, [Ride("A"), Ride("B", person=9)])

    left = []
    for name in ("sheet", "import"):
        with copied(small_district, tmp_path / name) as db:
            report = (
                taken(db, opened(db, file)) if name == "sheet" else take_one(db, file)
            )
            left.append((figures(report), counts(db), actions(db)))

    assert left[0] == left[1]


def test_a_file_that_changed_after_it_was_opened_is_not_taken(
    small: Database, tmp_path: Path
) -> None:
    file = rides_file(tmp_path, [Ride("A")])
    sheet = opened(small, file)
    before = counts(small)
    file.write_text("something else", "utf-8")

    with pytest.raises(UserError, match="EVIDENCE_CHANGED"):
        taken(small, sheet)

    assert counts(small) == before


def test_who_may_not_import_opens_no_sheet(small: Database, tmp_path: Path) -> None:
    table = read_table(rides_file(tmp_path, [Ride("A")]))

    with pytest.raises(NotAllowedError, match="ROLE"):
        sheets.open_sheet(small, as_of("viewer"), table, recognise(table))


def test_the_rest_is_saved_with_its_reasons(small: Database, tmp_path: Path) -> None:
    file = rides_file(tmp_path, [Ride("A"), Ride("B", person=9), Ride("C", metres=0)])
    sheet = opened(small, file)
    sheet.mend(4, METRES, "x")

    sheets.rest(sheet, tmp_path / "rest.xlsx")

    book = CalamineWorkbook.from_path(str(tmp_path / "rest.xlsx"))
    head, *rows = book.get_sheet_by_index(0).to_python()
    assert head[-4:] == ["行号", "问题代码", "问题", "建议"]
    assert [row[-4:-2] for row in rows] == [
        [3, "UNKNOWN_USER"],
        [4, "DISTANCE_NOT_NUMBER"],
    ]
    assert rows[1][METRES] == "x"
    assert all(row[-1] for row in rows)


def test_a_place_that_cannot_be_written_is_said(
    small: Database, tmp_path: Path
) -> None:
    sheet = opened(small, rides_file(tmp_path, [Ride("A", metres=0)]))

    with pytest.raises(UserError, match="OUT_UNWRITABLE"):
        sheets.rest(sheet, sheet.path / "rest.xlsx")


def test_joined_cells_are_read_the_same_row_by_row(empty: Database) -> None:
    take_one(empty, DATA / "hostile" / "00_register.csv")
    sheet = opened(empty, DATA / "hostile" / "merged_person.xlsx")
    mass = sheet.recognised.columns["mass"]
    before = outcome(sheet)

    for row in sheet.rows.tolist():
        was = sheet.cell(row, mass)
        sheet.mend(row, mass, "x")
        sheet.mend(row, mass, was)

    assert outcome(sheet) == before


rights: dict[str, st.SearchStrategy[Any]] = {
    "rides": st.lists(
        st.builds(
            Ride,
            st.sampled_from(["A", "B", "C", "D"]),
            st.sampled_from([1, 1, 2, 9]),
            st.integers(0, 9).map(lambda n: Ride("").start + n * 600),
            metres=st.sampled_from([0, 300, 3000, 12_000]),
        ),
        min_size=1,
        max_size=7,
    ),
    "drops": st.lists(
        st.builds(
            Drop,
            st.sampled_from([1, 1, 2]),
            grams=st.sampled_from([10, 4000, 30_000]),
        ),
        min_size=1,
        max_size=6,
    ),
    "meters": st.lists(
        st.builds(
            Meter,
            st.sampled_from([Drop().day.replace(day=n) for n in (2, 9, 16, 30)]),
            st.sampled_from(["1000", "1500", "900"]),
            st.sampled_from(["E1", "E2"]),
            st.sampled_from([1, 2]),
        ),
        min_size=1,
        max_size=6,
    ),
}
writers: dict[str, Callable[..., Path]] = {
    "rides": rides_file,
    "drops": drops_file,
    "meters": meters_file,
}
wrongs = st.sampled_from(["", "x", "0", "-1", "13900000002", identity(2), "A"])
quick = settings(max_examples=10, deadline=None)


class Spoilt:
    """A right row of which some cells were written wrong."""

    def __init__(self, row: Any, wrong: dict[int, str]) -> None:
        self.right: list[str] = row.cells()
        self.wrong = {at: cell for at, cell in wrong.items() if at < len(self.right)}

    def cells(self) -> list[str]:
        return [self.wrong.get(at, cell) for at, cell in enumerate(self.right)]


def actions(db: Database) -> list[Any]:
    """All that the rows left, but for the file's name."""
    with db.reading() as session:
        return [tuple(row) for query in _LEFT for row in session.execute(text(query))]


@pytest.mark.parametrize("kind", sorted(rights))
@quick
@given(data=st.data())
def test_mending_to_what_was_right_is_importing_the_right_file(
    kind: str,
    small_district: Path,
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
) -> None:
    folder = tmp_path_factory.mktemp("mend")
    rows = data.draw(rights[kind])
    wrong = st.dictionaries(st.integers(0, 4), wrongs, max_size=2)
    spoilt = [Spoilt(row, data.draw(wrong)) for row in rows]
    right_file = writers[kind](folder, rows, *(["甲"] if kind == "rides" else []))
    with copied(small_district, folder / "right") as db:
        right = figures(take_one(db, right_file)), actions(db)

    with copied(small_district, folder / "mended") as db:
        sheet = opened(db, writers[kind](folder, spoilt))
        counted = set(sheet.rows.tolist())
        cells = [(n, at) for n, row in enumerate(spoilt, start=2) for at in row.wrong]
        for number, at in data.draw(st.permutations(cells)):
            if number in counted:
                sheet.mend(number, at, spoilt[number - 2].right[at])
                assert outcome(sheet) == outcome(again(sheet))
        report = taken(db, sheet)

        assert verify(db, as_of(), recalculate=True).ok
        if len(counted) == len(rows):
            assert (figures(report), actions(db)) == right
        assert figures(report) == figures(sheet.report)
