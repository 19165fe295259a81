"""The picture: what is drawn, how it is marked, and that no drawing data can break it."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from lxml import etree

from app.diagrams.picture import draw
from app.diagrams.reader import read_diagram
from app.domain.diagrams import DiagramMarks, Mark
from tests.diagrams.factories import bpmn_file

SVG = "{http://www.w3.org/2000/svg}"
SHIPPED = sorted((Path(__file__).parents[3] / "workflows").glob("*/*.bpmn"))
NODES = (
    '<startEvent id="a" name="Bắt đầu"/><userTask id="t" name="Viết kế hoạch đột phá"/>'
    '<exclusiveGateway id="g" default="f3"/><endEvent id="e"/>'
    '<sequenceFlow id="f1" sourceRef="a" targetRef="t"/>'
    '<sequenceFlow id="f2" sourceRef="t" targetRef="g"/>'
    '<sequenceFlow id="f3" name="Đủ" sourceRef="g" targetRef="e"/>'
    '<sequenceFlow id="f4" sourceRef="g" targetRef="t"/>'
)


def plane(drawn: str, element: str = "p") -> str:
    return (
        f'<bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="{element}">{drawn}'
        "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
    )


def shape(name: str, bounds: str = 'x="0" y="0" width="100" height="80"', more: str = "") -> str:
    return f'<bpmndi:BPMNShape bpmnElement="{name}" {more}><dc:Bounds {bounds}/></bpmndi:BPMNShape>'


def edge(name: str, *points: tuple[int, int]) -> str:
    return (
        f'<bpmndi:BPMNEdge bpmnElement="{name}">'
        + "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in points)
        + "</bpmndi:BPMNEdge>"
    )


ALL_DRAWN = plane(
    shape("a", 'x="10" y="22" width="36" height="36"')
    + shape("t", 'x="100" y="0" width="100" height="80"')
    + shape("g", 'x="250" y="15" width="50" height="50"')
    + shape("e", 'x="350" y="22" width="36" height="36"')
    + edge("f1", (46, 40), (100, 40))
    + edge("f2", (200, 40), (250, 40))
    + edge("f3", (300, 40), (350, 40))
    + edge("f4", (275, 65), (275, 120), (150, 120), (150, 80))
)


def picture(
    process: str = NODES,
    around: str = ALL_DRAWN,
    marks: DiagramMarks | None = None,
    process_id: str = "",
) -> etree._Element:
    tree = read_diagram(bpmn_file(process, around=around)).tree
    return etree.fromstring(draw(tree, marks or DiagramMarks(), process_id))


def group(svg: etree._Element, name: str) -> etree._Element:
    found = svg.findall(f"{SVG}g[@data-element-id='{name}']")
    assert len(found) == 1
    return found[0]


def words(element: etree._Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_every_element_keeps_its_id_and_its_name() -> None:
    svg = picture()
    for name in ("a", "t", "g", "e", "f1", "f2", "f3", "f4"):
        group(svg, name)
    assert words(group(svg, "t")) == "Viết kế hoạch đột phá"
    assert words(group(svg, "f3")) == "Đủ"


def test_picture_is_an_image_with_a_title() -> None:
    svg = picture(marks=DiagramMarks(title="Hồ sơ đang ở bước viết kế hoạch"))
    assert svg.get("role") == "img"
    assert svg.findtext(f"{SVG}title") == "Hồ sơ đang ở bước viết kế hoạch"


def test_picture_has_no_style_attributes_ids_or_scripts() -> None:
    hostile = '<userTask id="t" name="&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&quot;x"/>'
    svg = picture(hostile, plane(shape("t")))
    for node in svg.iter():
        assert {"style", "id", "onload", "href"}.isdisjoint(node.attrib)
        assert node.tag != f"{SVG}script"
    assert "<script>" in words(svg)


def test_marks_become_classes_and_everything_else_is_not_reached() -> None:
    states = {"a": Mark.DONE, "f1": Mark.DONE, "t": Mark.NOW, "f4": Mark.WRONG, "e": Mark.LEFT_OUT}
    svg = picture(marks=DiagramMarks(states=states))
    classes = {name: group(svg, name).get("class", "").split() for name in "a f1 t f4 e g".split()}
    for name, mark in {**states, "g": Mark.TODO}.items():
        assert [c for c in classes[name] if c in set(Mark)] == [mark]
    assert group(svg, "t").find(f"{SVG}path[@class='bd-play']") is not None
    left, top, *_ = (float(number) for number in (svg.get("viewBox") or "").split())
    focus = float(svg.get("data-focus-x") or 0), float(svg.get("data-focus-y") or 0)
    assert focus == pytest.approx((150 - left, 40 - top), abs=0.2)


def test_picture_without_marks_has_no_states() -> None:
    svg = picture()
    assert not set(Mark) & {c for g in svg.findall(f"{SVG}g") for c in g.get("class", "").split()}
    assert svg.get("data-focus-x") is None


def test_order_numbers_stand_on_top() -> None:
    svg = picture(marks=DiagramMarks(order={"a": 1, "t": 12}))
    assert [words(g) for g in svg.findall(f"{SVG}g")[-2:]] == ["1", "12"]


def test_heat_becomes_a_class_and_notes_stand_at_activities_and_events_alone() -> None:
    notes = {"t": "2 lần · 9 ngày", "a": "sự cố", "g": "lạ"}
    svg = picture(marks=DiagramMarks(heat={"t": 3}, notes=notes))
    assert "heat-3" in group(svg, "t").get("class", "").split()
    drawn = [g for g in svg.findall(f"{SVG}g") if g.get("class") == "bd-note"]
    assert {words(g) for g in drawn} == {"2 lần · 9 ngày", "sự cố"}


def test_path_is_drawn_over_flows_that_were_not_taken() -> None:
    svg = picture(marks=DiagramMarks(states={"f1": Mark.DONE}))
    flows = [
        g.get("data-element-id") for g in svg.findall(f"{SVG}g") if "bd-flow" in g.get("class", "")
    ]
    assert flows[-1] == "f1"


@pytest.mark.parametrize(
    ("node", "signs"),
    [
        ('<userTask id="t"/>', 1),
        ('<task id="t"/>', 0),
        ('<task id="t"><multiInstanceLoopCharacteristics/></task>', 1),
        ('<userTask id="t"><standardLoopCharacteristics/></userTask>', 2),
        ('<startEvent id="t"/>', 0),
        ('<startEvent id="t"><timerEventDefinition/></startEvent>', 1),
        ('<endEvent id="t"><messageEventDefinition/></endEvent>', 1),
        ('<endEvent id="t"><messageEventDefinition/><signalEventDefinition/></endEvent>', 1),
        ('<parallelGateway id="t"/>', 1),
        ('<eventBasedGateway id="t"/>', 1),
        ('<subProcess id="t"/>', 1),
    ],
)
def test_kind_of_element_is_told_by_a_sign(node: str, signs: int) -> None:
    svg = picture(node, plane(shape("t")))
    found = [p for p in group(svg, "t").iter(f"{SVG}path") if "bd-sign" in p.get("class", "")]
    assert len(found) == signs


def test_event_that_does_not_interrupt_is_dashed() -> None:
    node = (
        '<task id="t"/><boundaryEvent id="b" attachedToRef="t" cancelActivity="false">'
        "<timerEventDefinition/></boundaryEvent>"
    )
    svg = picture(node, plane(shape("b", 'x="0" y="0" width="36" height="36"')))
    rings = group(svg, "b").findall(f"{SVG}circle")
    assert [("bd-dashed" in ring.get("class", "")) for ring in rings] == [True, True]


def test_pools_and_lanes_lie_under_what_they_hold() -> None:
    process = '<laneSet><lane id="l" name="Văn phòng"/></laneSet><task id="t"/>'
    around = '<collaboration id="c"><participant id="q" name="Bể" processRef="p"/></collaboration>'
    wide = 'x="0" y="0" width="600" height="200"'
    svg = picture(process, around + plane(shape("t") + shape("l", wide) + shape("q", wide), "c"))
    drawn = [g.get("data-element-id") for g in svg.findall(f"{SVG}g")]
    assert drawn == ["q", "l", "t"]


def test_page_of_the_process_asked_for_is_drawn() -> None:
    around = '<process id="other"><task id="o"/></process>' + ALL_DRAWN + plane(shape("o"), "other")
    assert group(picture(around=around, process_id="other"), "o") is not None
    assert group(picture(around=around, process_id="p"), "t") is not None


@pytest.mark.parametrize(
    "around",
    [
        "",
        plane(""),
        plane(shape("nobody")),
        plane('<bpmndi:BPMNShape bpmnElement="t"/>'),
        plane('<bpmndi:BPMNShape><dc:Bounds x="0" y="0" width="1" height="1"/></bpmndi:BPMNShape>'),
        plane(shape("t", 'x="NaN" y="0" width="1" height="1"')),
        plane(shape("t", 'x="0" y="0" width="1e300" height="inf"')),
        plane(shape("t", 'x="a" y="" width="-1" height="5"')),
        plane(shape("t", 'x="0" y="0" width="0" height="0"') * 3),
        plane(shape("a", 'x="0" y="0" width="1" height="1"') + edge("f1", (5, 5), (5, 5))),
        plane(edge("f1", (5, 5))),
        plane(shape("p") + shape("f1") + edge("t", (0, 0), (5, 5))),
    ],
)
def test_broken_drawing_data_gives_a_smaller_picture(around: str) -> None:
    svg = picture(around=around)
    numbers = [float(number) for number in (svg.get("viewBox") or "").split()]
    assert len(numbers) == 4
    assert numbers[2] > 0


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_diagram_is_drawn_whole(path: Path) -> None:
    diagram = read_diagram(path.read_bytes())
    text = draw(diagram.tree, DiagramMarks(), diagram.main_id)
    drawn = set(re.findall(r'data-element-id="([^"]*)"', text))
    assert set(diagram.main.elements) <= drawn


def test_sixty_elements_are_drawn_within_twenty_milliseconds() -> None:
    names = [f"t{number}" for number in range(60)]
    process = "".join(f'<userTask id="{name}" name="Viết kế hoạch đột phá"/>' for name in names)
    diagram = read_diagram(bpmn_file(process, around=plane("".join(map(shape, names)))))
    best = min(_seconds(diagram.tree) for _ in range(5))
    assert best < 0.020


def _seconds(tree: object) -> float:
    began = time.perf_counter()
    draw(tree, DiagramMarks())
    return time.perf_counter() - began
