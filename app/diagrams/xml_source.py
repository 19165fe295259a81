"""The only XML parser: any bytes in, a BPMN `definitions` node or a refusal in words out.

Closed by construction (OWASP ASVS 1.5.1): no DTD, no entities, no network, bounded size and depth.
What the nodes mean is none of this module's business.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from app.diagrams.vocabulary import MODEL, Node
from app.diagrams.wording import of_file, shorten
from app.domain.diagrams import Finding
from app.errors import DiagramRefused

MOST_BYTES = 10 * 1024 * 1024
# A diagram of 1 000 elements with its drawing has about 40 000 tags; five times that is a mistake.
MOST_TAGS = 200_000
RULE = "xml-source"

_FOREIGN_FILES = (
    (b"PK\x03\x04", "tệp nén hoặc tệp văn phòng"),
    (b"%PDF", "tệp PDF"),
    (b"\x89PNG", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"{", "tệp JSON"),
    (b"[", "tệp JSON"),
)
_EXPORT = "Mở sơ đồ trong trình vẽ BPMN, lưu lại thành tệp .bpmn rồi nộp tệp đó"
_CODES = etree.ErrorTypes
_SYNTAX = {
    _CODES.ERR_TAG_NAME_MISMATCH: "thẻ đóng không khớp thẻ mở",
    _CODES.ERR_TAG_NOT_FINISHED: "tệp bị cắt ngang, còn thẻ chưa đóng",
    _CODES.ERR_DOCUMENT_END: "tệp có chữ thừa sau thẻ cuối hoặc bị cắt ngang",
    _CODES.ERR_DOCUMENT_EMPTY: "tệp không có thẻ nào",
    _CODES.ERR_INVALID_CHAR: "có ký tự mà XML không cho dùng",
    _CODES.ERR_INVALID_ENCODING: "chữ trong tệp không theo bảng mã đã khai",
    _CODES.ERR_UNKNOWN_ENCODING: "bảng mã đã khai không đọc được",
    _CODES.ERR_UNSUPPORTED_ENCODING: "bảng mã đã khai không đọc được",
    _CODES.ERR_UNDECLARED_ENTITY: "có ký hiệu thay thế (&…;) chưa khai",
    _CODES.ERR_ENTITY_LOOP: "có ký hiệu thay thế gọi vòng",
    _CODES.ERR_ATTRIBUTE_REDEFINED: "một thẻ ghi hai lần cùng một thuộc tính",
    _CODES.ERR_RESOURCE_LIMIT: "tệp lồng quá sâu hoặc phình quá lớn",
    _CODES.NS_ERR_UNDEFINED_NAMESPACE: "có tiền tố thẻ chưa khai",
}


def parse(data: bytes) -> Node:
    """Return the `definitions` node of the bytes.

    Raises DiagramRefused for everything that is not a BPMN 2.0 file within the limits.
    """
    _refuse_by_size(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root: Node = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DiagramRefused([_syntax_finding(data, error)]) from error
    about_file = root.getroottree().docinfo
    if about_file.doctype or about_file.internalDTD is not None:
        raise DiagramRefused([_web_page() if _is_web_page(data) else _doctype()])
    _refuse_wrong_root(root)
    return root


def _refuse_by_size(data: bytes) -> None:
    if not data.strip():
        raise DiagramRefused([of_file(RULE, "Tệp trống, không có sơ đồ nào", _EXPORT)])
    if len(data) > MOST_BYTES:
        message = "Tệp nặng hơn 10 MB, mức nhiều nhất hệ thống đọc"
        repair = "Tách sơ đồ thành nhiều tệp, mỗi tệp một quy trình, nối nhau bằng lời gọi"
        raise DiagramRefused([of_file(RULE, message, repair)])
    tags = data.count(b"<")
    if tags > MOST_TAGS:
        message = f"Tệp có hơn {MOST_TAGS:,} thẻ XML".replace(",", ".") + ", quá mức một sơ đồ cần"
        repair = "Tách sơ đồ: mỗi tệp nhiều nhất 1.000 phần tử"
        raise DiagramRefused([of_file(RULE, message, repair)])


def _syntax_finding(data: bytes, error: Any) -> Finding:
    for mark, what in _FOREIGN_FILES:
        if data.lstrip().startswith(mark):
            return of_file(RULE, f"Đây là {what}, không phải sơ đồ BPMN", _EXPORT)
    if _is_web_page(data):
        return _web_page()
    if _has_doctype(data):
        return _doctype()
    what = _SYNTAX.get(error.code, "nội dung không theo quy tắc XML")
    line, column = error.position
    where = f"dòng {line}, cột {column}" if line else "đầu tệp"
    return of_file(RULE, f"Tệp XML hỏng ở {where}: {what}", _EXPORT)


def _is_web_page(data: bytes) -> bool:
    head = data[:4096].replace(b"\0", b"").lower()
    return b"<html" in head or b"<!doctype html" in head


def _web_page() -> Finding:
    message = "Đây là trang web (HTML), không phải sơ đồ BPMN"
    repair = "Tải lại chính tệp .bpmn: dùng lệnh tải tệp gốc, không lưu trang đang xem"
    return of_file(RULE, message, repair)


def _has_doctype(data: bytes) -> bool:
    return b"<!DOCTYPE" in data.replace(b"\0", b"")


def _doctype() -> Finding:
    message = "Tệp có khai báo DOCTYPE; sơ đồ BPMN không dùng và hệ thống không đọc"
    repair = "Xóa đoạn <!DOCTYPE …> và các ký hiệu thay thế (&…;) đi kèm"
    return of_file(RULE, message, repair)


def _refuse_wrong_root(root: Node) -> None:
    namespace, _, name = root.tag.removeprefix("{").rpartition("}")
    if root.tag == f"{{{MODEL}}}definitions":
        return
    if name.lower() == "html":
        raise DiagramRefused([_web_page()])
    if "/DMN/" in namespace:
        message = "Đây là bảng quyết định (DMN), không phải sơ đồ BPMN"
        raise DiagramRefused([of_file(RULE, message, "Chọn tệp .bpmn của quy trình")])
    if name == "definitions":
        message = f"Tệp dùng không gian tên “{shorten(namespace)}”, cần BPMN 2.0 ({MODEL})"
    else:
        message = f"Thẻ gốc của tệp là “{shorten(name)}”, cần <definitions> của BPMN 2.0"
    raise DiagramRefused([of_file(RULE, message, _EXPORT)])
