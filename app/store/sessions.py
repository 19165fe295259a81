"""Login sessions kept on the server, so that signing out and shutting an account end them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy import update as update_table

from app.store.accounts import AccountRow
from app.store.database import Transaction
from app.store.rows import from_row, to_row
from app.store.statements import add
from app.store.tables.access import login_session, user_account

TOUCH_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class SessionRow:
    """One signed-in browser; `expires_at` is the absolute end, whatever happens."""

    id: str
    person_id: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    address: str = ""


@dataclass(frozen=True)
class SignedIn:
    """A session and whose it is."""

    session: SessionRow
    account: AccountRow


_BY_ID = (
    select(
        user_account,
        *(
            login_session.c[name].label(f"session_{name}")
            for name in SessionRow.__dataclass_fields__
        ),
    )
    .select_from(
        login_session.join(user_account, user_account.c.person_id == login_session.c.person_id)
    )
    .where(login_session.c.id == bindparam("id_"))
)


def insert(tx: Transaction, row: SessionRow) -> None:
    """Begin a session."""
    tx.execute(add(login_session), to_row(row))


def load(tx: Transaction, session_id: str) -> SignedIn | None:
    """Return a session with its account in one statement, or None; see `is_live`."""
    row = tx.first(_BY_ID, {"id_": session_id})
    if row is None:
        return None
    return SignedIn(from_row(SessionRow, row, "session_"), from_row(AccountRow, row))


def is_live(signed_in: SignedIn, now: datetime, idle: timedelta) -> bool:
    """Tell whether the session still counts: not revoked, expired or idle, account open."""
    session = signed_in.session
    return (
        signed_in.account.active
        and session.revoked_at is None
        and now < session.expires_at
        and now < session.last_seen_at + idle
    )


def touch_is_due(session: SessionRow, now: datetime) -> bool:
    """Tell whether the time last seen is old enough to be written again."""
    return now - session.last_seen_at >= TOUCH_EVERY


def touch(tx: Transaction, session: SessionRow, now: datetime) -> None:
    """Note that the session was used, at most once in five minutes."""
    if not touch_is_due(session, now):
        return
    statement = update_table(login_session).where(login_session.c.id == session.id)
    tx.execute(statement.values(last_seen_at=now))


def revoke(tx: Transaction, session_id: str, at: datetime) -> None:
    """End one session."""
    _revoke(tx, login_session.c.id == session_id, at)


def revoke_all(tx: Transaction, person_id: str, at: datetime, *, but: str = "") -> None:
    """End all sessions of a person, but one if named."""
    _revoke(tx, (login_session.c.person_id == person_id) & (login_session.c.id != but), at)


def of_person(tx: Transaction, person_id: str) -> list[SessionRow]:
    """Return a person's sessions, newest first."""
    query = select(login_session).where(login_session.c.person_id == person_id)
    rows = tx.rows(query.order_by(login_session.c.created_at.desc()))
    return [from_row(SessionRow, row) for row in rows]


def forget_before(tx: Transaction, moment: datetime) -> int:
    """Delete sessions that expired before the moment; return how many."""
    return tx.execute(delete(login_session).where(login_session.c.expires_at < moment)).rowcount


def _revoke(tx: Transaction, condition: object, at: datetime) -> None:
    statement = (
        update_table(login_session)
        .where(condition, login_session.c.revoked_at.is_(None))  # type: ignore[arg-type]
        .values(revoked_at=at)
    )
    tx.execute(statement)
