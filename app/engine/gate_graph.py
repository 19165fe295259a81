"""Gate rules about the drawing as a graph: starts, ends, ways between them, joins, cycles.

Every algorithm here is linear in nodes and flows, or linear for each parallel join.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from app.domain.diagrams import Finding
from app.engine.drawing import PERSON_TASKS, Drawing, Node
from app.engine.findings import at_node, at_process
from app.engine.graph import Edges, edges_of, reached_from, reversed_edges

MOST_INCLUSIVE = 200


def scopes_have_starts_and_ends(drawing: Drawing) -> Iterator[Finding]:
    """Refuse processes and sub-processes without one plain start or without an end."""
    for scope_id, members in drawing.members.items():
        around = drawing.nodes.get(scope_id)
        if around is not None and (around.tag != "subProcess" or around.triggered):
            plain = []
        else:
            plain = [s for s in drawing.starts(scope_id) if not s.event_kind]
        if len(plain) > 1:
            message = f"là sự kiện bắt đầu thứ hai không có loại, bên cạnh “{plain[0].id}”"
            yield at_node(plain[1], "one-start", message, "Giữ một, nối các nhánh qua cổng")
        if not drawing.starts(scope_id) and (around is None or not around.triggered):
            yield _at(drawing, around, "start-required", "không có sự kiện bắt đầu", "Vẽ một")
        if not any(node.tag == "endEvent" for node in members):
            yield _at(drawing, around, "end-required", "không có sự kiện kết thúc", "Vẽ một")


def _at(drawing: Drawing, around: Node | None, rule: str, message: str, repair: str) -> Finding:
    if around is None:
        return at_process(drawing.process_id, drawing.name, rule, message, repair)
    return at_node(around, rule, message, repair)


def everything_is_reached(drawing: Drawing) -> Iterator[Finding]:
    """Refuse nodes that no way from a start leads to: they would be left out in silence."""
    edges = edges_of(drawing)
    reached = reached_from(edges, (n.id for n in drawing.nodes.values() if _is_entry(n)))
    for node in drawing.nodes.values():
        if node.id not in reached:
            message = "không có đường nào tới từ sự kiện bắt đầu"
            yield at_node(node, "reached", message, "Nối luồng tới nó, hoặc bỏ nó")


def everything_can_end(drawing: Drawing) -> Iterator[Finding]:
    """Refuse nodes from which no end can be reached, and nodes without a way out."""
    for node in drawing.nodes.values():
        if not drawing.outgoing[node.id] and _needs_exit(node):
            message = "không có luồng ra"
            yield at_node(node, "way-out", message, "Nối tới phần tử sau, hoặc một kết thúc")
    back = reversed_edges(edges_of(drawing, leaving=True))
    ends = [n.id for n in drawing.nodes.values() if n.tag == "endEvent"]
    ends += [n.id for n in drawing.nodes.values() if not drawing.outgoing[n.id] and _needs_exit(n)]
    good = reached_from(back, ends)
    spared = {n.scope_id for n in drawing.tagged("subProcess") if n.triggered}
    for node in drawing.nodes.values():
        if node.id not in good and not node.triggered and node.scope_id not in spared:
            message = "không có đường nào tới kết thúc"
            repair = "Vẽ một cổng chọn một hoặc sự kiện gắn cạnh để ra khỏi vòng lặp"
            yield at_node(node, "way-to-end", message, repair)


def _needs_exit(node: Node) -> bool:
    link = node.tag == "intermediateThrowEvent" and node.event_kind == "link"
    return node.tag != "endEvent" and not node.triggered and not link


def joins_can_fire(drawing: Drawing) -> Iterator[Finding]:
    """Refuse a parallel join that waits for a branch which starts only behind itself."""
    edges = edges_of(drawing)
    entries = [n.id for n in drawing.nodes.values() if _is_entry(n)]
    for node in drawing.tagged("parallelGateway"):
        incoming = drawing.incoming[node.id]
        if len(incoming) < 2:
            continue
        without = reached_from(edges, entries, avoiding=node.id)
        for flow in incoming:
            if flow.source not in without and flow.source in drawing.nodes:
                message = f"chờ luồng “{flow.id}” mà luồng đó chỉ tới được sau khi cổng đã qua"
                repair = "Gộp luồng quay lại bằng cổng chọn một đặt trước cổng song song"
                yield at_node(node, "join-can-fire", message, repair)


def inclusive_joins_are_few(drawing: Drawing) -> Iterator[Finding]:
    """Refuse more inclusive joins than can be worked out in a moment."""
    joins = [n for n in drawing.tagged("inclusiveGateway") if len(drawing.incoming[n.id]) > 1]
    if sum(len(drawing.incoming[node.id]) for node in joins) > MOST_INCLUSIVE:
        message = f"cùng các cổng khác gộp hơn {MOST_INCLUSIVE} luồng kiểu chọn nhiều"
        yield at_node(joins[-1], "inclusive-few", message, "Thay bớt bằng cổng song song")


def cycles_stop_somewhere(drawings: Mapping[str, Drawing], _process_id: str) -> Iterator[Finding]:
    """Refuse cycles in which nobody waits and nothing is chosen: they would never stop."""
    waiting = _waiting_scopes(drawings)
    for drawing in drawings.values():
        running = {n.id for n in drawing.nodes.values() if _runs_on(n, drawing, waiting)}
        edges = {a: [b for b in bs if b in running] for a, bs in edges_of(drawing).items()}
        left = _in_cycles({a: edges[a] for a in running})
        if left:
            first = next(n for n in drawing.nodes.values() if n.id in left)
            message = "nằm trong một vòng lặp không có người, không chờ gì, không rẽ nhánh"
            repair = "Đặt trong vòng một việc của người hoặc một cổng chọn một để ra"
            yield at_node(first, "cycle-stops", message, repair)


def _runs_on(node: Node, drawing: Drawing, waiting: Container[str]) -> bool:
    """Tell whether a token passes a node at once and always the same way."""
    flows = drawing.outgoing[node.id]
    if node.tag == "exclusiveGateway" and len(flows) > 1:
        return False
    if any(flow.condition is not None for flow in flows):
        return False
    return not _waits(node, drawing, waiting)


def _waits(node: Node, drawing: Drawing, waiting: Container[str]) -> bool:
    if node.tag in PERSON_TASKS or node.tag in ("receiveTask", "eventBasedGateway"):
        return True
    if node.tag == "intermediateCatchEvent":
        return node.event_kind != "link"
    if node.tag == "callActivity":
        return node.called in waiting
    return node.tag == "subProcess" and f"{drawing.process_id}/{node.id}" in waiting


def _waiting_scopes(drawings: Mapping[str, Drawing]) -> set[str]:
    """Return the processes and sub-processes in which something waits or throws outwards."""
    waiting: set[str] = set()
    for _ in range(len(drawings) + max((len(d.members) for d in drawings.values()), default=0)):
        before = len(waiting)
        for drawing in drawings.values():
            for scope_id, members in reversed(list(drawing.members.items())):
                name = f"{drawing.process_id}/{scope_id}" if scope_id else drawing.process_id
                if name not in waiting and any(_waits(n, drawing, waiting) for n in members):
                    waiting.add(name)
        if len(waiting) == before:
            break
    return waiting


def _is_entry(node: Node) -> bool:
    return node.tag == "startEvent" or node.triggered


def _in_cycles(edges: Edges) -> set[str]:
    """Return the nodes left when all that cannot lie on a cycle is taken away."""
    left = set(edges)
    for graph in (edges, reversed_edges(edges)):
        count = {node: 0 for node in left}
        for node in left:
            for target in graph[node]:
                if target in left:
                    count[target] += 1
        free = [node for node in left if not count[node]]
        while free:
            node = free.pop()
            left.discard(node)
            for target in graph[node]:
                if target in left:
                    count[target] -= 1
                    if not count[target]:
                        free.append(target)
    return left
