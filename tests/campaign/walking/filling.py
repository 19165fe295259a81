"""A form filled at random among what it permits: field after field, as conditions show them.

What several fields must agree on is known by their keys (`plan_answers` and its neighbours);
everything else follows from the kind of the field and its limits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.domain.forms import FieldView, Form
from app.task_forms import present
from tests.campaign.walking import body_answers, emergency_answers, plan_answers
from tests.campaign.walking.scene import Scene
from tests.campaign.walking.usual_choices import USUAL

KNOWN: Mapping[str, Callable[[Scene], Any]] = {
    **plan_answers.KNOWN,
    **body_answers.KNOWN,
    **emergency_answers.KNOWN,
}
# A pass fills one row of a list; a plan may have 150 risks.
MOST_PASSES = 200
LISTS = ("dynamiclist",)
NOT_ASKED = ("text", "separator", "spacer", "button", "expression")
_NUMBER = re.compile(r"\[\d+\]")


def fill(form: Form, scene: Scene) -> dict[str, Any]:
    """Return answers to everything that is shown once they stand; some optional ones are left."""
    filling = _Filling(scene)
    for _ in range(MOST_PASSES):
        views = present(form, scene.answers, scene.context)
        if not filling.level(views, scene.answers):
            break
    return scene.answers


class _Filling:
    """Which fields were decided already: an optional one left empty is not asked again."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.decided: set[str] = set()

    def level(self, views: Sequence[FieldView], target: dict[str, Any]) -> bool:
        """Answer what is shown and undecided; tell whether there was anything."""
        changed = False
        for view in views:
            if not view.shown or view.kind in NOT_ASKED:
                continue
            if view.kind == "group":
                changed |= self.level(view.children, target)
            elif view.kind in LISTS:
                changed |= self._list(view, target)
            elif not view.readonly and view.path not in self.decided:
                changed |= self._field(view, target)
        return changed

    def _list(self, view: FieldView, target: dict[str, Any]) -> bool:
        changed = view.path not in self.decided
        if changed:
            self.decided.add(view.path)
            target[view.key] = self._rows(view)
        for row, answers in zip(view.rows, target[view.key], strict=False):
            if not changed:
                changed |= self.level(row, answers)
        return changed

    def _rows(self, view: FieldView) -> list[dict[str, Any]]:
        if not view.can_add:
            return [{} for _ in view.rows]
        known = self._known(view)
        if known is not None:
            return [dict(row) for row in known(self.scene)]
        return [{} for _ in range(self.scene.chance.choice([0, 0, 1, 2]))]

    def _known(self, view: FieldView) -> Callable[[Scene], Any] | None:
        bare = _NUMBER.sub("", view.path)
        return KNOWN.get(f"{self.scene.element}:{bare}") or KNOWN.get(bare)

    def _field(self, view: FieldView, target: dict[str, Any]) -> bool:
        self.decided.add(view.path)
        if view.key in target:
            return False
        value = self._value(view)
        if value is not None:
            target[view.key] = value
        return value is not None

    def _value(self, view: FieldView) -> Any:
        known = self._known(view)
        if known is not None:
            return known(self.scene)
        chance = self.scene.chance
        if _stands(view) and self.scene.happens(0.9):
            return view.value
        if not view.required and chance.random() < 0.5:
            return None
        return _BY_KIND[view.kind](self.scene, view)


def _stands(view: FieldView) -> bool:
    """Tell whether what is shown first will do."""
    least = int(view.constraints.get("minLength") or 0)
    most = int(view.constraints.get("maxLength") or 1_000_000)
    return bool(view.value) and least <= len(str(view.value)) <= most


def _text(scene: Scene, view: FieldView) -> str:
    least = int(view.constraints.get("minLength") or 0)
    return scene.text(least, int(view.constraints.get("maxLength") or 2_000))


def _one_of(scene: Scene, view: FieldView) -> Any:
    values = [option.value for option in view.options]
    return scene.pick(values, USUAL.get(view.key)) if values else None


def _many_of(scene: Scene, view: FieldView) -> list[str]:
    values = [option.value for option in view.options]
    return scene.chance.sample(values, min(len(values), scene.chance.randint(1, 2)))


def _moment(scene: Scene, view: FieldView) -> str:
    return scene.earlier() if view.subtype == "datetime" else scene.day(0, 30)


_BY_KIND: Mapping[str, Callable[[Scene, FieldView], Any]] = {
    "textfield": _text,
    "textarea": _text,
    "number": lambda scene, view: scene.chance.randint(0, 9),
    "datetime": _moment,
    "radio": _one_of,
    "select": _one_of,
    "checklist": _many_of,
    "taglist": _many_of,
    "checkbox": lambda scene, view: True,
    "filepicker": lambda scene, view: [scene.upload()],
}
