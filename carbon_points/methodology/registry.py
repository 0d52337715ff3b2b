"""Finds the methodologies: built-in folders and installed wheels."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.methodology.contract import Methodology
from carbon_points.methodology.factors import folder_factors
from carbon_points.methodology.factors import MethodologyError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

GROUP: Final = "carbon_points.methodologies"


def discover(package: str = "methodologies") -> Mapping[str, Methodology]:
    """All methodologies by id, in the order of their ids.

    Args:
        package: the package whose folders are the built-in methodologies.

    Raises:
        MethodologyError: if an id is claimed twice, an object is no methodology, or
            its factors cannot be used.
    """
    found: dict[str, Methodology] = {}
    places: dict[str, str] = {}
    for where, candidate in (*_folders(package), *_installed()):
        methodology = _checked(where, candidate)
        if methodology.id in found:
            raise MethodologyError(
                "METHODOLOGY_TWICE",
                where,
                f"the id {methodology.id} is taken by {places[methodology.id]}",
            )
        found[methodology.id] = methodology
        places[methodology.id] = where
    return {key: found[key] for key in sorted(found)}


def _folders(package: str) -> Iterator[tuple[str, Any]]:
    parent = import_module(package)
    for module in pkgutil.iter_modules(parent.__path__):
        if module.ispkg:
            name = f"{package}.{module.name}"
            yield f"{package}/{module.name}", _imported(name)


def _imported(name: str) -> Any:
    return getattr(import_module(name), "METHODOLOGY", None)


def _installed() -> Iterator[tuple[str, Any]]:
    for entry in sorted(entry_points(group=GROUP)):
        wheel = entry.dist.name if entry.dist else entry.value
        try:
            yield wheel, entry.load()
        except (ImportError, AttributeError) as error:
            raise MethodologyError(
                "METHODOLOGY_INVALID", wheel, f"{entry.value} cannot be loaded"
            ) from error


def _checked(where: str, candidate: Any) -> Methodology:
    if not isinstance(candidate, Methodology) or not candidate.versions:
        raise MethodologyError(
            "METHODOLOGY_INVALID",
            where,
            "METHODOLOGY is not a Methodology with a version",
        )
    folder_factors(candidate.package)
    return candidate
