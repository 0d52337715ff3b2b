"""How good the evidence of a form is, and which other word would make it better."""

from __future__ import annotations

from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.methodology.contract import Grade
from carbon_points.methodology.texts import texts_of
from ui.shared import language
from ui.shared.language import tr_later
from ui.shared.language import translated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.methodology.contract import Methodology

_GRADES: Final = {
    Grade.MEASURED: tr_later("grades", "实测"),
    Grade.DOCUMENTED: tr_later("grades", "有凭证"),
    Grade.DECLARED: tr_later("grades", "自报，不计分"),
}
_NOW: Final = tr_later("grades", "凭证等级：{grade}")
_BETTER: Final = tr_later("grades", "凭证等级：{grade}；选“{word}”为{better}")
_WITHOUT_FILE: Final = tr_later("grades", "没有凭证文件的留待审核员逐笔看")


def grade_text(
    methodology: Methodology, inputs: Mapping[str, Any], *, has_files: bool
) -> str:
    """One line for the form: the grade, the way to a better one, a missing file."""
    grade = methodology.grade(inputs)
    better = _better(methodology, grade)
    words = {"grade": _said(_GRADES[grade])}
    if better is None:
        line = _said(_NOW).format(**words)
    else:
        word, its_grade = better
        texts = texts_of(methodology, language.in_force())
        words["word"] = texts.choice(methodology.grade_field, word)
        words["better"] = _said(_GRADES[its_grade])
        line = _said(_BETTER).format(**words)
    return line if has_files else f"{line} · {_said(_WITHOUT_FILE)}"


def _better(methodology: Methodology, grade: Grade) -> tuple[str, Grade] | None:
    """The first word that declares a better grade than the form has now."""
    order = list(Grade)
    for word, its_grade in methodology.grade_words.items():
        if order.index(its_grade) < order.index(grade):
            return word, its_grade
    return None


def _said(text: str) -> str:
    return translated("grades", text)
