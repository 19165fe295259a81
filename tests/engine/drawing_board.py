"""Diagrams for tests, written in a few words: nodes and arrows to BPMN, read by the real reader.

One line a node, `a > b > c` for flows; `process`, `sub`, `handler` open a scope, `end` closes it::

    process main
    start s
    user u
    xor g default=g_e
    end e
    s > u > g
    g > u : again
    g > e
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from app.diagrams.reader import read_diagram
from app.domain.diagrams import Definition
from app.engine import Program, compile_program

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions '
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="defs" targetNamespace="http://t">'
)
TAGS = {
    "start": "startEvent",
    "stop": "endEvent",
    "user": "userTask",
    "task": "task",
    "hand": "manualTask",
    "service": "serviceTask",
    "rule": "businessRuleTask",
    "send": "sendTask",
    "receive": "receiveTask",
    "call": "callActivity",
    "xor": "exclusiveGateway",
    "and": "parallelGateway",
    "or": "inclusiveGateway",
    "events": "eventBasedGateway",
    "catch": "intermediateCatchEvent",
    "throw": "intermediateThrowEvent",
    "boundary": "boundaryEvent",
}
DEFINED = ("message", "signal", "error", "escalation")


def definitions(text: str) -> Mapping[str, Definition]:
    """Read a diagram written in the short form."""
    return read_diagram(bpmn(text)).definitions


def read(data: bytes) -> Mapping[str, Definition]:
    """Read BPMN as it is."""
    return read_diagram(data).definitions


def program(text: str, process_id: str = "") -> Program:
    """Compile a diagram written in the short form; the first process unless told otherwise."""
    read = definitions(text)
    return compile_program(read, process_id or next(iter(read)))


def bpmn(text: str) -> bytes:
    """Write the short form out as BPMN 2.0 XML."""
    board = _Board()
    for line in text.strip().splitlines():
        if line.strip() and not line.strip().startswith("#"):
            board.line(line.strip())
    return board.xml().encode()


class _Board:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[tuple[str, list[str]]] = []
        self.roots: dict[tuple[str, str], str] = {}
        self.flows = 0

    def line(self, line: str) -> None:
        if " > " in line:
            self.flow(line)
            return
        word, _, rest = line.partition(" ")
        if word in ("process", "sub", "handler"):
            self.scope(word, rest)
        elif word == "end" and not rest:
            self.close()
        elif word == "raw":
            self.out.append(rest)
        else:
            self.node("stop" if word == "end" else word, rest)

    def scope(self, word: str, rest: str) -> None:
        if word == "process" and self.open:
            self.close()
        name, options = parse(rest)
        if word == "process":
            executable = options.get("executable", "true")
            self.out.append(f'<bpmn:process id={quoteattr(name)} isExecutable="{executable}">')
            self.open.append(("process", []))
            return
        event = ' triggeredByEvent="true"' if word == "handler" else ""
        self.out.append(f"<bpmn:subProcess id={quoteattr(name)}{event}>{repeat(options)}")
        self.open.append(("subProcess", []))

    def close(self) -> None:
        tag, _ = self.open.pop()
        self.out.append(f"</bpmn:{tag}>")

    def flow(self, line: str) -> None:
        path, _, condition = line.partition(" : ")
        names = [name.strip() for name in path.split(" > ")]
        for source, target in pairwise(names):
            inner = f"<bpmn:conditionExpression>{escape(condition)}</bpmn:conditionExpression>"
            self.out.append(
                f'<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" '
                f'targetRef="{target}">{inner if condition else ""}</bpmn:sequenceFlow>'
            )

    def node(self, word: str, rest: str) -> None:
        name, options = parse(rest)
        attributes = {"id": name}
        if word == "boundary":
            attributes["attachedToRef"] = options.pop("on")
            attributes["cancelActivity"] = options.pop("interrupting", "true")
        if word == "start" and "interrupting" in options:
            attributes["isInterrupting"] = options.pop("interrupting")
        for key, attribute in (("process", "calledElement"), ("default", "default")):
            if key in options:
                attributes[attribute] = options[key]
        attributes.update(extensions_as_attributes(word, options))
        inner = extension_elements(options) + repeat(options) + self.events(options)
        if word in ("send", "receive") and "message" in options:
            attributes["messageRef"] = self.root("message", options["message"])
            inner = extension_elements(options) + repeat(options)
        written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
        self.out.append(f"<bpmn:{TAGS[word]}{written}>{inner}</bpmn:{TAGS[word]}>")

    def events(self, options: Mapping[str, str]) -> str:
        out = ""
        for kind in DEFINED:
            if kind in options:
                ref = self.root(kind, options[kind]) if options[kind] != "*" else ""
                attribute = f' {kind}Ref="{ref}"' if ref else ""
                out += f"<bpmn:{kind}EventDefinition{attribute}/>"
        for clock in ("timeDate", "timeDuration", "timeCycle"):
            if clock in options:
                value = f"<bpmn:{clock}>{escape(options[clock])}</bpmn:{clock}>"
                out += f"<bpmn:timerEventDefinition>{value}</bpmn:timerEventDefinition>"
        if "link" in options:
            out += f'<bpmn:linkEventDefinition name="{options["link"]}"/>'
        out += "<bpmn:terminateEventDefinition/>" if "terminate" in options else ""
        return out

    def root(self, kind: str, name: str) -> str:
        return self.roots.setdefault((kind, name), f"{kind}_{len(self.roots)}")

    def xml(self) -> str:
        while self.open:
            self.close()
        roots = "".join(
            f'<bpmn:{kind} id="{ref}" name="{name}"'
            + (f' {kind}Code="{name}"' if kind in ("error", "escalation") else "")
            + "/>"
            for (kind, name), ref in self.roots.items()
        )
        return HEAD + "".join(self.out) + roots + "</bpmn:definitions>"


def parse(rest: str) -> tuple[str, dict[str, str]]:
    """Split `name key=value key='two words' flag` into the name and its options."""
    name, *words = shlex.split(rest)
    pairs = (word.partition("=") for word in words)
    return name, {key: value or "true" for key, _, value in pairs}


def repeat(options: Mapping[str, str]) -> str:
    """Write loop characteristics from `many=`, `times=`, `again=`, `most=`."""
    sequential = ' isSequential="true"' if "sequential" in options else ""
    until = options.get("until", "")
    done = f"<bpmn:completionCondition>{escape(until)}</bpmn:completionCondition>" if until else ""
    if "many" in options:
        item = f'camunda:collection="{options["many"]}" camunda:elementVariable="{options["item"]}"'
        opening = f"<bpmn:multiInstanceLoopCharacteristics{sequential} {item}>"
        return f"{opening}{done}</bpmn:multiInstanceLoopCharacteristics>"
    if "times" in options:
        count = f"<bpmn:loopCardinality>{escape(options['times'])}</bpmn:loopCardinality>"
        opening = f"<bpmn:multiInstanceLoopCharacteristics{sequential}>"
        return f"{opening}{count}{done}</bpmn:multiInstanceLoopCharacteristics>"
    if "again" in options or "most" in options:
        most = f' loopMaximum="{options["most"]}"' if "most" in options else ""
        before = ' testBefore="true"' if "before" in options else ""
        condition = options.get("again", "")
        inner = f"<bpmn:loopCondition>{escape(condition)}</bpmn:loopCondition>" if condition else ""
        opening = f"<bpmn:standardLoopCharacteristics{most}{before}>"
        return f"{opening}{inner}</bpmn:standardLoopCharacteristics>"
    return ""


def extensions_as_attributes(word: str, options: Mapping[str, str]) -> dict[str, str]:
    """Write topic, decision, form and roles as the Camunda namespace has them."""
    if word == "user":
        names = {"form": "camunda:formRef", "who": "camunda:candidateGroups"}
        return {names[key]: value for key, value in options.items() if key in names}
    if word == "service":
        topic = options.get("topic", "record")
        return {"camunda:type": "external", "camunda:topic": topic}
    if word == "rule":
        return {"camunda:decisionRef": options.get("table", "table")}
    return {}


def extension_elements(options: Mapping[str, str]) -> str:
    """Write `in_x=…` and `out_x=…` mappings, `side` and `accept` as extension elements."""
    inner = ""
    for key, value in options.items():
        if key.startswith("in_"):
            expression = f"sourceExpression={quoteattr(value)} target={quoteattr(key[3:])}"
            inner += f"<camunda:in {expression}/>"
        if key.startswith("out_"):
            inner += f"<camunda:out source={quoteattr(value)} target={quoteattr(key[4:])}/>"
    named = {"side": "side", "accept": "acceptIf"}
    written = "".join(
        f"<camunda:property name={quoteattr(named[key])} value={quoteattr(value)}/>"
        for key, value in options.items()
        if key in named
    )
    if written:
        inner += f"<camunda:properties>{written}</camunda:properties>"
    return f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>" if inner else ""
