"""Why a methodology did not credit a row, as a problem with its sentence's details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.actions.intake import Outcome
from carbon_points.actions.intake import unpack_context
from carbon_points.actions.rows_path import base_context
from carbon_points.common.problems import Problem
from carbon_points.methodology.contract import Rejection
from carbon_points.methodology.inputs import unpack_inputs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.actions.intake import Candidates
    from carbon_points.actions.intake import Judged
    from carbon_points.exchange.plan import Desk

_EXPLAINED = 1000
"""As many problems as a report shows get their limits and values named."""


def refusal_problems(
    desk: Desk, candidates: Candidates, judged: Judged
) -> list[Problem]:
    """One problem for each row that is recorded but not creditable."""
    refused = (judged.outcome == int(Outcome.NOT_CREDITABLE)).nonzero()[0]
    return [
        _problem(desk, candidates, judged, place, explain=count < _EXPLAINED)
        for count, place in enumerate(refused.tolist())
    ]


def _problem(
    desk: Desk, candidates: Candidates, judged: Judged, place: int, *, explain: bool
) -> Problem:
    row, code = int(candidates.source_row[place]), judged.code[place]
    answer = _again(desk, candidates, judged, place) if explain else None
    name = candidates.methodology.id
    if answer is None or answer.code != code:
        return Problem(row, "", code, details={"methodology": name})
    details = {"methodology": name, **answer.details}
    return Problem(row, answer.input, code, details=details)


def _again(
    desk: Desk, candidates: Candidates, judged: Judged, place: int
) -> Rejection | None:
    """The explaining path's answer to one row."""
    methodology = candidates.methodology
    inputs = unpack_inputs(methodology.current, judged.inputs[place])
    context: Mapping[str, object] = {
        **base_context(desk.as_of, int(candidates.owners.kind[place])),
        **unpack_context(methodology.tallies, judged.context[place]),
    }
    register = desk.rulebook.register(methodology.id)
    answer = methodology.current.assess(inputs, context, register)
    return answer if isinstance(answer, Rejection) else None
