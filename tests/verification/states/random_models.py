"""Random processes for the verifier; every second one has a flow led elsewhere.

Every third compares the present with moments, every fifth hears messages at some times only.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from app.errors import DiagramRefused, EngineFault
from app.verification.states.explore import Limits
from tests.engine.walking.drawing import drawn
from tests.engine.walking.models import random_model
from tests.verification.states.walking import explored, silent, walked

SHORT = Limits(states=1_000, seconds=8.0)


@dataclass(frozen=True)
class Compared:
    """How one random process fared: `judged` is sound, unsound, cut or refused."""

    judged: str
    differences: tuple[str, ...] = ()


def compare(seed: int, walks: int = 3, steps: int = 25, limits: Limits = SHORT) -> Compared:
    """Explore the process of a seed and, if it is sound, walk it beside the engine."""
    # Facts may be unset here: a condition and its opposite must still leave no gap.
    text = re.sub(r"not\((\w+)\)", r"\1 != true", drawn(random_model(seed // 2)))
    text = timed(text) if seed % 3 == 0 else text
    text = guarded(text) if seed % 5 == 0 else text
    text = rewired(text, seed) if seed % 2 else text
    try:
        found = explored(text, topics=silent("work"), is_foreign=True, limits=limits)
    except DiagramRefused:
        return Compared("refused")
    except EngineFault:
        return Compared("cut")
    if found.graph.cut:
        return Compared("cut")
    if not found.is_sound:
        return Compared("unsound")
    return Compared("sound", tuple(walked(found, seed, walks, steps)))


def timed(text: str) -> str:
    """Ask for a moment where a fact was asked for; let timers wait for days after the same."""
    text = re.sub(r"v1 != true", "now() <= date and time(working days(30, day0))", text)
    text = re.sub(
        r": v1$", ": now() > date and time(working days(30, day0))", text, flags=re.MULTILINE
    )
    return re.sub(r"timeDuration=PT(\d\d)\d*H", r"timeDate='working days(\1, day0)'", text)


def guarded(text: str) -> str:
    """Let every message be heard only while a fact is not true."""
    return re.sub(r"(message=\w+)", r"\1 accept='v0 != true'", text)


def rewired(text: str, seed: int) -> str:
    """Lead one flow of a drawing to another node that flows already lead to."""
    chance = random.Random(seed)  # noqa: S311 the same model again
    lines = text.splitlines()
    flows = [n for n, line in enumerate(lines) if " > " in line]
    targets = sorted({lines[n].partition(" : ")[0].split(" > ")[1] for n in flows})
    number = chance.choice(flows)
    path, colon, condition = lines[number].partition(" : ")
    source = path.split(" > ")[0]
    lines[number] = f"{source} > {chance.choice(targets)}{colon}{condition}"
    return "\n".join(lines)
