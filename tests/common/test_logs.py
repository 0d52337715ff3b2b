"""What is logged when something goes wrong names nobody."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError

from carbon_points.common.logs import DiscreetFormatter
from carbon_points.common.logs import own_file
from carbon_points.participants.models import Participant
from tests.deeds import identity
from tests.deeds import person

if TYPE_CHECKING:
    from pathlib import Path

    from carbon_points.storage.engine import Database


def logged(file: Path, error: Exception) -> str:
    """What a log file holds after an error."""
    handler = logging.FileHandler(own_file(file), encoding="utf-8")
    handler.setFormatter(DiscreetFormatter("%(levelname)s %(message)s"))
    record = logging.LogRecord("x", logging.ERROR, "", 0, "said", (), None)
    record.exc_info = (type(error), error, error.__traceback__)
    handler.emit(record)
    handler.close()
    return file.read_text("utf-8")


def test_numbers_that_an_error_quotes_are_hidden(tmp_path: Path) -> None:
    number = identity(1)

    with pytest.raises(ValueError, match="literal") as caught:
        int(f"{number} 13912345678")
    words = logged(tmp_path / "log" / "desk.log", caught.value)

    assert "ValueError" in words
    assert "test_logs.py" in words
    assert number not in words
    assert "139****5678" in words


def test_only_its_user_reads_the_log(tmp_path: Path) -> None:
    file = own_file(tmp_path / "log" / "desk.log")

    assert (file.stat().st_mode | file.parent.stat().st_mode) & 0o077 == 0


def test_an_error_of_the_database_quotes_no_row(busy: Database) -> None:
    def spoil() -> None:
        with busy.writing() as session:
            who = session.get_one(Participant, person(1))
            who.name, who.phone = "欧阳珮珊", "13812345678"
            who.registered_on = None  # type: ignore[assignment]

    with pytest.raises(IntegrityError) as caught:
        spoil()

    assert "participant" in str(caught.value)
    assert "欧阳珮珊" not in str(caught.value)
    assert "13812345678" not in str(caught.value)
