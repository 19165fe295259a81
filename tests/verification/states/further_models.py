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
    "the first of many answers is enough": Known("""
        process main
        start s
        user q who=x form=d
        user a who=x form=ok times=2 until='nrOfCompletedInstances >= 1'
        user b who=x
        end e
        s > q
        q > a
        a > b
        b > e
    """),
    "one after another until somebody objects": Known(
        """
        process main
        start s
        user q who=x
        user a who=x form=ok times=2 sequential until='ok = false'
        xor g default=g_b
        user b who=x
        user c who=x
        end e
        s > q
        q > a
        a > g
        g > c : ok = "never"
        g > b
        b > e
        c > e
        """,
        frozenset({"dead"}),
    ),
    "a loop of at most three rounds": Known("""
        process main
        start s
        user q who=x
        user a who=x form=ok most=3 again='ok = false'
        user b who=x
        end e
        s > q
        q > a
        a > b
        b > e
    """),
    "a loop that counts its rounds": Known("""
        process main
        start s
        user q who=x
        user a who=x most=4 before again='loopCounter < 2'
        user b who=x
        end e
        s > q
        q > a
        a > b
        b > e
    """),
    "a loop of more rounds than are counted": Known("""
        process main
        start s
        user q who=x
        user a who=x form=ok most=40 again='ok = false'
        end e
        s > q
        q > a
        a > e
    """),
    "a note that is heard beside the work": Known("""
        process main
        start s
        user a who=x
        end e
        s > a
        a > e
        handler h
        start hs timeDuration=P3D interrupting=false
        user r who=x
        end he side
        hs > r
        r > he
        end
    """),
    "a note that is heard again and again": Known(
        """
        process main
        start s
        user a who=x
        end e
        s > a
        a > e
        handler h
        start hs message=remark interrupting=false
        user r who=x
        end he side
        hs > r
        r > he
        end
        """,
        frozenset({"twice"}),
    ),
}
