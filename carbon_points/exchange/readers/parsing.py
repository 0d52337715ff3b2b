"""From an understood table to columns and row problems."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.exchange.readers.clothing import clothing
from carbon_points.exchange.readers.draft import Draft
from carbon_points.exchange.readers.joining import hopeful
from carbon_points.exchange.readers.joining import joined
from carbon_points.exchange.readers.meters import air_conditioner
from carbon_points.exchange.readers.meters import heat_pump
from carbon_points.exchange.readers.meters import pv_readings
from carbon_points.exchange.readers.registers import residents
from carbon_points.exchange.readers.registers import smes
from carbon_points.exchange.readers.rides import rides
from carbon_points.exchange.readers.table import Grid

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from carbon_points.common.progress import Progress
    from carbon_points.exchange.readers.draft import Parsed
    from carbon_points.exchange.readers.recognition import Recognised
    from carbon_points.exchange.readers.table import Table

_PARSERS: Final[dict[str, Callable[[Draft], Parsed]]] = {
    "residents": residents,
    "smes": smes,
    "rides": rides,
    "clothing": clothing,
    "pv_readings": pv_readings,
    "heat_pump": heat_pump,
    "air_conditioner": air_conditioner,
}


def parse(
    table: Table,
    recognised: Recognised,
    as_of: dt.date,
    progress: Progress | None = None,
) -> Parsed:
    """Every row of a table, as values or as the one reason why it is not taken.

    Args:
        table: what was read.
        recognised: what its columns mean.
        as_of: the day of registration; what is later is in the future.
        progress: told how far it is; may stop it.

    Raises:
        UserError: FILE_HOPELESS, if none of the first rows of a large file is good.
    """
    if recognised.kind == "rides" and not isinstance(table.body, Grid):
        from carbon_points.exchange.readers import packed_rides  # noqa: PLC0415
        from carbon_points.exchange.readers.packed import Packed  # noqa: PLC0415

        if isinstance(table.body, Packed):
            return packed_rides.packed_rides(
                table, recognised, as_of, table.body, progress
            )
    parser = _PARSERS[recognised.kind]
    if isinstance(table.body, Grid):
        return parser(Draft(table, recognised, as_of))
    body = table.body
    parts = (
        parser(Draft(table, recognised, as_of, body.subset(some), min(some, default=0)))
        for some in body.stretches()
    )
    return joined([*hopeful(parts, table.path.name)])
