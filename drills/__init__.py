"""Drills: what the program promises about loss and trespass, tried again and again.

Each module of a row has ``drill(full: bool, folder: Path) -> Iterator[Tally]``. The
targets are nought everywhere; ``python -m drills`` fails on any other number.
"""
