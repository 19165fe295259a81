"""All that we know of the Camunda 7 namespace: what we read, and what we say we do not read.

Nothing of it is dropped in silence: what would change the run keeps the diagram from running, what
only changes how Camunda's own product serves it becomes a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.diagrams.vocabulary import Node, child, is_true, local
from app.diagrams.wording import at
from app.domain.diagrams import Extensions, Finding, InputMapping, OutputMapping, Severity

NAMESPACE = "http://camunda.org/schema/1.0/bpmn"
RULE = "camunda-unread"

_READ = frozenset(
    {
        "formRef",
        "formKey",
        "assignee",
        "candidateUsers",
        "candidateGroups",
        "dueDate",
        "followUpDate",
        "priority",
        "type",
        "topic",
        "decisionRef",
        "collection",
        "elementVariable",
        "properties",
        "property",
        "in",
        "out",
    }
)
# Left to the platform that Camunda sells; saying nothing loses nothing.
_HARMLESS = frozenset(
    {
        "formRefBinding",
        "formRefVersion",
        "decisionRefBinding",
        "decisionRefVersion",
        "decisionRefVersionTag",
        "decisionRefTenantId",
        "calledElementBinding",
        "calledElementVersion",
        "calledElementVersionTag",
        "calledElementTenantId",
        "historyTimeToLive",
        "versionTag",
        "isStartableInTasklist",
        "asyncBefore",
        "asyncAfter",
        "exclusive",
        "jobPriority",
        "taskPriority",
        "failedJobRetryTimeCycle",
        "diagramRelationId",
        "modelerTemplate",
        "modelerTemplateVersion",
        "modelerTemplateIcon",
    }
)
# Code or data moves that Camunda would carry out and we would not.
_CHANGES_THE_RUN = {
    "class": "lớp Java",
    "delegateExpression": "lớp Java (delegateExpression)",
    "expression": "biểu thức chạy mã",
    "resource": "mã trong tệp khác",
    "executionListener": "bộ nghe khi chạy",
    "taskListener": "bộ nghe của việc",
    "inputOutput": "ánh xạ vào ra",
    "connector": "bộ nối",
    "script": "đoạn mã",
    "variableMappingClass": "lớp ánh xạ dữ liệu",
    "variableMappingDelegateExpression": "lớp ánh xạ dữ liệu",
    "formHandlerClass": "lớp xử lý biểu",
    "caseRef": "lời gọi CMMN",
    "errorEventDefinition": "lỗi của việc tự động",
    "skipExpression": "điều kiện bỏ qua",
}
_FOREIGN_ENGINES = {
    "http://camunda.org/schema/zeebe/1.0": "Camunda 8 (zeebe)",
    "http://flowable.org/bpmn": "Flowable",
    "http://activiti.org/bpmn": "Activiti",
    "http://spiffworkflow.org/bpmn/schema/1.0/core": "SpiffWorkflow",
    "http://www.jboss.org/drools": "jBPM",
}


def extensions_of(node: Node) -> Extensions:
    """Return what the Camunda namespace says about this element, not about its children."""
    loop = child(node, "multiInstanceLoopCharacteristics")
    return Extensions(
        form_ref=_form(node),
        assignee=_get(node, "assignee"),
        candidate_groups=_list(_get(node, "candidateGroups")),
        candidate_users=_list(_get(node, "candidateUsers")),
        due_date=_get(node, "dueDate"),
        follow_up_date=_get(node, "followUpDate"),
        priority=_get(node, "priority"),
        service_type=_get(node, "type"),
        topic=_get(node, "topic"),
        decision_ref=_get(node, "decisionRef"),
        collection="" if loop is None else _get(loop, "collection"),
        element_variable="" if loop is None else _get(loop, "elementVariable"),
        inputs=tuple(_inputs(node)),
        outputs=tuple(_outputs(node)),
        properties=_properties(node),
    )


def unread(node: Node) -> Iterator[Finding]:
    """Yield a finding for each Camunda word on this element that we do not act on."""
    for word in _words(node):
        if word in _READ or word in _HARMLESS:
            continue
        if word in _CHANGES_THE_RUN:
            yield at(
                node,
                RULE,
                f"camunda:{word} ({_CHANGES_THE_RUN[word]}) không được chạy ở hệ thống này",
                "Bỏ phần này; việc tự động dùng kiểu External với một chủ đề (topic) có sẵn",
            )
        else:
            message = f"camunda:{word[:60]} không được dùng ở hệ thống này, hệ thống bỏ qua"
            yield at(node, RULE, message, "Bỏ phần này nếu không cần", Severity.WARNING)
    yield from _unread_mappings(node)


def other_engines(nodes: Iterable[Node]) -> Iterator[Finding]:
    """Yield one warning for each other engine's namespace used anywhere in the file."""
    seen = set()
    for node in nodes:
        for name in (node.tag, *node.attrib):
            namespace = name[1:].partition("}")[0] if isinstance(name, str) else ""
            if namespace in _FOREIGN_ENGINES and namespace not in seen:
                seen.add(namespace)
                message = f"Phần viết riêng cho {_FOREIGN_ENGINES[namespace]} không được đọc"
                repair = "Ghi biểu, vai trò, chủ đề theo kiểu Camunda 7 (camunda:…)"
                yield at(node, "other-engine", message, repair, Severity.WARNING)


def _name(word: str) -> str:
    return f"{{{NAMESPACE}}}{word}"


def _get(node: Node, word: str) -> str:
    return str(node.get(_name(word)) or "").strip()


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _form(node: Node) -> str:
    """Return formRef, or the form a formKey such as `camunda-forms:deployment:x.form` means."""
    key = _get(node, "formRef") or _get(node, "formKey")
    if key.startswith("camunda-forms:"):
        key = key.rpartition(":")[2]
    return key.removesuffix(".form")


def _extension_children(node: Node, word: str) -> Iterator[Node]:
    holder = child(node, "extensionElements")
    if holder is not None:
        yield from holder.iterchildren(_name(word))


def _inputs(node: Node) -> Iterator[InputMapping]:
    for entry in _extension_children(node, "in"):
        expression = entry.get("sourceExpression") or entry.get("source") or ""
        if entry.get("target"):
            yield InputMapping(expression.strip(), entry.get("target").strip())


def _outputs(node: Node) -> Iterator[OutputMapping]:
    for entry in _extension_children(node, "out"):
        source = entry.get("source") or entry.get("sourceExpression") or ""
        if entry.get("target"):
            yield OutputMapping(_bare_name(source), entry.get("target").strip())


def _bare_name(text: str) -> str:
    """Return `level` for `=level`, `${level}` and `level`."""
    name = text.strip().removeprefix("=").strip()
    if name.startswith("${") and name.endswith("}"):
        name = name[2:-1].strip()
    return name


def _properties(node: Node) -> dict[str, str]:
    found: dict[str, str] = {}
    for holder in _extension_children(node, "properties"):
        for entry in holder.iterchildren(_name("property")):
            if entry.get("name"):
                found[entry.get("name").strip()] = (entry.get("value") or "").strip()
    return found


def _words(node: Node) -> list[str]:
    """Return the Camunda attributes and extension elements of one element, each once."""
    prefix = f"{{{NAMESPACE}}}"
    names = [str(name) for name in node.attrib]
    names += [str(name) for inner in node for name in _attributes_of_parts(inner)]
    holder = child(node, "extensionElements")
    names += [] if holder is None else [str(part.tag) for part in holder]
    return list(dict.fromkeys(n.removeprefix(prefix) for n in names if n.startswith(prefix)))


def _attributes_of_parts(node: Node) -> Iterator[str]:
    """Yield the attributes of conditions, event definitions and loops inside an element."""
    name = local(node)
    if name.endswith("EventDefinition") or name in (
        "conditionExpression",
        "multiInstanceLoopCharacteristics",
    ):
        yield from node.attrib


def _unread_mappings(node: Node) -> Iterator[Finding]:
    for entry in (*_extension_children(node, "in"), *_extension_children(node, "out")):
        if (
            entry.get("variables")
            or entry.get("businessKey")
            or is_true(entry.get("local"), otherwise=False)
        ):
            yield at(
                node,
                RULE,
                "Ánh xạ chuyển mọi biến hoặc businessKey không được dùng ở hệ thống này",
                "Ghi từng dữ kiện cần chuyển: nguồn và đích. Hồ sơ luôn được chuyển sẵn",
                Severity.WARNING,
            )
        elif not entry.get("target") or not (entry.get("source") or entry.get("sourceExpression")):
            message = "Ánh xạ của lời gọi thiếu nguồn hoặc đích"
            yield at(node, RULE, message, "Ghi đủ nguồn (source) và đích (target)")
