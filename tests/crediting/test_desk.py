"""Logging at the desk: what the preview says is what is recorded, once."""

from __future__ import annotations

import dataclasses
import datetime as dt
from contextlib import suppress
from typing import Any
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import text

from carbon_points.actions.rules import State
from carbon_points.actions.service import withdraw
from carbon_points.audit.service import approve
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.common.problems import UserError
from carbon_points.crediting.desk import log
from carbon_points.crediting.desk import NotCreditableError
from carbon_points.crediting.desk import preview
from carbon_points.crediting.desk import Wanted
from carbon_points.integrity.service import verify
from carbon_points.methodology.contract import Status
from carbon_points.participants.service import withdraw_consent
from tests.deeds import drop_form
from tests.deeds import person
from tests.deeds import Ride
from tests.deeds import ride_form
from tests.deeds import rides_file
from tests.deeds import take_one
from tests.districts import as_of
from tests.districts import copied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.storage.engine import Database

PV = {
    "capacity_kw": "10",
    "commissioning_date": "2025-06-01",
    "period_start": "2026-01-01",
    "period_end": "2026-02-01",
    "segments": [{"meter_id": "M1", "start": "1000", "end": "1600"}],
    "evidence_ref": "抄表单1",
}


def pv_form(**changes: Any) -> Wanted:
    return Wanted("rooftop_pv", person(1), {**PV, **changes})


def changed(wanted: Wanted, **inputs: Any) -> Wanted:
    return dataclasses.replace(wanted, inputs={**wanted.inputs, **inputs})


def records(db: Database) -> tuple[int, int]:
    with db.reading() as session:
        actions = session.scalar(text("SELECT COUNT(*) FROM action"))
        links = session.scalar(text("SELECT COUNT(*) FROM chain_record"))
    return actions or 0, links or 0


def sound(db: Database) -> bool:
    return verify(db, as_of(), recalculate=True).ok


@pytest.mark.parametrize("wanted", [ride_form(), drop_form(), pv_form()])
def test_the_preview_says_what_logging_then_records(
    small: Database, wanted: Wanted
) -> None:
    before = records(small)

    seen = preview(small, as_of("worker"), wanted)
    assert records(small) == before
    done = log(small, as_of("worker"), wanted)

    assert seen == dataclasses.replace(done, action_id=None)
    assert done.action_id is not None
    assert done.state == State.WAITING
    assert done.status is Status.TRIAL
    assert records(small) == (before[0] + 1, before[1] + 1)
    assert sound(small)


def test_a_logged_ride_comes_to_the_worked_example(small: Database) -> None:
    done = log(small, as_of("worker"), ride_form())

    assert (done.reduction_mg, done.points_expected) == (133_540, 133)


def test_points_expected_count_the_remainder_in(small: Database) -> None:
    log(small, as_of("worker"), ride_form())
    approve(small, as_of(), "all")

    later = changed(
        ride_form("A2"),
        start="2026-03-02T12:30:00+08:00",
        end="2026-03-02T12:50:00+08:00",
    )

    # 540 mg are carried: 133,540 + 540 is 134 points and 80 mg.
    assert preview(small, as_of("worker"), later).points_expected == 134


def test_the_same_key_books_once(small: Database) -> None:
    first = log(small, as_of("worker", key="click"), ride_form())
    before = records(small)

    again = log(small, as_of("worker", key="click"), ride_form())

    assert again.again
    assert dataclasses.replace(again, again=False, calculation=None) == (
        dataclasses.replace(first, calculation=None)
    )
    assert records(small) == before


def test_a_key_of_another_act_is_no_permission_to_log(small: Database) -> None:
    with pytest.raises(RefusedError, match="ALREADY_DONE"):
        log(small, as_of("worker", key="people"), ride_form())

    assert records(small)[0] == 0


def test_the_same_evidence_number_again_is_refused(small: Database) -> None:
    log(small, as_of("worker"), ride_form())
    before = records(small)

    with pytest.raises(RefusedError, match="DUPLICATE"):
        preview(small, as_of("worker"), ride_form(number=2))
    with pytest.raises(RefusedError, match="DUPLICATE"):
        log(small, as_of("worker"), ride_form(number=2))

    assert records(small) == before


def test_a_withdrawn_ride_can_be_logged_anew(small: Database) -> None:
    done = log(small, as_of("worker"), ride_form())

    withdraw(small, as_of("worker"), [done.action_id or 0], "里程看错")

    assert log(small, as_of("worker"), ride_form(metres=2100)).action_id
    assert sound(small)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (ride_form(metres=300), "DISTANCE_TOO_SHORT"),
        (ride_form(number=7), "PARTICIPANT_KIND"),
        (changed(ride_form(), evidence="self_declared"), "EVIDENCE_INSUFFICIENT"),
        (changed(ride_form(), distance_m=None), "INPUT_MISSING"),
        (changed(ride_form(), distance_m="4100"), "INPUT_TYPE"),
        (changed(ride_form(), vehicle="car"), "INPUT_RANGE"),
        (changed(ride_form(), start="yesterday"), "INPUT_TYPE"),
        (changed(ride_form(), end="2027-03-02T09:50:00+08:00"), "DURATION_TOO_LONG"),
        (drop_form(grams=400), "MASS_TOO_SMALL"),
        (changed(drop_form(), date="2025-06-29"), "DATE_TOO_OLD"),
        (pv_form(period_end="2026-01-01"), "PERIOD_INVALID"),
        (pv_form(capacity_kw="101"), "CAPACITY_LIMIT"),
        (pv_form(segments=[]), "INPUT_MISSING"),
        (pv_form(period_start=None), "INPUT_MISSING"),
    ],
)
def test_what_the_methodology_refuses_leaves_no_record(
    small: Database, wanted: Wanted, code: str
) -> None:
    before = records(small)

    for act in (preview, log):
        with pytest.raises(NotCreditableError) as refused:
            act(small, as_of("worker"), wanted)
        assert refused.value.code == code
        assert refused.value.exit_code == 1

    assert records(small) == before


def test_a_trip_that_overlaps_an_earlier_one_is_refused(
    small: Database, tmp_path: Path
) -> None:
    ride = Ride(
        "B", start=int(dt.datetime(2026, 3, 2, 1, 40, tzinfo=dt.UTC).timestamp())
    )
    take_one(small, rides_file(tmp_path, [ride]))

    with pytest.raises(NotCreditableError) as refused:
        log(small, as_of("worker"), ride_form())

    assert refused.value.code == "TRIP_OVERLAP"


def test_a_daily_cap_counts_what_was_imported(small: Database, tmp_path: Path) -> None:
    long = Ride("B", start=Ride("").start + 7200, metres=18_000, seconds=4000)
    take_one(small, rides_file(tmp_path, [long]))

    done = log(small, as_of("worker"), ride_form())

    assert done.flags == ("CAP_DAILY_DISTANCE",)
    assert done.reduction_mg == round(2000 * 32.5708)
    assert sound(small)


def test_readings_at_the_desk_follow_each_other(small: Database) -> None:
    log(small, as_of("worker"), pv_form())
    february = {
        "period_start": "2026-02-01",
        "period_end": "2026-03-01",
        "evidence_ref": "抄表单2",
    }

    gap = [{"meter_id": "M1", "start": "1700", "end": "2300"}]
    with pytest.raises(NotCreditableError) as refused:
        log(small, as_of("worker"), pv_form(**february, segments=gap))
    assert refused.value.code == "METER_DISCONTINUITY"

    fits = [{"meter_id": "M1", "start": "1600.0", "end": "2300"}]
    done = log(small, as_of("worker"), pv_form(**february, segments=fits))
    assert done.reduction_mg > 0

    with pytest.raises(NotCreditableError) as refused:
        log(small, as_of("worker"), pv_form(evidence_ref="抄表单3"))
    assert refused.value.code == "PERIOD_OVERLAP"
    assert sound(small)


def test_a_device_of_somebody_else_is_refused(small: Database) -> None:
    log(small, as_of("worker"), pv_form())
    other = dataclasses.replace(pv_form(), participant_id=person(2))

    with pytest.raises(RefusedError, match="DUPLICATE_DEVICE"):
        log(small, as_of("worker"), other)


def test_nothing_is_logged_for_who_withdrew_the_consent(small: Database) -> None:
    withdraw_consent(small, as_of("worker"), person(1), "本人要求")

    with pytest.raises(RefusedError):
        log(small, as_of("worker"), ride_form())

    assert records(small)[0] == 0


def test_nothing_is_logged_for_nobody_or_by_an_unknown_methodology(
    small: Database,
) -> None:
    nobody = dataclasses.replace(ride_form(), participant_id=5)

    with pytest.raises(RefusedError, match="PARTICIPANT_UNKNOWN"):
        log(small, as_of("worker"), nobody)
    with pytest.raises(UserError, match="METHODOLOGY_UNKNOWN"):
        log(small, as_of("worker"), Wanted("levitation", person(1), {}))


@pytest.mark.parametrize("operator", ["auditor", "admin", "viewer"])
def test_only_a_worker_logs(small: Database, operator: str) -> None:
    for act in (preview, log):
        with pytest.raises(NotAllowedError, match="ROLE"):
            act(small, as_of(operator), ride_form())

    assert records(small)[0] == 0


def test_evidence_is_kept_with_the_action(small: Database, tmp_path: Path) -> None:
    slip = tmp_path / "小票.jpg"
    slip.write_bytes(b"photo")

    done = log(small, as_of("worker"), ride_form(), [slip])

    with small.reading() as session:
        links = session.execute(
            text("SELECT subject_kind, subject_id FROM evidence_link")
        )
        assert [tuple(row) for row in links] == [("action", done.action_id)]
    assert sound(small)


def test_a_weigh_in_gets_its_receipt_number_from_the_program(small: Database) -> None:
    first = log(small, as_of("worker"), drop_form())
    second = log(small, as_of("worker"), drop_form())

    assert first.action_id != second.action_id
    assert sound(small)


def test_under_a_draft_methodology_no_points_are_expected(
    unadopted: Database,
) -> None:
    seen = preview(unadopted, as_of("worker"), pv_form())

    assert seen.status is Status.DRAFT
    assert seen.points_expected == 0
    assert seen.reduction_mg > 0


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["1e9", "2026-02-30", "2026-03-02T09:30:00+08:00", "0", "-1"]),
    st.sampled_from([[], {}, [{}], [{"meter_id": "M", "start": "1", "end": 2}], [7]]),
)
FORMS = {
    "cycling": ride_form().inputs,
    "clothing_reuse": drop_form().inputs,
    "rooftop_pv": PV,
}


@pytest.fixture(scope="module")
def standing(
    small_district: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    with copied(small_district, tmp_path_factory.mktemp("standing") / "copy") as db:
        yield db


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(FORMS)), st.data())
def test_whatever_is_typed_the_preview_answers_or_says_why_not(
    standing: Database, methodology: str, data: st.DataObject
) -> None:
    inputs = dict(FORMS[methodology])
    names = st.sampled_from([*sorted(inputs), "device", "tier", "max"])
    for name in data.draw(st.lists(names, max_size=3)):
        inputs[name] = data.draw(values)

    with suppress(RefusedError):
        seen = preview(
            standing, as_of("worker"), Wanted(methodology, person(1), inputs)
        )
        assert seen.reduction_mg >= 0
