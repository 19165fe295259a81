"""A dossier from its parts: gathered in one reading transaction, listed, signed, laid out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from app.domain.audit import EventKind
from app.domain.cases import CaseRow
from app.domain.clock import LOCAL
from app.domain.proof import Checkpoint
from app.dossier import contents
from app.dossier.archive import lay_out
from app.dossier.members import Member, json_text
from app.dossier.pages import Reader, render_index, render_summary
from app.dossier.record import record_members
from app.proof import SigningKey
from app.steps.work import Work
from app.store import audit_chains, audit_log, instances

FORMAT = "chu-truong-dossier-1"
MANIFEST, SIGNATURE, KEY = "manifest.json", "manifest.sig", "chung-cu/khoa-cong-khai.pem"
# The plumbing of the engine is in the record, not in what people read.
QUIET = frozenset(
    {
        EventKind.STEP_TAKEN,
        EventKind.TIMER_FIRED,
        EventKind.MESSAGE_SENT,
        EventKind.MESSAGE_KEPT,
        EventKind.MESSAGE_DELIVERED,
    }
)


NO_STAMPS: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True)
class Dossier:
    """The finished file and the name it is kept under."""

    file_name: str
    content: bytes


def make_dossier(
    work: Work,
    case: CaseRow,
    key: SigningKey,
    checkpoints: Iterable[Checkpoint],
    stamps: Mapping[str, bytes] = NO_STAMPS,
) -> Dossier:
    """Return the dossier of a case whose chains are sealed and signed.

    `stamps` are time stamps of others by the signature of the checkpoint they are of. The same
    rows at the same moment give the same bytes. Raises TamperedRecord.
    """
    reader, members = _gathered(work, case)
    chains = audit_chains.chains_of_case(work.tx, case.id)
    members += record_members(work.tx, chains, checkpoints, stamps)
    members.append(Member(KEY, key.public.pem.encode(), "Khóa công khai"))
    members.append(Member("tom-tat.pdf", render_summary(reader, work.now), "Tóm tắt hồ sơ"))
    index = render_index(reader, sorted(members, key=lambda one: one.path), key.public.key_id)
    members.append(Member("index.html", index.encode(), "Mục lục"))
    return Dossier(f"{case.code}.hoso.zip", lay_out([*members, *_signed(work, case, key, members)]))


def _signed(work: Work, case: CaseRow, key: SigningKey, members: Sequence[Member]) -> list[Member]:
    """Return the list of all members with their digests, and its signature."""
    listed = {
        one.path: {
            "sha256": hashlib.sha256(one.content).hexdigest(),
            "size": len(one.content),
            **one.about,
        }
        for one in members
    }
    manifest = json_text(
        {
            "format": FORMAT,
            "case": case.code,
            "title": case.title,
            "made_at": work.now.isoformat(timespec="seconds"),
            "key": key.public.key_id,
            "members": listed,
        }
    )
    signature = key.sign(manifest).encode()
    return [Member(MANIFEST, manifest.encode()), Member(SIGNATURE, signature)]


def _gathered(work: Work, case: CaseRow) -> tuple[Reader, list[Member]]:
    running = instances.of_case(work.tx, case.id)
    papers = list(contents.papers(work, case.id))
    forms = list(contents.sent_forms(work, case.id))
    drawn = list(contents.ways(work, running))
    files = list(contents.attached(work, case.id))
    members = [one for _, some in papers for one in some]
    members += [form.member for form in forms]
    members += contents.form_sources(work, case.id)
    members += {one.path: one for way in drawn for one in way.members}.values()
    organisation = work.world.organisation
    body = organisation.unit(case.body_id).name if organisation.has_unit(case.body_id) else ""
    events = [e for e in audit_log.of_case(work.tx, case.id) if e.event.kind not in QUIET]
    reader = Reader(
        code=case.code,
        title=case.title,
        body=body,
        made_at=f"{work.now.astimezone(LOCAL):%H:%M ngày %d/%m/%Y}",
        papers=[(row, [one.path for one in some]) for row, some in papers],
        forms=forms,
        ways=drawn,
        files=files,
        events=events,
    )
    return reader, [*members, *files]
