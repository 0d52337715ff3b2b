"""``dossier``, ``dossier check`` and ``report subdistrict``."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.context import Answer
from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    from carbon_points.cli.context import Context
    from carbon_points.dossier.manifest import CriterionRow


def dossier(context: Context) -> Answer:
    """The acceptance dossier of a scenario; or check one, without a database."""
    words: list[str] = context.arguments.words
    if words:
        if words[0] != "check" or len(words) != 2:
            raise UserError("DOSSIER_WHAT")
        return _check(context, Path(words[1]))
    scenario, out = context.option("scenario"), context.option("out")
    if scenario is None or out is None:
        raise UserError("DOSSIER_WHAT")
    from carbon_points.dossier.service import build_dossier  # noqa: PLC0415

    with context.database() as db:
        done = build_dossier(db, context.caller(), scenario, out, context.progress)
    manifest = done.manifest
    document = {
        "files": [str(file) for file in done.files],
        "criteria": [_criterion(each) for each in manifest.criteria],
        "position": manifest.position,
        "digest": manifest.digest,
        "totals": len(manifest.totals),
        "totals_unequal": done.unequal,
    }
    count = len(manifest.criteria)
    said = context.says(
        f"验收材料 {len(done.files)} 个文件在 {out}；达标 {done.met} / {count}，"
        f"合计 {len(manifest.totals)} 个全部重新加总，{done.unequal} 个不等；未经核证",
        f"{len(done.files)} files in {out}; {done.met} of {count} criteria met,"
        f" {len(manifest.totals)} totals added again, {done.unequal} unequal;"
        " not certified",
    )
    return Answer(document, [said, *(_line(context, e) for e in manifest.criteria)])


def _criterion(each: CriterionRow) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": each.name,
        "target": each.target,
        "actual": each.actual,
        "met": each.met,
        "assumed": each.assumed,
    }


def _line(context: Context, each: CriterionRow) -> str:
    from carbon_points.scenarios.definitions import definitions  # noqa: PLC0415

    mark = "✓" if each.met else "✗"
    english = {rule.id: rule.name_en for rule in definitions().criteria}
    name = context.says(each.name, english.get(each.id, each.name))
    assumed = context.says("（假定）", " (assumed)") if each.assumed else ""
    return f"{mark} {name}  {each.actual_text}  {each.target_text}{assumed}"


def _check(context: Context, folder: Path) -> Answer:
    from carbon_points.dossier.checking import check_dossier  # noqa: PLC0415
    from carbon_points.dossier.texts import problem_sentence  # noqa: PLC0415

    found = check_dossier(folder, context.progress)
    language = context.language
    problems = [
        {
            "code": each.code,
            "file": each.file,
            "claims": list(each.claims),
            "message": problem_sentence(each, language),
        }
        for each in found.problems
    ]
    document = {
        "ok": found.ok,
        "problems": problems,
        "files": found.files,
        "totals": found.totals,
        "recomputed": found.recomputed,
    }
    good = context.says(
        f"档案完好：{found.files} 个文件，{found.totals} 个合计，"
        f"{found.recomputed} 条行为重算一致",
        f"The dossier is whole: {found.files} files, {found.totals} totals,"
        f" {found.recomputed} actions computed again",
    )
    lines = [str(each["message"]) for each in problems] or [good]
    return Answer(document, lines, 0 if found.ok else 1)


def report(context: Context) -> Answer:
    """The yearly report of a subdistrict, as far as the records reach."""
    from carbon_points.dossier.yearly import report_year  # noqa: PLC0415

    arguments = context.arguments
    with context.database() as db:
        place, year, out = arguments.place, arguments.year, arguments.out
        done = report_year(db, context.caller(), place, year, out)
    document = {
        "files": [str(file) for file in done.files],
        "position": done.position,
        "missing": list(done.missing),
        "closed": done.year.closed,
    }
    said = context.says(
        f"{place} {year} 年度报告：{'、'.join(map(str, done.files))}；"
        f"尚未登记 {len(done.missing)} 项；未经核证",
        f"Report of {place} for {year}: {', '.join(map(str, done.files))};"
        f" {len(done.missing)} things not on record; not certified",
    )
    return Answer(document, [said])
