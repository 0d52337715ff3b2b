"""News of a transaction: told after its commit, forgotten with it."""

from __future__ import annotations

from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_NEWS: Final = "news"


def tell(session: Session, event: object) -> None:
    """Publish `event` to whoever listens, once this transaction is committed."""
    session.info.setdefault(_NEWS, []).append(event)


def publish(session: Session) -> None:
    """The transaction is committed: tell what it had to tell."""
    for event in session.info.pop(_NEWS, ()):
        session.info["events"].publish(event)


def drop(session: Session) -> None:
    """The transaction was rolled back: nothing has happened."""
    session.info.pop(_NEWS, None)
