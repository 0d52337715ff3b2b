"""The tables of every room, for comparing with a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import carbon_points.actions.models
import carbon_points.audit.models
import carbon_points.certificates.models
import carbon_points.crediting.models
import carbon_points.evidence.models
import carbon_points.indicators.models
import carbon_points.ledger.models
import carbon_points.participants.models
import carbon_points.places.models
import carbon_points.pool.models
import carbon_points.rulebook.models
import carbon_points.scenarios.models
import carbon_points.security.models
import carbon_points.storage.models
from carbon_points.storage.base import Base

if TYPE_CHECKING:
    from sqlalchemy import MetaData

METADATA: MetaData = Base.metadata
MODELS = (
    carbon_points.actions.models,
    carbon_points.audit.models,
    carbon_points.certificates.models,
    carbon_points.crediting.models,
    carbon_points.evidence.models,
    carbon_points.indicators.models,
    carbon_points.ledger.models,
    carbon_points.participants.models,
    carbon_points.places.models,
    carbon_points.pool.models,
    carbon_points.rulebook.models,
    carbon_points.scenarios.models,
    carbon_points.security.models,
    carbon_points.storage.models,
)
