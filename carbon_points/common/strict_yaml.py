"""A YAML loader that guesses nothing."""

from __future__ import annotations

from typing import Any
from typing import Final

import yaml

_Base: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_Base):  # type: ignore[misc]  # one of two loaders alike
    """Scalars other than null stay text; repeated keys are refused."""

    yaml_implicit_resolvers = {  # noqa: RUF012  (as PyYAML declares it)
        first: [(tag, pattern) for tag, pattern in pairs if tag.endswith(":null")]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:  # noqa: FBT001, FBT002  (PyYAML's signature)
        seen = set()
        for key in (self.construct_object(key, deep=True) for key, _ in node.value):
            if not isinstance(key, str):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key that is no word", node.start_mark
                )
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} is given twice", node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


_DEEPEST: Final = 20


def load_foreign(text: str) -> Any:
    """The document of a text that somebody else wrote.

    Looked through first: thousands of brackets end the process, and an alias of
    aliases is a billion words.

    Raises:
        ValueError: as `load`, or if it is nested too deeply or repeats itself.
    """
    depth = 0
    try:
        for event in yaml.parse(text, _Base):
            if isinstance(event, yaml.AliasEvent):
                raise _not_taken(event, "an alias")
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > _DEEPEST:
                raise _not_taken(event, "nested too deeply")
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    return load(text)


def _not_taken(event: Any, what: str) -> ValueError:
    return ValueError(f"{what}, line {event.start_mark.line + 1}")


def load(text: str) -> Any:
    """The document of a text.

    Raises:
        ValueError: if it is no YAML, or a key is repeated.
    """
    try:
        return yaml.load(text, _StrictLoader)  # noqa: S506  (made from SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error)) from error
