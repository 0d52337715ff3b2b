"""The service desk: participants, actions, readings, imports, points, certificates."""

from __future__ import annotations

from typing import Final

from ui.shared.language import tr_later
from ui.shared.page import EVERYONE
from ui.shared.page import lazily
from ui.shared.page import PageSpec
from ui.shared.page import Role

PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec(
        "service",
        tr_later("pages", "服务台"),
        "building-community",
        frozenset({Role.WORKER}),
        lazily("ui.service_desk.desk_view", "DeskView"),
        initials="fwt",
    ),
    PageSpec(
        "participants",
        tr_later("pages", "参与者"),
        "users",
        frozenset({Role.WORKER, Role.AUDITOR, Role.ADMIN}),
        lazily("ui.service_desk.roll_view", "RollView"),
        initials="cyz",
    ),
    PageSpec(
        "meters",
        tr_later("pages", "设施抄表"),
        "solar-panel",
        frozenset({Role.WORKER, Role.AUDITOR}),
        lazily("ui.service_desk.meters_view", "MetersView"),
        initials="sscb",
    ),
    PageSpec(
        "import",
        tr_later("pages", "批量导入"),
        "file-import",
        frozenset({Role.WORKER, Role.AUDITOR}),
        lazily("ui.service_desk.import_view", "ImportView"),
        initials="pldr",
    ),
    PageSpec(
        "verify",
        tr_later("pages", "证书核验"),
        "certificate",
        EVERYONE,
        lazily("ui.service_desk.certificate_view", "CertificateView"),
        initials="zshy",
        needs_database=False,
    ),
    PageSpec(
        "methodologies",
        tr_later("pages", "方法学"),
        "books",
        EVERYONE,
        lazily("ui.service_desk.methodologies_view", "MethodologiesView"),
        initials="ffx",
        needs_database=False,
    ),
)
