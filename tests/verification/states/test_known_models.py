"""The known models: each is judged as it must be, and the engine goes every path that is shown."""

from __future__ import annotations

import pytest

from app.verification.states.replay import replay
from tests.verification.states import known_models
from tests.verification.states.further_models import FURTHER
from tests.verification.states.known_models import FORMS
from tests.verification.states.walking import explored, silent, walked

KNOWN = {**known_models.KNOWN, **FURTHER}
MODELS = pytest.mark.parametrize("name", KNOWN)


@MODELS
def test_a_known_model_is_judged_as_it_must_be(name: str) -> None:
    found = explored(KNOWN[name].drawn, forms=FORMS, topics=silent("work"))
    assert {f.kind for f in found.faults if not f.assumed} == KNOWN[name].kinds
    assert {f.kind for f in found.faults if f.assumed} == KNOWN[name].undecided


@MODELS
def test_the_engine_goes_every_path_that_is_shown(name: str) -> None:
    found = explored(KNOWN[name].drawn, forms=FORMS, topics=silent("work"))
    for fault in found.faults:
        if fault.path and not fault.assumed:
            assert replay(found.program, found.model, found.graph, fault.path).confirmed


@MODELS
def test_values_that_nobody_reads_any_more_change_no_verdict(name: str) -> None:
    less = explored(KNOWN[name].drawn, forms=FORMS, topics=silent("work"))
    more = explored(KNOWN[name].drawn, forms=FORMS, topics=silent("work"), keep_all=True)
    assert less.kinds == more.kinds
    assert len(less.graph.markings) <= len(more.graph.markings)


@MODELS
def test_a_known_model_runs_in_the_engine_as_in_the_net(name: str) -> None:
    found = explored(KNOWN[name].drawn, forms=FORMS, topics=silent("work"))
    if found.is_sound:
        assert list(walked(found, seed=1, walks=4, steps=20)) == []
