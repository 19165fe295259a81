"""DMN XML read safely: any bytes become a table, or a refusal in words with what to do."""

from __future__ import annotations

from typing import Any

from lxml import etree

from app.decision_tables.table import DecisionTable, HitPolicy, Input, Output, Rule
from app.domain.diagrams import Finding, Severity
from app.errors import DiagramRefused

Node = Any
MODELS = (
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
)
MAX_BYTES = 1_000_000
MAX_RULES = 500
_SAVE = "Mở bảng trong trình soạn DMN, lưu lại thành tệp .dmn rồi nộp tệp đó"
_POLICIES = "Chọn UNIQUE, FIRST, ANY, RULE ORDER hoặc COLLECT (có thể kèm SUM, MIN, MAX, COUNT)"


def read_table(data: bytes) -> DecisionTable:
    """Read the one decision of a DMN 1.3 file.

    Raises DiagramRefused for anything else, in words.
    """
    root = _parse(data)
    space = etree.QName(root).namespace
    decisions = root.findall(f"{{{space}}}decision")
    if len(decisions) != 1:
        raise _refused(f"Tệp có {len(decisions)} quyết định, cần đúng một", "Tách mỗi bảng một tệp")
    (decision,) = decisions
    table = decision.find(f"{{{space}}}decisionTable")
    if table is None or decision.findall(f"{{{space}}}informationRequirement"):
        raise _refused(
            "Quyết định không phải một bảng đứng riêng",
            "Viết thành một bảng; dữ kiện của bảng khác lấy qua dữ kiện hồ sơ",
            decision,
        )
    return _Reader(space or "").table(decision, table)


def _parse(data: bytes) -> Node:
    if not data.strip() or len(data) > MAX_BYTES:
        raise _refused("Tệp bảng quyết định trống hoặc lớn hơn 1 MB", _SAVE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refused(f"Tệp bảng quyết định không phải XML đọc được: {error}", _SAVE) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused("Tệp bảng quyết định có khai báo DOCTYPE", "Xóa dòng DOCTYPE rồi lưu lại")
    name = etree.QName(root)
    if name.localname != "definitions" or name.namespace not in MODELS:
        raise _refused("Tệp không phải bảng quyết định DMN 1.3", _SAVE)
    return root


def _refused(message: str, repair: str, node: Node | None = None) -> DiagramRefused:
    where = "" if node is None else str(node.get("id") or "")
    name = "" if node is None else str(node.get("name") or "")
    kind = "" if node is None else str(etree.QName(node).localname)
    return DiagramRefused(
        (Finding("decision_file", Severity.ERROR, message, repair, where, name, kind),)
    )


class _Reader:
    """Reads the parts of one table in one namespace."""

    def __init__(self, space: str) -> None:
        self._space = space

    def table(self, decision: Node, table: Node) -> DecisionTable:
        name = decision.get("name") or decision.get("id") or ""
        inputs = tuple(self._input(node) for node in self._all(table, "input"))
        outputs = tuple(self._output(node) for node in self._all(table, "output"))
        if not decision.get("id") or not outputs:
            raise _refused(f"Bảng “{name}” thiếu id hoặc cột kết quả", _SAVE, decision)
        nodes = self._all(table, "rule")
        if len(nodes) > MAX_RULES:
            raise _refused(
                f"Bảng “{name}” có {len(nodes)} dòng", f"Tách, mỗi bảng {MAX_RULES} dòng"
            )
        rules = tuple(
            self._rule(node, n, len(inputs), len(outputs)) for n, node in enumerate(nodes, 1)
        )
        policy = self._policy(table, name)
        if policy in _AGGREGATED and len(outputs) != 1:
            raise _refused(f"Bảng “{name}” gộp số nhưng có nhiều cột kết quả", "Giữ một cột", table)
        return DecisionTable(decision.get("id"), name, policy, inputs, outputs, rules)

    def _policy(self, table: Node, name: str) -> HitPolicy:
        written = (table.get("hitPolicy") or "UNIQUE").strip()
        aggregation = (table.get("aggregation") or "").strip()
        wanted = f"{written} {aggregation}".strip() if written == "COLLECT" else written
        if aggregation and written != "COLLECT":
            raise _refused(f"Bảng “{name}” gộp số với cách chọn dòng {written}", _POLICIES, table)
        try:
            return HitPolicy(wanted)
        except ValueError as error:
            message = f"Bảng “{name}” có cách chọn dòng {wanted} mà hệ thống không tính"
            raise _refused(message, _POLICIES, table) from error

    def _input(self, node: Node) -> Input:
        expression = node.find(f"{{{self._space}}}inputExpression")
        text = "" if expression is None else self._text(expression)
        if not text:
            label = node.get("label") or node.get("id") or ""
            raise _refused(f"Cột “{label}” không có biểu thức", "Ghi biểu thức FEEL cho cột", node)
        values = node.find(f"{{{self._space}}}inputValues")
        return Input(
            id=node.get("id") or "",
            label=node.get("label") or text,
            expression=text,
            type=expression.get("typeRef") or "",
            values="" if values is None else self._text(values),
        )

    def _output(self, node: Node) -> Output:
        name = (node.get("name") or "").strip()
        if not name.isidentifier():
            message = f"Cột kết quả “{node.get('label') or name}” không có tên làm dữ kiện"
            raise _refused(message, "Ghi tên bằng chữ không dấu, số và gạch dưới", node)
        if node.find(f"{{{self._space}}}defaultOutputEntry") is not None:
            message = f"Cột kết quả “{name}” có giá trị mặc định mà hệ thống không tính"
            raise _refused(message, "Thêm một dòng cho các trường hợp còn lại", node)
        return Output(node.get("id") or "", name, node.get("label") or name)

    def _rule(self, node: Node, number: int, inputs: int, outputs: int) -> Rule:
        tests = tuple(self._text(entry) or "-" for entry in self._all(node, "inputEntry"))
        results = tuple(self._text(entry) for entry in self._all(node, "outputEntry"))
        if len(tests) != inputs or len(results) != outputs:
            raise _refused(f"Dòng {number} không đủ ô theo các cột", "Điền đủ ô của dòng", node)
        note = node.findtext(f"{{{self._space}}}description") or ""
        return Rule(node.get("id") or "", number, tests, results, note.strip())

    def _all(self, node: Node, tag: str) -> list[Node]:
        return list(node.findall(f"{{{self._space}}}{tag}"))

    def _text(self, node: Node) -> str:
        return (node.findtext(f"{{{self._space}}}text") or "").strip()


_AGGREGATED = frozenset({HitPolicy.SUM, HitPolicy.MIN, HitPolicy.MAX, HitPolicy.COUNT})
