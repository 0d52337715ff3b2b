"""A request proves that the desk has the key and means this bureau."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from carbon_points.certificates.bureau import certify
from carbon_points.certificates.membership import ask_bureau
from carbon_points.certificates.requests import read_request
from carbon_points.common.problems import UserError
from tests.certificates.desks import keys_of
from tests.districts import as_of

if TYPE_CHECKING:
    from carbon_points.storage.engine import Database

pytestmark = pytest.mark.usefixtures("alone")


def test_a_request_for_another_bureau_is_refused(
    busy: Database, bureau: Database
) -> None:
    asked = read_request(ask_bureau(busy, as_of("admin"), keys_of(busy)))

    with pytest.raises(UserError, match="KEY_REQUEST_OTHER"):
        certify(bureau, as_of("admin"), [asked])


@pytest.mark.parametrize("name", ["desk", "public_key", "bureau", "consent", "since"])
def test_no_changed_request_is_believed(
    busy: Database, bureau: Database, name: str
) -> None:
    document = json.loads(ask_bureau(busy, as_of("admin"), keys_of(bureau)))
    other = {"desk": 13, "since": "2025-01-01", "consent": document["signature"]}
    document[name] = other.get(name, "00" * 32)

    with pytest.raises(UserError, match="KEY_REQUEST_SIGNATURE"):
        read_request(json.dumps(document).encode())


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b"{}", b"[" * 9_999, b"7"])
def test_what_is_no_request_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="KEY_REQUEST_FORMAT"):
        read_request(data)
