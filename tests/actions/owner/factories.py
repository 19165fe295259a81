"""Process owners at work: who they are, and short ways to what they do."""

from __future__ import annotations

from app.actions.owner.open_draft import open_draft
from app.actions.owner.save_draft_file import save_draft_file
from app.actions.owner.start_draft import start_draft
from app.domain.drafts import Draft, DraftFile, FileKind, OpenDraft
from app.domain.people import Actor
from app.store import audit_log
from tests.factories import AtWork

OWNERS = frozenset({"process_owner"})
HOA = Actor("chuquytrinh", "Đỗ Thanh Hòa", "owner", system_roles=OWNERS)
LAN = Actor("chuquytrinh2", "Vũ Ngọc Lan", "owner2", system_roles=OWNERS)
STRANGER = Actor("nga", "Nga", "ntn")
EXTENSION = "p01e_extension"


def started(office: AtWork, actor: Actor = HOA, process_id: str = EXTENSION) -> str:
    """Start a draft of a published process and return its id."""
    return start_draft(office.services, actor, process_id)


def opened(office: AtWork, draft_id: str, actor: Actor = HOA) -> OpenDraft:
    """Return the draft as its page shows it."""
    return open_draft(office.services, actor, draft_id)


def diagram(office: AtWork, draft_id: str) -> DraftFile:
    """Return the diagram of a draft."""
    found = opened(office, draft_id).diagram
    assert found is not None
    return found


def saved(office: AtWork, draft_id: str, content: bytes, actor: Actor = HOA) -> Draft:
    """Save the diagram of a draft on its newest version."""
    draft = opened(office, draft_id).draft
    key = draft.process_id
    return save_draft_file(
        office.services, actor, draft_id, draft.version, FileKind.PROCESS, key, content
    )


def renamed(office: AtWork, draft_id: str, before: str, after: str) -> Draft:
    """Change a text of the diagram and save it."""
    content = diagram(office, draft_id).content
    assert before.encode() in content
    return saved(office, draft_id, content.replace(before.encode(), after.encode()))


def recorded(office: AtWork, *kinds: str) -> list[str]:
    """Return the summaries on the system's chain of these kinds of event, in order."""
    with office.services.database.reading() as tx:
        found = audit_log.of_chain(tx, audit_log.SYSTEM_CHAIN)
    return [one.event.summary for one in found if one.event.kind.value in kinds]
