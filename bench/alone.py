"""One function in a process of its own, so that its memory can be told.

``python -m bench.alone MODULE FUNCTION ARGUMENT…`` prints one JSON document.
"""

from __future__ import annotations

import json
import resource
import sys
from importlib import import_module


def main(module: str, function: str, *arguments: str) -> None:
    """Call a function with texts and numbers; print what it answers and its peak."""
    values = [int(text) if text.isdigit() else text for text in arguments]
    answer = getattr(import_module(f"bench.{module}"), function)(*values)
    answer.setdefault("peak_kib", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
