"""What two versions of a process do differently: relations between their steps, told in sentences.

Nothing here claims that two versions have the same runs; what is told is told with a path.
"""

from app.verification.order.comparing import MOST_VERDICTS, compare_behaviour, compare_verdicts

__all__ = ["MOST_VERDICTS", "compare_behaviour", "compare_verdicts"]
