"""``methodologies``, ``calculate``, ``adopt``."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.context import Answer
from carbon_points.cli.context import read_json
from carbon_points.common.problems import UserError
from carbon_points.methodology.register import shipped
from carbon_points.methodology.registry import discover
from carbon_points.methodology.texts import texts_of
from carbon_points.methodology.vectors import run_vectors

if TYPE_CHECKING:
    from carbon_points.cli.context import Context
    from carbon_points.methodology.contract import Factor
    from carbon_points.methodology.contract import Methodology
    from carbon_points.methodology.register import FactorSet

_STATUS_ZH = {
    "published": "正式",
    "trial": "试行",
    "draft": "研究稿（摸底）",
    "withdrawn": "停用",
}


def methodologies(context: Context) -> Answer:
    """List them, or show one with its factors, sources and worked example."""
    catalogue = discover()
    chosen = context.option("id")
    statuses = _statuses(context, catalogue)
    if chosen is None:
        rows = [_short(context, m, statuses[m.id]) for m in catalogue.values()]
        return Answer({"methodologies": rows}, [_line(context, row) for row in rows])
    if chosen not in catalogue:
        raise UserError("METHODOLOGY_UNKNOWN", value=chosen)
    methodology = catalogue[chosen]
    document = _whole(context, methodology, statuses[chosen], shipped(catalogue))
    return Answer(document, _page(context, document))


def _statuses(context: Context, catalogue: Any) -> dict[str, str]:
    """The district's statuses if there is a database, else the shipped ones."""
    found = {m.id: str(m.current.shipped_status) for m in catalogue.values()}
    if not context.database_path.exists():
        return found
    from carbon_points.rulebook.service import current  # noqa: PLC0415

    with context.database() as db:
        book = current(db, context.caller())
        return {name: str(book.status(name, context.as_of)) for name in found}


def _short(context: Context, methodology: Methodology, status: str) -> dict[str, Any]:
    version = methodology.current
    return {
        "id": methodology.id,
        "name": texts_of(methodology, context.language).name,
        "version": version.version,
        "status": status,
        "shipped_status": str(version.shipped_status),
        "kind": str(methodology.kind),
        "participants": list(methodology.participants),
        "points_group": methodology.points_group,
        "valid_from": version.valid_from.isoformat(),
        "valid_to": version.valid_to.isoformat() if version.valid_to else None,
    }


def _line(context: Context, row: dict[str, Any]) -> str:
    status = context.says(_STATUS_ZH[row["status"]], row["status"])
    return f"{row['id']:18} {row['version']:5} {status:10} {row['name']}"


def _whole(
    context: Context, methodology: Methodology, status: str, factor_set: FactorSet
) -> dict[str, Any]:
    texts = texts_of(methodology, context.language)
    document = _short(context, methodology, status)
    document["summary"] = texts.summary
    document["formula"] = texts.formula
    document["fields"] = [
        {
            "name": field.name,
            "type": str(field.type),
            "unit": field.unit,
            "required": field.required,
            "choices": list(field.choices),
            "label": texts.field(field.name),
        }
        for field in methodology.current.fields
    ]
    cases = _cases(methodology)
    own = list(factor_set.factors_of(methodology.id))
    document["factors"] = [_factor(row) for row in own]
    document["sources"] = _sources(factor_set, own)
    document["worked_example"] = _example(methodology, factor_set, cases)
    return document


def _cases(methodology: Methodology) -> dict[str, Any]:
    """The worked cases that the folder ships."""
    text = files(methodology.package).joinpath("cases.json").read_text("utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def _factor(row: Factor) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name_zh,
        "value": row.value,
        "unit": row.unit,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        "source": row.source,
        "confidence": row.confidence,
    }


def _sources(factor_set: FactorSet, rows: list[Factor]) -> dict[str, str]:
    return {
        row.source: factor_set.sources[row.source].title_zh
        for row in rows
        if row.source in factor_set.sources
    }


def _example(
    methodology: Methodology, factor_set: FactorSet, cases: dict[str, Any]
) -> dict[str, Any]:
    """The folder's first worked case and what it comes to."""
    first = {**cases, "vectors": cases["vectors"][:1]}
    result = run_vectors(methodology, first, factor_set)[0]
    return {"input": first["vectors"][0]["input"], "result": result}


def _page(context: Context, document: dict[str, Any]) -> list[str]:
    lines = [_line(context, document), "", document["summary"], document["formula"], ""]
    for row in document["factors"]:
        assumed = context.says("  假定", "  assumed") * (row["confidence"] == "assumed")
        end = row["valid_to"] or "…"
        lines.append(
            f"{row['id']:34} {row['value']:>10} {row['unit']:14}"
            f" {row['valid_from']}–{end}  {row['source']}{assumed}"
        )
    result = document["worked_example"]["result"]
    lines += ["", context.says("算例：", "Worked example: ")]
    lines.append(
        f"{document['worked_example']['input']} → {result.get('reduction_mg')} mg"
    )
    return lines


def calculate(context: Context) -> Answer:
    """Run one methodology, or the points rule, on a file of vectors."""
    name, file = context.arguments.id, context.arguments.file
    document = read_json(str(file))
    if name == "points":
        from carbon_points.crediting.vectors import run_points  # noqa: PLC0415

        results = run_points(document)
    else:
        catalogue = discover()
        if name not in catalogue:
            raise UserError("METHODOLOGY_UNKNOWN", value=name)
        results = run_vectors(
            catalogue[name],
            document,
            shipped(catalogue),
            trace=bool(context.option("trace")),
            language=context.language,
        )
    return Answer({"results": results}, [_result_line(row) for row in results])


def _result_line(row: dict[str, Any]) -> str:
    if row["status"] == "rejected":
        return f"{row['id']}: {row['error']['code']}  {row['error']['message']}"
    if "steps" in row:
        last = row["steps"][-1] if row["steps"] else {}
        return f"{row['id']}: {last}"
    flags = " ".join(row.get("flags", ()))
    return f"{row['id']}: {row['reduction_mg']} mg  {flags}".rstrip()


def adopt(context: Context) -> Answer:
    """Propose or confirm drafts as district trials."""
    from carbon_points.rulebook.service import adopt as adopt_drafts  # noqa: PLC0415

    arguments = context.arguments
    with context.database() as db:
        done = adopt_drafts(
            db,
            context.caller(),
            arguments.methodology,
            arguments.start,
            arguments.document,
        )
    document = {
        "methodology": list(done.methodologies),
        "status": done.status,
        "from": done.valid_from.isoformat(),
    }
    zh = "已采用为试行" if done.status == "trial" else "已提出，待另一位审核员确认"
    said = context.says(zh, done.status)
    names = "、".join(done.methodologies)
    return Answer(document, [f"{names}：{said}，{document['from']}"])
