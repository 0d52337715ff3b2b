"""Draws scenes into files, and lays the files beside each other."""

from __future__ import annotations

import html
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from typing import TYPE_CHECKING

from PIL import Image

from tools.pictures.grounds import Grounds
from tools.pictures.look import FIRST
from tools.pictures.proof import problems
from tools.pictures.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from tools.pictures.look import Look
    from tools.pictures.scene import Scene

_COLOURS: Final = (96, 64, 48, 32, 16)
_RARE_TOO: Final = Image.Quantize.MAXCOVERAGE
_LARGEST: Final = 95_000
"""Bytes that a picture of the manual may have."""

_HEAD: Final = """<!doctype html><meta charset="utf-8"><title>carbon-points</title>
<style>body{font:15px sans-serif;margin:24px;background:#eee}img{width:100%}
div{display:grid;grid-template-columns:1fr 1fr;gap:12px}figure{margin:0}
figcaption{color:#555;font-size:12px}</style>
"""


def draw(
    scenes: Sequence[Scene],
    looks: Sequence[Look],
    folder: Path,
    tell: Callable[[str], object] = lambda _line: None,
) -> list[Path]:
    """A file for each scene in each look; what cannot be played is told.

    What `proof` finds is written beside the pictures.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    notes: list[str] = []
    with TemporaryDirectory() as scratch:
        grounds = Grounds(Path(scratch))
        for look in looks:
            for scene in scenes:
                target = folder / f"{scene.name}-{look.name}.png"
                target.unlink(missing_ok=True)
                try:
                    wrong = _draw(scene, look, grounds, target)
                except Exception as error:  # noqa: BLE001  (one scene, not the album)
                    tell(f"{target.name}: {type(error).__name__}: {error}")
                else:
                    made.append(target)
                    notes.extend(f"{target.stem}: {each}" for each in wrong)
    (folder / "proof.txt").write_text("\n".join(notes) + "\n", "utf-8")
    return made


def _draw(scene: Scene, look: Look, grounds: Grounds, target: Path) -> list[str]:
    """Draw one picture; answers what is wrong in it."""
    place, db = grounds.opened(scene.ground)
    stage = Stage(place, look, db)
    try:
        stage.seat(scene.role)
        scene.draw(stage)
        stage.settle()
        stage.picture().save(str(target))
        size = stage.window.size().toTuple()
        grew = [] if size == look.size else [f"the window grew to {size}"]
        return grew + problems(stage.window, look.language)
    finally:
        stage.close()
        if db is not None:
            db.close()


def for_manual(scenes: Sequence[Scene], folder: Path, target: Path) -> list[Path]:
    """Small copies of the pictures that the manual shows."""
    target.mkdir(parents=True, exist_ok=True)
    made = []
    for scene in scenes:
        source = folder / f"{scene.name}-{FIRST.name}.png"
        if scene.in_manual and source.exists():
            small = target / f"{scene.name}.png"
            reduce(source, small)
            made.append(small)
    return made


def reduce(source: Path, target: Path) -> None:
    """The same picture with a palette, as large as it may get and no larger."""
    with Image.open(source) as whole:
        flat = whole.convert("RGB")
    for colours in _COLOURS:
        # One round of means: without it the largest surfaces take a neighbour's tint.
        small = flat.quantize(colours, _RARE_TOO, kmeans=1, dither=Image.Dither.NONE)
        small.save(target, optimize=True)
        if target.stat().st_size < _LARGEST:
            return


def lay_out(scenes: Sequence[Scene], folder: Path) -> Path:
    """A page with all pictures of a scene beside each other."""
    parts = [_HEAD]
    for scene in scenes:
        files = sorted(folder.glob(f"{scene.name}-??-*.png"))
        title = f"{scene.page} · {scene.state}"
        parts.append(f"<h2>{title}</h2><p>{html.escape(scene.about)}</p><div>")
        parts += [
            f'<figure><img loading="lazy" src="{file.name}" alt="{title}">'
            f"<figcaption>{file.stem.removeprefix(scene.name + '-')}</figcaption>"
            "</figure>"
            for file in files
        ]
        parts.append("</div>")
    index = folder / "index.html"
    index.write_text("\n".join(parts), "utf-8")
    return index
