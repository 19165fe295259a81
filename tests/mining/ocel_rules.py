"""What the OCEL 2.0 specification asks of a JSON file: its own schema, and what no schema can say.

The rules beside the schema are written from the specification (sections 4 and 8): names that are
one thing's alone, links that lead somewhere, values that read as the type declared for their name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

PUBLISHED = Path(__file__).parent / "schemas" / "ocel20-schema-json.json"
SCHEMA = Draft7Validator(json.loads(PUBLISHED.read_text("utf-8")))
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
    against = [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(log)]
    return against or [
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
        name = row["id"]
        if row["type"] not in types:
            yield f"{name} is of no declared type"
            continue
        if not timed and not _reads("time", row["time"]):
            yield f"{name} has no time"
        for one in row.get("attributes", ()):
            kind = types[row["type"]].get(one["name"])
            if kind not in READERS or not _reads(kind, one["value"]):
                yield f"{name} has {one['name']} that is no {kind}"
            if timed and not _reads("time", one["time"]):
                yield f"{name} has {one['name']} since no time"


def _reads(kind: str, value: str) -> bool:
    try:
        READERS[kind](value)
    except (KeyError, ValueError):
        return False
    return True


def _of_links(log: Mapping[str, Any]) -> Iterator[str]:
    known = {one["id"] for one in log["objects"]}
    for row in (*log["events"], *log["objects"]):
        for link in row.get("relationships", ()):
            if link["objectId"] not in known:
                yield f"{row['id']} names {link['objectId']}, which is no object"


def _of_names(log: Mapping[str, Any]) -> Iterator[str]:
    for name in LISTS:
        key = "name" if name.endswith("Types") else "id"
        names = [one[key] for one in log[name]]
        if len(names) != len(set(names)):
            yield f"two of {name} have one {key}"
