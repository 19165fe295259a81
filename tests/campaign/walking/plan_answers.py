"""What fits together in a plan: who proposes it, which rules it names, its days and its risks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from tests.campaign.walking.scene import Scene

KINDS_OF_PERSON = ("ca_nhan", "nhom")
COSTS = (0, 35_000_000, 480_000_000, 45_000_000_000, 50_000_000_000)


def _proposer_kind(scene: Scene) -> str:
    if scene.element == "rework_plan" and scene.happens(0.9):
        return str(scene.fact("proposer_kind"))
    if scene.happens(0.8):
        return "ca_nhan"
    if scene.chance.random() < 0.6 or not _represented(scene):
        return "nhom"
    return str(scene.chance.choice(["cap_uy", "to_chuc_dang", "co_quan", "don_vi"]))


def _represented(scene: Scene) -> list[str]:
    if scene.element == "enter_paper_plan":
        return scene.ids("org_units")
    return list(scene.fact("represented_org_ids") or ())


def _proposers(scene: Scene) -> list[str]:
    sent = list(scene.fact("sent_proposers") or ())
    if sent and scene.happens(0.9):
        return sent
    people = [person for person in scene.ids("people") if person != scene.doer]
    first = scene.doer if scene.element != "enter_paper_plan" else scene.chance.choice(people)
    if scene.answers.get("proposer_kind") != "nhom":
        return [first]
    others = scene.chance.sample(
        [one for one in people if one != first], scene.chance.randint(1, 3)
    )
    return [first, *others]


def _group_head(scene: Scene) -> str:
    return str(scene.chance.choice(scene.answers["proposers"]))


def _proposer_org(scene: Scene) -> str | None:
    if scene.fact("sent_org"):
        return str(scene.fact("sent_org"))
    represented = _represented(scene)
    return scene.chance.choice(represented) if represented else None


def _regulations(scene: Scene) -> list[Any]:
    if scene.answers.get("issue_type") == "chua_quy_dinh":
        return []
    return [{} for _ in range(scene.chance.randint(1, 3))]


def _risks(scene: Scene) -> list[Any]:
    return [{} for _ in range(scene.chance.randint(1, 3))]


def _scope_rank(scene: Scene) -> str:
    return str(scene.pick(["1", "2", "3", "4", "5"], "3"))


def date_from(scene: Scene) -> str:
    """Return the first day: of a plan any near day, of a go-ahead one within the plan."""
    first = scene.plan.get("date_from")
    return str(first) if first else scene.day(-20, 60)


def date_to(scene: Scene) -> str:
    """Return the last day, not before the first."""
    last = scene.plan.get("date_to")
    if last:
        return str(last)
    first = date.fromisoformat(scene.answers.get("date_from") or scene.today.isoformat())
    return (first + timedelta(days=scene.chance.randint(0, 400))).isoformat()


def _paper_received_on(scene: Scene) -> str:
    return scene.day(-6, 0)


def _paper_dated_on(scene: Scene) -> str:
    received = date.fromisoformat(scene.answers.get("paper_received_on") or scene.today.isoformat())
    return (received - timedelta(days=scene.chance.randint(0, 20))).isoformat()


def _personnel(scene: Scene) -> list[str]:
    return scene.chance.sample(scene.ids("people"), scene.chance.randint(1, 3))


KNOWN: Mapping[str, Callable[[Scene], Any]] = {
    "proposer_kind": _proposer_kind,
    "proposers": _proposers,
    "group_head": _group_head,
    "proposer_org": _proposer_org,
    "regulations": _regulations,
    "prepare_plan:risks": _risks,
    "rework_plan:risks": _risks,
    "enter_paper_plan:risks": _risks,
    "scope_rank": _scope_rank,
    "date_from": date_from,
    "date_to": date_to,
    "personnel": _personnel,
    "paper_received_on": _paper_received_on,
    "paper_dated_on": _paper_dated_on,
    "est_cost": lambda scene: scene.chance.choice(COSTS),
}
