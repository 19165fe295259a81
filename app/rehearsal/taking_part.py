"""Take a part in a rehearsal: a session of one of its people, without a password."""

from __future__ import annotations

from app.actions import Services
from app.actions.staff.sign_in import sign_in
from app.errors import NotFound
from app.scenarios.setting import fixture_of
from app.store import accounts


def enter_as(inside: Services, person_id: str) -> str:
    """Return a session of the person inside the rehearsal; raise NotFound for nobody's id.

    Every account of a rehearsal has the public demo password: it guards nothing.
    """
    with inside.database.reading() as tx:
        logins = {row.person_id: row.login for row in accounts.everybody(tx)}
    if person_id not in logins:
        raise NotFound("Không có người này trong buổi diễn tập; chọn người trong danh sách")
    password = fixture_of(inside.settings).organisation.accounts[0].password
    return sign_in(inside, logins[person_id], password, "rehearsal")
