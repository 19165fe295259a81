"""Runs diagrams: state in, advance out, no I/O. Only here is SpiffWorkflow known.

Read in this order: drawing, gate, parser, specs, run, stepping, state;
reseating is for other versions, repairing for what two persons put right by hand.
"""

from app.engine.program import Program, compile_program
from app.engine.repairing import end, repair, standing
from app.engine.reseating import reseat
from app.engine.stepping import complete, deliver, fire_timers, rearm, start

__all__ = [
    "Program",
    "compile_program",
    "complete",
    "deliver",
    "end",
    "fire_timers",
    "rearm",
    "repair",
    "reseat",
    "standing",
    "start",
]
