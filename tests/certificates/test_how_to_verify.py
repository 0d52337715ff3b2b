"""The instructions for verifying by oneself work as they are written."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carbon_points.certificates.keylist import own_key_list
from carbon_points.certificates.pdf import certificate_pdf
from carbon_points.certificates.verify import Reason
from tests.certificates.samples import certificate
from tests.certificates.samples import DESK
from tests.certificates.samples import DISTRICT
from tests.certificates.samples import KEY
from tests.certificates.samples import OTHER_KEY
from tests.certificates.samples import SINCE

if TYPE_CHECKING:
    from carbon_points.certificates.signing import DeskKey

TEXT = Path(__file__).parents[2].joinpath("docs/how-to-verify.md").read_text("utf-8")


def run(folder: Path, paper: bytes, key: DeskKey) -> tuple[int, str]:
    """What the program in the instructions says of a file."""
    found = re.search(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert found
    (folder / "verify.py").write_text(found[1], "utf-8")
    (folder / "paper.pdf").write_bytes(paper)
    (folder / "keys.json").write_bytes(own_key_list(key, DESK, DISTRICT, SINCE))
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "verify.py", "paper.pdf", "keys.json"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).decode()


def test_the_program_in_the_instructions_accepts_a_genuine_file(tmp_path: Path) -> None:
    code, said = run(tmp_path, certificate_pdf(certificate(), KEY), KEY)

    assert (code, "服务台 12 签发" in said) == (0, True)


@pytest.mark.parametrize("place", [0, 5_000, -1])
def test_the_program_in_the_instructions_refuses_a_changed_file(
    tmp_path: Path, place: int
) -> None:
    changed = bytearray(certificate_pdf(certificate(), KEY))
    changed[place] ^= 2

    assert run(tmp_path, bytes(changed), KEY)[0] == 1


def test_the_program_in_the_instructions_refuses_an_unknown_desk(
    tmp_path: Path,
) -> None:
    assert run(tmp_path, certificate_pdf(certificate(), KEY), OTHER_KEY)[0] == 1


def test_every_reason_is_explained() -> None:
    assert all(f"`{reason.value}`" in TEXT for reason in Reason)
