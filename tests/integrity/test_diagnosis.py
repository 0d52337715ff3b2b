"""The bundle for a helper says how things stand, and holds nobody's data."""

from __future__ import annotations

import json
import socket
import zipfile
from typing import TYPE_CHECKING

from carbon_points.integrity import health
from carbon_points.integrity.diagnosis import export
from carbon_points.integrity.diagnosis import logs
from carbon_points.storage.health import HealthCheck
from carbon_points.storage.health import Words
from tests.deeds import identity
from tests.deeds import person

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from carbon_points.storage.engine import Database

LOG = f"""2026-11-21 10:00:00,123 ERROR MainThread unexpected 王芳
Traceback (most recent call last):
  File "/home/wang/app/carbon_points/storage/engine.py", line 12, in writing
    raise ValueError("{identity(1)}")
sqlalchemy.exc.IntegrityError: ('{identity(1)}', '13812345678')
[SQL: … (name) VALUES ('王芳')]
ValueError: {identity(1)}
"""


def everything(bundle: Path) -> str:
    with zipfile.ZipFile(bundle) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist())


def test_counts_are_there_and_names_are_not(busy: Database, tmp_path: Path) -> None:
    file = export(tmp_path / "help.zip", health.of_open(busy), busy)

    with zipfile.ZipFile(file) as parts:
        numbers = json.loads(parts.read("database.json"))
    with busy.reading() as session:
        raw = session.connection()
        names = raw.exec_driver_sql("SELECT name, phone FROM participant").all()
    text = everything(file)
    assert numbers["rows"]["participant"] == len(names)
    assert numbers["chain_position"] > 0
    assert not [word for row in names for word in row if word and str(word) in text]
    assert str(person(1)) not in text


def test_of_a_log_only_times_places_and_kinds_are_kept(tmp_path: Path) -> None:
    (tmp_path / "desk.log").write_text(LOG, "utf-8")

    kept = list(logs(tmp_path))

    assert kept == [
        "# desk.log",
        "2026-11-21 10:00:00 ERROR",
        "  carbon_points/storage/engine.py:12 writing",
        "sqlalchemy.exc.IntegrityError",
        "ValueError",
    ]


def test_user_and_computer_are_not_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/wangfang")
    said = f"/home/wangfang/desk.db on {socket.gethostname()}"
    check = HealthCheck("database", ok=True, says=Words(said, said))

    text = everything(export(tmp_path / "help.zip", [check], None))

    assert "wangfang" not in text
    assert socket.gethostname() not in text
    assert "~/desk.db on HOST" in text
