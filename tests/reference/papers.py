"""The papers that are compared page by page, and how they are written anew.

After a wanted change of the look: ``python -m tests.reference.papers``, look at the
files, commit them with the change.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

from carbon_points.certificates.pdf import certificate_pdf
from carbon_points.certificates.pdf import merged_pdf
from carbon_points.certificates.stocktaking import stocktaking_pdf
from tests.certificates.samples import ALL_FIVE
from tests.certificates.samples import certificate
from tests.certificates.samples import KEY
from tests.certificates.samples import key_on
from tests.certificates.samples import numbered
from tests.certificates.test_stocktaking import sheet

if TYPE_CHECKING:
    from carbon_points.certificates.content import CertificateContent

FOLDER: Final = Path(__file__).parent

RESIDENT: Final = certificate("䶮𬱖𠅤")
SME: Final = certificate(
    "济南市章丘区明水街道绿源新能源科技有限公司（个人独资）",
    ALL_FIVE,
    kind="sme",
    masked_id="913701********M14K",
    id_tail="M14K",
    replaces=numbered(17),
)
DEMO: Final = certificate(
    "买买提艾力·阿不都热合曼", demo=True, period_to=dt.date(2026, 12, 31)
)


def papers() -> dict[str, bytes]:
    """Each paper as it is made now, by the name of its reference."""
    single: dict[str, CertificateContent] = {
        "resident": RESIDENT,
        "sme": SME,
        "demo": DEMO,
    }
    run = [
        replace(content, serial=numbered(number))
        for number, content in enumerate(single.values(), start=1)
    ]
    made = {name: certificate_pdf(content, KEY) for name, content in single.items()}
    return made | {
        "print-run": merged_pdf(run, key_on),
        "stock-taking": stocktaking_pdf(sheet()),
    }


if __name__ == "__main__":
    for name, data in papers().items():
        (FOLDER / f"{name}.pdf").write_bytes(data)
