"""Forms and decision tables with parts changed by chance, as somebody's own tool may write them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from app.config import ROOT
from tests.campaign.varied_files import stir

FORMS = tuple(path.read_bytes() for path in sorted((ROOT / "forms").glob("*/*.form")))
TABLES = tuple(path.read_bytes() for path in sorted((ROOT / "workflows").glob("*/*.dmn")))
VALUES: tuple[Any, ...] = ("", None, 1, 1e308, [], {}, "x" * 300, "=a +", "á", True, -1, {"a": [1]})
Random = random.Random
Place = tuple[Any, Any]


def varied_form(seed: int) -> bytes:
    """Return the form of a seed: JSON still, with keys gone and values of other kinds."""
    chance = Random(seed)
    schema = json.loads(chance.choice(FORMS))
    for _ in range(chance.randint(1, 5)):
        places = list(_places(schema))
        if places:
            _change(chance, places)
    return json.dumps(schema).encode()


def _places(value: Any) -> Iterator[Place]:
    keys = list(value) if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


def _change(chance: Random, places: list[Place]) -> None:
    holder, key = chance.choice(places)
    kind = chance.random()
    if kind < 0.3:
        del holder[key]
    elif kind < 0.8:
        holder[key] = deepcopy(chance.choice(VALUES))
    else:
        holder[key] = deepcopy(chance.choice(places)[0])


def varied_table(seed: int) -> bytes:
    """Return the decision table of a seed."""
    chance = Random(seed)
    root = etree.fromstring(chance.choice(TABLES))
    stir(root, chance)
    return etree.tostring(root)
