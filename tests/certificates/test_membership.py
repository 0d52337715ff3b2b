"""A desk joins a bureau: asked for, listed, installed; lost, changed and revoked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from carbon_points.certificates.bureau import certify
from carbon_points.certificates.bureau import declare_lost
from carbon_points.certificates.bureau import rotate_signing
from carbon_points.certificates.keys import public_files
from carbon_points.certificates.keys import signing_key
from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.keys import write_public
from carbon_points.certificates.membership import ask_bureau
from carbon_points.certificates.membership import install
from carbon_points.certificates.publication import publication
from carbon_points.certificates.requests import read_request
from carbon_points.certificates.revoking import revoke
from carbon_points.certificates.service import issue
from carbon_points.certificates.trust import load_keys
from carbon_points.certificates.verify import Reason
from carbon_points.certificates.verify import verify_pdf
from carbon_points.common.problems import UserError
from carbon_points.exchange.founding import found
from carbon_points.exchange.founding import Founding
from tests.certificates.desks import A_DAY
from tests.certificates.desks import checked
from tests.certificates.desks import joined
from tests.certificates.desks import keys_of
from tests.certificates.desks import SHORTER
from tests.certificates.desks import TOMORROW
from tests.deeds import person
from tests.deeds import YEAR
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.certificates.service import Issued
    from carbon_points.storage.engine import Database

pytestmark = pytest.mark.usefixtures("alone")


def test_a_desk_joins_a_bureau_and_its_papers_hold_before_and_after(
    busy: Database, bureau: Database, papers: list[Issued], tmp_path: Path
) -> None:
    keys = joined(busy, bureau)
    later = issue(busy, as_of("worker"), [person(2)], SHORTER, tmp_path / "q")
    folder = tmp_path / "published"
    write_public(bureau, folder)

    assert keys.bureau == keys_of(bureau).bureau == keys_of(busy).bureau
    assert {row.desk for row in keys.keys} == {1, 12}
    for paper in (papers[0], later[0]):
        found_ = verify_pdf(paper.file.read_bytes(), load_keys([folder]))
        assert found_.reason is Reason.OK
        assert found_.key
        assert found_.key.bureau == keys.bureau


def test_a_joined_desk_revokes_by_a_list_of_its_own(
    busy: Database, bureau: Database, papers: list[Issued], tmp_path: Path
) -> None:
    joined(busy, bureau)

    revoke(busy, as_of("auditor"), papers[0].serial, "登记错误")

    folder = tmp_path / "published"
    write_public(bureau, folder)
    (folder / "desk.json").write_bytes(public_files(busy)["revoked.json"])
    found_ = verify_pdf(papers[0].file.read_bytes(), load_keys([folder]))
    assert found_.reason is Reason.REVOKED
    assert json.loads(public_files(busy)["revoked.json"])["desk"] == 12


def test_the_bureau_publishes_what_its_desks_revoked(
    busy: Database, bureau: Database, papers: list[Issued], tmp_path: Path
) -> None:
    joined(busy, bureau)
    revoke(busy, as_of("auditor"), papers[0].serial, "登记错误")
    of_desk, own = tmp_path / "desk.json", tmp_path / "own.json"
    of_desk.write_bytes(public_files(busy)["revoked.json"])
    own.write_bytes(public_files(bureau)["revoked.json"])

    publication(bureau, as_of("admin"), tmp_path / "site", [of_desk])

    trusted = load_keys([tmp_path / "site"])
    assert verify_pdf(papers[0].file.read_bytes(), trusted).reason is Reason.REVOKED
    for wrong in (own, tmp_path / "site" / "keys.json"):
        with pytest.raises(UserError, match="REVOCATIONS_FOREIGN"):
            publication(bureau, as_of("admin"), tmp_path / "site", [wrong])


def test_who_knows_the_former_list_alone_learns_of_revocations_too(
    busy: Database, bureau: Database, papers: list[Issued], tmp_path: Path
) -> None:
    former = public_files(busy)["keys.json"]
    joined(busy, bureau)

    revoke(busy, as_of("auditor"), papers[0].serial, "登记错误")

    write_public(busy, tmp_path / "published")
    (tmp_path / "published" / "keys.json").write_bytes(former)
    found_ = verify_pdf(
        papers[0].file.read_bytes(), load_keys([tmp_path / "published"])
    )
    assert found_.reason is Reason.REVOKED


def test_a_joined_desk_asks_for_its_new_pair_and_signs_with_the_old_till_then(
    busy: Database, bureau: Database
) -> None:
    joined(busy, bureau)
    old = signing_key(busy).public

    changed = rotate_signing(busy, as_of("admin"))
    waiting = signing_key(busy).public
    joined(busy, bureau)

    assert changed.waiting
    assert waiting == old
    ends = {row.public: row.valid_to for row in keys_of(busy).keys if row.desk == 12}
    assert ends == {old: TOMORROW, changed.key: None}
    assert signing_key(busy).public == changed.key


def test_a_joined_desk_does_not_sign_the_list(busy: Database, bureau: Database) -> None:
    joined(busy, bureau)

    with pytest.raises(UserError, match="NOT_THE_BUREAU"):
        declare_lost(busy, as_of("admin"), AS_OF, "x")
    with pytest.raises(UserError, match="NOT_THE_BUREAU"):
        certify(busy, as_of("admin"), [])


def test_the_bureau_declares_the_key_of_a_desk_lost(
    busy: Database, bureau: Database, papers: list[Issued], tmp_path: Path
) -> None:
    joined(busy, bureau)

    declare_lost(bureau, as_of("admin"), AS_OF, "服务台被盗", desk=12)

    write_public(bureau, tmp_path / "published")
    stolen = papers[0].file.read_bytes()
    assert verify_pdf(stolen, load_keys([tmp_path / "published"])).reason == "KEY_LOST"
    # The desk's own former list, which every old verifier has, does not save it.
    assert verify_pdf(stolen, trusted_keys()).reason == "KEY_LOST"


def test_a_desk_whose_key_was_declared_lost_stops_and_begins_anew(
    busy: Database, bureau: Database, papers: list[Issued]
) -> None:
    joined(busy, bureau)
    declare_lost(bureau, as_of("admin"), AS_OF, "服务台被盗", desk=12)
    published = public_files(bureau)["keys.json"]

    install(busy, as_of("admin", day=TOMORROW), published)
    with pytest.raises(UserError, match="SIGNING_KEY_NONE"):
        issue(busy, as_of("worker"), [person(2)], SHORTER, papers[0].file.parent)
    rotate_signing(busy, as_of("admin", day=TOMORROW))
    later = as_of("admin", day=TOMORROW)
    asked = read_request(ask_bureau(busy, later, keys_of(bureau)))
    certify(bureau, as_of("admin", day=TOMORROW), [asked], replacing=True)
    changed = install(busy, later, public_files(bureau)["keys.json"])

    assert asked.since == AS_OF
    assert changed.papers == 2
    assert checked(papers[0].file).reason is Reason.OK


def test_nobody_takes_over_the_number_of_a_desk(
    busy: Database, bureau: Database, tmp_path: Path
) -> None:
    joined(busy, bureau)
    with found(tmp_path / "thief.db", as_of(), Founding(desk=12)) as thief:
        asked = read_request(ask_bureau(thief, as_of("admin"), keys_of(bureau)))

        with pytest.raises(UserError, match="DESK_TAKEN"):
            certify(bureau, as_of("admin"), [asked])
        declare_lost(bureau, as_of("admin"), AS_OF, "服务台被盗", desk=12)
        with pytest.raises(UserError, match="DESK_TAKEN"):
            certify(bureau, as_of("admin"), [asked])
        changed = certify(bureau, as_of("admin"), [asked], replacing=True)

        assert [row.public for row in changed.keys.keys][-1] == asked.public


def test_a_bureau_lists_a_desk_for_some_days(busy: Database, bureau: Database) -> None:
    keys = joined(busy, bureau, AS_OF, TOMORROW)

    [row] = [row for row in keys.keys if row.desk == 12]
    assert (row.valid_from, row.valid_to) == (AS_OF, TOMORROW + A_DAY)
    with pytest.raises(UserError, match="SIGNING_KEY_NONE"):
        issue(
            busy,
            as_of("worker", day=TOMORROW + A_DAY),
            [person(1)],
            YEAR,
            busy.path.parent,
        )
    asked = read_request(ask_bureau(busy, as_of("admin"), keys_of(bureau)))
    with pytest.raises(UserError, match="PERIOD_REVERSED"):
        certify(bureau, as_of("admin"), [asked], TOMORROW, AS_OF)


def test_a_list_is_installed_only_if_the_desk_stands_in_it(
    busy: Database, bureau: Database
) -> None:
    without = public_files(bureau)["keys.json"]

    with pytest.raises(UserError, match="KEYS_NOT_LISTED"):
        install(busy, as_of("admin"), without)
    with pytest.raises(UserError, match="KEY_FILE_FORMAT"):
        install(busy, as_of("admin"), public_files(busy)["revoked.json"])
    assert keys_of(busy).edition == 1


def test_an_older_list_and_another_bureau_s_are_refused(
    busy: Database, bureau: Database, tmp_path: Path
) -> None:
    joined(busy, bureau)
    same = public_files(bureau)["keys.json"]
    with found(tmp_path / "other.db", as_of(), Founding(desk=2)) as other:
        asked = read_request(ask_bureau(busy, as_of("admin"), keys_of(other)))
        certify(other, as_of("admin"), [asked])
        file = public_files(other)["keys.json"]

    with pytest.raises(UserError, match="KEYS_OLDER"):
        install(busy, as_of("admin"), same)
    with pytest.raises(UserError, match="BUREAU_OTHER"):
        install(busy, as_of("admin"), file)
    changed = install(busy, as_of("admin"), file, other_bureau=True)

    assert keys_of(busy).bureau == changed.keys.bureau == asked.bureau
    assert len([name for name in public_files(busy) if name.startswith("keys-")]) == 2


def test_a_demonstration_joins_no_real_bureau(bureau: Database, tmp_path: Path) -> None:
    founding = Founding(desk=5, demo=True)
    with found(tmp_path / "demo.db", as_of(), founding) as demo:
        with pytest.raises(UserError, match="KEYS_DEMO_MIXED"):
            ask_bureau(demo, as_of("admin"), keys_of(bureau))
        with pytest.raises(UserError, match="KEYS_DEMO_MIXED"):
            install(demo, as_of("admin"), public_files(bureau)["keys.json"])
