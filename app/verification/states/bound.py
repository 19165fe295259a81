"""Expressions bound to variables: what they read, what has to be assumed, their value.

The text is the diagram's own, evaluated by the product's FEEL: facts are replaced by slots, parts
that nobody can enumerate by assumptions. Values are kept for each combination that was asked.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from app.errors import FeelError
from app.feel import Atom, atoms_of, evaluate, names_of
from app.verification.states.evaluating import BROKEN, MOMENT, shown
from app.verification.states.facts import ASSUMED, CLOCK, Facts, Key
from app.verification.states.graph import Value
from app.verification.states.moments import Comparison, comparison_of

OTHER = "(khác)"
_OF_THE_MOMENT = frozenset({"now", "today", "working days"})


class Variables:
    """The facts that matter, numbered, with what each is compared with."""

    def __init__(self) -> None:
        self.index: dict[Key, int] = {}
        self.keys: list[Key] = []
        self.literals: list[set[Value]] = []
        self.counted: list[bool] = []
        # every comparison made with a fact, as a text over x0; exact where its value itself is used
        self.tests: list[set[str]] = []
        self.exact: list[bool] = []
        # assumption → the keys whose writing ends it
        self.rests_on: dict[int, frozenset[Key]] = {}

    def need(self, key: Key) -> int:
        """Return the number of a fact, following it from now on."""
        found = self.index.get(key)
        if found is None:
            found = self.index[key] = len(self.keys)
            self.keys.append(key)
            self.literals.append(set())
            self.counted.append(False)
            self.tests.append(set())
            self.exact.append(False)
        return found


Local = Callable[[Atom], int | None]


@dataclass
class Bound:
    """One bound expression. `reads` are variable numbers (negative ones: fields of a form, -1 …).

    `assumed` are variables that hold an assumption, `free` texts assumed anew at each reading.
    """

    text: str
    source: str
    reads: tuple[int, ...]
    assumed: tuple[int, ...]
    free: tuple[str, ...]
    known: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    @property
    def open(self) -> int:
        """How many assumptions it may need."""
        return len(self.assumed) + len(self.free)

    def value(self, given: tuple[Value, ...], truths: tuple[bool, ...] = ()) -> Any:
        """Return the value for the values of `reads` and the truths of `assumed` and `free`."""
        key = (given, truths)
        if key not in self.known:
            self.known[key] = self._evaluate(given, truths)
        return self.known[key]

    def _evaluate(self, given: tuple[Value, ...], truths: tuple[bool, ...]) -> Any:
        slots: dict[str, Any] = {f"x{n}": shown(v) for n, v in enumerate(given)}
        count = len(self.assumed)
        slots.update({f"p{n}": truth for n, truth in enumerate(truths[:count])})
        slots.update({f"q{n}": truth for n, truth in enumerate(truths[count:])})
        try:
            return evaluate(self.text, slots.get, MOMENT)
        except FeelError:
            return BROKEN


class Binder:
    """Binds texts of scopes, numbering what they read."""

    def __init__(self, facts: Facts, variables: Variables) -> None:
        self.facts = facts
        self.variables = variables
        # facts whose value is known once and for all: constant inputs, what nobody writes
        self.fixed: dict[Key, Value] = {}
        self.is_empty: Callable[[Key], bool] = lambda _key: False

    def bind(
        self,
        text: str,
        scope: int,
        *,
        local: Local | None = None,
        follow: Callable[[Key], bool] | None = None,
        use: str = "truth",
    ) -> Bound:
        """Bind a text; `local` finds fields of a form, `follow` says which facts to number.

        With `local`, whatever is not followed is assumed anew each time. A local number is
        negative, or 0 for a field that nobody enumerates. `use` says what a bare fact is used for:
        ``truth``, ``exact`` (its very value), ``count`` (its length) or ``copy``. Raises FeelError.
        """
        bare, atoms = atoms_of(text)
        parts = _Parts()
        # compared with more than nothing somewhere in the text: then `= null` is a question too
        real = {atom.path for atom in atoms if _is_real(atom)}
        for atom in atoms:
            atom = replace(atom, use=use) if atom.use == "value" else atom
            number = local(atom) if local else None
            key = None
            timed = None if number is not None else self._timed(atom, scope, local, follow)
            if timed is not None:
                parts.keep(bare[parts.end : atom.start], atom.end)
                self._place_clock(*timed, parts)
                continue
            if number is None and atom.kind != "opaque":
                key = self.facts.read(atom.path, scope)
            if key is not None and follow is not None and key not in self.fixed:
                # A form is given more facts than are written: its register knows them.
                key = key if atom.path in real and follow(key) else None
            if not number and key is None:
                # Nobody knows the fact: the whole comparison is assumed.
                parts.keep(
                    bare[parts.end : atom.start - len(atom.before)], atom.end + len(atom.after)
                )
                self._assume(f"{atom.before}{atom.path}{atom.after}", parts, scope, local)
                continue
            parts.keep(bare[parts.end : atom.start], atom.end)
            self._place(atom, key, number, parts)
        parts.keep(bare[parts.end :], len(bare))
        if not atoms and names_of(text).is_value:
            parts.out = [f'"{bare}"']
        return parts.bound(bare)

    def _place(self, atom: Atom, key: Key | None, number: int | None, parts: _Parts) -> None:
        if number or key is None:
            parts.read(number or 0)
        elif key in self.fixed:
            parts.out.append(json.dumps(self.fixed[key], ensure_ascii=False))
        elif self.is_empty(key):
            parts.out.append("null")
        else:
            self.note(key, atom)
            parts.read(self.variables.need(key))

    def note(self, key: Key, atom: Atom) -> None:
        """Remember what a fact is compared with."""
        number = self.variables.need(key)
        variables = self.variables
        literals = (True, False) if atom.use == "truth" else atom.literals
        variables.literals[number].update(one for one in literals if one is not None)
        variables.counted[number] = variables.counted[number] or "count" in (atom.kind, atom.use)
        variables.exact[number] = variables.exact[number] or atom.use == "exact"
        if atom.use == "compared":
            variables.tests[number].add(f"{atom.before}x0{atom.after}")
        elif atom.use in _TESTS:
            variables.tests[number].add(_TESTS[atom.use])

    def is_timed(self, atom: Atom, scope: int) -> bool:
        """Tell whether a part compares the present with a moment whose passing is followed."""
        return self._timed(atom, scope, None, None) is not None

    def _timed(
        self, atom: Atom, scope: int, local: Local | None, follow: Callable[[Key], bool] | None
    ) -> tuple[Key, Comparison] | None:
        """Return the fact that a comparison with the present counts from, and the comparison.

        Where facts are only followed that matter anyway (forms), so are moments.
        """
        found = comparison_of(atom.path) if atom.kind == "opaque" else None
        if found is None:
            return None
        start = found.moment.start
        if local is not None and local(replace(atom, kind="fact", path=start)) is not None:
            return None
        key = self.facts.start_of(start, scope)
        if key is None or key in self.fixed or self.is_empty(key):
            return None
        if follow is not None and clock_of(key) not in self.variables.index:
            return None
        return key, found

    def _place_clock(self, start: Key, found: Comparison, parts: _Parts) -> None:
        number = self.clock(start)
        self.variables.literals[number].add(found.moment.mark)
        at = parts.slot(number)
        passed = f"(if {at} = null then false else {at} >= {found.moment.mark})"
        parts.out.append(f"not({passed})" if found.before else passed)

    def clock(self, start: Key) -> int:
        """Return the variable that says how far the days after a fact have passed."""
        number = self.variables.need(clock_of(start))
        self.variables.exact[number] = True
        self.variables.rests_on[number] = frozenset({start})
        return number

    def _assume(self, text: str, parts: _Parts, scope: int, local: Local | None) -> None:
        names = names_of(text)
        keys = {name: self.facts.read(name, scope) for name in names.names | names.maybe}
        moving = names.functions & _OF_THE_MOMENT or None in keys.values() or not keys
        if local is not None or moving:
            parts.assume_anew(text)
            return
        key: Key = (f"{ASSUMED}:{self.facts.activation[scope]}", names.text)
        number = self.variables.need(key)
        self.variables.rests_on[number] = frozenset(k for k in keys.values() if k is not None)
        parts.assume(number)


def clock_of(start: Key) -> Key:
    """Return the key under which it is kept how far the days after a fact have passed."""
    return (f"{CLOCK}{start[0]}", start[1])


# What a use that is no comparison can tell of a value.
_TESTS = {
    "truth": "x0",
    "count": "if x0 = null then 0 else if count(x0) > 1 then 2 else count(x0)",
}


def _is_real(atom: Atom) -> bool:
    """Tell whether a form compares a fact with more than nothing; counters are not followed."""
    return any(one not in (None, "") for one in atom.literals) or atom.use == "truth"


@dataclass
class _Parts:
    """The text being put together."""

    out: list[str] = field(default_factory=list)
    end: int = 0
    reads: list[int] = field(default_factory=list)
    assumed: list[int] = field(default_factory=list)
    free: list[str] = field(default_factory=list)

    def keep(self, text: str, end: int) -> None:
        self.out.append(text)
        self.end = end

    def read(self, number: int) -> None:
        self.out.append(self.slot(number))

    def slot(self, number: int) -> str:
        if number not in self.reads:
            self.reads.append(number)
        return f"x{self.reads.index(number)}"

    def assume(self, number: int) -> None:
        if number not in self.assumed:
            self.assumed.append(number)
        self.out.append(f"p{self.assumed.index(number)}")

    def assume_anew(self, text: str) -> None:
        if text not in self.free:
            self.free.append(text)
        self.out.append(f"q{self.free.index(text)}")

    def bound(self, source: str) -> Bound:
        return Bound(
            "".join(self.out), source, tuple(self.reads), tuple(self.assumed), tuple(self.free)
        )
