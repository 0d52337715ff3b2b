"""What people read about a methodology, in Chinese and English.

The words lie in ``texts.yaml`` of each folder; those that several methodologies share
lie beside this module. A sentence may hold names in braces, ``{value}``, and parts in
brackets, ``[ {value} km/h]``, which are left out where a name in them is not known.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.methodology.factors import MethodologyError
from carbon_points.methodology.factors import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carbon_points.methodology.contract import Methodology

LANGUAGES: Final = ("zh", "en")
_OPTIONAL: Final = re.compile(r"\[([^\[\]]*)\]")
_NAME: Final = re.compile(r"\{(\w+)\}")


class Texts:
    """The words of one methodology in one language."""

    def __init__(self, language: str, own: Any, common: Any) -> None:
        self.language = language
        self._own = own
        self._common = common

    @property
    def name(self) -> str:
        """E.g. 自行车骑行."""
        return self._said("name")

    @property
    def short_name(self) -> str:
        """For a tile or a column."""
        return self._said("short_name")

    @property
    def summary(self) -> str:
        """What counts and what it is compared with, in a sentence or two."""
        return self._said("summary")

    @property
    def formula(self) -> str:
        """The formula in the symbols of the steps."""
        return self._said("formula")

    @property
    def reading(self) -> str:
        """The formula in words."""
        return self._said("reading")

    def field(self, name: str) -> str:
        """The label of an input."""
        return self._said("fields", name, "label") or name

    def help(self, name: str) -> str:
        """What to enter, and from where; empty if the label says it all."""
        return self._said("fields", name, "help")

    def unit(self, name: str) -> str:
        """The unit beside an input; empty if it has none."""
        return self._said("fields", name, "unit")

    def choice(self, field: str, word: str) -> str:
        """The label of a code word."""
        return self._said("fields", field, "choices", word) or word

    def flag(self, code: str) -> str:
        """What a flag tells the auditor."""
        return self._said("flags", code) or code

    def step(self, name: str) -> str:
        """The label of a line of the calculation."""
        return self._said("steps", name) or name

    def paper(self, word: str) -> str:
        """What a paper of a commissioning is called."""
        return self._said("papers", word) or word

    def limit(self, name: str) -> str:
        """What a limit is called; its id where nobody named it."""
        return self._said("limits", name) or name

    def says(self, name: str) -> str:
        """A word of the printed trace, e.g. ``assumed``."""
        return self._said("trace", name) or name

    def error(
        self, code: str, details: Mapping[str, str] | None = None, field: str = ""
    ) -> str:
        """Why an action is not creditable, and what to do about it.

        Args:
            code: of the rejection.
            details: of the rejection; a sentence reads well without them.
            field: the input that decided.
        """
        words = dict(details or {})
        if field:
            words["input"] = self.field(field)
        if "factor" in words:
            words["factor"] = self._said("factors", words["factor"]) or words["factor"]
        return filled(self._said("errors", code) or code, words)

    def has(self, *path: str) -> bool:
        """Whether there is a text of its own or a common one."""
        return bool(self._said(*path))

    def _said(self, *path: str) -> str:
        for tree in (self._own, self._common):
            found = tree
            for key in (*path, self.language):
                found = found.get(key) if isinstance(found, dict) else None
            if isinstance(found, str):
                return found
        return ""


def filled(sentence: str, words: Mapping[str, str]) -> str:
    """A sentence with its names replaced, without the optional parts that lack one."""
    # Split first, so that a value may itself hold braces or brackets.
    parts = _OPTIONAL.split(sentence)
    parts[1::2] = [
        part if all(words.get(name) for name in _NAME.findall(part)) else ""
        for part in parts[1::2]
    ]
    named = (_NAME.sub(lambda name: words.get(name[1], ""), part) for part in parts)
    return "".join(named)


def texts_of(methodology: Methodology, language: str) -> Texts:
    """The words of a methodology in ``zh`` or ``en``."""
    return package_texts(methodology.package, language)


@cache
def package_texts(package: str, language: str) -> Texts:
    """The words of the methodology in a package.

    Raises:
        MethodologyError: if its ``texts.yaml`` cannot be read.
    """
    return Texts(language, _tree(package), _tree("carbon_points.methodology"))


@cache
def _tree(package: str) -> Any:
    try:
        return read_yaml((files(package) / "texts.yaml").read_text("utf-8"))
    except (OSError, ValueError) as error:
        where = f"{package}/texts.yaml"
        raise MethodologyError("TEXTS_UNREADABLE", where, str(error)) from error
