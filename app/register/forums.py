"""Which collective a plan was submitted to by triage."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.people import OrganKind

FORUM_OF_ACTION: Mapping[str, OrganKind] = {
    "trinh_ban_thuong_vu": OrganKind.BOARD,
    "trinh_cap_uy": OrganKind.COMMITTEE,
}
