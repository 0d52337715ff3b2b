"""The list of a seed by the standard library alone, as an inspector would make it.

    python3 -I draw.py drawn_districts.json

Reads the populations of the file and prints their lists; nothing of the program is
needed. Any Python 3 runs it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any


def parts(sizes: dict[str, int], wanted: int) -> dict[str, int]:
    """How many of each stratum: largest remainder, at least one."""
    total = sum(sizes.values())
    shares = {name: wanted * size // total for name, size in sizes.items()}
    rest = sorted(sizes, key=lambda name: (-(wanted * sizes[name] % total), name))
    for name in rest[: wanted - sum(shares.values())]:
        shares[name] += 1
    return {name: max(share, 1) for name, share in shares.items()}


def drawn(case: dict[str, Any]) -> list[str]:
    """The ids of one population in the order of the list."""

    def key(number: str) -> str:
        text = case["seed"] + "\n" + number
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    sizes = {name: len(ids) for name, ids in case["strata"].items()}
    chosen = []
    for name, count in parts(sizes, case["wanted"]).items():
        chosen += sorted(case["strata"][name], key=key)[:count]
    return sorted(chosen, key=key)


if __name__ == "__main__":
    cases = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    sys.stdout.write(json.dumps([drawn(case) for case in cases]))
