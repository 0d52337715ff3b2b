"""How the import page says things: what is wrong with a row, a file, the whole."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Final
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from carbon_points.common.days import local_moment
from carbon_points.common.problems import UserError
from carbon_points.common.units import mass_text
from carbon_points.exchange.readers import says as reader_says
from carbon_points.exchange.sentences import error_sentence
from carbon_points.exchange.sentences import problem_sentence
from carbon_points.exchange.sheet import Fate
from carbon_points.methodology.registry import discover
from carbon_points.methodology.texts import texts_of
from carbon_points.participants.rules import masked_id
from carbon_points.participants.rules import masked_phone
from ui.service_desk.import_columns_work import kind_name
from ui.shared import language
from ui.shared.badges import Badge
from ui.shared.badges import badge
from ui.shared.errors import message_for
from ui.shared.messages import Message
from ui.shared.messages import message
from ui.shared.messages import split
from ui.shared.tokens import Tone

if TYPE_CHECKING:
    from carbon_points.common.problems import Problem
    from carbon_points.exchange.report import FileReport
    from carbon_points.exchange.sheet import Sheet
    from carbon_points.methodology.texts import Texts
    from ui.service_desk.import_work import Checked

_COLUMN_ERRORS: Final = frozenset(
    {
        "FILE_KIND_UNKNOWN",
        "FILE_KIND_OTHER",
        "HEADING_TWICE",
        "HEADING_MISSING",
        "UNIT_MISSING",
        "UNIT_UNKNOWN",
        "MAPPING_INVALID",
        "MAPPING_HEADING_MISSING",
    }
)
"""What can be put right by saying what each column is."""


_METHODOLOGIES: Final = MappingProxyType(
    {
        "rides": "cycling",
        "clothing": "clothing_reuse",
        "pv_readings": "rooftop_pv",
        "heat_pump": "heat_pump",
        "air_conditioner": "air_conditioner",
    }
)
"""Whose words explain a doubt about a row of a kind of file."""

_IDENTITIES: Final = frozenset({"ric", "uscc", "person", "owner_id"})
_PHONES: Final = frozenset({"phone", "account"})
_PHONE_DIGITS: Final = 11


def is_about_columns(error: UserError) -> bool:
    """Whether an error goes away once the columns are named."""
    return error.code in _COLUMN_ERRORS


def is_recorded(problem: Problem) -> bool:
    """Whether the row is kept all the same, without a credit."""
    return "methodology" in problem.details


def says(problem: Problem) -> str:
    """What is wrong with a row, without its number."""
    spoken = language.in_force()
    if not is_recorded(problem):
        return reader_says(problem, spoken)
    texts = _texts(problem.details["methodology"], spoken)
    return texts.error(problem.code, problem.details) if texts else problem.code


def whole_sentence(problem: Problem) -> str:
    """Which row and column, what is wrong, what to do."""
    if not is_recorded(problem):
        return problem_sentence(problem, language.in_force())
    sentence = QCoreApplication.translate("imports", "第 {row} 行：{says}")
    return sentence.format(row=problem.row, says=says(problem))


@cache
def _texts(methodology: str, spoken: str) -> Texts | None:
    """A methodology's words; found once, for a table asks for every row it shows."""
    found = discover().get(methodology)
    return texts_of(found, spoken) if found else None


def fate_badge(fate: Fate) -> Badge:
    """What would become of a row."""
    if fate is Fate.UNCREDITED:
        return badge("not_creditable")
    words = {
        Fate.READY: (QCoreApplication.translate("imports", "可导入"), Tone.OK),
        Fate.DOUBTFUL: (QCoreApplication.translate("imports", "存疑"), Tone.WARN),
        Fate.FAULTY: (QCoreApplication.translate("imports", "需修正"), Tone.BAD),
        Fate.UNREGISTERED: (
            QCoreApplication.translate("imports", "待登记"),
            Tone.INFO,
        ),
        Fate.REPEATED: (QCoreApplication.translate("imports", "重复"), Tone.WARN),
        Fate.EMPTY: (QCoreApplication.translate("imports", "不导入"), Tone.MUTE),
    }
    return Badge(*words[fate])


def row_badge(sheet: Sheet | None, row: int, file: Checked) -> Badge:
    """What becomes of a row, or became of it."""
    fate = sheet.state(row).fate if sheet else Fate.READY
    if fate is Fate.READY and file.is_written:
        return Badge(QCoreApplication.translate("imports", "已写入"), Tone.OK)
    return fate_badge(fate)


def why(sheet: Sheet, row: int) -> str:
    """The reason beside what becomes of a row; empty for a good one."""
    state = sheet.state(row)
    if state.problem is not None:
        return says(state.problem)
    if state.fate is Fate.DOUBTFUL:
        return "；".join(_flag(sheet.recognised.kind, code) for code in state.flags)
    if state.fate is not Fate.REPEATED:
        return ""
    if state.same_as is None:
        return QCoreApplication.translate("imports", "以前已登记过，将跳过")
    same = QCoreApplication.translate("imports", "与第 {row} 行相同，将跳过")
    return same.format(row=state.same_as)


def _flag(kind: str, code: str) -> str:
    """What is doubted, in the words of the methodology."""
    texts = _texts(_METHODOLOGIES.get(kind, ""), language.in_force())
    return texts.flag(code) if texts else code


def shown_cell(field: str, text: str) -> str:
    """A cell as the page shows it: numbers of people are masked."""
    if field in _IDENTITIES:
        return masked_id(text)
    is_phone = len(text) == _PHONE_DIGITS and text.isdigit()
    return masked_phone(text) if field in _PHONES and is_phone else text


def mass(reduction_mg: int) -> tuple[str, str]:
    """A reduction as number and unit."""
    number, unit = mass_text(reduction_mg)
    return number, f"{unit}CO₂e"


def file_error(file: Checked) -> Message:
    """Why nothing can be done with a file as it is."""
    error = file.error
    if error is None:
        return Message(Tone.INFO, "")
    said = split(Tone.BAD, error_sentence(error, language.in_force()), "M30")
    if is_about_columns(error):
        advice = QCoreApplication.translate(
            "imports", "请在“对应列”里指明每一列是什么，再点“重新核对”。"
        )
        return Message(Tone.WARN, said.title, advice, error.code)
    return said


def refusal(error: BaseException) -> Message:
    """What to tell about an error of the core."""
    if isinstance(error, UserError):
        sentence = error_sentence(error, language.in_force())
        return split(Tone.BAD, sentence, error.code)
    return message_for(error)


def verdict(file: Checked) -> Message | None:
    """The message over the rows of a checked file."""
    if file.error is not None:
        return file_error(file)
    if file.earlier is not None:
        at = f"{local_moment(file.earlier.at):%Y-%m-%d %H:%M}"
        return message("M27", time=at, n=f"{file.earlier.rows:,}")
    if not file.bad:
        return None
    said = message("M26", bad=f"{file.bad:,}", good=f"{file.good:,}")
    if file.good:
        return said
    text = QCoreApplication.translate("imports", "可直接在红框里改，改完自动重检。")
    return Message(said.tone, said.title, text, "M26")


def file_line(file: Checked) -> str:
    """A file in one quiet line: its kind and how many rows it has."""
    if file.table is None:
        return QCoreApplication.translate("imports", "读不出来")
    if file.report is None:
        return QCoreApplication.translate("imports", "列还没有对上")
    kind = kind_name(file.report.kind, language.in_force())
    count = file.report.rows
    rows = QCoreApplication.translate("imports", "%Ln 行", "", count)
    return f"{kind} · {rows}"


def checked_in(file: Checked) -> str:
    """How long the check took."""
    tenths = -(-file.milliseconds // 100)
    return QCoreApplication.translate("imports", "检查用时 {s} 秒").format(
        s=f"{tenths // 10}.{tenths % 10}"
    )


def remarks(file: Checked) -> list[str]:
    """What else should be known of a file: filled cells, sheets that were not read."""
    if file.report is None:
        return []
    said = []
    if file.report.other_sheets:
        names = language.listed(file.report.other_sheets)
        text = QCoreApplication.translate("imports", "还有工作表没有读：{names}")
        said.append(text.format(names=names))
    said += [whole_sentence(notice) for notice in file.report.notices]
    return said


def written(reports: list[FileReport]) -> Message:
    """What was written and what was not."""
    taken = sum(report.accepted for report in reports)
    rows = sum(report.rows for report in reports)
    return message("M29", n=f"{taken:,}", k=f"{rows - taken:,}")
