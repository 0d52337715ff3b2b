"""The application scenarios and what their acceptance asks for, as shipped."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from carbon_points.common.problems import UserError
from carbon_points.common.strict_yaml import load

FORMAT: Final = "carbon-points/scenarios/1"


class Scenario(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named application with the methodologies that belong to it."""

    id: str
    name_zh: str
    name_en: str
    summary_zh: str
    methodologies: tuple[str, ...]
    valid_from: dt.date


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a target was taken from."""

    title_zh: str
    kind: str
    """``model``: a rule or figure of another programme; ``none``: chosen here."""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One acceptance criterion with its target in each scenario, from a day on."""

    id: str
    name_zh: str
    name_en: str
    unit: str
    targets: dict[str, int]
    source: str
    confidence: str
    valid_from: dt.date
    sources: dict[str, str] = {}
    """Scenarios whose target has another source."""

    at_most: bool = False
    """The target is an upper bound."""


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of document in the file of a scenario, and what it proves."""

    id: str
    name_zh: str
    name_en: str
    claim_zh: str
    claim_en: str
    paper: bool = True
    """Whether it can be handed in as files; if not, the records alone show it."""


class Definitions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of ``resources/scenarios.yaml``."""

    format: str
    sources: dict[str, Source]
    scenarios: tuple[Scenario, ...]
    criteria: tuple[Rule, ...]
    documents: tuple[Document, ...]
    """What an acceptance needs."""

    papers: tuple[Document, ...]
    """What the file may hold besides."""

    def __post_init__(self) -> None:
        if self.format != FORMAT:
            raise ValueError("the format is not " + FORMAT)
        known = {scenario.id for scenario in self.scenarios}
        for rule in self.criteria:
            if rule.targets.keys() != known:
                raise ValueError(rule.id + ": a scenario has no target")
            if not {rule.source, *rule.sources.values()} <= self.sources.keys():
                raise ValueError(rule.id + ": the source is unknown")


@cache
def definitions() -> Definitions:
    """What is shipped.

    Raises:
        msgspec.ValidationError: if the file is not what it should be.
    """
    return read((files("resources") / "scenarios.yaml").read_text("utf-8"))


def read(text: str) -> Definitions:
    """The definitions of a text.

    Raises:
        ValueError: if it is no YAML.
        msgspec.ValidationError: if it is not what it should be.
    """
    return msgspec.convert(load(text), Definitions, strict=False)


def scenarios() -> tuple[Scenario, ...]:
    """All scenarios in their order."""
    return definitions().scenarios


def scenario(scenario_id: str) -> Scenario:
    """One scenario.

    Raises:
        UserError: SCENARIO_UNKNOWN.
    """
    for found in scenarios():
        if found.id == scenario_id:
            return found
    raise UserError("SCENARIO_UNKNOWN", value=scenario_id)


def rules(day: dt.date) -> tuple[Rule, ...]:
    """The criteria in force on a day; a later row of one id replaces an earlier."""
    found: dict[str, Rule] = {}
    for rule in sorted(definitions().criteria, key=lambda rule: rule.valid_from):
        if rule.valid_from <= day:
            found[rule.id] = rule
    order = list(dict.fromkeys(rule.id for rule in definitions().criteria))
    return tuple(found[name] for name in order if name in found)


def document_kinds() -> dict[str, Document]:
    """The kinds of papers that can be handed in, by id."""
    found = definitions()
    both = (*found.documents, *found.papers)
    return {kind.id: kind for kind in both if kind.paper}


def source_of(rule: Rule, scenario_id: str) -> Source:
    """Where a criterion's target for a scenario was taken from."""
    return definitions().sources[rule.sources.get(scenario_id, rule.source)]
