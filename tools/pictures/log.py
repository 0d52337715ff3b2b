"""Scenes of the operation log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from carbon_points.security.service import note
from tools.pictures.scene import scene
from ui.shared.desk import caller_now
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "log"


def _watched(stage: Stage) -> None:
    """A morning at the desk."""
    if stage.db is None:
        return
    now = caller_now("worker")
    for before_s, who, act, subject, reason in (
        (5400, "admin", "sign-in", "admin", ""),
        (5000, "worker", "sign-in-refused", "worker", "密码不对，连续第 1 次"),
        (4980, "worker", "sign-in", "worker", ""),
        (4200, "worker", "view", "12-7", ""),
        (
            4100,
            "worker",
            "reveal-id",
            "12-7",
            "居民本人到场，核对身份证原件后补登手机号",
        ),
        (
            3000,
            "worker",
            "print",
            "12-7",
            "碳普惠积分证书 ZQ-2026-0012-000007-5 → PDF × 1",
        ),
        (2400, "auditor", "export", "统计-低碳生活-2026.xlsx", ""),
        (1800, "auditor", "export-participants", "参与者-明水街道.xlsx", "46 行"),
        (600, "admin", "backup", "章丘-20261121.cpbackup", "ok"),
    ):
        moved = replace(now, operator=who, now=now.now - before_s)
        note(stage.db, moved, act, subject, reason)


@scene(PAGE, "filled", role=Role.ADMIN, in_manual=True)
def filled(stage: Stage) -> None:
    """Who did, saw, printed and exported what."""
    _watched(stage)
    stage.go(PAGE)
    stage.page.filter.period.choose("all")
    stage.settle()


@scene(PAGE, "filled-one", role=Role.AUDITOR)
def one(stage: Stage) -> None:
    """Who saw whole numbers, and one reason in full."""
    _watched(stage)
    stage.go(PAGE)
    stage.page.filter.group.choose("seen")
    stage.settle()
    stage.page.table.go_to(1)
    stage.wait()


@scene(PAGE, "empty", role=Role.ADMIN)
def empty(stage: Stage) -> None:
    """Nothing fits what somebody filters."""
    stage.go(PAGE)
    stage.page.filter.take_focus()
    stage.type("nobody")
    stage.settle()


@scene(PAGE, "loading", role=Role.ADMIN)
def loading(stage: Stage) -> None:
    """The log is being read."""
    stage.hold()
    stage.go(PAGE)
    stage.settle()


@scene(PAGE, "error", role=Role.ADMIN)
def error(stage: Stage) -> None:
    """The log cannot be read."""
    stage.fail()
    stage.go(PAGE)
    stage.wait()
