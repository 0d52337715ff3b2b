"""``doctor``: what is well, what is not, what to do about it."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.arguments import VERSION
from carbon_points.cli.context import Answer
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.integrity import health
from carbon_points.integrity import surroundings

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.cli.context import Context
    from carbon_points.integrity.starting import Repaired
    from carbon_points.storage.health import HealthCheck


def doctor(context: Context) -> Answer:
    """Versions, fonts, display, printer, disk, database: what to do about each."""
    document: dict[str, Any] = {}
    lines: list[str] = []
    if context.option("repair"):
        document["repaired"], said = _repair(context)
        lines.append(said)
    found = [
        *surroundings.checks(VERSION),
        *health.of_file(context.database_path, context.option("key_file")),
    ]
    document["checks"] = [_row(context, check) for check in found]
    lines += [_line(context, check) for check in found]
    bundle: Path | None = context.option("bundle")
    if bundle is not None:
        document["bundle"] = str(_bundle(context, bundle, found))
        lines.append(context.says(f"诊断包：{bundle}", f"bundle: {bundle}"))
    return Answer(document, lines, 0 if all(check.ok for check in found) else 1)


def _repair(context: Context) -> tuple[dict[str, int], str]:
    from carbon_points.integrity.starting import repair  # noqa: PLC0415

    with context.database() as db:
        done: Repaired = repair(db)
    counts = {"certificates": done.certificates, "files": done.files}
    said = context.says(
        f"已补做 {done.certificates} 份证书，清理 {done.files} 个无主文件。",
        f"Made {done.certificates} papers that were waiting, "
        f"cleared {done.files} files of nobody.",
    )
    return counts, said


def _bundle(context: Context, file: Path, found: list[HealthCheck]) -> Path:
    from carbon_points.common.problems import UserError  # noqa: PLC0415
    from carbon_points.integrity.diagnosis import export  # noqa: PLC0415

    if file.exists():
        raise UserError("FILE_EXISTS", file=str(file))
    try:
        with context.database(read_only=True) as db:
            return export(file, found, db)
    except DatabaseUnusableError:
        return export(file, found, None)


def _row(context: Context, check: HealthCheck) -> dict[str, Any]:
    return {
        "name": check.name,
        "ok": check.ok,
        "says": check.says.said(context.language),
        "remedy": check.remedy.said(context.language),
    }


def _line(context: Context, check: HealthCheck) -> str:
    mark = "✓" if check.ok else "✗"
    remedy = check.remedy.said(context.language)
    to_do = f" → {remedy}" if remedy else ""
    return f"{mark} {check.name:14} {check.says.said(context.language)}{to_do}"
