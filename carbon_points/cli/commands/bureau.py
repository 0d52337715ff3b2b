"""``approve``, ``stats``, ``explain``."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.actions.rules import State
from carbon_points.cli.commands.desk import record_id
from carbon_points.cli.context import Answer
from carbon_points.common.ids import id_text
from carbon_points.security.acts import permitted

if TYPE_CHECKING:
    from carbon_points.cli.context import Context
    from carbon_points.crediting.explain import Explained


def approve(context: Context) -> Answer:
    """Approve and book what the policy allows."""
    from carbon_points.audit.service import approve as run  # noqa: PLC0415

    arguments = context.arguments
    scenario = context.option("scenario")
    chosen = _methodologies_of(scenario) if scenario else None
    with context.database() as db:
        done = run(
            db,
            context.caller(),
            arguments.policy,
            chosen,
            context.option("until"),
            context.progress,
        )
    document = {
        "approved": done.approved,
        "flagged": done.flagged,
        "left": done.left,
        "points": done.points,
        "reduction_mg": done.reduction_mg,
        "sampled": [id_text(each) for each in done.sampled],
    }
    said = context.says(
        f"核定 {done.approved} 条，发放 {done.points} 分；"
        f"留待审核 {done.left} 条（其中有风险标记 {done.flagged} 条）",
        f"{done.approved} approved, {done.points} points; {done.left} left"
        f" ({done.flagged} of them flagged)",
    )
    return Answer(document, [said])


def _methodologies_of(scenario: str) -> list[str]:
    from carbon_points.actions.cuts import shipped_membership  # noqa: PLC0415

    return [name for name, owner in shipped_membership().items() if owner == scenario]


def stats(context: Context) -> Answer:
    """Scenario statistics by any cut."""
    from carbon_points.cli.statistics import answer  # noqa: PLC0415

    return answer(context)


def explain(context: Context) -> Answer:
    """Why this number."""
    from carbon_points.crediting.explain import explain as trace_of  # noqa: PLC0415
    from carbon_points.rulebook.service import current  # noqa: PLC0415

    action_id = record_id(context.arguments.action)
    with context.database() as db:
        book = current(db, context.caller())
        with db.reading() as session:
            permitted(session, "explain", context.caller())
            found = trace_of(session, book, action_id)
    document = _explained(context, found)
    return Answer(document, _explained_lines(context, found, document))


def _explained(context: Context, found: Explained) -> dict[str, Any]:
    from carbon_points.methodology.contract import Rejection  # noqa: PLC0415
    from carbon_points.methodology.texts import texts_of  # noqa: PLC0415
    from carbon_points.methodology.trace import trace  # noqa: PLC0415

    answer = found.answer
    document: dict[str, Any] = {
        "action": id_text(found.action_id),
        "participant": id_text(found.participant_id),
        "methodology": found.methodology.id,
        "version": found.version.version,
        "factor_set": found.factor_set_digest.hex(),
        "inputs": {k: v for k, v in found.inputs.items() if v is not None},
        "context": dict(found.context),
        "reduction_mg": found.reduction_mg,
        "flags": list(found.flags),
        "code": found.code,
        "state": State(found.state).name.lower(),
        "points": found.points,
        "mg_per_point": found.rate.mg_per_point if found.rate else None,
        "booked_on": found.booked_on.isoformat() if found.booked_on else None,
        "corrections": [
            {
                "change": id_text(each.change_id),
                "action": id_text(each.action_id),
                "corrected_as": id_text(each.replacement_id),
                "before_mg": each.before_mg,
                "after_mg": each.after_mg,
                "points": each.points,
            }
            for each in found.corrections
        ],
    }
    if isinstance(answer, Rejection):
        texts = texts_of(found.methodology, context.language)
        document["trace"] = []
        document["refusal"] = texts.error(answer.code, answer.details)
    else:
        language = context.language
        document["trace"] = trace(
            found.methodology, found.version, answer, language, found.inputs
        )
    return document


def _explained_lines(
    context: Context, found: Explained, document: dict[str, Any]
) -> list[str]:
    from carbon_points.methodology.contract import Rejection  # noqa: PLC0415
    from carbon_points.methodology.trace import trace_lines  # noqa: PLC0415

    if isinstance(found.answer, Rejection):
        return [document["refusal"]]
    lines = trace_lines(
        found.methodology, found.version, found.answer, context.language, found.inputs
    )
    if found.rate:
        lines.append(
            context.says(
                f"积分：{found.points} 分（{found.rate.mg_per_point} mg 为 1 分，"
                f"{found.booked_on} 核定）",
                f"Points: {found.points} ({found.rate.mg_per_point} mg a point,"
                f" approved {found.booked_on})",
            )
        )
    for each in found.corrections:
        old, new = id_text(each.action_id), id_text(each.replacement_id)
        change = id_text(each.change_id)
        lines.append(
            context.says(
                f"更正：按变更 {change}，{old} 由 {each.before_mg} mg"
                f" 更正为 {new} 的 {each.after_mg} mg，积分 {each.points:+d}",
                f"Corrected by change {change}: {old} of {each.before_mg} mg"
                f" became {new} of {each.after_mg} mg, points {each.points:+d}",
            )
        )
    return lines
