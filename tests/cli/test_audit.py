"""``audit queue`` and ``audit decide`` do what the window does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.deeds import Ride
from tests.deeds import rides_file

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Terminal


@pytest.fixture
def queued(desk: Terminal, tmp_path: Path) -> Terminal:
    """Three rides that wait, one of them fast."""
    start = Ride("").start
    rides = [
        Ride("A", start=start),
        Ride("B", start=start + 3600, metres=2500),
        Ride("F", start=start + 32400, metres=6500, seconds=1200),
    ]
    assert desk("import", "rides", rides_file(tmp_path, rides)).code == 0
    return desk


def test_the_queue_names_the_reasons(queued: Terminal) -> None:
    said = queued("audit", "queue", "--flag", "SPEED_HIGH")

    [row] = said.document["rows"]
    assert (said.code, said.document["total"]) == (0, 1)
    assert row["flags"][0]["code"] == "SPEED_HIGH"
    assert row["flags"][0]["doubt"] is True
    assert row["flags"][0]["says"]
    assert {"action", "participant", "methodology", "reduction_mg", "state"} <= set(row)
    assert queued("audit", "queue", "--limit", 1).document["total"] == 3
    assert queued("audit", "queue", as_json=False).out.count("\n") == 4


def test_decisions_are_booked_when_they_are_signed(queued: Terminal) -> None:
    rows = queued("audit", "queue").document["rows"]
    first, second, third = (row["action"] for row in rows)

    marked = queued("audit", "decide", "approve", first, second).document
    queued("audit", "decide", "reject", third, "--reason", "R4")
    assert queued("audit", "decide", "undo").document["undone"] == [third]
    signed = queued("audit", "decide", "sign").document

    assert (marked["batch"], marked["decided"]) == ("open", 2)
    assert (signed["batch"], signed["decided"]) == ("12-1", 2)
    assert signed["points"] == marked["points"] == 220
    assert queued("audit", "queue").document["total"] == 1
    reversed_ = queued(
        "audit", "decide", "reverse", first, "--reason", "R3", "--sign"
    ).document
    assert (reversed_["points"], reversed_["reduction_mg"]) == (-120, -120_000)
    assert queued("audit", "verify").code == 0


def test_what_is_refused_is_named_and_changes_nothing(queued: Terminal) -> None:
    said = queued("audit", "decide", "release", "12-1", "12-77", "--sign")

    assert said.code == 1
    assert said.document["refused"] == [
        {"action": "12-1", "code": "WRONG_STATE"},
        {"action": "12-77", "code": "ACTION_UNKNOWN"},
    ]
    dry = queued("audit", "decide", "approve", "12-1", "--dry-run").document
    assert (dry["batch"], dry["points"]) == (None, 120)
    assert queued("audit", "queue").document["total"] == 3


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("approve",), 2),
        (("sign", "12-1"), 2),
        (("approve", "twelve"), 2),
        (("reject", "12-1"), 1),
        (("reject", "12-1", "--reason", "R0"), 2),
        (("praise", "12-1"), 2),
    ],
)
def test_a_wrong_call_is_said_in_one_sentence(
    queued: Terminal, arguments: tuple[str, ...], code: int
) -> None:
    said = queued("audit", "decide", *arguments)

    assert said.code == code
    assert len(said.err.strip().splitlines()) == 1


def test_one_record_is_shown_with_its_history_and_neighbours(queued: Terminal) -> None:
    queued("audit", "decide", "reject", "12-1", "--reason", "R9：看不清", "--sign")

    said = queued("audit", "show", "12-1").document
    spoken = queued("audit", "show", "12-1", as_json=False).out

    assert [step["kind"] for step in said["history"]] == ["logged", "rejection"]
    assert said["history"][1]["reason"] == "R9 其他：看不清"
    assert {each["action"] for each in said["of_person"]} == {"12-2", "12-3"}
    assert said["evidence"]
    assert "rejection" in spoken
    assert queued("audit", "show", "12-99").code == 2


def test_a_policy_names_what_is_to_be_looked_at_again(queued: Terminal) -> None:
    done = queued("approve", "--policy", "careful").document

    assert done["approved"] == 2
    assert done["sampled"] in (["12-1"], ["12-2"])


def test_a_participant_is_frozen_and_released(queued: Terminal) -> None:
    freeze = ("audit", "decide", "freeze", "--participant", "12-1", "--reason", "R5")

    done = queued(*freeze).document
    kept = queued("audit", "decide", "approve", "12-1", "--sign").document

    assert (done["frozen"], done["waiting"]) == (True, 3)
    assert kept["refused"] == [{"action": "12-1", "code": "PARTICIPANT_FROZEN"}]
    released = queued("audit", "decide", "release", "--participant", "12-1")
    assert released.document["frozen"] is False
    assert queued("audit", "decide", "approve", "--participant", "12-1").code == 2
