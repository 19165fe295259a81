"""Whose new password takes two administrators: one who has it acts as that person (INV-20)."""

from __future__ import annotations

from datetime import datetime

from app.domain.clock import local_day
from app.organisation.roles import DECIDING_ROLES
from app.steps.services import Services
from app.store.accounts import AccountRow
from app.store.database import Transaction


def why_two(services: Services, tx: Transaction, account: AccountRow, now: datetime) -> str:
    """Return what the person holds that one administrator alone must not get at; empty for none."""
    if account.system_roles:
        return "tài khoản giữ quyền hệ thống"
    organisation = services.world(tx).organisation
    held = {one.role for one in organisation.capacities(account.person_id, local_day(now))}
    return "" if held.isdisjoint(DECIDING_ROLES) else "người này ký hoặc quyết định hồ sơ"
