"""``restore``: a backup, or what was set aside, in the place of what is there."""

from __future__ import annotations

from typing import Any
from typing import TYPE_CHECKING

from carbon_points.cli.context import Answer
from carbon_points.cli.file_key import ensure_key
from carbon_points.cli.file_key import halves
from carbon_points.common.days import local_moment
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.storage.driver import PLAIN_HEADER

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.cli.context import Context
    from carbon_points.integrity.restore_preview import Beyond
    from carbon_points.integrity.restore_preview import Books
    from carbon_points.integrity.restore_preview import RestorePreview
    from carbon_points.storage.restoring import Restored


def restore(context: Context) -> Answer:
    """Put a backup in place; what is there now is set aside first."""
    file, path = context.arguments.file, context.database_path
    _sign_in(context, path)
    if context.option("halves"):
        _take_halves(context, file)
    else:
        ensure_key(context, file)
    if context.option("dry_run"):
        return _compared(context, file, path)
    done = _put_back(context, file, path)
    encrypted = not _is_plain(path)
    document = {
        "database": str(path),
        "chain_position": done.chain_position,
        "set_aside": str(done.set_aside) if done.set_aside else None,
        "encrypted": encrypted,
    }
    lines = [context.says(f"已恢复到 {path}。", f"Restored to {path}.")]
    if not encrypted:
        lines.append(
            context.says(
                "注意：它未加密，姓名和电话可以直接读出；请用 keys encrypt 加密。",
                "Note: it is not encrypted, names and telephones can be read;"
                " keys encrypt mends that.",
            )
        )
    if done.set_aside:
        lines.append(
            context.says(
                f"原来的数据库已另存为 {done.set_aside}，"
                f"要换回来：carbon-points restore {done.set_aside}",
                f"The former database was set aside as {done.set_aside};"
                f" carbon-points restore {done.set_aside} takes it back.",
            )
        )
    return Answer(document, lines)


def _is_plain(database: Path) -> bool:
    with database.open("rb") as file:
        return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER


def _sign_in(context: Context, path: Path) -> None:
    """The people whom the call names prove that they are there, if the books answer."""
    from carbon_points.security.restoring import permit_restore  # noqa: PLC0415
    from carbon_points.storage.restoring import BEYOND_USE  # noqa: PLC0415

    if not path.exists():
        return
    try:
        with context.database():
            pass
    except DatabaseUnusableError as error:
        if error.code not in BEYOND_USE:
            raise
    permit_restore(path, context.caller(), context.option("key_file"))


def _take_halves(context: Context, file: Path) -> None:
    """Two lines of a printed recovery key, proved on the file."""
    from carbon_points.storage import keys  # noqa: PLC0415

    key = halves(context, file)
    keys.hold(key)
    if not context.option("no_remember") and not context.option("dry_run"):
        keys.remember(key)


def _put_back(context: Context, file: Path, path: Path) -> Restored:
    from carbon_points.integrity import putting_back  # noqa: PLC0415
    from carbon_points.storage.restoring import set_aside  # noqa: PLC0415

    key_file = context.option("key_file")
    if file.absolute() in set_aside(path.absolute()):
        return putting_back.put_aside_back(
            file, path, context.caller(), key_file=key_file
        )
    return putting_back.put_back(
        file, path, context.caller(), key_file=key_file, progress=context.progress
    )


def _compared(context: Context, file: Path, path: Path) -> Answer:
    from carbon_points.integrity import restore_preview  # noqa: PLC0415
    from carbon_points.storage.restoring import set_aside  # noqa: PLC0415

    key_file = context.option("key_file")
    if file.absolute() in set_aside(path.absolute()):
        seen = restore_preview.preview_aside(file, path, key_file)
    else:
        seen = restore_preview.preview(file, path, key_file, context.progress)
    document = {
        "database": str(path),
        "file": str(file),
        "made_at": seen.made_at,
        "coming": _books(seen.coming),
        "present": _books(seen.present) if seen.present else None,
        "trouble": seen.trouble or None,
        "lost": _beyond(seen.lost),
        "gained": _beyond(seen.gained),
        "forked": seen.forked,
    }
    return Answer(document, _lines(context, seen))


def _books(books: Books) -> dict[str, Any]:
    return {
        "people": books.people,
        "actions": books.actions,
        "entries": books.entries,
        "evidence_files": books.evidence_files,
        "chain_position": books.position,
        "newest_at": books.newest_at,
    }


def _beyond(beyond: Beyond) -> dict[str, int]:
    return {
        "records": beyond.records,
        "people": beyond.people,
        "actions": beyond.actions,
        "entries": beyond.entries,
    }


def _lines(context: Context, seen: RestorePreview) -> list[str]:
    says = context.says
    head = says("", ""), says("现在", "now"), says("恢复后", "afterwards")
    rows = [
        (says("参与者", "participants"), "people"),
        (says("行为（笔）", "actions"), "actions"),
        (says("流水（条）", "ledger entries"), "entries"),
        (says("凭证文件", "evidence files"), "evidence_files"),
        (says("链位置", "chain position"), "position"),
        (says("最近一笔", "newest record"), "newest_at"),
    ]
    lines = [f"{head[0]:16}{head[1]:>22}{head[2]:>22}"]
    lines += [
        f"{name:16}{_cell(seen.present, of):>22}{_cell(seen.coming, of):>22}"
        for name, of in rows
    ]
    lost = seen.lost
    lines.append(
        says(
            f"恢复会少 {lost.actions} 笔、{lost.people} 人；没有改动任何数据。",
            f"A restore loses {lost.actions} actions and {lost.people} participants;"
            " nothing was changed.",
        )
    )
    if seen.forked:
        lines.append(
            says(
                "两边在同一处之后各自记了账，不能合并。",
                "Both went on after the last record they share; they cannot be merged.",
            )
        )
    return lines


def _cell(books: Books | None, name: str) -> str:
    value = getattr(books, name) if books else None
    if value is None:
        return "—"
    if name == "newest_at":
        return f"{local_moment(value):%Y-%m-%d %H:%M}"
    return f"{value:,}"
