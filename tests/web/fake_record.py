"""Proving over sample data: one sound case, one whose record was changed."""

from __future__ import annotations

from app.domain.people import Actor
from app.domain.views import ChainCheck, ChainState, ProofState
from app.domain.views.proof_pages import AskedCheck, CaseProof, CaseRecord, LastCheck, RecordPage
from app.domain.views.retention import TombstonePage
from app.errors import NotFound
from tests.web import samples

RECORD_READS = frozenset({"read_record", "read_asked_check", "check_case_record"})
PROOF = ProofState("ab" * 32, True, samples.NOW, 12, "cd" * 32)
SOUND = ChainCheck(
    "i1", "Xem xét kế hoạch", 31, ChainState.INTACT, "cd" * 32, 0, "", "MG-2024-0021"
)
WRONG = ChainCheck(
    "i2",
    "Xem xét kế hoạch",
    84,
    ChainState.BROKEN,
    "ef" * 32,
    77,
    "Dòng 77: nội dung đã bị sửa sau khi ghi",
    "MG-2024-0012",
)
CASES = (
    CaseProof("MG-2024-0021", "Chợ dân sinh phường Cẩm Tân", 31, 31, ChainState.INTACT),
    CaseProof("MG-2024-0012", "Gọi xe", 84, 84, ChainState.BROKEN, 77, WRONG.reason),
    CaseProof("MG-2024-0022", "Sân chơi", 9, 4, ChainState.UNANCHORED),
)


class FakeRecord:
    """Stands for `RecordActs`; `proof` is what they show of key and checkpoint.

    `withheld` and `tombstone` are what the page of one case says of its contents;
    `asked_check` is the check of everything that somebody asked for.
    """

    proof = PROOF
    withheld = ""
    tombstone: TombstonePage | None = None
    asked_check: AskedCheck | None = None

    def read_record(self, actor: Actor, page: int) -> RecordPage:
        last = LastCheck(samples.NOW, "Hệ thống", 40, 1200, (WRONG,))
        return RecordPage(self.proof, last, CASES, asked=self.asked_check)

    def ask_record_check(self, actor: Actor) -> None:
        self._note("ask_record_check")

    def read_asked_check(self, actor: Actor) -> AskedCheck | None:
        return self.asked_check

    def stop_record_check(self, actor: Actor) -> None:
        self._note("stop_record_check")

    def check_case_record(self, actor: Actor, code: str) -> CaseRecord:
        if code == "khong-co":
            raise NotFound("Không có hồ sơ này, hoặc đồng chí không được xem")
        chains = (WRONG,) if code == "MG-2024-0012" else (SOUND,)
        return CaseRecord(
            *(code, "Chợ dân sinh", samples.NOW, 12, chains, self.proof),
            withheld=self.withheld,
            tombstone=self.tombstone,
        )

    def export_dossier(self, actor: Actor, code: str, run_id: str) -> tuple[str, bytes]:
        self._note("export_dossier")
        return f"{code}.hoso.zip", b"PK"

    def _note(self, name: str) -> None:
        raise NotImplementedError
