"""The public-key file and the revocation list, and whom a verifier trusts."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon_points.certificates.keylist import key_list_file
from carbon_points.certificates.keylist import KeyList
from carbon_points.certificates.keylist import ListedKey
from carbon_points.certificates.keylist import own_key_list
from carbon_points.certificates.keylist import read_list
from carbon_points.certificates.keylist import Revocation
from carbon_points.certificates.keylist import revocation_file
from carbon_points.certificates.keylist import RevocationList
from carbon_points.certificates.keylist import RevocationReason
from carbon_points.certificates.trust import Keys
from carbon_points.certificates.trust import load_keys
from carbon_points.common.problems import UserError
from tests.certificates.samples import agreed
from tests.certificates.samples import DESK
from tests.certificates.samples import DISTRICT
from tests.certificates.samples import ISSUED
from tests.certificates.samples import KEY
from tests.certificates.samples import keys
from tests.certificates.samples import numbered
from tests.certificates.samples import OTHER_KEY
from tests.certificates.samples import SERIAL
from tests.certificates.samples import SINCE

if TYPE_CHECKING:
    from pathlib import Path

LIST = own_key_list(KEY, DESK, DISTRICT, SINCE)
REVOKED = Revocation(SERIAL, ISSUED, RevocationReason.REVOKED, note="重复签发")
REVOCATIONS = revocation_file([REVOKED], ISSUED, KEY)
BUREAU = OTHER_KEY


def edition(number: int, *listed: ListedKey) -> KeyList:
    """A list of the bureau as a verifier reads it."""
    listed = tuple(agreed(row, BUREAU) for row in listed)
    written = key_list_file(KeyList(DISTRICT, False, number, ISSUED, listed), BUREAU)
    found = read_list(written)
    assert isinstance(found, KeyList)
    return found


def test_a_stand_alone_desk_vouches_for_its_own_key() -> None:
    found = read_list(LIST)

    assert isinstance(found, KeyList)
    assert (found.district, found.demo, found.bureau) == (DISTRICT, False, KEY.public)
    assert found.keys == (ListedKey(DESK, KEY.public, SINCE),)


def test_a_list_of_the_bureau_comes_back_as_it_was_signed() -> None:
    until = dt.date(2026, 12, 1)
    rows = (
        ListedKey(1, KEY.public, SINCE, until),
        ListedKey(2, OTHER_KEY.public, SINCE),
    )

    assert edition(3, *rows).keys == tuple(agreed(row, BUREAU) for row in rows)


def test_revocations_come_back_in_the_order_of_their_serials() -> None:
    by = Revocation(numbered(1), ISSUED, RevocationReason.REPLACED, by=SERIAL)

    found = read_list(revocation_file([REVOKED, by], ISSUED, KEY))

    assert isinstance(found, RevocationList)
    assert found.entries == (by, REVOKED)


@pytest.mark.parametrize("original", [LIST, REVOCATIONS])
@given(data=st.data())
def test_no_changed_value_is_believed(original: bytes, data: st.DataObject) -> None:
    document = json.loads(original)
    name = data.draw(st.sampled_from(sorted(document)))
    others = ["", "0" * 64, 7, [], None, "2026-01-01", "carbon-points/keys/1"]
    different = [value for value in others if value != document[name]]
    document[name] = data.draw(st.sampled_from(different))

    with pytest.raises(UserError) as caught:
        read_list(json.dumps(document).encode())

    assert caught.value.code in {"KEY_FILE_FORMAT", "KEY_FILE_SIGNATURE"}


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b"{}", b"[" * 99_999, b"7"])
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="KEY_FILE_FORMAT"):
        read_list(data)


def test_white_space_around_a_list_does_no_harm() -> None:
    pretty = json.dumps(json.loads(LIST), indent=2, ensure_ascii=False).encode()

    assert read_list(pretty) == read_list(LIST)


def test_a_key_signs_from_its_first_day_to_the_day_before_its_last() -> None:
    until = dt.date(2026, 12, 1)
    key = ListedKey(DESK, KEY.public, SINCE, until)
    day = dt.timedelta(days=1)

    allowed = [key.may_sign_on(d) for d in (SINCE - day, SINCE, until - day, until)]

    assert allowed == [False, True, True, False]


def test_the_highest_edition_of_a_bureau_is_in_force() -> None:
    old = ListedKey(DESK, KEY.public, SINCE)
    new = ListedKey(DESK, OTHER_KEY.public, SINCE)

    for order in (
        [edition(1, old), edition(2, new)],
        [edition(2, new), edition(1, old)],
    ):
        assert [key.listed for key in Keys(order)] == [agreed(new, BUREAU)]


def test_keys_are_found_by_the_id_on_a_paper() -> None:
    [found] = keys().with_id(KEY.key_id)

    assert (found.listed.public, found.district) == (KEY.public, DISTRICT)
    assert not keys().with_id(b"none")


def test_a_bureau_revokes_its_own_certificates_only() -> None:
    foreign = read_list(revocation_file([REVOKED], ISSUED, OTHER_KEY))
    trusted = Keys([read_list(LIST), foreign])
    [key] = trusted

    assert trusted.revocation(key, SERIAL) is None
    assert trusted.revocations_as_of(key) is None


def test_revocations_are_known_as_of_the_newest_list() -> None:
    later = ISSUED + dt.timedelta(days=3)
    lists = [
        read_list(LIST),
        read_list(revocation_file([], later, KEY)),
        read_list(REVOCATIONS),
    ]
    trusted = Keys(lists)
    [key] = trusted

    assert trusted.revocation(key, SERIAL) == REVOKED
    assert trusted.revocations_as_of(key) == later


def test_folders_are_read_leniently_and_what_was_passed_over_is_named(
    tmp_path: Path,
) -> None:
    (tmp_path / "keys.json").write_bytes(LIST)
    (tmp_path / "torn.json").write_bytes(LIST[:-20])
    (tmp_path / "note.txt").write_text("x")

    found = load_keys([tmp_path, tmp_path / "missing"])

    assert len(list(found)) == 1
    assert [(f.path.name, f.code) for f in found.unread] == [
        ("torn.json", "KEY_FILE_FORMAT")
    ]


def test_a_folder_may_be_named_like_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "keys.d"
    folder.mkdir()
    (folder / "keys.json").write_bytes(LIST)

    assert len(list(load_keys([folder, folder / "keys.json"]))) == 1


@pytest.mark.parametrize(
    ("content", "code"), [(None, "KEY_FILE_UNREADABLE"), (b"{}", "KEY_FILE_FORMAT")]
)
def test_a_file_that_was_named_itself_must_be_a_list(
    tmp_path: Path, content: bytes | None, code: str
) -> None:
    path = tmp_path / "keys.json"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(UserError, match=code) as caught:
        load_keys([path])

    assert caught.value.details["file"] == str(path)


def test_a_key_is_listed_only_by_a_bureau_that_its_holder_joined() -> None:
    theirs = agreed(ListedKey(DESK, KEY.public, SINCE, None, ISSUED), BUREAU)
    unasked = replace(theirs, consent=b"")
    other_desk = replace(theirs, desk=DESK + 1)

    trusted = Keys([signed_list(1, unasked, other_desk, theirs)])

    assert [key.listed for key in trusted] == [theirs]


def signed_list(number: int, *rows: ListedKey) -> KeyList:
    """A list of the bureau with these rows as they are."""
    found = read_list(
        key_list_file(KeyList(DISTRICT, False, number, ISSUED, rows), BUREAU)
    )
    assert isinstance(found, KeyList)
    return found


def of_desk(*entries: Revocation, on: dt.date = ISSUED, desk: int = DESK) -> bytes:
    """A list that the desk signed for its own serials."""
    joined = (BUREAU.public, desk)
    return revocation_file(entries, on, KEY, edition=2, of_desk=joined)


def test_a_desk_puts_its_own_serials_out_of_force() -> None:
    foreign = Revocation("ZQ-2026-0013-000001-2", ISSUED, RevocationReason.REVOKED)
    nonsense = Revocation("nonsense", ISSUED, RevocationReason.REVOKED)
    listed = edition(1, ListedKey(DESK, KEY.public, SINCE))

    trusted = Keys([read_list(of_desk(REVOKED, foreign, nonsense)), listed])

    [key] = trusted
    assert trusted.revocation(key, SERIAL) == REVOKED
    assert trusted.revocation(key, foreign.serial) is None
    assert trusted.revocations_as_of(key) == ISSUED


@pytest.mark.parametrize(
    ("row", "list_"),
    [
        (ListedKey(DESK, KEY.public, SINCE), of_desk(REVOKED, desk=DESK + 1)),
        (ListedKey(DESK, KEY.public, SINCE, ISSUED), of_desk(REVOKED)),
        (ListedKey(DESK, KEY.public, SINCE, None, ISSUED), of_desk(REVOKED)),
        (ListedKey(DESK, OTHER_KEY.public, SINCE), of_desk(REVOKED)),
    ],
)
def test_a_list_by_a_key_that_may_not_sign_revokes_nothing(
    row: ListedKey, list_: bytes
) -> None:
    trusted = Keys([edition(1, row), read_list(list_)])

    [key] = trusted
    assert trusted.revocation(key, SERIAL) is None
    assert trusted.revocations_as_of(key) is None


def test_a_list_of_a_desk_without_its_key_is_none() -> None:
    document = json.loads(of_desk(REVOKED))
    del document["signer"]

    with pytest.raises(UserError, match="KEY_FILE_FORMAT"):
        read_list(json.dumps(document).encode())


def test_the_first_files_without_losses_and_editions_read_as_before() -> None:
    plain = json.loads(LIST)

    assert set(plain["keys"][0]) == {"desk", "public_key", "valid_from", "valid_to"}
    assert not {"edition", "desk", "signer"} & set(json.loads(REVOCATIONS))
