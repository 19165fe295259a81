"""Faults that need more than a small drawing: races, ends by events alone, results in words."""

from __future__ import annotations

import pytest

from app.domain.diagrams import Severity
from app.verification.process_check import verify_process
from app.verification.states.explore import Limits
from app.verification.states.sources import Sources
from tests.engine.drawing_board import definitions
from tests.verification.states.known_models import FORMS, KNOWN
from tests.verification.states.walking import explored, silent

ONLY_WITHDRAWN = """
process main
start s
sub inside
start i
user a who=x form=ok
xor g default=g_m
xor m
end out
i > m
m > a
a > g
g > out : ok = "never"
g > m
end
boundary stop on=inside message=stop
end e
end f
s > inside
inside > e
stop > f
"""
RACING = """
process main
start s
and f
user a who=x form=d
user b who=x
xor g default=g_k
user c who=x
xor k
and j
end e
s > f
f > a
f > b
a > j
b > g
g > c : d = "a"
g > k
c > k
k > j
j > e
"""


def test_process_that_only_a_withdrawal_ends_is_told() -> None:
    assert "only_by_event" in explored(ONLY_WITHDRAWN, forms=FORMS).kinds


def test_branch_that_decides_by_what_another_writes_meanwhile_is_told() -> None:
    found = explored(RACING, forms=FORMS)
    races = [fault for fault in found.faults if fault.kind == "race"]
    assert [
        (fault.names, [found.graph.net.nodes[n].id for n in fault.nodes]) for fault in races
    ] == [(("d",), ["a", "b"])]


@pytest.mark.parametrize("name", [name for name, known in KNOWN.items() if known.kinds])
def test_every_fault_is_said_in_words(name: str) -> None:
    sources = Sources("main", definitions(KNOWN[name].drawn), FORMS, topics=silent("work"))
    verified = verify_process(sources)
    assert verified.is_complete
    for found in verified.found:
        assert found.finding.rule.startswith("verify-")
        assert found.finding.rule != "verify-disagrees"
        assert found.finding.message
        assert found.finding.repair
        for step in found.route:
            assert step.sentence
    shown = [found for found in verified.found if found.route]
    assert shown or KNOWN[name].kinds <= {"dead", "nobody", "unwritten", "dead_flow"}


def test_fault_that_rests_on_a_guess_is_a_warning() -> None:
    known = KNOWN["two numbers and a trap behind them"]
    (found,) = verify_process(Sources("main", definitions(known.drawn), FORMS)).found
    assert found.undecided
    assert found.finding.severity is Severity.WARNING
    assert "giả sử «x > y»" in found.finding.message


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (Limits(states=3), "giới hạn"),
        (Limits(seconds=0.0), "hết thời gian"),
        (Limits(cancelled=lambda: True), "bị dừng"),
    ],
)
def test_exploration_that_was_cut_off_says_so(limits: Limits, why: str) -> None:
    forks = "\n".join(f"user t{n} who=x\nf > t{n}\nt{n} > j" for n in range(6))
    drawn = f"process main\nstart s\nand f\nand j\nend e\ns > f\n{forks}\nj > e"
    verified = verify_process(Sources("main", definitions(drawn)), limits)
    assert not verified.is_complete
    assert [found.finding.rule for found in verified.found] == ["verify-limit"]
    assert why in verified.found[0].finding.message


def test_step_of_too_many_ways_is_cut_off_and_says_so() -> None:
    """Fourteen forks in one step, each free of the others: more ways than can be walked."""
    forks = "".join(
        f"""
        xor f{n} default=f{n}_m{n}
        xor k{n}
        xor m{n}
        f{n} > k{n} : x{n} > y{n}
        k{n} > m{n}
        f{n} > m{n}
        m{n} > {f"f{n + 1}" if n < 13 else "e"}
        """
        for n in range(14)
    )
    drawn = f"process main\nstart s\nuser a who=x\nend e\n{forks}\ns > a\na > f0"
    assert explored(drawn, is_foreign=True).graph.cut == "states"


def test_progress_is_told_while_exploring() -> None:
    told: list[int] = []
    verify_process(
        Sources("main", definitions(KNOWN["rework until it is right"].drawn), FORMS),
        Limits(progress=told.append),
    )
    assert told
