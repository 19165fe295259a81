"""Files of rules: what is written is read, every slip names the rule and the part."""

from __future__ import annotations

import pytest

from app.errors import SettingsError
from app.verification.rules import read_rules
from app.verification.states.graph import EventKind
from tests.verification.rules.small_graphs import rules

WHOLE = '[[rule]]\nid="R"\nvi="Câu"\npattern="absence"\n'


def test_atom_is_read_with_its_call_path_condition_and_kind() -> None:
    file = rules(
        f'[sets]\nreply = ["A", "B"]\n{WHOLE}'
        "event = ['x/y[k = 1]', 'enter(z)', 'issued(reply)']"
    )
    done, entered, issued = file.rules[0].atoms["event"]
    assert (done.place, done.where, done.kind) == (("x", "y"), "k = 1", EventKind.DONE)
    assert (entered.place, entered.kind) == (("z",), EventKind.ENTERED)
    assert issued.issued == {"A", "B"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[[rule]]\nid="R"\nvi="Câu"\npattern="never"', "never"),
        ('[[rule]]\nid="R"\npattern="absence"\nevent="x"', "R"),
        ('[[rule]]\nid="R"\nvi="Câu"\npattern="same"\nfirst="x"\nsecond="y"', "cùng một người"),
        (WHOLE, "event"),
        (f'{WHOLE}event = "x y"', "x y"),
        (f"{WHOLE}event = 'x[k = ]'", "R"),
        (f"{WHOLE}event = 'x[today() > date(due)]'", "today"),
        (f"{WHOLE}event = 'x[now() - due > duration(\"P1D\")]'", "xét thời gian"),
        (f"{WHOLE}event = 'x[now > working days(30, due)]'", "working days"),
        (f"{WHOLE}event = 'x[now() > due]'", "date and time"),
        (f'{WHOLE}scope = "week"\nevent = "x"', "week"),
        (f'{WHOLE}event = "x"\n{WHOLE}event = "x"', "hai lần"),
        ("[[rule", "không đọc được"),
    ],
)
def test_slip_is_refused_by_name(text: str, named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        rules(text)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(SettingsError, match="không đọc được"):
        read_rules(b"\xff\xfe")
