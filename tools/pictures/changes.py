"""Scenes of rehearsals, signed changes and the daily sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from tools.pictures.scene import Ground
from tools.pictures.scene import scene
from ui.shared.page import Role

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "audit"
RIDES = "cycling.baseline"


def rehearse(stage: Stage, value: str = "35") -> None:
    """Type a change and rehearse it."""
    stage.go(PAGE, leaf="rehearsal")
    form = stage.page.leaf.form
    form.name.choose(RIDES)
    form.value.setText(value)
    form.day.draft = "2026-01-01"
    stage.commit()
    stage.wait()


@scene(PAGE, "empty-rehearsal", ground=Ground.EMPTY, role=Role.AUDITOR)
def nothing_yet(stage: Stage) -> None:
    """Nothing was rehearsed, and there is nothing to rehearse it on."""
    stage.go(PAGE, leaf="rehearsal")


@scene(PAGE, "filled-rehearsal", role=Role.AUDITOR, in_manual=True)
def rehearsed(stage: Stage) -> None:
    """What another baseline of rides would do."""
    rehearse(stage)


@scene(PAGE, "filled-rehearsal-why", role=Role.AUDITOR)
def explained(stage: Stage) -> None:
    """Why one of the numbers is what it is."""
    rehearse(stage)
    stage.page.leaf.result.explain_current()
    stage.wait()


@scene(PAGE, "filled-changes", role=Role.AUDITOR, in_manual=True)
def changes(stage: Stage) -> None:
    """A change is proposed and waits for another auditor."""
    rehearse(stage)
    stage.page.leaf.form.document.setText("区环发〔2026〕12号 关于调整骑行基准的通知")
    stage.click(stage.page.leaf.form.put)
    stage.wait()


@scene(PAGE, "filled-corrected", role=Role.AUDITOR)
def corrected(stage: Stage) -> None:
    """The change is confirmed and its records are corrected."""
    changes(stage)
    stage.click(stage.page.leaf.changes.confirm)
    stage.wait()


@scene(PAGE, "error-rehearsal", role=Role.AUDITOR)
def refused(stage: Stage) -> None:
    """A change that changes nothing is refused."""
    stage.go(PAGE, leaf="rehearsal")
    stage.page.leaf.form.value.setText("约一半")
    stage.page.leaf.form.day.draft = "2026-01-01"
    stage.commit()
    stage.wait()


@scene(PAGE, "filled-daily", role=Role.AUDITOR, in_manual=True)
def daily(stage: Stage) -> None:
    """Everything is zero."""
    stage.go(PAGE, leaf="daily")
    stage.click(stage.page.leaf.of_all)
    stage.commit()
    stage.wait()


@scene(PAGE, "loading-daily", role=Role.AUDITOR)
def slow(stage: Stage) -> None:
    """The sheet takes its time."""
    stage.go(PAGE, leaf="daily")
    stage.hold()
    stage.click(stage.page.leaf.of_all)
    stage.commit()


@scene(PAGE, "empty-daily", role=Role.AUDITOR)
def not_asked(stage: Stage) -> None:
    """No sheet was made yet."""
    stage.go(PAGE, leaf="daily")


@scene(PAGE, "filled-daily-red", role=Role.AUDITOR)
def not_zero(stage: Stage) -> None:
    """Somebody added a point past the program; its entry is named."""
    _plant_a_point(stage)
    stage.go(PAGE, leaf="daily")
    stage.click(stage.page.leaf.of_all)
    stage.commit()
    stage.wait()


def _plant_a_point(stage: Stage) -> None:
    """One point more for somebody, past the program and its triggers."""
    if stage.db is None:
        return
    with stage.db.writing() as session:
        session.execute(text("DROP TRIGGER ledger_posting_no_update"))
        session.execute(
            text(
                "UPDATE ledger_posting SET amount = amount + 1 WHERE id = (SELECT"
                " MIN(p.id) FROM ledger_posting p JOIN ledger_account a"
                " ON a.id = p.account_id WHERE a.kind = 'participant')"
            )
        )
