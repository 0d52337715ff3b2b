"""``python -m tools.fuzz [TARGET …] [--seconds N]``: feed the readers what breaks them.

atheris watches which branches an input takes and keeps those that take new ones. Each
target is a reader of `tests.fuzz.readers`, fed in a process of its own, because the
fuzzer never gives one back. An input that breaks a reader is kept, its name printed.
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROOT: Final = Path(__file__).parents[1]
_LONGEST_INPUT_S: Final = 20
_MOST_MB: Final = 3_000
_LARGEST: Final = 20_000
_HERE: Final = "--here"
"""Before the one target of a process that the fuzzer takes over."""


def main(arguments: Sequence[str]) -> int:
    """Fuzz the targets that are named, or all; 1 if one of them broke."""
    given = _parser().parse_args(arguments)
    if given.here:
        return _taken_over(given.here, given.inputs, given.seconds)
    from tests.fuzz.readers import READERS  # noqa: PLC0415  (not in the parser)

    unknown = sorted(set(given.targets) - set(READERS))
    if unknown:
        _say(f"no target {', '.join(unknown)}; there are: {', '.join(READERS)}")
        return 2
    broken = [name for name in given.targets or READERS if _broke(name, given.seconds)]
    _say(f"broken: {', '.join(broken)}" if broken else "nothing broke")
    return int(bool(broken))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=60, metavar="N")
    parser.add_argument(_HERE, metavar="TARGET", help=argparse.SUPPRESS)
    parser.add_argument("--inputs", type=Path, help=argparse.SUPPRESS)
    return parser


def _broke(name: str, seconds: int) -> bool:
    """Fuzz one target in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        inputs = Path(folder)
        _sow(name, inputs)
        command = [sys.executable, "-m", "tools.fuzz", _HERE, name]
        done = subprocess.run(  # noqa: S603  (our own interpreter)
            [*command, "--seconds", str(seconds), "--inputs", folder],
            cwd=_ROOT,
            capture_output=True,
            check=False,
        )
    said = done.stderr.decode("utf-8", "replace")
    _say(f"{name:14} {_summary(said)}")
    if done.returncode:
        _say(said[-3000:])
    return bool(done.returncode)


def _sow(name: str, folder: Path) -> None:
    from tests.fuzz.test_readers import seeds  # noqa: PLC0415  (slow)

    for number, data in enumerate(seeds(name)):
        (folder / f"seed-{number}").write_bytes(data)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _summary(said: str) -> str:
    done = [line for line in said.splitlines() if line.startswith("Done")]
    return done[-1] if done else "broke, or did not begin"


def _taken_over(name: str, inputs: Path, seconds: int) -> int:
    """Hand this process to the fuzzer; it ends it."""
    atheris = importlib.import_module("atheris")  # not typed, and only here
    with atheris.instrument_imports(include=["carbon_points"]):
        from tests.fuzz.readers import fed  # noqa: PLC0415  (watched from here on)

    atheris.Setup(
        [
            sys.argv[0],
            str(inputs),
            f"-max_total_time={seconds}",
            f"-max_len={_LARGEST}",
            f"-timeout={_LONGEST_INPUT_S}",
            f"-rss_limit_mb={_MOST_MB}",
            f"-artifact_prefix={tempfile.gettempdir()}/fuzz-{name}-",
        ],
        lambda data: fed(name, data),
    )
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
