"""What a certificate says, frozen at issue, in the one spelling that is signed.

The spelling: UTF-8 JSON, keys sorted, no spaces, integers and text only; a day is
``2026-11-20``, yes and no are 1 and 0, "none" is an empty text.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003  (msgspec reads the annotations)
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import Literal

import msgspec

from carbon_points.certificates.serial import parse_serial
from carbon_points.common.problems import UserError

FORMAT: Final = "carbon-points/certificate/1"
MAX_BYTES: Final = 256 * 1024
"""A certificate is 2 kB; what is larger was not written by this program."""

# Control characters, lone surrogates and the invisible marks that turn text around
# would let a paper show something else than was signed.
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)

_NAMELESS: Final = "—"

_NOT_A_CONTENT: Final = (
    msgspec.ValidationError,
    AttributeError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,
)
CONTENT_PROBLEM: Final = "CERTIFICATE_CONTENT"

Kind = Literal["resident", "sme"]
Group = Literal["event", "installation"]
LineStatus = Literal["published", "trial"]


@dataclass(frozen=True, slots=True)
class MethodologyLine:
    """What one methodology version contributed in the period."""

    methodology: str
    name_zh: str
    version: str
    status: str
    """``published`` or ``trial``; ``draft`` on a stock-taking sheet alone."""

    actions: int
    reduction_mg: int
    points: int
    measured_mg: int
    documented_mg: int
    declared_mg: int

    def __post_init__(self) -> None:
        _require_clean(self.methodology, self.name_zh, self.version)
        layers = (self.measured_mg, self.documented_mg, self.declared_mg)
        _require(self.status in {"published", "trial", "draft"}, "status")
        _require(min(*layers, self.actions, self.points) >= 0, "negative")
        _require(sum(layers) == self.reduction_mg, "evidence layers")


@dataclass(frozen=True, slots=True)
class Rate:
    """How many milligrams made one point, from a day on."""

    group: Group
    mg_per_point: int
    valid_from: dt.date

    def __post_init__(self) -> None:
        _require(self.mg_per_point > 0, "rate")


@dataclass(frozen=True, slots=True)
class AssumedFactor:
    """A factor that was used and that the bureau has yet to confirm."""

    factor: str
    name_zh: str
    value: str
    unit: str

    def __post_init__(self) -> None:
        _require_clean(self.factor, self.name_zh, self.value, self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateContent:
    """Everything that a certificate says; equal contents are one certificate."""

    demo: bool
    kind: Kind
    serial: str
    district: str
    desk: int
    holder: str
    masked_id: str
    id_tail: str
    issued_on: dt.date
    period_from: dt.date
    period_to: dt.date
    """Inclusive, like every last day that people read."""

    lines: tuple[MethodologyLine, ...]
    rates: tuple[Rate, ...]
    total_mg: int
    total_points: int
    balance_points: int
    """On the day of issue; below zero only after a reversal."""

    assumed: tuple[AssumedFactor, ...] = ()
    replaces: str = ""
    """The serial that this certificate puts out of force."""

    chain: str = ""
    """Position and hash of the chain record that the sums were read at."""

    def __post_init__(self) -> None:
        _require_clean(self.district, self.holder, self.masked_id, self.id_tail)
        _require_clean(self.replaces, self.chain)
        parts = parse_serial(self.serial)
        _require((parts.desk, parts.year) == (self.desk, self.issued_on.year), "serial")
        _require(not self.replaces or bool(parse_serial(self.replaces)), "replaces")
        _require(bool(self.holder.strip()) and len(self.id_tail) == 4, "holder")
        _require(self.period_from <= self.period_to, "period")
        _require(all(line.status != "draft" for line in self.lines), "draft")
        _require(sum(ln.reduction_mg for ln in self.lines) == self.total_mg, "mg")
        _require(sum(ln.points for ln in self.lines) == self.total_points, "points")

    @property
    def trial(self) -> bool:
        """Whether a methodology on trial took part."""
        return any(line.status == "trial" for line in self.lines)

    def document(self) -> dict[str, Any]:
        """The content as plain values, integers and text only."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain | {"format": FORMAT, "demo": int(self.demo)}

    def canonical(self) -> bytes:
        """The bytes that are signed and attached to the paper."""
        return canonical_json(self.document())

    def digest(self) -> bytes:
        """The SHA-256 of the canonical bytes."""
        return hashlib.sha256(self.canonical()).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class StocktakingSheet:
    """What a survey found by draft methodologies: no certificate, no points."""

    demo: bool
    kind: Kind
    district: str
    holder: str
    masked_id: str
    made_on: dt.date
    period_from: dt.date
    period_to: dt.date
    """Inclusive."""

    lines: tuple[MethodologyLine, ...]
    assumed: tuple[AssumedFactor, ...] = ()

    def __post_init__(self) -> None:
        _require_clean(self.district, self.holder, self.masked_id)
        _require(self.period_from <= self.period_to, "period")
        _require(all(line.status == "draft" for line in self.lines), "draft")
        _require(not any(line.points for line in self.lines), "points")


def canonical_json(plain: object) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces: one spelling for one value."""
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


class ContentError(UserError, ValueError):
    """Bytes that are not exactly the canonical spelling of a content."""


def from_canonical(data: bytes) -> CertificateContent:
    """The content that these bytes spell.

    Raises:
        ContentError: if they are not exactly the canonical bytes of a content.
    """
    try:
        _require(len(data) <= MAX_BYTES, "size")
        content = _content(json.loads(data))
        # A key twice, a float, true for 1, an unknown key: none survives this.
        _require(content.canonical() == data, "spelling")
    except (*_NOT_A_CONTENT, UserError) as error:
        raise ContentError(CONTENT_PROBLEM) from error
    return content


def _content(plain: Any) -> CertificateContent:
    _require(plain.pop("format") == FORMAT, "format")
    plain["demo"] = bool(plain["demo"])
    return msgspec.convert(plain, CertificateContent)


def _require(holds: bool, what: str) -> None:  # noqa: FBT001  (an assertion with a name)
    if not holds:
        raise ValueError(what)


def printable(name: str) -> str:
    """A name as a paper prints it: without the marks that would be seen by nobody."""
    return " ".join(_UNPRINTABLE.sub("", name).split()) or _NAMELESS


def _require_clean(*texts: str) -> None:
    for text in texts:
        _require(not _UNPRINTABLE.search(text), f"unprintable character in {text!a}")
