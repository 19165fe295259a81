"""A text put in place of a shipped one fills places and does nothing else (hostile texts)."""

from __future__ import annotations

import pytest

from app.documents import DOC_TYPES, draft_body
from app.documents.drafting import shipped_text
from app.documents.samples import sample_variables
from app.documents.template_check import LONGEST, faults_in
from app.documents.template_names import lost_in
from app.documents.variables import VARIABLES
from app.errors import StepRefused

HOSTILE = {
    "{{ ''.__class__.__mro__ }}": "bỏ .__class__",
    "{{ plan_title._private }}": "bỏ ._private",
    "{{ cycler.__init__.__globals__.os.popen('id') }}": "cycler",
    "{{ lipsum() }}": "lipsum",
    "{{ self }}": "self",
    "{{ config }}": "config",
    "{% for a in range(1000000000) %}x{% endfor %}": "chỉ liệt kê các dòng của một biến",
    "{% for a in 'abcdef' %}x{% endfor %}": "chỉ liệt kê các dòng của một biến",
    "{% for a in risks recursive %}{% endfor %}": "chỉ liệt kê các dòng của một biến",
    "{% for a in risks %}{% for b in a.x %}{% for c in b.y %}.{% endfor %}{% endfor %}{% endfor %}":
        "nhiều nhất 2 tầng",
    "{{ 'a' * 1000000000 }}": "bỏ Mul",
    "{{ 9 ** 9 ** 9 }}": "bỏ Pow",
    "{{ plan_title ~ plan_title }}": "bỏ Concat",
    "{{ plan_title['__class__'] }}": "bỏ Getitem",
    "{{ plan_title | attr('__class__') }}": "bỏ bộ lọc attr",
    "{{ '%999999999d' | format(1) }}": "bỏ bộ lọc format",
    "{{ plan_title | center(999999999) }}": "bỏ bộ lọc center",
    "{{ plan_title.format(1) }}": "bỏ lời gọi hàm",
    "{% set x = 1 %}": "bỏ set",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}": "bỏ macro",
    "{% include 'page.html' %}": "bỏ include",
    "{% extends 'page.html' %}": "bỏ Extends",
    "{% import 'page.html' as parts %}": "chỉ nhập được _parts.txt",
    "{% import '_parts.txt' as other %}{{ other.vote() }}": "chỉ nhập được _parts.txt",
    "{{ parts.vote(1) }}": "bỏ lời gọi hàm",
    "{{ plan_titel }}": "biến lạ: plan_titel",
    "{{ plan_title": "Sửa dòng 1: đóng mở",
    "{% if x is divisibleby 3 %}{% endif %}": "bỏ phép thử divisibleby",
    " \n ": "từ 1 đến 64000 ký tự",
    "x" * (LONGEST + 1): "từ 1 đến 64000 ký tự",
    "{{ place }}" * 4_500: "Rút ngắn mẫu",
    "{% if plan_title %}" * 2_000: "Sửa dòng",
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:40] for text in HOSTILE])
def test_text_that_does_more_than_fill_is_refused_in_words(text: str) -> None:
    assert HOSTILE[text] in "; ".join(faults_in(text))


@pytest.mark.parametrize("key", sorted(DOC_TYPES))
def test_every_shipped_text_passes_and_fills_with_the_sample(key: str) -> None:
    text = shipped_text(DOC_TYPES[key])
    assert faults_in(text) == ()
    filled = draft_body(DOC_TYPES[key], sample_variables())
    assert filled and draft_body(DOC_TYPES[key], sample_variables(), text) == filled


def test_text_goes_on_saying_what_the_document_needs() -> None:
    minutes, slip = DOC_TYPES["BIEN_BAN"], DOC_TYPES["PHIEU_TN"]
    for doc_type in DOC_TYPES.values():
        assert lost_in(doc_type, shipped_text(doc_type)) == ()
    assert "held_at" in lost_in(minutes, "Họp về {{ plan_title }}.")
    received = "{% import '_parts.txt' as parts with context %}{{ parts.received() }}"
    assert "case_code" in lost_in(slip, "Đã nhận.") and "case_code" not in lost_in(slip, received)


def test_sample_has_a_value_for_every_variable() -> None:
    assert sample_variables().keys() == VARIABLES.keys()


def test_own_text_is_filled_in_place_of_the_shipped_one() -> None:
    rows = "{% for r in opinions or [] %}- {{ r.content }}{% endfor %}"
    text = "Họp ngày {{ held_at | day }}.\n\n\n" + rows
    filled = draft_body(DOC_TYPES["BIEN_BAN"], sample_variables(), text)
    assert filled == "Họp ngày 24/04/2024.\n\n- làm rõ nguồn vốn"


def test_place_that_cannot_be_filled_names_the_paper_and_the_way_out() -> None:
    variables = sample_variables(place=None)
    with pytest.raises(StepRefused, match=r"Biên bản họp .* khôi phục bản đi kèm"):
        draft_body(DOC_TYPES["BIEN_BAN"], variables, "Tại {{ place | day }}")
