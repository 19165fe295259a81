"""What makes a file readable as one diagram: ids, references, known words, limits.

Each finding refuses the file before anybody asks what its elements do. What a whole file says in a
language that is not ours stands in foreign.py, whether an element can run belongs to the engine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from app.diagrams.events import definitions_of
from app.diagrams.vocabulary import (
    AROUND,
    FLOW_NODES,
    SCOPES,
    Node,
    children,
    local,
    reference,
)
from app.diagrams.wording import at, kind_of, of_file, shorten
from app.domain.diagrams import Finding

MOST_ELEMENTS = 1_000
LONGEST_ID = 200


def check(root: Node, by_id: Mapping[str, Node]) -> Iterator[Finding]:
    """Yield what is wrong with the file as a document; stop early where it is far too big."""
    processes = list(children(root, "process"))
    if not processes:
        message = "Tệp không có quy trình (process) nào"
        yield of_file("no-process", message, "Vẽ ít nhất một quy trình trong tệp")
        return
    scopes = [scope for process in processes for scope in _scopes(process)]
    size = sum(1 for scope in scopes for node in scope if local(node) in FLOW_NODES)
    if size > MOST_ELEMENTS:
        message = f"Sơ đồ có {size:,} phần tử, nhiều nhất 1.000".replace(f"{size:,}", _dotted(size))
        repair = "Tách bớt thành quy trình riêng rồi gọi bằng lời gọi quy trình (call activity)"
        yield of_file("too-many-elements", message, repair)
        return
    yield from _ids(root, processes)
    for scope in scopes:
        yield from _scope(scope, by_id)


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _scopes(process: Node) -> Iterator[Node]:
    """Yield a process and all its embedded sub-processes, outermost first."""
    waiting = [process]
    while waiting:
        scope = waiting.pop(0)
        yield scope
        waiting.extend(children(scope, *SCOPES))


def _ids(root: Node, processes: list[Node]) -> Iterator[Finding]:
    owners = [node for node in root.iter() if local(node) and node.get("id")]
    for name, times in Counter(node.get("id") for node in owners).items():
        if times > 1:
            second = [node for node in owners if node.get("id") == name][1]
            message = f"Id “{shorten(name)}” dùng {times} lần"
            yield at(second, "duplicate-id", message, "Đặt cho mỗi phần tử một id riêng")
    for node in owners:
        if len(node.get("id")) > LONGEST_ID:
            message = f"Id “{shorten(node.get('id'))}” dài hơn {LONGEST_ID} ký tự"
            yield at(node, "long-id", message, "Đặt id ngắn, bằng chữ không dấu")
    for process in processes:
        if not process.get("id"):
            message = "Quy trình không có id"
            yield at(process, "missing-id", message, "Ghi id cho quy trình, bằng chữ không dấu")


def _scope(scope: Node, by_id: Mapping[str, Node]) -> Iterator[Finding]:
    here = {node.get("id"): node for node in scope if local(node) in FLOW_NODES}
    for node in scope:
        if not isinstance(node.tag, str):
            continue
        tag = local(node)
        if tag in FLOW_NODES:
            yield from _flow_node(node, scope, here, by_id)
        elif tag == "sequenceFlow":
            yield from _flow(node, here, by_id)
        elif tag not in AROUND:
            name = shorten(node.tag.rpartition("}")[2])
            message = f"Thẻ “{name}” không có trong quy trình BPMN 2.0"
            yield at(node, "unknown-tag", message, "Xóa thẻ này, hoặc vẽ lại bằng phần tử BPMN")
        elif tag == "dataObjectReference":
            yield from _data_reference(node, by_id)


def _flow_node(
    node: Node, scope: Node, here: Mapping[str, Node], by_id: Mapping[str, Node]
) -> Iterator[Finding]:
    if not node.get("id"):
        message = f"Có {kind_of(local(node))} không có id"
        yield at(node, "missing-id", message, "Ghi id cho phần tử, bằng chữ không dấu")
    if local(node) == "boundaryEvent":
        host = reference(node.get("attachedToRef"))
        if host not in here:
            message = "Sự kiện gắn cạnh không gắn vào việc nào cùng phạm vi"
            yield at(node, "dangling-reference", message, "Kéo sự kiện vào cạnh của việc nó canh")
    default = reference(node.get("default"))
    if default:
        flow = by_id.get(default)
        if flow is None or reference(flow.get("sourceRef")) != node.get("id"):
            message = f"Luồng mặc định “{shorten(default)}” không đi ra từ phần tử này"
            yield at(node, "dangling-reference", message, "Chọn lại luồng mặc định của phần tử")
    yield from _event_references(node, by_id)


def _event_references(node: Node, by_id: Mapping[str, Node]) -> Iterator[Finding]:
    for pointer in children(node, "eventDefinitionRef"):
        message = f"Định nghĩa sự kiện “{shorten((pointer.text or '').strip())}” không có trong tệp"
        yield at(node, "dangling-reference", message, "Chọn lại loại sự kiện trong trình vẽ")
    for carrier in (node, *definitions_of(node)):
        for attribute, tag in (
            ("messageRef", "message"),
            ("errorRef", "error"),
            ("escalationRef", "escalation"),
            ("signalRef", "signal"),
        ):
            name = reference(carrier.get(attribute))
            if name and (name not in by_id or local(by_id[name]) != tag):
                message = f"{attribute} trỏ tới “{shorten(name)}” không có trong tệp"
                yield at(node, "dangling-reference", message, f"Chọn lại {tag} cho phần tử này")


def _flow(flow: Node, here: Mapping[str, Node], by_id: Mapping[str, Node]) -> Iterator[Finding]:
    for attribute, side in (("sourceRef", "bắt đầu"), ("targetRef", "kết thúc")):
        name = reference(flow.get(attribute))
        if name in here and name:
            continue
        if name in by_id and local(by_id[name]) in FLOW_NODES:
            message = f"Luồng {side} ở “{shorten(name)}”, thuộc quy trình con hoặc bể khác"
            repair = (
                "Luồng chỉ nối phần tử cùng một phạm vi; dùng sự kiện hoặc tin giữa hai phạm vi"
            )
        else:
            message = f"Luồng {side} ở “{shorten(name)}”, phần tử này không có trong sơ đồ"
            repair = "Nối lại hai đầu của luồng, hoặc xóa luồng"
        yield at(flow, "dangling-reference", message, repair)


def _data_reference(node: Node, by_id: Mapping[str, Node]) -> Iterator[Finding]:
    name = reference(node.get("dataObjectRef"))
    if name not in by_id or local(by_id[name]) != "dataObject":
        message = f"Dữ liệu vẽ trong sơ đồ trỏ tới “{shorten(name)}” không có trong tệp"
        yield at(node, "dangling-reference", message, "Xóa hình dữ liệu này rồi vẽ lại")
