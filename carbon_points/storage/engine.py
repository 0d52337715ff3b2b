"""Opening a programme database, and the transactions that everything runs in."""

from __future__ import annotations

import re
import secrets
import time
from contextlib import closing
from contextlib import contextmanager
from typing import Any
from typing import Final
from typing import Self
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy.orm import Session

from carbon_points.common.events import Events
from carbon_points.common.ids import first_id
from carbon_points.common.ids import SEQUENCE_BITS
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.storage import keys
from carbon_points.storage import schema
from carbon_points.storage.bringing_up import bring_up
from carbon_points.storage.connections import attached
from carbon_points.storage.connections import engine_of
from carbon_points.storage.connections import mode_of
from carbon_points.storage.connections import raw_of
from carbon_points.storage.connections import shut
from carbon_points.storage.driver import connect
from carbon_points.storage.driver import load_driver
from carbon_points.storage.driver import Vault
from carbon_points.storage.errors import explained
from carbon_points.storage.errors import explained_files
from carbon_points.storage.facts import facts_of
from carbon_points.storage.facts import first_facts
from carbon_points.storage.files import name_for_good
from carbon_points.storage.files import refuse_closed
from carbon_points.storage.files import sync_folder
from carbon_points.storage.models import Secret
from carbon_points.storage.models import Setting
from carbon_points.storage.moves import finish_moves
from carbon_points.storage.names import followed
from carbon_points.storage.names import refuse_long_name
from carbon_points.storage.news import drop
from carbon_points.storage.news import publish
from carbon_points.storage.open_files import note_closed
from carbon_points.storage.open_files import note_open
from carbon_points.storage.open_files import open_vault
from carbon_points.storage.scratch import remove_leftovers
from carbon_points.storage.scratch import scratch_path
from carbon_points.storage.sealing import open_secret
from carbon_points.storage.sealing import seal_secret
from carbon_points.storage.sealing import Sealer
from carbon_points.storage.vault import find_vault
from carbon_points.storage.vault import opening
from carbon_points.storage.vault import same_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy import Engine

IDENTITY_KEY: Final = "identity_key"
TOKEN_KEY: Final = "token_key"  # noqa: S105  (the name of a secret)
_IDENTITY_SECRETS: Final = text(
    f"SELECT value FROM secret WHERE name IN ('{IDENTITY_KEY}', '{TOKEN_KEY}')"  # noqa: S608  (our own names)
)
_KEY_BYTES: Final = 32
_LOOKS_AGAIN: Final = 2
_PAUSE_S: Final = 0.02
_COPY_CACHE_KIB: Final = 196_608
"""A copy adds to random places of several indexes; they should stay in memory."""


class Database:
    """An open programme database."""

    def __init__(
        self,
        vault: Vault,
        engine: Engine,
        facts: Mapping[str, str],
        *,
        read_only: bool,
    ) -> None:
        self.path = vault.path
        self.vault = vault
        self.engine = engine
        self.read_only = read_only
        self.encrypted = vault.encrypted
        self.desk = int(facts["desk"])
        self.demo = facts["demo"] == "1"
        self.database_id = facts["database_id"]
        self.created_at = int(facts.get("created_at", "0"))
        self._sealer: tuple[frozenset[bytes], Sealer] | None = None
        self.events = Events()
        """What was committed here is published on it, see `tell`."""

        self.guard: Callable[[Database], object] | None = None
        """Asked once, before the first writing; it may `stop` it."""

        self.stopped: DatabaseUnusableError | None = None
        """Why nothing is written any more."""

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One unchanging view of the data; writing fails."""
        with explained(self.vault), self._session("read") as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: everything at the end, nothing on any exception."""
        self._refuse_read_only()
        with explained(self.vault), self._session("write") as session, session.begin():
            session.connection()
            yield session
        publish(session)

    @contextmanager
    def staging(self) -> Iterator[Session]:
        """A session with an empty scratch database attached as schema ``stage``.

        Work in ``stage`` holds no lock on the data; copy with `immediate`. The scratch
        is encrypted like the data and deleted at the end, whatever happens.
        """
        self._refuse_read_only()
        with (
            explained(self.vault),
            scratch_path(self.path) as scratch,
            self.engine.connect() as connection,
            attached(connection, self.vault, scratch),
            Session(connection, expire_on_commit=False) as session,
        ):
            connection.execution_options(begin="stage")
            session.info.update(desk=self.desk, events=self.events)
            yield session

    def secret(self, name: str) -> bytes:
        """The stored key of this name.

        Raises:
            KeyError: if there is none.
        """
        with self.reading() as session:
            return self.secret_in(session, name)

    def secret_in(self, session: Session, name: str) -> bytes:
        """The stored key of this name, read in a transaction that is open already."""
        row = session.get(Secret, name)
        if row is None:
            raise KeyError(name)
        return open_secret(self._secrets_key, name, row.value)

    def put_secret(self, session: Session, name: str, value: bytes) -> None:
        """Store a key, sealed with the file's own."""
        session.merge(
            Secret(name=name, value=seal_secret(self._secrets_key, name, value))
        )

    @property
    def sealer(self) -> Sealer:
        """Seals and finds identities by the district's two keys, as they are now."""
        with self.reading() as session:
            return self.sealer_in(session)

    def sealer_in(self, session: Session) -> Sealer:
        """The same, in a transaction that is open already.

        Another process may have changed the keys since: what is kept counts only while
        the stored ones are the same.
        """
        stored = frozenset(session.scalars(_IDENTITY_SECRETS))
        if self._sealer is None or self._sealer[0] != stored:
            names = (IDENTITY_KEY, TOKEN_KEY)
            identity, token = (self.secret_in(session, name) for name in names)
            self._sealer = stored, Sealer(identity, token)
        return self._sealer[1]

    def damaged_pages(self) -> list[int]:
        """Numbers of the pages that were changed outside of the program, from 1."""
        if not self.encrypted:
            return []
        with explained(self.vault), self.engine.connect() as connection:
            raw = raw_of(connection)
            if not self.read_only:
                # A page that a power cut tore while the journal was written back is
                # still whole in the journal.
                raw.execute("PRAGMA query_only = OFF")
                raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            found = _altered(raw)
            for _ in range(_LOOKS_AGAIN):
                if found:
                    # Another process may have been writing just that page.
                    time.sleep(_PAUSE_S)
                    found &= _altered(raw)
        return sorted(found)

    def connect(self) -> Any:
        """A connection of one's own outside of every transaction; close it."""
        return connect(self.vault, mode_of(self.path, read_only=self.read_only))

    def stop(self, why: DatabaseUnusableError) -> None:
        """Refuse to write from now on; reading and copying go on."""
        self.stopped, self.read_only = why, True

    @contextmanager
    def released(self) -> Iterator[None]:
        """Give the file back for a while, so that it can be replaced by another.

        Afterwards it is opened anew, under the key that this process holds for it then;
        who asks for it meanwhile is told that it is locked.
        """
        self._refuse_read_only()
        keys.hold(keys.Key(self.vault.key, self.vault.salt))
        shut(self.engine)
        note_closed(self)
        try:
            yield
        finally:
            self.vault = find_vault(self.path, None)
            self.encrypted = self.vault.encrypted
            self.engine = engine_of(self.vault, "rw")
            note_open(self)

    def close(self) -> None:
        """Give the file back; the last one to close empties the journal."""
        self.engine.dispose()
        note_closed(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _secrets_key(self) -> bytes:
        return keys.subkey(self.vault.key, keys.SECRETS)

    def _session(self, begin: str) -> Session:
        session = Session(
            self.engine.execution_options(begin=begin), expire_on_commit=False
        )
        session.info.update(desk=self.desk, events=self.events)
        return session

    def _refuse_read_only(self) -> None:
        guard, self.guard = self.guard, None
        if guard is not None and not self.read_only:
            guard(self)
        if self.stopped is not None:
            raise self.stopped
        if self.read_only:
            raise DatabaseUnusableError("DB_READ_ONLY", path=str(self.path))


def _altered(raw: Any) -> set[int]:
    """The pages that do not agree with their digest at this moment."""
    rows = raw.execute("PRAGMA cipher_integrity_check").fetchall()
    # "HMAC verification failed for page 7", or "page 9 has an invalid size of …".
    named = (re.search(r"page (\d+)", str(row[0])) for row in rows)
    return {int(found[1]) if found else 1 for found in named}


@contextmanager
def immediate(session: Session, *, references: bool = True) -> Iterator[Session]:
    """In `Database.staging`: one writing transaction over the data.

    What was done in ``stage`` before is kept.

    Args:
        session: of `Database.staging`.
        references: False if everything that the new rows refer to was read in the
            same state of the data: looking up the same people again for each of a
            million rows takes as long as writing them.
    """
    session.commit()
    begin = "write" if references else "copy"
    connection = session.connection(execution_options={"begin": begin})
    raw_of(connection).execute(f"PRAGMA main.cache_size = -{_COPY_CACHE_KIB}")
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        drop(session)
        raise
    finally:
        connection.execution_options(begin="stage")
    publish(session)


def next_id(session: Session, model: Any, desk: int) -> int:
    """The next free record id of a desk in one table."""
    first = first_id(desk)
    last = first | (1 << SEQUENCE_BITS) - 1
    query = select(func.max(model.id)).where(model.id > first, model.id <= last)
    return (session.scalar(query) or first) + 1


def desk_of(session: Session) -> int:
    """The desk whose file a session works on."""
    desk: int = session.info["desk"]
    return desk


def create(
    path: Path,
    *,
    desk: int | None = None,
    demo: bool = False,
    key_file: Path | None = None,
    protection: keys.Protection = keys.RANDOM,
) -> Database:
    """A new database under `path`, all of it or nothing, opened.

    Raises:
        DatabaseUnusableError: ``DB_EXISTS``, or the place cannot be written.
        UserError: ``DESK_NUMBER``, or ``OUT_UNWRITABLE`` for too long a name.
    """
    path = followed(path)
    refuse_long_name(path)
    facts = {**first_facts(desk, demo=demo), keys.KEY_KIND: protection.kind}
    if path.exists():
        raise DatabaseUnusableError("DB_EXISTS", path=str(path))
    with explained_files(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        refuse_closed(path.parent)
        with scratch_path(path) as fresh:
            _make(fresh, keys.new_key(key_file, protection), facts)
            name_for_good(fresh, path)
        sync_folder(path.parent)
    return open_database(path, key_file=key_file)


def open_database(
    path: Path, *, key_file: Path | None = None, read_only: bool = False
) -> Database:
    """The database under `path`, checked and brought up to this program's schema.

    Raises:
        DatabaseUnusableError: for every reason why it cannot be used.
    """
    with explained_files(path):
        path = followed(path)
    finish_moves(path)
    known = open_vault(path)
    vault = same_vault(known, key_file) if known else find_vault(path, key_file)
    if not read_only:
        refuse_closed(path)
        refuse_closed(path.parent)
        remove_leftovers(path)
    engine = engine_of(vault, mode_of(path, read_only=read_only))
    try:
        # Looking into the pages would drop the locks of whoever has the file open here.
        with explained(vault) if known else opening(vault):
            bring_up(engine, vault, read_only=read_only)
            facts = facts_of(engine)
    except BaseException:
        engine.dispose()
        raise
    database = Database(vault, engine, facts, read_only=read_only)
    note_open(database)
    return database


def _make(fresh: Path, key: keys.Key, facts: Mapping[str, str]) -> None:
    """A whole new database file, closed again."""
    driver = load_driver()
    vault = Vault(fresh, key.key, key.salt, driver, encrypted=driver.encrypts)
    engine = engine_of(vault, "rwc")
    with (
        explained(vault),
        closing(Database(vault, engine, facts, read_only=False)) as db,
    ):
        schema.upgrade(engine)
        with db.writing() as session:
            known = {**facts, "salt": key.salt.hex()}
            session.add_all(Setting(name=k, value=v) for k, v in known.items())
            for name in (IDENTITY_KEY, TOKEN_KEY):
                db.put_secret(session, name, secrets.token_bytes(_KEY_BYTES))
