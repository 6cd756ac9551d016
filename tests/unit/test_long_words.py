"""Where long names of sources break."""

from __future__ import annotations

from scripts.site.long_words import broken

NAME = "bridge.models.nemotron.nemotron_provider"
BROKEN = "bridge.<wbr>models.<wbr>nemotron.<wbr>nemotron_<wbr>provider"


def test_the_name_of_a_file_breaks_behind_its_signs() -> None:
    note = '<div class="footnote"><p>{0}: <a href="https://a.org/{1}">{0}</a>.</p></div>'
    assert broken(note.format(NAME, NAME)) == note.format(BROKEN, NAME)


def test_words_and_other_parts_stay() -> None:
    page = (
        f'<p><a href="a">{NAME}</a></p><ul class="bibliography"><li><a href="b">A title of '
        "words, GPT-4 too</a></li></ul>"
    )
    assert broken(page) == page
