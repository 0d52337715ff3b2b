"""``init`` and ``demo``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.cli.context import Answer
from carbon_points.cli.context import demo_database
from carbon_points.exchange.founding import found
from carbon_points.exchange.founding import Founding

if TYPE_CHECKING:
    from carbon_points.cli.context import Context
    from carbon_points.storage.keys import Protection


def init(context: Context) -> Answer:
    """Make a database with places, operators, methodologies and keys."""
    arguments = context.arguments
    path = context.database_path
    trial = [name for name in arguments.trial.split(",") if name]
    if arguments.demo:
        from carbon_points.exchange.demo import found_demo  # noqa: PLC0415

        db = found_demo(path, context.caller(), context.progress, arguments.desk)
    else:
        founding = Founding(
            arguments.district,
            arguments.desk,
            trial,
            arguments.document,
            key_file=context.option("key_file"),
            protection=_protection(context),
        )
        db = found(path, context.caller(), founding)
    notice = _notice(context, encrypted=db.encrypted)
    db.close()
    document = {"database": str(path), "created": True, "desk": db.desk}
    said = context.says(f"已建立 {path}", f"Made {path}")
    return Answer(document, [said, *notice])


def _protection(context: Context) -> Protection:
    """A terminal is asked for a passphrase, once it is clear that a file is made."""
    from carbon_points.cli.file_key import first_protection  # noqa: PLC0415
    from carbon_points.storage.keys import RANDOM  # noqa: PLC0415

    return RANDOM if context.database_path.exists() else first_protection(context)


def _notice(context: Context, *, encrypted: bool) -> list[str]:
    lines = [
        context.says(
            "还没有设口令：处于初始设置状态，命令不需要登录。",
            "No password is set yet: set-up mode, no sign-in is needed.",
        )
    ]
    if not encrypted:
        lines.append(
            context.says("注意：数据库未加密。", "Note: the database is not encrypted.")
        )
    return lines


def demo(context: Context) -> Answer:
    """The whole main job on a synthetic district, without a display."""
    from carbon_points.exchange.demo import run_demo  # noqa: PLC0415

    path = context.database_path if context.option("db") else demo_database()
    out = context.arguments.out
    done = run_demo(path, context.caller(), out, context.progress)
    document = {
        "database": str(done.database),
        "actions": done.actions,
        "certificates": done.certificates,
        "files": [str(file) for file in done.files],
    }
    said = context.says(
        f"演示完成：{done.actions} 条行为，{done.certificates} 份证书，"
        f"文件在 {context.arguments.out}",
        f"Demo done: {done.actions} actions, {done.certificates} certificates,"
        f" files in {context.arguments.out}",
    )
    return Answer(document, [said])
