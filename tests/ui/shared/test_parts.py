"""The small parts say what they should, to eyes and to screen readers."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel
from PySide6.QtWidgets import QLineEdit
from PySide6.QtWidgets import QVBoxLayout
from PySide6.QtWidgets import QWidget

from ui.shared import fonts
from ui.shared import icons
from ui.shared import theme
from ui.shared.badges import badge
from ui.shared.badges import Pill
from ui.shared.cards import Avatar
from ui.shared.cards import CountCard
from ui.shared.cards import Gauge
from ui.shared.cards import KpiCard
from ui.shared.cards import page_header
from ui.shared.cards import stat
from ui.shared.cards import Stepper
from ui.shared.cards import Tile
from ui.shared.notices import EmptyState
from ui.shared.notices import MessageBar
from ui.shared.notices import ProgressStrip
from ui.shared.notices import Skeleton
from ui.shared.notices import UndoToast
from ui.shared.tokens import Tone
from ui.shared.widgets import Button
from ui.shared.widgets import column
from ui.shared.widgets import empty
from ui.shared.widgets import IconButton
from ui.shared.widgets import KeyCap
from ui.shared.widgets import Label
from ui.shared.widgets import Mark
from ui.shared.widgets import named_value
from ui.shared.widgets import row
from ui.shared.widgets import scrolling
from ui.shared.widgets import search_box
from ui.shared.widgets import Select
from ui.shared.widgets import STRETCH

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.shared.background import TaskRunner


@pytest.fixture
def page(qtbot: QtBot, application: QApplication) -> QWidget:
    """An empty page on screen."""
    del application
    made = QWidget()
    made.setLayout(QVBoxLayout())
    qtbot.addWidget(made)
    made.resize(600, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def put(page: QWidget, *parts: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    for part in parts:
        layout.addWidget(part)


def test_rows_hold_widgets_layouts_gaps_and_nothing(page: QWidget) -> None:
    line = row(Label("a"), column(KeyCap("F2")), None, 8, STRETCH, (Mark("leaf"), 1))
    put(page, inner := QWidget())
    inner.setLayout(line)

    assert line.count() == 5
    empty(line)
    assert line.count() == 0


def test_a_button_says_its_verb_and_shows_its_key(page: QWidget) -> None:
    button = Button("记入", "check", "primary", key="Ctrl+Enter")
    small = IconButton("收起", "x", "Esc")
    put(page, button, small)

    button.setText("重打")

    assert button.accessibleName() == "重打"
    assert button.text().split() == ["重打", "Ctrl+Enter"]
    assert (small.accessibleName(), small.text()) == ("收起", "")


def test_a_list_is_chosen_from_by_code(page: QWidget) -> None:
    select = Select("凭证", [("gps", "轨迹"), ("shot", "截图")])
    put(page, select)

    select.choose("shot")
    select.choose("unknown")

    assert select.code == "shot"
    assert not select.grab().isNull()


def test_a_label_changes_its_tone(page: QWidget) -> None:
    label = Label("好", "caption", Tone.OK)
    put(page, label)

    label.say("坏", Tone.BAD)

    assert (label.text(), label.property("tone")) == ("坏", "bad")


def test_a_message_offers_what_can_be_done(qtbot: QtBot, page: QWidget) -> None:
    bar = MessageBar()
    put(page, bar)
    done: list[str] = []

    with qtbot.waitSignal(bar.showing):
        bar.say(Tone.WARN, "37 行有问题。", "可直接改。", "M26")
    button = bar.offer("只看问题行", lambda: done.append("filter"))
    button.click()

    assert bar.isVisible()
    assert bar.accessibleName() == bar.text == "37 行有问题。\n可直接改。"
    assert done == ["filter"]
    bar.dismiss()
    assert not bar.isVisible()


def test_a_toast_takes_back_once(page: QWidget) -> None:
    toast = UndoToast(page)
    undone: list[int] = []

    toast.say("已记入：骑行", lambda: undone.append(1))
    page.resize(500, 500)
    first, second = toast.undo(), toast.undo()

    assert (first, second, undone) == (True, False, [1])
    assert toast.text == "已记入：骑行"
    assert not toast.isVisible()


def test_a_toast_goes_by_itself(qtbot: QtBot, page: QWidget) -> None:
    toast = UndoToast(page)
    toast.say("已导出")

    toast._timer.setInterval(1)

    qtbot.waitUntil(lambda: not toast.isVisible())


def test_progress_shows_only_if_it_takes_a_moment(qtbot: QtBot, page: QWidget) -> None:
    strip = ProgressStrip()
    put(page, strip)

    strip.begin("正在导入")
    at_once = strip.isVisible()
    strip.step(10**12, 4 * 10**12)
    qtbot.waitUntil(strip.isVisible)
    with qtbot.waitSignal(strip.cancelled):
        strip.findChildren(Button)[0].click()
    strip.stopping()
    strip.end()

    assert not at_once
    assert strip.text == "正在取消…"
    assert not strip.isVisible()


def test_what_is_empty_says_so_and_offers_one_thing(page: QWidget) -> None:
    done: list[int] = []
    state = EmptyState("还没有参与者。", "users")
    put(page, state)

    state.offer("登记", lambda: done.append(1), "F3").click()
    state.say("没有符合条件的参与者。")

    assert done == [1]
    said = [label.text() for label in state.findChildren(QLabel)]
    assert "没有符合条件的参与者。" in said


def test_loading_shows_nothing_at_first(qtbot: QtBot, page: QWidget) -> None:
    skeleton = Skeleton()
    put(page, skeleton)

    at_once = ink(skeleton)
    qtbot.waitUntil(lambda: ink(skeleton) > at_once)

    assert at_once == 1


def ink(widget: QWidget) -> int:
    picture = widget.grab().toImage()
    return len({picture.pixel(20, y) for y in range(picture.height())})


def test_tiles_are_one_choice_and_say_their_status(page: QWidget) -> None:
    first = Tile("bike", "单车骑行", "正式", Tone.OK, "1")
    second = Tile("heat-pump", "热泵", "试行 · 抄表", Tone.WARN, "2")
    closed = Tile("hanger", "旧衣", "停用", Tone.MUTE, "3")
    closed.setEnabled(False)
    put(page, first, second, closed)

    second.click()
    first.click()
    first.setFocus()

    assert [tile.isChecked() for tile in (first, second)] == [True, False]
    assert second.accessibleName() == "热泵，试行 · 抄表"
    assert not page.grab().isNull()


def test_figures_are_said_with_their_names(page: QWidget) -> None:
    kpi, count, gauge = (
        KpiCard("leaf", "核定减排量"),
        CountCard("需修正"),
        Gauge("里程"),
    )
    put(page, kpi, count, gauge, stat("积分", "1,286", "分"), page_header("标题", "注"))

    kpi.say("46.8", "tCO₂e", "待审 2.7", Tone.OK)
    count.say("29 行")
    gauge.say("12.4 / 20 km", 62)

    assert kpi.accessibleName() == "核定减排量 46.8 tCO₂e 待审 2.7"
    assert count.accessibleName() == "需修正 29 行"
    assert not page.grab().isNull()


def test_steps_tell_where_we_are(page: QWidget) -> None:
    stepper = Stepper(["选文件", "对应列", "写入"])
    put(page, stepper)

    stepper.go_to(1)

    assert stepper.accessibleName() == "第 2 步，对应列"
    assert not page.grab().isNull()


def test_a_pill_is_as_long_as_its_word(page: QWidget) -> None:
    pill = Pill(badge("waiting"))
    put(page, pill, Avatar("张"))
    short = pill.width()

    pill.show_badge(badge("not_creditable"))

    assert pill.width() > short
    assert pill.accessibleName() == "不予计入"
    assert not page.grab().isNull()


def test_a_search_box_is_named_by_what_it_asks(page: QWidget) -> None:
    field = search_box("查找参与者", big=True)
    put(page, scrolling(field))

    assert isinstance(field, QLineEdit)
    assert field.accessibleName() == "查找参与者"
    assert named_value("积分", "6,431 分").count() == 3


def test_every_icon_can_be_drawn_and_is_kept(application: QApplication) -> None:
    names = {name for name in icon_names() if icons.pixmap(name).isNull()}
    first = icons.pixmap("heat-pump")
    again = icons.pixmap("heat-pump").cacheKey() == first.cacheKey()

    theme.apply(application, dark=True)

    assert not names
    assert again
    assert icons.pixmap("heat-pump").cacheKey() != first.cacheKey()


def icon_names() -> list[str]:
    return [
        file.name.removesuffix(".svg")
        for file in (files("resources") / "icons").iterdir()
        if file.name.endswith(".svg")
    ]


def test_rare_characters_get_their_face_when_one_is_met(
    tasks: TaskRunner, tmp_path: Path
) -> None:
    needed = [fonts.needs_rarest("张晓明"), fonts.needs_rarest("𬎆")]

    face = fonts.unpack_rarest(tmp_path)
    fonts.load_rarest(face)

    fonts.ensure_face("𬎆", tasks)

    assert not tasks.busy
    assert needed == [False, True]
    assert fonts.unpack_rarest(tmp_path) == face
    assert not fonts.needs_rarest("𬎆")
