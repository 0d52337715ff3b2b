"""Discovery: folders, wheels, and what stops the start."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from carbon_points.methodology.factors import MethodologyError
from carbon_points.methodology.register import shipped
from carbon_points.methodology.registry import discover
from tests.methodologies.shared import IDS
from tests.methodologies.shared import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Wheel = Callable[[str, str], Path]

TRAM = """
import dataclasses
from carbon_points.methodology import MethodologyVersion
from methodologies.cycling import METHODOLOGY as CYCLING

METHODOLOGY = dataclasses.replace(CYCLING, id="ID", package=__name__)
"""
FACTORS = """
format: carbon-points/factors/1
sources:
  ACME: {title_zh: 电车报告, issuer: Acme}
factors:
- id: acme.tram
  name_zh: 电车
  name_en: tram
  value: "1"
  unit: g/km
  valid_from: "2024-01-01"
  source: ACME
  confidence: assumed
"""


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wheel:
    def install(package: str, methodology_id: str) -> Path:
        folder = tmp_path / package
        folder.mkdir()
        source = TRAM.replace("ID", methodology_id)
        (folder / "__init__.py").write_text(source, "utf-8")
        (folder / "factors.yaml").write_text(FACTORS, "utf-8")
        info = tmp_path / f"{package}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Name: {package}\nVersion: 1.0\n", "utf-8")
        entry = f"[carbon_points.methodologies]\n{package} = {package}:METHODOLOGY\n"
        (info / "entry_points.txt").write_text(entry, "utf-8")
        return folder

    monkeypatch.syspath_prepend(tmp_path)
    return install


def test_an_installed_methodology_is_found_with_its_factors(wheel: Wheel) -> None:
    wheel("acme_tram", "acme_tram")

    found = discover()

    assert tuple(found) == tuple(sorted((*IDS, "acme_tram")))
    assert shipped(found).rows("acme.tram")[0].value == "1"


def test_an_id_that_is_claimed_twice_names_both(wheel: Wheel) -> None:
    wheel("acme_bike", "cycling")

    with pytest.raises(MethodologyError, match=r"^acme_bike: .*methodologies/cycling$"):
        discover()


def test_an_object_that_is_no_methodology_names_the_wheel(wheel: Wheel) -> None:
    folder = wheel("acme_wrong", "x")
    (folder / "__init__.py").write_text("METHODOLOGY = 7\n", "utf-8")

    with pytest.raises(MethodologyError, match=r"^acme_wrong: "):
        discover()


def test_a_wheel_that_cannot_be_loaded_is_named(wheel: Wheel) -> None:
    folder = wheel("acme_empty", "x")
    (folder / "__init__.py").write_text("", "utf-8")

    with pytest.raises(MethodologyError, match=r"^acme_empty: "):
        discover()


def test_a_factor_without_source_stops_the_start(wheel: Wheel) -> None:
    folder = wheel("acme_bare", "acme_bare")
    (folder / "factors.yaml").write_text(FACTORS.replace("ACME\n", "NONE\n"), "utf-8")

    with pytest.raises(MethodologyError, match=r"^acme_bare/factors\.yaml: acme\.tram"):
        discover()


def test_a_factor_that_another_folder_has_is_refused(wheel: Wheel) -> None:
    folder = wheel("acme_again", "acme_again")
    text = FACTORS.replace("acme.tram", "cycling.baseline")
    (folder / "factors.yaml").write_text(text, "utf-8")

    with pytest.raises(MethodologyError, match=r"cycling\.baseline"):
        shipped(discover())


def test_a_source_that_is_described_otherwise_is_refused(wheel: Wheel) -> None:
    folder = wheel("acme_other", "acme_other")
    (folder / "factors.yaml").write_text(FACTORS.replace("ACME", "DEFAULT"), "utf-8")

    with pytest.raises(MethodologyError, match="DEFAULT"):
        shipped(discover())


def test_folders_of_any_package_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "other_methodologies"
    shutil.copytree(ROOT / "methodologies" / "cycling", package / "cycling")
    (package / "__init__.py").write_text("", "utf-8")
    (package / "loose.py").write_text("", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    assert tuple(discover("other_methodologies")) == ("cycling",)
