"""Each guard of issuing is tripped by one paper that must not leave; the sound ones pass it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.documents import DOC_TYPES
from app.errors import StepRefused
from app.register.before_issuing import check_may_issue
from app.register.register import CaseRegister
from app.store.database import Database
from tests.factories import AtWork, at_work
from tests.register.opened import know, opened, put_signed

OPEN_TO_HEAD = {
    "quorum_ok": True,
    "discussed_thoroughly": True,
    "authority": "trong",
    "vote_result": "no_consensus",
    "overall": "positive",
    "leader_status": "tai_vi",
    "legality": [{"item": "hien_phap", "ok": True}],
}


@dataclass(frozen=True)
class Bad:
    """A paper that must not leave: what the pass knows beyond the sound, what it says itself."""

    doc_type: str
    says: str
    facts: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)


UNLAWFUL = {"legality": [{"item": "hien_phap", "ok": False}]}
UP = {"body_id": "MG-HX", "recipients": ("TW",)}
TRIPS: dict[str, Bad] = {
    "INV-01": Bad("VB_KHONG_CHO", "chưa gửi bên đề xuất", {}, {"recipients": ("MG-BL",)}),
    "INV-02": Bad("VB_CHO_CHU_TRUONG", "chưa có báo cáo cấp trên", {"decision": "quyet_dinh"}),
    "INV-03 a majority": Bad("QD_NGUOI_DUNG_DAU", "chưa đạt đa số", {"vote_result": "rejected"}),
    "INV-03 no quorum": Bad("QD_NGUOI_DUNG_DAU", "đủ số người dự", {"quorum_ok": False}),
    "INV-03 hasty": Bad("QD_NGUOI_DUNG_DAU", "thảo luận kỹ", {"discussed_thoroughly": False}),
    "INV-03 over authority": Bad("QD_NGUOI_DUNG_DAU", "thẩm quyền", {"authority": "vuot"}),
    "INV-03 in conflict": Bad("QD_NGUOI_DUNG_DAU", "tại vị", {"leader_status": "xung_dot"}),
    "INV-04 to the forum": Bad("TTR", "không khả thi", {"overall": "negative"}),
    "INV-04 decided on": Bad("VB_KHONG_CHO", "không khả thi", {"overall": "negative"}),
    "INV-09": Bad("BC_XIN_CHU_TRUONG", "vượt cấp", {}, UP),
    "INV-10": Bad("BC_DE_XUAT_GIAI_PHAP", "đề xuất giải pháp", {}, {"recipients": ("MG-TU",)}),
    "INV-11": Bad("TB_CHUAN_BI_LAI", "nội dung cần chuẩn bị lại"),
    "INV-15 go-ahead": Bad("VB_CHO_CHU_TRUONG", "chưa đạt", UNLAWFUL),
    "INV-15 the head's": Bad("QD_NGUOI_DUNG_DAU", "chưa đạt", UNLAWFUL),
    "INV-21": Bad("TB_KHONG_KHA_THI", "chưa có người ký", {}, {"signed_by": ""}),
    "INV-22": Bad("VB_KHONG_CHO", "khác bản đã nộp lần 1", {}, {"content": {"plan_hash": "x"}}),
}
SOUND = {
    "VB_CHO_CHU_TRUONG": {},
    "VB_KHONG_CHO": {},
    "TB_KHONG_KHA_THI": {},
    "QD_NGUOI_DUNG_DAU": {},
    "TTR": {},
    "BC_XIN_CHU_TRUONG": {"recipients": ("MG-TU",)},
}


@pytest.fixture(scope="module")
def standing(installed_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    """A case in its first pass; what a test writes to it is rolled back with the refusal."""
    folder = tmp_path_factory.mktemp("standing")
    path = folder / "installed.db"
    path.write_bytes(installed_sqlite.read_bytes())
    database = Database(f"sqlite:///{path}")
    office = at_work(database, folder, f"sqlite:///{path}")
    office.go_to("determine_authority")
    yield office
    database.dispose()


def _tried(register: CaseRegister, bad: Bad) -> Callable[[], None]:
    know(register, **OPEN_TO_HEAD | bad.facts)
    paper = put_signed(register, bad.doc_type, **bad.changes)
    return lambda: check_may_issue(register, paper, DOC_TYPES[bad.doc_type])


@pytest.mark.trips("INV-01", "INV-02", "INV-03", "INV-04", "INV-09", "INV-10")
@pytest.mark.trips("INV-11", "INV-15", "INV-21", "INV-22")
@pytest.mark.parametrize("name", TRIPS)
def test_a_paper_that_breaks_an_invariant_does_not_leave(standing: AtWork, name: str) -> None:
    with pytest.raises(StepRefused) as refused, opened(standing) as register:
        _tried(register, TRIPS[name])()
    assert refused.value.clauses[-1] == name[:6]
    assert TRIPS[name].says in refused.value.message


def test_a_report_beyond_the_superior_leaves_with_the_one_that_informs_it(
    standing: AtWork,
) -> None:
    with pytest.raises(StepRefused, match="for this test"), opened(standing) as register:
        put_signed(register, "BC_DE_BIET", recipients=("MG-TU",))
        _tried(register, TRIPS["INV-09"])()
        raise StepRefused("for this test: nothing is kept")


@pytest.mark.parametrize("doc_type", SOUND)
def test_a_sound_paper_leaves(standing: AtWork, doc_type: str) -> None:
    with pytest.raises(StepRefused, match="for this test"), opened(standing) as register:
        _tried(register, Bad(doc_type, "", {}, SOUND[doc_type]))()
        raise StepRefused("for this test: nothing is kept")
