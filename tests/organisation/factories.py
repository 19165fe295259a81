"""The organisation of Minh Giang as shipped, and small ones made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from app.config import ROOT
from app.domain.people import OrganisationRows, Unit, UnitKind
from app.organisation import Organisation
from app.profiles import load_organisation

ON = date(2024, 3, 4)


@cache
def shipped_rows() -> OrganisationRows:
    """The rows of the demo province."""
    return load_organisation(ROOT / "workflows" / "profiles", "MG").rows


def shipped(**changes: Any) -> Organisation:
    """The demo province, with these lists of rows in place of its own."""
    return Organisation(replace(shipped_rows(), **changes))


def unit(id_: str, superior: str | None, **changes: Any) -> Unit:
    """A Party committee of rank 2."""
    values: dict[str, Any] = {
        "id": id_,
        "code": id_,
        "name": f"Đảng ủy {id_}",
        "kind": UnitKind.PARTY_COMMITTEE,
        "rank": 2,
        "direct_superior_id": superior,
    }
    return Unit(**values | changes)
