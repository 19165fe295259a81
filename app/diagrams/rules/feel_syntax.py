"""Every FEEL text parses and calls only functions that exist."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.feel_texts import feel_texts
from app.diagrams.structure import processes
from app.diagrams.wording import about, titled
from app.domain.diagrams import Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp
from app.errors import FeelError
from app.feel import names_of

RULE = "feel-syntax"
HELP = RuleHelp(
    RULE,
    RepairGroup.CHOICE,
    "Biểu thức viết đúng FEEL",
    "Biểu thức không đọc được làm hồ sơ dừng lại đúng ở bước đó.",
    "Sửa chỗ được nêu; so sánh bằng dấu =, chữ đặt trong dấu ngoặc kép, nối bằng and, or.",
)


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each text that FEEL cannot read."""
    for definition in processes(diagram):
        for found in feel_texts(definition):
            try:
                names_of(found.text)
            except FeelError as error:
                message = f"{titled(found.element)}, {found.what}: {error.message}"
                repair = f'Sửa {found.what} theo FEEL, ví dụ: decision = "dong_y"'
                yield about(found.element, RULE, message, repair)
