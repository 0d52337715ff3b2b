"""The words around the text that participants sign."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

from carbon_points.participants.consent_texts import consent_texts

if TYPE_CHECKING:
    from carbon_points.certificates.content import Kind
    from carbon_points.participants.consent_texts import ConsentText


def wording(version: str, kind: Kind) -> ConsentText:
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
