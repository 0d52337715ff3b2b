"""The people behind a number, and what a viewer gets in their place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from carbon_points.statistics.behind import behind
from carbon_points.statistics.behind import Slice
from carbon_points.statistics.people_behind import groups_behind
from carbon_points.statistics.people_behind import people_behind
from carbon_points.statistics.people_behind import person_rows
from carbon_points.statistics.people_behind import registered
from carbon_points.statistics.queries import reached
from carbon_points.statistics.suppression import SMALLEST
from tests.statistics.records import Deed
from tests.statistics.records import district
from tests.statistics.records import FIRST_DAY
from tests.statistics.records import register

crowds = st.lists(
    st.builds(
        Deed,
        participant=st.integers(1, 12),
        day=st.integers(FIRST_DAY, FIRST_DAY + 60),
        methodology=st.sampled_from(("cycling", "clothing_reuse")),
        mg=st.integers(1, 10**9),
        subdistrict=st.sampled_from((11, 12)),
        grade=st.integers(0, 2),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=25, deadline=None)
@given(crowds, st.sampled_from(("", "cycling")), st.sampled_from(("", "measured")))
def test_people_and_groups_add_up_to_the_records(
    deeds: list[Deed], methodology: str, grade: str
) -> None:
    wanted = Slice("life", methodology=methodology, grade=grade)
    with district() as records:
        records.approve(*deeds)

        whole = behind(records.session, wanted)
        people = people_behind(records.session, wanted)
        groups = groups_behind(records.session, wanted)

    assert len(people) == whole.participants
    assert sum(each.actions for each in people) == whole.actions
    assert sum(each.reduction_mg for each in people) == whole.reduction_mg
    assert sum(each.points for each in people) == whole.points
    shown = [row for row in groups.rows if not row.withheld]
    assert all((row.participants or 0) >= SMALLEST for row in shown)
    if not groups.has_withheld:
        assert sum(row.actions or 0 for row in shown) == whole.actions
        assert groups.totals.reduction_mg == whole.reduction_mg


def test_each_step_of_the_funnel_opens_as_many_people_as_it_says() -> None:
    with district() as records:
        for number in range(1, 5):
            register(records.session, number)
        records.approve(Deed(1, mg=5), Deed(2, mg=9))
        records.log(Deed(3, FIRST_DAY + 3, mg=7))

        found = reached(records.session, "life")
        everybody = registered(records.session, Slice("life"))
        logged = people_behind(records.session, Slice("life", state="logged"))
        approved = people_behind(records.session, Slice("life"))
        rows = person_rows(records.session, logged)
        nobody = person_rows(records.session, ())

    steps = (len(everybody), len(logged), len(approved))
    assert steps == (found.registered, found.logged, found.approved)
    assert [each.participant_id for each in everybody] == [2, 1, 3, 4]
    assert [row.participant_id for row in rows] == [2, 3, 1]
    assert (rows[0].actions, rows[0].reduction_mg) == (1, 9)
    assert rows[1].last_day is not None
    assert nobody == []


def test_a_slice_of_few_people_tells_a_viewer_nothing() -> None:
    with district() as records:
        records.approve(*(Deed(number) for number in range(1, SMALLEST)))

        found = groups_behind(records.session, Slice("life"))

    assert found.totals.withheld
    assert all(row.withheld for row in found.rows)


def test_groups_keep_to_the_months_and_the_place() -> None:
    with district() as records:
        crowd = range(1, SMALLEST + 1)
        records.approve(*(Deed(number) for number in crowd))
        records.approve(*(Deed(number, FIRST_DAY + 40) for number in crowd))
        records.approve(*(Deed(n, subdistrict=12, community=23) for n in crowd))

        wanted = Slice("life", first="2026-02", last="2026-02", subdistrict="明水街道")
        found = groups_behind(records.session, wanted)

    assert [row.key for row in found.rows] == [("明水街道", "2026-02")]
    assert found.totals.actions == SMALLEST
