"""What each corrected action is stored with after a signed change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from carbon_points.actions.models import Action
from carbon_points.actions.replacing import NewResult
from carbon_points.methodology.inputs import pack_inputs
from carbon_points.methodology.inputs import unpack_inputs
from carbon_points.rulebook.changes import changed_set
from carbon_points.rulebook.changes import source_of
from carbon_points.rulebook.service import record_factor_set
from carbon_points.rulebook.service import stored_factor_set

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from carbon_points.crediting.rehearsal import Differing
    from carbon_points.rulebook.changes import Decided
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller


class TwinMaker:
    """Makes of each difference what is stored in the action's twin."""

    def __init__(
        self,
        session: Session,
        desk: int,
        position: int,
        means: tuple[Rulebook, Caller],
        decided: Decided,
    ) -> None:
        self._session = session
        self._where = (desk, position)
        self._book, self._by = means
        self._decided = decided
        self._sets: dict[int, int] = {}
        if decided.change.of_factor:
            self._set_in_force()

    def result(self, found: Differing) -> NewResult:
        """The twin of one action."""
        change = self._decided.change
        version_id, inputs = found.version_id, None
        if not change.of_factor:
            version_id = self._book.version_ids[change.name, change.value]
            inputs = self._inputs(found, version_id)
        return NewResult(
            found.action_id,
            version_id,
            self._set_of(found.factor_set_id),
            found.after_mg,
            found.credited,
            found.flags,
            found.code,
            inputs,
        )

    def _inputs(self, found: Differing, version_id: int) -> bytes:
        blob = self._session.scalars(
            select(Action.inputs).where(Action.id == found.action_id)
        ).one()
        _, old = self._book.versions[found.version_id]
        _, new = self._book.versions[version_id]
        return pack_inputs(new, unpack_inputs(old, blob))

    def _set_of(self, set_id: int) -> int:
        """The register that a twin names: that of the old one with the new value."""
        if not self._decided.change.of_factor:
            return set_id
        if set_id not in self._sets:
            self._sets[set_id] = self._recorded(set_id)
        return self._sets[set_id]

    def _set_in_force(self) -> None:
        """New records name it from now on, whether or not anything is corrected."""
        self._sets[self._book.factor_set_id] = self._recorded(self._book.factor_set_id)

    def _recorded(self, set_id: int) -> int:
        old = stored_factor_set(self._session, set_id)
        changed = changed_set(old, self._decided.change, source_of(self._decided))
        return record_factor_set(self._session, *self._where, self._by, changed)
