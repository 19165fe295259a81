"""Guards of service topics that keep an invariant whatever diagram calls them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from app.domain.clock import LOCAL
from app.domain.diagrams import Element
from app.domain.execution import Activation
from app.domain.facts import PASS
from app.errors import StepRefused
from app.register.register import Doer
from app.steps.work import Work
from app.store import instances
from app.topics import TOPICS, TopicContext
from tests.factories import AtWork

DECISION = "p01c_decision"
COUNTED = {
    "members_total": 11,
    "present": 11,
    "votes_for": 9,
    "votes_against": 1,
    "votes_abstain": 1,
    "authority": "trong",
    "preparation": "ky",
}


@contextmanager
def _called(office: AtWork, process_id: str = "p01_art4_case") -> Iterator[TopicContext]:
    """A topic's view of the case at hand, as if a task of that process called it."""
    with office.services.database.transaction() as tx:
        instance = instances.of_case(tx, office.case_id)[0]
        work = Work(office.services, tx, office.clock.now(), Doer())
        register = work.register_for(instance)
        activation = Activation(id="guarded", process_id=process_id)
        element = Element("svc_guarded", "serviceTask", process_id, "Bước thử")
        yield TopicContext(register, instance.id, activation, element, {})


def _run(context: TopicContext, topic: str, **facts: object) -> None:
    for name, value in facts.items():
        context.register.facts.set("guarded", name, value, "activation")
    TOPICS[topic].run(context)


@pytest.mark.trips("INV-12")
def test_a_case_is_not_pushed_up_without_its_report(sqlite_office: AtWork) -> None:
    sqlite_office.go_to("determine_authority")
    with _called(sqlite_office) as context, pytest.raises(StepRefused, match="báo cáo cấp trên"):
        context.write("target_id", "MG-TU")
        context.write("escalation_kind", "4_2")
        _run(context, "pass.push_body")


@pytest.mark.trips("INV-12")
def test_the_first_body_has_nobody_below_to_return_to(sqlite_office: AtWork) -> None:
    """The body stack never becomes empty."""
    sqlite_office.go_to("determine_authority")
    with _called(sqlite_office) as context:
        with pytest.raises(StepRefused, match="không có cấp dưới"):
            _run(context, "pass.pop_body")
        assert context.fact("body_stack") == ["MG-HX"]


@pytest.mark.trips("INV-12")
def test_no_pass_is_opened_while_the_term_of_another_runs(sqlite_office: AtWork) -> None:
    sqlite_office.go_to("determine_authority")
    with (
        _called(sqlite_office) as context,
        pytest.raises(StepRefused, match="Lượt xem xét trước") as refused,
    ):
        _run(context, "pass.open")
    assert "INV-12" in refused.value.clauses


@pytest.mark.trips("INV-14")
@pytest.mark.parametrize("figures", [{"votes_for": 10}, {"present": 12, "votes_for": 10}])
def test_votes_that_are_not_those_of_the_members_present_are_not_counted(
    sqlite_office: AtWork, figures: dict[str, int]
) -> None:
    sqlite_office.go_to("determine_authority")
    with _called(sqlite_office, DECISION) as context, pytest.raises(StepRefused) as refused:
        facts = context.register.facts
        facts.update(facts.pass_id, PASS, COUNTED | figures)
        _run(context, "vote.count")
    assert refused.value.clauses == ("C-037", "INV-14")


@pytest.mark.trips("INV-09")
def test_nothing_is_released_that_nobody_has_signed(sqlite_office: AtWork) -> None:
    sqlite_office.go_to("determine_authority")
    with _called(sqlite_office) as context, pytest.raises(StepRefused, match="ban hành đồng thời"):
        _run(context, "doc.release_held")


@pytest.mark.trips("INV-10")
def test_over_authority_at_the_meeting_goes_to_the_direct_superior(sqlite_office: AtWork) -> None:
    """What the minutes name changes nothing."""
    sqlite_office.go_to("determine_authority")
    with _called(sqlite_office, DECISION) as context:
        _run(context, "escalation.record", competent_body="BO-X")
        superior = context.register.organisation.direct_superior("MG-HX")
        assert context.fact("target_id") == superior
        assert context.fact("escalation_kind") == "4_3b"


@pytest.mark.trips("INV-07", "INV-08")
@pytest.mark.parametrize(
    ("moment", "new_due", "moved"),
    [
        (datetime(2024, 4, 15, 23, 59, tzinfo=LOCAL), "2024-05-20", True),
        (datetime(2024, 4, 16, 0, 0, tzinfo=LOCAL), "2024-05-20", False),
        (datetime(2024, 4, 15, 9, 0, tzinfo=LOCAL), "2024-06-03", False),
        (datetime(2024, 4, 15, 9, 0, tzinfo=LOCAL), "2024-04-12", False),
    ],
)
def test_a_term_is_moved_in_time_and_under_its_cap_only(
    sqlite_office: AtWork, moment: datetime, new_due: str, moved: bool
) -> None:
    sqlite_office.go_to("determine_authority")
    sqlite_office.clock.move_to(moment)
    with _called(sqlite_office) as context:
        _run(context, "clock.apply_extension", new_due=new_due)
        clock = context.register.current_clock()
        assert clock is not None
        assert context.fact("extension_applied") is moved
        assert (clock.due.isoformat() == new_due) is moved


def test_a_missed_date_leaves_the_case_where_it_is(sqlite_office: AtWork) -> None:
    """The check of INV-21 records and alerts, the tasks stay."""
    sqlite_office.go_to("determine_authority")
    before = [task.id for task in sqlite_office.open_tasks()]
    sqlite_office.clock.move_to(sqlite_office.clock.now() + timedelta(days=200))
    with _called(sqlite_office) as context:
        element = Element("svc_check_d30", "serviceTask", "p01w_clock_watch")
        TOPICS["clock.check_deadline"].run(
            TopicContext(context.register, context.instance_id, context.activation, element, {})
        )
    assert [task.id for task in sqlite_office.open_tasks()] == before
