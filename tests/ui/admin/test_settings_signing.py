"""The signing keys of the settings page, as an administrator uses them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from carbon_points.certificates.bureau import certify
from carbon_points.certificates.keys import public_files
from carbon_points.certificates.keys import write_public
from carbon_points.certificates.membership import ask_bureau
from carbon_points.certificates.requests import read_request_file
from carbon_points.certificates.signing import fingerprint
from carbon_points.certificates.standing import standing
from carbon_points.common.problems import DatabaseUnusableError
from carbon_points.exchange.founding import found
from carbon_points.exchange.founding import Founding
from tests.districts import as_of
from ui.admin import settings_signing
from ui.admin import signing_work
from ui.admin.settings_signing import SigningSection
from ui.admin.settings_view import SettingsView
from ui.admin.signing_parts import KeyLine
from ui.shared.dates import today
from ui.shared.desk import seats
from ui.shared.pictures import settle
from ui.shared.widgets import Button
from ui.shared.widgets import Label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carbon_points.certificates.standing import Standing
    from carbon_points.storage.engine import Database
    from ui.shared.background import TaskRunner
    from ui.shared.window import MainWindow


@pytest.fixture
def page(
    window: MainWindow,
    tasks: TaskRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> SigningSection:
    """The section before an administrator, on a computer of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert window._opened is not None
    person = next(one for one in seats(window._opened.handle) if one.login == "admin")
    window.enter(window._opened, person)
    window.navigate("settings")
    settle(tasks, 0.01)
    assert isinstance(window.page, SettingsView)
    return next(s for s in window.page.sections if isinstance(s, SigningSection))


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Database]:
    """The bureau's own books, with its list published in a folder."""
    caller = as_of(day=today())
    with found(tmp_path / "bureau.db", caller, Founding(desk=1)) as made:
        write_public(made, tmp_path / "site")
        yield made


def stands(db: Database) -> Standing:
    return standing(db, as_of("admin", day=today()))


def lines(page: SigningSection) -> list[str]:
    """What is said of each key, from top to bottom."""
    items = map(page.list.itemAt, range(page.list.count()))
    rows = [item.widget() for item in items if item is not None]
    return [row.accessibleName() for row in rows if isinstance(row, KeyLine)]


def chosen(monkeypatch: pytest.MonkeyPatch, **paths: Path | list[Path]) -> None:
    """What the file dialogs answer."""
    for name, path in paths.items():
        if isinstance(path, list):
            answer: object = ([str(one) for one in path], "")
        else:
            answer = str(path) if name == "getExistingDirectory" else (str(path), "")
        monkeypatch.setattr(QFileDialog, name, lambda *_, said=answer: said)


def agreed(monkeypatch: pytest.MonkeyPatch, *, yes: bool) -> None:
    """What is answered to the question in between."""
    monkeypatch.setattr(settings_signing, "goes_on", lambda *_: yes)


def test_the_key_that_signs_is_named_with_its_list(
    page: SigningSection, district: Database
) -> None:
    [line] = lines(page)

    signs = stands(district).signs
    assert signs
    assert fingerprint(signs.public) in line
    assert "正在使用" in line
    assert "第 1 版" in page.head.text()
    assert "自任主管部门" in page.head.text()


def test_a_new_key_is_made_after_a_question_and_signs_tomorrow(
    page: SigningSection, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(monkeypatch, yes=False)
    page.rotate.click()
    settle(tasks, 0.01)
    before = len(lines(page))
    agreed(monkeypatch, yes=True)

    page.rotate.click()
    settle(tasks, 0.01)

    assert before == 1
    assert [("尚未启用" in one, "正在使用" in one) for one in lines(page)] == [
        (True, False),
        (False, True),
    ]
    assert "从明天起" in page.bar.text
    assert all(button.isEnabled() for button in page.verbs)


def test_a_loss_is_declared_with_a_day_and_a_reason(
    page: SigningSection, tasks: TaskRunner, district: Database
) -> None:
    page.lose.click()
    page.form.save.click()
    asked = page.form._complaint.text()
    page.form.day.draft = (today() + dt.timedelta(days=1)).isoformat()
    page.form.reason.setText("电脑被盗")
    page.form.save.click()
    ahead = page.form._complaint.text()
    page.form.day.draft = today().isoformat()

    page.form.save.click()
    settle(tasks, 0.01)

    assert (asked, ahead) == ("请写原因。", "挂失的日期不能晚于今天。")
    assert page.form.isHidden()
    assert "已挂失" in page.bar.text
    assert any("已挂失" in one for one in lines(page))
    assert [row.lost_from for row in stands(district).keys.keys] == [today(), None]


def test_a_loss_that_is_refused_is_back_in_its_form(
    page: SigningSection, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_more: object) -> None:
        raise DatabaseUnusableError("DB_DISK_FULL")

    monkeypatch.setattr(signing_work, "lose", refuse)
    page.lose.click()
    page.form.day.draft = today().isoformat()
    page.form.reason.setText("电脑被盗")

    page.form.save.click()
    settle(tasks, 0.01)

    assert "磁盘空间不足" in page.bar.text
    assert not page.form.isHidden()
    assert page.form.draft[1:] == (today().isoformat(), "电脑被盗")


def test_a_loss_can_be_left_undeclared(
    page: SigningSection, district: Database
) -> None:
    page.lose.click()
    page.form.reason.setText("x")

    page.form.leave.click()

    assert page.form.isHidden()
    assert page.lose.isEnabled()
    assert stands(district).keys.edition == 1


def test_the_list_is_written_for_publication(
    page: SigningSection,
    tasks: TaskRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen(monkeypatch, getExistingDirectory=tmp_path / "site")

    page.publish.click()
    settle(tasks, 0.01)

    assert (tmp_path / "site" / "keys.json").is_file()
    assert "3 个文件" in page.bar.text


def test_a_desk_joins_a_bureau_by_files(
    page: SigningSection,
    tasks: TaskRunner,
    district: Database,
    bureau: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site, asked = tmp_path / "site" / "keys.json", tmp_path / "request.json"
    chosen(monkeypatch, getOpenFileName=site, getSaveFileName=asked)
    page.ask.click()
    settle(tasks, 0.01)
    certify(bureau, as_of(day=today()), [read_request_file(asked)])
    site.write_bytes(public_files(bureau)["keys.json"])
    told = page.bar.text
    agreed(monkeypatch, yes=False)
    page.install.click()
    settle(tasks, 0.01)
    hesitated = stands(district).own_bureau
    agreed(monkeypatch, yes=True)

    page.install.click()
    settle(tasks, 0.01)

    code = fingerprint(stands(district).keys.bureau)
    assert hesitated
    assert code in told
    assert not stands(district).own_bureau
    assert "第 2 版已生效" in page.bar.text
    assert (page.lose.isHidden(), page.certify.isHidden()) == (True, True)


def test_a_list_without_this_desk_is_refused_in_words(
    page: SigningSection,
    tasks: TaskRunner,
    bureau: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del bureau
    agreed(monkeypatch, yes=True)
    chosen(monkeypatch, getOpenFileName=tmp_path / "site" / "keys.json")

    page.install.click()
    settle(tasks, 0.01)

    assert "没有本服务台" in page.bar.text
    assert "第 1 版" in page.head.text()


def test_desks_are_listed_and_a_taken_number_needs_another_look(
    page: SigningSection,
    tasks: TaskRunner,
    district: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = []
    for name in ("one", "two"):
        caller = as_of(day=today())
        with found(tmp_path / f"{name}.db", caller, Founding(desk=31)) as desk:
            data = ask_bureau(desk, caller, stands(district).keys)
        files.append(tmp_path / f"{name}.json")
        files[-1].write_bytes(data)
    out = tmp_path / "keys.json"
    for file in files:
        chosen(monkeypatch, getOpenFileNames=[file], getSaveFileName=out)
        page.certify.click()
        settle(tasks, 0.01)
        page.listing.last.draft = "2099-12-31"
        page.listing.save.click()
        settle(tasks, 0.01)
    refused = page.bar.text

    insist = [b for b in page.bar.findChildren(Button) if "仍然" in b.accessibleName()]
    insist[0].click()
    settle(tasks, 0.01)

    assert "服务台 31 已有另一把钥匙" in refused
    assert "第 3 版" in page.bar.text
    assert out.is_file()
    rows = [row for row in stands(district).keys.keys if row.desk == 31]
    assert [row.last_day for row in rows] == [today(), dt.date(2099, 12, 31)]


def test_who_asks_is_shown_before_anybody_is_listed(
    page: SigningSection,
    tasks: TaskRunner,
    district: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caller, file = as_of(day=today()), tmp_path / "request.json"
    with found(tmp_path / "one.db", caller, Founding(desk=31)) as desk:
        file.write_bytes(ask_bureau(desk, caller, stands(district).keys))
    chosen(monkeypatch, getOpenFileNames=[file])
    page.certify.click()
    settle(tasks, 0.01)
    shown = [label.text() for label in page.listing.findChildren(Label)]
    page.listing.first.draft = "morgen"
    page.listing.save.click()
    unread = page.listing._complaint.text()

    page.listing.leave.click()

    code = fingerprint(read_request_file(file).public)
    assert any("服务台 31" in text and code in text for text in shown)
    assert "读不成日期" in unread
    assert page.listing.isHidden()
    assert stands(district).keys.edition == 1


def test_every_number_is_sealed_with_new_keys(
    page: SigningSection, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(monkeypatch, yes=True)

    page.reseal.click()
    settle(tasks, 0.01)

    assert "已用新密钥封存" in page.bar.text
