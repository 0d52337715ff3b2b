"""Put the manual's chapters together: ``make manual``.

The chapters in ``resources/manual`` are what the window shows as help. The user guides
in ``docs`` are the same texts, one behind the other, with pictures.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
CHAPTERS: Final = ROOT / "resources" / "manual"
DOCS: Final = ROOT / "docs"
GUIDES: Final = {"zh": DOCS / "user-guide.md", "en": DOCS / "user-guide.en.md"}
ORDER: Final = (
    *("about", "window", "first_run", "unlock", "restore", "lock"),
    *("service", "participants", "meters", "import", "verify", "methodologies"),
    *("audit", "scenarios", "pool", "indicators", "settings", "log", "health"),
)
"""The chapters as a newcomer needs them; what is not named comes last."""

_CONTENTS: Final = {"zh": "目录", "en": "Contents"}


def guide(language: str) -> str:
    """The whole guide in one language."""
    texts = {name: _read(language, name) for name in names(language)}
    titles = {name: text.partition("\n")[0][2:] for name, text in texts.items()}
    contents = "\n".join(
        f"- [{title}](#{_anchor(title)})"
        for name, title in titles.items()
        if name != "about"
    )
    head = f"{texts.pop('about')}\n## {_CONTENTS[language]}\n\n{contents}\n"
    parts = [_deeper(_illustrated(name, text)) for name, text in texts.items()]
    return "\n".join([head, *parts])


def names(language: str) -> list[str]:
    """The chapters that there are, in the order of the guide."""
    found = {path.stem for path in (CHAPTERS / language).glob("*.md")}
    known = [name for name in ORDER if name in found]
    return known + sorted(found.difference(ORDER))


def _read(language: str, name: str) -> str:
    return (CHAPTERS / language / f"{name}.md").read_text("utf-8")


def _illustrated(name: str, text: str) -> str:
    """The chapter with its pictures below the first paragraph."""
    title = text.partition("\n")[0][2:]
    pictures = sorted((DOCS / "pictures").glob(f"{name}-*.png"))
    shown = "\n\n".join(f"![{title}](pictures/{path.name})" for path in pictures)
    head, found, rest = text.partition("\n## ")
    return f"{head}\n{shown}\n{found}{rest}" if shown else text


def _deeper(text: str) -> str:
    """The same text a level below: the guide itself has the first."""
    lines = text.splitlines()
    return "\n".join(f"#{line}" if line.startswith("#") else line for line in lines)


def _anchor(title: str) -> str:
    """As the common viewers of Markdown name a heading."""
    return title.lower().replace(" ", "-")


def main() -> int:
    """Write the guides."""
    for language, path in GUIDES.items():
        path.write_text(guide(language).rstrip("\n") + "\n", "utf-8")
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
