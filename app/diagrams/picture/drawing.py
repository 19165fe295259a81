"""One picture: frames first, then connections, then nodes, then order numbers on top."""

from __future__ import annotations

from app.diagrams.picture.canvas import Canvas, circle, path, rect, text
from app.diagrams.picture.edges import draw_edge
from app.diagrams.picture.geometry import Box, Page, Point, Shape, read_page
from app.diagrams.picture.icons import PLAY
from app.diagrams.picture.labels import width_of
from app.diagrams.picture.shapes import draw_shape, is_frame
from app.diagrams.vocabulary import ACTIVITIES, EVENTS, FLOW_NODES, GATEWAYS, Node, reference
from app.domain.diagrams import DiagramMarks, Mark

_FRAME_ORDER = ("participant", "lane")
_EDGE_ORDER = (
    None,
    Mark.LEFT_OUT,
    Mark.TODO,
    Mark.WRONG,
    Mark.NOW,
    Mark.DONE,
    Mark.CHANGED,
    Mark.REMOVED,
    Mark.ADDED,
)


def draw(tree: Node, marks: DiagramMarks, process_id: str = "") -> str:
    """Return the SVG of a file's drawing, with the marks of a case on it.

    `tree` is the `definitions` node; `process_id` chooses among several pages. A file without a
    drawing gives an empty picture with its title.
    """
    page = read_page(tree, process_id)
    canvas = Canvas(marks.title or _title(tree, process_id))
    frames = [shape for shape in page.shapes if is_frame(shape)]
    # Pools under lanes under sub-processes; file order decides within each kind.
    frames.sort(key=lambda s: _FRAME_ORDER.index(s.tag) if s.tag in _FRAME_ORDER else 2)
    for shape in frames:
        _draw_node(canvas, shape, marks)
    _draw_edges(canvas, page, marks)
    for shape in page.shapes:
        if not is_frame(shape):
            _draw_node(canvas, shape, marks)
    for shape in page.shapes:
        _draw_number(canvas, shape, marks)
        _draw_note(canvas, shape, marks)
    return canvas.finish(_focus(page, marks))


def _title(tree: Node, process_id: str) -> str:
    named = next((p for p in tree if process_id and p.get("id") == process_id), None)
    name = (tree if named is None else named).get("name") or process_id
    return f"Sơ đồ quy trình {name}".strip()


def _state(element_id: str, marks: DiagramMarks) -> Mark | None:
    return marks.states.get(element_id, Mark.TODO if marks.states else None)


def _draw_node(canvas: Canvas, shape: Shape, marks: DiagramMarks) -> None:
    if shape.tag not in FLOW_NODES:
        draw_shape(canvas, shape, "bd-around")
        return
    state = _state(shape.id, marks)
    heat = f"heat-{marks.heat[shape.id]}" if shape.id in marks.heat else ""
    group = draw_shape(canvas, shape, " ".join(filter(None, ("bd-node", state, heat))))
    if group is not None and state is Mark.NOW and shape.box.width > 60:
        path(group, PLAY, "bd-play", (shape.box.x + shape.box.width - 17, shape.box.y + 7))


def _draw_edges(canvas: Canvas, page: Page, marks: DiagramMarks) -> None:
    """Draw connections, those of the path last so that crossings show the path."""
    nodes = {shape.id: shape.node for shape in page.shapes}
    flows = [(edge, _edge_state(edge.tag, edge.id, marks)) for edge in page.edges]
    for edge, state in sorted(flows, key=lambda pair: _EDGE_ORDER.index(pair[1])):
        draw_edge(canvas, edge, state, nodes.get(reference(edge.node.get("sourceRef"))))


def _edge_state(tag: str, edge_id: str, marks: DiagramMarks) -> Mark | None:
    return _state(edge_id, marks) if tag == "sequenceFlow" else None


def _draw_number(canvas: Canvas, shape: Shape, marks: DiagramMarks) -> None:
    number = marks.order.get(shape.id)
    if number is None:
        return
    state = _state(shape.id, marks)
    # Names of gateways usually stand above their left side.
    low = shape.box.height + 2 if shape.tag in GATEWAYS else 0
    corner = (shape.box.x - 1, shape.box.y - 1 + low)
    group = canvas.group(f"bd-number {state or ''}".strip())
    circle(group, corner, 10, "bd-disc")
    text(group, [str(number)], corner, "bd-digits")


def _draw_note(canvas: Canvas, shape: Shape, marks: DiagramMarks) -> None:
    """Write the note on a label over the lower edge, right, where no sign stands.

    At an event it stands above: its name stands below.
    """
    note = marks.notes.get(shape.id, "")
    if not note or shape.tag not in ACTIVITIES | EVENTS:
        return
    width = width_of(note) + 10
    right = shape.box.x + shape.box.width + 6
    low = shape.box.y + (shape.box.height if shape.tag in ACTIVITIES else -12)
    box = Box(right - width, low - 9, width, 18)
    canvas.reach(box.corners)
    group = canvas.group("bd-note")
    rect(group, box, "bd-label-box", 4)
    text(group, [note], box.center, "bd-note-text")


def _focus(page: Page, marks: DiagramMarks) -> Point | None:
    for shape in page.shapes:
        if marks.states.get(shape.id) is Mark.NOW:
            return shape.box.center
    return None
