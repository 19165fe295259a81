"""Every name in a FEEL text is one that somebody writes; nothing is null by misspelling."""

from __future__ import annotations

from collections.abc import Iterator

from app.diagrams.context import LintContext
from app.diagrams.feel_texts import FeelText, feel_texts
from app.diagrams.structure import processes
from app.diagrams.wording import about, shorten, titled
from app.domain.diagrams import Definition, Diagram, Finding
from app.domain.rule_help import RepairGroup, RuleHelp
from app.errors import FeelError
from app.feel import Expression, names_of

RULE = "known-name"
HELP = RuleHelp(
    RULE,
    RepairGroup.CHOICE,
    "Tên dùng trong biểu thức có nơi ghi",
    "Tên gõ sai luôn là trống, điều kiện không bao giờ đúng mà không ai được báo.",
    "Sửa chính tả theo khóa của mục trong biểu, hoặc thêm mục ghi tên đó vào biểu.",
)
_CONTEXTS = frozenset({"profile", "clock", "case"})


def check(diagram: Diagram, context: LintContext) -> Iterator[Finding]:
    """Yield each unknown name and profile key; a text that does not parse is another rule's."""
    if context.facts is None:
        return
    for definition in processes(diagram):
        known = context.facts | _CONTEXTS | _written_here(definition, diagram)
        for found in feel_texts(definition):
            try:
                expression = names_of(found.text)
            except FeelError:
                continue
            for name in sorted(expression.names - known):
                yield _unknown(found, f"tên “{shorten(name)}” mà không nơi nào ghi")
            for key in _unknown_keys(expression, context.profile_keys):
                yield _unknown(found, f"khóa hồ sơ địa phương “{shorten(key)}” chưa có")


def _unknown(found: FeelText, what: str) -> Finding:
    message = f"{titled(found.element)}, {found.what}: dùng {what}"
    return about(found.element, RULE, message, "Sửa chính tả, hoặc thêm mục ghi tên này vào biểu")


def _unknown_keys(expression: Expression, keys: frozenset[str] | None) -> list[str]:
    if keys is None:
        return []
    used = {p.removeprefix("profile.") for p in expression.paths if p.startswith("profile.")}
    return sorted(u for u in used if not any(k == u or k.startswith(u + ".") for k in keys))


def _written_here(definition: Definition, diagram: Diagram) -> set[str]:
    """Return names that calls write: outputs and elements here, inputs from callers in the file."""
    names = set()
    for element in definition.elements.values():
        said = element.extensions
        names |= {mapping.target for mapping in said.outputs} | {said.element_variable}
    for other in diagram.definitions.values():
        for call in other.elements.values():
            if call.called_process == definition.process_id:
                names |= {mapping.target for mapping in call.extensions.inputs}
                names.add(call.extensions.element_variable)
    return names - {""}
