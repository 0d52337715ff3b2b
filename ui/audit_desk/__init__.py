"""The audit desk: queue, decisions, sampling, the reductions pool."""

from __future__ import annotations

from typing import Final

from ui.shared.language import tr_later
from ui.shared.page import lazily
from ui.shared.page import PageSpec
from ui.shared.page import Role

PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec(
        "audit",
        tr_later("pages", "审核"),
        "checklist",
        frozenset({Role.AUDITOR}),
        lazily("ui.audit_desk.audit_view", "AuditView"),
        initials="sh",
    ),
    PageSpec(
        "pool",
        tr_later("pages", "减排量池"),
        "stack-2",
        frozenset({Role.AUDITOR}),
        lazily("ui.audit_desk.pool_view", "PoolView"),
        initials="jplc",
    ),
)
