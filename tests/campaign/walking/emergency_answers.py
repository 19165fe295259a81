"""What fits together in the record of an emergency: true times, whom the cadre tried to reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from app.domain.clock import local_iso
from tests.campaign.walking.scene import Scene

RESULTS = ("gap_duoc", "khong_gap", "da_gui_chua_tra_loi")
ROLES = ("nguoi_dung_dau", "cap_tren")


def _latest_act_at(scene: Scene) -> str:
    detected = datetime.fromisoformat(scene.answers["detected_at"])
    return local_iso(detected + timedelta(minutes=scene.chance.randint(0, 2_000)))


def _attempts(scene: Scene) -> list[dict[str, Any]]:
    logged = [dict(row) for row in scene.fact("attempts_logged") or ()]
    people = [one for one in scene.ids("people") if one != scene.fact("cadre_id")]
    wanted = scene.chance.randint(0 if logged else 1, 2)
    return [*logged, *(_attempt(scene, scene.chance.choice(people)) for _ in range(wanted))]


def _attempt(scene: Scene, person: str) -> dict[str, Any]:
    return {
        "to_person": person,
        "to_role": scene.chance.choice(ROLES),
        "at": scene.earlier(scene.fact("detected_at"), most=30),
        "result": scene.chance.choice(RESULTS),
    }


def _impossibility(scene: Scene) -> str | None:
    return scene.text(20) if scene.chance.random() < 0.3 else None


def _since_detected(scene: Scene) -> str:
    return scene.earlier(scene.fact("detected_at"), most=60)


def _ended_at(scene: Scene) -> str:
    return scene.earlier(scene.answers.get("started_at"), most=30)


def _conditions_at(scene: Scene) -> str:
    return scene.earlier(scene.fact("decided_at"), most=60)


KNOWN: Mapping[str, Callable[[Scene], Any]] = {
    "detected_at": lambda scene: scene.earlier(most=600),
    "latest_act_at": _latest_act_at,
    "log_attempts:attempts": _attempts,
    "impossibility": _impossibility,
    "received_at": _since_detected,
    "started_at": _since_detected,
    "ended_at": _ended_at,
    "decided_at": _since_detected,
    "conditions_at": _conditions_at,
}
