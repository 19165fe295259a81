"""What the database's own errors mean to the floors above: lost a race, or out of reach."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.errors import Conflict, DatabaseUnavailable

LOST_RACE = (
    "Chưa ghi nhận: hồ sơ đang được người khác xử lý cùng lúc. Chưa có gì thay đổi, "
    "gửi lại sau ít giây"
)
OUT_OF_REACH = (
    "Chưa ghi nhận: không kết nối hoặc không ghi được cơ sở dữ liệu. Chưa có gì thay đổi, "
    "thử lại sau ít phút hoặc báo quản trị hệ thống"
)
# serialization_failure, deadlock_detected, lock_not_available
_RACES = frozenset({"40001", "40P01", "55P03"})


@contextmanager
def translated() -> Iterator[None]:
    """Turn errors of the drivers into Conflict or DatabaseUnavailable; let faults of ours pass."""
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseUnavailable(OUT_OF_REACH) from error
    except sqlite3.OperationalError as error:
        raise _meaning_of(error) from error
    except IntegrityError:
        raise
    except DBAPIError as error:
        if not isinstance(error, OperationalError | InterfaceError):
            raise
        raise _meaning_of(error.orig) from error


def _meaning_of(error: BaseException | None) -> Conflict | DatabaseUnavailable:
    state = getattr(error, "sqlstate", None)
    if state in _RACES or "locked" in str(error) or "busy" in str(error):
        return Conflict(LOST_RACE)
    return DatabaseUnavailable(OUT_OF_REACH)
