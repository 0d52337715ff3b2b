"""The certificates of one participant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.certificates.held import certificates_of
from carbon_points.certificates.serial import is_serial
from tests.deeds import person

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database


def test_a_certificate_is_listed_with_its_state(busy: Database) -> None:
    with busy.reading() as session:
        [held] = certificates_of(session, person(1))
        nobody = certificates_of(session, person(6))

    assert is_serial(held.serial)
    assert held.validity == "valid"
    assert held.period_from < held.period_to
    assert nobody == ()
