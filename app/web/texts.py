"""The interface's own texts: Vietnamese in the code, translated by the catalogue, typed.

`_l` is for texts of modules, worded when they are shown.
"""

from __future__ import annotations

import flask_babel


def _(message: str, **values: object) -> str:
    """Return a text in the reader's language."""
    return str(flask_babel.gettext(message, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return a text that depends on a number, `%(num)s`."""
    return str(flask_babel.ngettext(one, many, num, **values))


def _l(message: str) -> str:
    """Return a text that is worded when it is shown; it behaves like a str."""
    lazy: str = flask_babel.lazy_gettext(message)
    return lazy
