"""What reads from outside, each as a function of bytes: done, or refused in words.

The tests of this folder and ``python -m tools.fuzz`` feed the same functions.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.checkpoints import read_checkpoint
from carbon_points.certificates.content import from_canonical
from carbon_points.certificates.keylist import read_list
from carbon_points.certificates.requests import read_request
from carbon_points.certificates.seal import read_seal
from carbon_points.certificates.verify import verify_pdf
from carbon_points.certificates.verify import verify_text
from carbon_points.cli.context import read_json
from carbon_points.common.incoming import loads
from carbon_points.common.problems import UserError
from carbon_points.common.strict_yaml import load_foreign
from carbon_points.dossier import manifest
from carbon_points.dossier.checking import check_dossier
from carbon_points.dossier.privacy import names_somebody
from carbon_points.dossier.tables import added
from carbon_points.dossier.tables import UnreadableError
from carbon_points.evidence.photos import print64
from carbon_points.exchange.readers import parse
from carbon_points.exchange.readers import read_table
from carbon_points.exchange.readers import recognise
from carbon_points.exchange.readers.mapping import load_mapping
from carbon_points.methodology.register import shipped
from carbon_points.methodology.registry import discover
from carbon_points.methodology.vectors import run_vectors
from carbon_points.places.district_file import read_district
from carbon_points.storage.archive import read_archive
from carbon_points.storage.keys import key_from_halves
from carbon_points.storage.keys import read_key
from carbon_points.storage.unlocking import salt_of
from tests.certificates.samples import keys

if TYPE_CHECKING:
    from collections.abc import Callable

    Reader = Callable[[bytes], object]

TODAY: Final = dt.date(2026, 6, 30)
_SALT: Final = bytes(16)


def table(data: bytes) -> object:
    """A file of an import, read, recognised and parsed."""
    path = _file(data, ".csv")
    found = read_table(path)
    return parse(found, recognise(found, "auto", None), TODAY)


def vectors(data: bytes) -> object:
    """A document of vectors for `calculate`."""
    catalogue = discover()
    document = read_json(str(_file(data, ".json")))
    return run_vectors(catalogue["cycling"], document, shipped(catalogue))


def dossier(data: bytes) -> object:
    """A dossier's manifest, and the folder that it stands in."""
    folder = Path(tempfile.mkdtemp(dir=_folder()))
    (folder / manifest.NAME).write_bytes(data)
    return check_dossier(folder)


def halves(data: bytes) -> object:
    """The two halves of a recovery key, typed from paper."""
    first, _, second = data.decode("utf-8", "replace").partition("\n")
    return key_from_halves(first, second, _SALT)


def code(data: bytes) -> object:
    """The text of a certificate's code."""
    return verify_text(data.decode("utf-8", "replace"), keys())


def _file(data: bytes, suffix: str) -> Path:
    path = _folder() / f"input{suffix}"
    path.write_bytes(data)
    return path


def _folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"carbon-points-fuzz-{os.getpid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


READERS: Final[dict[str, Reader]] = {
    "table": table,
    "mapping": lambda data: load_mapping(_file(data, ".json")),
    "vectors": vectors,
    "district": lambda data: read_district(_file(data, ".yaml")),
    "yaml": lambda data: load_foreign(data.decode("utf-8", "replace")),
    "json": loads,
    "certificate": lambda data: verify_pdf(data, keys()),
    "content": from_canonical,
    "seal": read_seal,
    "code": code,
    "keys": read_list,
    "request": read_request,
    "salt": lambda data: salt_of(_file(data, ".db")),
    "salt-of-backup": lambda data: salt_of(_file(data, ".cpbackup")),
    "checkpoint": lambda data: read_checkpoint(_file(data, ".json"), keys()),
    "backup": lambda data: read_archive(_file(data, ".cpbackup")),
    "key-file": lambda data: read_key(_file(data, ".key")),
    "halves": halves,
    "dossier": dossier,
    "dossier-book": lambda data: added(_file(data, ".xlsx"), "表", "克"),
    "dossier-lines": lambda data: added(_file(data, ".csv"), "", "克"),
    "photo": print64,
    "privacy": lambda data: names_somebody(data, ".pdf", TODAY),
    "privacy-book": lambda data: names_somebody(data, ".xlsx", TODAY),
}
"""By the name that the command takes."""

REFUSALS: Final = (UserError, UnreadableError, ValueError)
"""What a reader may answer with; a subclass of `ValueError` says what is wrong."""

STRICT: Final = frozenset(READERS) - {"yaml", "json", "content", "seal"}
"""Readers whose only refusal is a `UserError` that has a sentence."""


def fed(name: str, data: bytes) -> None:
    """Give a reader some bytes; whatever else it raises is a defect."""
    refusals = (UserError, UnreadableError) if name in STRICT else REFUSALS
    try:
        READERS[name](data)
    except refusals:
        return
