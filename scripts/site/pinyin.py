"""How the Han characters of names are read, for readers who type the sound only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")


def readings(names: Iterable[str]) -> dict[str, str]:
    """Return by syllable, without tones, the characters that are read so in one of the names.

    A character of several readings stands under those that occur: 长 under `chang` where a name
    has 长度, and under `zhang` only where one has 增长. The vowel ü is written v, as it is typed.
    """
    # Its dictionaries take a third of a second to read, which only a build needs.
    from pypinyin import Style, lazy_pinyin

    found: defaultdict[str, set[str]] = defaultdict(set)
    for run in {run for name in names for run in _RUN.findall(name)}:
        for character, syllable in zip(run, lazy_pinyin(run, style=Style.NORMAL), strict=True):
            if syllable.isascii() and syllable.isalpha():
                found[syllable].add(character)
    return {syllable: "".join(sorted(found[syllable])) for syllable in sorted(found)}
