"""Collection is off inside, and afterwards as it was."""

from __future__ import annotations

import gc

import pytest

from carbon_points.common.collecting import undisturbed


@pytest.mark.parametrize("was_on", [True, False])
def test_collection_is_afterwards_as_it_was(was_on: bool) -> None:  # noqa: FBT001  (a parameter)
    (gc.enable if was_on else gc.disable)()
    try:
        with undisturbed():
            inside = gc.isenabled()
        with pytest.raises(ZeroDivisionError), undisturbed():
            raise ZeroDivisionError

        assert (inside, gc.isenabled()) == (False, was_on)
    finally:
        gc.enable()
