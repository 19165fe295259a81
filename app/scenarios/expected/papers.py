"""The papers of the case: the exact multiset of issued and filed types, and single ones."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents import DOC_TYPES
from app.documents.types import DocKind
from app.domain.cases import DocumentRow, DocumentState
from app.domain.clock import LOCAL
from app.errors import ScenarioFailed
from app.scenarios.expected.asked import Asked, differ
from app.scenarios.nodes import Node, Table, Text, items_of, number_of, table_of, texts_of
from app.store import deliveries, documents
from app.store.database import Transaction

PAPER_KEYS = (
    "type",
    "item",
    "to",
    "number",
    "says",
    "lacks",
    "delivered",
    "signed_by",
    "issued",
    "times",
)


def documents_is(asked: Asked) -> None:
    """Compare the issued and filed papers, and what is asked of single ones."""
    with asked.reading() as tx:
        papers = _papers(tx, asked.case_id)
        wanted = [_paper_table(node) for node in items_of(asked.node)]
        counted = [name for one in wanted for name in [one.text("type")] * _times(one)]
        asked.same_counts([row.doc_type for row in papers], counted)
        for one in wanted:
            if set(one.entries) - {"type", "times"}:
                _compare_paper(asked, tx, one, papers)


def _paper_table(node: Node) -> Table:
    if isinstance(node, Text):
        return Table({"type": node}, node.line)
    return table_of(node).only(*PAPER_KEYS)


def _times(table: Table) -> int:
    node = table.get("times")
    return number_of(node) if node else 1


def _papers(tx: Transaction, case_id: str) -> list[DocumentRow]:
    """Return issued and filed papers; sheets printed from the register are no documents."""
    rows = documents.of_case(tx, case_id)
    kept = [row for row in rows if row.state in (DocumentState.ISSUED, DocumentState.FILED)]
    return [row for row in kept if DOC_TYPES[row.doc_type].kind is not DocKind.SHEET]


def _compare_paper(
    asked: Asked, tx: Transaction, wanted: Table, papers: Sequence[DocumentRow]
) -> None:
    kind, item = wanted.text("type"), wanted.text("item")
    rows = [row for row in papers if row.doc_type == kind and (not item or row.item == item)]
    faults = [_paper_faults(asked, tx, wanted, row) for row in rows]
    if not any(not found for found in faults):
        told = "; ".join(faults[0]) if faults else "không có văn bản ấy"
        raise ScenarioFailed(f"{kind} {item}: {told}".replace(" :", ":"))


def _paper_faults(asked: Asked, tx: Transaction, wanted: Table, row: DocumentRow) -> list[str]:
    faults: list[str] = []
    differ(faults, "number", row.number, wanted.text("number", row.number))
    if wanted.get("signed_by"):
        person = asked.stage.fixture.person(wanted.text("signed_by"))
        differ(faults, "signed_by", row.signed_by, person)
    if wanted.get("issued") and row.issued_at:
        local = row.issued_at.astimezone(LOCAL)
        differ(faults, "issued", f"{local:%Y-%m-%d}", wanted.text("issued"))
    if wanted.get("to"):
        differ(faults, "to", sorted(row.recipients), sorted(texts_of(wanted.get("to"))))
    if wanted.get("delivered"):
        modes = {one.mode for one in deliveries.of_documents(tx, [row.id])}
        differ(faults, "delivered", sorted(modes), sorted(texts_of(wanted.get("delivered"))))
    for part in texts_of(wanted.get("says")):
        text = asked.stage.resolved(asked.label, part)
        if str(_hash_named(tx, row, text)) not in row.html:
            faults.append(f"văn bản không có “{text}”")
    for part in texts_of(wanted.get("lacks")):
        if _hash_named(tx, row, part) in row.html:
            faults.append(f"văn bản có “{part}”")
    return faults


def _hash_named(tx: Transaction, row: DocumentRow, text: str) -> str:
    """`plan hash 2` is the hash of the plan of round 2 (INV-22)."""
    if not text.startswith("plan hash "):
        return text
    plans = [one for one in documents.of_case(tx, row.case_id) if one.doc_type == "KE_HOACH"]
    return next((one.sha256 for one in plans if one.item == text.removeprefix("plan hash ")), text)


def plans_is(asked: Asked) -> None:
    """Compare how many snapshots of the plan are kept."""
    with asked.reading() as tx:
        rows = documents.of_case(tx, asked.case_id)
    asked.same(len([row for row in rows if row.doc_type == "KE_HOACH"]), number_of(asked.node))


def drafts_is(asked: Asked) -> None:
    """Compare the papers drafted or signed but not issued."""
    with asked.reading() as tx:
        rows = documents.of_case(tx, asked.case_id)
    unissued = [r for r in rows if r.state in (DocumentState.DRAFT, DocumentState.SIGNED)]
    asked.same_counts([row.doc_type for row in unissued], texts_of(asked.node))


def numbers_is(asked: Asked) -> None:
    """Compare all numbers taken by the cases of the scenario."""
    found: list[str] = []
    with asked.reading() as tx:
        for staged in asked.stage.cases.values():
            rows = documents.of_case(tx, staged.case_id)
            found += [row.number for row in rows if row.number]
    asked.same_counts(found, texts_of(asked.node))
