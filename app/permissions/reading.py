"""Who may see a case, its documents and files; for everybody else they do not exist (SC-101)."""

from __future__ import annotations

from collections.abc import Set

from app.domain.access import CaseReaders
from app.domain.cases import CaseRow, DocumentRow, DocumentState
from app.domain.people import Actor
from app.errors import NotFound

NO_SUCH_CASE = "Không có hồ sơ này, hoặc đồng chí không được xem"
NO_SUCH_DOCUMENT = "Không có văn bản này, hoặc đồng chí không được xem"
NO_SUCH_FILE = "Không có tệp này, hoặc đồng chí không được xem"

# Roles that read what their body holds or held; proposing from within a body is no such role.
READING_ROLES = frozenset(
    {
        "leader",
        "standing_committee",
        "office",
        "office_lead",
        "board_secretary",
        "meeting_chair",
        "appraisal_body",
    }
)
# Who opens the letters that are addressed to a unit.
RECEIVING_ROLES = frozenset({"leader", "own_head", "office", "office_lead", "standing_committee"})
UNISSUED = frozenset({DocumentState.DRAFT, DocumentState.SIGNED, DocumentState.VOIDED})


def reading_bodies(actor: Actor, monitor_body_id: str = "") -> frozenset[str] | None:
    """Return the bodies whose cases the actor may read; None stands for all of them.

    The auditor and the body that monitors the whole procedure read every case, and only read.
    """
    bodies = frozenset(c.body_id for c in actor.capacities if c.role in READING_ROLES)
    if "auditor" in actor.system_roles or (monitor_body_id and monitor_body_id in bodies):
        return None
    return bodies


def can_read_case(actor: Actor, readers: CaseReaders, monitor_body_id: str = "") -> bool:
    """Tell whether the actor takes part in the case, or belongs to a body that has or had it."""
    if actor.person_id in readers.person_ids:
        return True
    bodies = reading_bodies(actor, monitor_body_id)
    return bodies is None or bool(bodies & readers.body_ids)


def check_can_read_case(
    actor: Actor,
    case: CaseRow,
    person_ids: Set[str],
    body_ids: Set[str],
    *,
    monitor_body_id: str = "",
) -> None:
    """Raise NotFound, in the words used for a case that does not exist, unless it may be read.

    `person_ids` and `body_ids` are those of the case's readers (`store.cases.readers`).
    """
    readers = CaseReaders(frozenset(person_ids) | {case.started_by}, frozenset(body_ids))
    if not can_read_case(actor, readers, monitor_body_id):
        raise NotFound(NO_SUCH_CASE)


def check_can_read_document(
    actor: Actor, document: DocumentRow, readers: CaseReaders, monitor_body_id: str = ""
) -> None:
    """Raise NotFound unless the actor may read the document.

    Drafts are read by the bodies that work on the case and by who drafted or signed; issued and
    filed papers also by the persons of the case and by those they are addressed to.
    """
    if actor.person_id in (document.drafted_by, document.signed_by):
        return
    bodies = reading_bodies(actor, monitor_body_id)
    if bodies is None or bodies & readers.body_ids:
        return
    taking_part = actor.person_id in readers.person_ids
    if document.state not in UNISSUED and (taking_part or _is_addressed(actor, document)):
        return
    raise NotFound(NO_SUCH_DOCUMENT)


def check_can_read_upload(
    actor: Actor, uploaded_by: str, readers: CaseReaders | None, monitor_body_id: str = ""
) -> None:
    """Raise NotFound unless the file is the actor's own or of a case the actor may read.

    `readers` is None while the file belongs to no case yet.
    """
    if actor.person_id == uploaded_by:
        return
    if readers is None or not can_read_case(actor, readers, monitor_body_id):
        raise NotFound(NO_SUCH_FILE)


def _is_addressed(actor: Actor, document: DocumentRow) -> bool:
    if actor.person_id in document.recipients:
        return True
    received = {c.body_id for c in actor.capacities if c.role in RECEIVING_ROLES}
    return bool(received & set(document.recipients))
