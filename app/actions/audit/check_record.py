"""Check the whole record now and put the result on record: the worker does so by night."""

from __future__ import annotations

from app.domain.views import AuditPage
from app.register.register import Doer
from app.steps.record_checks import check_whole_record
from app.steps.services import Services


def check_record(services: Services) -> AuditPage:
    """Verify every chain, seal and checkpoint; leave a line with what was found."""
    return check_whole_record(services, Doer())
