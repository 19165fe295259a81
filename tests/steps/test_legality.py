"""The legality checklist: one source, the published table; the profiles say the same."""

from __future__ import annotations

import pytest

from app.config import ROOT
from app.decision_tables import decide, read_table
from app.feel import Environment
from app.profiles import load_profiles
from app.profiles.profile import Profile
from tests.factories import MONDAY, AtWork, shown

TABLE = ROOT / "workflows" / "p01b_appraisal" / "dmn_legality.dmn"
PROFILES = load_profiles(ROOT / "workflows" / "profiles")


def _no_calendar(count: int, start: str | None) -> str | None:
    raise AssertionError("the table asks for no working days")


@pytest.mark.clause("A-23")
@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_profile_and_table_agree_in_items_labels_and_hardness(profile: Profile) -> None:
    table = read_table(TABLE.read_bytes())
    env = Environment(MONDAY, _no_calendar)
    rows = decide(table, {"profile": profile.facts()}.get, env)
    assert rows == [vars(item) for item in profile.legality_items]


def test_report_opens_with_one_row_for_each_item_of_the_table(sqlite_office: AtWork) -> None:
    office = sqlite_office
    office.go_to("write_appraisal")
    rows = next(
        field.rows
        for group in office.page("quy", "write_appraisal").fields
        for field in group.children
        if field.key == "legality"
    )
    assert [shown(row).get("item") or row[0].value for row in rows] == [
        "hien_phap",
        "dieu_le",
        "phap_luat_khac",
    ]
