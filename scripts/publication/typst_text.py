"""Text of the pages as Typst strings: no sign of it is ever read as Typst markup."""

from __future__ import annotations

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "", "\t": "    "})


def string(text: str) -> str:
    """Return `text` as a string literal of Typst."""
    return f'"{text.translate(_ESCAPES)}"'


def optional(text: str | None) -> str:
    """Return a string literal, or Typst's `none` for what is absent or empty."""
    return string(text) if text else "none"
