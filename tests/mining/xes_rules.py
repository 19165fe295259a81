"""What IEEE 1849 asks of an XES file, as rules: structure, lexical forms, and what a schema cannot.

Written from the standard (clauses 5 and 6), in place of its schema file, which is not ours to pass
on (`schemas/README.md`); where XES_SCHEMA names that file, it judges as well.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from lxml import etree

ORDER = ("extension", "global", "classifier", "attribute", "trace", "event")
NAME, NCNAME = re.compile(r"[A-Za-z_:][\w.:-]*"), re.compile(r"[A-Za-z_][\w.-]*")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
VALUES = {
    "string": re.compile(r".*", re.DOTALL),
    "date": MOMENT,
    "int": re.compile(r"[+-]?\d{1,18}"),
    "float": re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?|NaN|-?INF"),
    "boolean": re.compile(r"true|false|0|1"),
    "id": re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
}
Component = etree._Element
SCHEMA = os.environ.get("XES_SCHEMA", "")


def xes_faults(content: bytes) -> list[str]:
    """Return what the file does that the standard forbids, in the order found."""
    log = etree.fromstring(content)
    return [*_of_schema(log), *_of_log(log), *_of_parts(log), *_of_meaning(log)]


def _of_schema(log: Component) -> Iterator[str]:
    if SCHEMA:
        judge = etree.XMLSchema(file=SCHEMA)
        judge.validate(log)
        yield from (error.message for error in judge.error_log)


def _of_log(log: Component) -> Iterator[str]:
    if log.tag != "log":
        yield f"root is {log.tag}"
    if not re.fullmatch(r"\d+(\.\d+)?", log.get("xes.version", "")):
        yield "xes.version is no decimal"
    places = [ORDER.index(_role(one)) for one in log]
    if places != sorted(places):
        yield "children of log stand out of order"


def _role(element: Component) -> str:
    return "attribute" if element.tag in VALUES else str(element.tag)


def _of_parts(log: Component) -> Iterator[str]:
    for one in log.iter():
        if one.tag in VALUES:
            yield from _of_attribute(one)
        if one.tag in ("log", "trace", "event", "global"):
            keys = [child.get("key") for child in one if child.tag in VALUES]
            yield from (f"{one.tag} has {key} twice" for key in set(keys) if keys.count(key) > 1)
    for trace in log.findall("trace"):
        roles = [_role(one) for one in trace]
        if roles != sorted(roles) or set(roles) - {"attribute", "event"}:
            yield "trace holds more than attributes, then events"
    for event in log.iter("event"):
        if any(one.tag not in VALUES for one in event):
            yield "event holds more than attributes"


def _of_attribute(one: Component) -> Iterator[str]:
    key, value = one.get("key", ""), one.get("value")
    if not NAME.fullmatch(key) or set(one.keys()) != {"key", "value"}:
        yield f"attribute {key!r} has no name of its own"
    elif value is None or not VALUES[str(one.tag)].fullmatch(value):
        yield f"{key} is no {one.tag}: {value!r}"


def _of_meaning(log: Component) -> Iterator[str]:
    prefixes = {one.get("prefix", "") for one in log.findall("extension")}
    for one in log.findall("extension"):
        if not all(NCNAME.fullmatch(one.get(name, "")) for name in ("name", "prefix")):
            yield "extension without a plain name and prefix"
        if not one.get("uri", "").startswith("http"):
            yield "extension without an address"
    for one in log.iter(*VALUES):
        prefix, colon, _name = one.get("key", "").partition(":")
        if colon and prefix not in prefixes:
            yield f"no extension declares {one.get('key')}"
    for scope in ("trace", "event"):
        yield from _of_globals(log, scope)


def _of_globals(log: Component, scope: str) -> Iterator[str]:
    """Globals stand at each component, of their type; classifiers name globals alone."""
    found = [one for one in log.findall("global") if one.get("scope") == scope]
    if len(found) > 1:
        yield f"two lists of globals for {scope}"
    asked = {(one.tag, one.get("key")) for part in found for one in part}
    for component in log.iter(scope):
        missing = asked - {(one.tag, one.get("key")) for one in component}
        yield from (f"{scope} lacks its global {key}" for _tag, key in sorted(missing, key=str))
    names = {key for _tag, key in asked}
    for one in log.findall("classifier"):
        if one.get("scope", "event") == scope and set(one.get("keys", "").split()) - names:
            yield f"classifier {one.get('name')} rests on what is no global"
