"""Everything that comes in by file, spoilt on purpose, through the real commands.

Each file of `tests.hostile` goes into the command that reads its kind: no traceback, an
exit code of the contract, all or nothing, within `LONGEST_S` and `MOST_MB`, and nothing
on the terminal that a terminal would obey.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import zipfile
from dataclasses import dataclass
from dataclasses import field
from itertools import islice
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.keylist import own_key_list
from carbon_points.certificates.qr import qr_text
from carbon_points.storage.engine import open_database
from drills import ground
from drills.forking import forker
from drills.forking import LONGEST_S
from drills.tally import Tally
from tests.certificates.samples import certificate
from tests.certificates.samples import DESK
from tests.certificates.samples import DISTRICT
from tests.certificates.samples import KEY
from tests.certificates.samples import SINCE
from tests.districts import AS_OF
from tests.hostile.corpus import corpus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from drills.forking import Forker
    from drills.forking import Outcome
    from tests.hostile.kinds import Hostile

MOST_MB: Final = 300
SHORT_STEP: Final = 150
"""In short, one file of so many."""

_OBEYED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""What a terminal obeys or is turned around by; a line's end and a tab are not."""

_TABLES: Final = ("chain_record", "participant", "action", "evidence", "import_batch")
_NO_TRACEBACK: Final = ("Traceback", "UNEXPECTED", "Fatal Python", "PanicException")


@dataclass(frozen=True)
class Way:
    """One way in: the commands that read such a file, and what reads it."""

    commands: tuple[tuple[str, ...], ...]
    """``FILE`` stands for the file, ``TEXT`` for what is in it, ``NEW`` for a place."""

    parsers: tuple[str, ...]
    """Modules of the core that read what came from outside."""

    codes: frozenset[int] = frozenset({0, 1, 2})
    refused: bool = False
    """Whether none of its files may be accepted."""

    typed: bool = False
    """Whether its files come on standard input."""


_VERIFY: Final = ("certificate", "verify", "--key", "KEYS")
_DROP: Final = ("log", "clothing_reuse", "FILE", "--participant", "12-1")
_FORGED: Final = frozenset({1, 2})
_UNUSABLE: Final = frozenset({2, 4})

WAYS: Final = {
    "import": Way(
        (("import", "auto", "FILE"),),
        (
            *("exchange.readers.files", "exchange.readers.text"),
            *("exchange.readers.workbook", "exchange.readers.workbook_guard"),
            *("exchange.readers.large_workbook", "exchange.readers.sheet_slices"),
            *("exchange.readers.xls_guard", "exchange.readers.webpage"),
        ),
    ),
    "mapping": Way(
        (("import", "residents", "SHEET", "--mapping", "FILE"),),
        ("exchange.readers.mapping",),
    ),
    "register": Way((("register", "resident", "FILE"),), ("cli.context",)),
    "log": Way(((*_DROP,),), ("cli.context",)),
    "vectors": Way(
        (("calculate", "cycling", "FILE", "--trace"),), ("methodology.vectors",)
    ),
    "district": Way(
        (("init", "--district", "FILE", "--db", "NEW"),),
        ("places.district_file", "common.strict_yaml"),
    ),
    "keys": Way(
        (
            ("certificate", "verify", "--text", "CODE", "--key", "FILE"),
            ("keys", "install", "FILE"),
        ),
        ("certificates.keylist", "certificates.trust"),
        _FORGED,
        refused=True,
    ),
    "request": Way(
        (("keys", "certify", "FILE"),),
        ("certificates.requests",),
        _FORGED,
        refused=True,
    ),
    "signed-keys": Way(
        (("certificate", "verify", "--text", "CODE", "--key", "FILE"),),
        ("certificates.keylist",),
    ),
    "certificate": Way(
        ((*_VERIFY, "FILE"),),
        (
            *("certificates.verify", "certificates.attached", "certificates.seal"),
            "certificates.content",
        ),
        _FORGED,
        refused=True,
    ),
    "code": Way(
        ((*_VERIFY, "--text", "TEXT"),), ("certificates.qr",), _FORGED, refused=True
    ),
    "checkpoint": Way(
        (("audit", "verify", "--checkpoint", "FILE"),),
        ("certificates.checkpoints",),
        _FORGED,
        refused=True,
    ),
    "key-file": Way(
        (("audit", "queue", "--key-file", "FILE"),),
        ("storage.keys",),
        _UNUSABLE,
        refused=True,
    ),
    "backup": Way(
        (
            ("backup", "check", "FILE"),
            ("restore", "FILE", "--db", "NEW"),
            ("keys", "recover", "FILE", "--out", "NEW"),
        ),
        (
            *("storage.archive", "storage.backup", "storage.restoring"),
            "storage.unlocking",
        ),
        _FORGED | _UNUSABLE,
        refused=True,
    ),
    "halves": Way(
        (("keys", "recover", "DATABASE", "--out", "NEW"),),
        ("cli.passwords", "cli.file_key", "storage.keys"),
        _FORGED,
        refused=True,
        typed=True,
    ),
    "dossier": Way(
        (("dossier", "check", "FOLDER"),),
        ("dossier.checking", "dossier.manifest", "dossier.tables"),
        _FORGED,
        refused=True,
    ),
    "named-dossier": Way((("dossier", "check", "FOLDER"),), ("dossier.manifest",)),
    "evidence": Way(
        (
            (
                *("log", "clothing_reuse", "FORM", "--participant", "12-1"),
                *("--evidence", "FILE"),
            ),
            ("audit", "queue"),
        ),
        ("evidence.service", "evidence.photos"),
    ),
}


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """Every file of the corpus, or every so-manyth; a line for each way in."""
    place = Place(folder / "place")
    with forker(folder / "said") as children:
        for name in WAYS:
            # Made anew for each way: all at once they take more than a gigabyte.
            of_way = (each for each in corpus() if each.way == name)
            chosen = islice(of_way, 0, None, 1 if full else SHORT_STEP)
            yield played(name, chosen, place, children)


def played(
    name: str, files: Iterable[Hostile], place: Place, children: Forker
) -> Tally:
    """The files of one way in."""
    tally = Tally(f"hostile files: {name}")
    for file in files:
        tally.tried += 1
        for kind, problem in _tried(file, place, children):
            tally.problem(kind, f"{file.name}: {problem}")
    return tally.end()


def judged(way: Way, done: Outcome, *, changed: bool) -> Iterator[tuple[str, str]]:
    """What was wrong with one call: which column it counts in, and words."""
    said, end = done.out + done.err, ascii(done.err[-300:])
    obeyed = _OBEYED.search(said)
    own_error = any(word in said for word in _NO_TRACEBACK)
    wrong = (
        ("lost", done.code not in way.codes, f"exit code {done.code}: {end}"),
        ("lost", own_error, f"an error of the program: {end}"),
        ("lost", done.seconds > LONGEST_S, f"{done.seconds} s"),
        ("lost", done.megabytes > MOST_MB, f"{done.megabytes} MB"),
        ("lost", done.code and changed, f"refused with {done.code}, yet it wrote"),
        ("lost", done.code and not said.strip(), "refused without a word"),
        ("let_in", done.code == 0 and way.refused, "accepted"),
        ("let_in", obeyed, f"{obeyed and obeyed.group()!a} on the terminal"),
    )
    yield from ((kind, words) for kind, holds, words in wrong if holds)


@dataclass
class Place:
    """A district of its own for each file that changes something."""

    folder: Path
    names: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.pattern = ground.made(self.folder / "pattern")
        self.database = self.folder / "now" / self.pattern.name
        self.new = self.folder / "new" / "new.db"
        keys, form = self.folder / "keys.json", self.folder / "form.json"
        keys.write_bytes(own_key_list(KEY, DESK, DISTRICT, SINCE))
        form.write_text(
            '{"date": "2026-03-02", "weighing": "scale", "mass_g": 4321,'
            ' "destination": "mixed"}'
        )
        sheet = self.folder / "sheet.csv"
        sheet.write_text("甲,乙\n张三,李四\n", "utf-8")
        self.names = {
            "KEYS": str(keys),
            "FORM": str(form),
            "SHEET": str(sheet),
            "CODE": qr_text(certificate(), KEY),
            "NEW": str(self.new),
            "DATABASE": str(self.database),
        }
        self.renew()

    def renew(self) -> None:
        """Begin anew with the pattern."""
        for used in (self.database.parent, self.new.parent):
            shutil.rmtree(used, ignore_errors=True)
        ground.copy_of(self.pattern, self.database.parent)
        self.before = self.state()

    def state(self) -> tuple[int, ...]:
        """What a refused file must leave as it is."""
        with open_database(self.database) as db:
            rows = [ground.number(db, f"SELECT count(*) FROM {t}") for t in _TABLES]  # noqa: S608  (our own names)
        left = len(ground.leftovers(self.database))
        return (*rows, left, int(self.new.exists()))


def _tried(file: Hostile, place: Place, children: Forker) -> Iterator[tuple[str, str]]:
    way, content = WAYS[file.way], file.make()
    names = place.names | _laid_out(file, content, place.folder / "in")
    usual = ("--db", str(place.database), "--as-of", AS_OF.isoformat())
    before = place.before
    for command in way.commands:
        own = () if "--db" in command else usual[:2]
        arguments = [*own, *usual[2:], *(names.get(word, word) for word in command)]
        typed = names["FILE"] if way.typed else os.devnull
        done = children.run(arguments, typed)
        now = place.state()
        yield from judged(way, done, changed=now != before)
        before = now
    if before != place.before:
        for database in filter(Path.exists, (place.database, place.new)):
            with open_database(database) as db:
                if trouble := ground.trouble(db):
                    yield "lost", trouble
        place.renew()


def _laid_out(file: Hostile, content: bytes, folder: Path) -> dict[str, str]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path = folder / file.name
    path.write_bytes(content)
    names = {"FILE": str(path), "TEXT": content.decode("utf-8", "replace")}
    if "FOLDER" in {word for each in WAYS[file.way].commands for word in each}:
        names["FOLDER"] = str(folder / "dossier")
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            packed.extractall(folder / "dossier")
    return names
