"""A folded block takes the id that ends its title; any other title stays as it is."""

import markdown
import pytest
from markdown.extensions import Extension

from scripts.content.markdown_folds import FoldsExtension


def _convert(text: str) -> str:
    extensions: list[str | Extension] = ["pymdownx.details", "attr_list", FoldsExtension()]
    return markdown.markdown(text, extensions=extensions).replace("\n", "")


def test_a_folded_block_can_be_linked_to() -> None:
    html = _convert('??? question "What is *x*? {#check-x}"\n    An answer.\n')
    assert html == (
        '<details class="question" id="check-x"><summary>What is <em>x</em>?</summary>'
        "<p>An answer.</p></details>"
    )


@pytest.mark.parametrize("title", ["What?", "The set {1, 2}", "{#a} goes first"])
def test_other_titles_stay_as_they_are(title: str) -> None:
    html = _convert(f'??? note "{title}"\n    Text.\n')
    assert html == f'<details class="note"><summary>{title}</summary><p>Text.</p></details>'
