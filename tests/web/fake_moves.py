"""The acts of moving cases over one sample request of three runs, one of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.case_requests import Fit, RequestResult, RequestState, VersionMove
from app.domain.forms import FieldError
from app.domain.jobs import Progress
from app.domain.people import Actor
from app.domain.reseating import Counterpart, Counterparts
from app.domain.views.version_moves import (
    ChoosePage,
    MoveLine,
    MovePage,
    MovesPage,
    ReleaseChoice,
    Unmatched,
)
from app.errors import FormInvalid, NotFound
from tests.web import samples

MOVE_READS = frozenset({"list_migrations", "choose_migration", "read_migration"})
OLD = ReleaseChoice("r1", 1, samples.NOW, 3)
NEW = ReleaseChoice("r2", 2, samples.NOW, 0, "Nhắc hạn sớm")
WAITS = ("Tiếp nhận, vào sổ",)
LINES = (
    MoveLine("i1", "MG-2024-0021", "Khoán <b>chợ</b>", "Hồ sơ", WAITS, Fit.FITS),
    MoveLine(
        "i2",
        "MG-2024-0022",
        "Bãi xe",
        "Hồ sơ",
        WAITS,
        Fit.DIFFERS,
        ("“Ký” dùng biểu khác",),
        suspended=True,
    ),
    MoveLine("i3", "", "Chưa đặt tên", "Hồ sơ", (), Fit.CANNOT, refusal="“Ký” không có"),
)
MOVE = VersionMove(
    id="m1",
    from_release="r1",
    to_release="r2",
    pairs=(("p01", "sign", "seal"),),
    reason="Bước mới nhắc hạn sớm hơn.",
    state=RequestState.PROPOSED,
    version=3,
    proposed_by="qt",
    proposed_name="Quản trị",
    proposed_at=samples.NOW,
)


class FakeMoves:
    """Stands for the actions; `move` is the request, `proposed` what was asked for last."""

    def __init__(self) -> None:
        super().__init__()
        self.move = MOVE
        self.yours = False
        self.replaying: Progress | None = None
        self.proposed: tuple[object, ...] = ()

    def _note(self, name: str) -> None:
        raise NotImplementedError

    def list_migrations(self, actor: Actor) -> MovesPage:
        self._note("list_migrations")
        return MovesPage((self.move,), (NEW, OLD))

    def choose_migration(
        self, actor: Actor, before: str, after: str, counterparts: Counterparts
    ) -> ChoosePage:
        self._note("choose_migration")
        if not before:
            return ChoosePage((NEW, OLD))
        chosen = counterparts.get(("p01", "sign"), "")
        unmatched = Unmatched("p01", "sign", "Ký", (Counterpart("seal", "Đóng dấu"),), chosen)
        return ChoosePage((NEW, OLD), OLD, NEW, LINES, (unmatched,))

    def propose_migration(
        self,
        actor: Actor,
        before: str,
        after: str,
        counterparts: Counterparts,
        instance_ids: Sequence[str],
        reason: str,
    ) -> str:
        self._note("propose_migration")
        if not reason:
            raise FormInvalid([FieldError("reason", "Lý do chuyển", "Ghi lý do chuyển")])
        self.proposed = (before, after, dict(counterparts), list(instance_ids), reason)
        return self.move.id

    def read_migration(self, actor: Actor, move_id: str) -> MovePage:
        self._note("read_migration")
        if move_id != self.move.id:
            raise NotFound("Không có yêu cầu chuyển phiên bản này")
        done = self.move.state is RequestState.DONE
        result = RequestResult.DONE if done else RequestResult.WAITING
        lines = tuple(replace(line, result=result) for line in LINES)
        counts, pairs = {result: len(lines)}, (("Hồ sơ", "Ký", "Đóng dấu"),)
        return MovePage(self.move, OLD, NEW, lines, self.yours, counts, pairs, self.replaying)

    def rehearse_migration(self, actor: Actor, move_id: str) -> VersionMove:
        self._note("rehearse_migration")
        self.move = replace(self.move, rehearsed_at=samples.NOW)
        return self.move

    def approve_migration(self, actor: Actor, move_id: str, version: int) -> VersionMove:
        self._note("approve_migration")
        self.move = replace(self.move, state=RequestState.APPROVED, decided_name="Người thứ hai")
        return self.move

    def return_migration(
        self, actor: Actor, move_id: str, version: int, reason: str
    ) -> VersionMove:
        self._note("return_migration")
        if not reason:
            raise FormInvalid([FieldError("return_reason", "Lý do trả lại", "Ghi lý do trả lại")])
        self.move = replace(self.move, state=RequestState.RETURNED, return_reason=reason)
        return self.move
