"""Erasing a person: nothing names them any more, and every sum stays what it was.

What is left is an account without anybody: its number, kind and place, its actions as
numbers, its postings. Two persons sign; the chain keeps that it was done and when.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.actions import forgetting as actions
from carbon_points.audit.forgetting import drop_marks
from carbon_points.audit.forgetting import hidden_notes
from carbon_points.certificates import forgetting as certificates
from carbon_points.certificates.keys import publish
from carbon_points.certificates.models import Withdrawal
from carbon_points.common.days import day_number
from carbon_points.common.ids import id_text
from carbon_points.common.problems import NotAllowedError
from carbon_points.common.problems import RefusedError
from carbon_points.evidence import dropping
from carbon_points.evidence.models import DroppedFile
from carbon_points.integrity.account_closing import expire_points
from carbon_points.integrity.erased_list import note_erased
from carbon_points.integrity.erasure_files import files_about
from carbon_points.integrity.erasure_files import names_of
from carbon_points.integrity.erasure_left import left_of
from carbon_points.integrity.erasure_texts import hidden_texts
from carbon_points.ledger.models import Entry
from carbon_points.ledger.models import Posting
from carbon_points.ledger.queries import balance
from carbon_points.participants.erasure import ERASED
from carbon_points.participants.erasure import forget_person
from carbon_points.participants.models import Erasure
from carbon_points.participants.models import Participant
from carbon_points.participants.words import words_of
from carbon_points.rulebook.service import current
from carbon_points.security import chain
from carbon_points.security.acts import ask_first
from carbon_points.security.acts import permitted
from carbon_points.security.forgetting import forget_typed
from carbon_points.security.models import Redaction
from carbon_points.security.redacting import redact
from carbon_points.storage.cleaning import clean
from carbon_points.storage.cleaning import mark_for_cleaning
from carbon_points.storage.engine import next_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from carbon_points.certificates.forgetting import PaperFile
    from carbon_points.integrity.erasure_left import Left
    from carbon_points.participants.words import Words
    from carbon_points.rulebook.service import Rulebook
    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database

RIGHT: Final = "participant erase"
KIND: Final = "erase"
_DEVICES: Final = "devices"
_KEY_BYTES: Final = 32
_TOKEN_BYTES: Final = 16
_MODELS: Final = (Entry, Posting, Erasure, DroppedFile, Withdrawal, Redaction)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What erasing somebody would do; nothing was changed."""

    participant_id: int
    name: str
    points: int
    """That would expire."""

    actions: int
    certificates: int
    files: int
    """Of this person alone."""

    left: tuple[Left, ...]
    """What cannot be erased here, and until when it is kept."""

    refusal: str
    """Code of the reason why it cannot be done now; empty if it can."""

    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done."""

    participant_id: int
    points: int
    actions: int
    certificates: int
    files: int
    papers: int
    """Files of certificates that were deleted where they had been written to."""

    left: tuple[Left, ...]
    cleaned: bool
    """Whether the database file was swept; else the next retention run does it."""


def outlook(db: Database, caller: Caller, participant_id: int) -> Outlook:
    """What erasing a participant would do.

    Raises:
        RefusedError: PARTICIPANT_UNKNOWN.
        NotAllowedError: by role.
    """
    with db.reading() as session:
        by = permitted(session, RIGHT, caller)
        person = _existing(session, participant_id)
        files = files_about(session, participant_id)
        held = certificates.certificates_left(session, participant_id)
        waiting = actions.waiting_of(session, participant_id)
        return Outlook(
            participant_id,
            person.name,
            max(balance(session, participant_id), 0),
            len(actions.actions_of(session, participant_id)),
            sum(row.validity == "valid" for row in held),
            sum(file.alone for file in files),
            left_of(session, db, (files, held), by.as_of),
            _refusal(person, waiting),
            waiting,
        )


def erase(
    db: Database,
    caller: Caller,
    participant_id: int,
    reason: str,
    *,
    sweep: bool = True,
) -> Erased:
    """Erase a participant for good.

    Args:
        db: the programme database.
        caller: an auditor or the admin; `second` is an auditor besides.
        participant_id: whom.
        reason: why, without naming the person: it stays.
        sweep: whether the file is cleaned at once; else the caller does it.

    Raises:
        RefusedError: PARTICIPANT_UNKNOWN, ALREADY_ERASED, ERASE_FROZEN, ERASE_WAITING,
            REASON_MISSING, REASON_NAMES_PERSON, CHAIN_DIFFERS; nothing was changed.
        NotAllowedError: by role, or SECOND_NEEDED.
    """
    ask_first(db, RIGHT, caller)
    rulebook = current(db, caller)
    with db.writing() as session:
        by = _signed_by_two(session, caller)
        chain.refuse_repetition(session, by.operation_id)
        act = _Act(session, db, by, _existing(session, participant_id))
        act.refuse(reason.strip())
        position = chain.begin(session)
        done = act.carry_out(position, rulebook, reason.strip())
        chain.seal(session, db.desk, position, KIND, by, _MODELS)
    dropping.remove(db, act.stored)
    papers = certificates.remove_papers(act.papers)
    note_erased(db)
    publish(db)
    cleaned = sweep and clean(db)
    return Erased(*done, len(papers), act.left, cleaned=cleaned)


class _Act:
    """One erasure inside its transaction."""

    def __init__(
        self, session: Session, db: Database, by: Caller, person: Participant
    ) -> None:
        self._session = session
        self._db = db
        self._by = by
        self._person = person
        self._files = files_about(session, person.id)
        self._held = certificates.certificates_left(session, person.id)
        self.left = left_of(session, db, (self._files, self._held), by.as_of)
        self.papers: list[PaperFile] = certificates.paper_files(self._held)
        self.stored: list[str] = []

    def refuse(self, reason: str) -> None:
        """Say why it cannot be done."""
        waiting = actions.waiting_of(self._session, self._person.id)
        which = id_text(self._person.id)
        if code := _refusal(self._person, waiting):
            raise RefusedError(code, value=which, number=str(waiting))
        if not reason:
            raise RefusedError("REASON_MISSING")
        if self._words().named_in(reason):
            raise RefusedError("REASON_NAMES_PERSON")

    def carry_out(
        self, position: int, rulebook: Rulebook, reason: str
    ) -> tuple[int, int, int, int, int]:
        """Take everything out; answers what `Erased` begins with."""
        session, person, by = self._session, self._person, self._by
        words = self._words()
        own = actions.actions_of(session, person.id)
        points = expire_points(session, self._db, by, position, person.id)
        ended = certificates.end_certificates(session, self._held, by, position)
        self._take_out(position, rulebook, words, own)
        alone = [file.evidence_id for file in self._files if file.alone]
        why = day_number(by.as_of), "erasure"
        self.stored = dropping.drop(session, self._db, position, alone, why)
        dropping.hide_names(session, words.hidden)
        self._forget_typed(words, own)
        forget_person(session, person, day_number(by.as_of))
        mark_for_cleaning(session)
        session.add(
            Erasure(
                id=next_id(session, Erasure, self._db.desk),
                participant_id=person.id,
                erased_on=day_number(by.as_of),
                reason=reason,
                points=points,
                files=len(alone),
                certificates=ended,
                chain_position=position,
            )
        )
        session.flush()
        return person.id, points, len(own), ended, len(alone)

    def _forget_typed(self, words: Words, own: Sequence[int]) -> None:
        """Reasons in the log and unfinished forms, where they name the person."""
        ids = [self._person.id, *own]
        subjects = {*map(id_text, ids), *(row.serial for row in self._held)}
        person = self._person.id
        far = words.distinct.with_more([id_text(person), str(person)])
        names = words.named_in, far.named_in
        forget_typed(self._session, self._db, subjects, names)

    def _take_out(
        self, position: int, rulebook: Rulebook, words: Words, own: Sequence[int]
    ) -> None:
        """Names, numbers and typed words out of what the chain covers."""
        session, person = self._session, self._person.id
        versions = {key: each for key, (_, each) in rulebook.versions.items()}
        token = _device_token(session, self._db)
        redact(
            session,
            position,
            [
                *actions.nameless_rows(session, person, versions, token),
                *actions.hidden_reasons(session, own, words.hidden),
                *hidden_notes(session, own, words.hidden),
                *certificates.nameless_certificates(session, self._held, words.hidden),
                *hidden_texts(session, words.distinct.hidden),
            ],
        )
        drop_marks(session, own)
        actions.retire_devices(session, person)
        actions.hide_file_names(session, words.hidden)
        certificates.forget_papers(session, person)

    def _words(self) -> Words:
        found = words_of(self._session, self._db.sealer_in(self._session), self._person)
        alone = [file for file in self._files if file.alone]
        devices = actions.device_words(self._session, self._person.id)
        return found.with_more([*devices, *names_of(alone)])


def _device_token(session: Session, db: Database) -> Callable[[str], bytes]:
    """What finds a device's number again; its key outlives the identity keys."""
    try:
        key = db.secret_in(session, _DEVICES)
    except KeyError:
        key = secrets.token_bytes(_KEY_BYTES)
        db.put_secret(session, _DEVICES, key)
    return lambda number: hmac.digest(key, number.encode(), "sha256")[:_TOKEN_BYTES]


def _signed_by_two(session: Session, caller: Caller) -> Caller:
    by = permitted(session, RIGHT, caller)
    if not by.second:
        raise NotAllowedError("SECOND_NEEDED", command=RIGHT)
    return by


def _existing(session: Session, participant_id: int) -> Participant:
    person = session.get(Participant, participant_id)
    if person is None:
        raise RefusedError("PARTICIPANT_UNKNOWN", value=id_text(participant_id))
    return person


def _refusal(person: Participant, waiting: int) -> str:
    """The code of what stands in the way; empty if nothing does."""
    if person.state == ERASED:
        return "ALREADY_ERASED"
    if person.state == "frozen":
        return "ERASE_FROZEN"
    return "ERASE_WAITING" if waiting else ""
