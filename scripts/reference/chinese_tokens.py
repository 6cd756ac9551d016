"""Why one language takes more tokens than another, and what a larger vocabulary costs."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from scripts.reference.tokenization import n_tokens, train_bpe

#: Everyday language, written for this handbook, once in each language.
EVERYDAY = {
    "zh": (
        "周末你有空吗？我想去看看新开的那家书店，听说二楼可以喝咖啡，还能看到河。"
        "要是下雨就改天，反正不着急。对了，上次借你的伞还在我这儿，一起带过去。"
        "我妈做了些点心，让我给你留一盒，她总说你一个人住，肯定不好好吃饭。"
        "早上九点在地铁口见，好不好？迟到的人请客。"
    ),
    "en": (
        "Are you free this weekend? I would like to see the new bookshop; they say you can drink "
        "coffee upstairs and look out over the river. If it rains, we can go another day, there is "
        "no hurry. By the way, I still have the umbrella you lent me last time, so I will bring it "
        "along. My mother has baked some cakes and told me to keep a box for you; she always says "
        "that you live alone and surely do not eat properly. Shall we meet at the underground "
        "station at nine in the morning? Whoever is late pays."
    ),
}
#: The sentence that figures show cut by vocabularies of models.
SENTENCE = "人工智能正在改变世界"
#: Shares of Chinese in the text that a small tokenizer is trained on, and its merges.
SHARES = (0.01, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 0.99)
N_MERGES = 150


#: Marks alone, other signs with the blank before them: no merge goes across parts.
_PARTS = re.compile(
    r"[.,!?;:，。！？；：、]| ?[^\s.,!?;:，。！？；：、]+|\s"
)


def byte_words(text: str) -> Counter[str]:
    """Return the parts of a text, counted, each byte in UTF-8 written as one character."""
    return Counter(
        part.encode().decode("latin-1") for part in _PARTS.findall(text)
    )


# --8<-- [start:costs]
def premium(
    bytes_zh: int, bytes_en: int, per_token_zh: float, per_token_en: float
) -> float:
    """Return tokens of the Chinese text over tokens of the English one.

    bytes_*: of the same content in UTF-8. per_token_*: bytes per token.
    """
    return bytes_zh / bytes_en * per_token_en / per_token_zh


def added_parameters(n_tokens: int, d_model: int, *, tied: bool) -> int:
    """Return the parameters that new tokens add: a row of the embedding
    each, and a row of the output layer unless the two are tied."""
    return n_tokens * d_model * (1 if tied else 2)


def break_even(multiplied: int, n_tokens: int, d_model: int) -> float:
    """Return the share of the old tokens below which a text costs less.

    multiplied: parameters that each token is multiplied by. New tokens add
    rows to the output layer's product; looking up a row costs nothing.
    """
    return multiplied / (multiplied + n_tokens * d_model)


# --8<-- [end:costs]


@lru_cache(maxsize=1)
def tokens_by_share() -> tuple[dict[str, int], ...]:
    """Return the tokens of the everyday text in each language, for each share of Chinese.

    A byte-level BPE is trained on both texts, the words counted so that Chinese makes up the
    share in bytes, and cuts the texts that it was trained on.
    """
    parts = {lang: byte_words(text) for lang, text in EVERYDAY.items()}
    found = []
    for share in SHARES:
        counts: Counter[str] = Counter()
        for lang, part in (("zh", share), ("en", 1 - share)):
            weight = round(1e6 * part / len(EVERYDAY[lang].encode()))
            for word, count in parts[lang].items():
                counts[word] += count * weight
        merges = train_bpe(counts, N_MERGES)
        found.append(
            {lang: n_tokens(part, merges) for lang, part in parts.items()}
        )
    return tuple(found)
