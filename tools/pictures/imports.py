"""Scenes of the import."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tools.pictures.scene import Ground
from tools.pictures.scene import scene

if TYPE_CHECKING:
    from tools.pictures.stage import Stage

PAGE = "import"
_HEAD = "投放日期,身份证号,重量（公斤）,投放点\n"
_ROWS = (
    "2026-06-20,370114199105029837,4.2,明水街道便民点",
    "2026-06-21,370114198011059951,3.1,明水街道便民点",
    "2026年13月40日,370114198011059950,2.5,明水街道便民点",
    "2026-06-23,370114198201059281,四公斤,明水街道便民点",
    "2026-06-24,370114198201059281,2.8,明水街道便民点",
    "2026-06-24,370181196003072515,5.6,明水街道便民点",
    "2026-06-25,370114199105029837,1.9,明水街道便民点",
    "2026-06-25,370114199105029837,1.9,明水街道便民点",
)


@scene(PAGE, "empty", in_manual=True)
def nothing_chosen(stage: Stage) -> None:
    """No file is chosen yet; what was imported before."""
    stage.go(PAGE)


@scene(PAGE, "empty-district", ground=Ground.EMPTY)
def never_imported(stage: Stage) -> None:
    """Nothing was ever imported."""
    stage.go(PAGE)


@scene(PAGE, "filled", in_manual=True)
def doubtful_rows(stage: Stage) -> None:
    """A sheet of a weigh-in, some rows of which are wrong."""
    stage.go(PAGE, paths=(_sheet(stage.folder),))
    stage.press(Qt.Key.Key_F8)


@scene(PAGE, "filled-rides", ground=Ground.EMPTY)
def whole_month(stage: Stage) -> None:
    """A month of an operator's orders whose riders nobody knows."""
    stage.go(PAGE, paths=(_demo("03_骑行订单", "示例单车甲_订单_202601.csv"),))


@scene(PAGE, "filled-again")
def known_file(stage: Stage) -> None:
    """A file that was imported before."""
    stage.go(PAGE, paths=(_demo("03_骑行订单", "示例单车甲_订单_202601.csv"),))


@scene(PAGE, "filled-columns")
def unknown_columns(stage: Stage) -> None:
    """A file whose headings say nothing."""
    sheet = stage.folder / "订单.csv"
    sheet.write_text(
        "甲,乙,丙,丁,戊\nA1,13900000001,2026-03-02 09:00,2026-03-02 09:15,3000\n",
        "utf-8",
    )
    stage.go(PAGE, paths=(sheet,))


@scene(PAGE, "filled-done")
def written(stage: Stage) -> None:
    """The good rows were written."""
    stage.go(PAGE, paths=(_sheet(stage.folder),))
    stage.commit()


@scene(PAGE, "loading")
def reading(stage: Stage) -> None:
    """The file is being read."""
    stage.go(PAGE)
    stage.hold()
    stage.go(PAGE, paths=(_sheet(stage.folder),))


@scene(PAGE, "error")
def no_table(stage: Stage) -> None:
    """A file that is no table."""
    odd = stage.folder / "照片.xlsx"
    odd.write_bytes(b"\x89PNG\r\n\x1a\n")
    stage.go(PAGE, paths=(odd,))


@scene(PAGE, "error-disk")
def disk_full(stage: Stage) -> None:
    """The disk is full when the rows are written."""
    stage.go(PAGE, paths=(_sheet(stage.folder),))
    stage.fail()
    stage.commit()


def _sheet(folder: Path) -> Path:
    path = folder / "旧衣称重_明水街道_202606.csv"
    path.write_text(_HEAD + "\n".join(_ROWS) + "\n", "utf-8")
    return path


def _demo(*parts: str) -> Path:
    return Path(str(files("resources").joinpath("demo", *parts)))
