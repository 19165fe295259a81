"""Which fact a name means where: the sheet it is kept on, as the register reads it at run time.

Rules of `app/register/facts.py`: a name that a process declares, or the register knows, lives in
its scope; any other is looked for in the activation, then the pass, then the case.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.facts import ACTIVATION, CASE, CONTEXTS, FACT_SCOPES, PASS
from app.engine.net import Net, NetNode, NetScope
from app.verification.states.sources import Sources

Key = tuple[str | int, str]
"""Sheet and name; the sheet is ``case``, ``pass``, ``given`` or the index of an activation."""

GIVEN, ENDED, ASSUMED, HELD = "given", "ended", "assumed", "held"
# How far the days after a fact have passed; what is kept is the last moment known to be over.
CLOCK = "clock:"
# Facts of the running moment, which change by themselves and cannot be followed.
_MOVING = frozenset({"clock", "case"})


class Facts:
    """Names → keys, for every scope of a net."""

    def __init__(self, net: Net, sources: Sources) -> None:
        self._net = net
        self._own = sources.own
        self.activation = [self._activation(scope) for scope in net.scopes]
        self._inputs = {
            scope.index: {m.target for m in self.owner_of(scope).element.extensions.inputs}
            for scope in net.scopes
            if scope.kind == "call"
        }
        self._kept: dict[str, str] = {}
        for names in sources.own.values():
            for name, scope_name in names.items():
                if scope_name != ACTIVATION:
                    self._kept.setdefault(name, scope_name)

    def owner_of(self, scope: NetScope) -> NetNode:
        """Return the node whose token opened a scope."""
        return self._net.nodes[scope.owner]

    def _activation(self, scope: NetScope) -> int:
        while scope.kind not in ("root", "call"):
            scope = self._net.scopes[scope.parent]
        return scope.index

    def read(self, path: str, scope: int) -> Key | None:
        """Return the key that a name or dotted path reads, or None where nobody can follow it."""
        root = path.partition(".")[0]
        if root in CONTEXTS:
            return None if root in _MOVING else (GIVEN, path)
        if root != path or self.is_element(root, scope):
            return None
        return self.plain(root, scope)

    def start_of(self, name: str, scope: int) -> Key | None:
        """Return the key of the fact that days are counted from, None where nobody can follow it.

        The clock is the pass's: it begins anew with it.
        """
        if name.partition(".")[0] == "clock":
            return (PASS, name)
        found = self.read(name, scope)
        return None if found is None or found[0] == GIVEN else found

    def plain(self, name: str, scope: int) -> Key:
        """Return the key of a plain fact as a scope sees it."""
        activation = self.activation[scope]
        process = self._net.scopes[activation].process_id
        where = self._own.get(process, {}).get(name) or FACT_SCOPES.get(name, "")
        if not where and name not in self._inputs.get(activation, ()):
            where = self._kept.get(name, "")
        return self.sheet(where or ACTIVATION, name, scope)

    def sheet(self, where: str, name: str, scope: int) -> Key:
        """Return the key of a name on the sheet of a scope (case, pass or activation)."""
        return (where, name) if where in (CASE, PASS) else (self.activation[scope], name)

    def written(self, name: str, scope: int) -> Key:
        """Return the key under which topics, tables and call outputs write a name."""
        return self.sheet(FACT_SCOPES.get(name, ACTIVATION), name, scope)

    def is_element(self, name: str, scope: int) -> bool:
        """Tell whether a name is the element of a loop around, which stands for any of them."""
        at = self._net.scopes[scope]
        while at.index != self.activation[scope]:
            if self._element_of(at) == name:
                return True
            at = self._net.scopes[at.parent]
        return at.owner >= 0 and self._element_of(at) == name

    def _element_of(self, scope: NetScope) -> str:
        owner = self.owner_of(scope)
        return owner.loop.variable if owner.loop is not None else ""


def spoken(key: Key) -> str:
    """Return the name of a fact as a reader knows it."""
    return key[1]


def labels(keys: Mapping[Key, int]) -> tuple[str, ...]:
    """Return the names of all variables in order of their index."""
    return tuple(spoken(key) for key, _ in sorted(keys.items(), key=lambda pair: pair[1]))
