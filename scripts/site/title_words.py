"""Words of a title that no line breaks: on a phone balanced lines cut 架构 and Pre-LN in two.

Chinese is written without blanks, and browsers break it between any two signs. What they should
keep whole is told them: the terms of the glossary and the words of which questions are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from scripts.data.lists import Term

_TITLE = re.compile(r"(?P<start><h1\b[^>]*>)(?P<text>[^<]+)")
_HAN = re.compile(r"[\u4e00-\u9fff]")
#: A name whose second part means nothing by itself: Pre-LN, top-p.
_NAME = r"\w+-\w{1,2}\b"
_OF_QUESTIONS = (
    "为什么|什么|怎么|怎样|有什么|有多|多少|哪些|区别|不同|有效|效果|提升|改变|扩展|出现|计算|工作|损失|"
    "架构|结构|模型|对话|任务|词元|显存|算力|输出|分布|推理时|训练|开源|商用|权重|主流|大模型"
)


def kept_whole(page_html: str, glossary: Iterable[Term], lang: str) -> str:
    """Return the HTML of a page whose title says which of its words stay on one line."""
    words = {*_OF_QUESTIONS.split("|"), *_chinese(glossary)} if lang == "zh" else set()
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    kept = re.compile("|".join([*map(re.escape, longest_first), _NAME]))

    def title(match: re.Match[str]) -> str:
        text = kept.sub(lambda word: f'<span class="whole">{word[0]}</span>', match["text"])
        return match["start"] + text

    return _TITLE.sub(title, page_html, count=1)


def _chinese(glossary: Iterable[Term]) -> set[str]:
    forms = {form for term in glossary for form in (term.zh, *term.aliases.zh)}
    return {form for form in forms if _HAN.search(form) and " " not in form and "（" not in form}
