"""Changes that a process owner could make to a diagram: lead a flow elsewhere, take things away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import etree

from app.diagrams.camunda import NAMESPACE
from app.diagrams.vocabulary import MODEL
from app.domain.forms import Form

# What a flow must lead to.
_STEPS = frozenset(
    f"{kind}{what}"
    for what, kinds in {
        "Task": ("user", "service", "businessRule", "send", "receive", "manual", "script"),
        "Gateway": ("exclusive", "parallel", "inclusive", "eventBased"),
        "Event": ("end", "intermediateCatch", "intermediateThrow"),
        "Activity": ("call",),
        "Process": ("sub",),
    }.items()
    for kind in kinds
)


class Redrawing:
    """A diagram that is being changed; `data` is the file that comes of it."""

    def __init__(self, data: bytes) -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        self._root = etree.fromstring(data, parser)

    @property
    def data(self) -> bytes:
        """The changed file."""
        return etree.tostring(self._root, xml_declaration=True, encoding="UTF-8")

    def lead(self, source: str, target: str, elsewhere: str) -> Redrawing:
        """Lead the flow between two nodes to another node."""
        self._flow(source, target).set("targetRef", elsewhere)
        return self

    def condition(self, source: str, target: str, text: str) -> Redrawing:
        """Write another condition on a flow."""
        found = self._flow(source, target).find(f"{{{MODEL}}}conditionExpression")
        assert found is not None
        found.text = text
        return self

    def swap(self, source: str, one: str, other: str) -> Redrawing:
        """Lead each of two flows out of a node where the other led."""
        first, second = self._flow(source, one), self._flow(source, other)
        first.set("targetRef", other)
        second.set("targetRef", one)
        return self

    def bypass(self, node_id: str) -> Redrawing:
        """Take a node away, with what is attached to it, and lead on past it."""
        attached = [e for e in self._root.iter() if e.get("attachedToRef") == node_id]
        for event in attached:
            self.remove(str(event.get("id")))
        flows = list(self._root.iter(f"{{{MODEL}}}sequenceFlow"))
        (onward,) = [flow.get("targetRef") for flow in flows if flow.get("sourceRef") == node_id]
        for flow in flows:
            if flow.get("targetRef") == node_id:
                flow.set("targetRef", onward)
        return self.remove(node_id)

    def tidy(self) -> Redrawing:
        """Take away what nothing leads to any more, as an owner would."""
        while left := self._forgotten():
            for node_id in left:
                self.remove(node_id)
        return self

    def _forgotten(self) -> list[str]:
        led_to = {flow.get("targetRef") for flow in self._root.iter(f"{{{MODEL}}}sequenceFlow")}
        there = {element.get("id") for element in self._root.iter()}
        steps = [
            e
            for process in self._root.iter(f"{{{MODEL}}}process", f"{{{MODEL}}}subProcess")
            for e in process
            if etree.QName(e).localname in _STEPS and e.get("triggeredByEvent") != "true"
        ]
        attached = [e for e in self._root.iter(f"{{{MODEL}}}boundaryEvent")]
        return [str(e.get("id")) for e in steps if e.get("id") not in led_to] + [
            str(e.get("id")) for e in attached if e.get("attachedToRef") not in there
        ]

    def remove(self, node_id: str) -> Redrawing:
        """Take a node away with its flows."""
        for flow in list(self._root.iter(f"{{{MODEL}}}sequenceFlow")):
            if node_id in (flow.get("sourceRef"), flow.get("targetRef")):
                self._drop_flow(flow)
        self._drop(self._node(node_id))
        return self

    def strip(self, node_id: str, tag: str, **attributes: str) -> Redrawing:
        """Take away parts of a node that have this tag and these attributes."""
        parts = [p for p in self._node(node_id).iter() if etree.QName(p).localname == tag]
        wanted = [p for p in parts if all(p.get(k) == v for k, v in attributes.items())]
        assert wanted
        for part in wanted:
            self._drop(part)
        return self

    def set(self, node_id: str, name: str, value: str, *, camunda: bool = False) -> Redrawing:
        """Set an attribute of a node."""
        self._node(node_id).set(f"{{{NAMESPACE}}}{name}" if camunda else name, value)
        return self

    def hold(self, node_id: str) -> Redrawing:
        """Let a call leave its paper signed and unissued."""
        extensions = self._node(node_id).find(f"{{{MODEL}}}extensionElements")
        assert extensions is not None
        values = {"sourceExpression": "true", "target": "hold"}
        etree.SubElement(extensions, f"{{{NAMESPACE}}}in", values)
        return self

    def time(self, node_id: str, text: str) -> Redrawing:
        """Write another time on a timer."""
        for kind in ("timeDate", "timeDuration", "timeCycle"):
            for part in self._node(node_id).iter(f"{{{MODEL}}}{kind}"):
                part.text = text
        return self

    def _node(self, node_id: str) -> Any:
        return next(e for e in self._root.iter() if e.get("id") == node_id)

    def _flow(self, source: str, target: str) -> Any:
        return next(
            flow
            for flow in self._root.iter(f"{{{MODEL}}}sequenceFlow")
            if flow.get("sourceRef") == source and flow.get("targetRef") == target
        )

    def _drop_flow(self, flow: Any) -> None:
        """Take a flow away, and out of the gateway whose default it was, as a modeler does."""
        source = self._node(flow.get("sourceRef"))
        if source.get("default") == flow.get("id"):
            del source.attrib["default"]
        self._drop(flow)

    @staticmethod
    def _drop(node: Any) -> None:
        node.getparent().remove(node)


def without_rules(form: Form, beginning: str) -> Form:
    """Return the form without the rules whose id begins so."""
    kept = tuple(rule for rule in form.rules if not rule.id.startswith(beginning))
    assert len(kept) < len(form.rules)
    return replace(form, rules=kept)


def with_field(form: Form, **component: Any) -> Form:
    """Return the form with one more field."""
    schema = {**form.schema, "components": [*form.schema["components"], component]}
    return replace(form, schema=schema)


def without_field(form: Form, key: str) -> Form:
    """Return the form without a field, wherever it stands."""
    return replace(form, schema={**form.schema, "components": _left(form.schema, key)})


def _left(parent: Any, key: str) -> list[Any]:
    return [
        {**one, "components": _left(one, key)} if "components" in one else one
        for one in parent["components"]
        if one.get("key") != key
    ]
