"""What the driver and the file system refuse, as codes for people."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.storage.driver import load_driver
from carbon_points.storage.driver import Vault
from carbon_points.storage.errors import explained
from carbon_points.storage.errors import explained_files
from carbon_points.storage.errors import unusable_code

VAULT = Vault(Path("desk.db"), b"", b"", load_driver(), encrypted=False)


class DriverError(Exception):
    """An error with a number, as the driver raises it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.sqlite_errorcode = number


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (5, "DB_LOCKED"),
        (5 | 2 << 8, "DB_LOCKED"),  # BUSY_SNAPSHOT
        (8 | 6 << 8, "DB_READ_ONLY"),  # READONLY_DIRECTORY
        (10 | 1 << 8, "DB_DAMAGED"),  # IOERR_READ
        (10, "DB_DISK_FULL"),
        (10 | 3 << 8, "DB_DISK_FULL"),  # IOERR_WRITE: a file-size limit
        (10 | 4 << 8, "DB_DISK_FULL"),  # IOERR_FSYNC
        (11, "DB_DAMAGED"),
        (13, "DB_DISK_FULL"),
        (14, "DB_READ_ONLY"),
        (26, "DB_DAMAGED"),
        (19, None),  # CONSTRAINT: the caller's business
        (1, None),
    ],
)
def test_each_error_of_the_engine_has_its_code(number: int, code: str | None) -> None:
    assert unusable_code(DriverError(number)) == code


def test_an_error_without_a_number_is_not_the_databases() -> None:
    assert unusable_code(ValueError()) is None
    assert unusable_code(None) is None


def test_a_broken_constraint_reaches_the_caller() -> None:
    refused = IntegrityError("INSERT", None, DriverError(19))

    with pytest.raises(IntegrityError), explained(VAULT):
        raise refused


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "DB_DISK_FULL"),
        (errno.EFBIG, "DB_DISK_FULL"),
        (errno.EACCES, "DB_READ_ONLY"),
        (errno.EROFS, "DB_READ_ONLY"),
    ],
)
def test_each_refusal_of_the_file_system_has_its_code(number: int, code: str) -> None:
    with pytest.raises(DatabaseUnusableError, match=code), explained_files(Path("x")):
        raise OSError(number, "refused")


def test_another_file_error_reaches_the_caller() -> None:
    with pytest.raises(IsADirectoryError), explained_files(Path("x")):
        raise IsADirectoryError(errno.EISDIR, "a folder")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("disk I/O error", "DB_DISK_FULL"),
        ("database or disk is full", "DB_DISK_FULL"),
        ("no such table: participant", None),
    ],
)
def test_an_export_that_ran_out_of_room_is_known_by_its_words(
    said: str, code: str | None
) -> None:
    error = DriverError(1)
    error.args = (said,)

    assert unusable_code(error) == code
