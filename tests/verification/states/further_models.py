"""Small models of messages with conditions, repeated work and event sub-processes, as judged."""

from __future__ import annotations

from collections.abc import Mapping

from tests.verification.states.known_models import Known

FURTHER: Mapping[str, Known] = {
    "a message that is heard before anybody answers": Known("""
        process main
        start s
        sub inside
        start i
        user a who=x form=d
        user b who=x
        end o
        i > a
        a > b
        b > o
        end
        boundary stop on=inside message=stop accept='d = null'
        end e
        end f
        s > inside
        inside > e
        stop > f
    """),
    "a message that is never heard": Known(
        """
        process main
        start s
        user a who=x form=d
        user b who=x
        boundary stop on=b message=stop accept='d = null'
        end e
        end f
        s > a
        a > b
        b > e
        stop > f
        """,
        frozenset({"dead"}),
    ),
}
