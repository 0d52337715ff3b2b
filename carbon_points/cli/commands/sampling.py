"""``audit sample``, ``audit check``, ``audit result``."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.commands.desk import record_id
from carbon_points.cli.context import Answer
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.common.units import decimal_text
from carbon_points.common.units import exact_text
from carbon_points.security.acts import ask_first
from carbon_points.security.acts import permitted
from carbon_points.security.taking import taken_along

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

    from carbon_points.audit.sample_results import SampleResult
    from carbon_points.audit.sampling import Design
    from carbon_points.audit.sampling import Plan
    from carbon_points.cli.context import Context
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


def sample(context: Context) -> Answer:
    """Draw a sample; with ``--save`` it is kept to be checked."""
    from carbon_points.audit.sampling import keep  # noqa: PLC0415
    from carbon_points.audit.sampling import plan  # noqa: PLC0415

    design, number = _design(context), None
    _check_form(context)
    with context.database() as db:
        if context.option("save"):
            number, drawn = keep(db, context.caller(), design)
        else:
            with db.reading() as session:
                permitted(session, "audit sample", context.caller())
                drawn = plan(session, design)
        if (out := context.option("out")) is not None:
            _write(db, context.caller(), drawn if number is None else number, out)
    document = _document(drawn)
    if number is not None:
        document["sample"] = id_text(number)
    head = context.says(
        f"总体 {drawn.population} 条，抽取 {len(drawn.drawn)} 条，种子“{design.seed}”",
        f"{len(drawn.drawn)} drawn of {drawn.population}, seed “{design.seed}”",
    )
    named = [document["sample"]] if number is not None else []
    return Answer(document, [head, *named, *document["ids"]])


def _check_form(context: Context) -> None:
    """Before anything is kept: the paper can be written."""
    out = context.option("out")
    if out is not None and out.suffix.lower() not in {".pdf", ".xlsx"}:
        raise UserError("PAPER_FORMAT", value=str(out))


def _write(db: Database, caller: Caller, what: Plan | int, out: Path) -> None:
    """The working paper of a plan, or of a kept sample, in the form of the file."""
    from carbon_points.audit.sample_paper import paper_of  # noqa: PLC0415
    from carbon_points.audit.sample_paper import paper_of_plan  # noqa: PLC0415

    with db.reading() as session:
        if isinstance(what, int):
            paper = paper_of(session, what)
        else:
            paper = paper_of_plan(session, what)
    with taken_along(db, ask_first(db, "audit result", caller), out):
        if out.suffix.lower() == ".pdf":
            from carbon_points.scenarios import working_paper  # noqa: PLC0415

            working_paper.write_working_paper(paper, out)
        else:
            from carbon_points.audit.sheets import write_sample  # noqa: PLC0415

            write_sample(paper, out)


def _design(context: Context) -> Design:
    import secrets  # noqa: PLC0415

    from carbon_points.audit.sampling import Design  # noqa: PLC0415

    margin = context.option("margin")
    days = {"first": context.option("start"), "last": context.option("end")}
    return Design(
        context.arguments.scenario,
        context.arguments.confidence,
        "tolerable" if margin is None else "margin",
        context.option("tolerable") if margin is None else margin,
        # Without one that was spoken, one that nobody could choose.
        context.option("seed") or secrets.token_hex(8),
        **{name: day for name, day in days.items() if day is not None},
    )


def _document(drawn: Plan) -> dict[str, Any]:
    design = drawn.design
    return {
        "population": drawn.population,
        "size": len(drawn.drawn),
        "seed": design.seed,
        "scenario": design.scenario,
        "confidence": exact_text(design.confidence),
        design.rule: exact_text(design.bound),
        "wanted": drawn.wanted,
        "population_sha256": drawn.ids_digest.hex(),
        "strata": [
            {"name": each.name, "population": each.population, "size": each.drawn}
            for each in drawn.strata
        ],
        "ids": [id_text(each) for each in drawn.ids],
    }


def check(context: Context) -> Answer:
    """Record what was found of drawn actions."""
    from carbon_points.audit.sampling import check as record  # noqa: PLC0415
    from carbon_points.audit.sampling import Checked  # noqa: PLC0415

    arguments = context.arguments
    number = record_id(arguments.sample)
    said = [
        Checked(
            record_id(action),
            arguments.found,
            arguments.reason,
            arguments.note,
            context.option("overstated"),
        )
        for action in arguments.actions
    ]
    with context.database() as db:
        record(db, context.caller(), number, said)
        return _answer(context, db, number)


def result(context: Context) -> Answer:
    """What a sample says, with its interval."""
    _check_form(context)
    number = record_id(context.arguments.sample)
    with context.database() as db:
        answer = _answer(context, db, number)
        if (out := context.option("out")) is not None:
            _write(db, context.caller(), number, out)
    return answer


def _answer(context: Context, db: Database, number: int) -> Answer:
    from carbon_points.audit.sample_results import result as result_of  # noqa: PLC0415

    with db.reading() as session:
        permitted(session, "audit result", context.caller())
        found = result_of(session, number)
    document = _result(found)
    said = context.says(
        f"已核查 {found.outcome.checked} / {found.size} 条，有误 {found.outcome.wrong}"
        f" 条；差错率 {document['share']} %，区间 {document['lower']} %–"
        f"{document['upper']} %；未关闭的问题 {len(found.open_findings)} 个",
        f"{found.outcome.checked} / {found.size} checked, {found.outcome.wrong} wrong;"
        f" {document['share']} %, interval {document['lower']} %–"
        f"{document['upper']} %; {len(found.open_findings)} findings open",
    )
    return Answer(document, [said])


def _result(found: SampleResult) -> dict[str, Any]:
    outcome = found.outcome
    return {
        "sample": id_text(found.sample_id),
        "scenario": found.scenario,
        "seed": found.seed,
        "confidence": exact_text(found.confidence),
        "population": outcome.population,
        "size": found.size,
        "checked": outcome.checked,
        "finished": found.finished,
        "wrong": outcome.wrong,
        "share": _percent(outcome.share),
        "lower": _percent(outcome.lower),
        "upper": _percent(outcome.upper),
        "upper_one_sided": _percent(outcome.upper_one_sided),
        "projected_wrong": decimal_text(outcome.projected_wrong, 1).replace(",", ""),
        "overstated_mg": found.overstated_mg,
        "projected_mg": outcome.projected_mg,
        "left": [id_text(each) for each in found.left],
        "open_findings": [id_text(each) for each in found.open_findings],
    }


def _percent(value: Fraction) -> str:
    return decimal_text(100 * value, 2)
