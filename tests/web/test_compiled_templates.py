"""A second application over the same templates compiles none of them again."""

from __future__ import annotations

from jinja2 import DictLoader, Environment

from app.web.compiled_templates import CompiledTemplates

PAGE = {"page.html": "Chào {{ name }}"}


def test_second_environment_takes_the_code_of_the_first() -> None:
    kept = CompiledTemplates()
    first, second = (Environment(loader=DictLoader(PAGE), bytecode_cache=kept) for _ in "12")  # noqa: S701 no HTML here
    before = first.get_template("page.html")
    after = second.get_template("page.html")
    assert after.root_render_func.__code__ is before.root_render_func.__code__
    assert after.render(name="Thu") == "Chào Thu"


def test_template_that_changed_is_compiled_anew() -> None:
    kept = CompiledTemplates()
    first, second = (
        Environment(loader=DictLoader({"page.html": text}), bytecode_cache=kept)  # noqa: S701 no HTML here
        for text in ("cũ", "mới")
    )
    assert [one.get_template("page.html").render() for one in (first, second)] == ["cũ", "mới"]
