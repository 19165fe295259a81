"""The engine gate: what cannot run as drawn is refused, by name and with a way out."""

from __future__ import annotations

import pytest
from lxml.etree import fromstring

from app.domain.diagrams import Definition, Finding
from app.engine import compile_program
from app.errors import DiagramRefused
from tests.engine.desk import Instance
from tests.engine.drawing_board import HEAD, bpmn, definitions, program, read
from tests.engine.refused_diagrams import PLAIN, REFUSED, line


def findings(text: str, process_id: str = "") -> tuple[Finding, ...]:
    with pytest.raises(DiagramRefused) as refused:
        program(text, process_id)
    return refused.value.findings


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    rule, element_id, text = REFUSED[name]
    found = findings(text, "main")
    hits = [f for f in found if f.rule == rule and f.element_id == element_id]
    assert hits, [(f.rule, f.element_id, f.message) for f in found]
    assert hits[0].message
    assert hits[0].repair
    assert "vui lòng" not in hits[0].message.lower()


def test_references_to_nothing_are_refused_without_the_reader_too() -> None:
    data = bpmn(line("catch x message=m")).replace(b'messageRef="message_0"', b'messageRef="gone"')
    bare = Definition("main", "", fromstring(data), {})
    with pytest.raises(DiagramRefused) as refused:
        compile_program({"main": bare}, "main")
    assert [(f.rule, f.element_id) for f in refused.value.findings] == [("reference", "x")]


def test_ids_are_checked_without_the_reader_too() -> None:
    data = (
        bpmn(PLAIN)
        .replace(b'id="u_e"', b'id="s"')
        .replace(b'<bpmn:endEvent id="e"', b"<bpmn:endEvent")
    )
    bare = Definition("main", "", fromstring(data), {})
    with pytest.raises(DiagramRefused) as refused:
        compile_program({"main": bare}, "main")
    assert {"id-required", "id-unique"} <= {f.rule for f in refused.value.findings}


def test_process_that_is_in_no_file_is_refused() -> None:
    assert [f.rule for f in findings(PLAIN, "absent")] == ["process-found"]


DOCUMENTATION = (
    HEAD
    + """<bpmn:collaboration id="c"><bpmn:participant id="p1" processRef="main"/>
<bpmn:participant id="p2" name="Cấp trên"/><bpmn:participant id="p3" processRef="drawn"/>
<bpmn:messageFlow id="mf" sourceRef="u" targetRef="p2"/></bpmn:collaboration>
<bpmn:dataStore id="ds" name="Sổ"/>
<bpmn:process id="main"><bpmn:laneSet id="ls"><bpmn:lane id="l" name="Văn phòng">
<bpmn:flowNodeRef>u</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
<bpmn:startEvent id="s"/><bpmn:userTask id="u"><bpmn:ioSpecification id="io"><bpmn:dataInput
id="di"/><bpmn:inputSet id="is"/><bpmn:outputSet id="os"/></bpmn:ioSpecification>
<bpmn:dataInputAssociation id="da"><bpmn:sourceRef>dr</bpmn:sourceRef><bpmn:targetRef>di
</bpmn:targetRef></bpmn:dataInputAssociation></bpmn:userTask><bpmn:endEvent id="e"/>
<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="u"/>
<bpmn:sequenceFlow id="f2" sourceRef="u" targetRef="e"/>
<bpmn:dataObject id="do"/><bpmn:dataObjectReference id="dr" dataObjectRef="do"/>
<bpmn:dataStoreReference id="dsr" dataStoreRef="ds"/>
<bpmn:textAnnotation id="ta"><bpmn:text>Ghi chú</bpmn:text></bpmn:textAnnotation>
<bpmn:association id="as" sourceRef="u" targetRef="ta"/><bpmn:group id="g"/></bpmn:process>
<bpmn:process id="drawn" isExecutable="false"><bpmn:task id="loose"/></bpmn:process>
</bpmn:definitions>"""
)


def test_what_only_documents_never_blocks() -> None:
    assert compile_program(read(DOCUMENTATION.encode()), "main").process_id == "main"


@pytest.mark.parametrize("reference", ["dr", "dangling"])
def test_data_reference_inside_sub_processes_does_not_hang(reference: str) -> None:
    inner = (
        '<bpmn:userTask id="t"><bpmn:dataInputAssociation id="dia"><bpmn:sourceRef>'
        f"{reference}</bpmn:sourceRef></bpmn:dataInputAssociation></bpmn:userTask>"
    )
    text = f"""
        process main
        start s
        sub a
        start as
        sub b
        start bs
        raw {inner}
        end be
        bs > t > be
        end
        end ae
        as > b > ae
        end
        end e
        s > a > e
        raw <bpmn:dataObject id="do"/><bpmn:dataObjectReference id="dr" dataObjectRef="do"/>
    """
    assert program(text).process_id == "main"


def test_event_definition_by_reference_is_read_like_one_written_out() -> None:
    text = PLAIN.replace(
        "s > u > e",
        'raw <bpmn:intermediateCatchEvent id="x"><bpmn:eventDefinitionRef>day'
        "</bpmn:eventDefinitionRef></bpmn:intermediateCatchEvent>\ns > u > x > e",
    )
    data = bpmn(text).replace(
        b"</bpmn:definitions>",
        b'<bpmn:timerEventDefinition id="day"><bpmn:timeDuration>P1D</bpmn:timeDuration>'
        b"</bpmn:timerEventDefinition></bpmn:definitions>",
    )
    instance = Instance(compile_program(read(data), "main")).do("u")
    assert instance.timers == ["x"]


@pytest.mark.parametrize("name", ["Start", "End", "main.EndJoin", "Root", "(start)"])
def test_ids_that_the_library_uses_itself_are_ordinary_ids(name: str) -> None:
    text = PLAIN.replace("user u", f"user '{name}'").replace("s > u > e", f"s > {name} > e")
    assert Instance(program(text)).do(name).now.finished


def test_flow_without_an_id_is_refused_or_named_by_the_reader() -> None:
    text = PLAIN + 'user v\nraw <bpmn:sequenceFlow sourceRef="u" targetRef="v"/>\nv > e'
    assert Instance(program(text)).do("u").open == ["v"]


def test_other_processes_of_a_file_are_not_looked_at() -> None:
    text = PLAIN + "process broken\nstart bs\nend be\nthrow t signal=S\nbs > t > be"
    assert compile_program(definitions(text), "main").specs.keys() == {"main"}


def test_findings_are_bounded() -> None:
    broken = "\n".join(f"user v{i}" for i in range(400))
    assert len(findings(PLAIN + broken)) == 200
