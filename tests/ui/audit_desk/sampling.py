"""The leaf of samples under the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from carbon_points.audit.sample_results import result
from carbon_points.audit.sample_results import samples
from carbon_points.audit.sampling import plan
from ui.audit_desk.sampling_view import PLAN

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbon_points.audit.sample_results import SampleResult
    from carbon_points.audit.sampling import Design
    from carbon_points.storage.engine import Database
    from ui.audit_desk.sampling_view import SamplingView


SEED = "章丘2026"


CTRL = Qt.KeyboardModifier.ControlModifier


def draw(leaf: SamplingView, wait: Callable[[], None], percent: str = "30") -> None:
    """Plan a sample and draw it."""
    leaf.turn(PLAN)
    leaf.plan.bound.setText(percent)
    leaf.plan.seed.setText(SEED)
    measure(leaf, wait)
    leaf.commit()
    wait()


def measure(leaf: SamplingView, wait: Callable[[], None]) -> None:
    """Do not wait until the typing has paused."""
    leaf.plan._timer.stop()
    leaf.plan.changed.emit(leaf.plan.design(seed="-"))
    wait()


def outcome(db: Database) -> SampleResult:
    with db.reading() as session:
        return result(session, samples(session)[0])


def press(leaf: SamplingView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(leaf.list.table, key)


def rows(leaf: SamplingView) -> range:
    return range(leaf.list.model.rowCount())


def made_by(db: Database, design: Design | None) -> tuple[int, ...]:
    assert design is not None
    with db.reading() as session:
        return plan(session, design).ids
