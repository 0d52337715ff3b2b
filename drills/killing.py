"""Running a piece of work in a process of its own and killing it in the middle."""

from __future__ import annotations

import os
import select
import signal
import time
import warnings
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Tell = Callable[[str], None]
    Work = Callable[[Tell], None]

BEGUN: Final = "begun"
_LONGEST_S: Final = 120


def killed(work: Work, after_s: float) -> list[str]:
    """What `work` told before it was killed, `after_s` seconds after it had begun.

    It says `BEGUN` itself, when everything before the drilled part is done. The process
    is a fork, so no database may be open here.
    """
    reader, child = _started(work)
    with os.fdopen(reader, "rb", buffering=0) as pipe:
        said = _until_begun(pipe.fileno())
        ready, _, _ = select.select([pipe], [], [], 0)
        if not ready:
            time.sleep(after_s)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said += pipe.read()
    # A line that was cut off was not told.
    return [line for line in said.decode().split("\n")[:-1] if line != BEGUN]


def whole(work: Work) -> tuple[list[str], float]:
    """What `work` tells when nobody kills it, and how many seconds it takes."""
    reader, child = _started(work)
    with os.fdopen(reader, "rb", buffering=0) as pipe:
        said = _until_begun(pipe.fileno())
        began = time.monotonic()
        said += _rest(pipe.fileno())
        took = time.monotonic() - began
    _, status = os.waitpid(child, 0)
    if status:
        raise ChildProcessError(status)
    return [line for line in said.decode().splitlines() if line != BEGUN], took


def _started(work: Work) -> tuple[int, int]:
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        # Libraries may have started threads; the child touches nothing of theirs.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        os.close(writer)
        return reader, child
    os.close(reader)
    code = 1
    try:
        work(lambda line: os.write(writer, f"{line}\n".encode()))  # type: ignore[arg-type]
        code = 0
    finally:
        os._exit(code)


def _until_begun(pipe: int) -> bytes:
    said = b""
    while f"{BEGUN}\n".encode() not in said:
        ready, _, _ = select.select([pipe], [], [], _LONGEST_S)
        more = os.read(pipe, 4096) if ready else b""
        if not more:
            break
        said += more
    return said


def _rest(pipe: int) -> bytes:
    said = b""
    while more := os.read(pipe, 65_536):
        said += more
    return said
