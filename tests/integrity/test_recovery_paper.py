"""The two sheets of the recovery key: what a person and a scanner can read on them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pytest

from carbon_points.certificates.qr import qr_rows
from carbon_points.integrity.recovery_paper import both_sheets
from carbon_points.integrity.recovery_paper import recovery_sheets
from carbon_points.integrity.recovery_paper import write_sheets
from carbon_points.scenarios.pencil import dark_runs
from carbon_points.security.file_keys import RecoveryKey
from carbon_points.storage import keys
from carbon_points.storage.keys import Key
from tests.certificates.reading import qr_texts

if TYPE_CHECKING:
    from pathlib import Path

KEY = Key(bytes(range(7, 39)), bytes(range(16)))


@pytest.fixture
def shown() -> RecoveryKey:
    return RecoveryKey(
        keys.halves_of(KEY.key),
        "章丘.db",
        keys.fingerprint(KEY.salt),
        12,
        1_782_800_000,
    )


def _words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        return str(document[0].get_textpage().get_text_range())


def _half(text: str) -> str:
    return "-".join(re.findall(r"(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}", text))


def test_the_halves_that_are_read_from_the_paper_give_the_key(
    shown: RecoveryKey,
) -> None:
    texts = [_words(pdf) for pdf in recovery_sheets(shown)]

    first, second = map(_half, texts)

    assert (first, second) == shown.halves
    assert keys.key_from_halves(first, second, KEY.salt) == KEY


@pytest.mark.parametrize("dpi", [100, 300])
def test_the_codes_that_are_scanned_from_the_paper_give_the_key(
    shown: RecoveryKey, dpi: int
) -> None:
    first, second = (qr_texts(pdf, dpi) for pdf in recovery_sheets(shown))

    assert (first, second) == ([shown.halves[0]], [shown.halves[1]])
    assert keys.key_from_halves(first[0], second[0], KEY.salt) == KEY


def test_each_sheet_says_what_it_is_and_holds_one_half_only(
    shown: RecoveryKey,
) -> None:
    first, second = (_words(pdf) for pdf in recovery_sheets(shown))

    for text in (first, second):
        assert "章丘.db" in text
        assert shown.fingerprint in text
        assert "keys recover" in text
    assert "第一半" in first
    assert "第二半" in second
    assert shown.halves[1][:19] not in first
    assert shown.halves[0][:19] not in second


def test_a_printer_gets_both_sheets_at_once(shown: RecoveryKey) -> None:
    with pypdfium2.PdfDocument(both_sheets(shown)) as document:
        texts = [str(page.get_textpage().get_text_range()) for page in document]

    alone = [_words(pdf) for pdf in recovery_sheets(shown)]
    assert [_half(text) for text in texts] == [_half(text) for text in alone]


def test_the_code_draws_every_dark_module_once(shown: RecoveryKey) -> None:
    rows = qr_rows(shown.halves[0])

    drawn = [list(dark_runs(row)) for row in rows]

    dark = [sum(end - start for start, end in runs) for runs in drawn]
    assert dark == [sum(row) for row in rows]


def test_the_files_are_for_their_user_alone(shown: RecoveryKey, tmp_path: Path) -> None:
    files = write_sheets(shown, tmp_path / "out")

    assert [file.stat().st_mode & 0o777 for file in files] == [0o600, 0o600]
    assert all(shown.fingerprint in file.name for file in files)
