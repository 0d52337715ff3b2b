"""Documents in JSON and YAML: forms, vectors, districts, key lists, keys."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

import msgspec

from carbon_points.certificates.checkpoints import Checkpoint
from carbon_points.certificates.checkpoints import FORMAT
from carbon_points.certificates.content import canonical_json
from carbon_points.certificates.keylist import own_key_list
from carbon_points.certificates.keylist import Revocation
from carbon_points.certificates.keylist import revocation_file
from carbon_points.certificates.keylist import RevocationReason
from carbon_points.certificates.requests import KeyRequest
from carbon_points.certificates.requests import request_file
from carbon_points.certificates.signing import base32_text
from tests.certificates.samples import DESK
from tests.certificates.samples import DISTRICT
from tests.certificates.samples import ISSUED
from tests.certificates.samples import KEY
from tests.certificates.samples import OTHER_KEY
from tests.certificates.samples import SERIAL
from tests.certificates.samples import SINCE
from tests.hostile.kinds import given
from tests.hostile.kinds import spoilt
from tests.hostile.names import NAMES
from tests.hostile.tables import FIRST
from tests.participants.people import ric

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from tests.hostile.kinds import Hostile

_ROOT: Final = Path(__file__).parents[2]
_VECTORS: Final = _ROOT / "tests" / "golden" / "cycling.json"
_DISTRICT: Final = _ROOT / "resources" / "district.yaml"
_PERSON: Final = {
    "identity": ric(FIRST + 200),
    "name": "张三",
    "subdistrict": "明水街道",
    "consent": True,
    "registered_on": "2026-03-01",
}
_DROP: Final = {
    "date": "2026-03-02",
    "weighing": "scale",
    "mass_g": 4321,
    "destination": "mixed",
}
_RAW: Final = {
    "empty": b"",
    "blank": b" \n",
    "list": b"[]",
    "null": b"null",
    "text": b'"x"',
    "number": b"9" * 100_000,
    "fraction": b"0." + b"3" * 1_000_000,
    "exponent": b"1e999999999",
    "not-a-number": b"NaN",
    "half": b'{"name": "\\ud800"}',
    "utf-16": '{"name": "张"}'.encode("utf-16"),
    "gb18030": '{"name": "张"}'.encode("gb18030"),
    "nul": b'{"name": "\0"}',
    "deep": b"[" * 200_000,
    "deep-objects": b'{"a":' * 200_000,
    "twice": b'{"name": "a", "name": "b"}',
    "many-lists": b"[" + b"[]," * 1_500_000 + b"0]",
    "many-keys": json.dumps({f"k{n}": n for n in range(50_000)}).encode(),
    "long-key": json.dumps({"k" * 3_000_000: 1}).encode(),
    "two": b"{}{}",
    "comment": b"// {}\n{}",
    "script": b"<script>",
    "zip": b"PK\x03\x04" + b"\0" * 60,
    "yaml": b"!!python/object/apply:os.system ['true']",
    "huge": b" " * 21_000_000,
}
_WRONG: Final[tuple[Any, ...]] = (
    *(None, True, -1, 0, 10**30, "1e999", "", "\0", "\x1b[2J", [], {}, [[]], {"a": {}}),
    *("9999-12-31", "0000-00-00", "=1+1", "NaN", "x" * 100_000, ["x"] * 10_000),
)


def corpus() -> Iterator[Hostile]:
    """Everything that a command reads as a document."""
    yield from _forms()
    for way in (
        "request",
        "register",
        "log",
        "vectors",
        "district",
        "keys",
        "key-file",
        "checkpoint",
    ):
        for what, content in _RAW.items():
            yield given(way, f"{way}-{what}.json", content)
    yield from spoilt("vectors", "vectors", ".json", _VECTORS.read_bytes, 4)
    yield from spoilt("district", "district", ".yaml", _DISTRICT.read_bytes, 4)
    yield from _vectors()
    yield from _districts()
    yield from _lists()
    yield from _requests()
    yield from _checkpoints()
    yield from _keys()


def _forms() -> Iterator[Hostile]:
    for what, name in NAMES.items():
        form = _PERSON | {"name": name, "note": name}
        yield given("register", f"named-{what}.json", json.dumps(form))
    for field in ("identity", "name", "phone", "consent", "registered_on"):
        for n, wrong in enumerate(_WRONG):
            form = _PERSON | {field: wrong}
            yield given("register", f"{field}-{n}.json", json.dumps(form))
    for field in ("mass_g", "date", "destination", "evidence_ref"):
        for n, wrong in enumerate(_WRONG):
            form = _DROP | {field: wrong}
            yield given("log", f"{field}-{n}.json", json.dumps(form))
    yield given("log", "fields-unknown.json", json.dumps(_DROP | {"__class__": 1}))


def _vectors() -> Iterator[Hostile]:
    sound = json.loads(_VECTORS.read_bytes())
    one = sound["vectors"][0]
    for field in ("distance_m", "start", "vehicle", "evidence_ref"):
        for n, wrong in enumerate(_WRONG):
            inputs = one["input"] | {field: wrong}
            yield _vector(f"vector-{field}-{n}", one | {"input": inputs})
    for field in ("id", "context", "input", "expect", "factor_overrides"):
        for n, wrong in enumerate(_WRONG[:12]):
            yield _vector(f"vector-{field}-{n}", one | {field: wrong})
    for n, wrong in enumerate(_WRONG):
        document = json.dumps({"vectors": wrong})
        yield given("vectors", f"vectors-{n}.json", document)


def _vector(name: str, vector: Mapping[str, Any]) -> Hostile:
    return given("vectors", f"{name}.json", json.dumps({"vectors": [vector]}))


def _districts() -> Iterator[Hostile]:
    sound = _DISTRICT.read_text("utf-8")
    laughs = "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}x]\n" for n in range(1, 30))
    documents = {
        "laughs": "a0: &a0 哈\n" + laughs + sound,
        "laughs-key": "a0: &a0 [哈]\n" + laughs + "? *a29\n: 1\n",
        "itself": "&a [*a]",
        "object": '!!python/object/apply:os.system ["true"]',
        "many-keys": "".join(f"k{n}: 1\n" for n in range(60_000)),
        "deep": "[" * 100_000,
        "deep-lines": "".join(" " * n + "a:\n" for n in range(2_000)),
        "documents": "---\na: 1\n---\nb: 2\n",
        "tabs": "\ta:\t1\n",
        "merge": "<<: {code: x}\n" + sound,
        "binary": "code: !!binary aGk=\n",
        "set": "!!set {a, b}",
        "prefix": sound.replace("prefix: ZQ", "prefix: ../../x"),
        "prefix-control": sound.replace("prefix: ZQ", 'prefix: "\\e[2J"'),
        "prefix-long": sound.replace("prefix: ZQ", "prefix: " + "Z" * 100_000),
        "zone": sound.replace("Asia/Shanghai", "../../etc/passwd"),
        "code": sound.replace('"370114"', '"37; DROP TABLE"'),
        "no-places": sound.partition("subdistricts:")[0] + "subdistricts: []\n",
    }
    for what, document in documents.items():
        yield given("district", f"district-{what}.yaml", document)
    for what, name in NAMES.items():
        document = sound.replace("name: 章丘区", f"name: {json.dumps(name)}")
        yield given("district", f"district-named-{what}.yaml", document)


def _lists() -> Iterator[Hostile]:
    def keys() -> bytes:
        return own_key_list(KEY, DESK, DISTRICT, SINCE).rstrip()

    def revoked() -> bytes:
        entry = Revocation(SERIAL, ISSUED, RevocationReason.REVOKED)
        return revocation_file([entry], ISSUED, KEY).rstrip()

    yield from spoilt("keys", "keys", ".json", keys)
    yield from spoilt("keys", "revoked", ".json", revoked, 3)
    for what, sound in (("keys", keys()), ("revoked", revoked())):
        document = json.loads(sound)
        for field in document:
            for n, wrong in enumerate(_WRONG[:13]):
                changed = document | {field: wrong}
                if changed != document:
                    name = f"{what}-{field}-{n}.json"
                    yield given("keys", name, json.dumps(changed))
    for what, name in NAMES.items():
        plain = json.loads(own_key_list(KEY, DESK, name, SINCE))
        yield given("signed-keys", f"signed-{what}.json", json.dumps(plain))


def _requests() -> Iterator[Hostile]:
    """Requests of desks whose proofs do not hold; a bureau must list none of them."""
    asked = KeyRequest(
        bureau=OTHER_KEY.public,
        desk=DESK,
        district=DISTRICT,
        demo=False,
        public=KEY.public,
        since=SINCE,
        made_on=ISSUED,
        consent=KEY.sign(b"something else"),
    )
    sound = request_file(asked, KEY, None).rstrip()
    yield from spoilt("request", "request", ".json", lambda: sound)
    document = json.loads(sound)
    for field in document:
        for n, wrong in enumerate(_WRONG[:13]):
            if document[field] != wrong:
                changed = json.dumps(document | {field: wrong})
                yield given("request", f"{field}-{n}.json", changed)


def _checkpoints() -> Iterator[Hostile]:
    plain = Checkpoint(FORMAT, "x", DESK, 5, "00" * 32, 1_782_800_000, KEY.key_id.hex())
    signature = base32_text(KEY.sign(plain.signed_bytes()))
    sound = msgspec.json.encode(msgspec.structs.replace(plain, signature=signature))
    yield from spoilt("checkpoint", "checkpoint", ".json", lambda: sound, 3)
    document = json.loads(sound)
    for field in document:
        for n, wrong in enumerate(_WRONG[:13]):
            changed = json.dumps(document | {field: wrong})
            yield given("checkpoint", f"{field}-{n}.json", changed)


def _keys() -> Iterator[Hostile]:
    sound = {
        "format": "carbon-points/key/1",
        "salt": "00" * 16,
        "key": "11" * 32,
        "check": "22" * 4,
    }
    data = canonical_json(sound)
    yield from spoilt("key-file", "key", ".key", lambda: data, 3)
    for field in sound:
        for n, wrong in enumerate(_WRONG[:13]):
            yield given(
                "key-file", f"{field}-{n}.key", json.dumps(sound | {field: wrong})
            )
    yield given("key-file", "day.key", f'{{"made": "{dt.date.max}"}}')
