"""The order of words in lists: by letter in English, by pinyin in Chinese."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin


def sort_key(word: str, lang: str) -> str:
    """Return what `word` is sorted by: its letters, of Chinese signs those of their sound."""
    spoken = "".join(lazy_pinyin(word, style=Style.NORMAL)) if lang == "zh" else word
    return spoken.casefold()


def initial(key: str) -> str:
    """Return the letter under which a word is listed; `#` for all that begins with none."""
    return key[0].upper() if key[0].isalpha() and key[0].isascii() else "#"
