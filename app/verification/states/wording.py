"""Faults said to a process owner: what is wrong, what happens if nothing is done, the way out."""

from __future__ import annotations

from dataclasses import dataclass

from app.diagrams.wording import shorten, titled
from app.domain.diagrams import Element, Finding, Severity
from app.engine.net import NetNode
from app.verification.states.faults import Fault
from app.verification.states.model import Model


@dataclass(frozen=True)
class _Words:
    """`what` goes on after the element's name."""

    what: str
    repair: str
    consequence: str = ""
    severity: Severity = Severity.ERROR


_STANDS = "Hồ sơ đứng lại, không ai làm tiếp được"
_WORDS = {
    "deadlock": _Words(
        "chờ mãi: không còn việc nào mở và không có gì để chờ",
        "Nối lại để mỗi luồng vào cổng song song luôn có nhánh đi tới",
        _STANDS,
    ),
    "unsafe": _Words(
        "nhận nhánh thứ hai khi nhánh trước chưa xong",
        "Gộp các nhánh song song bằng cổng song song ở trước",
        "Việc bị làm hai lần hoặc văn bản ban hành hai lần",
    ),
    "ended_twice": _Words(
        "có hai nhánh của cùng một lần chạy tới",
        "Gộp các nhánh song song bằng cổng song song trước kết thúc",
        "Kết thúc được báo hai lần",
        Severity.WARNING,
    ),
    "no_completion": _Words(
        "không còn đường nào tới kết thúc",
        "Vẽ lối ra khỏi vòng này, hoặc sửa điều kiện giữ hồ sơ ở lại",
        "Hồ sơ không bao giờ kết thúc",
    ),
    "only_by_event": _Words(
        "chỉ kết thúc được nhờ sự kiện gắn cạnh (rút, quá hạn)",
        "Vẽ để công việc bình thường cũng tới được kết thúc",
        "Hồ sơ chỉ xong khi bị rút hoặc quá hạn",
    ),
    "dead": _Words(
        "không bao giờ xảy ra với những giá trị mà biểu và bảng cho phép",
        "Sửa điều kiện dẫn tới đây, bỏ phần tử này, hoặc ghi lý do ở thuộc tính safetyNet",
    ),
    "dead_flow": _Words(
        "không bao giờ được đi",
        "Sửa điều kiện của luồng, bỏ luồng, hoặc ghi lý do ở thuộc tính safetyNet",
    ),
    "safety_net_used": _Words(
        "là lưới an toàn mà vẫn có đường tới: một kết quả chưa có nhánh riêng",
        "Vẽ nhánh cho kết quả nêu trong đường đi, hoặc bắt biểu phải chọn",
        "Hồ sơ rơi vào nhánh dự phòng",
    ),
    "endless": _Words(
        "lặp mãi mà không cần ai làm gì",
        "Đặt một việc của người, hoặc điều kiện dừng, vào vòng lặp",
        "Bước của người làm trước đó không ghi được",
    ),
    "nobranch": _Words(
        "không nhánh ra nào có điều kiện đúng và không có nhánh mặc định",
        "Đặt nhánh mặc định, hoặc thêm nhánh cho giá trị nêu trong đường đi",
        _STANDS,
    ),
    "condition_value": _Words(
        "có điều kiện không cho đúng hoặc sai",
        "Viết điều kiện thành phép so sánh",
        _STANDS,
    ),
    "uncaught": _Words(
        "phát lỗi hoặc báo cáo lên cấp trên mà không nơi nào bắt",
        "Vẽ sự kiện gắn cạnh cùng mã ở nơi gọi",
        _STANDS,
    ),
    "two_outcomes": _Words(
        "gọi quy trình tới nhiều kết thúc cùng lúc nên không có một kết quả",
        "Đánh dấu side=true ở kết thúc của nhánh phụ, hoặc gộp nhánh trước kết thúc",
        _STANDS,
    ),
    "noresult": _Words(
        "không còn kết quả nào có thể có",
        "Sửa khai báo của việc tự động cho khớp với dữ kiện",
        _STANDS,
    ),
    "two_rows": _Words(
        "tra bảng có nhiều dòng cùng đúng",
        "Sửa các dòng để mỗi trường hợp chỉ đúng một dòng, hoặc chọn FIRST",
        _STANDS,
    ),
    "race": _Words(
        "và một nhánh cùng mở tranh nhau một dữ kiện",
        "Để một nhánh xong rồi nhánh kia mới đọc",
        "Kết quả tùy việc nào làm trước",
        Severity.WARNING,
    ),
    "nobody": _Words(
        "không có vai nào được làm",
        "Ghi vai ở Candidate groups",
        _STANDS,
    ),
    "separate_from_nobody": _Words(
        "phải tách người với việc không có trong quy trình",
        "Sửa thuộc tính separateFrom thành id của việc có thật",
        "Hai việc có thể do cùng một người làm",
    ),
    "unwritten": _Words(
        "xét dữ kiện mà không nơi nào ghi",
        "Thêm trường vào biểu, hoặc sửa tên trong điều kiện",
        "Điều kiện luôn xét giá trị trống",
    ),
    "twice": _Words(
        "có thể mở hai lần cùng lúc",
        "Để vậy nếu đúng ý; nếu không, chỉ cho sự kiện nổ một lần",
        "",
        Severity.WARNING,
    ),
}


def finding_of(fault: Fault, model: Model) -> Finding:
    """Return a fault as a finding; one that rests on an assumption is a warning."""
    words = _WORDS[fault.kind]
    node = model.net.nodes[fault.nodes[0]] if fault.nodes else None
    message = f"{_subject(fault, model)} {words.what}"
    if fault.names:
        message += f": {', '.join(shorten(name) for name in fault.names)}"
    severity = words.severity
    if fault.kind == "nobody" and model.sources.is_foreign:
        # Who may do a task is asked at publication; a bare diagram runs without.
        severity = Severity.WARNING
    if fault.assumed:
        severity = Severity.WARNING
        message += f"; chưa quyết được, giả sử {', '.join(fault.assumed)}"
    element = _element(fault, node, model)
    return Finding(
        rule=f"verify-{fault.kind.replace('_', '-')}",
        severity=severity,
        message=message[:1].upper() + message[1:],
        repair=words.repair,
        element_id=shorten(element.id) if element else model.net.process_id,
        element_name=shorten(element.name) if element else "",
        element_type=element.tag if element else "process",
        consequence=words.consequence,
    )


def _element(fault: Fault, node: NetNode | None, model: Model) -> Element | None:
    if node is None or not fault.flow:
        return node.element if node is not None else None
    elements = model.sources.definitions[node.process_id].elements
    return elements.get(fault.flow, node.element)


def _subject(fault: Fault, model: Model) -> str:
    if not fault.nodes:
        return f"quy trình “{shorten(model.net.process_id)}”"
    nodes = [model.net.nodes[index] for index in fault.nodes]
    element = _element(fault, nodes[0], model)
    if fault.flow and element is not None:
        name = element.name or f"{nodes[0].label} → {_target(fault, nodes[0], model)}"
        return f"luồng “{shorten(name)}”"
    titles = dict.fromkeys(titled(node.element) for node in nodes[:3])
    return " và ".join(titles)


def _target(fault: Fault, node: NetNode, model: Model) -> str:
    ways = (way for way in node.exits if way.flow_id == fault.flow)
    return next((model.net.nodes[way.target].label for way in ways), "")
