"""Scenes of the health page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from carbon_points.integrity import surroundings
from carbon_points.storage.health import HealthCheck
from carbon_points.storage.health import Words
from tools.pictures.scene import absent
from tools.pictures.scene import Ground
from tools.pictures.scene import scene
from ui.shared.messages import message
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "health"
absent(PAGE, "empty", "there is always something to look at")

_BROKEN = (
    HealthCheck(
        "chain",
        ok=False,
        says=Words(
            "流水第 1,204 条核对不上，已停止写入；之前完好",
            "record 1,204 of the chain does not agree; writing has stopped, all before "
            "it is whole",
        ),
        remedy=Words(
            "导出诊断包并联系管理员；用 audit verify 找到改动处，必要时从备份恢复",
            "export the diagnosis and call the administrator; audit verify names what "
            "was changed; restore a backup if need be",
        ),
        act="restore",
    ),
    HealthCheck(
        "disk",
        ok=False,
        says=Words("磁盘剩余 180 MB", "180 MB free on the disk"),
        remedy=Words("腾出磁盘空间", "make room on the disk"),
    ),
    surroundings.printer(()),
    HealthCheck(
        "integrity",
        ok=True,
        says=Words("数据库文件完好", "the database file is whole"),
    ),
    HealthCheck(
        "backup-1",
        ok=True,
        says=Words(
            "E:\\碳普惠：2026-06-30 12:00，38 MB，试恢复通过，剩余 14,210 MB",
            "E:\\碳普惠: 2026-06-30 12:00, 38 MB, proven by a restore; 14,210 MB left",
        ),
    ),
    HealthCheck(
        "sign-in",
        ok=True,
        says=Words("操作员凭密码登录", "people sign in with passwords"),
    ),
    HealthCheck(
        "clock",
        ok=True,
        says=Words("本机时间不早于最后一笔流水", "not behind the newest record"),
    ),
)


@scene(PAGE, "filled", role=Role.ADMIN)
def filled(stage: Stage) -> None:
    """Everything that is looked at, with what to do."""
    stage.go(PAGE)
    stage.settle()


@scene(PAGE, "filled-broken", role=Role.ADMIN, in_manual=True)
def broken(stage: Stage) -> None:
    """A broken chain and a full disk."""
    stage.go(PAGE)
    stage.settle()
    stage.page.presenter.take(_BROKEN)
    stage.wait()


@scene(PAGE, "loading", role=Role.ADMIN)
def loading(stage: Stage) -> None:
    """The checks are running."""
    stage.hold()
    stage.go(PAGE)
    stage.wait()


@scene(PAGE, "error", role=Role.ADMIN)
def error(stage: Stage) -> None:
    """Looking failed."""
    stage.fail()
    stage.go(PAGE)
    stage.wait()


@scene(PAGE, "filled-unopened", ground=Ground.NONE)
def unopened(stage: Stage) -> None:
    """The database does not open: the file itself is looked at."""
    stage.go(PAGE)
    stage.settle()


@scene("window", "error-broken-chain")
def chain_stops(stage: Stage) -> None:
    """The end of the chain does not agree: nothing is written any more."""
    if stage.opened is not None:
        broken = replace(stage.opened, broken_at=1_204, read_only="M45")
        stage.window.enter(broken, broken.operators[0])
    stage.wait()


@scene("window", "error-in-use")
def in_use(stage: Stage) -> None:
    """Another computer has the books."""
    if stage.opened is not None:
        reason = message("M44", host="三楼窗口-PC").whole
        shut = replace(stage.opened, read_only=reason, reopen=lambda: shut)
        stage.window.enter(shut, shut.operators[0])
    stage.wait()


@scene("window", "error-little-room")
def little_room(stage: Stage) -> None:
    """The disk is nearly full: imports pause, entries go on."""
    stage.go("import")
    stage.window.show_message(message("M43", x="180", n="10,496"))
    stage.wait()


@scene("window", "filled-crashed")
def crashed(stage: Stage) -> None:
    """The program died with the books open."""
    if stage.opened is not None:
        left = replace(stage.opened, was_left=True)
        stage.window.enter(left, left.operators[0])
    stage.wait()
