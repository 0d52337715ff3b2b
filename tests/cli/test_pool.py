"""``pool`` from the notice to the public register, as it is typed."""

from __future__ import annotations

import io
import json
from typing import Any
from typing import TYPE_CHECKING

import pytest

from carbon_points.cli.arguments import CallError
from carbon_points.cli.arguments import parser
from carbon_points.security.people import set_password
from carbon_points.storage.engine import open_database
from tests.cli.test_contract import no_floats
from tests.districts import as_of
from tests.pool.bureau import ENTERPRISE
from tests.pool.bureau import OVER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Said
    from tests.cli.conftest import Terminal

YEAR = ("--from", "2026-01-01", "--to", "2026-12-31")
TEXT = ("--text", "关于章丘区碳普惠减排量登记的公示")
LATER = ("--as-of", OVER.isoformat())
CYCLING = "ZQ-cycling-2026-001"
PIN = "246810"


def noticed(bureau: Terminal) -> str:
    """A notice's id."""
    number: str = bureau("pool", "notice", *YEAR, *TEXT).document["notice"]
    return number


def registered(bureau: Terminal) -> list[dict[str, Any]]:
    """The batches of a year."""
    said = bureau("pool", "register", noticed(bureau), *LATER)
    found: list[dict[str, Any]] = said.document["batches"]
    return found


def disposed(bureau: Terminal, folder: Path, *more: str) -> Said:
    """Ten grams of the rides for an enterprise."""
    paper = folder / "批文.txt"
    paper.write_text("同意划拨。", "utf-8")
    who = ("--to", ENTERPRISE, "--name", "章丘高新材料有限公司")
    what = ("--take", f"{CYCLING}=0.01kg", "--purpose", "产品碳足迹抵减")
    papers = ("--document", "章环发〔2026〕12号", "--file", str(paper))
    return bureau("pool", "dispose", *who, *what, *papers, *LATER, *more)


def test_a_notice_says_what_it_announces_and_how_long(bureau: Terminal) -> None:
    preview = bureau("pool", "notice", *YEAR, "--dry-run")
    said = bureau("pool", "notice", *YEAR, *TEXT)

    assert (preview.code, said.code) == (0, 0)
    assert "notice" not in preview.document
    assert said.document["lots"] == preview.document["lots"]
    assert said.document["working_days"] == 7
    assert {x["methodology"] for x in said.document["lots"]} >= {"cycling"}
    assert no_floats(said.document)
    again = bureau("pool", "notice", *YEAR, *TEXT)
    assert (again.code, again.error) == (1, "POOL_NOTHING")


def test_an_early_registration_is_refused_with_the_day(bureau: Terminal) -> None:
    said = bureau("pool", "register", noticed(bureau))

    assert (said.code, said.error) == (1, "NOTICE_RUNNING")
    assert "2026-07-08" in said.err


def test_an_objection_is_answered_before_anything_is_registered(
    bureau: Terminal,
) -> None:
    notice = noticed(bureau)
    content = ("--content", "四月的骑行算重了。", "--channel", "web")
    objection = bureau("pool", "object", notice, *content).document["objection"]
    held_up = bureau("pool", "register", notice, *LATER)
    assert (held_up.code, held_up.error) == (1, "OBJECTION_OPEN")

    bureau("pool", "answer", objection, "--text", "经核对没有重复。")

    assert bureau("pool", "register", notice, *LATER).code == 0
    shown = bureau("pool", "show", *LATER).document["notices"][0]
    assert (shown["state"], shown["objections"][0]["open"]) == ("registered", False)


def test_a_cancelled_notice_can_be_published_anew(bureau: Terminal) -> None:
    notice = noticed(bureau)
    assert bureau("pool", "cancel", notice, "--reason", "写错了期间").code == 0

    said = bureau("pool", "register", notice, *LATER)

    assert (said.code, said.error) == (1, "NOTICE_CANCELLED")
    assert noticed(bureau) != notice


def test_batches_are_registered_disposed_of_and_used(
    bureau: Terminal, tmp_path: Path
) -> None:
    numbers = [batch["number"] for batch in registered(bureau)]
    assert CYCLING in numbers

    preview = disposed(bureau, tmp_path, "--dry-run").document["batches"]
    said = disposed(bureau, tmp_path)

    assert preview[0]["after_mg"] == preview[0]["before_mg"] - 10_000
    assert (said.code, said.document["state"]) == (0, "confirmed")
    number = said.document["number"]
    used = bureau(
        *("pool", "use", number, "--amount", "4g", "--purpose", "声明", *LATER)
    ).document
    assert (used["reduction_mg"], used["left_mg"]) == (4000, 6000)
    row = next(b for b in used["batches"] if b["number"] == CYCLING)
    assert (row["disposed_mg"], row["used_mg"]) == (10_000, 4000)
    shown = bureau("pool", "show", *LATER).document
    assert shown["disposed_mg"] == 6000
    assert no_floats(shown)
    actions = bureau("pool", "show", "--batch", CYCLING).document["actions"]
    assert len(actions) == row["actions"]
    assert bureau("explain", actions[0]).code == 0
    assert bureau("audit", "verify", *LATER).code == 0


def test_the_public_register_is_written_in_three_formats(
    bureau: Terminal, tmp_path: Path
) -> None:
    registered(bureau)
    disposed(bureau, tmp_path)
    files = [tmp_path / f"台账{suffix}" for suffix in (".pdf", ".xlsx", ".html")]

    said = bureau("pool", "public", *LATER, "--out", *files)

    assert said.code == 0
    register = said.document["register"]
    assert register["right_of_disposal"] == "支配权：生态环境主管部门"
    assert register["certified"] is False
    assert register["files"] == [str(path) for path in files]
    assert all(path.stat().st_size > 1000 for path in files)
    assert no_floats(register)
    assert json.dumps(register)
    wrong = bureau("pool", "public", "--out", tmp_path / "x.docx")
    assert (wrong.code, wrong.error) == (2, "REGISTER_FORMAT")


def test_anybody_may_ask_for_the_public_register(bureau: Terminal) -> None:
    for name in ("worker", "admin", "viewer"):
        assert bureau("pool", "public", "--as", name).code == 0
        refused = bureau("pool", "notice", *YEAR, *TEXT, "--as", name)
        assert (refused.code, refused.error) == (3, "ROLE")
    assert bureau("pool", "show", "--as", "worker").code == 3
    assert bureau("pool", "show", "--as", "viewer").code == 0


def test_people_read_it_in_two_languages(bureau: Terminal, tmp_path: Path) -> None:
    registered(bureau)
    disposed(bureau, tmp_path)

    zh = bureau("pool", "show", *LATER, as_json=False)
    en = bureau("pool", "show", "--lang", "en", *LATER, as_json=False)

    assert "支配权：生态环境主管部门" in zh.out
    assert "not certified" in en.out


def lock(bureau: Terminal) -> None:
    """Give both auditors a password."""
    with open_database(bureau.database) as db:
        for name, by in (("admin", ""), ("auditor", "admin"), ("auditor2", "admin")):
            second = "auditor" if name == "auditor2" else ""
            set_password(db, as_of(by, second=second), name, PIN)


def signed(
    bureau: Terminal, monkeypatch: pytest.MonkeyPatch, who: str, *call: object
) -> Said:
    """A command with the password that its caller types."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PIN}\n"))
    return bureau(*call, "--as", who)


def test_one_auditor_proposes_and_another_confirms(
    bureau: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(bureau)
    lock(bureau)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PIN}\n"))
    proposal = disposed(bureau, tmp_path, "--as", "auditor").document
    number = proposal["number"]
    assert proposal["state"] == "proposed"

    alone = signed(bureau, monkeypatch, "auditor", "pool", "confirm", number, *LATER)
    other = signed(bureau, monkeypatch, "auditor2", "pool", "confirm", number, *LATER)

    assert (alone.code, alone.error) == (1, "SAME_PERSON")
    assert other.document["state"] == "confirmed"
    why = ("--reason", "改期")
    late = signed(bureau, monkeypatch, "auditor", "pool", "drop", number, *why, *LATER)
    assert (late.code, late.error) == (1, "DISPOSAL_STATE")


def test_a_proposal_is_dropped_with_a_reason(
    bureau: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(bureau)
    lock(bureau)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PIN}\n"))
    number = disposed(bureau, tmp_path, "--as", "auditor").document["number"]
    why = ("--reason", "改期")

    said = signed(bureau, monkeypatch, "auditor", "pool", "drop", number, *why, *LATER)

    assert said.document["state"] == "dropped"
    shown = signed(bureau, monkeypatch, "auditor", "pool", "show", *LATER).document
    assert (shown["reserved_mg"], shown["disposals"][0]["reason"]) == (0, "改期")


def test_the_public_register_needs_no_sign_in(bureau: Terminal) -> None:
    lock(bureau)

    said = bureau.plain("--db", str(bureau.database), "pool", "public", "--json")

    assert said.code == 0


@pytest.mark.parametrize(
    ("amount", "mg"),
    [
        ("250kg", 250_000_000),
        ("1.5t", 1_500_000_000),
        ("800 g", 800_000),
        ("12", 12),
        ("1,000mg", 1000),
        (".5kg", 500_000),
    ],
)
def test_an_amount_is_read_exactly(amount: str, mg: int) -> None:
    found = parser().parse_args(
        ["pool", "use", "ZQ", "--purpose", "x", "--amount", amount]
    )

    assert found.amount == mg


@pytest.mark.parametrize(
    "amount", ["0", "-1kg", "1.5mg", "kg", "", "1e9", "１kg", "1.0.0kg"]
)
def test_what_is_no_amount_is_refused(amount: str) -> None:
    call = ["pool", "use", "ZQ", "--purpose", "x", f"--amount={amount}"]

    with pytest.raises(CallError, match="amount"):
        parser().parse_args(call)


@pytest.mark.parametrize("call", ["ZQ", "=5kg", "ZQ=x"])
def test_a_taking_names_a_batch_and_an_amount(call: str) -> None:
    arguments = ["--to", "x", "--name", "x", "--purpose", "x", "--document", "x"]

    with pytest.raises(CallError):
        parser().parse_args(["pool", "dispose", *arguments, "--take", call])


def test_unknown_numbers_are_named(bureau: Terminal, tmp_path: Path) -> None:
    said = disposed(bureau, tmp_path)
    assert (said.code, said.error) == (1, "POOL_BATCH_UNKNOWN")
    for step in ("confirm", "use"):
        more = ("--purpose", "x") if step == "use" else ()
        said = bureau("pool", step, "ZQ-HB-2026-009", *more)
        assert (said.code, said.error) == (1, "DISPOSAL_UNKNOWN")
    said = bureau("pool", "register", "12-99", *LATER)
    assert (said.code, said.error) == (1, "NOTICE_UNKNOWN")
