"""What stands in a form of the settings while the window is built anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.admin.test_settings_people import press
from tests.ui.admin.test_settings_people import seat
from tests.ui.admin.test_settings_people import section
from ui.admin.settings_people import PeopleSection
from ui.admin.settings_signing import SigningSection
from ui.admin.settings_view import SettingsView
from ui.shared import language
from ui.shared.page import Role
from ui.shared.pictures import settle

if TYPE_CHECKING:
    from ui.shared.background import TaskRunner
    from ui.shared.settings import Settings
    from ui.shared.window import MainWindow


def anew(window: MainWindow, tasks: TaskRunner, settings: Settings) -> SettingsView:
    """The language is changed in mid-form."""
    settings.language = language.EN
    settle(tasks, 0.2)
    assert isinstance(window.page, SettingsView)
    return window.page


def test_a_person_half_typed_in_survives_another_language(
    window: MainWindow, tasks: TaskRunner, settings: Settings
) -> None:
    people = section(seat(window, tasks, "admin"), PeopleSection)
    people.add.click()
    people.form.login.setText("wang")
    people.form.name.setText("王芳")
    people.form.roles[Role.VIEWER].setChecked(True)
    people.form.password.setText("rides-2026")

    form = section(anew(window, tasks, settings), PeopleSection).form

    assert not form.isHidden()
    assert (form.person.name, form.person.display_name) == ("wang", "王芳")
    assert form.person.roles == {"worker", "viewer"}
    assert form.password.text() == ""  # a password is nobody's draft


@pytest.mark.parametrize(
    ("verb", "title"), [("修改", "Change"), ("设密码", "A new password")]
)
def test_a_change_half_made_is_still_about_the_same_person(
    window: MainWindow, tasks: TaskRunner, settings: Settings, verb: str, title: str
) -> None:
    people = section(seat(window, tasks, "admin"), PeopleSection)
    press(people, f"{verb} 社区工作人员")
    people.form.name.setText("王芳芳")

    again = section(anew(window, tasks, settings), PeopleSection)

    assert again.form._title.text().startswith(title)
    assert again.form.person.name == "worker"
    assert again._asked[1] == "worker"


def test_a_loss_half_declared_survives_another_language(
    window: MainWindow, tasks: TaskRunner, settings: Settings
) -> None:
    signing = section(seat(window, tasks, "admin"), SigningSection)
    signing.lose.click()
    signing.form.day.draft = "昨天"
    signing.form.reason.setText("电脑被盗")

    form = section(anew(window, tasks, settings), SigningSection).form

    assert not form.isHidden()
    assert form.draft[1:] == ("昨天", "电脑被盗")
