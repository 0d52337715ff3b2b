"""Certificates of invented people, for the tests of this room."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.certificates.content import AssumedFactor
from carbon_points.certificates.content import CertificateContent
from carbon_points.certificates.content import MethodologyLine
from carbon_points.certificates.content import Rate
from carbon_points.certificates.keylist import joining
from carbon_points.certificates.keylist import own_key_list
from carbon_points.certificates.keylist import read_list
from carbon_points.certificates.keylist import revocation_file
from carbon_points.certificates.serial import serial
from carbon_points.certificates.signing import DeskKey
from carbon_points.certificates.trust import Keys

if TYPE_CHECKING:
    from carbon_points.certificates.keylist import ListedKey
    from carbon_points.certificates.keylist import Revocation

DESK = 12
DISTRICT = "章丘区"
ISSUED = dt.date(2026, 11, 20)
SERIAL = "ZQ-2026-0012-003186-0"
KEY = DeskKey.from_seed(bytes(range(32)))
OTHER_KEY = DeskKey.from_seed(bytes(range(1, 33)))
SINCE = dt.date(2024, 1, 1)

RATES = (Rate("event", 1000, SINCE), Rate("installation", 100_000, SINCE))
ASSUMED = (
    AssumedFactor("cycling.k.single", "单方证据折减系数", "0.9", "1"),
    AssumedFactor("heat_pump.cop", "空气源热泵缺省性能系数", "2.8", "kWh/kWh"),
)


def line(
    methodology: str, name: str, mg: int, points: int, *, status: str = "trial"
) -> MethodologyLine:
    """A line of which a fifth is documented, the rest measured."""
    documented = mg // 5
    layers = (mg - documented, documented, 0)
    return MethodologyLine(methodology, name, "1.0", status, 7, mg, points, *layers)


CYCLING = line("cycling", "单车骑行", 21_496_000, 21_496)
CLOTHING = line(
    "clothing_reuse", "废旧衣物再利用", 42_814_000, 42_814, status="published"
)
HEAT_PUMP = line("heat_pump", "空气源热泵", 812_345_678, 8_123)
AIR_CONDITIONER = line("air_conditioner", "节能空调", 133_200_500, 1_332)
ROOFTOP_PV = line("rooftop_pv", "屋顶光伏", 2_312_345_678, 23_123)
ALL_FIVE = (CYCLING, CLOTHING, HEAT_PUMP, AIR_CONDITIONER, ROOFTOP_PV)


def certificate(
    holder: str = "张晓明",
    lines: tuple[MethodologyLine, ...] = (CYCLING, CLOTHING),
    **changes: Any,
) -> CertificateContent:
    """A certificate that only differs in what is named."""
    content = CertificateContent(
        demo=False,
        kind="resident",
        serial=SERIAL,
        district=DISTRICT,
        desk=DESK,
        holder=holder,
        masked_id="370181********251X",
        id_tail="251X",
        issued_on=ISSUED,
        period_from=dt.date(2026, 1, 1),
        period_to=dt.date(2026, 11, 19),
        lines=lines,
        rates=RATES,
        total_mg=sum(row.reduction_mg for row in lines),
        total_points=sum(row.points for row in lines),
        balance_points=6431,
        assumed=ASSUMED,
        chain="12-48210 7f3a91c204de55b8",
    )
    return replace(content, **changes)


def numbered(number: int) -> str:
    """The serial of this desk and year with another number."""
    return serial("ZQ", ISSUED.year, DESK, number)


def key_on(_day: dt.date) -> DeskKey:
    """A desk that never changes its key."""
    return KEY


def agreed(listed: ListedKey, bureau: DeskKey) -> ListedKey:
    """A row whose holder, one of the two keys here, agreed to join a bureau."""
    holder = next(key for key in (KEY, OTHER_KEY) if key.public == listed.public)
    asked = joining(bureau.public, listed.desk)
    return replace(listed, consent=holder.sign(asked))


def keys(*revoked: Revocation, key: DeskKey = KEY, demo: bool = False) -> Keys:
    """A verifier who trusts one stand-alone desk and knows its revocations."""
    lists = [read_list(own_key_list(key, DESK, DISTRICT, SINCE, demo=demo))]
    if revoked:
        lists.append(read_list(revocation_file(revoked, ISSUED, key)))
    return Keys(lists)
