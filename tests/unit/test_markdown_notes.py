"""How the marks of notes stand in a page's text."""

from __future__ import annotations

import re

import pytest
from markdown import Markdown

from scripts.content.markdown_notes import NotesExtension


def _text(markdown: str) -> str:
    notes = "\n\n[^a]: One.\n\n[^b]: Two.\n"
    made = Markdown(extensions=["footnotes", NotesExtension()]).convert(markdown + notes)
    return re.sub(r"<[^>]+>", "", made.split("</p>")[0])


@pytest.mark.parametrize("between", ["", " "])
def test_marks_of_one_place_stand_together_behind_its_punctuation(between: str) -> None:
    assert _text(f"Herons stand[^a]{between}[^b]. They wait.") == "Herons stand.[1][2] They wait."


def test_marks_of_two_places_stay_apart() -> None:
    assert _text("Herons[^a], egrets[^b].") == "Herons,[1] egrets.[2]"
