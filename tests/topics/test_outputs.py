"""What topics say they write is what they may write: one line each, a value for every fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import ROOT
from app.steps.acceptance import DERIVED
from app.task_forms.declared import ALSO_WRITTEN
from app.topics import TOPICS, outputs


@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_declares_a_value_for_every_fact_it_writes(name: str) -> None:
    assert set(outputs.OUTPUTS[name]) == set(TOPICS[name].writes)


def test_nothing_is_declared_for_topics_that_are_not_there() -> None:
    named = {*outputs.OUTPUTS, *(topic for topic, _process in outputs.OUTPUTS_IN)}
    named |= outputs.OPENS_PASS | outputs.ISSUES
    named |= {*outputs.ISSUES_HELD, *outputs.ONLY_WHERE}
    assert named == set(TOPICS)


@pytest.mark.parametrize("key", outputs.OUTPUTS_IN)
def test_what_is_said_of_one_process_is_among_what_is_said_of_all(key: tuple[str, str]) -> None:
    topic, process = key
    assert (ROOT / "workflows" / process).is_dir()
    for name, values in outputs.OUTPUTS_IN[key].items():
        assert set(values) <= set(outputs.OUTPUTS[topic][name])


@pytest.mark.parametrize("name", [n for n, topic in TOPICS.items() if topic.alternatives])
def test_both_declarations_of_a_topic_say_the_same(name: str) -> None:
    for fact, values in (TOPICS[name].alternatives or {}).items():
        assert set(outputs.OUTPUTS[name][fact]) == set(values)


def test_every_task_that_derives_facts_is_declared() -> None:
    """What acceptance writes besides the answers stands in `task_forms/declared.py`."""
    text = Path(ROOT / "app" / "steps" / "acceptance.py").read_text("utf-8")
    declared = {name for facts in ALSO_WRITTEN.values() for name in facts}
    assert set(ALSO_WRITTEN) <= set(DERIVED)
    assert {name for name in declared if f'"{name}"' not in text} == set()
