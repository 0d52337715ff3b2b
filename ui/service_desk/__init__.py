"""The service desk: participants, actions, readings, imports, points, certificates."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.shared.page import PageSpec

PAGES: Final[tuple[PageSpec, ...]] = ()
