"""A YAML loader that guesses nothing."""

from __future__ import annotations

from typing import Any

import yaml

_Base: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_Base):  # type: ignore[misc]  # one of two loaders alike
    """Scalars other than null stay text; repeated keys are refused."""

    yaml_implicit_resolvers = {  # noqa: RUF012  (as PyYAML declares it)
        first: [(tag, pattern) for tag, pattern in pairs if tag.endswith(":null")]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:  # noqa: FBT001, FBT002  (PyYAML's signature)
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for number, key in enumerate(keys):
            if key in keys[:number]:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} is given twice", node.start_mark
                )
        return super().construct_mapping(node, deep=deep)


def load(text: str) -> Any:
    """The document of a text.

    Raises:
        ValueError: if it is no YAML, or a key is repeated.
    """
    try:
        return yaml.load(text, _StrictLoader)  # noqa: S506  (made from SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error)) from error
