"""Sign in: argon2, slowed for guessers by login and by address, a session the server keeps."""

from __future__ import annotations

import secrets
from datetime import timedelta

from app.domain.account_changes import GIVEN_FOR
from app.domain.audit import EventKind, NewEvent
from app.errors import PermissionDenied
from app.steps.passwords import fits
from app.steps.services import Services
from app.store import accounts, audit_log, sessions, sign_in_attempts
from app.store.accounts import AccountRow
from app.store.database import Transaction

SESSION_LENGTH = timedelta(hours=12)
WINDOW = timedelta(minutes=15)
FAILURES_OF_LOGIN = 8
FAILURES_OF_ADDRESS = 40
REFUSED = "Tên đăng nhập hoặc mật khẩu chưa đúng; nhập lại"
GIVEN_TOO_LONG_AGO = "Mật khẩu được cấp đã quá 7 ngày; báo quản trị cấp lại"
SLOWED = "Đăng nhập sai nhiều lần; thử lại sau 15 phút hoặc báo quản trị"


def sign_in(services: Services, login: str, password: str, address: str) -> str:
    """Open a session and return its id; raise PermissionDenied, recorded, without saying why."""
    now = services.clock.now()
    with services.database.reading() as tx:
        failed = sign_in_attempts.failures(tx, login, address, now - WINDOW)
        account = accounts.by_login(tx, login)
    if failed.of_login >= FAILURES_OF_LOGIN or failed.of_address >= FAILURES_OF_ADDRESS:
        raise _refusal(services, login, address, SLOWED)
    known = account.password_hash if account and account.active else None
    if not fits(known, password) or account is None:
        raise _refusal(services, login, address, REFUSED)
    if account.given_at and now - account.given_at > GIVEN_FOR:
        raise _refusal(services, login, address, GIVEN_TOO_LONG_AGO)
    with services.database.transaction() as tx:
        sign_in_attempts.record(tx, login, address, now, succeeded=True)
        return _open_session(services, tx, account, address)


def _refusal(services: Services, login: str, address: str, message: str) -> PermissionDenied:
    now = services.clock.now()
    event = NewEvent(
        kind=EventKind.SIGN_IN_REFUSED,
        at=now,
        summary=message,
        payload={"login": login[:100], "address": address},
    )
    with services.database.transaction() as tx:
        sign_in_attempts.record(tx, login[:100], address, now, succeeded=False)
        audit_log.append_system(tx, [event], now)
    return PermissionDenied(message)


def _open_session(services: Services, tx: Transaction, account: AccountRow, address: str) -> str:
    now = services.clock.now()
    session_id = secrets.token_urlsafe(32)
    row = sessions.SessionRow(
        id=session_id,
        person_id=account.person_id,
        created_at=now,
        last_seen_at=now,
        expires_at=now + SESSION_LENGTH,
        address=address,
    )
    sessions.insert(tx, row)
    event = NewEvent(
        kind=EventKind.SIGNED_IN,
        at=now,
        summary="Đăng nhập",
        actor_id=account.person_id,
        actor_name=account.name,
        payload={"address": address},
    )
    audit_log.append_system(tx, [event], now)
    return session_id
