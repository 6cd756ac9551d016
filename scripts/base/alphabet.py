"""The order of words in lists: by letter in English, by pinyin in Chinese."""

from __future__ import annotations


def sort_key(word: str, lang: str) -> str:
    """Return what `word` is sorted by: its letters, of Chinese signs those of their sound."""
    return (_pinyin(word) if lang == "zh" else word).casefold()


def _pinyin(word: str) -> str:
    # Its dictionaries take a third of a second to read, which nothing else needs.
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(word, style=Style.NORMAL))


def initial(key: str) -> str:
    """Return the letter under which a word is listed; `#` for all that begins with none."""
    return key[0].upper() if key[0].isalpha() and key[0].isascii() else "#"
