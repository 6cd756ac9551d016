"""What a page's HTML tells its style sheet: sizes to reserve, and what the short answer is."""

from __future__ import annotations

import pytest

from scripts.site.layout import prepared

FIGURE = (
    '<figure id="a"><svg class="figure" viewBox="0 0 400 300"></svg>'
    "<figcaption>A &lt; <b>B</b></figcaption></figure>"
)


def test_a_figure_says_its_shape_and_how_long_its_caption_is() -> None:
    assert '<figure id="a" style="--ratio:0.750;--signs:5">' in prepared(FIGURE)


def test_a_figure_without_a_drawing_stays() -> None:
    table = '<figure class="table"><table class="models"></table></figure>'
    assert prepared(table) == table


def test_code_tables_and_notes_are_counted() -> None:
    html = (
        '<div class="highlight"><pre><code>a\nb\n</code></pre></div>'
        '<div class="table-scroll short-table" tabindex="0"><table><tr></tr><tr></tr></table></div>'
        '<div class="footnote"><ol><li id="fn:a">x</li></ol></div>'
    )
    found = prepared(html)
    assert '<div class="highlight" style="--lines:2">' in found
    assert '<div class="table-scroll short-table" tabindex="0" style="--rows:2">' in found
    assert '<div class="footnote" style="--notes:1">' in found


def test_a_table_of_the_text_stands_in_what_it_scrolls_in() -> None:
    plain = '<table id="a"><tr><td>1</td></tr></table>'
    of_data = '<div class="table-scroll"><table class="models"></table></div>'
    around = '<div class="md-typeset__scrollwrap"><div class="md-typeset__table">'
    assert prepared(plain) == f"{around}{plain}</div></div>"
    assert "md-typeset" not in prepared(of_data)
    answer = prepared('<h2 id="short-answer">S</h2>' + plain)
    assert answer.endswith(f"{plain}</div></div>")
    assert 'class="short-answer short-answer--last md-typeset__scrollwrap"' in answer


@pytest.mark.parametrize("last", ["", '<h2 id="intuition">Next</h2><p>Not this.</p>'])
def test_the_short_answer_is_marked_up_to_the_next_heading(last: str) -> None:
    html = (
        '<p>Before</p><h2 id="short-answer">S<a href="#short-answer">¶</a></h2>\n'
        "<p>A <b>b</b><br>c</p>"
        f'\n<div class="formula" tabindex="0"><math><mi>x</mi><mspace/></math></div>{last}'
    )
    expected = (
        '<p>Before</p><h2 id="short-answer">S<a href="#short-answer">¶</a></h2>\n'
        '<p class="short-answer">A <b>b</b><br>c</p>\n'
        '<div class="short-answer short-answer--last formula" tabindex="0">'
        f"<math><mi>x</mi><mspace/></math></div>{last}"
    )
    assert prepared(html) == expected


def test_a_page_without_a_short_answer_stays() -> None:
    assert prepared("<h2>A</h2><p>b</p>") == "<h2>A</h2><p>b</p>"
