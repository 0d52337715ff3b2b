"""The keys and revocations that a verifier trusts, gathered from files and folders."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.keylist import KeyList
from carbon_points.certificates.keylist import read_list
from carbon_points.certificates.serial import parse_serial
from carbon_points.common.incoming import read_within
from carbon_points.common.problems import UserError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.certificates.keylist import ListedKey
    from carbon_points.certificates.keylist import Revocation
    from carbon_points.certificates.keylist import RevocationList


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A desk's key with the list that vouches for it."""

    listed: ListedKey
    bureau: bytes
    district: str
    demo: bool
    """Signs demonstrations only, whatever the paper says of itself."""


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file of a key folder that was passed over, and why."""

    path: Path
    code: str


class Keys:
    """What to trust: the newest key list and all revocations of each bureau.

    A bureau's word counts for desks that joined it, a desk's for its own serials. So
    nobody can put another district's papers out of force by a file of their own.
    """

    def __init__(
        self,
        lists: Iterable[KeyList | RevocationList],
        unread: Iterable[UnreadFile] = (),
    ) -> None:
        self.unread = tuple(unread)
        self._lists: dict[bytes, KeyList] = {}
        self._revocations: dict[tuple[bytes, str], Revocation] = {}
        self._as_of: dict[bytes, dt.date] = {}
        revocations = []
        for found in lists:
            if isinstance(found, KeyList):
                self._add_keys(found)
            else:
                revocations.append(found)
        for found in filter(self.may_revoke, revocations):
            self._add_revocations(found)

    def __iter__(self) -> Iterator[TrustedKey]:
        for keys in self._lists.values():
            for listed in keys.keys:
                yield TrustedKey(listed, keys.bureau, keys.district, keys.demo)

    def with_id(self, key_id: bytes) -> list[TrustedKey]:
        """The keys that a paper may mean; 4 bytes may happen to fit two."""
        return [key for key in self if key.listed.key_id == key_id]

    def listings(self, public: bytes) -> list[TrustedKey]:
        """Where this key is listed: a desk that changed its bureau is in two lists."""
        return [key for key in self if key.listed.public == public]

    def newest(self, bureau: bytes) -> KeyList | None:
        """The list of a bureau with the highest number that is known."""
        return self._lists.get(bureau)

    def revocation(self, key: TrustedKey, serial: str) -> Revocation | None:
        """Whether the bureau of `key`, or the desk, put this one out of force."""
        return self._revocations.get((key.bureau, serial))

    def revocations_as_of(self, key: TrustedKey) -> dt.date | None:
        """The day of the newest revocation list that is known of this key's bureau."""
        return self._as_of.get(key.bureau)

    def _add_keys(self, found: KeyList) -> None:
        known = self._lists.get(found.bureau)
        if known is None or known.edition < found.edition:
            joined = tuple(row for row in found.keys if row.joined(found.bureau))
            self._lists[found.bureau] = replace(found, keys=joined)

    def may_revoke(self, found: RevocationList) -> bool:
        """A desk's own list needs a key that its bureau stood by on that day."""
        return not found.signer or any(
            (key.bureau, key.listed.desk) == (found.bureau, found.desk)
            and key.listed.may_sign_on(found.issued_on)
            and not key.listed.is_lost_on(found.issued_on)
            for key in self.listings(found.signer)
        )

    def _add_revocations(self, found: RevocationList) -> None:
        for entry in found.entries:
            if not found.desk or _desk_of(entry.serial) == found.desk:
                self._revocations[found.bureau, entry.serial] = entry
        known = self._as_of.get(found.bureau, found.issued_on)
        self._as_of[found.bureau] = max(known, found.issued_on)


def _desk_of(serial: str) -> int | None:
    try:
        return parse_serial(serial).desk
    except UserError:
        return None


def load_keys(paths: Iterable[Path]) -> Keys:
    """The lists in these files, and in the ``.json`` files of these folders.

    A folder may be missing, and what cannot be used in it is named in `Keys.unread`.

    Raises:
        UserError: if a file that was named itself is missing or not a signed list.
    """
    lists: list[KeyList | RevocationList] = []
    unread: list[UnreadFile] = []
    for path in paths:
        if path.is_file() or (path.suffix and not path.is_dir()):
            lists.append(read_list_file(path))
            continue
        for file in sorted(path.glob("*.json")):
            try:
                lists.append(read_list_file(file))
            except UserError as error:
                unread.append(UnreadFile(file, error.code))
    return Keys(lists, unread)


def read_list_file(path: Path) -> KeyList | RevocationList:
    """The key list or revocation list in a file.

    Raises:
        UserError: ``KEY_FILE_UNREADABLE``, ``KEY_FILE_FORMAT``, ``KEY_FILE_SIGNATURE``.
    """
    try:
        return read_list(read_within(path))
    except UserError as error:
        code = _UNREADABLE if error.code in _NOT_READ else error.code
        raise UserError(code, file=str(path)) from error


def key_list_in(path: Path) -> KeyList:
    """The key list in a file.

    Raises:
        UserError: as `read_list_file`, also for a revocation list.
    """
    found = read_list_file(path)
    if not isinstance(found, KeyList):
        raise UserError("KEY_FILE_FORMAT", file=str(path))
    return found


_UNREADABLE: Final = "KEY_FILE_UNREADABLE"
_NOT_READ = frozenset({"FILE_NOT_FOUND", "FILE_UNREADABLE", "FILE_TOO_LARGE"})
