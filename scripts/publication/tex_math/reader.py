"""Reads TeX math: groups, scripts, signs. Strict: what it does not know is an error.

What each command means is in `commands`, which hands its table to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from scripts.publication.tex_math import symbols
from scripts.publication.tex_math.nodes import (
    Apply,
    Brace,
    Framed,
    Node,
    Number,
    Row,
    Scripts,
    Space,
    Symbol,
    Words,
)
from scripts.publication.tex_math.tokens import Cursor

#: Reads the arguments of the command of the given name and returns what it stands for.
Command = Callable[["Reader", str], Node]

EMPTY = Row()

_DIGIT = re.compile(r"[0-9]")
_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})")
_PLAIN = re.compile(r"[A-Za-z0-9+\-−=<>!?:;,.()\[\]*/|@`\"]")
_CJK = re.compile("[\u2e80-\U0003ffff]")
_PRIMES = {1: "′", 2: "″", 3: "‴"}
_KNOWN_SIGNS = frozenset(
    "".join([*symbols.SYMBOLS.values(), *symbols.GREEK.values(), *symbols.UPRIGHT_GREEK.values()])
)


class Reader:
    """Reads one formula; `tag` is set when the formula carries one."""

    def __init__(self, source: str, commands: Mapping[str, Command]) -> None:
        self.cursor = Cursor(source)
        self.tag: str | None = None
        self._commands = commands

    def part(self, source: str) -> Node:
        """Return a formula inside this one, as in `\\text{... $x$ ...}`."""
        return Reader(source, self._commands).parse()

    def parse(self) -> Node:
        """Return the whole formula.

        Raises:
            TexError: for an unknown command or a malformed formula.
        """
        return self.row(())

    def row(self, stops: tuple[str, ...]) -> Node:
        """Return parts up to one of `stops`, which is left, or up to the end without stops."""
        parts: list[Node] = []
        while (token := self.cursor.peek()) not in stops and token is not None:
            rest = self._rest_of_group(token, parts, stops)
            if rest is not None:
                return rest
            parts.append(self.scripted())
        if token is None and stops:
            raise self.cursor.error(f"missing {' or '.join(stops)}")
        return parts[0] if len(parts) == 1 else Row(tuple(parts))

    def _rest_of_group(self, token: str, before: list[Node], stops: tuple[str, ...]) -> Node | None:
        """Return the whole group when `token` governs all that follows in it."""
        name = token[1:] if token.startswith("\\") else ""
        if name in symbols.STYLES:
            return Row((*before, Apply(symbols.STYLES[name], (self._after(stops),))))
        if name in symbols.SWITCHES:
            return Row((*before, in_font(symbols.SWITCHES[name], self._after(stops))))
        if name == "color":
            self.cursor.take()
            return Row((*before, coloured(self, self.cursor.raw_group(), self.row(stops))))
        if name in ("over", "choose"):
            function = "frac" if name == "over" else "binom"
            return Apply(function, (Row(tuple(before)), self._after(stops)))
        return None

    def _after(self, stops: tuple[str, ...]) -> Node:
        self.cursor.take()
        return self.row(stops)

    def argument(self) -> Node:
        """Return what a command applies to: a group or a single part."""
        token = self.cursor.peek()
        if token == "{":
            return self._group()
        if token in (None, "}", "&", "\\\\", "^", "_"):
            raise self.cursor.error("missing argument")
        if token is not None and _DIGIT.fullmatch(token):
            return Number(self.cursor.take())
        return self.atom()

    def _group(self) -> Node:
        self.cursor.take()
        body = self.row(("}",))
        self.cursor.take()
        return body

    def delimiter(self) -> str | None:
        """Return the sign of a delimiter, None for the empty one."""
        token = self.cursor.take()
        name = token[1:] if token.startswith("\\") else ""
        if name in symbols.SYMBOLS:
            return symbols.SYMBOLS[name]
        if name and name not in "{}|":
            raise self.cursor.error(f"unknown delimiter {token}")
        named = {".": None, "<": "⟨", ">": "⟩", "\\|": "‖", "\\{": "{", "\\}": "}"}
        return named.get(token, token)

    # Scripts

    def scripted(self) -> Node:
        """Return one part with its primes, scripts and limits."""
        base = EMPTY if self.cursor.peek() in ("^", "_", "'") else self.atom()
        scripts = _Scripts(self)
        while scripts.take():
            pass
        return scripts.on(base)

    # Atoms

    def atom(self) -> Node:
        """Return one part without its scripts."""
        token = self.cursor.take()
        if token.startswith("\\"):
            return self._command(token)
        if token == "{":
            self.cursor.back()
            return self._group()
        if token == "~":
            return Space(em(symbols.SPACES[" "]))
        if token == "|":
            return Symbol("|", "normal")
        if _DIGIT.fullmatch(token):
            return Number(token + self._more_digits())
        return self._sign(token)

    def _more_digits(self) -> str:
        digits = self.cursor.take_while(_DIGIT)
        if self.cursor.peek(skip_space=False) == ".":
            self.cursor.take()
            decimals = self.cursor.take_while(_DIGIT)
            if decimals:
                return f"{digits}.{decimals}"
            self.cursor.back()
        return digits

    def _sign(self, token: str) -> Node:
        if token == "}":
            raise self.cursor.error("unexpected end of a group")
        if _CJK.match(token):
            return Words(token + self.cursor.take_while(_CJK))
        if not _PLAIN.fullmatch(token) and token not in _KNOWN_SIGNS:
            raise self.cursor.error(f"unexpected {token!r}")
        return Symbol(token)

    def _command(self, token: str) -> Node:
        name = token[1:]
        read = self._commands.get(name) or self._commands.get(name.rstrip("*"))
        if read is None:
            raise self.cursor.error(f"unknown command {token}")
        return read(self, name)


class _Scripts:
    """The primes and scripts that follow a base."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._sub: Node | None = None
        self._sup: Node | None = None
        self._primes = 0
        self._limits: bool | None = None

    def take(self) -> bool:
        """Take one script, when there is one."""
        cursor = self._reader.cursor
        if cursor.take_if("\\limits"):
            self._limits = True
        elif cursor.take_if("\\nolimits"):
            self._limits = False
        elif cursor.take_if("'"):
            self._primes += 1
        elif cursor.take_if("^"):
            self._take_sup()
        elif cursor.take_if("_"):
            self._take_sub()
        else:
            return False
        return True

    def _take_sup(self) -> None:
        if self._sup is not None:
            raise self._reader.cursor.error("double superscript")
        above = self._reader.argument()
        primes = above.parts if isinstance(above, Row) else (above,)
        if primes and all(part == Symbol("′") for part in primes):
            self._primes += len(primes)
        else:
            self._sup = above

    def _take_sub(self) -> None:
        if self._sub is not None:
            raise self._reader.cursor.error("double subscript")
        self._sub = self._reader.argument()

    def _above(self) -> Node | None:
        if not self._primes:
            return self._sup
        prime = Symbol(_PRIMES.get(self._primes, "′" * self._primes))
        return prime if self._sup is None else Row((prime, self._sup))

    def on(self, base: Node) -> Node:
        """Return `base` with these scripts."""
        sub, sup = self._sub, self._above()
        if isinstance(base, Brace):
            if base.kind == "underbrace":
                base, sub = Brace(base.kind, base.body, sub), None
            else:
                base, sup = Brace(base.kind, base.body, sup), None
        if sub is None and sup is None and self._limits is None:
            return base
        return Scripts(base, sub, sup, self._limits)


def em(value: float) -> str:
    """Return a length in em for Typst."""
    return f"{value:.4f}".rstrip("0").rstrip(".") + "em"


def in_font(name: str, body: Node) -> Node:
    """Return `body` in a font of TeX."""
    for function in reversed(symbols.FONTS[name]):
        body = Apply(function, (body,))
    return body


def coloured(reader: Reader, colour: str, body: Node) -> Node:
    """Return `body` in a colour that TeX or HTML names."""
    match = _COLOUR.fullmatch(colour)
    if match is None and colour not in symbols.COLOURS:
        raise reader.cursor.error(f"unknown colour {colour!r}")
    paint = f'rgb("#{match[1]}")' if match else symbols.COLOURS[colour]
    return Framed(f"#text(fill: {paint})", body)
