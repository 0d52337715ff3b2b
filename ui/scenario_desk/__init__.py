"""The scenario desk: scenarios, statistics, activities, survey, dossiers."""

from __future__ import annotations

from typing import Final

from ui.shared.language import tr_later
from ui.shared.page import lazily
from ui.shared.page import PageSpec
from ui.shared.page import Role

PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec(
        "scenarios",
        tr_later("pages", "应用场景"),
        "target-arrow",
        frozenset({Role.AUDITOR, Role.ADMIN, Role.VIEWER}),
        lazily("ui.scenario_desk.scenario_view", "ScenarioView"),
        initials="yycj",
    ),
    PageSpec(
        "indicators",
        tr_later("pages", "指标登记"),
        "list-numbers",
        frozenset({Role.AUDITOR, Role.ADMIN, Role.VIEWER}),
        lazily("ui.scenario_desk.indicators_view", "IndicatorsView"),
        initials="zbdj",
    ),
)
