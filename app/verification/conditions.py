"""Conditions judged by what is known: true, false, or undecided where a name has no value.

Only what house rule 2.3 allows in a gateway is read (strings, booleans, numbers, null, `in`,
`count()`, and, or, not); anything else is undecided, so more ways are walked, never fewer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

Value = str | bool | int | None
Tree = tuple[object, ...]

_TOKEN = re.compile(
    r'\s*("[^"]*"|count\([\w.]+\)|[A-Za-z_][\w.]*|-?\d+|!=|>=|<=|[=<>()\[\],])', re.UNICODE
)
_WORDS: Mapping[str, Value] = {"true": True, "false": False, "null": None}


class _Unread(Exception):
    """The text holds something this reader leaves undecided."""


@lru_cache(maxsize=4096)
def parsed(text: str) -> Tree | None:
    """Return the condition as a tree, or None where it is beyond this reader."""
    try:
        return _Reader(_tokens(text)).whole()
    except _Unread:
        return None


def names_in(text: str) -> frozenset[str]:
    """Return the names that a readable condition tests, `count(x)` as a name of its own."""
    tree = parsed(text)
    return frozenset(_names(tree)) if tree else frozenset()


def literals_of(text: str, name: str) -> frozenset[Value]:
    """Return what a condition compares a name with."""
    tree = parsed(text)
    return frozenset(_literals(tree, name)) if tree else frozenset()


def judge(text: str, known: Mapping[str, Value]) -> bool | None:
    """Return what the condition is under the known values, or None where that decides nothing."""
    tree = parsed(text)
    return _judged(tree, known) if tree else None


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    rest = text.strip().removeprefix("=")
    while rest:
        found = _TOKEN.match(rest)
        if found is None:
            raise _Unread
        tokens.append(found.group(1))
        rest = rest[found.end() :].lstrip()
    return tokens


class _Reader:
    """Reads tokens from left to right: or, and, not, comparison."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def whole(self) -> Tree:
        """Read everything."""
        tree = self._or()
        if self._at != len(self._tokens):
            raise _Unread
        return tree

    def _or(self) -> Tree:
        parts = [self._and()]
        while self._take("or"):
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else ("or", *parts)

    def _and(self) -> Tree:
        parts = [self._one()]
        while self._take("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else ("and", *parts)

    def _one(self) -> Tree:
        if self._take("not"):
            return ("not", self._bracketed())
        if self._peek() == "(":
            return self._bracketed()
        return self._comparison()

    def _bracketed(self) -> Tree:
        self._need("(")
        tree = self._or()
        self._need(")")
        return tree

    def _comparison(self) -> Tree:
        name = self._next()
        if not re.fullmatch(r"count\([\w.]+\)|[A-Za-z_][\w.]*", name) or name in _WORDS:
            raise _Unread
        if self._take("in"):
            return ("in", name, tuple(self._list()))
        operator = self._next()
        if operator not in ("=", "!=", ">", ">=", "<", "<="):
            raise _Unread
        return (operator, name, self._literal())

    def _list(self) -> list[Value]:
        self._need("[")
        values = [self._literal()]
        while self._take(","):
            values.append(self._literal())
        self._need("]")
        return values

    def _literal(self) -> Value:
        token = self._next()
        if token.startswith('"'):
            return token[1:-1]
        if token in _WORDS:
            return _WORDS[token]
        if re.fullmatch(r"-?\d+", token):
            return int(token)
        raise _Unread

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        if not token:
            raise _Unread
        self._at += 1
        return token

    def _take(self, token: str) -> bool:
        found = self._peek() == token
        self._at += found
        return found

    def _need(self, token: str) -> None:
        if not self._take(token):
            raise _Unread


def _names(tree: Tree) -> set[str]:
    if tree[0] in ("and", "or", "not"):
        return {name for part in tree[1:] if isinstance(part, tuple) for name in _names(part)}
    return {str(tree[1])}


def _literals(tree: Tree, name: str) -> set[Value]:
    if tree[0] in ("and", "or", "not"):
        parts = [part for part in tree[1:] if isinstance(part, tuple)]
        return {value for part in parts for value in _literals(part, name)}
    if tree[1] != name:
        return set()
    compared = tree[2]
    return set(compared) if isinstance(compared, tuple) else {compared}  # type: ignore[arg-type]


def _judged(tree: Tree, known: Mapping[str, Value]) -> bool | None:
    operator = tree[0]
    if operator in ("and", "or"):
        parts = [_judged(part, known) for part in tree[1:] if isinstance(part, tuple)]
        decisive = operator == "or"
        if decisive in parts:
            return decisive
        return None if None in parts else not decisive
    if operator == "not":
        inner = tree[1]
        found = _judged(inner, known) if isinstance(inner, tuple) else None
        return None if found is None else not found
    return _compared(str(operator), str(tree[1]), tree[2], known)


def _compared(
    operator: str, name: str, compared: object, known: Mapping[str, Value]
) -> bool | None:
    if name not in known:
        return None
    value = known[name]
    if operator == "in":
        return any(_same(value, one) for one in compared) if isinstance(compared, tuple) else None
    if operator in ("=", "!="):
        return _same(value, compared) == (operator == "=")
    if not isinstance(value, int) or not isinstance(compared, int):
        return None
    return {
        ">": value > compared,
        ">=": value >= compared,
        "<": value < compared,
        "<=": value <= compared,
    }[operator]


def _same(value: object, compared: object) -> bool:
    # True is not 1 here, as it is not in FEEL.
    return type(value) is type(compared) and value == compared
