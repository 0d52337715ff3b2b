"""The list of keys: the bureau's own pair, new pairs, lost ones, desks that join."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete
from sqlalchemy import text

from carbon_points.certificates.bureau import certify
from carbon_points.certificates.bureau import declare_lost
from carbon_points.certificates.bureau import rotate_signing
from carbon_points.certificates.issue import Period
from carbon_points.certificates.keylist import KeyList
from carbon_points.certificates.keylist import read_list
from carbon_points.certificates.keys import public_files
from carbon_points.certificates.keys import publish
from carbon_points.certificates.keys import publish_missing
from carbon_points.certificates.keys import signing_key
from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.keys import write_public
from carbon_points.certificates.membership import ask_bureau
from carbon_points.certificates.membership import install
from carbon_points.certificates.publication import publication
from carbon_points.certificates.requests import read_request
from carbon_points.certificates.revoking import revoke
from carbon_points.certificates.service import issue
from carbon_points.certificates.signers import BUREAU_KEY
from carbon_points.certificates.signers import bureau_key
from carbon_points.certificates.trust import load_keys
from carbon_points.certificates.verify import Reason
from carbon_points.certificates.verify import verify_pdf
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.exchange.founding import found
from carbon_points.exchange.founding import Founding
from carbon_points.integrity.service import verify
from carbon_points.integrity.starting import repair
from carbon_points.storage.models import Secret
from tests.deeds import person
from tests.deeds import YEAR
from tests.districts import AS_OF
from tests.districts import as_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.certificates.service import Issued
    from carbon_points.certificates.verify import Verification
    from carbon_points.storage.engine import Database

A_DAY = dt.timedelta(days=1)
TOMORROW = AS_OF + A_DAY
SHORTER = Period(YEAR.first, YEAR.last - A_DAY)


@pytest.fixture(autouse=True)
def _published(busy: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer that knows this desk's files alone."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    publish(busy)


@pytest.fixture
def papers(busy: Database, tmp_path: Path) -> list[Issued]:
    """A certificate on the disk; that of the first person is older."""
    return issue(busy, as_of("worker"), [person(2)], YEAR, tmp_path / "p")


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Database]:
    """The bureau's own database."""
    with found(tmp_path / "bureau.db", as_of(), Founding(desk=1)) as made:
        yield made


def keys_of(db: Database) -> KeyList:
    """The list that a desk publishes."""
    found_ = read_list(public_files(db)["keys.json"])
    assert isinstance(found_, KeyList)
    return found_


def checked(file: Path) -> Verification:
    """What a verifier on this computer says of a paper."""
    return verify_pdf(file.read_bytes(), trusted_keys())


def joined(desk: Database, bureau: Database, *days: dt.date) -> KeyList:
    """The desk asks, the bureau lists it, the desk installs the list."""
    asked = read_request(ask_bureau(desk, as_of("admin"), keys_of(bureau)))
    certify(bureau, as_of("admin"), [asked], *days)
    return install(desk, as_of("admin"), public_files(bureau)["keys.json"]).keys


def test_a_new_file_signs_its_list_with_a_key_apart(busy: Database) -> None:
    keys = keys_of(busy)

    [row] = keys.keys
    assert (keys.edition, row.public) == (1, signing_key(busy).public)
    assert keys.bureau != row.public
    assert row.joined(keys.bureau)


def test_a_file_from_before_keeps_its_first_key_as_its_bureau_s(
    busy: Database, papers: list[Issued]
) -> None:
    with busy.writing() as session:
        session.execute(delete(Secret).where(Secret.name == BUREAU_KEY))
    publish(busy)
    old = signing_key(busy).public

    changed = rotate_signing(busy, as_of("admin"))

    assert keys_of(busy).bureau == old
    assert changed.key != old
    assert checked(papers[0].file).reason is Reason.OK


def test_a_new_pair_signs_from_tomorrow_and_old_papers_stay(
    busy: Database, papers: list[Issued], tmp_path: Path
) -> None:
    before = papers[0].file.read_bytes()
    old = signing_key(busy).public

    changed = rotate_signing(busy, as_of("admin"))
    today = issue(busy, as_of("worker"), [person(2)], SHORTER, tmp_path / "q")
    caller = as_of("worker", day=TOMORROW)
    later = issue(busy, caller, [person(1)], SHORTER, tmp_path / "q")

    first, second = keys_of(busy).keys
    assert (first.public, first.valid_to) == (old, TOMORROW)
    assert (second.public, second.valid_from) == (changed.key, TOMORROW)
    assert changed.papers == 0
    assert papers[0].file.read_bytes() == before
    signed_by = [checked(p.file).key for p in (papers[0], today[0], later[0])]
    assert [k.listed.public for k in signed_by if k] == [old, old, changed.key]
    assert verify(busy, as_of("auditor"), recalculate=True).ok


def test_a_paper_of_before_is_made_again_to_the_byte(
    busy: Database, papers: list[Issued]
) -> None:
    before = papers[0].file.read_bytes()
    rotate_signing(busy, as_of("admin"))
    papers[0].file.unlink()

    again = issue(
        busy, as_of("worker", day=TOMORROW), [person(2)], YEAR, papers[0].file.parent
    )

    assert again[0].reprint
    assert papers[0].file.read_bytes() == before


def test_two_changes_on_one_day_leave_one_key_for_tomorrow(busy: Database) -> None:
    rotate_signing(busy, as_of("admin"))

    changed = rotate_signing(busy, as_of("admin"))

    able = [row for row in keys_of(busy).keys if row.may_sign_on(TOMORROW)]
    assert [row.public for row in able] == [changed.key]


def test_a_lost_key_is_told_and_its_papers_are_made_again(
    busy: Database, papers: list[Issued]
) -> None:
    stolen = papers[0].file.read_bytes()

    changed = declare_lost(busy, as_of("admin"), AS_OF, "电脑被盗")

    refused = verify_pdf(stolen, trusted_keys())
    assert (refused.reason, refused.content) == (Reason.KEY_LOST, None)
    assert refused.lost_from == AS_OF
    assert changed.papers == 2
    assert checked(papers[0].file).reason is Reason.OK
    assert signing_key(busy).public == changed.key
    assert verify(busy, as_of("auditor"), recalculate=True).ok


def test_papers_of_before_the_loss_stay_as_they_are(
    busy: Database, papers: list[Issued]
) -> None:
    before = papers[0].file.read_bytes()

    changed = declare_lost(busy, as_of("admin", day=TOMORROW), TOMORROW, "硬盘送修")

    assert changed.papers == 0
    assert papers[0].file.read_bytes() == before
    assert checked(papers[0].file).valid


def test_a_loss_is_declared_with_a_reason_and_not_ahead(busy: Database) -> None:
    with pytest.raises(UserError, match="REASON_MISSING"):
        declare_lost(busy, as_of("admin"), AS_OF, " ")
    with pytest.raises(UserError, match="DAY_FUTURE"):
        declare_lost(busy, as_of("admin"), TOMORROW, "x")
    with pytest.raises(UserError, match="DESK_UNLISTED"):
        declare_lost(busy, as_of("admin"), AS_OF, "x", desk=99)


def test_only_an_administrator_changes_keys(busy: Database, bureau: Database) -> None:
    for act in (
        lambda: rotate_signing(busy, as_of("worker")),
        lambda: declare_lost(busy, as_of("auditor"), AS_OF, "x"),
        lambda: certify(busy, as_of("viewer"), []),
        lambda: ask_bureau(busy, as_of("worker"), keys_of(bureau)),
        lambda: install(busy, as_of("worker"), public_files(busy)["keys.json"]),
    ):
        with pytest.raises(NotAllowedError, match="ROLE"):
            act()
    assert keys_of(busy).edition == 1


def test_a_repeated_call_makes_no_second_pair(busy: Database) -> None:
    rotate_signing(busy, as_of("admin", key="once"))

    with pytest.raises(UserError, match="ALREADY_DONE"):
        rotate_signing(busy, as_of("admin", key="once"))
    assert keys_of(busy).edition == 2


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


def test_the_next_edition_is_above_what_was_published_before_a_restore(
    busy: Database,
) -> None:
    rotate_signing(busy, as_of("admin"))
    with busy.writing() as session:
        session.execute(text("DROP TRIGGER key_edition_no_delete"))
        session.execute(text("DELETE FROM key_edition"))

    changed = rotate_signing(busy, as_of("admin"))

    assert changed.keys.edition == 3


def test_every_list_that_was_in_force_is_kept_and_cannot_be_changed(
    busy: Database,
) -> None:
    from sqlalchemy.exc import IntegrityError  # noqa: PLC0415

    declare_lost(busy, as_of("admin"), AS_OF, "电脑被盗")

    with busy.reading() as session:
        own = bureau_key(session, busy).public
        row = session.execute(
            text("SELECT edition, bureau, act, note FROM key_edition")
        ).one()
    assert tuple(row) == (2, own, "lost", "电脑被盗")
    with pytest.raises(IntegrityError, match="append-only"), busy.writing() as session:
        session.execute(text("UPDATE key_edition SET content = x''"))


def test_an_old_copy_of_the_books_takes_no_newer_list_back(
    busy: Database, papers: list[Issued]
) -> None:
    del papers
    declare_lost(busy, as_of("admin"), AS_OF, "电脑被盗")
    with busy.writing() as session:
        session.execute(text("DROP TRIGGER key_edition_no_delete"))
        session.execute(text("DELETE FROM key_edition"))

    publish(busy)

    with busy.reading() as session:
        known = trusted_keys().newest(bureau_key(session, busy).public)
    assert known
    assert known.edition == 2


def test_a_start_publishes_what_a_crash_kept_from_it(
    busy: Database, papers: list[Issued], tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "data")
    before = checked(papers[0].file).reason

    repair(busy)

    assert (before, checked(papers[0].file).reason) == (Reason.UNKNOWN_KEY, Reason.OK)
    assert not publish_missing(busy)
