"""Which face draws which character."""

from __future__ import annotations

import lzma
from typing import TYPE_CHECKING

import platformdirs
import pytest

from carbon_points.certificates import fonts
from carbon_points.certificates.fonts import CHAINS
from carbon_points.certificates.fonts import face
from carbon_points.certificates.fonts import face_of
from carbon_points.certificates.fonts import missing_characters
from carbon_points.certificates.fonts import Weight
from carbon_points.certificates.fonts import width
from carbon_points.certificates.words import COMMON_HEAVY
from carbon_points.certificates.words import COMMON_PLAIN

if TYPE_CHECKING:
    from pathlib import Path

RARE_NAMES = "䶮𬱖𠅤㛃㙦𬍛𫖯𡸴𤩽𨱏𨭎𬎆鿍㐂㐱𪤗𪩘𫰛𬜬𬤝𬴊𦙶𧎥"


@pytest.fixture
def nothing_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer on which the large face was never used."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    face.cache_clear()
    return tmp_path


@pytest.mark.parametrize(
    ("character", "weight", "expected"),
    [
        ("张", Weight.REGULAR, "NotoSansSC-Regular"),
        ("张", Weight.BOLD, "NotoSansSC-Bold-8105"),
        ("₂", Weight.REGULAR, "CarbonSymbols-Regular"),
        ("₂", Weight.BOLD, "CarbonSymbols-Bold"),
        ("𬎆", Weight.BOLD, "HanaMinB-rest"),
        ("囍", Weight.BOLD, "NotoSansSC-Regular"),
        ("\ue000", Weight.BOLD, None),
    ],
)
def test_a_character_is_drawn_by_the_first_face_that_has_it(
    character: str, weight: Weight, expected: str | None
) -> None:
    assert face_of(character, weight) == expected


def test_no_character_of_a_rare_name_is_missing() -> None:
    assert missing_characters(RARE_NAMES) == ""


def test_what_no_face_has_is_named() -> None:
    assert missing_characters("张\ue000晓\ufe00明") == "\ue000"


def test_every_word_of_the_papers_can_be_drawn() -> None:
    assert missing_characters(COMMON_PLAIN + COMMON_HEAVY) == ""


def test_a_width_is_the_sum_of_the_advances_and_the_gaps() -> None:
    assert width("张三", Weight.REGULAR, 10, spacing=3) == pytest.approx(23)
    assert width("张\ufe00", Weight.REGULAR, 10) == pytest.approx(10)
    assert width("\ue000", Weight.BOLD, 10) == width("〓", Weight.BOLD, 10)


def test_only_the_bold_weight_borrows_thin_faces() -> None:
    assert fonts.looks_thin("HanaMinA-rest", Weight.BOLD)
    assert not fonts.looks_thin("NotoSansSC-Bold-8105", Weight.BOLD)
    assert not fonts.looks_thin("HanaMinA-rest", Weight.REGULAR)


def test_every_face_of_a_chain_is_there() -> None:
    for name in {name for chain in CHAINS.values() for name in chain}:
        assert face(name).charToGlyph


def test_the_large_face_is_unpacked_once_into_the_cache_folder(
    nothing_unpacked: Path,
) -> None:
    face("HanaMinB-rest")

    [unpacked] = nothing_unpacked.rglob("HanaMinB-rest-*.ttf")
    before = unpacked.stat().st_mtime_ns
    face.cache_clear()
    face("HanaMinB-rest")
    assert unpacked.stat().st_mtime_ns == before


def test_a_torn_copy_in_the_cache_folder_is_not_used(nothing_unpacked: Path) -> None:
    face("HanaMinB-rest")
    [unpacked] = nothing_unpacked.rglob("HanaMinB-rest-*.ttf")
    unpacked.write_bytes(unpacked.read_bytes()[:100])
    face.cache_clear()

    assert ord("𬎆") in face("HanaMinB-rest").charToGlyph


def test_a_cache_folder_that_cannot_be_written_does_no_harm(
    nothing_unpacked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = nothing_unpacked / "file"
    in_the_way.write_text("")
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _: in_the_way)

    assert ord("𬎆") in face("HanaMinB-rest").charToGlyph


def test_a_subset_is_a_small_font_file() -> None:
    data = fonts.subset("NotoSansSC-Regular", "张三")

    assert data[:4] == b"\0\1\0\0"
    assert len(lzma.compress(data)) < 8_000
    assert fonts.glyph_ids("NotoSansSC-Regular", "张三张") == [1, 2, 1]
