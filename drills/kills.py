"""kill -9 in the middle of each job that writes: all of it or nothing, once."""

from __future__ import annotations

import random
from typing import Final
from typing import TYPE_CHECKING

from drills import ground
from drills.backup_jobs import BackingUp
from drills.backup_jobs import Restoring
from drills.desk_jobs import Certifying
from drills.desk_jobs import Importing
from drills.desk_jobs import Logging
from drills.jobs import each
from drills.jobs import undisturbed
from drills.killing import killed
from drills.migrating import Migrating
from drills.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from drills.jobs import Job

FULL: Final = 200
SHORT: Final = 4
JOBS: Final = (Logging, Importing, Certifying, BackingUp, Restoring, Migrating)
_VERIFIED_EVERY: Final = 20


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """One row for each job."""
    return killed_each(JOBS, full=full, folder=folder)


def killed_each(
    jobs: Sequence[type[Job]], *, full: bool, folder: Path
) -> Iterator[Tally]:
    """The drill of every row that kills: one row for each of its jobs."""
    for job, _place in each(jobs, folder):
        yield killed_often(job, FULL if full else SHORT)


def killed_often(job: Job, times: int) -> Tally:
    """Kill a job again and again, at any time of it."""
    tally = Tally(f"kill -9 while {job.name}")
    chance = random.Random(job.name)  # noqa: S311  (a drill that can be repeated)
    takes = undisturbed(job, tally)
    for attempt in range(1, times + 1):
        job.prepare(attempt)
        told = killed(job.work, chance.uniform(0, takes))
        tally.tried += 1
        with job.judge(told, tally) as db:
            if attempt % _VERIFIED_EVERY == 0 or attempt == times:
                tally.problem_if("lost", ground.trouble(db))
            tally.problem_if("lost", ground.left_behind(db))
    return tally.end()
