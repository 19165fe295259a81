"""Tables of units and persons, their dated roles, and who declared a conflict of interest."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    Table,
)

from app.store.tables.columns import Json, Moment, Text, metadata

org_unit = Table(
    "org_unit",
    metadata,
    Column("id", Text, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    # Deferred: a loaded organisation comes in any order, and two units may even swap superiors.
    Column(
        "direct_superior_id",
        Text,
        ForeignKey("org_unit.id", deferrable=True, initially="DEFERRED"),
    ),
    Column(
        "managing_committee_id",
        Text,
        ForeignKey("org_unit.id", deferrable=True, initially="DEFERRED"),
    ),
    Column(
        "parent_admin_id",
        Text,
        ForeignKey("org_unit.id", deferrable=True, initially="DEFERRED"),
    ),
    Column("abbreviation", Text, nullable=False),
    Column("heading_lines", Json, nullable=False),
    Column("place", Text, nullable=False),
    Column("onboarded", Boolean, nullable=False),
    Column("active_from", Date),
    Column("active_to", Date),
)

person = Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("unit_id", Text, ForeignKey("org_unit.id"), nullable=False),
    Column("party_org_id", Text, ForeignKey("org_unit.id")),
    Column("title", Text, nullable=False),
    # Empty for who gets no mail.
    Column("email", Text, nullable=False, server_default=""),
)

organ = Table(
    "organ",
    metadata,
    Column("id", Text, primary_key=True),
    Column("unit_id", Text, ForeignKey("org_unit.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("size", Integer, nullable=False),
)

membership = Table(
    "membership",
    metadata,
    Column("organ_id", Text, ForeignKey("organ.id")),
    Column("person_id", Text, ForeignKey("person.id")),
    Column("role", Text),
    Column("valid_from", Date),
    Column("valid_to", Date),
    PrimaryKeyConstraint("organ_id", "person_id", "role", "valid_from"),
)

position = Table(
    "position",
    metadata,
    Column("id", Text, primary_key=True),
    Column("unit_id", Text, ForeignKey("org_unit.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("is_head", Boolean, nullable=False),
    Column("is_leading", Boolean, nullable=False),
    Column("position_kind", Text, nullable=False),
    Column("managed_by_unit_id", Text, ForeignKey("org_unit.id")),
)

appointment = Table(
    "appointment",
    metadata,
    Column("person_id", Text, ForeignKey("person.id")),
    Column("position_id", Text, ForeignKey("position.id")),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("kind", Text, nullable=False),
    PrimaryKeyConstraint("person_id", "position_id", "valid_from"),
)

delegation = Table(
    "delegation",
    metadata,
    Column("from_person_id", Text, ForeignKey("person.id")),
    Column("to_person_id", Text, ForeignKey("person.id")),
    Column("scope", Text),
    Column("valid_from", Date),
    Column("valid_to", Date),
    PrimaryKeyConstraint("from_person_id", "to_person_id", "scope", "valid_from"),
)

conflict_declaration = Table(
    "conflict_declaration",
    metadata,
    Column("case_id", Text, ForeignKey("case_file.id")),
    Column("person_id", Text),
    Column("kind", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("ground", Text, nullable=False),
    Column("declared_by", Text, nullable=False),
    Column("declared_at", Moment, nullable=False),
    PrimaryKeyConstraint("case_id", "person_id"),
)
