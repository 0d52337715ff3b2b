"""What names somebody is found in any file whose text can be read."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
import zlib

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from carbon_points.common.identities import without_numbers
from carbon_points.dossier.privacy import masked
from carbon_points.dossier.privacy import masked_inputs
from carbon_points.dossier.privacy import names_somebody
from carbon_points.dossier.privacy import scrubbed

TODAY = dt.date(2026, 6, 30)
SOMEBODY = "370114196705269988"
NOT_ONE = "370114196705269987"


def packed(text: str) -> bytes:
    made = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(made)
    return made.getvalue()


def printed(text: str) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made)
    canvas.drawString(100, 700, text)
    canvas.save()
    return made.getvalue()


FORMS = {
    ".txt": lambda text: text.encode(),
    ".csv": lambda text: f"name,id\r\nA,{text}\r\n".encode("utf-16-le"),
    ".docx": packed,
    ".pdf": printed,
}


@pytest.mark.parametrize("suffix", FORMS)
def test_an_id_number_is_found_in_every_form(suffix: str) -> None:
    assert names_somebody(FORMS[suffix](SOMEBODY), suffix, TODAY)
    assert not names_somebody(FORMS[suffix](NOT_ONE), suffix, TODAY)


def test_what_cannot_be_read_through_is_taken_to_name_somebody() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a", b"0" * 60_000_000)

    assert names_somebody(b"PK broken", ".xlsx", TODAY)
    assert names_somebody(b"%PDF broken", ".pdf", TODAY)
    assert names_somebody(bomb.getvalue(), ".xlsx", TODAY)
    assert not names_somebody(b"\xff\xd8 photo", ".jpg", TODAY)


def test_a_remark_loses_numbers_of_people_and_keeps_the_others() -> None:
    words = f"{SOMEBODY}、13912345678，单号 {NOT_ONE}"

    assert scrubbed(words, TODAY) == f"370***、139***，单号 {NOT_ONE}"


def test_what_the_books_have_half_hidden_leaves_hidden() -> None:
    kept = without_numbers(f"{SOMEBODY} 看不清")

    assert scrubbed(kept, TODAY) == "370*** 看不清"


def test_masked_inputs_keep_what_decides_and_hide_what_names() -> None:
    segments = [
        {"meter_id": "M-889", "start": "1", "end": "2"},
        {"meter_id": "M-890", "start": "0", "end": "5"},
        {"meter_id": "M-889", "start": "2", "end": "9"},
    ]
    inputs = {"evidence_ref": "ORDER-2026-000123", "segments": segments, "gone": None}

    found = masked_inputs(inputs)

    assert found["evidence_ref"] == "****0123"
    names = [each["meter_id"] for each in found["segments"]]
    assert names == ["METER-1", "METER-2", "METER-1"]
    assert found["segments"][2]["end"] == "9"
    assert "gone" not in found
    assert masked("A1") == "****"


@pytest.mark.parametrize(
    "remark",
    [
        SOMEBODY.encode(),
        SOMEBODY.encode("utf-16-le"),
        b"zTXtComment\0\0" + zlib.compress(SOMEBODY.encode()),
        b"zTXtIDAT zTXtComment\0\0" + zlib.compress(SOMEBODY.encode()),
    ],
    ids=["tEXt", "XPComment", "zTXt", "by chance, then zTXt"],
)
def test_what_is_written_beside_a_picture_is_searched(remark: bytes) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + remark + bytes(range(128, 256))

    assert names_somebody(picture, ".png", TODAY)
    assert not names_somebody(bytes(range(256)) * 9, ".jpg", TODAY)
