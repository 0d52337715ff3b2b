"""One function in a process of its own, so that its memory can be told.

``python -m bench.alone MODULE FUNCTION ARGUMENT…`` prints one JSON document.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module

from bench.machine import forget_peak
from bench.machine import peak_kib


def main(module: str, function: str, *arguments: str) -> None:
    """Call a function with texts and numbers; print what it answers and its peak."""
    forget_peak()
    values = [int(text) if text.isdigit() else text for text in arguments]
    answer = getattr(import_module(f"bench.{module}"), function)(*values)
    answer.setdefault("peak_kib", peak_kib())
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
