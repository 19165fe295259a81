"""FEEL: the one language of conditions, timers, form rules and decision tables.

feelin runs inside quickjs with limits; what goes in and comes out is JSON. Import from here.
"""

from app.feel.atoms import Atom, atoms_of
from app.feel.evaluation import Environment, Names, evaluate, evaluate_all, unary_test
from app.feel.expressions import Expression, check, names_of, names_of_test
from app.feel.sandbox import Sandbox
from app.feel.values import as_json, nested

__all__ = [
    "Atom",
    "Environment",
    "Expression",
    "Names",
    "Sandbox",
    "as_json",
    "atoms_of",
    "check",
    "evaluate",
    "evaluate_all",
    "names_of",
    "names_of_test",
    "nested",
    "unary_test",
]
