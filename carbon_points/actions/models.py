"""What participants did and what their installations measured."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy import Index
from sqlalchemy import LargeBinary
from sqlalchemy import text
from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column

from carbon_points.storage.base import Base
from carbon_points.storage.base import Chained
from carbon_points.storage.typed_text import TypedText


class ImportBatch(Base):
    """One file read at one time: shown, filtered and withdrawn as one thing."""

    __tablename__ = "import_batch"
    __table_args__ = (Index(None, "file_sha256"),)
    chained = Chained(("id", "kind", "file_sha256", "rows", "accepted"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    file_name: Mapped[str] = mapped_column(TypedText)
    file_sha256: Mapped[bytes] = mapped_column(LargeBinary)
    rows: Mapped[int]
    accepted: Mapped[int]
    duplicates: Mapped[int]
    rejected: Mapped[int]
    withdrawn: Mapped[int]
    """1 once the whole batch was taken back."""

    chain_position: Mapped[int]


class Installation(Base):
    """A heat pump, air conditioner or PV system of a participant."""

    __tablename__ = "installation"
    __table_args__ = (
        # One physical installation, credited once in the whole district.
        Index(
            "uq_installation_live_device",
            "methodology",
            "device_key",
            unique=True,
            sqlite_where=text("state = 'live'"),
        ),
        Index(None, "participant_id"),
        ForeignKeyConstraint(["participant_id"], ["participant.id"]),
    )
    chained = Chained(
        (
            "id",
            "participant_id",
            "methodology",
            "device_key",
            "commissioned_on",
            "rated",
        )
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int]
    methodology: Mapped[str]
    device_key: Mapped[str]
    """Account number, serial number or bar code that names the device."""

    account_number: Mapped[str]
    """户号; empty is shown as 户号未登记."""

    commissioned_on: Mapped[int]
    rated: Mapped[bytes] = mapped_column(LargeBinary)
    """MessagePack map of the nameplate and register figures, exact text."""

    state: Mapped[str]
    """``live`` or ``withdrawn``."""

    batch_id: Mapped[int | None]
    chain_position: Mapped[int]


class Reading(Base):
    """One meter value of an installation as it was read, credited or not."""

    __tablename__ = "reading"
    __table_args__ = (
        ForeignKeyConstraint(["installation_id"], ["installation.id"]),
        Index(None, "installation_id", "read_on"),
    )
    chained = Chained(
        ("id", "installation_id", "meter_id", "read_on", "value_e6", "action_id")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    installation_id: Mapped[int]
    meter_id: Mapped[str]
    read_on: Mapped[int]
    """Day number."""

    value_e6: Mapped[int]
    """Millionths of a kWh."""

    action_id: Mapped[int | None]
    """The action it ended; none for the first one, which only sets the start."""

    counts: Mapped[int]
    """1 while the next period starts here: the first one, and credited ones."""

    batch_id: Mapped[int | None]
    chain_position: Mapped[int]


class Action(Base):
    """One ride, drop-off or metered period with its reduction."""

    __tablename__ = "action"
    __table_args__ = (
        ForeignKeyConstraint(["participant_id"], ["participant.id"]),
        # One natural key, one live action (states 0 to 3).
        Index(
            "uq_action_live_key",
            "key_digest",
            unique=True,
            sqlite_where=text("state <= 3"),
        ),
        Index("ix_action_dead_key", "key_digest", sqlite_where=text("state > 3")),
        Index("ix_action_participant", "participant_id", "version_id", "day"),
        Index("ix_action_waiting", "id", sqlite_where=text("state IN (1, 2)")),
        Index(
            "ix_action_desk_entry",
            "chain_position",
            sqlite_where=text("batch_id IS NULL"),
        ),
    )
    chained = Chained(
        (
            "id",
            "participant_id",
            "installation_id",
            "subdistrict_id",
            "community_id",
            "day",
            "version_id",
            "factor_set_id",
            "as_of",
            "inputs",
            "context",
            "key_digest",
            "reduction_mg",
            "credited",
            "flags",
            "code",
        )
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int]
    installation_id: Mapped[int | None]
    subdistrict_id: Mapped[int]
    """Where the participant was registered when it was logged."""

    community_id: Mapped[int | None]
    participant_kind: Mapped[int]
    """0 resident, 1 SME."""

    day: Mapped[int]
    """Statistics day: local day of an event, last day of a metered period."""

    version_id: Mapped[int]
    factor_set_id: Mapped[int]
    as_of: Mapped[int]
    """Day of registration that it was judged by."""

    grade: Mapped[int]
    """0 measured, 1 documented, 2 declared."""

    inputs: Mapped[bytes] = mapped_column(LargeBinary)
    """MessagePack array in the order of the version's fields."""

    context: Mapped[bytes] = mapped_column(LargeBinary)
    """MessagePack map of the deciding context."""

    key_digest: Mapped[int]
    """First 63 bits of SHA-256 of methodology and natural key."""

    reduction_mg: Mapped[int]
    credited: Mapped[int]
    """What counts against caps: m, g, units."""

    flags: Mapped[str]
    """Sorted, comma-separated."""

    code: Mapped[str]
    """Why it is not creditable, else empty."""

    state: Mapped[int]
    """See `actions.rules.State`; a cache of the decisions."""

    points: Mapped[int]
    """Cache of the approval's points."""

    decision_batch_id: Mapped[int | None]
    batch_id: Mapped[int | None]
    source_row: Mapped[int]
    """Row of the import file, 0 for a desk entry."""

    replaces_id: Mapped[int | None]
    chain_position: Mapped[int]


class Decision(Base):
    """One change of an action's state: who, when and why are in its batch."""

    __tablename__ = "decision"
    __table_args__ = (Index(None, "action_id"), Index(None, "batch_id"))
    chained = Chained(("id", "batch_id", "action_id", "state", "points", "reason"))

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int]
    action_id: Mapped[int]
    state: Mapped[int]
    points: Mapped[int]
    """Granted by an approval, taken back (negative) by a reversal."""

    reason: Mapped[str]
    chain_position: Mapped[int]


class DecisionBatch(Base):
    """Decisions signed together: an approval run, a withdrawal, a reversal."""

    __tablename__ = "decision_batch"
    chained = Chained(("id", "kind", "operator", "second_operator", "policy"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """``approval``, ``stocktaking``, ``rejection``, ``withdrawal``, ``reversal``,
    ``freeze`` or ``release``."""

    operator: Mapped[str]
    second_operator: Mapped[str]
    policy: Mapped[str]
    decided_at: Mapped[int]
    booked_on: Mapped[int]
    chain_position: Mapped[int]


class ActionCorrection(Base):
    """One action replaced by its corrected twin after a signed change of the rules."""

    __tablename__ = "action_correction"
    __table_args__ = (
        ForeignKeyConstraint(["change_id"], ["rule_change.id"]),
        ForeignKeyConstraint(["action_id"], ["action.id"]),
        ForeignKeyConstraint(["replacement_id"], ["action.id"]),
        Index(None, "change_id"),
        Index(None, "origin_id"),
        UniqueConstraint("action_id"),
        UniqueConstraint("replacement_id"),
    )
    chained = Chained(
        (
            "id",
            "change_id",
            "origin_id",
            "action_id",
            "replacement_id",
            "before_mg",
            "after_mg",
            "points",
        )
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int]
    origin_id: Mapped[int]
    """As it was logged, before any correction: its readings and who logged it."""

    action_id: Mapped[int]
    """The one that does not count any more."""

    replacement_id: Mapped[int]
    before_mg: Mapped[int]
    after_mg: Mapped[int]
    points: Mapped[int]
    """Granted to the replacement less what the old one had; none while it waits."""

    chain_position: Mapped[int]


class StatCell(Base):
    """Running sums of actions, kept in the transaction that changes them."""

    __tablename__ = "stat_cell"
    __table_args__ = ({"sqlite_with_rowid": False},)

    state: Mapped[int] = mapped_column(primary_key=True)
    """`actions.rules.Shown`: 1 waiting, 2 approved, 3 approved drafts."""

    subdistrict_id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(primary_key=True)
    """0 where none is recorded."""

    month: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(primary_key=True)
    grade: Mapped[int] = mapped_column(primary_key=True)
    participant_kind: Mapped[int] = mapped_column(primary_key=True)
    actions: Mapped[int]
    reduction_mg: Mapped[int]
    points: Mapped[int]


class Presence(Base):
    """How many approved actions a participant has in a cell."""

    __tablename__ = "stat_presence"
    __table_args__ = ({"sqlite_with_rowid": False},)

    participant_id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[int] = mapped_column(primary_key=True)
    """`actions.rules.Shown`: 2 approved, 3 approved drafts."""

    subdistrict_id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(primary_key=True)
    grade: Mapped[int] = mapped_column(primary_key=True)
    participant_kind: Mapped[int] = mapped_column(primary_key=True)
    actions: Mapped[int]


class PeopleCount(Base):
    """Different participants of one cell of one standard cut (approved actions)."""

    __tablename__ = "stat_people"
    __table_args__ = ({"sqlite_with_rowid": False},)

    state: Mapped[int] = mapped_column(primary_key=True)
    """`actions.rules.Shown`: 2 approved, 3 approved drafts."""

    cut: Mapped[str] = mapped_column(primary_key=True)
    """Names of the dimensions, e.g. ``subdistrict,month,methodology``."""

    key: Mapped[str] = mapped_column(primary_key=True)
    """Values of the dimensions as in the cut, joined by ``|``."""

    people: Mapped[int]


class StatPosition(Base):
    """The chain position from which the running sums were built."""

    __tablename__ = "stat_position"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
