"""The texts that participants sign; they lie in ``resources/consent.yaml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final
from typing import Literal
from typing import TYPE_CHECKING

import msgspec

from carbon_points.methodology.factors import read_yaml

if TYPE_CHECKING:
    from carbon_points.certificates.content import Kind


class Clause(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One numbered part of a text."""

    title: str
    sentences: tuple[str, ...]


class ConsentText(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What is signed; ``{district}`` and ``{issuer}`` are filled in."""

    version: str
    kind: Literal["resident", "sme"]
    title: str
    opening: str
    clauses: tuple[Clause, ...]
    closing: tuple[str, ...]
    """What the signer ticks."""


class _Texts(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    format: str
    versions: tuple[ConsentText, ...]


@cache
def consent_texts() -> tuple[ConsentText, ...]:
    """Every text that was ever signed."""
    text = files("resources").joinpath("consent.yaml").read_text("utf-8")
    return msgspec.convert(read_yaml(text), _Texts).versions


def consent_text(version: str, kind: Kind) -> ConsentText:
    """The text of a version; the newest for one that this program does not know."""
    own = [text for text in consent_texts() if text.kind == kind]
    return next((text for text in own if text.version == version), own[-1])


NUMERALS: Final = "一二三四五六七八九"
SIGNED: Final = {"resident": "本人签名（或按指印）", "sme": "单位盖章"}
SIGNER: Final = {"resident": "", "sme": "经办人签名"}
PROXY_SIGNED: Final = "代办人签名"
DATE: Final = "日期"
TICK: Final = "□"
MINOR: Final = "不满十四周岁的，由父母或其他监护人签名，并写明关系。"


def proxy(name: str, relation: str) -> str:
    """Who acts for the participant."""
    return f"代办　{name}（与本人关系：{relation}）"


PROXY_NOTE: Final = (
    "代办人受本人委托办理登记，已向本人说明以上内容；本人可随时到服务台确认或撤回。"
)


def version_line(version: str, given_on: str) -> str:
    """Which text it is, and when it was agreed to."""
    text = f"授权书文本第 {version} 版　登记日期 {given_on}"
    return f"{text}　一式两份，参与者与服务台各执一份"
