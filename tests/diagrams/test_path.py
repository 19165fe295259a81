"""The way of a case in sentences."""

from __future__ import annotations

from app.diagrams.path import describe_path
from tests.diagrams.factories import definition_of

PROCESS = definition_of(
    '<laneSet><lane id="l" name="Văn phòng cấp ủy"><flowNodeRef>register</flowNodeRef></lane>'
    "</laneSet>"
    '<startEvent id="begin" name="Kế hoạch đến"/>'
    '<userTask id="register" name="Tiếp nhận, vào sổ"/>'
    '<serviceTask id="receipt" name="Gửi phiếu tiếp nhận"/>'
    '<exclusiveGateway id="gw" name="Hồ sơ?"/><exclusiveGateway id="merge"/>'
    '<callActivity id="call" name="Thẩm định"/>'
    '<boundaryEvent id="late" name="Quá hạn" attachedToRef="register">'
    "<timerEventDefinition/></boundaryEvent>"
    '<endEvent id="end" name="Đúng thẩm quyền"/>'
    '<sequenceFlow id="f1" sourceRef="begin" targetRef="register"/>'
    '<sequenceFlow id="f2" name="Đủ" sourceRef="gw" targetRef="call"/>'
    '<sequenceFlow id="f3" name="Thiếu" sourceRef="gw" targetRef="register"/>'
)


def test_each_step_is_a_sentence_with_its_doer_and_the_choice_made() -> None:
    way = ["begin", "f1", "register", "receipt", "gw", "call", "merge", "end"]
    assert describe_path(PROCESS, way) == [
        "Bắt đầu: Kế hoạch đến.",
        "Văn phòng cấp ủy: Tiếp nhận, vào sổ.",
        "Hệ thống: Gửi phiếu tiếp nhận.",
        "Hồ sơ? Đủ.",
        "Quy trình con: Thẩm định.",
        "Kết thúc: Đúng thẩm quyền.",
    ]


def test_flow_named_in_the_way_tells_the_choice() -> None:
    assert describe_path(PROCESS, ["gw", "f3"]) == ["Hồ sơ? Thiếu."]


def test_choice_not_yet_made_and_unknown_ids_say_nothing() -> None:
    assert describe_path(PROCESS, ["gone", "late", "gw"]) == ["Đến hạn: Quá hạn."]
