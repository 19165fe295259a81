"""Types of an emergency action: confirmation, report, conclusion, report upwards (P02)."""

from __future__ import annotations

from app.documents.doc_type import ABOUT_EMERGENCY, DocKind, DocType, SignerKind

CONCLUDED = ("conclusion", "reasons", "motive", "result")

EMERGENCY_TYPES = (
    DocType(
        "XN_BAO_CAO",
        "Văn bản xác nhận báo cáo",
        DocKind.ISSUED,
        SignerKind.PERSONAL,
        symbol="BC",
        heading="XÁC NHẬN BÁO CÁO",
        subject="về việc xử lý tình thế cấp thiết",
        drafter_role="cadre",
        own_signer_role="recipient",
        about=ABOUT_EMERGENCY,
        of_caller=True,
        needs=("recipient_name", "direction"),
        locked=("own_head", "direct_committee"),
    ),
    DocType(
        "BC_KHAN_CAP",
        "Báo cáo xử lý cấp thiết",
        DocKind.ISSUED,
        SignerKind.PERSONAL,
        symbol="BC",
        heading="BÁO CÁO",
        subject="xử lý tình thế cấp thiết",
        drafter_role="reporter",
        own_signer_role="reporter",
        about=ABOUT_EMERGENCY,
        of_caller=True,
        needs=("own_decision", "decided_at", "results", "damage", "why_unable"),
        locked=("direct_committee", "managing_body"),
    ),
    DocType(
        "KL_KHAN_CAP",
        "Kết luận về xử lý cấp thiết",
        DocKind.ISSUED,
        SignerKind.TM,
        symbol="KL",
        heading="KẾT LUẬN",
        subject="về việc xử lý tình thế cấp thiết",
        about=ABOUT_EMERGENCY,
        of_caller=True,
        needs=CONCLUDED,
        locked=("cadre", "superior_if_over"),
        barred=("cadre",),
    ),
    DocType(
        "BC_VUOT_THAM_QUYEN",
        "Báo cáo việc xử lý vượt thẩm quyền",
        DocKind.ISSUED,
        SignerKind.TM,
        symbol="BC",
        heading="BÁO CÁO",
        subject="việc xử lý tình thế cấp thiết vượt thẩm quyền",
        about=ABOUT_EMERGENCY,
        of_caller=True,
        needs=(*CONCLUDED, "conclusion_no", "superior_name"),
        locked=("direct_superior",),
        barred=("cadre",),
    ),
)
