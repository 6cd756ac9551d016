"""Text of the pages as Typst strings: no sign of it is ever read as Typst markup."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: For patterns: Chinese characters, and these with the punctuation that goes with them.
IDEOGRAPHS = "\u3400-\u9fff"
HAN = f"\u3000-\u303f{IDEOGRAPHS}\uff00-\uffef"
#: What stands between the blocks of a chapter, and between none inside them: an empty comment.
BETWEEN_BLOCKS = "\n\n//\n\n"
#: What within a text of a language is of another: in Chinese two words or more, since a single
#: one is as a rule a name.
_FOREIGN: Mapping[str, tuple[re.Pattern[str], str]] = {
    "zh": (re.compile(r"[A-Za-z][A-Za-z'’-]*(?: [A-Za-z][A-Za-z'’-]*)+"), "en"),
    "en": (re.compile(f"[{IDEOGRAPHS}]+"), "zh"),
}
_SPACED_DOT = " · "
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "", "\t": "    "})


def string(text: str) -> str:
    """Return `text` as a string literal of Typst."""
    return f'"{text.translate(_ESCAPES)}"'


def optional(text: str | None) -> str:
    """Return a string literal, or Typst's `none` for what is absent or empty."""
    return string(text) if text else "none"


def in_languages(text: str, lang: str) -> str:
    """Return text of `lang` with each phrase of another language marked as such."""
    pattern, other = _FOREIGN[lang]
    pieces, start = [], 0
    for phrase in pattern.finditer(text):
        before = text[start : phrase.start()]
        pieces += [_plain(before, lang)] if before else []
        pieces.append(_foreign(phrase[0], other))
        start = phrase.end()
    rest = text[start:]
    return "".join([*pieces, _plain(rest, lang)] if rest or not pieces else pieces)


def _with_roots(text: str) -> str:
    """Return text, whose roots are not to be as wide as a Chinese sign."""
    return "#book.root;".join(f"#{string(part)};" if part else "" for part in text.split("√"))


def _foreign(phrase: str, lang: str) -> str:
    """Return a phrase of another language; its apostrophes are not as wide as a Chinese sign."""
    parts = "#book.apostrophe;".join(f"#{string(part)};" for part in phrase.split("’"))
    words = f"[{parts}]" if "’" in phrase else string(phrase)
    return f"#text(lang: {string(lang)}, region: none, {words});"


def _plain(text: str, lang: str) -> str:
    """Return text of one language; a dot between factors has the Latin font in Chinese too."""
    parts = text.split(_SPACED_DOT) if lang == "zh" else [text]
    return "#book.spaced-dot;".join(map(_with_roots, parts))
