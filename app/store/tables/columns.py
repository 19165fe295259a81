"""What all tables share: the metadata, names of constraints, and column types of both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Dialect, MetaData, types

# Stable names: migrations can drop a constraint, and an error can be told by its name.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(types.TypeDecorator[datetime]):
    """A timezone-aware moment: UTC in both databases, UTC when read."""

    impl = types.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without zone; SQLite keeps the UTC text without offset, so it sorts."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value.isoformat()}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Text(types.TypeDecorator[str]):
    """Text of any length. NUL, which PostgreSQL cannot keep, becomes the replacement character."""

    impl = types.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Keep hostile input from ending in an error of the driver."""
        return value.replace("\x00", "\ufffd") if value and "\x00" in value else value


class Json(types.TypeDecorator[Any]):
    """JSON kept as text, the same on both databases.

    Not jsonb: that reorders keys, rounds numbers and refuses the NUL that a form may carry.
    """

    impl = types.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write compact JSON; tuples become lists, dates ISO texts."""
        return None if value is None else orjson.dumps(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read the JSON back."""
        return None if value is None else orjson.loads(value)
