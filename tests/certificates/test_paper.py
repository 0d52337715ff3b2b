"""The structure of the files: what a strict reader relies on."""

from __future__ import annotations

import re
import zlib

import pytest

from carbon_points.certificates.embedding import Characters
from carbon_points.certificates.flow import wrapped
from carbon_points.certificates.fonts import Weight
from carbon_points.certificates.paper import Drawing
from carbon_points.certificates.paper import number
from carbon_points.certificates.paper import Paper
from carbon_points.certificates.paper import Style
from carbon_points.certificates.pdf import certificate_pdf
from carbon_points.certificates.pdf import merged_pdf
from carbon_points.certificates.words import HOW_TO_VERIFY
from carbon_points.certificates.words import NATURE
from tests.certificates.reading import texts
from tests.certificates.samples import ALL_FIVE
from tests.certificates.samples import certificate
from tests.certificates.samples import ISSUED
from tests.certificates.samples import KEY
from tests.certificates.samples import key_on

FILES = {
    "certificate": certificate_pdf(certificate("䶮囍𬎆", ALL_FIVE), KEY),
    "print run": merged_pdf([certificate("张三"), certificate("李四")], key_on),
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_the_cross_references_point_at_their_objects(data: bytes) -> None:
    start = int(re.findall(rb"startxref\n(\d+)\n", data)[-1])
    rows = re.findall(rb"(\d{10}) 00000 n \n", data[start:])

    for index, row in enumerate(rows, start=1):
        assert data[int(row) :].startswith(b"%d 0 obj\n" % index)
    assert data[start:].startswith(b"xref\n0 %d\n" % (len(rows) + 1))


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_every_stream_is_as_long_as_it_says(data: bytes) -> None:
    heads = list(re.finditer(rb"/Length (\d+) >>\nstream\n", data))

    assert len(heads) > 10
    for head in heads:
        end = head.end() + int(head[1])
        assert data[end:].startswith(b"\nendstream")
        assert zlib.decompress(data[head.end() : end]) is not None


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_every_reference_has_its_object(data: bytes) -> None:
    objects = set(re.findall(rb"\n(\d+) 0 obj\n", data))
    plain = re.sub(rb"stream\n.*?\nendstream", b"", data, flags=re.DOTALL)

    assert set(re.findall(rb"(\d+) 0 R", plain)) <= objects


def test_characters_that_come_later_leave_the_common_faces_as_they_are() -> None:
    common = Characters()
    list(common.runs("张三", Weight.REGULAR))
    fork = common.fork()

    runs = list(fork.runs("张四三", Weight.REGULAR))

    assert [run.codes for run in runs] == ["0001", "0001", "0002"]
    assert [use.characters for use in common.uses] == [["张", "三"]]
    assert [use.characters for use in fork.uses] == [["张", "三"], ["四"]]


def test_a_character_borrowed_by_both_weights_is_embedded_once() -> None:
    characters = Characters()

    list(characters.runs("囍", Weight.REGULAR))
    [bold] = characters.runs("囍", Weight.BOLD)

    assert bold.is_thin
    assert [use.characters for use in characters.uses] == [["囍"]]


@pytest.mark.parametrize(
    ("value", "text"), [(1, "1"), (1.5, "1.5"), (0.004, "0"), (-2.126, "-2.13")]
)
def test_coordinates_are_short(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize("sentence", [*HOW_TO_VERIFY, NATURE])
@pytest.mark.parametrize("width", [90, 150, 340])
def test_lines_are_broken_where_a_reader_expects_it(sentence: str, width: int) -> None:
    style = Style(9.5)

    lines = wrapped(sentence, width, style)

    assert "".join(lines) == sentence
    assert all(style.width(found) <= width for found in lines)
    assert not any(found[0] in "，。；：、）”" for found in lines)
    assert not any(found[-1] in "（“" for found in lines)


def test_what_is_wider_than_the_column_stands_alone() -> None:
    assert wrapped("甲" + "A" * 99 + "乙", 50, Style(9.5)) == ("甲", "A" * 99, "乙")


def test_text_is_set_from_its_left_its_middle_or_its_right() -> None:
    characters = Characters()
    drawing = Drawing(characters)
    for align in ("left", "centre", "right"):
        drawing.text(100, 10, "张三", Style(10), align)

    operators = zlib.decompress(drawing.packed()).decode()

    assert re.findall(r"BT (\d+) 10 Td", operators) == ["100", "90", "80"]


def test_a_page_without_a_word_is_a_page() -> None:
    characters = Characters()
    paper = Paper(characters, "空白", ISSUED)
    paper.page(Drawing(characters), (200, 100))

    assert texts(paper.finish()) == [""]
