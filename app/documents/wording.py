"""How values read in a document: dates, numbers, coded answers; filters of the templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from app.domain.clock import LOCAL

LABELS: Mapping[str, str] = {
    "dien_tu": "điện tử",
    "giay": "bản giấy",
    "buu_chinh": "bưu chính",
    "chua_quy_dinh": "chưa được quy định",
    "da_quy_dinh_khong_phu_hop": "đã có quy định nhưng không phù hợp với thực tiễn",
    "hon_hop": "vừa chưa được quy định, vừa có quy định không phù hợp",
    "trong_quy_dinh": "trong quy định hiện hành",
    "phan_tich_van_de": "phân tích làm rõ vấn đề",
    "hieu_qua": "có hiệu quả",
    "rui_ro": "rủi ro có thể xảy ra",
    "tai_lieu": "tài liệu kèm theo",
    "chu_ky": "chữ ký của bên đề xuất",
    "tu_cach_de_xuat": "tư cách đề xuất",
    "trong_tham_quyen": "thuộc thẩm quyền",
    "vuot_tham_quyen": "vượt thẩm quyền",
    "thuoc_cap_duoi": "thuộc thẩm quyền cấp dưới",
    "trong": "thuộc thẩm quyền",
    "vuot": "vượt thẩm quyền",
    "giao_cap_duoi": "giao cấp dưới quyết định",
    "chua_ro": "chưa rõ",
    "co_quan": "giao cơ quan chuyên trách tham mưu, giúp việc",
    "hoi_dong": "lập Hội đồng thẩm định",
    "kha_thi": "khả thi",
    "kha_thi_co_dieu_kien": "khả thi có điều kiện",
    "khong_kha_thi": "không khả thi",
    "han_che": "hiệu quả hạn chế",
    "khong_hieu_qua": "không hiệu quả",
    "positive": "đồng ý đề nghị cho chủ trương",
    "positive_with_conditions": "đồng ý đề nghị cho chủ trương, kèm điều kiện",
    "negative": "không khả thi hoặc không hiệu quả",
    "thuc_hien": "thực hiện",
    "thi_diem": "thực hiện thí điểm",
    "thang": "hằng tháng",
    "quy": "hằng quý",
    "6thang": "sáu tháng một lần",
    "ky": "kỹ",
    "chua_ky": "chưa kỹ",
    "sua_doi": "sửa đổi",
    "bo_sung": "bổ sung",
    "bai_bo": "bãi bỏ",
    "co": "có",
    "khong": "không",
    "co_dieu_kien": "có, kèm điều kiện",
    "dong_y": "đồng ý",
    "dong_y_co_dieu_kien": "đồng ý, kèm điều kiện",
    "khong_dong_y": "không đồng ý",
    "khong_thuoc_chuc_nang": "không thuộc chức năng, nhiệm vụ",
    "thap": "thấp",
    "trung_binh": "trung bình",
    "cao": "cao",
    "chair": "Chủ tịch Hội đồng",
    "secretary": "Thư ký Hội đồng",
    "member": "Ủy viên Hội đồng",
    "da_biet": "đã biết",
    "tiep_tuc": "tiếp tục thực hiện",
    "tam_dung": "tạm dừng thực hiện",
    "dung": "dừng thực hiện",
    "dong_y_xu_ly": "đồng ý để cán bộ xử lý",
    "chi_dao_khac": "chỉ đạo xử lý theo cách khác",
    "khong_thuc_hien": "không thực hiện",
    "lap_ke_hoach": "lập kế hoạch trình cấp có thẩm quyền",
    "nguoi_dung_dau": "người đứng đầu",
    "cap_tren": "cấp trên",
    "dien_thoai": "điện thoại",
    "tin_nhan": "tin nhắn",
    "truc_tiep": "trực tiếp",
    "email": "thư điện tử",
    "nguoi_chuyen": "người chuyển lời",
    "khac": "cách khác",
    "gap_duoc": "gặp được",
    "khong_gap": "không gặp được",
    "da_gui_chua_tra_loi": "đã gửi, chưa được trả lời",
    "dung_dan": "xử lý đúng đắn",
    "co_thieu_sot": "có thiếu sót",
    "loi_dung": "lợi dụng tình thế cấp thiết",
    "khong_du_dieu_kien": "không đủ điều kiện của tình thế cấp thiết",
    "trinh_ban_thuong_vu": "Ban Thường vụ",
    "trinh_cap_uy": "Ban Chấp hành",
    "ban_thuong_vu": "Ban Thường vụ",
    "cap_uy": "Ban Chấp hành",
    "chi_bo_hoi_nghi": "Hội nghị chi bộ",
}
# Parts of a plan that may be missing (F-INTAKE); one code means another thing in the appraisal.
MISSING_ITEMS: Mapping[str, str] = {**LABELS, "hieu_qua": "hiệu quả, kết quả tích cực dự kiến"}


def label(value: Any) -> str:
    """Return the words for a coded answer; text that is no code stays as it is."""
    return LABELS.get(str(value), str(value))


def missing_item(value: Any) -> str:
    """Return the words for a missing part of a dossier."""
    return MISSING_ITEMS.get(str(value), str(value))


def day(value: Any) -> str:
    """Return an ISO date or moment as 27/03/2024, in the time of Việt Nam."""
    return f"{local_date(value):%d/%m/%Y}"


def moment(value: Any) -> str:
    """Return an ISO moment as “14 giờ 05 ngày 27/03/2024”, in the time of Việt Nam."""
    at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    local = at.astimezone(LOCAL) if at.tzinfo else at
    return f"{local:%H} giờ {local:%M} ngày {local:%d/%m/%Y}"


def dateline(value: Any) -> str:
    """Return the date under the heading; dots where a draft has none."""
    if not value:
        return "ngày … tháng … năm …"
    on = local_date(value)
    # January and February get a leading zero, so that nobody can make them 11 or 12 by hand.
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def local_date(value: Any) -> date:
    """Return the date in Việt Nam of an ISO text, a moment or a date."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return at.astimezone(LOCAL).date() if at.tzinfo else at.date()


def amount(value: Any) -> str:
    """Return a whole number with Vietnamese thousands, 150.000.000."""
    return f"{int(value):,}".replace(",", ".")


def sentence(value: Any) -> str:
    """Return a typed text with one full stop at its end, whatever its writer put there."""
    text = str(value or "").rstrip(" .;,")
    return text if text.endswith(("?", "…")) else f"{text}."


FILTERS: Mapping[str, Callable[[Any], str]] = {
    "label": label,
    "missing_item": missing_item,
    "day": day,
    "moment": moment,
    "dateline": dateline,
    "amount": amount,
    "sentence": sentence,
}
