"""A photo is known again when it was copied, and nothing else is a photo."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image
from PIL import ImageDraw

from carbon_points.evidence.photos import print64


def photo(seed: int) -> Image.Image:
    dice = random.Random(seed)  # noqa: S311  (a picture)
    picture = Image.new("RGB", (400, 600), (128, 128, 128))
    pen = ImageDraw.Draw(picture)
    for _ in range(30):
        left, top = dice.randrange(400), dice.randrange(600)
        box = (left, top, left + dice.randrange(30, 160), top + dice.randrange(30, 160))
        pen.rectangle(box, fill=(dice.randrange(256),) * 3)
    return picture


def data(picture: Image.Image, kind: str = "JPEG", quality: int = 90) -> bytes:
    held = io.BytesIO()
    picture.save(held, kind, quality=quality)
    return held.getvalue()


def bits(picture: Image.Image, kind: str = "JPEG", quality: int = 90) -> int:
    found = print64(data(picture, kind, quality))
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(8))
def test_a_copy_looks_nearly_the_same(seed: int) -> None:
    one = photo(seed)
    plain = bits(one)

    assert (plain ^ bits(one, quality=35)).bit_count() <= 5
    assert (plain ^ bits(one, "PNG")).bit_count() <= 5
    assert (plain ^ bits(one.resize((260, 390)))).bit_count() <= 5


def test_different_photos_look_different() -> None:
    prints = [bits(photo(seed)) for seed in range(20)]

    apart = [(a ^ b).bit_count() for n, a in enumerate(prints) for b in prints[:n]]
    assert min(apart) > 5


@pytest.mark.parametrize(
    "other",
    [
        b"",
        b"slip",
        b"%PDF-1.7",
        b"\xff\xd8\xff broken",
        b"\x89PNG\r\n\x1a\n",
        b"BM" * 9,
    ],
)
def test_what_is_no_photo_has_no_print(other: bytes) -> None:
    assert print64(other) is None
