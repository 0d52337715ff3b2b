"""``import``: files of every kind, one report a file."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.context import Answer
from carbon_points.common.ids import id_text
from carbon_points.common.problems import UserError
from carbon_points.exchange.sentences import error_sentence
from carbon_points.exchange.sentences import problem_sentence
from carbon_points.exchange.service import import_files
from carbon_points.exchange.service import Options
from carbon_points.security.acts import ask_first
from carbon_points.security.taking import taken_along

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from carbon_points.cli.context import Context
    from carbon_points.common.problems import Problem
    from carbon_points.exchange.report import FileReport
    from carbon_points.storage.engine import Database

_SHOWN = 1000
_TABLES = frozenset({".csv", ".txt", ".tsv", ".xlsx", ".xls", ".xlsm"})


def import_(context: Context) -> Answer:
    """Take in files; good rows go in, bad rows come out with reasons."""
    arguments = context.arguments
    paths = list(_files(arguments.paths))
    options = Options(
        arguments.kind,
        bool(context.option("dry_run")),
        bool(context.option("strict")),
        _mapping(context),
    )
    with context.database() as db:
        reports = import_files(db, context.caller(), paths, options, context.progress)
        if context.option("rejects"):
            _write_rejects(context, db, reports, options)
    document = {"files": [_row(context, report) for report in reports]}
    lines = [line for report in reports for line in _lines(context, report)]
    return Answer(document, lines, _exit_code(reports, options))


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = [
            file
            for file in sorted(path.rglob("*"))
            if file.suffix.lower() in _TABLES and not file.name.startswith((".", "~$"))
        ]
        if not found:
            raise UserError("FOLDER_EMPTY", file=str(path))
        yield from found


def _mapping(context: Context) -> Any:
    path = context.option("mapping")
    if path is None:
        return None
    from carbon_points.exchange.readers import load_mapping  # noqa: PLC0415

    return load_mapping(path)


def _exit_code(reports: list[FileReport], options: Options) -> int:
    if any(report.error for report in reports):
        return 2
    if options.strict and any(report.problems for report in reports):
        return 1
    return 0


def _row(context: Context, report: FileReport) -> dict[str, Any]:
    if report.error is not None:
        message = error_sentence(report.error, context.language)
        error = {"code": report.error.code, "message": message}
        return {"file": report.name, "kind": report.kind or None, "error": error}
    return {
        "file": report.name,
        "kind": report.kind,
        "batch": None if report.batch_id is None else id_text(report.batch_id),
        "sha256": report.sha256,
        "rows": report.rows,
        "accepted": report.accepted,
        "duplicates": report.duplicates,
        "rejected": report.rejected,
        "not_creditable": report.not_creditable,
        "flagged": report.flagged,
        "actions": report.actions,
        "reduction_mg": report.reduction_mg,
        "problems": [_problem(context, p) for p in report.problems[:_SHOWN]],
        "notices": [_problem(context, p) for p in report.notices[:_SHOWN]],
        "other_sheets": list(report.other_sheets),
    }


def _problem(context: Context, problem: Problem) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column,
        "code": problem.code,
        "message": problem_sentence(problem, context.language),
    }


def _lines(context: Context, report: FileReport) -> list[str]:
    if report.error is not None:
        return [f"{report.name}：{error_sentence(report.error, context.language)}"]
    said = context.says(
        f"{report.rows} 行：收入 {report.accepted}，重复 {report.duplicates}，"
        f"拒收 {report.rejected}（其中不予计入 {report.not_creditable}）",
        f"{report.rows} rows: {report.accepted} taken, {report.duplicates} known,"
        f" {report.rejected} refused ({report.not_creditable} of them not creditable)",
    )
    lines = [f"{report.name}：{said}"]
    if report.other_sheets:
        names = "、".join(report.other_sheets)
        lines.append(
            context.says(
                f"  工作表 {names} 没有读取；如需导入请另存为单独的文件",
                f"  The sheets {names} were not read; save them as files of their own",
            )
        )
    lines += [
        "  " + problem_sentence(problem, context.language)
        for problem in [*report.notices[:5], *report.problems[:20]]
    ]
    rest = len(report.problems) - 20
    if rest > 0:
        lines.append(
            context.says(
                f"  …… 另有 {rest} 行；--rejects 文件.xlsx 可全部导出",
                f"  … and {rest} more; --rejects FILE.xlsx writes them all",
            )
        )
    return lines


def _write_rejects(
    context: Context, db: Database, reports: list[FileReport], options: Options
) -> None:
    """One workbook of bad rows; several files get one each, numbered, and noted."""
    from carbon_points.exchange.readers import read_table  # noqa: PLC0415
    from carbon_points.exchange.readers import write_rejects  # noqa: PLC0415

    by = ask_first(db, "import", context.caller())
    target: Path = context.arguments.rejects
    bad = [report for report in reports if report.problems]
    for number, report in enumerate(bad, start=1):
        path = target if len(bad) == 1 else target.with_stem(f"{target.stem}-{number}")
        table = read_table(report.path, mapping=options.mapping)
        with taken_along(db, by, path, act="export-rejects"):
            write_rejects(path, table, report.problems, context.language)
