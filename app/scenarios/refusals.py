"""The key `refused` of an attempt: how it must fail. Keys stand in docs/scenarios.md."""

from __future__ import annotations

from app.scenarios.nodes import Node, number_of, refusal, table_of, texts_of
from app.scenarios.script import Refused


def refusal_of(node: Node) -> Refused:
    """Return how an attempt must fail; raise ScenarioRefused when nothing is said."""
    table = table_of(node).only("status", "field", "says")
    status, fields = table.get("status"), table.get("field")
    if not table.entries:
        raise refusal(node, "ghi ít nhất một mục: status, field hoặc says")
    return Refused(
        status=number_of(status) if status else None,
        fields=texts_of(fields) if fields else None,
        says=texts_of(table.get("says")),
    )
