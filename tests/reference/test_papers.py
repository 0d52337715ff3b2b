"""Papers look and read as they did when somebody last looked at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import ImageChops
from PIL import ImageStat

from tests.certificates.reading import texts
from tests.reference.papers import FOLDER
from tests.reference.papers import papers

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

DPI = 50
MOST_MEAN_DIFFERENCE = 0.6
"""Of 255 grey levels: what another version of the renderer may change."""


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The papers of this version of the program."""
    return papers()


def test_every_reference_has_its_paper(made: dict[str, bytes]) -> None:
    assert {path.stem for path in FOLDER.glob("*.pdf")} == set(made)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.pdf")), ids=lambda p: p.stem)
def test_a_paper_reads_like_its_reference(path: Path, made: dict[str, bytes]) -> None:
    assert texts(made[path.stem]) == texts(path.read_bytes())


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.pdf")), ids=lambda p: p.stem)
def test_a_paper_looks_like_its_reference(path: Path, made: dict[str, bytes]) -> None:
    for now, then in zip(
        pictures(made[path.stem]), pictures(path.read_bytes()), strict=True
    ):
        assert now.size == then.size
        difference = ImageStat.Stat(ImageChops.difference(now, then))
        assert difference.mean[0] <= MOST_MEAN_DIFFERENCE


def pictures(data: bytes) -> list[Image]:
    """The pages in grey, at the resolution of a glance."""
    with pypdfium2.PdfDocument(data) as document:
        return [
            page.render(scale=DPI / 72).to_pil().convert("L").copy()
            for page in document
        ]
