"""A selection of actions with their whole calculation, to be computed again."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.actions.models import Action
from carbon_points.audit.sampling import Design
from carbon_points.audit.sampling import plan
from carbon_points.common.days import from_day_number
from carbon_points.common.ids import id_text
from carbon_points.crediting.explain import explain
from carbon_points.dossier.privacy import masked_inputs
from carbon_points.dossier.tables import Sheet
from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.texts import texts_of
from carbon_points.methodology.trace import trace_lines
from carbon_points.rulebook.service import stored_factor_set
from carbon_points.storage.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from carbon_points.audit.sampling import Plan
    from carbon_points.crediting.explain import Explained
    from carbon_points.methodology.register import FactorSet
    from carbon_points.rulebook.service import Rulebook

CONFIDENCE: Final = Fraction("0.95")
TOLERABLE: Final = Fraction("0.1")
"""The rule by which the selection is as large as it is."""

_LANGUAGE: Final = "zh"


@dataclass(frozen=True, slots=True)
class Shown:
    """One selected action with its calculation made anew from masked inputs."""

    found: Explained
    inputs: dict[str, Any]
    day: int
    factor_set_id: int
    computed_mg: int | None
    """None: refused, which a stored action never is."""

    lines: tuple[str, ...]
    """The trace, to be read."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The selection and the factors that it was computed with."""

    plan: Plan
    shown: tuple[Shown, ...]
    factor_sets: dict[int, FactorSet]

    @property
    def agreeing(self) -> int:
        """How many come to the stored number."""
        return sum(s.computed_mg == s.found.reduction_mg for s in self.shown)


def proof(
    session: Session,
    rulebook: Rulebook,
    scenario: str,
    seed: str,
    step: Callable[[int, int], None],
) -> Proof:
    """Select actions of a scenario as a sample is drawn, and compute them again.

    Args:
        session: reading.
        rulebook: in force.
        scenario: whose approved actions are selected from.
        seed: named in the dossier, so that anybody draws the same ones.
        step: progress, for each action.
    """
    drawn = plan(session, Design(scenario, CONFIDENCE, "tolerable", TOLERABLE, seed))
    shown: list[Shown] = []
    sets: dict[int, FactorSet] = {}
    for each in drawn.drawn:
        row = session.get_one(Action, each.action_id)
        if row.factor_set_id not in sets:
            sets[row.factor_set_id] = stored_factor_set(session, row.factor_set_id)
        found = explain(session, rulebook, each.action_id)
        place = row.day, row.factor_set_id
        shown.append(_shown(found, place, sets[row.factor_set_id]))
        step(len(shown), len(drawn.drawn))
    return Proof(drawn, tuple(shown), sets)


def _shown(found: Explained, place: tuple[int, int], factor_set: FactorSet) -> Shown:
    inputs = masked_inputs(found.inputs)
    register = factor_set.register(found.methodology.id)
    answer = found.version.assess(inputs, found.context, register)
    if isinstance(answer, Rejection):
        return Shown(found, inputs, *place, None, (answer.code,))
    lines = trace_lines(found.methodology, found.version, answer, _LANGUAGE, inputs)
    return Shown(found, inputs, *place, int(answer.reduction), tuple(lines))


def selection(found: Proof) -> Sheet:
    """The selected actions, each with the stored number and the one made anew."""
    rows = [
        (
            str(number),
            id_text(each.found.action_id),
            texts_of(each.found.methodology, _LANGUAGE).name,
            from_day_number(each.day).isoformat(),
            f"{each.found.methodology.id} {each.found.version.version}",
            each.found.reduction_mg,
            each.computed_mg,
            "一致" if each.computed_mg == each.found.reduction_mg else "不一致",
        )
        for number, each in enumerate(found.shown, start=1)
    ]
    stored = sum(each.found.reduction_mg for each in found.shown)
    return Sheet(
        "选取",
        "",
        (
            *("序号", "行为编号", "方法学", "统计日期", "版本"),
            *("登记值 mg", "重算值 mg", "结论"),
        ),
        rows,
        {"登记值 mg": stored, "重算值 mg": stored},
        {"登记值 mg": "proof.reduction_mg", "重算值 mg": "proof.reduction_mg"},
    )


def factor_list(found: Proof, methodologies: Sequence[str]) -> Sheet:
    """Every factor that the methodologies may use, with its source."""
    rows: list[tuple[str, ...]] = []
    for _, factor_set in sorted(found.factor_sets.items()):
        named = {
            (row.id, row.valid_from): row
            for name in methodologies
            for row in factor_set.factors_of(name)
        }
        rows += [
            (
                file_of_set(factor_set),
                row.id,
                row.name_zh or row.id,
                row.value,
                "" if row.unit == "1" else row.unit,
                row.valid_from.isoformat(),
                row.valid_to.isoformat() if row.valid_to else "",
                row.source_title,
                row.clause,
                "假定" if row.confidence == "assumed" else "有出处",
            )
            for row in named.values()
        ]
    headings = (
        *("因子集", "因子", "名称", "值", "单位", "自", "至（不含）"),
        *("来源", "条款", "性质"),
    )
    return Sheet("因子", "", headings, rows)


def file_of_set(factor_set: FactorSet) -> str:
    """The file that holds a whole factor set."""
    return f"factors-{factor_set.digest.hex()[:12]}.bin"


def write_vectors(found: Proof, folder: Path) -> list[str]:
    """Write the selected actions in the format that ``calculate`` reads, and the sets.

    Returns:
        The names of the files.
    """
    names = []
    for factor_set in found.factor_sets.values():
        names.append(file_of_set(factor_set))
        write_whole(folder / names[-1], factor_set.pack())
    documents: dict[tuple[str, str, int], list[dict[str, Any]]] = defaultdict(list)
    for each in found.shown:
        key = (
            each.found.methodology.id,
            each.found.version.version,
            each.factor_set_id,
        )
        documents[key].append(_vector(each))
    for (methodology, version, set_id), vectors in sorted(documents.items()):
        factor_set = found.factor_sets[set_id]
        document = {
            "format": "carbon-points/golden/1",
            "methodology": methodology,
            "methodology_version": version,
            "factor_set": factor_set.digest.hex(),
            "factor_set_file": file_of_set(factor_set),
            "vectors": vectors,
        }
        several = len(found.factor_sets) > 1
        tail = f"-{factor_set.digest.hex()[:6]}" if several else ""
        names.append(f"{methodology}-{version}{tail}.json")
        text = json.dumps(document, ensure_ascii=False, indent=1)
        write_whole(folder / names[-1], f"{text}\n".encode())
    return names


def _vector(each: Shown) -> dict[str, Any]:
    return {
        "id": id_text(each.found.action_id),
        "context": dict(each.found.context),
        "input": each.inputs,
        "expect": {
            "status": "accepted",
            "reduction_mg": each.found.reduction_mg,
            "flags": list(each.found.flags),
        },
    }


def readable(found: Proof) -> str:
    """The whole calculation of each selected action, to be followed by hand."""
    design = found.plan.design
    parts = [
        f"计算证明：选取 {len(found.shown)} 条，{found.agreeing} 条重算一致。",
        (
            f"选取规则：置信度 95%，可容忍差错 10%，种子“{design.seed}”，"
            "与 audit sample 同一规则，任何人可得同一名单。"
        ),
        "凭证编号、表号已遮盖；它们不影响计算结果。未经核证。",
    ]
    for number, each in enumerate(found.shown, start=1):
        head = f"—— {number}　行为 {id_text(each.found.action_id)}"
        stored = f"登记值 {each.found.reduction_mg} mg"
        parts += ["", head, *each.lines, f"  {stored}"]
    return "\r\n".join([*parts, ""])
