"""What an XML file says, whatever the prefixes, order of attributes and white space it has."""

from __future__ import annotations

from typing import Any

from lxml import etree

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def meaning(content: bytes) -> Any:
    """Return tag, attributes, text and children of a file as nested tuples that compare.

    Children are put in one order: BPMN gives none to most of them, and libraries write their own.
    Flows of a gateway and rows keep theirs where it counts, since `outgoing` are compared as lists.
    """
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
    return _said(etree.fromstring(content, parser))


def _said(node: Any) -> Any:
    attributes = sorted((name, _value(node, name, value)) for name, value in node.attrib.items())
    children = [_said(child) for child in node]
    texts = " ".join("".join([node.text or "", *(child.tail or "" for child in node)]).split())
    order = [child[2] for child in children if child[0].endswith("}outgoing")]
    return node.tag, tuple(attributes), texts, tuple(order), tuple(sorted(children, key=repr))


def _value(node: Any, name: str, value: str) -> str:
    """Return a value with the namespace that its prefix means, where it is a name."""
    prefix, _colon, local = value.rpartition(":")
    if name == XSI_TYPE:
        return f"{{{node.nsmap.get(prefix or None, '')}}}{local}"
    return value
