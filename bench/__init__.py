"""The program's speed as ratios to alternatives that are written out here.

``make bench`` or ``python -m bench [ROWS] [--quick]``; see ``docs/benchmarks.md``.
"""
