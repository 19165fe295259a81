"""The types of documents as data: who drafts and signs, what they need, whom they must reach.

The rows follow processes.md 6.1; a type of a process that is not shipped yet is not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class DocKind(StrEnum):
    """How a document comes to be: through S01, filed by a step, or printed from the register."""

    ISSUED = "issued"
    FILED = "filed"
    SHEET = "sheet"


class SignerKind(StrEnum):
    """In whose name a document is signed."""

    TM = "TM"
    TL = "TL"
    PERSONAL = "personal"
    SYSTEM = "system"


ABOUT_CASE = ("case_code", "plan_title", "received_on", "body_name")
DECIDED = ("held_at", "members_total", "votes_for", "votes_against", "votes_abstain", "plan_hash")
SIGNER_ROLES: Mapping[SignerKind, str] = {
    SignerKind.TM: "standing_committee",
    SignerKind.TL: "office_lead",
    SignerKind.PERSONAL: "",
    SignerKind.SYSTEM: "",
}


@dataclass(frozen=True)
class DocType:
    """One type of document.

    `symbol` names its number series and is empty for types without a number; `heading` is
    printed above the subject, empty for a letter (công văn), which has “Kính gửi” instead.
    `needs` are variables beyond those of every case. `locked` are the kinds of recipients that a
    drafter cannot remove. `own_signer_role` is set for personal types.
    """

    key: str
    name: str
    kind: DocKind
    signer_kind: SignerKind
    needs: tuple[str, ...] = ()
    symbol: str = ""
    heading: str = ""
    subject: str = ""
    reply_set: bool = False
    drafter_role: str = "office"
    own_signer_role: str = ""
    locked: tuple[str, ...] = ()
    cites_bases: bool = False

    @property
    def required(self) -> tuple[str, ...]:
        """Variables without which it cannot be drafted; every type tells which case it is about."""
        return (*ABOUT_CASE, *self.needs)

    @property
    def needs_number(self) -> bool:
        """Tell whether a number is taken when it is issued."""
        return self.kind is DocKind.ISSUED

    @property
    def is_addressed(self) -> bool:
        """Tell whether “Kính gửi” stands under the title: letters, submissions and reports."""
        return self.symbol in {"CV", "TTr", "BC"}

    @property
    def signer_role(self) -> str:
        """The role whose holders may sign; empty when a form or the system files it."""
        return self.own_signer_role or SIGNER_ROLES[self.signer_kind]


ALL_TYPES = (
    DocType(
        "KE_HOACH",
        "Kế hoạch thực hiện sáng tạo, đột phá",
        DocKind.SHEET,
        SignerKind.SYSTEM,
        heading="KẾ HOẠCH",
        needs=("plan_hash",),
    ),
    DocType(
        "PHIEU_TN",
        "Phiếu tiếp nhận",
        DocKind.FILED,
        SignerKind.SYSTEM,
        heading="PHIẾU TIẾP NHẬN",
        subject="về kế hoạch “{plan_title}”",
        needs=("incoming_no", "channel", "due"),
        locked=("proposer",),
    ),
    DocType(
        "PHIEU_XDTQ",
        "Phiếu xác định thẩm quyền",
        DocKind.SHEET,
        SignerKind.SYSTEM,
        heading="PHIẾU XÁC ĐỊNH THẨM QUYỀN",
        needs=("finding", "basis"),
    ),
    DocType(
        "PHIEU_TRINH",
        "Phiếu trình",
        DocKind.SHEET,
        SignerKind.SYSTEM,
        heading="PHIẾU TRÌNH",
        needs=("proposal", "reason"),
    ),
    DocType(
        "GM",
        "Giấy mời",
        DocKind.SHEET,
        SignerKind.SYSTEM,
        heading="GIẤY MỜI HỌP",
        needs=("meeting_at", "place", "agenda", "chair_name"),
    ),
    DocType(
        "CV_GIAO_THAM_DINH",
        "Công văn giao thẩm định",
        DocKind.ISSUED,
        SignerKind.TL,
        symbol="CV",
        subject="giao thẩm định kế hoạch “{plan_title}”",
        needs=("lead_body_name", "appraisal_due"),
        locked=("lead_body",),
    ),
    DocType(
        "BC_THAM_DINH",
        "Báo cáo thẩm định",
        DocKind.FILED,
        SignerKind.SYSTEM,
        heading="BÁO CÁO THẨM ĐỊNH",
        subject="về kế hoạch “{plan_title}”",
        drafter_role="appraisal_body",
        needs=("lead_body_name", "feasibility", "effectiveness", "overall", "reasons"),
        locked=("standing_committee",),
    ),
    DocType(
        "TTR",
        "Tờ trình",
        DocKind.ISSUED,
        SignerKind.TM,
        symbol="TTr",
        heading="TỜ TRÌNH",
        subject="xem xét, quyết định việc cho chủ trương thực hiện kế hoạch “{plan_title}”",
        needs=("action", "lead_body_name", "overall", "reasons", "plan_hash"),
        locked=("forum",),
        cites_bases=True,
    ),
    DocType(
        "BIEN_BAN",
        "Biên bản họp",
        DocKind.FILED,
        SignerKind.SYSTEM,
        heading="BIÊN BẢN",
        subject="họp xem xét kế hoạch “{plan_title}”",
        drafter_role="board_secretary",
        needs=("held_at", "members_total", "present", "discussion_summary", "authority_basis"),
        locked=("file",),
    ),
    DocType(
        "VB_CHO_CHU_TRUONG",
        "Văn bản trả lời cho chủ trương",
        DocKind.ISSUED,
        SignerKind.TM,
        symbol="CV",
        subject="cho chủ trương thực hiện kế hoạch “{plan_title}”",
        reply_set=True,
        needs=(*DECIDED, "approval_kind", "scope", "date_from", "date_to", "reporting_cycle"),
        locked=("proposer", "body_stack"),
        cites_bases=True,
    ),
    DocType(
        "VB_KHONG_CHO",
        "Văn bản trả lời không cho chủ trương",
        DocKind.ISSUED,
        SignerKind.TM,
        symbol="CV",
        subject="trả lời kế hoạch “{plan_title}”",
        reply_set=True,
        needs=(*DECIDED, "discussion_summary"),
        locked=("proposer", "body_stack"),
        cites_bases=True,
    ),
    DocType(
        "TB_KHONG_KHA_THI",
        "Thông báo kế hoạch không khả thi, không hiệu quả",
        DocKind.ISSUED,
        SignerKind.TM,
        symbol="TB",
        heading="THÔNG BÁO",
        subject="kết quả thẩm định kế hoạch “{plan_title}”",
        reply_set=True,
        needs=("lead_body_name", "feasibility", "effectiveness", "reasons", "plan_hash"),
        locked=("proposer", "body_stack"),
    ),
    DocType(
        "TB_CHUAN_BI_LAI",
        "Thông báo chuẩn bị lại",
        DocKind.ISSUED,
        SignerKind.TM,
        symbol="TB",
        heading="THÔNG BÁO",
        subject="yêu cầu chuẩn bị lại kế hoạch “{plan_title}”",
        reply_set=True,
        needs=("held_at", "rework_points", "plan_hash"),
        locked=("proposer",),
    ),
    DocType(
        "TB_TRA_HO_SO",
        "Thông báo trả hồ sơ",
        DocKind.ISSUED,
        SignerKind.TL,
        symbol="TB",
        heading="THÔNG BÁO",
        subject="trả hồ sơ kế hoạch “{plan_title}”",
        reply_set=True,
        needs=("missing_items",),
        locked=("proposer",),
    ),
    DocType(
        "TB_CHUYEN_NOI_NHAN",
        "Thông báo chuyển đúng nơi nhận",
        DocKind.ISSUED,
        SignerKind.TL,
        symbol="TB",
        heading="THÔNG BÁO",
        subject="chuyển hồ sơ kế hoạch “{plan_title}” đến đúng nơi nhận",
        reply_set=True,
        needs=("right_body_name",),
        locked=("proposer", "right_body"),
    ),
    DocType(
        "TB_XAC_NHAN_RUT",
        "Thông báo xác nhận rút kế hoạch",
        DocKind.ISSUED,
        SignerKind.TL,
        symbol="TB",
        heading="THÔNG BÁO",
        subject="kết thúc xem xét kế hoạch “{plan_title}”",
        reply_set=True,
        locked=("proposer", "informed"),
    ),
    DocType(
        "BC_CO_QUAN_BAN_HANH",
        "Báo cáo cơ quan ban hành văn bản không phù hợp",
        DocKind.ISSUED,
        SignerKind.TM,
        symbol="BC",
        heading="BÁO CÁO",
        subject="về quy định không phù hợp với thực tiễn, đề nghị sửa đổi, bổ sung hoặc bãi bỏ",
        needs=("issuer_name", "provisions", "urgency_assessment"),
        locked=("issuer",),
    ),
)

DOC_TYPES: Mapping[str, DocType] = {doc_type.key: doc_type for doc_type in ALL_TYPES}
