"""What is read is registered first, once, by a worker."""

from __future__ import annotations

import datetime as dt
from typing import Any
from typing import TYPE_CHECKING

import pytest

from carbon_points.common.problems import RefusedError
from carbon_points.crediting.fleet import installation
from carbon_points.crediting.fleet import installations
from carbon_points.crediting.installations import add_papers
from carbon_points.crediting.installations import take_back
from tests.crediting.meters import new_pv
from tests.crediting.meters import PV
from tests.crediting.meters import sound
from tests.deeds import person
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


def test_a_registered_installation_stands_in_the_list(small: Database) -> None:
    number = new_pv(small)

    [line] = installations(small, as_of("worker"))

    assert (line.installation_id, line.size, line.last_on) == (number, "10", None)
    assert line.figures["exclusive_on"] == as_of().as_of.isoformat()
    assert line.due_on() == dt.date(2025, 6, 1)
    assert sound(small)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"is_exclusive": False}, "EXCLUSIVITY_MISSING"),
        ({"device_no": "  "}, "DEVICE_NO_MISSING"),
        ({"participant_id": person(99)}, "PARTICIPANT_UNKNOWN"),
        ({"values": {"capacity_kw": "10"}}, "INPUT_MISSING"),
        ({"values": {**PV.values, "capacity_kw": "0"}}, "INPUT_RANGE"),
        ({"values": {**PV.values, "capacity_kw": "51"}}, "CAPACITY_LIMIT"),
        (
            {"values": {**PV.values, "commissioning_date": "2099-01-01"}},
            "PERIOD_BEFORE_COMMISSIONING",
        ),
        ({"methodology": "cycling"}, "INSTALLATION_UNKNOWN"),
    ],
)
def test_what_the_methodology_does_not_allow_is_not_registered(
    small: Database, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(RefusedError, match=code):
        new_pv(small, **changes)

    assert installations(small, as_of("worker")) == []


def test_a_device_is_registered_once_in_the_district(small: Database) -> None:
    new_pv(small)

    with pytest.raises(RefusedError, match="DUPLICATE_DEVICE"):
        new_pv(small, participant_id=person(2))


def test_one_home_registers_one_system_whoever_asks(small: Database) -> None:
    number = new_pv(small, account_number="370114")

    with pytest.raises(RefusedError, match="ACCOUNT_TAKEN"):
        new_pv(
            small,
            device_no="另一块",
            account_number="370114",
            participant_id=person(2),
        )
    take_back(small, as_of("worker"), number)

    assert new_pv(small, device_no="另一块", account_number="370114")


def test_an_installation_is_registered_on_the_day_it_is_commissioned(
    small: Database,
) -> None:
    today = as_of().as_of.isoformat()

    assert new_pv(small, values={**PV.values, "commissioning_date": today})


def test_papers_that_come_later_are_kept_with_the_installation(
    small: Database, tmp_path: Path
) -> None:
    number = new_pv(small)
    paper = tmp_path / "并网协议.pdf"
    paper.write_bytes(b"%PDF-1.4")

    kept = add_papers(small, as_of("worker"), number, [paper])

    assert kept == installation(small, as_of("worker"), number).papers == 1
    assert sound(small)
