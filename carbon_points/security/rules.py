"""Who may do what: one row a command, read by every service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

WORKER: Final = "worker"
AUDITOR: Final = "auditor"
ADMIN: Final = "admin"
VIEWER: Final = "viewer"
ROLES: Final = (WORKER, AUDITOR, ADMIN, VIEWER)
ANYONE: Final = frozenset(ROLES)


@dataclass(frozen=True, slots=True)
class Right:
    """The roles that may give a command, and how far."""

    roles: frozenset[str]
    second: frozenset[str] = frozenset()
    """Roles of a second person, where one may have to sign."""

    own_place: frozenset[str] = frozenset()
    """Roles that see their own subdistrict only."""

    masked: frozenset[str] = frozenset()
    """Roles that see personal data masked."""


@dataclass(frozen=True, slots=True)
class SetUpOperator:
    """An operator of a new database; there is no password yet."""

    name: str
    display_name: str
    role: str


SET_UP_OPERATORS: Final = (
    SetUpOperator("worker", "社区工作人员", WORKER),
    SetUpOperator("auditor", "审核员", AUDITOR),
    SetUpOperator("auditor2", "复核审核员", AUDITOR),
    SetUpOperator("admin", "系统管理员", ADMIN),
    SetUpOperator("viewer", "工作专班", VIEWER),
)
"""In the order in which a command without ``--as`` takes the first who may."""


def _right(roles: str, *, second: str = "", own: str = "", masked: str = "") -> Right:
    """A row of the table; roles by their first letter, ``d`` for admin."""
    return Right(*(_roles(letters) for letters in (roles, second, own, masked)))


def _roles(letters: str) -> frozenset[str]:
    names = {"w": WORKER, "a": AUDITOR, "d": ADMIN, "v": VIEWER}
    return frozenset(names[letter] for letter in letters)


RIGHTS: Final[dict[str, Right]] = {
    "import": _right("wa"),
    "find": _right("wad", own="w", masked="d"),
    "show": _right("wad", own="w", masked="d"),
    "register": _right("w"),
    "participant edit": _right("w", own="w"),
    "participants export": _right("wad", own="w", masked="d"),
    "participant copy": _right("wa", own="w"),
    "participant close": _right("w", own="w"),
    "participant erase": _right("ad", second="a"),
    "retention show": _right("ad"),
    "retention run": _right("d", second="a"),
    "twin mark": _right("wa", own="w"),
    "twin dismiss": _right("wa", own="w"),
    "unmask": _right("wa", own="w"),
    "log": _right("w"),
    "withdraw": _right("w"),
    "withdraw approved": _right("a"),
    "audit queue": _right("a"),
    "audit show": _right("a"),
    "audit decide": _right("a", second="a"),
    "audit rehearse": _right("a"),
    "audit change": _right("a"),
    "audit change confirm": _right("a", second="a"),
    "audit day": _right("ad"),
    "audit sample": _right("a"),
    "audit check": _right("a"),
    "audit result": _right("a"),
    "audit finding": _right("a"),
    "audit verify": _right("ad"),
    "audit checkpoint": _right("ad"),
    "approve": _right("a", second="a"),
    "close-month": _right("a"),
    "pool notice": _right("a"),
    "pool object": _right("a"),
    "pool answer": _right("a"),
    "pool cancel": _right("a"),
    "pool register": _right("a"),
    "pool dispose": _right("a", second="a"),
    "pool confirm": _right("a"),
    "pool drop": _right("a"),
    "pool use": _right("a"),
    "pool show": _right("adv"),
    "dossier": _right("a"),
    "dossier read": _right("adv"),
    "report subdistrict": _right("wa", own="w"),
    "scenario show": _right("adv"),
    "scenario set": _right("a"),
    "scenario document": _right("a"),
    "scenario stage": _right("a"),
    "scenario notice": _right("a"),
    "scenario criterion": _right("a", second="a"),
    "certificate issue": _right("wa"),
    "certificate revoke": _right("a"),
    "bundle import": _right("a"),
    "bundle export": _right("wa"),
    "adopt": _right("a", second="a"),
    "stats": _right("wadv", own="w"),
    "explain": _right("wa"),
    "print": _right("wa"),
    "activity": _right("wa"),
    "survey": _right("wa"),
    "redeem": _right("w"),
    "indicator": _right("a"),
    "indicator list": _right("adv"),
    "indicator show": _right("adv"),
    "indicator projects": _right("adv"),
    "indicator export": _right("adv"),
    "indicator set": _right("a"),
    "backup": _right("wad"),
    "backup list": _right("wad"),
    "backup plan": _right("d"),
    "restore": _right("d"),
    "users": _right("d", second="a"),
    "users log": _right("ad"),
    "desks": _right("d"),
    "keys": _right("d"),
    "channels": _right("d"),
    "factors": _right("d", second="a"),
    "rates": _right("d", second="a"),
    "policies": _right("d", second="a"),
    "as-of": _right("a"),
    "init": Right(ANYONE),
    "demo": Right(ANYONE),
    "pool public": Right(ANYONE),
    "calculate": Right(ANYONE),
    "methodologies": Right(ANYONE),
    "certificate verify": Right(ANYONE),
    "dossier check": Right(ANYONE),
    "backup check": Right(ANYONE),
    "keys recover": Right(ANYONE),
    "doctor": Right(ANYONE),
}
"""``formats.md`` section 9; ``as-of`` is the option, outside of set-up mode."""


def may(roles: frozenset[str], command: str) -> bool:
    """Whether one of these roles includes a command.

    Raises:
        KeyError: if the table has no row for it.
    """
    return bool(roles & RIGHTS[command].roles)
