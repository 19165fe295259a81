"""What `scenario run --coverage` prints: a table by diagram, what is missing, what cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.scenarios.coverage import Part, Passed, Place

WIDTHS = (27, 10, 16, 14)


def lines_of_coverage(places: Sequence[Place], passed: Passed) -> Iterator[str]:
    """Yield a line a diagram with taken/all of each part, the sum, the missing, the safety nets."""
    from app.scenarios.coverage import Part, missing

    counted = [place for place in places if not place.apart]
    yield _row("Sơ đồ", *(part.value.capitalize() for part in Part))
    for process_id, group in groupby(counted, key=lambda place: place.process_id):
        own = list(group)
        yield _row(process_id, *(_taken(own, part, passed) for part in Part))
    yield _row("Cộng", *(_taken(counted, part, passed) for part in Part))
    lacking = missing(places, passed)
    share = 100 * (len(counted) - len(lacking)) // max(1, len(counted))
    yield f"Kịch bản đã đi qua {len(counted) - len(lacking)}/{len(counted)} chỗ, {share} %."
    yield from _listed("Chưa có kịch bản nào đi qua:", lacking)
    apart = [place for place in places if place.apart]
    yield from _listed("Không tính, vì chưa hồ sơ nào tới được:", apart)


def _taken(places: Iterable[Place], part: Part, passed: Passed) -> str:
    own = [place for place in places if place.part is part]
    return f"{sum(place.is_in(passed) for place in own)}/{len(own)}" if own else "–"


def _row(name: str, *cells: str) -> str:
    first, *rest = WIDTHS
    return name.ljust(first) + "".join(map(str.rjust, cells, rest))


def _listed(title: str, places: Sequence[Place]) -> Iterator[str]:
    if places:
        yield title
    for place in places:
        reason = f": {place.apart}" if place.apart else ""
        yield f"  {place.process_id}, {place.part.value} “{place.label}” ({place.id}){reason}"
