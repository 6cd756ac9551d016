"""The measured tokens: the page's figures are those of the data, and the small formulas hold."""

from __future__ import annotations

import pytest

from scripts.base.paths import DOCS, ROOT
from scripts.content import records
from scripts.data.measurements import ParallelText, Vocabulary
from scripts.reference import chinese_tokens as ct

HANDBOOK = records.load(ROOT)
VOCABULARIES: dict[str, Vocabulary] = {each.id: each for each in HANDBOOK.vocabularies}
TEXTS: dict[str, ParallelText] = {each.id: each for each in HANDBOOK.parallel_texts}
PAGES = [
    (DOCS / lang / "questions/chinese-tokenization.md").read_text(encoding="utf-8")
    for lang in ("zh", "en")
]


def ratio(vocabulary: str, text: str = "declaration") -> float:
    tokens = VOCABULARIES[vocabulary].tokens[text]
    return tokens.zh / tokens.en


@pytest.mark.parametrize("page", PAGES, ids=["zh", "en"])
def test_the_page_tells_what_was_measured(page: str) -> None:
    declaration = TEXTS["declaration"]
    gpt4, deepseek = VOCABULARIES["gpt-4"], VOCABULARIES["deepseek-v3"]
    every = [ratio(v, t) for v in VOCABULARIES for t in TEXTS]
    told = [
        f"{ratio('gpt-4'):.2f}",
        f"{ratio('deepseek-v3'):.2f}",
        f"{min(every):.2f}",
        f"{max(every):.2f}",
        f"{declaration.zh.bytes / declaration.en.bytes:.3f}",
        f"{declaration.zh.bytes / declaration.zh.characters:.2f}",
        f"{declaration.en.characters / declaration.zh.characters:.2f}",
        f"{declaration.zh.bytes / gpt4.tokens['declaration'].zh:.2f}",
        f"{declaration.en.bytes / gpt4.tokens['declaration'].en:.2f}",
        f"{declaration.zh.bytes / deepseek.tokens['declaration'].zh:.2f}",
        f"{declaration.en.bytes / deepseek.tokens['declaration'].en:.2f}",
        f"{gpt4.tokens['declaration'].zh / declaration.zh.characters:.2f}",
        f"{deepseek.tokens['declaration'].zh / declaration.zh.characters:.2f}",
        f"{deepseek.han_single:,}",
        f"{deepseek.han_longer:,}",
        f"{VOCABULARIES['llama-2'].han_single:,}",
        f"gpt4 = {list(gpt4.sentence)}",
        f"qwen3 = {list(VOCABULARIES['qwen3'].sentence)}",
    ]
    assert [figure for figure in told if figure not in page] == []


def test_everyday_language_is_kinder_to_chinese_in_every_row() -> None:
    assert all(ratio(v, "everyday") < ratio(v) for v in VOCABULARIES)


def test_sizes_of_the_everyday_text_are_those_of_the_text() -> None:
    size = TEXTS["everyday"]
    for lang, found in (("zh", size.zh), ("en", size.en)):
        text = ct.EVERYDAY[lang]
        assert (found.characters, found.bytes) == (len(text), len(text.encode()))


def test_each_cut_holds_the_whole_sentence() -> None:
    for vocabulary in VOCABULARIES.values():
        assert sum(vocabulary.sentence) == len(ct.SENTENCE.encode())


def test_extension_adds_what_chinese_llama_has_more() -> None:
    counts = [
        HANDBOOK.entry(name).checkpoint.parameters for name in ("llama-7b", "chinese-llama-7b")
    ]
    before, after = (count.total for count in counts if count is not None)
    assert before is not None
    assert after is not None
    assert after - before == ct.added_parameters(49_953 - 32_000, 4096, tied=False)
    assert ct.added_parameters(20_000, 2048, tied=True) == 40_960_000


def test_at_the_break_even_both_cost_the_same() -> None:
    share = ct.break_even(490_000_000, 17_953, 896)
    assert share * (490_000_000 + 17_953 * 896) == pytest.approx(490_000_000)
    assert round(share, 3) == 0.968


def test_more_chinese_in_training_makes_chinese_shorter_and_english_longer() -> None:
    found = ct.tokens_by_share()
    chinese, english = [row["zh"] for row in found], [row["en"] for row in found]
    assert chinese == sorted(chinese, reverse=True)
    assert english == sorted(english)
    assert found[ct.SHARES.index(0.05)]["zh"] == len(ct.EVERYDAY["zh"].encode())
    assert chinese[-1] < chinese[0] / 2
