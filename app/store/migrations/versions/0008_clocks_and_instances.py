"""What no code may write: a due date past the cap or shortened, an instance of another version."""

from __future__ import annotations

from app.store.migrations.append_only import allow_rows, refuse_rows

revision = "0008"
down_revision = "0007"

GUARDS = (
    ("clock_due_in_cap", "clock", "INSERT", "NEW.due > NEW.cap"),
    ("clock_due_kept_in_cap", "clock", "UPDATE", "NEW.due > NEW.cap"),
    ("clock_due_not_shortened", "clock", "UPDATE", "NEW.due < OLD.announced_due"),
    ("clock_day0_fixed", "clock", "UPDATE", "NEW.day0 <> OLD.day0"),
    ("instance_release_fixed", "instance", "UPDATE", "NEW.release_id <> OLD.release_id"),
    ("instance_process_fixed", "instance", "UPDATE", "NEW.process_id <> OLD.process_id"),
)


def upgrade() -> None:
    """Create the triggers (INV-07, INV-19)."""
    for name, table, action, condition in GUARDS:
        refuse_rows(name, table, action, condition, f"{table}: {name}")


def downgrade() -> None:
    """Drop the triggers."""
    for name, table, _action, _condition in reversed(GUARDS):
        allow_rows(name, table)
