"""A net with its data: which facts matter, who writes them, what each node reads.

Backward slice: a fact matters when a condition, a count, a watch reads it, or when something that
matters is computed from it. Everything else is not enumerated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.facts import CASE, FACT_SCOPES, PASS
from app.engine.net import Kind, Net, NetExit, NetNode
from app.errors import FeelError
from app.feel import atoms_of
from app.task_forms.declared import ALSO_WRITTEN
from app.topics.outputs import OPENS_PASS
from app.verification.states import values
from app.verification.states.answers import FormAnswers
from app.verification.states.bound import Binder, Bound, Variables
from app.verification.states.classes import Classes
from app.verification.states.clocks import Clocks
from app.verification.states.facts import ENDED, GIVEN, Facts, Key
from app.verification.states.graph import Value, Watch
from app.verification.states.papers import papers_of
from app.verification.states.results import Results
from app.verification.states.rounds import LoopTexts, loop_texts
from app.verification.states.sources import Sources


class Model:
    """Everything that moves, liveness and replay ask about a net and its facts."""

    def __init__(self, net: Net, sources: Sources, watches: Sequence[Watch] = ()) -> None:
        self.net = net
        self.sources = sources
        self.facts = Facts(net, sources)
        self.variables = Variables()
        self.binder = Binder(self.facts, self.variables)
        self.conditions: dict[int, tuple[tuple[NetExit, Bound], ...]] = {}
        # when a message is heard, where that is written
        self.accepts: dict[int, Bound] = {}
        self.loops: dict[int, LoopTexts] = {}
        self.inputs: dict[int, dict[int, Bound | None]] = {}
        self.outputs: dict[int, dict[int, int]] = {}
        self.forms: dict[int, FormAnswers] = {}
        self.works: dict[int, Results] = {}
        self.watched: dict[int, tuple[tuple[Watch, Bound], ...]] = {}
        self._copies: list[tuple[int, int]] = []
        self._writers()
        self.written = self._all_written()
        self._fix_constants()
        self.binder.is_empty = self._is_empty
        self._bind_structure()
        self.papers = papers_of(self)
        self._bind_watches(watches)
        self._close_over()
        self._settle()

    # --- who writes

    def _writers(self) -> None:
        sources = self.sources
        for node in self.net.nodes:
            form = sources.forms.get(node.element.extensions.form_ref)
            if node.kind is Kind.PERSON and form is not None:
                self.forms[node.index] = FormAnswers(node, form, self.binder, self.follows)
            topic = sources.topics.get(node.element.extensions.topic)
            table = sources.tables.get(node.element.extensions.decision_ref)
            writes = topic or table or (node.kind is Kind.PERSON and node.id in ALSO_WRITTEN)
            if writes and node.kind in (Kind.WORK, Kind.PERSON):
                self.works[node.index] = Results(node, self.binder, topic, table)

    def written_by(self, node: NetNode) -> set[Key]:
        """Return everything that a node writes itself, also what does not matter."""
        found: set[Key] = set()
        if node.index in self.forms:
            found.update(self.forms[node.index].keys())
        if node.index in self.works:
            found.update(self.works[node.index].keys.values())
        if node.kind is Kind.INSIDE and node.inner >= 0:
            extensions = node.element.extensions
            found.update(self.facts.written(o.target, node.scope) for o in extensions.outputs)
            if self.net.scopes[node.inner].kind == "call":
                found.update((node.inner, entry.target) for entry in extensions.inputs)
        return found

    def _all_written(self) -> frozenset[Key]:
        return frozenset(key for node in self.net.nodes for key in self.written_by(node))

    def follows(self, key: Key) -> bool:
        """Tell whether forms and topics that read a fact make it matter: somebody writes it."""
        sheet, name = key
        if sheet == GIVEN:
            # What a profile sets is the same for the whole case: it matters where a gateway asks.
            return key in self.variables.index
        return key in self.written or name in FACT_SCOPES

    def asked_by_table(self, node: NetNode) -> Callable[[Key], bool]:
        """Tell of which facts a table knows what they are.

        What another process writes it takes as it comes, unless something else follows the fact:
        else a fact of the whole case would be kept for one table (states would be five times more).
        """
        near = {
            key
            for other in self.net.nodes
            if other.process_id == node.process_id and other.kind is not Kind.INSIDE
            for key in self.written_by(other)
        }

        def is_known(key: Key) -> bool:
            if key in self.variables.index or key in near:
                return True
            return key not in self.written and self.follows(key)

        return is_known

    def _is_empty(self, key: Key) -> bool:
        """Tell whether a fact of a call's own sheet is written by nobody."""
        own = isinstance(key[0], int) and key[0] > 0
        return own and key not in self.written and not self.sources.is_foreign

    def _fix_constants(self) -> None:
        """Fold inputs that are written as constants: one value for each call site."""
        others = [
            key
            for node in self.net.nodes
            for key in (self.written_by(node) if node.kind is not Kind.INSIDE else ())
        ]
        for node in self._calls():
            for entry in node.element.extensions.inputs:
                key: Key = (node.inner, entry.target)
                if key not in others and not atoms_of(entry.expression)[1]:
                    bound = self.binder.bind(entry.expression, node.scope)
                    self.binder.fixed[key] = bound.value(())

    def _calls(self) -> list[NetNode]:
        scopes = self.net.scopes
        return [
            n for n in self.net.nodes if n.kind is Kind.INSIDE and scopes[n.inner].kind == "call"
        ]

    # --- what is read

    def _bind_structure(self) -> None:
        for node in self.net.nodes:
            ways = [w for w in node.exits if w.condition and w.flow_id != node.default]
            if ways:
                self.conditions[node.index] = tuple(
                    (way, self.binder.bind(way.condition or "", node.scope)) for way in ways
                )
            if node.event is not None and node.event.accept:
                self.accepts[node.index] = self.binder.bind(node.event.accept, node.scope)
            if node.kind is Kind.LOOP and node.loop is not None:
                self.loops[node.index] = loop_texts(node, self.binder)

    def _bind_watches(self, watches: Sequence[Watch]) -> None:
        for node in self.net.nodes:
            asked = [w for w in watches if self._is_asked(w, node)]
            if asked:
                self.watched[node.index] = tuple((w, self._watch(w, node)) for w in asked)

    def _watch(self, watch: Watch, node: NetNode) -> Bound:
        # What is written inside a call is looked at from inside it, a paper from the whole case.
        return self.binder.bind(watch.expression, node.scope if watch.node_id else 0)

    def _is_asked(self, watch: Watch, node: NetNode) -> bool:
        if not watch.node_id:
            return node.index in self.papers.issued or node.index in self.papers.released
        return watch.node_id == node.id and _fits(watch, node)

    # --- what follows from what matters

    def _close_over(self) -> None:
        before = -1
        while before != len(self.variables.keys):
            before = len(self.variables.keys)
            for form in self.forms.values():
                form.relate()
            for index, work in self.works.items():
                asked = self.asked_by_table(self.net.nodes[index]) if work.has_table else None
                work.relate(self.follows, asked)
            for node in self._calls():
                self._relate_call(node)

    def _relate_call(self, node: NetNode) -> None:
        index, inner = self.variables.index, node.inner
        inputs = self.inputs.setdefault(node.index, {})
        for entry in node.element.extensions.inputs:
            number = index.get((inner, entry.target))
            if number is not None and number not in inputs:
                inputs[number] = self._input(entry.expression, node, number)
        outputs = self.outputs.setdefault(node.index, {})
        for out in node.element.extensions.outputs:
            target = index.get(self.facts.written(out.target, node.scope))
            if target is not None and target not in outputs:
                ended: Key = (f"{ENDED}:{inner}", "outcome")
                source = ended if out.source == "outcome" else self.facts.plain(out.source, inner)
                outputs[target] = self.variables.need(source)
                self._copies.append((outputs[target], target))

    def _input(self, text: str, node: NetNode, number: int) -> Bound | None:
        """Bind an input; None when nobody can say what it will be."""
        try:
            bare, atoms = atoms_of(text)
            if any(atom.kind == "opaque" for atom in atoms):
                return None
            is_copy = len(atoms) == 1 and atoms[0].path == bare
            bound = self.binder.bind(text, node.scope, use="copy" if is_copy else "exact")
        except FeelError:
            return None
        if is_copy:
            self._copies += [(source, number) for source in bound.reads]
        return None if bound.free else bound

    def _settle(self) -> None:
        for _ in self._copies:
            for source, target in self._copies:
                self.variables.literals[source] |= self.variables.literals[target]
        self.classes = Classes(self.variables, self._copies)
        for form in self.forms.values():
            form.settle(self.classes)
        for work in self.works.values():
            work.settle(self.classes)
        self.forgets = self._forgotten() if self.sources.is_foreign else ()
        self.opens_pass = {
            node.index for node in self.net.nodes if node.element.extensions.topic in OPENS_PASS
        }
        index = self.variables.index
        self.of_pass = tuple(n for key, n in index.items() if key[0] == PASS)
        self.of_call = {
            node.index: tuple(n for key, n in index.items() if key[0] in _of(node.inner))
            for node in self._calls()
        }
        self.ended = {
            scope.index: index.get((f"{ENDED}:{scope.index}", "outcome"), -1)
            for scope in self.net.scopes
        }
        self.ends_assumptions = {
            node.index: tuple(self._assumptions_ended(node)) for node in self.net.nodes
        }
        self.clocks = Clocks(self)

    def _forgotten(self) -> tuple[int, ...]:
        """Return the facts that nobody is known to write: work that is not known may."""
        return tuple(
            number
            for key, number in self.variables.index.items()
            if (key[0] in (CASE, PASS) or isinstance(key[0], int)) and key not in self.written
        )

    def is_unknown(self, node: NetNode) -> bool:
        """Tell whether nobody says what the work on a node writes."""
        works = node.kind is Kind.PERSON or (
            node.kind is Kind.WORK and node.element.tag != "sendTask"
        )
        return works and node.index not in self.forms and node.index not in self.works

    def _assumptions_ended(self, node: NetNode) -> list[int]:
        written = self.written_by(node)
        rests = self.variables.rests_on.items()
        if node.index in self.opens_pass:
            written |= {key for key in self.variables.keys if key[0] == PASS}
            written |= {key for _number, keys in rests for key in keys if key[0] == PASS}
        inside = node.inner if node.index in self.of_call else None
        return [
            number
            for number, keys in rests
            if keys & written or (inside is not None and any(k[0] == inside for k in keys))
        ]

    def given(self, number: int) -> tuple[Value, ...]:
        """Return what a fact given from outside may be: also nothing, unless a profile sets it."""
        found = values.general(self.variables, number)
        if self.variables.keys[number][0] != GIVEN and None not in found:
            found = (*found, None)
        return self.classes.distinct(number, found)

    def value(self, held: Sequence[Value], key: Key) -> Value:
        """Return the value of a fact among those of all variables; None where not followed."""
        number = self.variables.index.get(key)
        return None if number is None else held[number]


def _fits(watch: Watch, node: NetNode) -> bool:
    return not watch.path or node.path[-len(watch.path) :] == watch.path


def _of(scope: int) -> tuple[int | str, str]:
    """Return the sheets that a new activation begins with empty."""
    return (scope, f"{ENDED}:{scope}")
