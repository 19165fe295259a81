"""Diagrams that the engine gate refuses: the rule, the element it names, the drawing."""

from __future__ import annotations

PLAIN = """
process main
start s
user u
end e
s > u > e
"""


def line(element: str, before: str = "s > u > e", flow: str = "s > u > x > e") -> str:
    """The plain process with one more element between the task and the end."""
    return PLAIN.replace(before, f"{element}\n{flow}")


REFUSED = {
    # element types and attributes
    "script task": ("element-supported", "x", line('raw <bpmn:scriptTask id="x"/>')),
    "complex gateway": ("element-supported", "x", line('raw <bpmn:complexGateway id="x"/>')),
    "transaction": (
        "element-supported",
        "x",
        line('raw <bpmn:transaction id="x"><bpmn:task id="t"/></bpmn:transaction>'),
    ),
    "ad hoc sub-process": (
        "element-supported",
        "x",
        line('raw <bpmn:adHocSubProcess id="x"><bpmn:task id="t"/></bpmn:adHocSubProcess>'),
    ),
    "compensation task": (
        "attribute-supported",
        "x",
        line('raw <bpmn:userTask id="x" isForCompensation="true"/>'),
    ),
    "start quantity": (
        "attribute-supported",
        "x",
        line('raw <bpmn:userTask id="x" startQuantity="2"/>'),
    ),
    "potential owner": (
        "attribute-supported",
        "x",
        line('raw <bpmn:userTask id="x"><bpmn:potentialOwner id="o"/></bpmn:userTask>'),
    ),
    # automatic work
    "service task without topic": ("work-named", "x", line('raw <bpmn:serviceTask id="x"/>')),
    "rule task without table": ("work-named", "x", line('raw <bpmn:businessRuleTask id="x"/>')),
    "send task without message": ("work-named", "x", line("send x")),
    "receive task without message": ("work-named", "x", line("receive x")),
    # events
    "signal throw": ("event-supported", "x", line("throw x signal=S")),
    "signal catch": ("event-supported", "x", line("catch x signal=S")),
    "signal end": ("event-supported", "x", line("end x signal=S", flow="s > u > x")),
    "error catch in the middle": ("event-supported", "x", line("catch x error=E")),
    "catch without an event": ("event-supported", "x", line("catch x")),
    "timer throw": ("event-supported", "x", line("throw x timeDuration=P1D")),
    "conditional catch": (
        "event-supported",
        "x",
        line(
            'raw <bpmn:intermediateCatchEvent id="x"><bpmn:conditionalEventDefinition>'
            "<bpmn:condition>a</bpmn:condition></bpmn:conditionalEventDefinition>"
            "</bpmn:intermediateCatchEvent>"
        ),
    ),
    "compensation throw": (
        "event-supported",
        "x",
        line(
            'raw <bpmn:intermediateThrowEvent id="x"><bpmn:compensateEventDefinition/>'
            "</bpmn:intermediateThrowEvent>"
        ),
    ),
    "cancel end": (
        "event-supported",
        "x",
        line(
            'raw <bpmn:endEvent id="x"><bpmn:cancelEventDefinition/></bpmn:endEvent>',
            flow="s > u > x",
        ),
    ),
    "timer start": ("event-supported", "s", PLAIN.replace("start s", "start s timeDuration=P1D")),
    "signal start": ("event-supported", "s", PLAIN.replace("start s", "start s signal=S")),
    "two events in one": ("one-event", "x", line("catch x message=m timeDuration=P1D")),
    "message without a name": ("event-name", "x", line("throw x message=*")),
    "message named by an expression": ("event-name", "x", line("throw x 'message==name'")),
    "timer without a value": (
        "timer-value",
        "x",
        line(
            'raw <bpmn:intermediateCatchEvent id="x"><bpmn:timerEventDefinition/>'
            "</bpmn:intermediateCatchEvent>"
        ),
    ),
    "error boundary that does not interrupt": (
        "error-interrupts",
        "b",
        PLAIN.replace("user u", "call u process=low\nboundary b on=u error=X interrupting=false")
        + "b > e\nprocess low\nstart ls\nend le\nls > le",
    ),
    "error boundary on a user task": (
        "boundary-can-happen",
        "b",
        PLAIN + "boundary b on=u error=X\nb > e",
    ),
    "boundary on a gateway": (
        "boundary-attached",
        "b",
        line("xor x") + "boundary b on=x timeDuration=P1D\nb > e",
    ),
    "acceptance at a timer": (
        "accept-listens",
        "b",
        PLAIN + "boundary b on=u timeDuration=P1D accept=x\nb > e",
    ),
    "acceptance at a process start": (
        "accept-listens",
        "s",
        PLAIN.replace("start s", "start s message=M accept=x"),
    ),
    "acceptance that is no FEEL": (
        "expression",
        "b",
        PLAIN + 'boundary b on=u message=M accept="x ="\nb > e',
    ),
    "two boundaries with one code": (
        "catchers-apart",
        "b2",
        PLAIN.replace("user u", "call u process=low")
        + "boundary b1 on=u escalation=X\nboundary b2 on=u escalation=X\nb1 > e\nb2 > e\n"
        + "process low\nstart ls\nend le\nls > le",
    ),
    "two boundaries for any code": (
        "catchers-apart",
        "b2",
        PLAIN.replace("user u", "call u process=low")
        + "boundary b1 on=u error=*\nboundary b2 on=u error=*\nb1 > e\nb2 > e\n"
        + "process low\nstart ls\nend le\nls > le",
    ),
    "two starts for one message": (
        "catchers-apart",
        "s2",
        PLAIN.replace("start s", "start s message=m\nstart s2 message=m") + "s2 > u",
    ),
    "link without its other end": ("link-pairs", "x", line("throw x link=L", flow="s > u > x")),
    "handler without a typed start": (
        "event-supported",
        "hs",
        PLAIN + "handler h\nstart hs\nend he\nhs > he\nend",
    ),
    "handler with two starts": (
        "handler-start",
        "h",
        PLAIN + "handler h\nstart hs message=a\nstart ht message=b\nend he\nhs > he\nht > he\nend",
    ),
    "handler with a flow": (
        "handler-alone",
        "h",
        PLAIN + "handler h\nstart hs message=a\nend he\nhs > he\nend\nu > h",
    ),
    "handler for a signal": (
        "event-supported",
        "hs",
        PLAIN + "handler h\nstart hs signal=a\nend he\nhs > he\nend",
    ),
    # flows
    "condition out of a parallel gateway": (
        "condition-place",
        "x_e",
        line("and x", flow="s > u > x\nx > e : a"),
    ),
    "condition out of a start": ("condition-place", "s_u", line("", flow="s > u : a\nu > e")),
    "condition on the default": (
        "default-plain",
        "x_e",
        line("xor x default=x_e", flow="s > u > x\nx > u : a\nx > e : b"),
    ),
    "empty condition": (
        "condition-empty",
        "z",
        line(
            'raw <bpmn:sequenceFlow id="z" sourceRef="u" targetRef="e"><bpmn:conditionExpression/>'
            "</bpmn:sequenceFlow>",
            flow="s > u",
        ),
    ),
    "condition in another language": (
        "condition-language",
        "z",
        line(
            'raw <bpmn:sequenceFlow id="z" sourceRef="u" targetRef="e"><bpmn:conditionExpression '
            'language="http://www.w3.org/1999/XPath">a</bpmn:conditionExpression>'
            "</bpmn:sequenceFlow>",
            flow="s > u",
        ),
    ),
    "choice without condition": (
        "choice-complete",
        "x_e",
        line("xor x", flow="s > u > x\nx > u : a\nx > e"),
    ),
    "default of a task without conditions": (
        "default-place",
        "x",
        line('raw <bpmn:userTask id="x" default="x_e"/>'),
    ),
    "flow into a start": ("flow-direction", "u_s", PLAIN + "u > s"),
    "flow out of an end": ("flow-direction", "e_u", PLAIN + "e > u"),
    "event gateway to a task": (
        "event-gateway",
        "x_v",
        line("events x", flow="s > u > x")
        + "catch c message=m\nuser v\nx > c\nx > v\nc > e\nv > e",
    ),
    "event gateway with one event": (
        "event-gateway",
        "x",
        line("events x", flow="s > u > x") + "catch c message=m\nx > c > e",
    ),
    # loops
    "loop without a collection": (
        "loop-complete",
        "x",
        line('raw <bpmn:userTask id="x"><bpmn:multiInstanceLoopCharacteristics/></bpmn:userTask>'),
    ),
    "loop over a data object": (
        "loop-complete",
        "x",
        line(
            'raw <bpmn:userTask id="x"><bpmn:multiInstanceLoopCharacteristics>'
            "<bpmn:loopDataInputRef>d</bpmn:loopDataInputRef>"
            "</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>"
        ),
    ),
    "loop with an event for each": (
        "loop-complete",
        "x",
        line(
            'raw <bpmn:userTask id="x"><bpmn:multiInstanceLoopCharacteristics behavior="One">'
            "<bpmn:loopCardinality>3</bpmn:loopCardinality>"
            "</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>"
        ),
    ),
    "standard loop without an end": (
        "loop-complete",
        "x",
        line('raw <bpmn:userTask id="x"><bpmn:standardLoopCharacteristics/></bpmn:userTask>'),
    ),
    "standard loop of a million": ("loop-complete", "x", line("user x most=1000000")),
    # the drawing as a graph
    "two plain starts": ("one-start", "s2", PLAIN + "start s2\ns2 > u"),
    "no start": ("start-required", "main", PLAIN.replace("start s", "user s")),
    "no end": ("end-required", "main", PLAIN.replace("end e", "user e")),
    "task without a way out": ("way-out", "v", PLAIN + "user v\nu > v"),
    "task that nothing leads to": ("reached", "v", PLAIN + "user v\nv > e"),
    "loop without a way to an end": (
        "way-to-end",
        "v",
        PLAIN + "user v\nu > v\nraw " + '<bpmn:sequenceFlow id="z" sourceRef="v" targetRef="v"/>',
    ),
    "join that waits for itself": (
        "join-can-fire",
        "j",
        line("and j\nuser v\nand f", flow="s > u > j > v > f > e\nf > j"),
    ),
    "cycle without person or choice": (
        "cycle-stops",
        "m",
        line("xor m\nservice a\nand f", flow="s > u > m > a > f\nf > e\nf > m"),
    ),
    "cycle through a call in which nobody waits": (
        "cycle-stops",
        "m",
        line("xor m\ncall a process=low\nand f", flow="s > u > m > a > f\nf > e\nf > m")
        + "process low\nstart ls\nservice auto\nend le\nls > auto > le",
    ),
    "sub-process without a start": (
        "start-required",
        "x",
        line("sub x\nuser xu\nend xe\nxu > xe\nend"),
    ),
    # calls
    "call of nothing": ("call-target", "x", line('raw <bpmn:callActivity id="x"/>')),
    "call of what is not there": ("call-target", "x", line("call x process=gone")),
    "self-call": ("call-cycle", "x", line("call x process=main")),
    "call cycle": (
        "call-cycle",
        "x",
        line("call x process=low")
        + "process low\nstart ls\ncall y process=main\nend le\nls > y > le",
    ),
    "call of a process that only a message starts": (
        "call-start",
        "x",
        line("call x process=low") + "process low\nstart ls message=m\nend le\nls > le",
    ),
    "one output for two facts": (
        "call-outputs",
        "x",
        line("call x process=low out_a=outcome out_b=outcome")
        + "process low\nstart ls\nend le\nls > le",
    ),
    # expressions
    "condition that is no FEEL": (
        "expression",
        "x_e",
        line("xor x default=x_u", flow="s > u > x\nx > u\nx > e : a =="),
    ),
    "python in a condition": (
        "expression",
        "x_e",
        line("xor x default=x_u", flow="s > u > x\nx > u\nx > e : __import__('os').system('id')"),
    ),
    "duration where a condition belongs": (
        "expression",
        "x_e",
        line("xor x default=x_u", flow="s > u > x\nx > u\nx > e : P1D"),
    ),
    "timer that is no timer": ("expression", "x", line("catch x timeDuration='P1D + '")),
    "date where a duration belongs": ("expression", "x", line("catch x timeDuration=2026-01-01")),
    "duration where a date belongs": ("expression", "x", line("catch x timeDate=P1D")),
    "collection that is no FEEL": ("expression", "x", line("user x 'many=a b c(' item=i")),
    "input that is no FEEL": (
        "expression",
        "x",
        line("call x process=low 'in_a=1 +'") + "process low\nstart ls\nend le\nls > le",
    ),
    "process that is not executable": (
        "executable",
        "main",
        PLAIN.replace("process main", "process main executable=false"),
    ),
}
