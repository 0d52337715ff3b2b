"""``scenario``: the file of a scenario from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.life import paper

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Terminal


def test_a_file_is_filled_and_shown(desk: Terminal, tmp_path: Path) -> None:
    given = ("--kind", "plan", "--title", "实施方案", "--date", "2026-01-05")
    scan = paper(tmp_path, "方案")
    filed = desk("scenario", "document", "life", "add", scan, *given)
    desk("scenario", "set", "life", "--host", "区供销社", "--places", "明水街道")
    who = ("--who", "区生态环境分局", "--document", "章环〔2026〕1 号")
    desk("scenario", "stage", "life", "applied", "--date", "2026-01-06", *who)

    shown = desk("scenario", "show", "life").document

    [document] = shown["documents"]
    assert document["id"] == filed.document["document"]
    assert document["counts"]
    assert document["files"][0]["name"] == "方案.txt"
    assert (shown["host"], shown["places"]) == ("区供销社", ["明水街道"])
    assert (shown["stage"], shown["next_stages"]) == ("applied", ["review", "ended"])
    assert "plan" not in shown["missing_documents"]
    assert shown["missing_documents"]["mandate"] == "NO_PAPER"
    assert shown["valid_to"] is shown["days_left"] is None


def test_a_notice_is_announced_objected_to_and_answered(desk: Terminal) -> None:
    texts = ("--subject", "公示", "--text", "正文", "--published-in", "网站")
    first = desk(
        "scenario", "notice", "life", "announce", *texts, "--from", "2026-06-01"
    )
    number = first.document["notice"]
    said = ("--text", "怎么算？", "--date", "2026-06-02")
    one = desk("scenario", "notice", "life", "object", number, *said).document
    before = desk("scenario", "show", "life").document["open_objections"]

    reply = ("--text", "已说明", "--date", "2026-06-03", "--outcome", "accepted")
    desk("scenario", "notice", "life", "answer", one["objection"], *reply)

    shown = desk("scenario", "show", "life").document
    [notice] = shown["notices"]
    assert first.document["to"] == "2026-06-09"
    assert (before, shown["open_objections"]) == (1, 0)
    assert notice["standing"] == "over"
    desk("scenario", "notice", "life", "withdraw", number, "--reason", "录错")
    shown = desk("scenario", "show", "life").document
    assert shown["notices"][0]["standing"] == "withdrawn"


def test_a_target_is_a_new_row_with_its_source(desk: Terminal) -> None:
    given = ("--target", "8", "--from", "2026-06-01", "--source", "会议纪要")

    done = desk("scenario", "criterion", "life", "places", *given)

    assert done.document["step"] == "confirmed"
    assert done.document["confidence"] == "assumed"
    shown = desk("scenario", "show", "life").document["targets"]
    assert [e["target"] for e in shown if e["criterion"] == "places"] == [8]
    again = desk("scenario", "criterion", "life", "places", "--confirm")
    assert (again.code, again.error) == (1, "TARGET_NOT_PROPOSED")


def test_a_verification_is_put_on_record_and_a_paper_taken_back(
    desk: Terminal, tmp_path: Path
) -> None:
    filed = desk("scenario", "document", "life", "add", "--title", "说明").document
    number = ("--id", filed["document"])
    desk("scenario", "document", "life", "attach", paper(tmp_path, "说明"), *number)

    checked = desk("scenario", "document", "life", "verify")
    gone = desk("scenario", "document", "life", "withdraw", *number, "--reason", "错")

    assert checked.code == 0
    assert checked.document["failed"] == []
    assert gone.document["withdrawn"] == filed["document"]
    shown = desk("scenario", "show", "life").document
    assert "verify" not in shown["missing_documents"]
    assert [each["counts"] for each in shown["documents"]] == [False]


def test_who_may_not_is_told_so_and_people_get_sentences(desk: Terminal) -> None:
    refused = desk("scenario", "show", "life", "--as", "worker")
    unknown = desk("scenario", "set", "life", "--host", "x", "--places", "火星街道")
    lines = desk("scenario", "show", "energy", "--lang", "en", as_json=False).out

    assert (refused.code, refused.error) == (3, "ROLE")
    assert (unknown.code, unknown.error) == (2, "PLACE_UNKNOWN")
    assert "missing: plan of the scenario" in lines
    assert "not met: places" in lines


def test_a_viewer_is_not_told_of_small_groups(bureau: Terminal) -> None:
    seen = bureau("scenario", "show", "energy", "--as", "viewer").document["criteria"]
    known = bureau("scenario", "show", "energy").document["criteria"]

    people = {
        who: [e["actual"] for e in rows if e["id"] == "participants"]
        for who, rows in (("viewer", seen), ("auditor", known))
    }
    assert people["viewer"] == [None]
    assert people["auditor"][0] in range(1, 5)
