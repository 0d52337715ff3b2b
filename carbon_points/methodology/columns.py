"""The contract of a methodology's path for many rows (numpy; optional)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Assessed:
    """The outcome of each row; all arrays have the length of the input columns."""

    reduction_mg: NDArray[np.int64]
    code: NDArray[np.int64]
    """0 accepted, n refused with ``codes[n - 1]``, -1 left to the row path."""

    flags: NDArray[np.int64]
    """Bit i set means ``flag_names[i]``."""

    credited: NDArray[np.int64]
    codes: tuple[str, ...]
    flag_names: tuple[str, ...]


