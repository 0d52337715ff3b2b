"""Administration: settings, people, methodologies, backup."""

from __future__ import annotations

from typing import Final

from ui.shared.language import tr_later
from ui.shared.page import EVERYONE
from ui.shared.page import lazily
from ui.shared.page import PageSpec
from ui.shared.page import Role

PAGES: Final = (
    PageSpec(
        "settings",
        tr_later("pages", "设置"),
        "settings",
        EVERYONE,
        lazily("ui.admin.settings_view", "SettingsView"),
        initials="sz",
        needs_database=False,
    ),
    PageSpec(
        "health",
        tr_later("pages", "健康检查"),
        "checklist",
        EVERYONE,
        lazily("ui.admin.health_view", "HealthView"),
        initials="jkjc",
        needs_database=False,
    ),
    PageSpec(
        "log",
        tr_later("pages", "操作日志"),
        "list-check",
        frozenset({Role.ADMIN, Role.AUDITOR}),
        lazily("ui.admin.log_view", "LogView"),
        initials="czrz",
    ),
    PageSpec(
        "lock",
        tr_later("pages", "登录"),
        "lock",
        frozenset(),
        lazily("ui.admin.lock_view", "LockView"),
    ),
    PageSpec(
        "unlock",
        tr_later("pages", "解锁账本"),
        "lock",
        frozenset(),
        lazily("ui.admin.unlock_view", "UnlockView"),
        needs_database=False,
    ),
    PageSpec(
        "restore",
        tr_later("pages", "从备份恢复"),
        "history",
        frozenset(),
        lazily("ui.admin.restore_view", "RestoreView"),
        needs_database=False,
    ),
    PageSpec(
        "first_run",
        tr_later("pages", "开始使用"),
        "leaf",
        frozenset(),
        lazily("ui.admin.first_run_view", "FirstRunView"),
        needs_database=False,
    ),
)
