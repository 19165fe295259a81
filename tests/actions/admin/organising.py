"""An administrator at the lists of the organisation, as the pages send rows."""

from __future__ import annotations

from dataclasses import dataclass

from app.actions.admin.list_organisation_rows import list_organisation_rows
from app.actions.admin.open_organisation_row import open_organisation_row
from app.actions.admin.preview_organisation_row import preview_organisation_row
from app.actions.admin.save_organisation_row import save_organisation_row
from app.domain.audit import RecordedEvent
from app.domain.organisation_changes import Effect
from app.domain.people import Actor
from app.store import audit_log
from tests.factories import AtWork

REASON = "Quyết định số 15-QĐ/ThU"


@dataclass
class Administrator:
    """What an administrator does to rows: open, fill in, save."""

    office: AtWork
    person_id: str = "quantri"

    @property
    def actor(self) -> Actor:
        return self.office.actor(self.person_id)

    def seen(self, path: str, key: str) -> str:
        """Return the version of a row as its page has it."""
        return open_organisation_row(self.office.services, self.actor, path, key, {}).seen

    def save(self, path: str, texts: dict[str, str], key: str = "", seen: str = "") -> str:
        """Save a row as its page would; an old version may be said."""
        seen = seen or (self.seen(path, key) if key else "")
        return save_organisation_row(
            self.office.services, self.actor, path, key, seen, texts, REASON
        )

    def effect(self, path: str, texts: dict[str, str], key: str = "") -> Effect:
        """Return what saving would do."""
        seen = self.seen(path, key) if key else ""
        page = preview_organisation_row(self.office.services, self.actor, path, key, seen, texts)
        return page.effect

    def keys(self, path: str, query: str) -> list[str]:
        """Return the keys of the rows that a list finds."""
        page = list_organisation_rows(self.office.services, self.actor, path, query, 1)
        return [line.key for line in page.lines]

    def events(self, kind: str) -> list[RecordedEvent]:
        """Return the events of a kind in the chain of the system, with payloads."""
        with self.office.services.database.reading() as tx:
            found = audit_log.of_chain(tx, audit_log.SYSTEM_CHAIN, payloads=True)
        return [one for one in found if one.event.kind.value == kind]
