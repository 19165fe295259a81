"""Checking a bare diagram: gate, called processes beside it, publication."""

from __future__ import annotations

from pathlib import Path

from app.actions.owner.check_diagram import check_diagram
from app.config import Settings
from app.domain.diagrams import Severity
from tests.diagrams.factories import STRAIGHT, bpmn_file

ROOT = Path(__file__).parents[3]
CALLING = (
    '<startEvent id="begin"/><sequenceFlow id="f1" sourceRef="begin" targetRef="call"/>'
    '<callActivity id="call" name="Gọi" calledElement="other"/>'
    '<sequenceFlow id="f2" sourceRef="call" targetRef="done"/><endEvent id="done"/>'
)


def other(process: str = STRAIGHT) -> bytes:
    return bpmn_file(process).replace(b'<process id="p"', b'<process id="other"')


def test_called_process_beside_the_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "other.bpmn").write_bytes(other())
    assert check_diagram(bpmn_file(CALLING), [tmp_path]) == ()


def test_called_process_in_a_folder_of_its_own_is_found(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "other.bpmn").write_bytes(other())
    assert check_diagram(bpmn_file(CALLING), [tmp_path]) == ()


def test_called_process_that_is_nowhere_or_broken_refuses_the_call(tmp_path: Path) -> None:
    (tmp_path / "other.bpmn").write_bytes(other()[:-90])
    findings = check_diagram(bpmn_file(CALLING), [tmp_path])
    assert [finding.element_id for finding in findings] == ["call"]


def test_id_of_a_called_process_never_leaves_the_folders(tmp_path: Path) -> None:
    (tmp_path / "other.bpmn").write_bytes(other())
    inside = tmp_path / "inside"
    inside.mkdir()
    hostile = CALLING.replace('"other"', '"../other"')
    assert [f.element_id for f in check_diagram(bpmn_file(hostile), [inside])] == ["call"]


def test_process_for_documentation_is_refused_once(tmp_path: Path) -> None:
    findings = check_diagram(bpmn_file(attributes='isExecutable="false"'), [tmp_path])
    assert [finding.element_id for finding in findings] == ["p"]


def test_fault_that_gate_and_rules_both_see_is_told_once(tmp_path: Path) -> None:
    split = (
        '<startEvent id="a"/><exclusiveGateway id="g" name="Đi đâu?"/><endEvent id="b"/>'
        '<endEvent id="c"/><sequenceFlow id="f1" sourceRef="a" targetRef="g"/>'
        '<sequenceFlow id="f2" sourceRef="g" targetRef="b"><conditionExpression>kind = 1'
        '</conditionExpression></sequenceFlow><sequenceFlow id="f3" sourceRef="g" targetRef="c">'
        "<conditionExpression>kind = 2</conditionExpression></sequenceFlow>"
    )
    settings = Settings.from_environment({"VAR_DIR": str(tmp_path)})
    findings = check_diagram(bpmn_file(split), [tmp_path], publish_in=settings)
    assert [f.element_id for f in findings].count("g") == 1


def test_broken_form_of_a_task_is_named_at_publication(tmp_path: Path) -> None:
    (tmp_path / "forms" / "p").mkdir(parents=True)
    (tmp_path / "forms" / "p" / "write.form").write_text("{", "utf-8")
    environment = {
        "VAR_DIR": str(tmp_path),
        "FORMS_DIR": str(tmp_path / "forms"),
        "WORKFLOWS_DIR": str(ROOT / "workflows"),
    }
    process = STRAIGHT.replace("<userTask ", '<userTask camunda:formRef="p.write" ')
    findings = check_diagram(
        bpmn_file(process), [tmp_path], publish_in=Settings.from_environment(environment)
    )
    assert any(finding.message.startswith("write.form: ") for finding in findings)


def test_table_that_is_nowhere_is_a_warning_and_a_broken_one_an_error(tmp_path: Path) -> None:
    rule = STRAIGHT.replace(
        '<userTask id="write"', '<businessRuleTask id="write" camunda:decisionRef="dmn_x"'
    )
    missing = check_diagram(bpmn_file(rule), [tmp_path])
    assert [(f.element_id, f.severity) for f in missing] == [("write", Severity.WARNING)]
    (tmp_path / "dmn_x.dmn").write_bytes(b"<definitions/>")
    broken = check_diagram(bpmn_file(rule), [tmp_path])
    assert [finding.severity for finding in broken] == [Severity.ERROR]
