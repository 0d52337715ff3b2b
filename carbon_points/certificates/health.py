"""What `doctor` says of papers: serials that still wait for theirs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.certificates.models import Certificate
from carbon_points.storage.health import HealthCheck
from carbon_points.storage.health import Words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def checks(session: Session) -> list[HealthCheck]:
    """Whether each reserved serial has its paper."""
    query = select(Certificate.file_name).where(Certificate.state == "recorded")
    places = [Path(file).parent for file in session.scalars(query)]
    if not places:
        said = Words("每个编号都有证书文件", "every serial has its paper")
        return [HealthCheck("papers", ok=True, says=said)]
    gone = sorted({str(place) for place in places if not place.is_dir()})
    says = Words(
        f"{len(places)} 个编号还没有证书文件",
        f"{len(places)} serials have no paper yet",
    )
    if gone:
        remedy = Words(
            f"接回证书文件夹 {gone[0]}，再修复；编号不变",
            f"bring the folder {gone[0]} back, then repair; the serials stay",
        )
        return [HealthCheck("papers", ok=False, says=says, remedy=remedy)]
    remedy = Words(
        "用 doctor --repair 补做，内容与编号不变",
        "make them with doctor --repair; content and serial stay",
    )
    return [HealthCheck("papers", ok=False, says=says, remedy=remedy, act="repair")]
