"""Which processes wait whatever the date: no timer may take a task of theirs away (INV-21)."""

from __future__ import annotations

# The one timer that ends a case: the proposer's own time, after the round was answered.
LAPSE = "rework_lapse"
PATIENT = (
    "p01_art4_case",
    "p01_level_pass",
    "p01a_intake_authority",
    "p01b_appraisal",
    "p01c_decision",
    "p01d_escalate",
    "p01f_external_level",
)
