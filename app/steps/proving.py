"""The record and what is kept about it outside the database, brought together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from app.domain.proof import Checkpoint
from app.domain.views import AuditPage, ChainCheck, ChainState, ProofState
from app.errors import StampFailed
from app.proof import (
    Checkpoints,
    Stamps,
    is_genuine,
    load_key,
    public_keys,
    roots_in,
    sign_checkpoint,
    stamped_at,
)
from app.steps.agreement import unlike_the_record
from app.steps.services import Services
from app.store import audit_check, audit_log, audit_seal, audit_tombstones, releases
from app.store.audit_faults import Broken, Fault
from app.store.database import Transaction

# The file of checkpoints, as findings name it.
CHECKPOINTS = "checkpoints"
TITLES = {
    CHECKPOINTS: "Tệp điểm mốc đã ký",
    audit_log.HEADS_CHAIN: "Chuỗi niêm phong",
    audit_log.SYSTEM_CHAIN: "Nhật ký hệ thống",
}

Told = Callable[[int, int], None]
READS = "Lượt xem, lượt xuất hồ sơ"


def verified(
    services: Services,
    chain_ids: Sequence[str] = (),
    told: Told | None = None,
    *,
    register: bool = True,
) -> AuditPage:
    """Check every row of every chain, or of these, against seals and checkpoints (INV-18).

    Then the `register`: whether what pages show is what the lines say (steps/agreement). Of the
    checkpoints all are asked about all chains, the last one about some. `told` hears now and then
    what is done of the whole, whose two halves are the chains and the register.
    """
    of_chains, of_register = _halves(told)
    settings = services.settings
    kept = Checkpoints(settings.checkpoints_file)
    unsigned: list[Broken] = []
    last = kept.last()
    lines = iter((last,) if last else ()) if chain_ids else kept.read()
    outside = _genuine(services, lines, unsigned, whole=not chain_ids)
    asked = chain_ids or (None,)
    with services.database.reading() as tx:
        # A checkpoint is read once: with the first chain it tells of all that it signed.
        found = [one for name in asked for one in audit_check.verify(tx, name, outside, of_chains)]
        if register:
            wrong = [one.chain_id for one in found]
            found += unlike_the_record(tx, chain_ids, wrong, of_register)
        chains = [chain for name in asked for chain in audit_check.chains(tx, name)]
        tombstones = sum(audit_tombstones.count(tx, name) for name in asked)
        # Names cost a compiled release: only findings and single chains are read by people.
        names = _process_names(services, tx) if chain_ids or found else {}
    broken = {one.chain_id: one for one in [*found, *unsigned[:1]]}
    listed = {chain.chain_id for chain in chains}
    checks = [_check(chain, broken.get(chain.chain_id), names) for chain in chains]
    checks += [_without_chain(one) for name, one in broken.items() if name not in listed]
    return AuditPage(
        services.clock.now(),
        tuple(checks),
        proof=proof_state(services, last),
        tombstones=tombstones,
    )


def _halves(told: Told | None) -> tuple[Told | None, Told | None]:
    """Return what hears of each half in its own measure, and tells it as a part of the whole."""
    if told is None:
        return None, None
    return (
        lambda done, total: told(done, 2 * total),
        lambda done, total: told(total + done, 2 * total),
    )


def sign_what_is_sealed(services: Services) -> Checkpoint | None:
    """Sign the head of the chain of heads, if there is a key and the head has moved on.

    A head that lies before the last checkpoint is not signed: an older copy was put back.
    """
    key = load_key(services.settings.signing_key_file)
    if key is None:
        return None
    kept = Checkpoints(services.settings.checkpoints_file)
    last = kept.last()
    after = last.seq if last else 0
    with services.database.reading() as tx:
        seq, head = audit_log.head_of(tx, audit_log.HEADS_CHAIN)
        if seq <= after:
            return None
        heads = audit_seal.sealed_since(tx, after)
    checkpoint = sign_checkpoint(key, services.clock.now(), seq, head, heads)
    kept.add(checkpoint)
    return checkpoint


def proof_state(services: Services, last: Checkpoint | None) -> ProofState:
    """Return what a reader is told about key and checkpoints."""
    keys = public_keys(services.settings.signing_key_file)
    key = load_key(services.settings.signing_key_file)
    return ProofState(
        key_id=key.public.key_id if key else next(iter(keys), ""),
        signs=key is not None,
        signed_at=last.at if last else None,
        signed_rows=last.seq if last else 0,
        head=last.head if last else "",
        stamps=len(Stamps.beside(services.settings.checkpoints_file).read()),
        stamps_checked=bool(roots_in(services.settings.tsa_roots_file)),
    )


def _genuine(
    services: Services,
    lines: Iterable[Checkpoint | None],
    unsigned: list[Broken],
    *,
    whole: bool,
) -> Iterator[Checkpoint]:
    """Yield the checkpoints that the key signed; note the others, and stamps that do not fit.

    With the `whole` file at hand, a stamp without its checkpoint shows that one was taken out.
    """
    keys, stamped = public_keys(services.settings.signing_key_file), _Stamped(services)
    number = 0
    for number, checkpoint in enumerate(lines, 1):
        if checkpoint is None or not is_genuine(keys, checkpoint):
            unsigned.append(Broken(CHECKPOINTS, number, Fault.UNSIGNED))
            continue
        if not stamped.fits(checkpoint):
            unsigned.append(Broken(CHECKPOINTS, number, Fault.UNSTAMPED))
        yield checkpoint
    if whole and stamped.left:
        unsigned.append(Broken(CHECKPOINTS, number + 1, Fault.STAMP_ALONE))


class _Stamped:
    """The stamps beside the checkpoints; `left` are those whose checkpoint was not seen."""

    def __init__(self, services: Services) -> None:
        self.left = Stamps.beside(services.settings.checkpoints_file).read()
        self._roots = roots_in(services.settings.tsa_roots_file)

    def fits(self, checkpoint: Checkpoint) -> bool:
        """Tell whether the checkpoint's stamp, if it has one that can be checked, is its own."""
        token = self.left.pop(checkpoint.signature, None)
        if token is None or not self._roots:
            return True
        try:
            stamped_at(token, checkpoint, self._roots)
        except StampFailed:
            return False
        return True


def _process_names(services: Services, tx: Transaction) -> Mapping[str, str]:
    release = releases.latest_id(tx)
    if not release:
        return {}
    definitions = services.catalogue(tx, release).definitions
    return {process_id: definition.name for process_id, definition in definitions.items()}


def _check(chain: audit_check.Chain, broken: Broken | None, names: Mapping[str, str]) -> ChainCheck:
    is_reads = chain.chain_id.startswith(audit_log.READS_PREFIX)
    known = READS if is_reads else names.get(chain.title, chain.title)
    return ChainCheck(
        chain_id=chain.chain_id,
        title=TITLES.get(chain.chain_id, known),
        rows=chain.rows,
        state=ChainState.BROKEN if broken else ChainState.INTACT,
        head=chain.head,
        bad_row=broken.seq if broken else 0,
        reason=broken.reason if broken else "",
        case_code=chain.case_code,
    )


def _without_chain(broken: Broken) -> ChainCheck:
    """Return a finding about rows of which no chain is known any more."""
    return ChainCheck(
        chain_id=broken.chain_id,
        title=TITLES.get(broken.chain_id, broken.chain_id),
        rows=0,
        state=ChainState.BROKEN,
        bad_row=broken.seq,
        reason=broken.reason,
    )


def broken_chains(page: AuditPage) -> Sequence[ChainCheck]:
    """Return the chains of a page that do not verify."""
    return [check for check in page.chains if check.state is ChainState.BROKEN]
