"""A job that a drill stops in the middle, and how each is first done undisturbed."""

from __future__ import annotations

from typing import Protocol
from typing import TYPE_CHECKING

from drills.killing import whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from carbon_points.storage.engine import Database
    from drills.killing import Tell
    from drills.tally import Tally


class Job(Protocol):
    """One job that is stopped: done in a fork, judged by the next start."""

    name: str

    def __init__(self, folder: Path) -> None:
        """Lay the ground in a folder that is empty."""

    def prepare(self, attempt: int) -> None:
        """Make ready what this attempt works on."""

    def work(self, tell: Tell) -> None:
        """Do the job; tell `BEGUN` first, then each thing that was acknowledged."""

    def judge(self, told: list[str], tally: Tally) -> Database:
        """Open what is left, count what is wrong, finish the job; answer it open."""


def each(jobs: Sequence[type[Job]], folder: Path) -> Iterator[tuple[Job, Path]]:
    """Each job on ground of its own, with the folder of it."""
    for job in jobs:
        place = folder / job.__name__
        place.mkdir(parents=True)
        yield job(place), place


def undisturbed(job: Job, tally: Tally) -> float:
    """Do the job once to its end and judge it; answers how many seconds it took."""
    job.prepare(0)
    told, takes = whole(job.work)
    job.judge(told, tally).close()
    return takes
