"""TeX math as a list of tokens, and a cursor over it."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"(?P<comment>%[^\n]*\n?)|\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)
_WORD = re.compile(r"\\[A-Za-z]+\Z")


class TexError(ValueError):
    """TeX that cannot be set; the message holds the reason and the formula."""


def tokenize(source: str) -> list[str]:
    r"""Return commands (`\frac`), escaped signs (`\{`), single signs, and runs of space as " "."""
    found = (match for match in _TOKEN.finditer(source) if match["comment"] is None)
    tokens = (match.group() for match in found)
    return [
        " " if t.isspace() else "\\ " if t[0] == "\\" and t[1:].isspace() else t for t in tokens
    ]


class Cursor:
    """A place in the tokens of one formula."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._tokens = tokenize(source)
        self._at = 0

    def error(self, reason: str) -> TexError:
        """Return the error for `reason` at this place."""
        return TexError(f"{reason} in {self.source!r}")

    def peek(self, skip_space: bool = True) -> str | None:
        """Return the next token without taking it, None at the end."""
        while skip_space and self._at < len(self._tokens) and self._tokens[self._at] == " ":
            self._at += 1
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def take(self, skip_space: bool = True) -> str:
        """Take the next token; TexError at the end."""
        token = self.peek(skip_space)
        if token is None:
            raise self.error("unexpected end")
        self._at += 1
        return token

    def back(self) -> None:
        """Give the last token back."""
        self._at -= 1

    def take_if(self, *tokens: str) -> bool:
        """Take the next token when it is one of `tokens`."""
        if self.peek() not in tokens:
            return False
        self._at += 1
        return True

    def take_while(self, pattern: re.Pattern[str]) -> str:
        """Take tokens, spaces too, as long as each matches `pattern` wholly."""
        taken = ""
        while (token := self.peek(skip_space=False)) is not None and pattern.fullmatch(token):
            taken += self.take(skip_space=False)
        return taken

    def raw_group(self) -> str:
        """Take `{...}` and return its source."""
        if self.take() != "{":
            raise self.error("a group in braces was expected")
        return self._raw_until("}")

    def raw_option(self) -> str | None:
        """Take `[...]`, when it stands here, and return its source."""
        if self.peek() != "[":
            return None
        self.take()
        return self._raw_until("]")

    def _raw_until(self, end: str) -> str:
        depth, taken = 0, ""
        while True:
            token = self.take(skip_space=False)
            if token == end and depth == 0:
                return taken
            depth += {"{": 1, "}": -1}.get(token, 0)
            # A command and a letter that follow each other need their space back.
            if token[0].isalpha() and _WORD.search(taken):
                taken += " "
            taken += token
