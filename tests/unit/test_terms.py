"""The first link to a term in a section brings its definition; others do not."""

from __future__ import annotations

from dataclasses import replace

from scripts.data.lists import Term
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


def test_a_question_links_the_rarer_terms_where_it_uses_them_first() -> None:
    head = TERM.model_copy(update={"id": "head", "en": "heron head", "abbr": "HH"})
    wing = TERM.model_copy(update={"id": "wing", "en": "broad wing"})
    nest = TERM.model_copy(update={"id": "nest", "en": "high nest", "see": ("reeds",)})
    texts = ["a broad wing", "a broad wing", "heron heads"]
    names = terms.Names((TERM, head, wing, nest), "en", texts)
    page = (
        "<h2>Heron heads</h2><p>An <code>HH</code>, HHX, then Heron heads, HH, a bill, "
        "a broad wing and a high nest.</p>"
    )
    link = '<a href="{root}glossary/#head" data-met>Heron heads</a>'
    assert names.linked_in(page, "reeds") == page.replace("then Heron heads", f"then {link}")
    with_own = page + '<p><a href="../../glossary/#head">head</a></p>'
    assert names.linked_in(with_own, "reeds") == with_own  # the page has its own link
    assert "#nest" in names.linked_in(page, "herons")
    names = terms.Names((head,), "zh", ["", "", "喙"])
    assert names.linked_in("<p>喙与 HH。</p>", "") == (
        '<p>喙与 <a href="{root}glossary/#head" data-met>HH</a>。</p>'
    )
