"""Each command answers with the keys that are promised."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from typing import TYPE_CHECKING

import pytest

from tests.deeds import drop_form
from tests.deeds import identity
from tests.deeds import Ride
from tests.deeds import ride_form
from tests.deeds import rides_file

if TYPE_CHECKING:
    from tests.cli.conftest import Terminal

GOLDEN = Path(__file__).parents[1] / "golden"
SOMEBODY = "12-1"


def written(folder: Path, document: Any) -> Path:
    path = folder / "form.json"
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return path


def no_floats(value: Any) -> bool:
    """Whether every number is whole and every key a text, all the way down."""
    if isinstance(value, dict):
        return all(isinstance(k, str) and no_floats(v) for k, v in value.items())
    if isinstance(value, list):
        return all(map(no_floats, value))
    return not isinstance(value, float)


def test_init_makes_a_database_once(new: Terminal) -> None:
    made = new("init", "--desk", 12)

    assert made.code == 0
    assert made.document["database"] == str(new.database)
    assert made.document["created"] is True
    again = new("init")
    assert (again.code, again.error) == (4, "DB_EXISTS")


def test_init_adopts_drafts_with_a_document(new: Terminal) -> None:
    refused = new("init", "--trial", "rooftop_pv")
    assert (refused.code, refused.error) == (1, "DOCUMENT_MISSING")
    assert not new.database.exists()

    new("init", "--trial", "rooftop_pv,heat_pump", "--document", "济环字〔2026〕1号")

    rows = new("methodologies").document["methodologies"]
    status = {row["id"]: row["status"] for row in rows}
    assert status["rooftop_pv"] == status["heat_pump"] == "trial"
    assert status["air_conditioner"] == "draft"


def test_methodologies_need_no_database(new: Terminal) -> None:
    listed = new("methodologies").document["methodologies"]
    one = new("methodologies", "cycling").document

    assert {row["id"] for row in listed} >= {"cycling", "clothing_reuse", "rooftop_pv"}
    assert set(listed[0]) <= set(one)
    assert {"factors", "sources", "status", "worked_example"} <= set(one)
    assert all(row["source"] in one["sources"] for row in one["factors"])
    assert one["worked_example"]["result"]["status"] == "accepted"
    assert no_floats(one)


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda p: p.stem)
def test_calculate_answers_every_vector(new: Terminal, path: Path) -> None:
    vectors = json.loads(path.read_text("utf-8"))["vectors"]

    results = new("calculate", path.stem, path, "--trace").document["results"]

    assert [row["id"] for row in results] == [vector["id"] for vector in vectors]
    assert no_floats(results)
    for row, vector in zip(results, vectors, strict=True):
        expect = vector["expect"]
        if "steps" in expect:
            assert row["steps"] == expect["steps"]
        elif expect["status"] == "rejected":
            assert set(row["error"]) == {"code", "message"}
        else:
            assert (row["reduction_mg"], row["flags"]) == (
                expect["reduction_mg"],
                expect["flags"],
            )
            assert row["trace"]


def test_import_reports_each_file(desk: Terminal, tmp_path: Path) -> None:
    good = rides_file(tmp_path, [Ride("A"), Ride("B", person=99)])
    bad = tmp_path / "x.csv"
    bad.write_text("a,b\n1,2\n")

    said = desk("import", "auto", good, bad)

    first, second = said.document["files"]
    assert said.code == 2
    expected = {
        "file": str(good),
        "kind": "rides",
        "batch": "12-1",
        "sha256": hashlib.sha256(good.read_bytes()).hexdigest(),
        "rows": 2,
        "accepted": 1,
        "duplicates": 0,
        "rejected": 1,
        "not_creditable": 0,
        "flagged": 0,
        "actions": 1,
        "reduction_mg": 120_000,
    }
    assert {key: first[key] for key in expected} == expected
    [problem] = first["problems"]
    assert set(problem) == {"row", "column", "code", "message"}
    assert (problem["row"], problem["code"]) == (3, "UNKNOWN_USER")
    assert set(second["error"]) == {"code", "message"}


def test_import_takes_folders_and_writes_what_it_refused(
    desk: Terminal, tmp_path: Path
) -> None:
    folder = tmp_path / "orders" / "2026"
    folder.mkdir(parents=True)
    rides_file(folder, [Ride("A"), Ride("B", person=99)])
    rejects = tmp_path / "rejects.xlsx"

    said = desk("import", "rides", tmp_path / "orders", "--rejects", rejects)

    assert (said.code, len(said.document["files"])) == (0, 1)
    assert rejects.read_bytes()[:2] == b"PK"
    log = desk("users", "log", "--group", "out").document["rows"]
    assert [(row["act"], row["subject"]) for row in log] == [
        ("export-rejects", "rejects.xlsx")
    ]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert desk("import", "rides", empty).error == "FOLDER_EMPTY"


def test_a_strict_import_ends_with_one(desk: Terminal, tmp_path: Path) -> None:
    file = rides_file(tmp_path, [Ride("A"), Ride("B", person=99)])

    assert desk("import", "rides", file, "--strict").code == 1
    assert desk("import", "rides", file, "--dry-run").code == 0
    assert desk("import", "rides", file).document["files"][0]["accepted"] == 1


def test_register_find_and_show_one_person(desk: Terminal, tmp_path: Path) -> None:
    form = {
        "name": "测试人",
        "identity": "370114196705269988",
        "phone": "13955556666",
        "subdistrict": "明水街道",
        "consent": True,
    }

    made = desk("register", "resident", written(tmp_path, form), "--key", "k1")
    again = desk("register", "resident", written(tmp_path, form), "--key", "k1")
    other = desk("register", "resident", written(tmp_path, form))

    assert made.code == 0, made.out
    assert again.document == made.document
    assert (other.code, other.error) == (1, "DUPLICATE_ID")
    somebody = {**form, "name": "另一人", "identity": "370114197001010016"}
    taken = desk("register", "resident", written(tmp_path, somebody), "--key", "k1")
    assert (taken.code, taken.error) == (1, "OPERATION_OTHER")
    who = made.document["participant"]
    for query in ("测试人", "ceshiren", "csr", "9988", form["identity"], "13955556666"):
        [match] = desk("find", query).document["matches"]
        assert set(match) == {
            *("participant", "kind", "name", "masked_id", "subdistrict", "why")
        }
        assert match["participant"] == who
        assert "19670526" not in json.dumps(match)
    shown = desk("show", who).document
    assert {"points", "waiting", "reduction_mg", "actions", "entries"} <= set(shown)


def test_log_previews_books_once_and_withdraws(desk: Terminal, tmp_path: Path) -> None:
    form = written(tmp_path, ride_form().inputs)
    call = ("log", "cycling", "--participant", SOMEBODY, form, "--key", "k1")

    seen = desk(*call, "--dry-run").document
    done = desk(*call)
    again = desk(*call)
    other = desk(*call[:-2])

    keys = {"action", "reduction_mg", "points_expected", "flags", "state"}
    assert keys <= set(seen)
    assert seen["action"] is None
    assert done.code == 0
    assert done.document == {**seen, "action": "12-1"} == again.document
    taken = desk(*call[:2], "--participant", "12-2", *call[4:])
    assert (taken.code, taken.error) == (1, "OPERATION_OTHER")
    assert (done.document["reduction_mg"], done.document["state"]) == (
        133_540,
        "waiting",
    )
    assert (other.code, other.error) == (1, "DUPLICATE")
    taken = desk("withdraw", "12-1", "--reason", "填错")
    assert (taken.code, taken.document["state"]) == (0, "withdrawn")
    twice = desk("withdraw", "12-1", "--reason", "填错")
    assert (twice.code, twice.error) == (1, "WRONG_STATE")


def test_what_the_methodology_refuses_ends_with_one_and_a_sentence(
    desk: Terminal, tmp_path: Path
) -> None:
    form = written(tmp_path, ride_form(metres=200).inputs)

    said = desk("log", "cycling", "--participant", SOMEBODY, form)
    english = desk("log", "cycling", "--participant", SOMEBODY, form, "--lang", "en")

    assert (said.code, said.error) == (1, "DISTANCE_TOO_SHORT")
    assert "500" in said.document["error"]["message"]
    assert "500" in english.document["error"]["message"]
    assert said.document["error"]["message"] != english.document["error"]["message"]


def test_log_keeps_evidence(desk: Terminal, tmp_path: Path) -> None:
    slip = tmp_path / "小票.jpg"
    slip.write_bytes(b"photo")
    form = written(tmp_path, drop_form().inputs)
    call = ("log", "clothing_reuse", form, "--participant", SOMEBODY, "--evidence")

    assert desk(*call, tmp_path / "missing.jpg").code == 2
    assert desk(*call, slip).code == 0

    assert desk("approve").document["approved"] == 1


def test_withdraw_takes_back_a_whole_import(desk: Terminal, tmp_path: Path) -> None:
    file = rides_file(tmp_path, [Ride("A")])
    batch = desk("import", "rides", file).document["files"][0]["batch"]

    said = desk("withdraw", "--batch", batch, "--reason", "选错了文件")

    assert said.document == {
        "batch": batch,
        "actions": 1,
        "points": 0,
        "reversed": False,
    }
    assert desk("import", "rides", file).document["files"][0]["accepted"] == 1


def test_approve_says_what_it_took_and_left(desk: Terminal, tmp_path: Path) -> None:
    fast = Ride("B", start=Ride("").start + 7200, metres=6500, seconds=1200)
    desk("import", "rides", rides_file(tmp_path, [Ride("A"), fast]))

    none = desk("approve", "--scenario", "energy").document
    careful = desk("approve").document
    everything = desk("approve", "--policy", "all").document

    keys = ("approved", "flagged", "left")
    assert [none[k] for k in keys] == [0, 0, 0]
    assert [careful[k] for k in keys] == [1, 1, 1]
    assert [everything[k] for k in keys] == [1, 0, 0]


def test_stats_by_every_dimension(bureau: Terminal, tmp_path: Path) -> None:
    every = "subdistrict,community,methodology,month,kind,grade"

    document = bureau("stats", "--by", every).document

    figures = {"participants", "actions", "reduction_mg", "points"}
    assert set(document["rows"][0]) >= {*every.split(","), *figures}
    assert document["position"] > 0
    assert no_floats(document)
    [total] = bureau("stats").document["rows"]
    assert total["actions"] == sum(row["actions"] for row in document["rows"])
    life = bureau("stats", "--scenario", "life").document["rows"][0]
    energy = bureau("stats", "--scenario", "energy").document["rows"][0]
    assert life["reduction_mg"] + energy["reduction_mg"] == total["reduction_mg"]
    for suffix in ("xlsx", "pdf", "png", "svg"):
        out = tmp_path / f"stats.{suffix}"
        assert bureau("stats", "--by", "month,methodology", "--out", out).code == 0
        assert out.stat().st_size > 500
    assert bureau("stats", "--out", "x.doc").error == "OUT_FORMAT"
    assert bureau("stats", "--by", "weather").code == 2


def test_a_certificate_is_issued_verified_and_found(
    bureau: Terminal, tmp_path: Path
) -> None:
    period = ("--from", "2025-07-01", "--to", "2026-06-30")

    said = bureau("certificate", "issue", "--all", *period, "--out", tmp_path / "c")

    papers = said.document["certificates"]
    assert said.code == 0
    assert [set(paper) for paper in papers] == [{"serial", "file", "sha256"}] * 4
    raw = b""
    for paper in papers:
        raw = Path(paper["file"]).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == paper["sha256"]
        found = bureau.plain("--json", "certificate", "verify", paper["file"])
        assert found.code == 0
        assert set(found.document) == {"valid", "demo", "serial", "reason", "content"}
        assert found.document["serial"] == paper["serial"]
        assert no_floats(found.document)
    [holder] = bureau("find", papers[0]["serial"]).document["matches"]
    assert holder["participant"]
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(raw.replace(b"PDF", b"PDf", 1))
    said = bureau.plain("--json", "certificate", "verify", forged)
    assert (said.code, said.document["valid"]) == (1, False)


def test_explain_gives_the_trace(bureau: Terminal) -> None:
    shown = bureau("show", SOMEBODY).document
    action = shown["actions"][-1]["action"]

    document = bureau("explain", action).document

    assert document["action"] == action
    assert document["trace"]
    assert document["mg_per_point"] == 1000
    assert no_floats(document)
    text = bureau("explain", action, as_json=False).out
    assert "40" in text


def test_audit_verify_names_each_check(bureau: Terminal) -> None:
    said = bureau("audit", "verify", "--recalculate")

    assert said.code == 0
    for check in said.document["checks"]:
        assert set(check) == {"name", "ok", "counted", "first_problem"}
        assert check["ok"] is True
        assert check["first_problem"] is None


def test_adopt_proposes_and_confirms(new: Terminal) -> None:
    new("init")
    call = ("adopt", "heat_pump", "--from", "2026-04-01", "--document", "文")

    said = new(*call, "--as", "auditor", "--second", "auditor2")

    assert said.document == {
        "methodology": ["heat_pump"],
        "status": "trial",
        "from": "2026-04-01",
    }
    refused = new(*call, "--as", "worker")
    assert (refused.code, refused.error) == (3, "ROLE")


def test_a_backup_is_verified_and_put_back(bureau: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "backup.file"

    made = bureau("backup", copy)
    assert made.document["file"] == str(copy)
    assert made.document["verified"] is True
    assert len(made.document["sha256"]) == 64
    assert bureau("backup", "check", copy).code == 0

    bureau("approve", "--policy", "all")
    assert bureau("restore", copy).code == 0
    assert bureau("approve", "--policy", "all").document["approved"] == 1


def test_a_damaged_backup_is_noticed(bureau: Terminal, tmp_path: Path) -> None:
    copy = tmp_path / "backup.file"
    bureau("backup", copy)
    raw = bytearray(copy.read_bytes())
    raw[len(raw) // 2] ^= 1
    copy.write_bytes(raw)

    assert bureau("backup", "check", copy).code != 0
    assert bureau("restore", copy).code != 0
    assert bureau("audit", "verify").code == 0


def test_doctor_says_what_to_do(bureau: Terminal) -> None:
    said = bureau("doctor")

    checks = {check["name"]: check for check in said.document["checks"]}
    assert {"program", "fonts"} <= set(checks)
    assert all(check["ok"] or check["remedy"] for check in checks.values())


def test_numbers_of_people_are_never_said_in_full(bureau: Terminal) -> None:
    everything = [
        bureau("find", identity(1)),
        bureau("show", SOMEBODY),
        bureau("find", "王芳"),
        bureau("show", SOMEBODY, as_json=False),
    ]

    assert all(said.code == 0 for said in everything)
    assert not any(identity(1) in said.out for said in everything)
