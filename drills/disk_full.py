"""A disk that is full in the middle of a job: one sentence, nothing half done.

A limit on the size of files stops each job at its first write beyond it, at every size
in turn; SQLite calls that an I/O error. Where a small disk can be mounted, it is filled
until so much is left, and the same jobs run on it.
"""

from __future__ import annotations

import errno
import os
import resource
import subprocess
from contextlib import contextmanager
from functools import partial
from typing import Final
from typing import TYPE_CHECKING
from unittest.mock import patch

from carbon_points.common.problems import UserError
from carbon_points.storage import space
from drills import ground
from drills.jobs import each
from drills.jobs import undisturbed
from drills.killing import BEGUN
from drills.killing import whole
from drills.kills import JOBS as KILLED
from drills.rekeying import Encrypting
from drills.rekeying import Rotating
from drills.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from drills.jobs import Job
    from drills.killing import Tell

FULL: Final = 30
SHORT: Final = 2
_SHORT_DISKS: Final = 2
JOBS: Final = (*KILLED, Rotating, Encrypting)
_SAID: Final = "said "
_SENTENCES: Final = frozenset({"DB_DISK_FULL", "BACKUP_NO_ROOM"})
_FILLER: Final = "filler"
_FULL_DISK: Final = frozenset({errno.EFBIG, errno.ENOSPC})
_DISK_MB: Final = 48
_VERIFIED_EVERY: Final = 10


def drill(*, full: bool, folder: Path) -> Iterator[Tally]:
    """Each job with a limit on files, then on a small disk where there can be one.

    The watch that pauses imports on a disk of little room looks away meanwhile.
    """
    times = FULL if full else SHORT
    with patch.multiple(space, PAUSE=0, TIMES=0):
        for job, place in each(JOBS, folder):
            yield limited_often(job, place, times)
        on_disk = JOBS if full else JOBS[:_SHORT_DISKS]
        for kind in on_disk if _can_mount(folder) else ():
            with small_disk(folder / f"{kind.__name__}-disk") as place:
                yield filled_often(kind(place), place, times)


def limited_often(job: Job, place: Path, times: int) -> Tally:
    """Run a job with files limited to ever greater sizes."""
    tally = Tally(f"files limited while {job.name}")
    most = _first(job, place, tally, max)
    for attempt in range(1, times + 1):
        job.prepare(attempt)
        limit = most * (attempt - 1) // times
        _try(job, partial(_limit, limit), tally)
        _judge(job, tally, attempt == times or attempt % _VERIFIED_EVERY == 0)
    return tally.end()


def filled_often(job: Job, place: Path, times: int) -> Tally:
    """Run a job on a disk on which ever more room is left."""
    tally = Tally(f"disk full while {job.name}")
    most = _first(job, place, tally, sum)
    for attempt in range(1, times + 1):
        job.prepare(attempt)
        left = most * (attempt - 1) // times
        _try(job, partial(_fill, place, left), tally)
        (place / _FILLER).unlink(missing_ok=True)
        _judge(job, tally, attempt == times or attempt % _VERIFIED_EVERY == 0)
    return tally.end()


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A disk of its own under a folder, gone afterwards."""
    place.mkdir(parents=True)
    size = f"size={_DISK_MB}m"
    _system("mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place))
    try:
        yield place
    finally:
        _system("umount", "-l", str(place))


def _first(
    job: Job, place: Path, tally: Tally, of: Callable[[Iterator[int]], int]
) -> int:
    """Do the job once unhindered; the size of what then lies there."""
    undisturbed(job, tally)
    return of(path.stat().st_size for path in place.rglob("*") if path.is_file())


_told: list[str] = []


def _try(job: Job, narrow: Callable[[], object], tally: Tally) -> None:
    """One try in a fork; what it acknowledged is kept for the judgement."""
    tally.tried += 1
    _told.clear()
    try:
        told, _ = whole(partial(hindered, job.work, narrow))
    except ChildProcessError:
        tally.problem("lost", f"{job.name}: no sentence, the program fell over")
        return
    said = [line.removeprefix(_SAID) for line in told if line.startswith(_SAID)]
    _told.extend(line for line in told if not line.startswith(_SAID))
    wrong = [code for code in said if code not in _SENTENCES]
    if wrong:
        tally.problem("lost", f"{job.name}: {wrong[0]}, not that the disk is full")


def hindered(
    work: Callable[[Tell], None], narrow: Callable[[], object], tell: Tell
) -> None:
    """Do a job that runs out of room once it has begun; tell what it said."""

    def passed_on(line: str) -> None:
        if line == BEGUN:
            narrow()
        tell(line)

    try:
        work(passed_on)
    except UserError as error:
        tell(f"{_SAID}{error.code}")
    except OSError as error:
        if error.errno not in _FULL_DISK:
            raise
        tell(f"{_SAID}DB_DISK_FULL")


def _judge(job: Job, tally: Tally, verified: bool) -> None:  # noqa: FBT001  (counted by the caller)
    with job.judge(list(_told), tally) as db:
        if verified:
            tally.problem_if("lost", ground.trouble(db) or ground.left_behind(db))


def _limit(size: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))


def _fill(place: Path, left: int) -> None:
    """Take all room of a disk but `left` bytes."""
    disk = os.statvfs(place)
    size = disk.f_bavail * disk.f_frsize - left
    if size <= 0:
        return
    descriptor = os.open(place / _FILLER, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.posix_fallocate(descriptor, 0, size)
    finally:
        os.close(descriptor)


def _can_mount(folder: Path) -> bool:
    """Whether a disk can be mounted here: it takes a superuser who may."""
    if os.geteuid() != 0:
        return False
    try:
        with small_disk(folder / "trial-disk"):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


def _system(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  (our own words)
