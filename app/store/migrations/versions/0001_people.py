"""Units, persons and their dated roles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    _org_unit()
    _organ()
    _person()
    _position()
    _appointment()
    _delegation()
    _membership()


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("membership")
    op.drop_table("delegation")
    op.drop_table("appointment")
    op.drop_table("position")
    op.drop_table("person")
    op.drop_table("organ")
    op.drop_table("org_unit")


def _org_unit() -> None:
    op.create_table(
        "org_unit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("direct_superior_id", sa.Text(), nullable=True),
        sa.Column("managing_committee_id", sa.Text(), nullable=True),
        sa.Column("parent_admin_id", sa.Text(), nullable=True),
        sa.Column("abbreviation", sa.Text(), nullable=False),
        sa.Column("heading_lines", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("onboarded", sa.Boolean(), nullable=False),
        sa.Column("active_from", sa.Date(), nullable=True),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["direct_superior_id"],
            ["org_unit.id"],
            name=op.f("fk_org_unit_direct_superior_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["managing_committee_id"],
            ["org_unit.id"],
            name=op.f("fk_org_unit_managing_committee_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["parent_admin_id"],
            ["org_unit.id"],
            name=op.f("fk_org_unit_parent_admin_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_org_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_org_unit_code")),
    )


def _organ() -> None:
    op.create_table(
        "organ",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["org_unit.id"], name=op.f("fk_organ_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organ")),
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("party_org_id", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_org_id"], ["org_unit.id"], name=op.f("fk_person_party_org_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["org_unit.id"], name=op.f("fk_person_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )


def _position() -> None:
    op.create_table(
        "position",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("is_head", sa.Boolean(), nullable=False),
        sa.Column("is_leading", sa.Boolean(), nullable=False),
        sa.Column("position_kind", sa.Text(), nullable=False),
        sa.Column("managed_by_unit_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["managed_by_unit_id"], ["org_unit.id"], name=op.f("fk_position_managed_by_unit_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["org_unit.id"], name=op.f("fk_position_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position")),
    )


def _appointment() -> None:
    op.create_table(
        "appointment",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("position_id", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_appointment_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["position.id"], name=op.f("fk_appointment_position_id")
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "position_id", "valid_from", name=op.f("pk_appointment")
        ),
    )


def _delegation() -> None:
    op.create_table(
        "delegation",
        sa.Column("from_person_id", sa.Text(), nullable=False),
        sa.Column("to_person_id", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_person_id"], ["person.id"], name=op.f("fk_delegation_from_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_person_id"], ["person.id"], name=op.f("fk_delegation_to_person_id")
        ),
        sa.PrimaryKeyConstraint(
            "from_person_id", "to_person_id", "scope", "valid_from", name=op.f("pk_delegation")
        ),
    )


def _membership() -> None:
    op.create_table(
        "membership",
        sa.Column("organ_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["organ_id"], ["organ.id"], name=op.f("fk_membership_organ_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id")),
        sa.PrimaryKeyConstraint(
            "organ_id", "person_id", "role", "valid_from", name=op.f("pk_membership")
        ),
    )
