"""Generated fragments on pages: put in as they are, and nothing else is touched."""

from __future__ import annotations

import markdown
import pytest
from markdown.extensions import Extension

from scripts.content.markdown_fragments import FragmentsExtension, filled

FIGURE = "<figure id=\"fig-a\">\n\n    <svg><text id='t'>*a* &amp; [[b]]</text></svg>\n</figure>\n"


def _page(text: str) -> str:
    extensions: list[str | Extension] = [FragmentsExtension(), "md_in_html", "attr_list", "smarty"]
    return markdown.markdown(text, extensions=extensions)


def test_a_fragment_comes_out_as_it_was_made() -> None:
    html, ids = filled(_page('Before\n\n--8<-- "zh/a.svg"\n\nAfter'), {"zh/a.svg": FIGURE})
    assert html == f"<p>Before</p>\n{FIGURE.rstrip()}\n\n<p>After</p>"
    assert ids == {"fig-a"}


def test_a_fragment_stands_within_an_element() -> None:
    text = '<figure markdown="1">\n\n--8<-- "en/a.html"\n\nWords\n\n</figure>'
    html, _ = filled(_page(text), {"en/a.html": "<table></table>\n"})
    assert "".join(html.split()) == "<figure><table></table><p>Words</p></figure>"


def test_other_inclusions_are_left_to_others() -> None:
    text = '--8<-- "reference/masks.py:causal_mask"'
    assert "8&lt;" in _page(text)


def test_a_fragment_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match=r"zh/b\.html"):
        filled(_page('--8<-- "zh/b.html"'), {})
