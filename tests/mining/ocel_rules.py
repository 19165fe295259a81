"""What the OCEL 2.0 specification asks of a JSON file, as rules: its schema, and what it means.

Written from the specification (sections 4 and 8), in place of its schema file, which is not ours to
keep. Values are text there, read after the type that is declared for their name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

LISTS = ("eventTypes", "objectTypes", "events", "objects")
READERS: Mapping[str, Callable[[str], object]] = {
    "string": str,
    "time": datetime.fromisoformat,
    "integer": int,
    "float": float,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def ocel_faults(content: bytes) -> list[str]:
    """Return what the file does that the specification forbids, in the order found."""
    log = json.loads(content)
    if set(log) != set(LISTS) or not all(isinstance(log[name], list) for name in LISTS):
        return ["the four lists do not stand alone"]
    return [
        *_of_rows(log["events"], _types(log["eventTypes"]), timed=False),
        *_of_rows(log["objects"], _types(log["objectTypes"]), timed=True),
        *_of_links(log),
        *_of_names(log),
    ]


def _types(declared: list[Any]) -> Mapping[str, Mapping[str, str]]:
    return {one["name"]: {at["name"]: at["type"] for at in one["attributes"]} for one in declared}


def _of_rows(
    rows: list[Any], types: Mapping[str, Mapping[str, str]], *, timed: bool
) -> Iterator[str]:
    for row in rows:
        name = row.get("id")
        if not isinstance(name, str) or row.get("type") not in types:
            yield f"{name} is of no declared type"
            continue
        if not timed and not _reads("time", row.get("time")):
            yield f"{name} has no time"
        for one in row.get("attributes", ()):
            kind = types[row["type"]].get(one["name"])
            if kind is None or not _reads(kind, one["value"]):
                yield f"{name} has {one['name']} that is no {kind}"
            if timed and not _reads("time", one.get("time")):
                yield f"{name} has {one['name']} since no time"


def _reads(kind: str, value: Any) -> bool:
    try:
        READERS[kind](value)
    except (KeyError, TypeError, ValueError):
        return False
    return isinstance(value, str)


def _of_links(log: Mapping[str, Any]) -> Iterator[str]:
    known = {one["id"] for one in log["objects"]}
    for row in (*log["events"], *log["objects"]):
        for link in row.get("relationships", ()):
            if link.get("objectId") not in known:
                yield f"{row['id']} names {link.get('objectId')}, which is no object"
            if not isinstance(link.get("qualifier"), str):
                yield f"{row['id']} does not say in which part"


def _of_names(log: Mapping[str, Any]) -> Iterator[str]:
    for name in LISTS:
        key = "name" if name.endswith("Types") else "id"
        names = [one[key] for one in log[name]]
        if len(names) != len(set(names)):
            yield f"two of {name} have one {key}"
