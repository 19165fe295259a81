"""How findings speak: Vietnamese names of elements and one way to make a finding.

Every message says what is wrong, every repair says what to do; names out of a file are shortened,
since a hostile file may carry one of ten megabytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.diagrams.vocabulary import Node, local
from app.domain.diagrams import Element, Finding, Severity

LONGEST_NAME = 80
MOST_FINDINGS = 200

KINDS = {
    "task": "việc chưa phân loại",
    "userTask": "việc",
    "manualTask": "việc làm tay",
    "scriptTask": "việc chạy mã",
    "serviceTask": "việc tự động",
    "businessRuleTask": "việc tra bảng",
    "sendTask": "việc gửi tin",
    "receiveTask": "việc nhận tin",
    "subProcess": "quy trình con",
    "transaction": "giao dịch",
    "adHocSubProcess": "quy trình con tùy nghi",
    "callActivity": "lời gọi quy trình",
    "exclusiveGateway": "cổng chọn một",
    "parallelGateway": "cổng song song",
    "inclusiveGateway": "cổng chọn nhiều",
    "eventBasedGateway": "cổng chờ sự kiện",
    "complexGateway": "cổng phức hợp",
    "startEvent": "sự kiện bắt đầu",
    "endEvent": "sự kiện kết thúc",
    "intermediateCatchEvent": "sự kiện chờ",
    "intermediateThrowEvent": "sự kiện phát",
    "implicitThrowEvent": "sự kiện phát ngầm",
    "boundaryEvent": "sự kiện gắn cạnh",
    "sequenceFlow": "luồng",
    "messageFlow": "luồng tin",
    "process": "quy trình",
    "definitions": "tệp",
}


def kind_of(tag: str) -> str:
    """Return the Vietnamese name of a BPMN tag, or the tag itself."""
    return KINDS.get(tag, tag)


def shorten(text: str) -> str:
    """Return a name fit for a sentence: one line, at most 80 characters."""
    flat = " ".join(text[: LONGEST_NAME * 4].split())
    return flat if len(flat) <= LONGEST_NAME else flat[: LONGEST_NAME - 1] + "…"


def titled(element: Element) -> str:
    """Return kind and name of an element as a reader knows it: `việc “Gửi kế hoạch”`."""
    return f"{kind_of(element.tag)} “{shorten(element.name or element.id)}”"


def about(
    element: Element, rule: str, message: str, repair: str, severity: Severity = Severity.ERROR
) -> Finding:
    """Return a finding about an element that was read."""
    return Finding(
        rule=rule,
        severity=severity,
        message=message,
        repair=repair,
        element_id=shorten(element.id),
        element_name=shorten(element.name),
        element_type=element.tag,
    )


def at(
    node: Node, rule: str, message: str, repair: str, severity: Severity = Severity.ERROR
) -> Finding:
    """Return a finding about an XML node that may not be readable as an element."""
    return Finding(
        rule=rule,
        severity=severity,
        message=message,
        repair=repair,
        element_id=shorten(node.get("id") or ""),
        element_name=shorten(node.get("name") or ""),
        element_type=local(node) or shorten(str(node.tag).rpartition("}")[2]),
    )


def of_file(rule: str, message: str, repair: str) -> Finding:
    """Return an error about the file as a whole."""
    return Finding(rule=rule, severity=Severity.ERROR, message=message, repair=repair)


def errors_in(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that refuse a diagram, in order."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def capped(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return at most 200 findings, the last saying how many more there are."""
    if len(findings) <= MOST_FINDINGS:
        return tuple(findings)
    rest = len(findings) - MOST_FINDINGS
    more = of_file(
        "more-findings",
        f"Còn {rest} lỗi nữa không liệt kê ở đây",
        "Sửa các lỗi đã nêu rồi kiểm tra lại",
    )
    return (*findings[:MOST_FINDINGS], more)
