"""By what a record is measured: the law that the nightly queries ask with, the rules of clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from app.documents import DOC_TYPES
from app.documents.types import SignerKind
from app.domain.audit import RecordedEvent
from app.domain.cases import CaseRow, InstanceRow
from app.domain.invariants import LawInForce
from app.domain.views.conformance import RuleHistory
from app.mining.conformance import course_of, judge_course
from app.mining.words import Reader
from app.steps.services import Services
from app.steps.work import Work
from app.store import audit_log, instances
from app.store.database import Transaction
from app.verification import node_names as names
from app.verification.rules import RuleFile, read_rules
from app.working_days import recomputed

# These timers remind, or end what is the proposer's own time.
HARMLESS = ("rework_reminder", "leader_reminder", "override_report_late", "t_external_month")


def law_in_force(services: Services, tx: Transaction) -> LawInForce:
    """Return what the register is measured by: document types, profiles, calendars, names."""
    world = services.world(tx)
    personal = (SignerKind.PERSONAL, SignerKind.SYSTEM)
    return LawInForce(
        replies=names.REPLY_SET,
        deciding_replies=frozenset(names.DECIDING_REPLIES),
        own_drafts=frozenset(k for k, kind in DOC_TYPES.items() if kind.signer_kind in personal),
        hard_items={
            code: frozenset(item.item for item in profile.legality_items if item.hard)
            for code, profile in world.profiles.items()
        },
        quorums={code: profile.vote_quorum for code, profile in world.profiles.items()},
        patient_processes=frozenset(names.PATIENT),
        harmless_timers=frozenset({*HARMLESS, names.LAPSE}),
        system_roles=names.SYSTEM_ROLES,
        recounted=lambda profile, clock: recomputed(clock, world.calendar(profile)),
    )


def rule_files(services: Services) -> list[RuleFile]:
    """Return the rules of the clauses as they are in use."""
    folder = services.settings.workflows_dir / "rules"
    return [_rules(path.read_bytes()) for path in sorted(folder.glob("*.toml"))]


@lru_cache(maxsize=8)
def _rules(data: bytes) -> RuleFile:
    """Read a file once: it is asked for with every case."""
    return read_rules(data)


def histories_of_run(
    work: Work,
    case: CaseRow,
    run: InstanceRow,
    files: Sequence[RuleFile],
    foreseen: Sequence[RecordedEvent] = (),
) -> Iterator[RuleHistory]:
    """Yield how each rule stands in what a run has done, and in what it is foreseen to do next."""
    catalogue = work.catalogue(run.release_id)
    activations = instances.activations(work.tx, run.id)
    calendar = work.world.calendar(case.profile)
    given = {"kind": case.kind, "channel": case.channel}
    reader = Reader(catalogue, run.process_id, activations, calendar, given)
    recorded = audit_log.of_instance(work.tx, run.id, payloads=True)
    words = reader.read([*recorded, *foreseen])
    for file in files:
        for process_id in dict.fromkeys(one for rule in file.rules for one in rule.on):
            for activation_id in reader.activations_of(process_id):
                over = run.ended_at is not None or reader.has_ended(activation_id)
                course = course_of(run.id, words, activation_id, ended=over, is_torn=reader.is_torn)
                yield from judge_course(file, process_id, course)
