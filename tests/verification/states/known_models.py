"""Small models, sound and unsound in known ways, with what the verifier must say of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.forms import Form, FormRule


@dataclass(frozen=True)
class Known:
    """A drawing in the short form and the kinds of faults it has; `undecided` rest on guesses."""

    drawn: str
    kinds: frozenset[str] = frozenset()
    undecided: frozenset[str] = frozenset()


def form(name: str, *components: dict[str, Any], rules: tuple[str, ...] = ()) -> Form:
    """Return a form with these components, its facts those of the activation."""
    made = tuple(FormRule(f"r{n}", text, "sai", "x") for n, text in enumerate(rules))
    return Form(name, name, {"id": name, "components": list(components)}, "activation", made)


def choice(key: str, *values: Any, required: bool = True) -> dict[str, Any]:
    """Return a field of which one value is chosen."""
    options = [{"value": value, "label": f"{value}"} for value in values]
    return _field("radio", key, required, values=options)


def _field(kind: str, key: str, required: bool, **further: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "id": key,
        "key": key,
        "label": key,
        "validate": {"required": required, **further.pop("limits", {})},
        **further,
    }


def number(key: str, low: int | None = None, high: int | None = None) -> dict[str, Any]:
    """Return a required number field."""
    limits = {"min": low, "max": high}
    found = {name: value for name, value in limits.items() if value is not None}
    return _field("number", key, True, limits=found)


FORMS: Mapping[str, Form] = {
    made.id: made
    for made in (
        form("d", choice("d", "a", "b")),
        form("ok", choice("ok", True, False)),
        form("n", number("n", 0, 100)),
        form("xy", number("x"), number("y")),
        form("t", _field("textfield", "t", True)),
    )
}

KNOWN: Mapping[str, Known] = {
    "rework until it is right": Known("""
        process main
        start s
        user a who=x form=ok
        xor g default=g_a
        end e
        s > a
        a > g
        g > e : ok = true
        g > a
    """),
    "a choice gathers parallel branches": Known(
        """
        process main
        start s
        and f
        user a who=x
        user b who=x
        xor j
        user c who=x
        end e
        s > f
        f > a
        f > b
        a > j
        b > j
        j > c
        c > e
        """,
        frozenset({"unsafe", "ended_twice"}),
    ),
    "a join waits for a branch not chosen": Known(
        """
        process main
        start s
        user q who=x form=d
        xor g default=g_b
        user a who=x
        user b who=x
        and j
        end e
        s > q
        q > g
        g > a : d = "a"
        g > b
        a > j
        b > j
        j > e
        """,
        frozenset({"deadlock"}),
    ),
    "two tasks without an exit": Known(
        """
        process main
        start s
        user a who=x form=d
        xor g default=g_e
        user b who=x form=ok
        user c who=x
        xor m default=m_c
        xor out
        end e
        s > a
        a > g
        g > b : d = "a"
        g > e
        b > m
        m > out : ok = "never"
        m > c
        c > m
        out > e
        """,
        frozenset({"no_completion"}),
    ),
    "automatic work for ever": Known(
        """
        process main
        start s
        user a who=x form=d
        service t topic=work
        xor g default=g_e
        end e
        s > a
        a > t
        t > g
        g > t : d = "a"
        g > e
        """,
        frozenset({"endless"}),
    ),
    "a choice without default leaves a gap": Known(
        """
        process main
        start s
        user a who=x form=d
        xor g
        end e
        end f
        s > a
        a > g
        g > e : d = "a"
        g > f : d = "c"
        """,
        frozenset({"nobranch"}),
    ),
    "a value that no option has": Known(
        """
        process main
        start s
        user a who=x form=d
        xor g default=g_e
        user b who=x
        end e
        s > a
        a > g
        g > b : d = "z"
        g > e
        b > e
        """,
        frozenset({"dead"}),
    ),
    "a number that another branch takes first": Known(
        """
        process main
        start s
        user a who=x form=n
        xor g default=g_e
        user b who=x
        user c who=x
        end e
        s > a
        a > g
        g > b : n >= 50
        g > c : n > 80
        g > e
        b > e
        c > e
        """,
        frozenset({"dead"}),
    ),
    "a number beyond what the form allows": Known(
        """
        process main
        start s
        user a who=x form=n
        xor g default=g_e
        user b who=x
        end e
        s > a
        a > g
        g > b : n > 100
        g > e
        b > e
        """,
        frozenset({"dead"}),
    ),
    "a fork inside a loop": Known(
        """
        process main
        start s
        and f
        user a who=x form=ok
        user b who=x
        xor g default=g_j
        xor m
        and j
        end e
        s > m
        m > f
        f > a
        a > g
        g > m : ok = false
        g > j
        f > b
        b > j
        j > e
        """,
        frozenset({"unsafe", "deadlock"}),
    ),
    "a task without a role": Known(
        """
        process main
        start s
        user a
        end e
        s > a
        a > e
        """,
        frozenset({"nobody"}),
    ),
    "a timer that another always beats": Known(
        """
        process main
        start s
        user a who=x
        boundary soon on=a timeDuration=P10D
        boundary late on=a timeDuration=P30D
        user b who=x
        end e
        end f
        end h
        s > a
        a > e
        soon > f
        late > b
        b > h
        """,
        frozenset({"dead"}),
    ),
    "an escalation that nobody catches": Known(
        """
        process main
        start s
        call c process=inner
        end e
        s > c
        c > e
        process inner
        start is
        user q who=x
        end ie escalation=X
        is > q
        q > ie
        """,
        frozenset({"uncaught"}),
    ),
    "a fact that nobody writes": Known(
        """
        process main
        start s
        user a who=x
        xor g default=g_e
        user b who=x
        end e
        s > a
        a > g
        g > b : nowhere = "x"
        g > e
        b > e
        """,
        frozenset({"unwritten", "dead"}),
    ),
    "a join that a reminder feeds": Known(
        """
        process main
        start s
        user a who=x
        boundary soon on=a timeDuration=P10D interrupting=false
        user r who=x
        and j
        end e
        s > a
        a > j
        soon > r
        r > j
        j > e
        """,
        frozenset({"deadlock"}),
    ),
    "two numbers of one form": Known("""
        process main
        start s
        user a who=x form=xy
        xor g default=g_e
        user b who=x
        end e
        s > a
        a > g
        g > b : x > y
        g > e
        b > e
    """),
    "two numbers and a trap behind them": Known(
        """
        process main
        start s
        user a who=x form=xy
        xor g default=g_e
        xor h
        end e
        end f
        s > a
        a > g
        g > h : x > y
        g > e
        h > e : x = 1000
        h > f : x = 2000
        """,
        undecided=frozenset({"nobranch"}),
    ),
    "an end that both branches reach": Known(
        """
        process main
        start s
        user a who=x
        and f
        service p topic=work
        user q who=x
        xor m
        service z topic=work
        end e
        s > a
        a > f
        f > p
        f > q
        p > m
        q > m
        m > z
        z > e
        """,
        frozenset({"ended_twice"}),
    ),
}
