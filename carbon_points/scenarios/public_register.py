"""The public register: every batch and where it went, without personal data."""

from __future__ import annotations

from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import replace
from typing import Any
from typing import Final
from typing import TYPE_CHECKING

from sqlalchemy import text

from carbon_points.common.units import mass_text
from carbon_points.participants.rules import masked_id
from carbon_points.pool.histories import disposals
from carbon_points.pool.histories import notices
from carbon_points.pool.histories import uses
from carbon_points.pool.queries import batches
from carbon_points.pool.rules import DisposalState
from carbon_points.pool.rules import NoticeState
from carbon_points.statistics.naming import label
from carbon_points.statistics.pedigree import pedigree
from carbon_points.statistics.suppression import SMALLEST
from carbon_points.statistics.suppression import suppressed
from carbon_points.statistics.suppression import WITHHELD
from carbon_points.statistics.tables import StatQuery
from carbon_points.statistics.tables import StatRow
from carbon_points.statistics.tables import StatTable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from carbon_points.pool.histories import Disposal
    from carbon_points.pool.histories import Notice
    from carbon_points.pool.histories import Use
    from carbon_points.pool.queries import Batch
    from carbon_points.statistics.pedigree import Pedigree

RIGHT: Final = "支配权：生态环境主管部门"
TITLE: Final = "碳普惠减排量公开台账"
_TRADER: Final = "92"
"""A company code that begins so is a person's own business (个体工商户)."""

_TRADER_NAME: Final = "个体工商户"
_SHOWN: Final = (NoticeState.RUNNING, NoticeState.OBJECTED, NoticeState.READY)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of a batch or of all; None where fewer than `SMALLEST` people stand behind."""

    participants: int | None = None
    actions: int | None = None
    registered_mg: int | None = None
    reversed_mg: int | None = None
    disposed_mg: int | None = None
    used_mg: int | None = None
    balance_mg: int | None = None


@dataclass(frozen=True, slots=True)
class PublicBatch:
    """A registered batch."""

    number: str
    methodology: str
    vintage: int
    first: dt.date
    last: dt.date
    registered_on: dt.date
    figures: Figures

    @property
    def name(self) -> str:
        """The methodology in words."""
        return label("methodology", self.methodology)

    @property
    def shown(self) -> str:
        """The amount registered, for a line of text."""
        return mass(self.figures.registered_mg)


@dataclass(frozen=True, slots=True)
class PublicDisposal:
    """A confirmed disposal."""

    number: str
    disposed_on: dt.date
    enterprise: str
    uscc: str
    purpose: str
    document: str
    batches: tuple[str, ...]
    reduction_mg: int | None
    used_mg: int | None


@dataclass(frozen=True, slots=True)
class PublicUse:
    """A final use."""

    number: str
    used_on: dt.date
    disposal: str
    enterprise: str
    purpose: str
    reduction_mg: int | None


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """A notice that is not registered yet."""

    starts: dt.date
    ends: dt.date
    first: dt.date
    last: dt.date
    text: str
    methodologies: tuple[str, ...]
    objections: int
    answered: int


@dataclass(frozen=True, slots=True)
class PublicRegister:
    """Everything that anybody may see of the pool."""

    day: dt.date
    pedigree: Pedigree
    notices: tuple[PublicNotice, ...]
    batches: tuple[PublicBatch, ...]
    totals: Figures
    disposals: tuple[PublicDisposal, ...]
    uses: tuple[PublicUse, ...]

    @property
    def head(self) -> str:
        """What stands above everything."""
        return f"{RIGHT} · {self.pedigree.mark}"

    def document(self) -> dict[str, Any]:
        """The register as JSON has it."""
        about = self.pedigree
        return {
            "right_of_disposal": RIGHT,
            "certified": False,
            "demo": about.demo,
            "district": about.district,
            "day": self.day.isoformat(),
            "position": about.position,
            "counted_at": about.counted_at,
            "notices": [_plain(each) for each in self.notices],
            "batches": [_plain(each) for each in self.batches],
            "totals": asdict(self.totals),
            "disposals": [_plain(each) for each in self.disposals],
            "uses": [_plain(each) for each in self.uses],
            "remarks": list(about.remarks),
        }


def mass(amount_mg: int | None) -> str:
    """An amount as people read it, or that it is withheld."""
    return WITHHELD if amount_mg is None else f"{' '.join(mass_text(amount_mg))} CO₂e"


def register_of(session: Session, today: dt.date) -> PublicRegister:
    """The register as it stands; the same for whoever asks."""
    known = batches(session)
    table = suppressed(_table(session, known))
    withheld = {row.key[0] for row in table.rows if row.withheld}
    rows = tuple(_batch(each, withheld) for each in known)
    given = [d for d in disposals(session) if d.state is DisposalState.CONFIRMED]
    hidden = {d.number for d in given if withheld & {x.number for x in d.lines}}
    return PublicRegister(
        today,
        _pedigree(session, table, today),
        tuple(_notice(n) for n in notices(session, today) if n.state in _SHOWN),
        rows,
        _totals(known, table.totals),
        tuple(_disposal(each, hidden) for each in reversed(given)),
        tuple(_use(each, given, hidden) for each in reversed(uses(session))),
    )


def _table(session: Session, known: Iterable[Batch]) -> StatTable:
    """The batches as statistics, so that their rule for small groups holds here."""
    rows = tuple(
        StatRow((b.number,), b.participants, b.actions, b.registered_mg, 0)
        for b in known
    )
    actions = sum(row.actions or 0 for row in rows)
    mg = sum(row.reduction_mg or 0 for row in rows)
    totals = StatRow((), _people(session), actions, mg, 0)
    position, at = session.execute(_HEAD).first() or (0, None)
    versions = tuple((name, version) for name, version in session.execute(_VERSIONS))
    return StatTable(StatQuery(), rows, totals, None, position, at, versions)


_HEAD: Final = text("SELECT position, at FROM chain_record ORDER BY position DESC")
_PEOPLE: Final = text("""
SELECT COUNT(DISTINCT a.participant_id) FROM pool_member m
JOIN pool_batch b ON b.lot_id = m.lot_id JOIN action a ON a.id = m.action_id
WHERE a.state = 3""")
_VERSIONS: Final = text("""
SELECT v.methodology, v.version FROM methodology_version v
WHERE EXISTS (SELECT 1 FROM pool_lot l JOIN pool_batch b ON b.lot_id = l.id
  JOIN pool_member m ON m.lot_id = l.id JOIN action a ON a.id = m.action_id
  WHERE l.methodology = v.methodology AND a.version_id = v.id) ORDER BY 1, 2""")


def _people(session: Session) -> int:
    """Different participants behind all batches."""
    return session.scalar(_PEOPLE) or 0


def _pedigree(session: Session, table: StatTable, today: dt.date) -> Pedigree:
    about = pedigree(session, table)
    remarks = [
        RIGHT,
        "未经核证：本台账是区级核算登记，不是经核证的减排量，不得用于交易。",
        "每一批次在公示期满、异议答复之后登记。",
        "公示期按工作日计，只扣除周末，不知道法定节假日（假定）。",
        "减排量以整毫克核算，表中克、千克、吨仅为显示。",
    ]
    if table.has_withheld:
        remarks.append(
            f"不足 {SMALLEST} 人的批次不显示数量；为防止相减推算，另有一批一并不显示。"
        )
    return replace(
        about,
        title=f"{about.district}{TITLE}",
        question=f"截至 {today} 的登记、划拨与使用注销",
        remarks=tuple(remarks),
    )


def _batch(batch: Batch, withheld: Collection[str]) -> PublicBatch:
    figures = Figures(
        batch.participants,
        batch.actions,
        batch.registered_mg,
        batch.reversed_mg,
        batch.disposed_mg,
        batch.used_mg,
        batch.balance_mg,
    )
    return PublicBatch(
        batch.number,
        batch.methodology,
        batch.vintage,
        batch.first,
        batch.last,
        batch.registered_on,
        Figures() if batch.number in withheld else figures,
    )


def _totals(known: Collection[Batch], shown: StatRow) -> Figures:
    if shown.withheld:
        return Figures()
    return Figures(
        shown.participants,
        shown.actions,
        sum(b.registered_mg for b in known),
        sum(b.reversed_mg for b in known),
        sum(b.disposed_mg for b in known),
        sum(b.used_mg for b in known),
        sum(b.balance_mg for b in known),
    )


def _disposal(disposal: Disposal, hidden: Collection[str]) -> PublicDisposal:
    withheld = disposal.number in hidden
    name, uscc = _enterprise(disposal)
    return PublicDisposal(
        disposal.number,
        disposal.decided_on or disposal.proposed_on,
        name,
        uscc,
        disposal.purpose,
        disposal.document,
        tuple(line.number for line in disposal.lines),
        None if withheld else disposal.reduction_mg,
        None if withheld else disposal.used_mg,
    )


def _enterprise(disposal: Disposal) -> tuple[str, str]:
    """Name and code as they may be published: a trader's name is a person's."""
    if disposal.uscc.startswith(_TRADER):
        return _TRADER_NAME, masked_id(disposal.uscc)
    return disposal.enterprise, disposal.uscc


def _use(use: Use, given: Iterable[Disposal], hidden: Collection[str]) -> PublicUse:
    [disposal] = [each for each in given if each.number == use.disposal_number]
    return PublicUse(
        use.number,
        use.used_on,
        use.disposal_number,
        _enterprise(disposal)[0],
        use.purpose,
        None if use.disposal_number in hidden else use.reduction_mg,
    )


def _notice(notice: Notice) -> PublicNotice:
    return PublicNotice(
        notice.starts,
        notice.ends,
        notice.first,
        notice.last,
        notice.text,
        tuple(dict.fromkeys(lot.methodology for lot in notice.lots)),
        len(notice.objections),
        sum(not each.is_open for each in notice.objections),
    )


def _plain(row: Any) -> dict[str, Any]:
    """A row as JSON has it: dates as text."""
    found = asdict(row)
    found |= found.pop("figures", {})
    return {
        key: value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in found.items()
    }
