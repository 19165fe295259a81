"""What an XML file says, whatever the prefixes, order of attributes and white space it has."""

from __future__ import annotations

from typing import Any

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
FORMAL = f"{{{BPMN}}}formalExpression"
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
NUMBERS = {"x", "y", "width", "height", "resolution", "size"}
# What BPMN's schema says of an attribute that is not there: to write it out says nothing more.
DEFAULTS = {
    "gatewayDirection": "Unspecified",
    "instantiate": "false",
    "eventGatewayType": "Exclusive",
    "textFormat": "text/plain",
    "isInterrupting": "true",
    "parallelMultiple": "false",
    "cancelActivity": "true",
    "waitForCompletion": "true",
    "isCollection": "false",
    "isUnlimited": "true",
    "minimum": "0",
    "maximum": "1",
    "isForCompensation": "false",
    "startQuantity": "1",
    "completionQuantity": "1",
    "triggeredByEvent": "false",
    "isSequential": "false",
    "behavior": "All",
    "testBefore": "false",
    "cancelRemainingInstances": "true",
    "expressionLanguage": "http://www.w3.org/1999/XPath",
    "typeLanguage": "http://www.w3.org/2001/XMLSchema",
    "messageVisibleKind": "initiating",
}


def meaning(content: bytes) -> Any:
    """Return tag, attributes, text and children of a file as nested tuples that compare.

    Children are put in one order: BPMN gives none to most of them, and libraries write their own.
    Flows of a gateway and rows keep theirs where it counts, since `outgoing` are compared as lists.
    """
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
    return _said(etree.fromstring(content, parser))


def _said(node: Any) -> Any:
    said = ((name, value) for name, value in node.attrib.items() if DEFAULTS.get(name) != value)
    attributes = sorted((name, _value(node, name, value)) for name, value in said)
    tag = node.tag
    if tag == FORMAL:
        # the schema's other way to write an expression of this type
        tag, attributes = f"{{{BPMN}}}expression", [(XSI_TYPE, f"{{{BPMN}}}tFormalExpression")]
    children = [_said(child) for child in node]
    texts = " ".join("".join([node.text or "", *(child.tail or "" for child in node)]).split())
    order = [child[2] for child in children if child[0].endswith("}outgoing")]
    return tag, tuple(attributes), texts, tuple(order), tuple(sorted(children, key=repr))


def _value(node: Any, name: str, value: str) -> str:
    """Return a value with the namespace that its prefix means, a number in its shortest form."""
    prefix, _colon, local = value.rpartition(":")
    if name == XSI_TYPE:
        return f"{{{node.nsmap.get(prefix or None, '')}}}{local}"
    return value.removesuffix(".0") if name in NUMBERS else value
