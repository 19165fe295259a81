"""Changes beyond leading flows elsewhere: steps exchanged, made optional, given other contents."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree

from app.diagrams.camunda import NAMESPACE
from app.diagrams.vocabulary import BPMNDI, MODEL
from tests.verification.redrawing import Redrawing

_TYPED = "{http://www.w3.org/2001/XMLSchema-instance}type"


class Reshaping(Redrawing):
    """A diagram whose steps are changed too; every method is one edit an owner could make."""

    def negate(self, source: str, target: str) -> Reshaping:
        """Turn the condition of a flow into its contrary."""
        found = self._flow(source, target).find(f"{{{MODEL}}}conditionExpression")
        assert found is not None
        found.text = f"not({(found.text or '').strip()})"
        return self

    def unlink(self, source: str, target: str) -> Reshaping:
        """Take a flow away."""
        self._drop_flow(self._flow(source, target))
        return self

    def exchange(self, first: str, second: str) -> Reshaping:
        """Let two steps that follow one another come in the other order."""
        between = self._flow(first, second)
        onward = [flow for flow in self._flows() if flow.get("sourceRef") == second]
        for flow in self._flows():
            if flow.get("targetRef") == first and flow is not between:
                flow.set("targetRef", second)
        for flow in onward:
            flow.set("sourceRef", first)
        between.set("sourceRef", second)
        between.set("targetRef", first)
        return self

    def optional(self, node_id: str, *condition: str) -> Reshaping:
        """Lead past a step where a condition holds."""
        node, scope, gateway = self._node(node_id), self._scope_of(node_id), f"gw_{node_id}_needed"
        (onward,) = [f.get("targetRef") for f in self._flows() if f.get("sourceRef") == node_id]
        for flow in self._flows():
            if flow.get("targetRef") == node_id:
                flow.set("targetRef", gateway)
        to_step = self._add(scope, "sequenceFlow", sourceRef=gateway, targetRef=node_id)
        past = self._add(scope, "sequenceFlow", sourceRef=gateway, targetRef=str(onward))
        past.set("name", "Không cần")
        text = etree.SubElement(past, f"{{{MODEL}}}conditionExpression")
        text.set(_TYPED, f"{scope.prefix}:tFormalExpression")
        text.text = " ".join(condition)
        named = {"id": gateway, "name": "Có cần?", "default": str(to_step.get("id"))}
        self._add(scope, "exclusiveGateway", **named)
        self._draw_as(gateway, node)
        return self

    def way_out(self, node_id: str, message: str, end: str) -> Reshaping:
        """Let a message take a step away and lead to an end that is drawn already."""
        scope, event = self._scope_of(node_id), f"be_{node_id}_taken"
        node = self._add(scope, "boundaryEvent", id=event, name="Rút", attachedToRef=node_id)
        definition = etree.SubElement(node, f"{{{MODEL}}}messageEventDefinition")
        definition.set("messageRef", message)
        self._add(scope, "sequenceFlow", sourceRef=event, targetRef=end)
        self._draw_as(event, self._node(node_id))
        return self

    def kind(self, node_id: str, tag: str) -> Reshaping:
        """Make a gateway one of another kind; what takes every way asks no condition."""
        node = self._node(node_id)
        node.tag = f"{{{MODEL}}}{tag}"
        if tag == "parallelGateway":
            node.attrib.pop("default", None)
            for flow in self._flows():
                for condition in list(flow) if flow.get("sourceRef") == node_id else ():
                    self._drop(condition)
        return self

    def input(self, node_id: str, target: str, *value: str) -> Reshaping:
        """Hand another value to a called process; nothing for no value takes the input away."""
        (found,) = (
            p for p in self._node(node_id).iter(f"{{{NAMESPACE}}}in") if p.get("target") == target
        )
        if not value:
            self._drop(found)
            return self
        found.attrib.pop("source", None)
        found.set("sourceExpression", " ".join(value))
        return self

    def without_output(self, node_id: str, target: str) -> Reshaping:
        """Take away what a called process hands back."""
        self.strip(node_id, "out", target=target)
        return self

    def without_property(self, node_id: str, name: str) -> Reshaping:
        """Take a property of a step away."""
        self.strip(node_id, "property", name=name)
        return self

    def once(self, node_id: str) -> Reshaping:
        """Do once what was done for each of a list."""
        self.strip(node_id, "multiInstanceLoopCharacteristics")
        return self

    def event(self, node_id: str, kind: str, name: str) -> Reshaping:
        """Let an event wait for, or throw, another message or escalation."""
        (found,) = self._node(node_id).iter(f"{{{MODEL}}}{kind}EventDefinition")
        found.set(f"{kind}Ref", name)
        return self

    def term(self, node_id: str, text: str) -> Reshaping:
        """Give a task another term; none for no text."""
        name = f"{{{NAMESPACE}}}dueDate"
        self._node(node_id).attrib.pop(name)
        if text:
            self._node(node_id).set(name, text)
        return self

    def bare(self, node_id: str) -> Reshaping:
        """Take the form of a task away."""
        self._node(node_id).attrib.pop(f"{{{NAMESPACE}}}formRef")
        return self

    def _flows(self) -> list[Any]:
        return list(self._root.iter(f"{{{MODEL}}}sequenceFlow"))

    def _scope_of(self, node_id: str) -> Any:
        return self._node(node_id).getparent()

    def _add(self, scope: Any, tag: str, **attributes: str) -> Any:
        node = etree.SubElement(scope, f"{{{MODEL}}}{tag}")
        name = f"flow_{attributes.get('sourceRef')}_{attributes.get('targetRef')}"
        for key, value in {"id": name, **attributes}.items():
            node.set(key, value)
        if tag == "sequenceFlow":
            some_edge = next(self._root.iter(f"{{{BPMNDI}}}BPMNEdge"))
            self._copy_picture(some_edge, name)
        return node

    def _draw_as(self, node_id: str, other: Any) -> None:
        """Let an added node stand where another does and cite the clauses that it cites."""
        pictures = self._root.iter(f"{{{BPMNDI}}}BPMNShape")
        shape = next(one for one in pictures if one.get("bpmnElement") == other.get("id"))
        self._copy_picture(shape, node_id)
        properties = other.iter(f"{{{NAMESPACE}}}property")
        clauses = [one.get("value") for one in properties if one.get("name") == "clause"]
        if clauses:
            extensions = etree.Element(f"{{{MODEL}}}extensionElements")
            self._node(node_id).insert(0, extensions)
            inside = etree.SubElement(extensions, f"{{{NAMESPACE}}}properties")
            cited = {"name": "clause", "value": str(clauses[0])}
            etree.SubElement(inside, f"{{{NAMESPACE}}}property", cited)

    def _copy_picture(self, picture: Any, element_id: str) -> None:
        copied = deepcopy(picture)
        copied.set("id", f"picture_of_{element_id}")
        copied.set("bpmnElement", element_id)
        picture.getparent().append(copied)
