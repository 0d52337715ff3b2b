"""The list of keys: the bureau's own pair, new pairs, lost ones, desks that join."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete
from sqlalchemy import text

from carbon_points.certificates.bureau import certify
from carbon_points.certificates.bureau import declare_lost
from carbon_points.certificates.bureau import rotate_signing
from carbon_points.certificates.keys import public_files
from carbon_points.certificates.keys import publish
from carbon_points.certificates.keys import publish_missing
from carbon_points.certificates.keys import signing_key
from carbon_points.certificates.keys import trusted_keys
from carbon_points.certificates.membership import ask_bureau
from carbon_points.certificates.membership import install
from carbon_points.certificates.service import issue
from carbon_points.certificates.signers import BUREAU_KEY
from carbon_points.certificates.signers import bureau_key
from carbon_points.certificates.verify import Reason
from carbon_points.certificates.verify import verify_pdf
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import UserError
from carbon_points.integrity.service import verify
from carbon_points.integrity.starting import repair
from carbon_points.storage.models import Secret
from tests.certificates.desks import checked
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
