"""Edits of a shipped process told in sentences, and shown on both pictures."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from app.config import ROOT
from app.domain.views.processes import Change, ChangeTopic
from app.publication.difference import Difference, compare
from app.store.releases import NewArtifact
from tests.diagrams.factories import bpmn_file

PROCESS = "p01e_extension"
DIAGRAM = f"process:{PROCESS}"
FORM = f"form:{PROCESS}.decide_extension"
TABLE = "decision:dmn_extension"
ROLES = {"standing_committee": "Thường trực", "office": "Văn phòng"}
Files = dict[str, NewArtifact]
STEP = (
    '<startEvent id="begin"/><sequenceFlow id="f1" sourceRef="begin" targetRef="write"/>'
    '<userTask id="write" name="Viết" camunda:candidateGroups="office" camunda:dueDate="P3D">'
    '<extensionElements><camunda:properties><camunda:property name="clause" value="C-021"/>'
    "</camunda:properties></extensionElements></userTask>"
    '<boundaryEvent id="late" attachedToRef="write"><timerEventDefinition><timeDuration>P5D'
    "</timeDuration></timerEventDefinition></boundaryEvent>"
    '<sequenceFlow id="f2" sourceRef="write" targetRef="gw"/>'
    '<exclusiveGateway id="gw" name="Xong?" default="f4"/>'
    '<sequenceFlow id="f3" sourceRef="gw" targetRef="done"><conditionExpression>a = 1'
    '</conditionExpression></sequenceFlow><sequenceFlow id="f4" sourceRef="gw" targetRef="write"/>'
    '<endEvent id="done" name="Xong"/><sequenceFlow id="f5" sourceRef="late" targetRef="done"/>'
)


def shipped() -> Files:
    places = {
        DIAGRAM: ROOT / "workflows" / PROCESS / f"{PROCESS}.bpmn",
        FORM: ROOT / "forms" / PROCESS / "decide_extension.form",
        TABLE: ROOT / "workflows" / PROCESS / "dmn_extension.dmn",
    }
    return {name: artifact(name, path) for name, path in places.items()}


def artifact(name: str, path: Path) -> NewArtifact:
    kind, _, key = name.partition(":")
    return NewArtifact(kind, key, path.name, path.read_bytes())


def edited(files: Files, name: str, edit: Callable[[str], str]) -> Files:
    one = files[name]
    text = edit(one.content.decode())
    return files | {name: NewArtifact(one.kind, one.key, one.file_name, text.encode())}


def small(process: str) -> Files:
    return {"process:p": NewArtifact("process", "p", "p.bpmn", bpmn_file(process))}


def told(before: str, after: str) -> list[tuple[ChangeTopic, Change, str]]:
    assert before != after
    found = compare(small(before), small(after), "p", ROLES)
    return [(line.topic, line.change, line.sentence) for line in found.lines]


@pytest.mark.parametrize(
    ("was", "now", "topic", "words"),
    [
        ('name="Viết"', 'name="Soạn"', ChangeTopic.WORDS, "“Viết” thành “Soạn”"),
        ('"office"', '"standing_committee"', ChangeTopic.ROLE, "“Văn phòng” thành “Thường trực”"),
        ('"P3D"', '"P4D"', ChangeTopic.DEADLINE, "hạn của việc đổi từ “P3D” thành “P4D”"),
        ("P5D", "P6D", ChangeTopic.DEADLINE, "thời gian chờ đổi từ “P5D” thành “P6D”"),
        (
            '"late" ',
            '"late" cancelActivity="false" ',
            ChangeTopic.EVENT,
            "“ngắt việc đang làm” thành “không ngắt việc đang làm”",
        ),
        ("a = 1", "a = 2", ChangeTopic.CONDITION, "“a = 1” thành “a = 2”"),
        ("userTask", "manualTask", ChangeTopic.STEP, "“việc” thành “việc làm tay”"),
        ("C-021", "C-022", ChangeTopic.CLAUSE, "không còn bước nào dẫn C-021"),
    ],
)
def test_edit_is_told_in_a_sentence_of_its_topic(
    was: str, now: str, topic: ChangeTopic, words: str
) -> None:
    lines = told(STEP, STEP.replace(was, now))
    assert any(one == topic and words in sentence for one, _change, sentence in lines), lines


def test_clause_that_nothing_cites_any_more_is_told_with_its_place_and_content() -> None:
    files, without = small(STEP), small(STEP.replace("C-021", "C-022"))
    clauses = {"C-021": "QN Điều 4, khoản 1: cán bộ xây dựng kế hoạch"}
    lines = compare(files, without, "p", ROLES, clauses).lines
    told = "không còn bước nào dẫn C-021, QN Điều 4, khoản 1: cán bộ xây dựng kế hoạch"
    assert any(line.sentence.endswith(told) for line in lines)


def test_person_kept_apart_from_a_step_is_told_by_its_label() -> None:
    apart = '<camunda:property name="separateFrom" value="write"/>'
    kept = '<camunda:property name="clause"'
    assert kept in STEP
    found = compare(small(STEP), small(STEP.replace(kept, f"{apart}{kept}", 1)), "p", ROLES)
    (line,) = found.lines
    assert line.topic is ChangeTopic.ROLE
    assert line.sentence.endswith("người làm phải khác với ở bước nay là “Viết”")


def test_step_and_ways_that_came_are_told_with_who_does_it() -> None:
    more = (
        '<userTask id="check" name="Soát" camunda:candidateGroups="office"/>'
        '<sequenceFlow id="f6" sourceRef="check" targetRef="done"/>'
    )
    lines = told(
        STEP,
        STEP.replace(
            'id="f5" sourceRef="late" targetRef="done"/>',
            'id="f5" sourceRef="late" targetRef="check"/>' + more,
        ),
    )
    assert (ChangeTopic.STEP, Change.ADDED, "Thêm việc “Soát”, Văn phòng làm") in lines
    assert any(one[1] is Change.ADDED and "“Soát” tới" in one[2] for one in lines)
    back = told(STEP.replace("</userTask>", "</userTask>" + more), STEP)
    assert (ChangeTopic.STEP, Change.REMOVED, "Bỏ việc “Soát”") in back


def test_default_that_moved_is_told() -> None:
    lines = told(STEP, STEP.replace('default="f4"', 'default="f3"').replace("a = 1", "a = 1"))
    assert any("không điều kiện nào đúng" in one[2] for one in lines)


def test_same_files_differ_in_nothing_and_show_both_pictures() -> None:
    found = compare(shipped(), shipped(), PROCESS, ROLES)
    assert found.lines == ()
    assert found.picture_before.startswith("<svg") and found.picture_after.startswith("<svg")


def form_edit(change: Callable[[dict[str, object]], None]) -> list[str]:
    def edit(text: str) -> str:
        schema = json.loads(text)
        change(schema["components"][0])
        return json.dumps(schema)

    files = shipped()
    schema = json.loads(files[FORM].content)
    one = {
        "type": "radio",
        "id": "Field_x",
        "key": "x",
        "label": "Câu hỏi",
        "values": [{"label": "Đồng ý", "value": "a"}, {"label": "Không", "value": "b"}],
    }
    schema["components"].insert(0, one)
    files = edited(files, FORM, lambda _text: json.dumps(schema))
    return sentences(compare(files, edited(files, FORM, edit), PROCESS, ROLES))


def sentences(found: Difference) -> list[str]:
    return [line.sentence for line in found.lines]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda one: one["values"].pop(), "bỏ lựa chọn “Không”"),
        (lambda one: one["values"][0].update(label="Nhất trí"), "“Đồng ý” nay ghi “Nhất trí”"),
        (lambda one: one.update(validate={"required": True}), "nay phải trả lời"),
        (lambda one: one.update(label="Ý kiến"), "trước ghi “Câu hỏi”"),
        (lambda one: one.update(conditional={"hide": "=y = 1"}), "điều kiện ẩn"),
        (lambda one: one.update(key="z"), "bỏ mục “Câu hỏi”"),
    ],
)
def test_form_edit_is_told_by_question_and_option(
    change: Callable[[dict[str, object]], None], words: str
) -> None:
    assert any(words in sentence for sentence in form_edit(change))


def test_row_of_a_table_is_told_with_its_condition_and_result() -> None:
    files = shipped()
    text = files[TABLE].content.decode()
    result = re.search(r"<outputEntry[^>]*>\s*<text>([^<]+)</text>", text)
    assert result
    changed = edited(files, TABLE, lambda t: t.replace(result[1], '"khac"', 1))
    found = sentences(compare(files, changed, PROCESS, ROLES))
    assert any("kết quả đổi từ" in sentence for sentence in found), found


def test_side_that_does_not_read_is_compared_by_its_files() -> None:
    broken = edited(shipped(), DIAGRAM, lambda _text: "<broken")
    found = compare(shipped(), broken, PROCESS, ROLES)
    assert found.picture_before and not found.picture_after


def test_marks_and_numbers_lead_from_the_picture_to_the_sentences() -> None:
    before = shipped()
    after = edited(before, DIAGRAM, lambda text: text.replace("standing_committee", "office"))
    found = compare(before, after, PROCESS, ROLES)
    assert found.lines[0].element_id == "decide_extension"
    assert "changed" in found.picture_after and "bd-digits" in found.picture_after
