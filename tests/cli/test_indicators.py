"""``indicator``: what the window of the register does, as commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Terminal

SET = ("indicator", "set", "28a", "--year", "2023", "--source", "区农业农村局台账")


def test_the_whole_table_and_what_is_open_of_it(bureau: Terminal) -> None:
    whole = bureau("indicator", "list").document["indicators"]
    still_open = bureau("indicator", "list", "--open").document["indicators"]

    assert len(whole) == 37
    assert {each["status"] for each in still_open} == {"未完成"}
    assert [each["number"] for each in whole if each["computed"]] == ["6"]
    assert len(bureau("indicator", "projects").document["projects"]) == 26


def test_a_value_is_reported_shown_and_corrected(
    bureau: Terminal, tmp_path: Path
) -> None:
    paper = tmp_path / "台账.txt"
    paper.write_text("42900.5", "utf-8")

    first = bureau(*SET, "--value", "42,900.5", "--evidence", paper)
    refused = bureau(*SET, "--value", "42900.6")
    second = bureau(*SET, "--value", "42900.6", "--note", "笔误")
    shown = bureau("indicator", "show", "28A").document

    assert first.document["value"] == "42900.5"
    assert (refused.code, refused.error) == (1, "INDICATOR_REASON")
    assert second.document["corrects"] == first.document["entry"]
    assert [each["value"] for each in shown["history"]] == ["42900.6", "42900.5"]
    assert shown["history"][0]["number"] == "42900.6"
    assert shown["history"][0]["evidence"] == "台账.txt"


def test_indicator_6_is_counted_and_cannot_be_typed(bureau: Terminal) -> None:
    shown = bureau("indicator", "show", "6").document
    typed = bureau(
        *("indicator", "set", "6", "--year", "2026", "--value", "2", "--source", "x")
    )

    assert [each["scenario"] for each in shown["scenarios"]] == ["life", "energy"]
    assert shown["values"][-1]["origin"] == "computed"
    assert (typed.code, typed.error) == (1, "INDICATOR_COMPUTED")


def test_the_workbook_is_written(bureau: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "指标.xlsx"

    done = bureau("indicator", "export", path)

    assert done.document == {"file": str(path)}
    assert path.stat().st_size > 5_000
    assert bureau("indicator", "export", tmp_path / "a.pdf").code == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show", "99"), 2),
        (("show", "P27"), 2),
        (("set", "28a", "--year", "二三", "--value", "1", "--source", "x"), 2),
        (("set", "28a", "--year", "2023", "--value", "x", "--source", "x"), 1),
        (("set", "28a", "--year", "2023", "--value", "1", "--status", "ok"), 2),
        (("list", "--as", "worker"), 3),
    ],
)
def test_what_cannot_be_done_is_said(
    bureau: Terminal, arguments: tuple[str, ...], code: int
) -> None:
    assert bureau("indicator", *arguments).code == code


def test_a_project_is_shown_with_what_was_said_of_it(bureau: Terminal) -> None:
    words = ("--value", "已开工", "--source", "发改局月报", "--status", "open")
    bureau("indicator", "set", "P7", "--year", "2025", *words)

    shown = bureau("indicator", "show", "p7").document
    plain = bureau("indicator", "show", "P7", as_json=False).out

    assert shown["history"][0]["value"] == "已开工"
    assert "已开工" in plain
    assert "光储充" in bureau("indicator", "projects", "--open", as_json=False).out
    assert "完成" in bureau("indicator", "list", as_json=False).out
    spoken = bureau("indicator", "list", "--lang", "en", as_json=False).out
    assert "Greenhouse gas inventory" in spoken
