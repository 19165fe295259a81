"""Which variables a text says, its shared parts included; and which it must go on saying."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jinja2 import nodes

from app.documents.doc_type import DocType
from app.documents.drafting import shipped_text
from app.documents.template_check import PARTS
from app.documents.templates import HERE, drafts


def lost_in(doc_type: DocType, text: str) -> tuple[str, ...]:
    """Return the variables that the document needs, its shipped text says, and this one does not.

    `text` has passed the check.
    """
    said = names_in(shipped_text(doc_type)) - names_in(text)
    return tuple(name for name in doc_type.required if name in said)


def names_in(text: str) -> frozenset[str]:
    """Return the names that a text says itself or by the parts it calls."""
    tree = drafts().parse(text)
    called = [one.node for one in tree.find_all(nodes.Call)]
    parts = {one.attr for one in called if isinstance(one, nodes.Getattr)}
    own = {one.name for one in tree.find_all(nodes.Name)}
    known = _names_of_parts()
    return frozenset(own.union(*(known[name] for name in parts & known.keys())))


@cache
def _names_of_parts() -> Mapping[str, frozenset[str]]:
    """Return the names of each shared part; one may call those before it."""
    tree = drafts().parse((HERE / "drafts" / PARTS).read_text("utf-8"))
    found: dict[str, frozenset[str]] = {}
    for macro in tree.find_all(nodes.Macro):
        names = {one.name for one in macro.find_all(nodes.Name)}
        found[macro.name] = frozenset(names.union(*(found[name] for name in names & found.keys())))
    return found
