"""Path data of the small signs: kinds of task, event and gateway (own drawings, 16 x 16).

A sign whose BPMN meaning is "throws" is drawn filled, which the class says, not the path.
"""

from __future__ import annotations

from collections.abc import Mapping

# Drawn with their upper left corner at 0, 0.
TASKS: Mapping[str, str] = {
    "userTask": "M8 2a3 3 0 1 0 .01 0M2.5 14.5v-2q0-4 5.5-4t5.5 4v2z",
    "manualTask": "M2 9l4-5h8v2H9h5v2.5H9h4.5V11H9h3.5v2H6L2 11z",
    "serviceTask": "M8 5.4a2.6 2.6 0 1 0 .01 0M8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2"
    "M3.4 3.4l1.5 1.5M11.1 11.1l1.5 1.5M12.6 3.4l-1.5 1.5M4.9 11.1l-1.5 1.5",
    "scriptTask": "M4 2h9q-3 3 0 6t0 6H4q3-3 0-6t0-6M6 5h4M7 8h4M6.5 11h4",
    "businessRuleTask": "M1.5 3h13v10h-13zM1.5 6h13M5.5 6v7M1.5 9.5h13",
    "sendTask": "M1.5 4h13v9h-13zM1.5 4L8 9l6.5-5",
    "receiveTask": "M1.5 4h13v9h-13zM1.5 4L8 9l6.5-5",
}
# Drawn around 0, 0.
EVENTS: Mapping[str, str] = {
    "timer": "M0-8.5a8.5 8.5 0 1 0 .01 0M0-5v5l3.5 2.5",
    "message": "M-8-5.5H8v11H-8zM-8-5.5L0 1l8-6.5",
    "signal": "M0-8L8 6H-8z",
    "error": "M-7.5 7L-3-7.5l4 7L6.5-8 2.5 7l-4-7z",
    "escalation": "M0-8.5L6 7 0 1.5-6 7z",
    "conditional": "M-6-7.5H6v15H-6zM-4-4H4M-4 0H4M-4 4H4",
    "link": "M-8-3H2v-4l7 7-7 7V3H-8z",
    "compensate": "M0-5.5V5.5L-8 0zM8-5.5V5.5L0 0z",
    "cancel": "M-6-6L6 6M6-6L-6 6",
    "terminate": "M0-8a8 8 0 1 0 .01 0",
    "multiple": "M0-8.5L8-2.5 5 7H-5L-8-2.5z",
}
GATEWAYS: Mapping[str, str] = {
    "exclusiveGateway": "M-7-7L7 7M7-7L-7 7",
    "parallelGateway": "M-10 0H10M0-10V10",
    "inclusiveGateway": "M0-9.5a9.5 9.5 0 1 0 .01 0",
    "complexGateway": "M-9 0H9M0-9V9M-6.5-6.5L6.5 6.5M6.5-6.5L-6.5 6.5",
    "eventBasedGateway": "M0-12a12 12 0 1 0 .01 0M0-6.5L6-2 4 5H-4L-6-2z",
}
# Drawn in the middle of an activity's lower edge, around 0, 0.
MARKERS: Mapping[str, str] = {
    "parallel": "M-5-5V5M0-5V5M5-5V5",
    "sequential": "M-5.5-4.5h11M-5.5 0h11M-5.5 4.5h11",
    "standard": "M-1 5.5A5.5 5.5 0 1 1 3.5 4M-1 5.5l-3.5-.5M-1 5.5l.5-3.5",
    "collapsed": "M-6-6H6V6H-6zM-3.5 0h7M0-3.5v7",
    "adHoc": "M-6 1.5q3-5 6 0t6-1.5",
}
PLAY = "M0 0l9 5.5-9 5.5z"
