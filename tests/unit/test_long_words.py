"""Where long names of sources break, and where numbers do not."""

from __future__ import annotations

from scripts.site.long_words import broken
from scripts.site.tuples import kept_whole

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


def test_a_line_does_not_end_within_a_tuple() -> None:
    page = (
        '<p title="(1, 0)">Keys (1, 0), (−2.5, 3, 0): two <code>(1, 0)</code>, see (2, left).</p>'
    )
    whole = page.replace("(−2.5, 3, 0)", "(−2.5,\u00a03,\u00a00)").replace(
        "Keys (1, 0)", "Keys (1,\u00a00)"
    )
    assert kept_whole(page) == whole
