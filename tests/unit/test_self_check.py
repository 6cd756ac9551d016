"""The self-check of a page: which of its blocks count, and what of them is question and answer."""

from __future__ import annotations

from lxml.html import HtmlElement, fragment_fromstring, tostring

from scripts.publication.self_check import items, put_answers_last

PAGE = """
<article>
<h1>Herons</h1>
<details class="question"><summary>Not of the self-check</summary><p>No.</p></details>
<h2 id="self-check">Self-check</h2>
<p>Try these.</p>
<details class="question"><summary>With <em>what</em>?</summary>
<p>With its bill.</p>
<ul><li>so</li></ul>
</details>
<details class="note"><summary>A remark</summary><p>No question.</p></details>
<details class="question"><summary>How long?</summary><p>Long.</p></details>
<h2 id="sources">Sources</h2>
<details class="question"><summary>Behind it</summary><p>No.</p></details>
</article>
"""


def _page() -> HtmlElement:
    return fragment_fromstring(PAGE)


def test_the_questions_of_the_section_are_given_in_their_order() -> None:
    found = items(_page())
    assert [item.question.text_content() for item in found] == ["With what?", "How long?"]


def test_an_answer_holds_all_its_blocks_and_not_the_question() -> None:
    answer = items(_page())[0].answer
    assert [part.tag for part in answer] == ["p", "ul"]
    assert "With what" not in answer.text_content()


def test_taking_an_answer_leaves_the_page_as_it_is() -> None:
    page = _page()
    before = tostring(page)
    for item in items(page):
        item.answer.clear()
    assert tostring(page) == before


def test_a_page_without_the_section_has_none() -> None:
    assert items(fragment_fromstring("<article><h2 id='sources'>Sources</h2></article>")) == []


def _page_of(*lengths: int) -> HtmlElement:
    blocks = "".join(
        f'<details class="question"><summary>{at}?</summary><p>{"a" * length}</p></details>'
        for at, length in enumerate(lengths)
    )
    return fragment_fromstring(f"<article><h2 id='self-check'>Self-check</h2>{blocks}</article>")


def _answers(page: HtmlElement) -> list[tuple[str, int]]:
    put_answers_last(page, "Answers")
    return [(str(each.get("class")), len(each)) for each in page.iter("ol")]


def test_the_answers_that_end_a_chapter_stay_on_one_page() -> None:
    assert _answers(_page_of(300, 300, 300)) == [("answers kept", 3)]


def test_of_long_answers_only_the_last_ones_stay_together() -> None:
    page = _page_of(700, 300, 300)
    assert _answers(page) == [("answers", 1), ("answers kept", 2)]
    assert [each.get("start") for each in page.iter("ol")] == [None, "2"]
    assert _answers(_page_of(300, 3000)) == [("answers", 1), ("answers kept", 1)]
