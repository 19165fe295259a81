"""The engine as judge: it confirms what it does, and names what it does otherwise."""

from __future__ import annotations

from app.verification.states.graph import MoveKind
from app.verification.states.replay import replay
from tests.verification.states.known_models import FORMS, KNOWN
from tests.verification.states.walking import explored, silent

LISTENING = """
process main
start s
user a who=x
boundary late on=a timeDuration=P3D
boundary stop on=a message=stop
boundary beat on=a timeCycle=R2/P1D interrupting=false
end e
end f
end h
end k side
s > a
a > e
late > f
stop > h
beat > k
"""


def test_path_that_the_engine_does_not_go_is_named() -> None:
    """The net of another drawing: its second task is not the engine's."""
    right = explored(KNOWN["rework until it is right"].drawn, forms=FORMS)
    other = explored(KNOWN["rework until it is right"].drawn, forms=FORMS)
    for node in other.model.net.nodes:
        node.listens_at = "elsewhere" if node.id == "a" else node.listens_at
    told = replay(right.program, other.model, other.graph, other.graph.path_to(1))
    assert not told.confirmed
    assert "elsewhere" in told.difference


def test_moments_and_messages_are_played_in_the_order_of_the_path() -> None:
    found = explored(LISTENING)
    assert {edge.move.kind for _source, edge in found.graph.steps()} == set(MoveKind)
    for state in range(len(found.graph.markings)):
        path = found.graph.path_to(state)
        assert replay(found.program, found.model, found.graph, path).confirmed


def test_timer_that_fires_twice_fires_twice() -> None:
    found = explored(LISTENING)
    nodes = found.graph.net.nodes
    paths = [found.graph.path_to(state) for state in range(len(found.graph.markings))]
    beats = [sum(nodes[edge.move.node].id == "beat" for edge in path) for path in paths]
    assert max(beats) == 2


def test_call_led_back_to_by_what_cancelled_it_is_played_again() -> None:
    found = explored(
        """
        process main
        start s
        call c process=inner
        boundary up on=c escalation=X
        service push topic=work
        end e
        s > c
        c > e
        up > push
        push > c
        process inner
        start is
        call deep process=innermost
        user a who=x form=d
        xor g default=g_ie
        end ix escalation=X
        end ie
        is > deep
        deep > a
        a > g
        g > ix : d = "a"
        g > ie
        process innermost
        start ds
        user q who=x
        end de
        ds > q
        q > de
        """,
        forms=FORMS,
        topics=silent("work"),
    )
    for source, edge in found.graph.steps():
        path = [*(found.graph.path_to(source) if source >= 0 else []), edge]
        told = replay(found.program, found.model, found.graph, path)
        assert told.confirmed, told.difference
