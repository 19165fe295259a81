"""Verbs for what people do with a case besides its tasks; keys stand in docs/scenarios.md.

Each is a page of the case with a small form; who acts and what is written has a default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.scenarios.fixture import Fixture
from app.scenarios.nodes import Node, Table, choice_of, table_of, text_of
from app.scenarios.refusals import refusal_of
from app.scenarios.script import AnyStep, CaseAct, StartEmergency

WHERE = ("case", "at", "as", "refused")
REASON = "Bên đề xuất rút kế hoạch để nghiên cứu, chuẩn bị kỹ hơn."
REASONS = (
    "Vấn đề khó, phức tạp, liên quan nhiều ngành; cần thêm thời gian lấy ý kiến và thẩm định kỹ."
)
CONFLICT = "Có quan hệ gia đình với bên đề xuất."
VACANT = "Người đứng đầu đã chuyển công tác, chưa có người thay."


def _act(table: Table, title: str, act: str, who: str, fields: Mapping[str, str]) -> CaseAct:
    refused = table.get("refused")
    return CaseAct(
        line=table.line,
        title=title,
        case=table.text("case", "A"),
        at=table.text("at"),
        who=table.text("as", who),
        act=act,
        fields=fields,
        refused=refusal_of(refused) if refused else None,
    )


def _withdraw(node: Node, fixture: Fixture) -> CaseAct:
    table = table_of(node).only("reason", *WHERE)
    fields = {"reason": table.text("reason", REASON)}
    return _act(table, "withdraw", "lam/rut", "$proposer", fields)


def _extension(node: Node, fixture: Fixture) -> CaseAct:
    table = table_of(node).only(
        "requested_due", "is_complex", "needs_appraisal_time", "reasons", *WHERE
    )
    fields = {
        "requested_due": text_of(table.need("requested_due")),
        "is_complex": _yes(table, "is_complex"),
        "needs_appraisal_time": _yes(table, "needs_appraisal_time"),
        "reasons": table.text("reasons", REASONS),
    }
    return _act(table, "extension", "lam/gia-han", "$office", fields)


def _yes(table: Table, key: str) -> str:
    node = table.get(key)
    return "yes" if node is None else choice_of(node, "yes", "no", "")


def _external(node: Node, fixture: Fixture) -> CaseAct:
    table = table_of(node).only(*WHERE)
    return _act(table, "external answer", "lam/tra-loi-cap-tren", "$office", {})


def _vacant(node: Node, fixture: Fixture) -> CaseAct:
    table = table_of(node).only("ground", *WHERE)
    fields = {"ground": table.text("ground", VACANT)}
    return _act(table, "leader vacant", "lam/khuyet-nguoi-dung-dau", "$office", fields)


def _conflict(node: Node, fixture: Fixture) -> CaseAct:
    table = table_of(node).only("person", "ground", *WHERE)
    person = table.text("person")
    fields = {
        "person": fixture.person(person) if person else "",
        "ground": table.text("ground", CONFLICT),
    }
    table.need("as")
    return _act(table, "conflict", "lam/xung-dot", "", fields)


def _conditions(node: Node, fixture: Fixture) -> CaseAct:
    table = table_of(node).only("reporter", *WHERE)
    if "reporter" not in table.entries:
        return _act(table, "conditions allow", "lam/du-dieu-kien", "$proposer", {})
    reporter = table.text("reporter")
    fields = {"reporter": fixture.person(reporter) if reporter else ""}
    return _act(table, "conditions allow", "lam/cu-nguoi-bao-cao", "$leader", fields)


def _by_hand(node: Node, fixture: Fixture) -> CaseAct:
    """Post the start of a process on a case, which no page offers."""
    table = table_of(node).only("process", "doc_type", *WHERE)
    fields = {"doc_type": table.text("doc_type")}
    table.need("as")
    process = text_of(table.need("process"))
    return _act(table, f"start by hand, {process}", f"quy-trinh/{process}", "", fields)


def _emergency(node: Node, fixture: Fixture) -> StartEmergency:
    table = table_of(node).only(*WHERE)
    refused = table.get("refused")
    return StartEmergency(
        line=table.line,
        title="emergency",
        case=table.text("case", "A"),
        at=table.text("at"),
        who=text_of(table.need("as")),
        refused=refusal_of(refused) if refused else None,
    )


CASE_VERBS: Mapping[str, Callable[[Node, Fixture], AnyStep]] = {
    "withdraw": _withdraw,
    "extension": _extension,
    "external answer": _external,
    "leader vacant": _vacant,
    "conflict": _conflict,
    "start by hand": _by_hand,
    "emergency": _emergency,
    "conditions allow": _conditions,
}
