"""Inputs without a name compute what they computed with one."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.methodology.inputs import pack_inputs
from carbon_points.methodology.inputs import unpack_inputs
from carbon_points.methodology.nameless import ERASED
from carbon_points.methodology.nameless import nameless
from carbon_points.methodology.registry import discover

PV = discover()["rooftop_pv"].current
RIDE = discover()["cycling"].current
serials = st.text("ABC0123456789", min_size=4, max_size=8)


def packed(context: dict[str, object]) -> bytes:
    return msgspec.msgpack.encode([0, context])


@given(st.lists(serials, min_size=1, max_size=4), serials)
def test_meters_are_the_same_where_they_were_the_same(
    meters: list[str], last: str
) -> None:
    segments = [{"meter_id": meter, "start": "1", "end": "2"} for meter in meters]
    inputs = pack_inputs(PV, {"segments": segments, "evidence_ref": f"{last}:2026"})
    context = packed({"last_reading": {"meter_id": last, "value": "1"}})

    left, seen = nameless(PV, inputs, context)

    told = [each["meter_id"] for each in unpack_inputs(PV, left)["segments"]]
    before = msgspec.msgpack.decode(seen)[1]["last_reading"]["meter_id"]
    all_before, all_told = [*meters, last], [*told, before]
    pairs = zip(all_before, all_told, strict=True)
    assert len(set(all_told)) == len(set(all_before)) == len(set(pairs))
    for serial in all_before:
        assert serial.encode() not in left + seen


def test_a_reference_that_was_seen_before_still_is() -> None:
    inputs = pack_inputs(RIDE, {"distance_m": 3000, "evidence_ref": "甲:A7"})

    left, seen = nameless(RIDE, inputs, packed({"prior_refs": ["甲:A7", "甲:A8"]}))

    own = unpack_inputs(RIDE, left)["evidence_ref"]
    assert own == ERASED
    assert msgspec.msgpack.decode(seen)[1]["prior_refs"] == [ERASED, "-"]
    assert unpack_inputs(RIDE, left)["distance_m"] == 3000


def test_nothing_is_taken_out_twice() -> None:
    inputs = pack_inputs(RIDE, {"distance_m": 3000, "evidence_ref": "甲:A7"})
    once = nameless(RIDE, inputs, packed({}))

    assert nameless(RIDE, *once) == once
