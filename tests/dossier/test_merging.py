"""Whoever is merged, the sums stay and nobody stands alone."""

from __future__ import annotations

from operator import attrgetter

from hypothesis import given
from hypothesis import strategies as st

from carbon_points.dossier.merging import Group
from carbon_points.dossier.merging import small_merged
from carbon_points.dossier.merging import TOGETHER
from carbon_points.statistics.suppression import SMALLEST

numbers = st.integers(0, 10**12)
people = st.lists(st.tuples(st.integers(1, 30), numbers, numbers, numbers), max_size=20)


def grouped(rows: list[tuple[int, int, int, int]]) -> list[Group]:
    return [Group((f"{n}",), *row) for n, row in enumerate(rows)]


@given(people)
def test_no_sum_changes_and_no_small_group_is_shown(
    rows: list[tuple[int, int, int, int]],
) -> None:
    groups = grouped(rows)

    merged = small_merged(groups)

    for figure in (
        attrgetter("actions"),
        attrgetter("reduction_mg"),
        attrgetter("points"),
    ):
        assert sum(map(figure, merged)) == sum(map(figure, groups))
    shown = [each for each in merged if each.key != (TOGETHER,)]
    assert all((each.participants or 0) >= SMALLEST for each in shown)
    assert {each.key for each in shown} <= {each.key for each in groups}


@given(people)
def test_what_is_merged_cannot_be_taken_from_the_total(
    rows: list[tuple[int, int, int, int]],
) -> None:
    groups = grouped(rows)

    shown = {each.key for each in small_merged(groups)}

    hidden = [each for each in groups if each.key not in shown]
    if len(groups) > 1 and hidden:
        assert len(hidden) > 1
        assert sum(each.participants or 0 for each in hidden) >= min(
            SMALLEST, sum(each.participants or 0 for each in groups)
        )
