"""Routes that share what was compiled of them build the addresses of plain ones."""

from __future__ import annotations

import pytest
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule

from app.web.compiled_routes import BUILDERS, SharedRule

ROUTES: tuple[tuple[str, str, dict[str, int]], ...] = (
    ("/viec/<task>/gui", "text", {}),
    # Reads the same but for its converter, which the rule itself is asked for.
    ("/viec/<int:task>/gui", "number", {}),
    ("/ho-so/<path:task>", "path", {}),
    ("/viec", "all", {"page": 1}),
    ("/viec/trang/<int:page>", "all", {}),
)
ASKED = (
    ("text", {"task": "a ữ"}, "/viec/a%20%E1%BB%AF/gui"),
    ("text", {"task": "a", "tu": "1"}, "/viec/a/gui?tu=1"),
    ("number", {"task": 7}, "/viec/7/gui"),
    ("path", {"task": "a/b"}, "/ho-so/a/b"),
    ("all", {"page": 1}, "/viec"),
    ("all", {"page": 2}, "/viec/trang/2"),
)


def table(kind: type[Rule]) -> Map:
    """Return the routes, each of this kind."""
    return Map([kind(text, endpoint=end, defaults=given) for text, end, given in ROUTES])


@pytest.mark.parametrize(("endpoint", "values", "address"), ASKED)
def test_address_is_that_of_a_plain_rule(
    endpoint: str, values: dict[str, object], address: str
) -> None:
    for kind in (Rule, SharedRule, SharedRule):
        assert table(kind).bind("here").build(endpoint, dict(values)) == address


def test_second_table_compiles_nothing_anew() -> None:
    table(SharedRule)
    known = dict(BUILDERS)
    second = table(SharedRule).bind("here")
    assert known == BUILDERS
    assert second.match("/viec/a/gui") == ("text", {"task": "a"})
    with pytest.raises(NotFound):
        second.match("/viec/a")
