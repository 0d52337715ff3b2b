"""How names and queries are folded before they are compared; nothing is looked up."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_DOTS: Final = str.maketrans(dict.fromkeys("•・．‧∙•⋅●", "·"))
_COMMON: Final = re.compile("[\u4e00-\u9fff]+")
_U_UMLAUT: Final = str.maketrans(dict.fromkeys("üǖǘǚǜÜǕǗǙǛ", "v"))


def tidy(name: str) -> str:
    """A name as it is kept: one kind of middle dot, no space inside Chinese."""
    words = name.translate(_DOTS).split()
    kept = ""
    for word in words:
        gap = " " if kept and not (is_han(kept[-1]) and is_han(word[0])) else ""
        kept += gap + word
    return kept


def folded(text: str) -> str:
    """Small letters, half width, without accents, spaces, dots and signs.

    A pinyin ``ü`` becomes ``v``, as it is typed.
    """
    if text.isascii() and text.isalnum():
        return text.lower()
    if _COMMON.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFKC", text).translate(_U_UMLAUT).casefold()
    bare = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in bare if _counts(c))


def _counts(character: str) -> bool:
    # Older registers hold rare characters in the private use area.
    return character.isalnum() or unicodedata.category(character) == "Co"


def is_han(character: str) -> bool:
    """Whether a character is Chinese, rare ones included."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or "\U00020000" <= character <= "\U000323af"
        or character == "\u3007"
        or "\ue000" <= character <= "\uf8ff"
    )


def rare_character(name: str) -> str:
    """The first character that older readers and registers do not have; else empty.

    Those know the 6,763 characters of GB 2312.
    """
    return next((c for c in name if is_han(c) and not _is_common(c)), "")


def is_private(character: str) -> bool:
    """Whether a character is a register's own invention, which no font has to know."""
    return unicodedata.category(character) == "Co"


def _is_common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def has_han(text: str) -> bool:
    """Whether a text holds a Chinese character."""
    return any(map(is_han, text))
