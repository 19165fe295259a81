"""A draft compared with the version in use: drawing at once, behaviour when it was asked for."""

from __future__ import annotations

import time

import pytest

from app.actions.owner.compare_versions import compare_versions
from app.actions.owner.start_comparison import start_comparison
from app.domain.behaviour import BehaviourChange
from app.errors import NotFound, PermissionDenied
from tests.actions.owner.factories import HOA, STRANGER, renamed, started
from tests.factories import AtWork

PROCESS = "s02_superior_acknowledge"


def test_behaviour_is_known_after_it_was_asked_for(sqlite_office: AtWork) -> None:
    services = sqlite_office.services
    renamed(sqlite_office, started(sqlite_office, process_id=PROCESS), "Nhắc xem xét", "Nhắc")
    before = compare_versions(services, HOA, PROCESS)
    assert before.lines and before.behaviour and before.behaviour.change is None
    start_comparison(services, HOA, PROCESS)
    after = compare_versions(services, HOA, PROCESS).behaviour
    while after is not None and after.is_running:
        time.sleep(0.1)
        after = compare_versions(services, HOA, PROCESS).behaviour
    assert after is not None and after.change == BehaviourChange()


def test_only_owners_have_versions_compared(sqlite_office: AtWork) -> None:
    services = sqlite_office.services
    with pytest.raises(PermissionDenied):
        start_comparison(services, STRANGER, PROCESS)
    with pytest.raises(NotFound):
        start_comparison(services, HOA, PROCESS, "no-such", "no-such")
