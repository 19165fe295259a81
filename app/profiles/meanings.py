"""What each key of a profile means to an administrator, and the clause or reading it rests on.

Groups are the parts of the page that shows a profile; every key stands in exactly one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.profiles.keys import BODY_NAMES, DUE_DAYS, LEAD_BODIES, ND73
from app.profiles.term_names import OF_DECREE, OF_UNIT


@dataclass(frozen=True)
class Meaning:
    """What a key says; `source` cites clauses (C-…) or readings of open points (A-…)."""

    label: str
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """One part of the page."""

    slug: str
    title: str
    keys: tuple[str, ...]


ORGANS = {
    "committee": "cấp ủy",
    "standing_board": "ban thường vụ",
    "standing_committee": "thường trực",
    "office": "văn phòng",
    "leader_title": "người đứng đầu",
}
LEADS = {
    "monitor": "theo dõi việc thực hiện",
    "propaganda": "tuyên truyền",
    "internal_affairs": "xử lý phản ánh",
    "mass_mobilisation": "dân vận",
    "legal_review_lead": "chủ trì xét rủi ro pháp lý",
}
SOURCES = {"rework_lapse_days": ("A-50",), "report_grace": ("A-33",)}

GROUPS = (
    Group(
        "ten-goi",
        "Tên gọi, tiêu đề văn bản",
        (
            *("code", "province_name", "procedure_source", "tried_on", "place_name"),
            *("party_heading", "state_heading", "address"),
            *(f"body_names.{name}" for name in BODY_NAMES),
        ),
    ),
    Group(
        "can-cu",
        "Căn cứ và phạm vi",
        (
            *("clause_document", "legal_bases", "issue_types_allowed"),
            *("require_own_head_report", "require_basis_section", "legality_items"),
        ),
    ),
    Group("cap", "Các cấp và nhiệm kỳ", ("level_list", "party_terms")),
    Group(
        "so-hieu",
        "Số hiệu văn bản",
        (
            *("number_patterns.party", "number_patterns.state_letter"),
            *("number_patterns.state_decision", "number_padding"),
            *("reset_rules.party", "reset_rules.state", "reset_rules.incoming"),
        ),
    ),
    Group(
        "quyet-dinh",
        "Thẩm định, biểu quyết, quyết định",
        (
            *("appraisal.negative_rule", "appraisal.max_reappraisals", "appraisal.max_questions"),
            *("appraisal.council.min", "appraisal.council.odd", "appraisal.council.quorum"),
            *("legal_review_rank", "cost_class_c", "vote.base", "vote.quorum", "vote.casting"),
            *("override.scope", "override.report_due", "escalation.copy_all_skipped"),
            *("liability.decider", "skip_check_below_office_size"),
        ),
    ),
    Group(
        "thoi-han",
        "Thời hạn do đơn vị quy định",
        (
            *(f"due_days.{name}" for name in DUE_DAYS),
            *("rework_lapse_days", "rework_alert_round", "monitor_days", "report_grace"),
            "clock.count_receipt_day",
        ),
    ),
    Group("nghi-dinh", "Thời hạn theo nghị định", tuple(f"nd73.{name}" for name in ND73)),
    Group(
        "co-quan",
        "Cơ quan chủ trì",
        (*(f"lead_bodies.{name}" for name in LEAD_BODIES), "lead_bodies.legal_review_members"),
    ),
    Group(
        "khac",
        "Khen thưởng, công khai, lưu trữ",
        (
            *("recognition_forms", "misconduct_kinds", "campaigns", "publication_fields"),
            *("reading_days", "retention.case_years", "retention.periods"),
        ),
    ),
)

MEANINGS: Mapping[str, Meaning] = {
    "code": Meaning("Mã hồ sơ địa phương"),
    "province_name": Meaning("Tên địa phương"),
    "procedure_source": Meaning("Trình tự theo văn bản của địa phương hay theo Quảng Ngãi"),
    "tried_on": Meaning("Thử trên danh mục tổ chức của hồ sơ địa phương khác", ("A-37",)),
    "place_name": Meaning("Địa danh trước ngày tháng, khi đơn vị chưa ghi địa danh riêng"),
    "party_heading": Meaning("Tiêu đề bên phải văn bản của Đảng"),
    "state_heading": Meaning("Quốc hiệu, tiêu ngữ trên văn bản của Nhà nước"),
    "address": Meaning("Cách xưng hô"),
    **{
        f"body_names.{name}": Meaning(f"Tên gọi {word} cấp tỉnh", ("A-37",))
        for name, word in ORGANS.items()
    },
    "clause_document": Meaning("Tên văn bản quy định trình tự này"),
    "legal_bases": Meaning("Căn cứ ghi trong văn bản ban hành, mỗi dòng một căn cứ"),
    "issue_types_allowed": Meaning("Loại vấn đề được đề xuất", ("C-004", "A-22")),
    "require_own_head_report": Meaning("Phải báo cáo người đứng đầu nơi công tác trước khi gửi"),
    "require_basis_section": Meaning("Kế hoạch phải có phần căn cứ"),
    "legality_items": Meaning("Danh mục kiểm tra tính hợp hiến, hợp pháp", ("A-23",)),
    "level_list": Meaning("Các cấp và tên gọi từng cơ quan của cấp", ("A-37",)),
    "party_terms": Meaning("Nhiệm kỳ đại hội, để đánh số văn bản theo nhiệm kỳ"),
    "number_patterns.party": Meaning("Mẫu số văn bản của Đảng"),
    "number_patterns.state_letter": Meaning("Mẫu số công văn của Nhà nước"),
    "number_patterns.state_decision": Meaning("Mẫu số quyết định của Nhà nước"),
    "number_padding": Meaning("Số chữ số ít nhất của số văn bản"),
    "reset_rules.party": Meaning("Văn bản của Đảng đánh số lại theo"),
    "reset_rules.state": Meaning("Văn bản của Nhà nước đánh số lại theo"),
    "reset_rules.incoming": Meaning("Sổ văn bản đến đánh số lại theo", ("C-002",)),
    "appraisal.negative_rule": Meaning("Thẩm định kết luận không đạt khi", ("A-11",)),
    "appraisal.max_reappraisals": Meaning("Số lần được yêu cầu thẩm định lại", ("A-12",)),
    "appraisal.max_questions": Meaning("Số lần được hỏi lại bên đề xuất", ("A-49",)),
    "appraisal.council.min": Meaning("Số thành viên Hội đồng thẩm định ít nhất", ("A-49",)),
    "appraisal.council.odd": Meaning("Số thành viên Hội đồng phải lẻ", ("A-49",)),
    "appraisal.council.quorum": Meaning("Số có mặt tối thiểu của Hội đồng", ("A-49",)),
    "legal_review_rank": Meaning("Xét rủi ro pháp lý từ cấp", ("A-41",)),
    "cost_class_c": Meaning("Dự án từ mức này do cấp ủy quyết định, đồng", ("A-36",)),
    "vote.base": Meaning("Tỷ lệ biểu quyết tính trên", ("A-15",)),
    "vote.quorum": Meaning("Số có mặt tối thiểu khi biểu quyết", ("A-15",)),
    "vote.casting": Meaning("Người chủ trì có phiếu quyết định", ("A-14",)),
    "override.scope": Meaning("Người đứng đầu được quyết định khi", ("A-13",)),
    "override.report_due": Meaning("Hạn báo cáo ngay cấp trên, ngày làm việc", ("A-17",)),
    "escalation.copy_all_skipped": Meaning("Gửi báo cáo cho mọi cấp bị vượt", ("A-09",)),
    "liability.decider": Meaning("Ai kết luận miễn, giảm trách nhiệm", ("A-51",)),
    "skip_check_below_office_size": Meaning("Kiểm tra thể thức khi văn phòng có từ số người"),
    **{f"due_days.{name}": Meaning(OF_UNIT[f"due_days.{name}"], ("A-33",)) for name in DUE_DAYS},
    **{
        name: Meaning(OF_UNIT[name], SOURCES.get(name, ("A-33",)))
        for name in ("rework_lapse_days", "monitor_days", "report_grace")
    },
    "rework_alert_round": Meaning("Báo người đứng đầu từ lần trình thứ", ("A-04",)),
    "clock.count_receipt_day": Meaning("Tính cả ngày nhận vào hạn trả lời", ("A-01",)),
    **{f"nd73.{name}": Meaning(OF_DECREE[f"nd73.{name}"], ("A-42",)) for name in ND73},
    **{f"lead_bodies.{name}": Meaning(f"Cơ quan {word}") for name, word in LEADS.items()},
    "lead_bodies.legal_review_members": Meaning("Cơ quan cùng xét rủi ro pháp lý", ("A-41",)),
    "recognition_forms": Meaning("Hình thức khuyến khích, khen thưởng"),
    "misconduct_kinds": Meaning("Loại hành vi bị xử lý"),
    "campaigns": Meaning("Đợt báo cáo"),
    "publication_fields": Meaning("Nội dung công khai", ("A-52",)),
    "reading_days": Meaning("Số ngày làm việc kiểm soát viên được xem một hồ sơ hạn chế"),
    "retention.case_years": Meaning("Số năm lưu hồ sơ"),
    "retention.periods": Meaning("Số năm lưu theo loại và kết quả hồ sơ (* là mọi loại)"),
}

# What the program itself does with a key; of the others the diagrams, forms and tables decide.
PAPERS = "văn bản lập từ lúc áp dụng"
NUMBERS = "số của văn bản ban hành từ lúc áp dụng"
READ_BY: Mapping[str, str] = {
    **dict.fromkeys(("place_name", "party_heading", "state_heading"), f"phần đầu của {PAPERS}"),
    **dict.fromkeys(("clause_document", "legal_bases"), f"căn cứ trong {PAPERS}"),
    "legality_items": "bước kiểm tra trước khi ban hành",
    "level_list": f"tên cấp trên các trang, dòng ký của {PAPERS}",
    **dict.fromkeys(("party_terms", "number_padding"), NUMBERS),
    **{f"number_patterns.{name}": NUMBERS for name in ("party", "state_letter", "state_decision")},
    **{f"reset_rules.{name}": NUMBERS for name in ("party", "state")},
    "escalation.copy_all_skipped": "nơi nhận của báo cáo lên cấp trên",
    "skip_check_below_office_size": f"việc kiểm tra thể thức của {PAPERS}",
    "rework_alert_round": "báo người đứng đầu khi hồ sơ trình lại",
    "lead_bodies.monitor": "nơi nhận để theo dõi",
    "lead_bodies.legal_review_lead": "giao việc xét rủi ro pháp lý",
    "lead_bodies.legal_review_members": "giao việc xét rủi ro pháp lý",
    "reading_days": "quyền xem hồ sơ hạn chế cấp từ lúc áp dụng",
    **dict.fromkeys(("retention.case_years", "retention.periods"), "danh sách đề nghị tiêu hủy"),
}

# How codes read; what is no code here stands as it is.
CHOICE_WORDS: Mapping[str, str] = {
    "own": "văn bản của địa phương",
    "QN_default": "trình tự của Quảng Ngãi",
    "term": "nhiệm kỳ",
    "year": "năm",
    "chua_quy_dinh": "chưa được quy định",
    "da_quy_dinh_khong_phu_hop": "đã quy định nhưng không phù hợp",
    "hon_hop": "vừa chưa quy định, vừa không phù hợp",
    "trong_quy_dinh": "trong quy định hiện hành",
    "entitled": "thành viên có quyền biểu quyết",
    "no_majority": "không phương án nào đủ quá bán",
    "not_approved": "tập thể không tán thành",
    "either": "một trong hai kết luận không đạt",
    "both": "cả hai kết luận không đạt",
    "deciding_body": "cấp đã cho chủ trương",
    "managing_body": "cấp quản lý cán bộ",
}
COLUMN_WORDS: Mapping[str, str] = {
    "rank": "Cấp",
    "key": "Mã",
    "name": "Tên cấp",
    **{name: word[0].upper() + word[1:] for name, word in ORGANS.items()},
    "from": "Từ ngày (2025-10-01)",
    "item": "Mã",
    "label": "Nội dung",
    "hard": "Bắt buộc",
    "kind": "Loại hồ sơ",
    "outcome": "Kết quả",
    "years": "Số năm lưu",
    "source": "Căn cứ",
}


def group_of(slug: str) -> Group | None:
    """Return the group of a slug."""
    return next((group for group in GROUPS if group.slug == slug), None)
