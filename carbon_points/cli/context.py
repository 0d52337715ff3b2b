"""What a command works with: arguments, database, who calls, where to say it."""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from typing import TYPE_CHECKING

from carbon_points.common.progress import Progress

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from collections.abc import Sequence

    from carbon_points.security.chain import Caller
    from carbon_points.storage.engine import Database


@dataclass(frozen=True)
class Answer:
    """What a command gives back: the JSON document, the same as text, the exit code."""

    document: dict[str, Any]
    lines: Sequence[str]
    exit_code: int = 0


class Context:
    """One call of the command line."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.language: str = getattr(arguments, "lang", None) or "zh"
        self.as_json: bool = getattr(arguments, "json", False)
        self._signed_in = False

    def option(self, name: str) -> Any:
        """An option that may not have been given."""
        return getattr(self.arguments, name, None)

    def says(self, zh: str, en: str) -> str:
        """One of two wordings, by the language asked for."""
        return en if self.language == "en" else zh

    @cached_property
    def database_path(self) -> Path:
        """The database that is meant: ``--db``, or the one in the user's folder.

        Raises:
            UserError: ``DB_NAMELESS``.
        """
        given: Path | None = self.option("db")
        if given is None:
            return default_database()
        from carbon_points.storage.names import followed  # noqa: PLC0415

        # ``.`` has a name, too; and what lies beside a link is not the database's.
        path = followed(given if given.name else given.absolute())
        if not path.name:
            from carbon_points.common.problems import UserError  # noqa: PLC0415

            raise UserError("DB_NAMELESS", path=str(path))
        return path

    @property
    def as_of(self) -> dt.date:
        """The day that everything is judged by."""
        given: dt.date | None = self.option("as_of")
        return given or dt.datetime.now(tz=_zone()).date()

    def caller(self, key: str | None = None) -> Caller:
        """Who calls, when, and by which operation id."""
        import uuid  # noqa: PLC0415  (not for --help)

        from carbon_points.security.chain import Caller  # noqa: PLC0415

        return Caller(
            self.option("operator") or "",
            self.as_of,
            int(time.time()),
            key or uuid.uuid4().hex,
            self.option("second") or "",
        )

    @contextlib.contextmanager
    def database(self, *, read_only: bool = False) -> Iterator[Database]:
        """The opened database, closed afterwards."""
        self._ask_for_key()
        database = self._opened(read_only=read_only)
        try:
            self._warn_of_plain(database)
            self._sign_in(database)
            # Not before: who looks for what is broken must be able to sign in.
            database.guard = self._before_writing
            yield database
        finally:
            database.close()

    def _warn_of_plain(self, database: Database) -> None:
        """Say each time that a file made without SQLCipher protects nobody."""
        if not database.encrypted:
            said = self.says(
                "注意：数据库未加密，姓名和电话可以直接读出；请用 keys encrypt 加密。",
                "Note: the database is not encrypted; keys encrypt does it.",
            )
            print(said, file=sys.stderr)  # noqa: T201  (a message)

    def _ask_for_key(self) -> None:
        """Have the key of the file, if somebody sits there who may know it."""
        if sys.stdin.isatty():
            from carbon_points.cli.file_key import ensure_key  # noqa: PLC0415

            ensure_key(self, self.database_path)

    def _opened(self, *, read_only: bool) -> Database:
        """For writing if it can be; a closed place or another computer's is read."""
        from carbon_points.common.problems import DatabaseUnusableError  # noqa: PLC0415
        from carbon_points.storage.engine import open_database  # noqa: PLC0415
        from carbon_points.storage.lock_file import elsewhere  # noqa: PLC0415

        path, key_file = self.database_path, self.option("key_file")
        why = elsewhere(path)
        if why is None:
            try:
                return open_database(path, key_file=key_file, read_only=read_only)
            except DatabaseUnusableError as error:
                if read_only or error.code != "DB_READ_ONLY":
                    raise
                why = error
        database = open_database(path, key_file=key_file, read_only=True)
        database.stop(why)
        return database

    def _before_writing(self, database: Database) -> None:
        """Loaded only where something is written: looking needs no check."""
        from carbon_points.common.problems import UserError  # noqa: PLC0415
        from carbon_points.exchange.sentences import error_sentence  # noqa: PLC0415
        from carbon_points.integrity.clock import clock_behind  # noqa: PLC0415
        from carbon_points.integrity.tail import stop_if_broken  # noqa: PLC0415

        stop_if_broken(database, whole=False)
        with database.reading() as session:
            behind = clock_behind(session, int(time.time()))
        if behind is not None:
            warning = UserError("CLOCK_BEHIND", span=self.says(*behind))
            print(error_sentence(warning, self.language), file=sys.stderr)  # noqa: T201  (the message)

    def _sign_in(self, database: Database) -> None:
        """Prove that the named people are there, once passwords exist."""
        named = [name for name in map(self.option, ("operator", "second")) if name]
        if named and not self._signed_in:
            from carbon_points.cli.passwords import prove  # noqa: PLC0415

            prove(database, named, as_of=self.option("as_of"))
            self._signed_in = True

    @cached_property
    def progress(self) -> Progress:
        """Shown on standard error while that is a terminal."""
        if not sys.stderr.isatty():
            return Progress()
        return Progress(_show_progress)


def default_database() -> Path:
    """Where the program keeps its data if no other place is named."""
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("carbon-points") / "carbon-points.db"


def demo_database() -> Path:
    """The demo has a file of its own, so that it never mixes with the real one."""
    return default_database().with_name("demo.db")


def _zone() -> dt.timezone:
    from carbon_points.common.days import ZONE  # noqa: PLC0415

    return ZONE


def _show_progress(done: int, total: int) -> None:
    share = 100 * done // total if total else 100
    sys.stderr.write(f"\r{done:,} / {total:,}  {share} %   ")
    sys.stderr.flush()


def read_json(name: str) -> Any:
    """The JSON document of a file, or of standard input for ``-``.

    Raises:
        UserError: FILE_NOT_FOUND, FILE_UNREADABLE, FILE_TOO_LARGE, JSON_WRONG.
    """
    from carbon_points.common.incoming import LARGEST_DOCUMENT  # noqa: PLC0415
    from carbon_points.common.incoming import loads  # noqa: PLC0415
    from carbon_points.common.incoming import read_within  # noqa: PLC0415
    from carbon_points.common.problems import UserError  # noqa: PLC0415

    try:
        if name == "-":
            return loads(sys.stdin.read(LARGEST_DOCUMENT))
        return loads(read_within(Path(name)))
    except UnicodeDecodeError:
        raise UserError("FILE_ENCODING", file=name) from None
    except ValueError as error:
        raise UserError("JSON_WRONG", file=name, why=str(error)) from None
