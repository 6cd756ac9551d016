"""Which words of a title stay on one line."""

from __future__ import annotations

import re

from scripts.site.title_words import kept_whole
from tests.unit.test_terms import TERM


def whole(title: str, lang: str) -> list[str]:
    page = f'<h1 id="top">{title}<a href="#top">#</a></h1>\n<p>{title}</p>'
    made = kept_whole(page, (TERM.model_copy(update={"zh": "长喙"}),), lang)
    assert re.sub(r"</?span[^>]*>", "", made) == page
    assert made.endswith(f"<p>{title}</p>")
    return re.findall(r'<span class="whole">(.*?)</span>', made)


def test_a_chinese_title_breaks_between_words_only() -> None:
    assert whole("长喙为什么有效，有什么区别？", "zh") == [
        "长喙",
        "为什么",
        "有效",
        "有什么",
        "区别",
    ]


def test_a_name_with_a_short_second_part_stays_whole() -> None:
    assert whole("Post-LN、Sandwich-LN 与 top-p 好吗", "zh") == ["Post-LN", "Sandwich-LN", "top-p"]
    assert whole("Pre-LN or self-attention?", "en") == ["Pre-LN"]
