"""The first link to a term in a section brings its definition; others do not."""

from __future__ import annotations

from dataclasses import replace

from scripts.data.schema import Term
from scripts.site import terms
from tests.unit.invented import handbook

TERM = Term.model_validate(
    {
        "id": "bill",
        "zh": "喙",
        "en": "bill",
        "definition": {"zh": "鸟的嘴。", "en": 'A bird\'s "mouth".'},
    }
)
LINK = '<a href="../../glossary/#bill">bill</a>'


def test_each_section_defines_a_term_once() -> None:
    page = f'{LINK}{LINK}<h2 id="a">A</h2>{LINK}<a href="../../glossary/#beak">beak</a>'
    found = terms.with_definitions(page, replace(handbook(), glossary=(TERM,)), "en")
    defined = 'class="term" data-definition="A bird&#x27;s &quot;mouth&quot;."'
    assert found.count(defined) == 2
    assert found.index(defined) < found.index("<h2") < found.rindex(defined)
