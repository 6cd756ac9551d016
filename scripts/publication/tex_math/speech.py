"""Nodes to words: a formula as a mathematician reads it aloud, in Chinese or in English.

Short where nothing can be misheard ("x squared"), with an end where something could ("the square
root of x plus 1, end of root"). A capital is named as one when its small letter is there too.
Every part has words; one without is an error, as an unknown command is.

No maintained library does it in both languages: Speech Rule Engine 4.1.5 has 17 locales and no
Chinese; MathCAT has Chinese rules, but no package of npm, PyPI or Debian holds it
(`mathml-to-omml` binds to a copy that one must bring, and else speaks English and Spanish).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from scripts.publication.tex_math import vocabulary
from scripts.publication.tex_math.nodes import (
    Aligned,
    Apply,
    Brace,
    Cases,
    Fenced,
    Framed,
    Grid,
    Middle,
    Node,
    Number,
    Operator,
    Row,
    Scripts,
    SizedDelimiter,
    Space,
    Symbol,
    Words,
)

_PRIMES = "′″‴"
_SIGNED = {"-": "negative", "−": "negative", "+": "positive"}
#: Applied for the look alone.
_UNHEARD = frozenset({"class", "display", "inline", "script", "sscript", "upright", "italic"})
#: Fonts that are for capitals.
_CAPITALS = ("bb", "cal", "scr")
#: Pairs of delimiters with a name of their own, by the phrase; several name a longer content.
_PAIRS: Mapping[tuple[str | None, str | None], str] = {
    ("⌊", "⌋"): "floor",
    ("⌈", "⌉"): "ceiling",
    ("⌊", "⌉"): "nearest",
    ("|", "|"): "absolute",
    ("‖", "‖"): "norm",
}
_WIDE = re.compile(r"(\d+(?:\.\d+)?)em")
_COLOUR = re.compile(r"#text\(fill: (.*)\)")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")


_ARG = Operator(Words("arg"))


class NoWordsError(LookupError):
    """A part of a formula that the vocabulary does not hold."""


def speech(node: Node, lang: str) -> str:
    """Return `node` in words of `lang`.

    Raises:
        NoWordsError: when a part of it has none.
    """
    return _tidy(_Speaker(node, lang).say(node), lang)


def _tidy(text: str, lang: str) -> str:
    """Return words with one space between them and one mark where several meet."""
    text = re.sub(r"\s+", " ", text)
    if lang == "zh":
        text = text.replace(",", "，").replace(";", "；")
        text = re.sub(r" ?([，；：]) ?", r"\1", text)
        text = re.sub(r"[，；：]+([；：])|，+(?=，)", r"\1", text)
        text = re.sub(r"[:：]，", "：", text)
    else:
        text = re.sub(r" +(?=[,;:.])", "", text)
        text = re.sub(r"[,;]+(?=[,;:])", "", text)
        text = re.sub(r"(?<=:),", "", text)
    return text.strip(" ,;.，；")


def _signs(part: object) -> Iterator[str]:
    """Give the signs of a formula."""
    if isinstance(part, Symbol):
        yield part.sign
    elif isinstance(part, tuple):
        for inner in part:
            yield from _signs(inner)
    elif hasattr(part, "__dataclass_fields__"):
        yield from _signs(tuple(vars(part).values()))


# What a part is


def _bare(node: Node) -> Node:
    """Return a part without what is only look around it."""
    while isinstance(node, Apply) and node.function in _UNHEARD:
        [node] = node.arguments
    if isinstance(node, Row) and len(node.parts) == 1:
        return _bare(node.parts[0])
    return node


def _mark(node: Node | None) -> str:
    """Return the sign that a part is or carries its scripts, "" for any other part."""
    if isinstance(node, Scripts):
        return _mark(node.base)
    return node.sign if isinstance(node, Symbol | SizedDelimiter) else ""


def _is_opening(node: Node | None) -> bool:
    return _mark(node) in vocabulary.OPENING


def _is_function(node: Node | None) -> bool:
    if isinstance(node, Scripts):
        return _is_function(node.base)
    return isinstance(node, Operator) or _mark(node) in vocabulary.LARGE or _is_expectation(node)


def _is_expectation(node: Node | None) -> bool:
    return (
        isinstance(node, Apply) and node.function == "bb" and _mark(node.arguments[0]) in ("E", "P")
    )


def _is_operand(node: Node | None) -> bool:
    """Return whether a part stands for something, rather than between two that do."""
    if node is None or (isinstance(node, Apply) and node.function == "class"):
        return False
    others = (
        *(vocabulary.OPERATIONS, vocabulary.RELATIONS, vocabulary.OPENING),
        *(vocabulary.CLOSING, vocabulary.PUNCTUATION, vocabulary.BARS),
    )
    return not any(_mark(node) in table for table in others)


def _is_leaf(node: Node) -> bool:
    """Return whether a part is one word, so that nothing behind it could be heard as its part."""
    node = _bare(node)
    if isinstance(node, Apply):
        plain = node.function in vocabulary.FONTS or node.function in ("accent", "overline")
        return plain and _is_leaf(node.arguments[0])
    return isinstance(node, Symbol | Number | Words | Operator | Space)


def _is_short(node: Node) -> bool:
    """Return whether a part is one word, or one with a minus."""
    node = _bare(node)
    if isinstance(node, Row) and len(node.parts) == 2 and _mark(node.parts[0]) in _SIGNED:
        return _is_leaf(node.parts[1])
    return _is_leaf(node)


def _is_compact(node: Node) -> bool:
    """Return whether a part is one word with scripts of one word."""
    node = _bare(node)
    if isinstance(node, Scripts):
        scripts = [script for script in (node.sub, node.sup) if script is not None]
        return _is_leaf(node.base) and all(map(_is_leaf, scripts))
    return _is_leaf(node)


def _parts(node: Node) -> tuple[Node, ...]:
    """Return the parts of a row, those of rows within it among them."""
    if not isinstance(node, Row):
        return (node,)
    return tuple(part for inner in node.parts for part in _parts(inner))


def _grouped(parts: Sequence[Node]) -> list[Node]:
    """Return the parts of a row with what stands between floor signs or norm bars as one part."""
    result: list[Node] = []
    at = 0
    while at < len(parts):
        part, end = parts[at], _end(parts, at)
        if part == _ARG and at + 1 < len(parts) and _extreme(parts[at + 1]) is not None:
            at += 1
            part = _extreme(parts[at]) or part
        elif end is not None:
            last = parts[end]
            fenced = Fenced(_mark(part), (Row(tuple(parts[at + 1 : end])),), _mark(last))
            part = replace(last, base=fenced) if isinstance(last, Scripts) else fenced
            at = end
        result.append(part)
        at += 1
    return result


def _extreme(node: Node) -> Node | None:
    """Return the operator `arg max` for the `max` behind an `arg`."""
    if isinstance(node, Scripts):
        base = _extreme(node.base)
        return replace(node, base=base) if base is not None else None
    name = node.name if isinstance(node, Operator) else None
    if isinstance(name, Words) and name.text in ("max", "min"):
        return Operator(Words(f"arg\u2009{name.text}"), limits=True)
    return None


def _end(parts: Sequence[Node], start: int) -> int | None:
    """Return the place of the sign that ends what the sign at `start` begins."""
    first = parts[start]
    if not isinstance(first, Symbol | SizedDelimiter) or first.sign not in "⌊⌈|‖":
        return None
    if first.sign == "|" and first.atom_class != "opening":
        return None
    depth = 0
    for at in range(start + 1, len(parts)):
        sign = _mark(parts[at])
        if depth == 0 and (first.sign, sign) in _PAIRS:
            return at
        depth += (sign in vocabulary.OPENING) - (sign in vocabulary.CLOSING)
        if depth < 0:
            return None
    return None


def _enclosing(parts: Sequence[Node], at: int, inside: str) -> str:
    """Return the bracket that is open at a place of a row."""
    depth = 0
    for part in reversed(parts[:at]):
        sign = _mark(part)
        if sign in vocabulary.OPENING and depth == 0:
            return sign
        depth += (sign in vocabulary.CLOSING) - (sign in vocabulary.OPENING)
    return inside


def _beside(parts: Sequence[Node], at: int, step: int) -> Node | None:
    """Return the part before or behind a place, spaces not counted."""
    at += step
    while 0 <= at < len(parts):
        if not isinstance(parts[at], Space):
            return parts[at]
        at += step
    return None


class _Speaker:
    """Reads one formula in one language."""

    def __init__(self, formula: Node, lang: str) -> None:
        self._column = vocabulary.LANGUAGES.index(lang)
        self._terse = False
        self._small = {sign for sign in _signs(formula) if sign.islower() and sign.isascii()}

    def phrase(self, name: str, *parts: str) -> str:
        """Return a phrase of the vocabulary with `parts` in it."""
        return vocabulary.PHRASES[name][self._column].format(*parts)

    def _by_length(self, name: str, whole: bool, *parts: str) -> str:
        """Return the phrase of a name, the long form of it unless its part is `whole`."""
        return self.phrase(name if whole else f"long-{name}", *parts)

    def _word(self, table: Mapping[str, vocabulary.Reading], key: str) -> str:
        if key not in table:
            raise NoWordsError(key)
        return table[key][self._column]

    def say(self, node: Node) -> str:
        """Return a part in words."""
        return _KINDS[type(node)](self, node)

    def _below(self, node: Node) -> str:
        """Return what stands below: "over i in E", where a line would have "i is in E"."""
        outer, self._terse = self._terse, True
        said = self.say(node)
        self._terse = outer
        return said

    # Rows

    def row(self, node: Row, inside: str = "") -> str:
        """Return parts that follow each other; `inside` is the bracket around all of them."""
        parts = _grouped(_parts(node))
        said: list[str] = []
        for at, part in enumerate(parts):
            if isinstance(_beside(parts, at, -1), Number) and _mark(part) == "%":
                said[-1] = self.phrase("percent", said[-1])
            else:
                said.append(self._in_row(parts, at, inside))
        return " ".join(filter(None, said))

    def _in_row(self, parts: Sequence[Node], at: int, inside: str) -> str:
        """Return a part of a row in words, which may hang on its neighbours."""
        part, before, after = parts[at], _beside(parts, at, -1), _beside(parts, at, 1)
        sign = _mark(part)
        if sign in vocabulary.BARS and not (isinstance(part, Scripts) and _is_bar(part.base)):
            return self._scripts_on(part, self._bar(parts, at, inside))
        if sign in _SIGNED and not (_is_operand(before) or _mark(before) in vocabulary.CLOSING):
            return self._scripts_on(part, self.phrase(_SIGNED[sign]))
        if sign == "!" and _is_operand(before):
            return self.phrase("factorial")
        if self._says_to(parts, at):
            return self.phrase("to")
        if sign == "⋅" and not (_is_operand(before) or _is_operand(after)):
            return self.phrase("placeholder")
        if before is None and sign in vocabulary.RELATIONS:
            return self.say(part).removeprefix("is ")
        if self._takes_argument(part, after):
            return self.phrase("function", self.say(part))
        return self._fraction_in_row(part, before, after) or self.say(part)

    def _says_to(self, parts: Sequence[Node], at: int) -> bool:
        """Return whether a sign parts the ends of a range, or what a function goes from and to."""
        if _mark(parts[at]) == ":":
            return len(parts) == 3 and _is_operand(parts[0]) and _is_operand(parts[2])
        return _mark(parts[at]) == "→" and ":" in map(_mark, parts[:at])

    def _takes_argument(self, part: Node, after: Node | None) -> bool:
        base = part.base if isinstance(part, Scripts) else part
        bracket = _is_opening(after) or isinstance(after, Fenced)
        if isinstance(base, Words):
            return bracket and _NAME.fullmatch(base.text) is not None
        return _is_function(part) and (bracket or _is_operand(after))

    def _fraction_in_row(self, part: Node, before: Node | None, after: Node | None) -> str:
        """Return a short fraction with its ends where a neighbour could be heard as its part."""
        fraction = _bare(part)
        crowded = _is_operand(before) or _mark(before) in vocabulary.CLOSING
        crowded = crowded or _is_operand(after) or _is_opening(after)
        if not crowded or not _is_short_fraction(fraction):
            return ""
        assert isinstance(fraction, Apply)
        return self.phrase("over-alone", *map(self.say, fraction.arguments))

    def _bar(self, parts: Sequence[Node], at: int, inside: str) -> str:
        """Return what a bar says: a condition within brackets, if it is not one of a pair."""
        sign, bracket = _mark(parts[at]), _enclosing(parts, at, inside)
        same = [
            other
            for other, part in enumerate(parts)
            if _mark(part) == sign and _enclosing(parts, other, inside) == bracket
        ]
        if sign == "‖" or not bracket or (sign == "|" and len(same) % 2 == 0):
            return self._word(vocabulary.BARS, sign)
        return self.phrase("such-that" if bracket == "{" else "given")

    # Single parts

    def symbol(self, node: Symbol) -> str:
        """Return a sign by its name."""
        sign = node.sign
        if sign in vocabulary.LARGE:
            return self._word(vocabulary.LARGE, sign)
        if sign.isascii() and sign.isalpha():
            return self.phrase("capital", sign) if sign.lower() in self._small - {sign} else sign
        if sign in vocabulary.SUPERSCRIPTS and sign not in vocabulary.SIGNS:
            return self._word(vocabulary.SUPERSCRIPTS, sign)
        word = self._word(vocabulary.SIGNS, sign)
        return word.removeprefix("is ") if self._terse else word

    def number(self, node: Number) -> str:
        """Return a number in digits."""
        return node.digits

    def words(self, node: Words) -> str:
        """Return text as it stands."""
        return node.text.strip()

    def space(self, node: Space) -> str:
        """Return a pause for a wide space."""
        width = _WIDE.fullmatch(node.length)
        return "," if width and float(width[1]) >= 1 else ""

    def operator(self, node: Operator) -> str:
        """Return the name of an operator."""
        name = self.say(node.name)
        readings = vocabulary.OPERATORS.get(name)
        return readings[self._column] if readings else name.replace("\u2009", " ")

    def delimiter(self, node: SizedDelimiter | Middle) -> str:
        """Return a delimiter by its name."""
        return self._word(vocabulary.SIGNS, node.sign)

    # Scripts

    def scripts(self, node: Scripts) -> str:
        """Return a base with what stands below and above it."""
        base = _bare(node.base)
        if _is_function(base) and self._has_limits(node, base):
            return self._limits(node, base)
        if node.limits and not _is_function(base):
            return self._marked(node)
        if _is_bar(base) and node.sub is not None:
            inner = self.say(replace(base, right=None)) if isinstance(base, Fenced) else ""
            return self.phrase("evaluated", inner, self.say(node.sub))
        is_log = isinstance(base, Operator) and base.name in (Words("log"), Words("lg"))
        if is_log and node.sub is not None and node.sup is None:
            return self.phrase("log-base", self.say(node.sub))
        return self._scripts_on(node, self._ended(node.base))

    def _scripts_on(self, node: Node, words: str) -> str:
        """Return the words of a base with the scripts that `node` has, if it has any."""
        if not isinstance(node, Scripts):
            return words
        primes, sup = _without_primes(node.sup)
        found = [words, self._primes(primes)]
        if node.sub is not None:
            found.append(self._by_length("sub", _is_short(node.sub), self._below(node.sub)))
        if sup is not None:
            found.append(self._superscript(sup, node.base))
        return " ".join(filter(None, found))

    def _ended(self, base: Node) -> str:
        """Return a base with its end, where a script could be heard as inside of it."""
        if isinstance(base, Fenced):
            return self._between(base, whole=False)
        if isinstance(base, Apply) and base.function in ("sqrt", "root"):
            return self.root(base, whole=False)
        return self.say(base)

    def _primes(self, primes: str) -> str:
        if len(primes) > 1:
            return self.phrase("primes", str(len(primes)))
        return self._word(vocabulary.SUPERSCRIPTS, primes) if primes else ""

    def _superscript(self, sup: Node, base: Node) -> str:
        """Return a superscript as a power, or as a mere mark where it is none."""
        sup = _bare(sup)
        if isinstance(sup, Symbol) and sup.sign in vocabulary.SUPERSCRIPTS:
            return self._word(vocabulary.SUPERSCRIPTS, sup.sign)
        if isinstance(sup, Row) and _mark(sup.parts[-1]) == "⊤":
            inner = self._superscript(Row(sup.parts[:-1]), base)
            return f"{inner} {self._word(vocabulary.SUPERSCRIPTS, '⊤')}"
        if sup in (Number("2"), Number("3")):
            return self.phrase("squared" if sup == Number("2") else "cubed")
        if not _is_index(sup, base):
            return self._by_length("power", _is_short(sup), self.say(sup))
        letters = " ".join(map(_mark, _parts(sup)))
        said = letters if _is_capital(sup) else self.say(sup)
        return self._by_length("sup", _is_short(sup), said)

    def _has_limits(self, node: Scripts, base: Node) -> bool:
        """Return whether scripts bound an operator, rather than tell which one it is."""
        if node.limits is not None and isinstance(base, Operator):
            return node.limits
        return base.limits if isinstance(base, Operator) else True

    def _limits(self, node: Scripts, base: Node) -> str:
        """Return an operator with its bounds."""
        name = self.say(base)
        if node.sub is None:
            return self.phrase("op-up-to", name, self.say(node.sup)) if node.sup else name
        below = self._below(node.sub)
        if node.sup is not None:
            return self._from_to(name, node.sub, self.say(node.sup))
        if isinstance(base, Operator) and "lim" in str(base.name):
            return self.phrase("limit-as", name, below)
        large = _mark(base) in vocabulary.LARGE
        return self.phrase("op-over" if large else "take-over", name, below)

    def _from_to(self, name: str, sub: Node, end: str) -> str:
        parts = _parts(sub)
        if len(parts) > 2 and _mark(parts[1]) == "=":
            start = self.say(Row(parts[2:]))
            return self.phrase("from-is-to", name, self.say(parts[0]), start, end)
        return self.phrase("from-to", name, self._below(sub), end)

    def _marked(self, node: Scripts) -> str:
        """Return a sign with notes above or below it."""
        base = self.say(node.base)
        if node.sub is not None and node.sup is not None:
            return self.phrase("above-below", base, self.say(node.sub), self.say(node.sup))
        if node.sub is not None:
            return self.phrase("below", base, self.say(node.sub))
        return self.phrase("above", base, self.say(node.sup)) if node.sup is not None else base

    # Functions

    def applied(self, node: Apply) -> str:
        """Return what a function makes of its arguments."""
        name = node.function
        if name in _UNHEARD or name == "stretch":
            return self._classed(node)
        if name in vocabulary.FONTS:
            return self._in_font(node)
        if name not in _FUNCTIONS:
            raise NoWordsError(name)
        return _FUNCTIONS[name](self, node)

    def _classed(self, node: Apply) -> str:
        signs = [part for part in _parts(node.arguments[0]) if not isinstance(part, Space)]
        if list(map(_mark, signs)) == ["⟂", "⟂"]:
            return self.phrase("independent")
        return self.say(node.arguments[0])

    def _in_font(self, node: Apply) -> str:
        body = _bare(node.arguments[0])
        shown = self.say(body)
        letter = body.digits if isinstance(body, Number) else _mark(body)
        if node.function == "bb" and letter in vocabulary.BLACKBOARD:
            return self._word(vocabulary.BLACKBOARD, letter)
        if isinstance(body, Words):
            return shown
        if letter and node.function in _CAPITALS:
            shown = letter
        font = self._word(vocabulary.FONTS, node.function)
        return self._by_length("font", _is_leaf(body), shown, font)

    def fraction(self, node: Apply) -> str:
        """Return a fraction, with its ends unless it is short."""
        name = "over" if _is_short_fraction(node) else "fraction"
        return self.phrase(name, *map(self.say, node.arguments))

    def binomial(self, node: Apply) -> str:
        """Return a binomial coefficient."""
        name = "choose" if all(map(_is_leaf, node.arguments)) else "binomial"
        return self.phrase(name, *map(self.say, node.arguments))

    def root(self, node: Apply, whole: bool = True) -> str:
        """Return a root."""
        *order, body = node.arguments
        name = "nth-root" if order else "root"
        return self._by_length(name, whole and _is_compact(body), *map(self.say, (body, *order)))

    def accent(self, node: Apply) -> str:
        """Return a part with the mark on it."""
        body = node.arguments[0]
        key = _mark(node.arguments[1]) if node.function == "accent" else node.function
        mark = self._word(vocabulary.ACCENTS, key)
        return self._by_length("accent", _is_leaf(body), self.say(body), mark)

    def underlined(self, node: Apply) -> str:
        """Return a part with a line under it."""
        [body] = node.arguments
        return self._by_length("underlined", _is_leaf(body), self.say(body))

    def struck(self, node: Apply) -> str:
        """Return what is struck through: a negated relation, or a part that cancels."""
        [body] = node.arguments
        if any(option.startswith("angle") for option in node.options):
            return self.phrase("not", self.say(body))
        return self._by_length("struck", _is_leaf(body), self.say(body))

    # Frames

    def framed(self, node: Framed) -> str:
        """Return what is coloured or boxed; what is hidden says nothing."""
        if node.opening == "#hide":
            return ""
        colour = _COLOUR.fullmatch(node.opening)
        if colour is None:
            return self.phrase("boxed", self.say(node.body))
        known = vocabulary.COLOURS.get(colour[1])
        name = known[self._column] if known else self.phrase("coloured")
        return self._by_length("colour", _is_compact(node.body), self.say(node.body), name)

    def fenced(self, node: Fenced) -> str:
        """Return what stands between delimiters that grow."""
        return self._between(node, whole=True)

    def _between(self, node: Fenced, whole: bool) -> str:
        content = Row(node.parts)
        body = self.row(content, node.left or "")
        name = _PAIRS.get((node.left, node.right))
        if name == "nearest":
            return self.phrase(name, body)
        if name is not None:
            return self._by_length(name, whole and _is_compact(content), body)
        ends = (self._word(vocabulary.SIGNS, s) if s else "" for s in (node.left, node.right))
        left, right = ends
        return " ".join(filter(None, (left, body, right)))

    def brace(self, node: Brace) -> str:
        """Return what a brace holds together, with its note."""
        if node.note is None:
            return self.phrase("braced", self.say(node.body))
        return self.phrase("braced-note", self.say(node.body), self.say(node.note))

    # Rows below each other

    def cases(self, node: Cases) -> str:
        """Return the cases of a definition, numbered."""
        lines = [
            self.phrase(
                "case", str(at), ", ".join([*map(self.say, row[:1]), *map(self._if, row[1:])])
            )
            for at, row in enumerate(node.rows, start=1)
        ]
        return self.phrase("cases", str(len(lines)), "; ".join(lines))

    def _if(self, condition: Node) -> str:
        """Return the condition of a case; one that is not all words gets its "if"."""
        parts, said = _parts(condition), self.say(condition)
        related = any(_mark(part) in vocabulary.RELATIONS for part in parts)
        return self.phrase("if", said) if related and not isinstance(parts[0], Words) else said

    def grid(self, node: Grid) -> str:
        """Return a matrix or a table by its rows."""
        width = max((len(row) for row in node.rows), default=1)
        if node.small and width == 1 and node.delimiter is None:
            return ", ".join(self.say(row[0]) for row in node.rows)
        lines = [
            self.phrase("row", str(at), ", ".join(self.say(c) or self.phrase("blank") for c in row))
            for at, row in enumerate(node.rows, start=1)
        ]
        named = {None: "table", "|": "determinant", "‖": "matrix-norm"}
        name = named.get(node.delimiter, "matrix")
        return self.phrase(name, str(len(node.rows)), str(width), "; ".join(lines))

    def aligned(self, node: Aligned) -> str:
        """Return aligned lines, numbered where there are several."""
        lines = [self._line(row) for row in node.rows]
        if len(lines) == 1:
            return lines[0]
        return "; ".join(self.phrase("line", str(n), line) for n, line in enumerate(lines, 1))

    def _line(self, row: Sequence[Node]) -> str:
        columns = [Row(tuple(row[at : at + 2])) for at in range(0, len(row), 2)]
        return ", ".join(filter(None, map(self.say, columns)))


def _is_bar(node: Node) -> bool:
    """Return whether a part ends with a bar behind which stands where it is evaluated."""
    if isinstance(node, Fenced):
        return node.left is None and node.right == "|"
    return isinstance(node, SizedDelimiter) and node.sign == "|"


def _is_short_fraction(node: Node) -> bool:
    return (
        isinstance(node, Apply)
        and node.function == "frac"
        and all(map(_is_compact, node.arguments))
    )


def _without_primes(sup: Node | None) -> tuple[str, Node | None]:
    """Return the primes of a superscript, and the rest of it."""
    first = sup.parts[0] if isinstance(sup, Row) and sup.parts else sup
    if not isinstance(first, Symbol) or not set(first.sign) <= set(_PRIMES):
        return "", sup
    rest = sup.parts[1:] if isinstance(sup, Row) else ()
    return first.sign, Row(rest) if rest else None


def _is_index(sup: Node, base: Node) -> bool:
    """Return whether a superscript tells which one is meant: words, capitals, or in brackets."""
    parts = _parts(sup)
    if _mark(parts[0]) == "(" or any(isinstance(part, Words) for part in parts):
        return True
    base = _bare(base)
    is_number = isinstance(base, Number | Fenced) or base == Symbol("e")
    return _is_capital(sup) and not is_number and _mark(base) not in vocabulary.CLOSING


def _is_capital(node: Node) -> bool:
    """Return whether a part is nothing but Latin capitals."""
    return all(_mark(part).isascii() and _mark(part).isupper() for part in _parts(node))


_KINDS: Mapping[type, Callable[..., str]] = {
    Row: _Speaker.row,
    Symbol: _Speaker.symbol,
    Number: _Speaker.number,
    Words: _Speaker.words,
    Space: _Speaker.space,
    Operator: _Speaker.operator,
    Scripts: _Speaker.scripts,
    Brace: _Speaker.brace,
    Apply: _Speaker.applied,
    Framed: _Speaker.framed,
    Fenced: _Speaker.fenced,
    Middle: _Speaker.delimiter,
    SizedDelimiter: _Speaker.delimiter,
    Grid: _Speaker.grid,
    Cases: _Speaker.cases,
    Aligned: _Speaker.aligned,
}

_FUNCTIONS: Mapping[str, Callable[[_Speaker, Apply], str]] = {
    "frac": _Speaker.fraction,
    "binom": _Speaker.binomial,
    "sqrt": _Speaker.root,
    "root": _Speaker.root,
    "accent": _Speaker.accent,
    "overline": _Speaker.accent,
    "underline": _Speaker.underlined,
    "cancel": _Speaker.struck,
}
