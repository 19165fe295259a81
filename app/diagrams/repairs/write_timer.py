"""Write the time of a timer that has none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.diagrams.repairs.asking import chosen, refuse
from app.diagrams.repairs.tree import Tree
from app.diagrams.vocabulary import child, children
from app.domain.diagrams import Diagram, Finding
from app.domain.views.processes import OfferedRepair
from app.errors import FeelError
from app.feel import names_of

KEY = "write-timer"
_DURATION = re.compile(r"P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?")
_KINDS = ("timeDate", "timeDuration", "timeCycle")


def offer(finding: Finding, diagram: Diagram) -> Iterator[OfferedRepair]:
    """Offer it for each timer without a time."""
    if finding.rule in ("timer-time", "timer-value") and finding.element_id:
        asks = {"time": "Sau bao lâu, như P30D hoặc working days(30)"}
        yield OfferedRepair(KEY, finding.element_id, "Ghi thời gian", asks)


def apply(tree: Tree, element_id: str, values: Mapping[str, str]) -> Mapping[str, bytes]:
    """Write a duration, or an expression that gives the moment; raise FormInvalid if neither."""
    time = chosen(values, "time", "Thời gian")
    duration = _DURATION.fullmatch(time) is not None
    if not duration:
        try:
            names_of(time)
        except FeelError as error:
            raise refuse("time", "Thời gian", f"{error.message}; ghi như P30D") from error
    timer = child(tree.find(element_id), "timerEventDefinition")
    if timer is None:
        raise refuse("time", "Thời gian", "Phần tử này không còn là hẹn giờ; kiểm tra lại")
    for old in list(children(timer, *_KINDS)):
        timer.remove(old)
    tree.write(timer, "timeDuration" if duration else "timeDate", time)
    return {}
