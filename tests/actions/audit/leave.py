"""Leave to read a restricted case, asked and given as two persons do."""

from __future__ import annotations

from app.actions.audit.ask_reading import ask_reading
from app.actions.audit.grant_reading import grant_reading
from tests.factories import AtWork

AUDITOR, OTHER = "kiemsoat", "kiemsoat2"
REASON = "Kiểm tra theo kế hoạch quý một"


def let_read(office: AtWork) -> None:
    """Let the auditor read the case at hand, as the other auditor may."""
    code, services = office.case().code, office.services
    grant_id = ask_reading(services, office.actor(AUDITOR), code, REASON)
    grant_reading(services, office.actor(OTHER), grant_id, 1)
