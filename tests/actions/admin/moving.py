"""Cases moved to another version by tests: releases with one change, and the two persons' acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.actions.admin.approve_migration import approve_migration
from app.actions.admin.carry_out_migrations import carry_out_migrations
from app.actions.admin.choose_migration import choose_migration
from app.actions.admin.note_rehearsal import note_rehearsal
from app.actions.admin.propose_migration import propose_migration
from app.domain.case_requests import MoveItem, VersionMove
from app.domain.cases import InstanceRow
from app.domain.people import Actor
from app.domain.views.version_moves import ChoosePage
from app.store import audit_log, case_requests, instances, releases
from app.store.releases import NewArtifact
from tests.factories import AtWork

ADMINS = frozenset({"admin"})
AN = Actor("quantri", "Lê Quốc An", "admin", system_roles=ADMINS)
BA = Actor("quantri2", "Phan Thị Ba", "admin2", system_roles=ADMINS)
REASON = "Bước mới nhắc người xử lý đúng hạn hơn."
Pairs = Mapping[tuple[str, str], str]
NONE: Pairs = {}


def newest(office: AtWork) -> str:
    """Return the id of the newest release."""
    with office.services.database.reading() as tx:
        return releases.latest_id(tx)


def publish(office: AtWork, key: str, *changes: tuple[str, str], kind: str = "process") -> str:
    """Publish what is in use with texts of one file changed; return the release."""
    with office.services.database.transaction() as tx:
        files = releases.artifacts(tx, releases.latest_id(tx))
        written = [
            NewArtifact(one.kind, one.key, one.file_name, one.content)
            if (one.kind, one.key) != (kind, key)
            else NewArtifact(one.kind, one.key, one.file_name, changed(one.content, changes))
            for one in files
        ]
        return releases.publish(tx, written, "chuquytrinh", office.clock.now()).id


def changed(content: bytes, changes: Sequence[tuple[str, str]]) -> bytes:
    """Return a file with texts replaced; each must be there."""
    for before, after in changes:
        assert before.encode() in content, before
        content = content.replace(before.encode(), after.encode())
    return content


def running(office: AtWork) -> list[InstanceRow]:
    """Return the instances of the case at hand that have not ended, suspended ones too."""
    with office.services.database.reading() as tx:
        rows = instances.of_case(tx, office.case_id)
    return [row for row in rows if row.ended_at is None]


def seen(office: AtWork, before: str, after: str, pairs: Pairs = NONE) -> ChoosePage:
    """Return the page on which instances are chosen."""
    return choose_migration(office.services, AN, before, after, pairs)


def proposed(office: AtWork, before: str, after: str, pairs: Pairs = NONE) -> str:
    """Ask to move the running instances of the case at hand."""
    ids = [row.id for row in running(office)]
    return propose_migration(office.services, AN, before, after, pairs, ids, REASON)


def agreed(office: AtWork, move_id: str) -> VersionMove:
    """Rehearse a request without replay and let the second person approve it."""
    version = note_rehearsal(office.services, AN, move_id, {}).version
    return approve_migration(office.services, BA, move_id, version)


def moved(office: AtWork, before: str, after: str, pairs: Pairs = NONE) -> list[MoveItem]:
    """Move the running instances of the case at hand, from the request to the end."""
    move_id = proposed(office, before, after, pairs)
    agreed(office, move_id)
    carry_out_migrations(office.services)
    return items(office, move_id)


def items(office: AtWork, move_id: str) -> list[MoveItem]:
    """Return the instances of a request as they stand."""
    with office.services.database.reading() as tx:
        return case_requests.items(tx, MoveItem, move_id)


def payloads(office: AtWork, *kinds: str) -> list[Mapping[str, Any]]:
    """Return what the system's chain keeps with its lines of these kinds, in order."""
    with office.services.database.reading() as tx:
        found = audit_log.of_chain(tx, audit_log.SYSTEM_CHAIN, payloads=True)
    return [one.event.payload for one in found if one.event.kind.value in kinds]
