"""What TeX's commands stand for."""

from __future__ import annotations

import re

from scripts.publication.tex_math import symbols
from scripts.publication.tex_math.environments import environment
from scripts.publication.tex_math.nodes import (
    Apply,
    Brace,
    Fenced,
    Framed,
    Grid,
    Middle,
    Node,
    Operator,
    Row,
    Scripts,
    SizedDelimiter,
    Space,
    Symbol,
    Words,
)
from scripts.publication.tex_math.reader import EMPTY, Command, Reader, coloured, em, in_font

_LENGTH_PART = re.compile(r"[-0-9.a-z]")
_LENGTH = re.compile(r"\s*(-?[\d.]+)\s*(em|ex|mu|pt|cm|mm)\s*")
_LETTERS = re.compile(r"[A-Za-z0-9\- ]{2,}")


def _text(reader: Reader, name: str) -> Node:
    """Return upright text; formulas inside it stand between dollar signs."""
    pieces = re.split(r"(?<!\\)\$", reader.cursor.raw_group())
    parts = [
        reader.part(piece) if index % 2 else Words(_plain_text(reader, piece))
        for index, piece in enumerate(pieces)
        if piece
    ]
    body: Node = parts[0] if len(parts) == 1 else Row(tuple(parts))
    font = symbols.TEXT_FONTS[name]
    return Apply(font, (body,)) if font else body


def _plain_text(reader: Reader, source: str) -> str:
    text = re.sub(r"\\(?:textbf|textit|text|mathrm)\{([^{}]*)\}", r"\1", source)
    text = re.sub(r"\\([%#&$_{}])", r"\1", text).replace("~", "\u00a0").replace("\\ ", " ")
    if "\\" in text:
        raise reader.cursor.error(f"command inside text {text!r}")
    return text


def _font(reader: Reader, name: str) -> Node:
    """Return the argument in another font; a word in an upright font is one text."""
    wordlike = name in ("mathrm", "mathtt", "mathsf", "mathit")
    if wordlike and reader.cursor.peek() == "{":
        source = reader.cursor.raw_group()
        if _LETTERS.fullmatch(source):
            word = Words(source.replace(" ", ""))
            return word if name == "mathrm" else in_font(name, word)
        return in_font(name, reader.part(source))
    return in_font(name, reader.argument())


def _operator_name(reader: Reader, name: str) -> Node:
    """Return `\\operatorname{...}`; with a star its limits stand below."""
    source = reader.cursor.raw_group()
    text = re.sub(r"\\[,;:! ]|\\thinspace", "\u2009", source)
    text = re.sub(r"\\(?:mathrm|text)\{([^{}]*)\}", r"\1", text)
    complex_name = "\\" in text or "{" in text
    word = reader.part(source) if complex_name else Words(text)
    return Operator(word, limits=name.endswith("*"))


def _labelled_arrow(reader: Reader, name: str) -> Node:
    """Return an arrow as long as the label above it."""
    below, above = reader.cursor.raw_option(), reader.argument()
    arrow = Apply("stretch", (Symbol(symbols.LABELLED_ARROWS[name]),), ("size: #(100% + 1em)",))
    under = reader.part(below) if below else None
    return Scripts(arrow, sub=under, sup=above, limits=True)


def _space(reader: Reader, name: str) -> Node:
    """Return a space of a given length."""
    in_group = reader.cursor.peek() == "{"
    source = reader.cursor.raw_group() if in_group else reader.cursor.take_while(_LENGTH_PART)
    match = _LENGTH.fullmatch(source)
    if match is None:
        raise reader.cursor.error(f"bad length {source!r}")
    value, unit = float(match[1]), match[2]
    relative = {"em": 1.0, "ex": 0.43, "mu": 1 / 18}.get(unit)
    return Space(f"{value:g}{unit}" if relative is None else em(value * relative))


def _sized(reader: Reader, name: str) -> Node:
    """Return `\\big` and its kin with the delimiter that follows."""
    sign = reader.delimiter()
    side = name[-1] if name[-1] in "lrm" else ""
    height = symbols.DELIMITER_SIZES[name.removesuffix(side)]
    if sign is None:
        return EMPTY
    by_side = {"l": "opening", "r": "closing", "m": "relation"}
    return SizedDelimiter(sign, height, by_side.get(side) or _class_of_delimiter(sign))


def _fenced(reader: Reader, name: str) -> Node:
    """Return `\\left ... \\middle ... \\right`."""
    left = reader.delimiter()
    parts: list[Node] = [reader.row(("\\right", "\\middle"))]
    while reader.cursor.take() == "\\middle":
        sign = reader.delimiter()
        parts += [Middle(sign)] if sign else []
        parts.append(reader.row(("\\right", "\\middle")))
    return Fenced(left, tuple(parts), reader.delimiter())


def _negated(reader: Reader, name: str) -> Node:
    """Return the negated relation, or its sign struck through."""
    sign = reader.argument()
    if isinstance(sign, Symbol) and sign.sign in symbols.NEGATED:
        return Symbol(symbols.NEGATED[sign.sign])
    return Apply("cancel", (sign,), ("angle: #25deg", "length: #110%"))


def _modulo(reader: Reader, name: str) -> Node:
    """Return `\\bmod`, `\\mod` or `\\pmod`."""
    if name == "pmod":
        parts = (Symbol("("), Words("mod"), Space("0.33em"), reader.argument(), Symbol(")"))
        return Row((Space("1em"), *parts))
    before, after = ("0.25em", "0.25em") if name == "bmod" else ("1em", "0.3em")
    return Row((Space(before), Words("mod"), Space(after)))


def _set_tag(reader: Reader, name: str) -> Node:
    """Take the number of the formula."""
    reader.tag = reader.cursor.raw_group()
    return EMPTY


def _class_of_delimiter(sign: str) -> str:
    if sign in symbols.OPENING:
        return "opening"
    return "closing" if sign in symbols.CLOSING else "normal"


def _symbol(sign: str, atom_class: str | None = None) -> Command:
    return lambda reader, name: Symbol(sign, atom_class)


def _operator(text: str, limits: bool) -> Command:
    return lambda reader, name: Operator(Words(text), limits)


def _fraction(function: str) -> Command:
    style = {"d": "display", "c": "display", "t": "inline"}

    def read(reader: Reader, name: str) -> Node:
        fraction = Apply(function, (reader.argument(), reader.argument()))
        prefix = name.removesuffix(function)
        return Apply(style[prefix], (fraction,)) if prefix else fraction

    return read


def _applied(function: str, *options: str) -> Command:
    return lambda reader, name: Apply(function, (reader.argument(),), options)


def _framed(opening: str, display: bool = False) -> Command:
    return lambda reader, name: Framed(opening, reader.argument(), display)


def _root(reader: Reader, name: str) -> Node:
    index = reader.cursor.raw_option()
    if index is None:
        return Apply("sqrt", (reader.argument(),))
    return Apply("root", (reader.part(index), reader.argument()))


def _stacked(reader: Reader, name: str) -> Node:
    mark, base = reader.argument(), reader.argument()
    if name == "underset":
        return Scripts(base, sub=mark, limits=True)
    stacked = Scripts(base, sup=mark, limits=True)
    relation = ('"relation"',)
    return Apply("class", (stacked,), relation) if name == "stackrel" else stacked


def _substack(reader: Reader, name: str) -> Node:
    lines = re.split(r"\\\\", reader.cursor.raw_group())
    return Grid(tuple((reader.part(line),) for line in lines), small=True)


def _coloured(reader: Reader, name: str) -> Node:
    return coloured(reader, reader.cursor.raw_group(), reader.argument())


def _classed(atom_class: str) -> Command:
    return lambda reader, name: Apply("class", (reader.argument(),), (f'"{atom_class}"',))


def _large(reader: Reader, name: str) -> Node:
    return Operator(reader.argument())


def _dropped(reader: Reader, name: str) -> Node:
    reader.cursor.raw_group()
    return EMPTY


def _smashed(reader: Reader, name: str) -> Node:
    reader.cursor.raw_option()
    return reader.argument()


def _command_table() -> dict[str, Command]:
    table: dict[str, Command] = {}
    table |= {name: _symbol(sign) for name, sign in symbols.SYMBOLS.items()}
    table |= {name: _symbol(sign) for name, sign in symbols.GREEK.items()}
    table |= {name: _symbol(sign) for name, sign in symbols.LARGE_OPERATORS.items()}
    table |= {name: _symbol(*classed) for name, classed in symbols.CLASSED.items()}
    table |= {sign: _symbol(sign) for sign in "{}%#&$_"}
    table |= {name: _operator(name, limits=False) for name in symbols.OPERATORS}
    table |= {name: _operator(text, limits=True) for name, text in symbols.LIMIT_OPERATORS.items()}
    table |= {name: _classed(value) for name, value in symbols.ATOM_CLASSES.items()}
    return table | _upright_greek() | _spaces() | _accents() | _fonts() | _STRUCTURES


def _upright_greek() -> dict[str, Command]:
    def upright(sign: str) -> Command:
        return lambda reader, name: Apply("upright", (Symbol(sign),))

    return {name: upright(sign) for name, sign in symbols.UPRIGHT_GREEK.items()}


def _spaces() -> dict[str, Command]:
    def spaced(width: float) -> Command:
        return lambda reader, name: Space(em(width))

    return {name: spaced(width) for name, width in symbols.SPACES.items()}


def _accents() -> dict[str, Command]:
    def accented(sign: str) -> Command:
        return lambda reader, name: Apply("accent", (reader.argument(), Symbol(sign)))

    return {name: accented(sign) for name, sign in symbols.ACCENTS.items()}


def _fonts() -> dict[str, Command]:
    fonts: dict[str, Command] = dict.fromkeys(symbols.FONTS, _font)
    texts: dict[str, Command] = dict.fromkeys(symbols.TEXT_FONTS, _text)
    arrows: dict[str, Command] = dict.fromkeys(symbols.LABELLED_ARROWS, _labelled_arrow)
    silent: dict[str, Command] = dict.fromkeys(symbols.SILENT, lambda reader, name: EMPTY)
    sized: dict[str, Command] = {
        f"{name}{side}": _sized for name in symbols.DELIMITER_SIZES for side in ("", *"lrm")
    }
    return fonts | texts | arrows | silent | sized


_STRUCTURES: dict[str, Command] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _fraction("frac")),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _fraction("binom")),
    **dict.fromkeys(("stackrel", "overset", "underset"), _stacked),
    **dict.fromkeys(("hspace", "mspace", "kern", "mkern", "hskip"), _space),
    **dict.fromkeys(("bmod", "mod", "pmod"), _modulo),
    **dict.fromkeys(("phantom", "hphantom", "vphantom"), _framed("#hide")),
    **dict.fromkeys(
        ("boxed", "fbox"), _framed("#box(stroke: 0.5pt, inset: 3pt, baseline: 3pt)", True)
    ),
    **dict.fromkeys(("underbrace", "overbrace"), lambda p, name: Brace(name, p.argument())),
    **dict.fromkeys(("overline", "underline"), lambda p, name: Apply(name, (p.argument(),))),
    "sqrt": _root,
    "operatorname": _operator_name,
    "substack": _substack,
    "textcolor": _coloured,
    "cancel": _applied("cancel"),
    "bcancel": _applied("cancel", "inverted: #true"),
    "xcancel": _applied("cancel", "cross: #true"),
    "mathop": _large,
    "left": _fenced,
    "not": _negated,
    "tag": _set_tag,
    "label": _dropped,
    "smash": _smashed,
    "begin": environment,
}


#: What reads each command, by its name.
COMMANDS = _command_table()


def parse(source: str) -> tuple[Node, str | None]:
    """Return a formula and its tag.

    Raises:
        TexError: for an unknown command or a malformed formula.
    """
    reader = Reader(source, COMMANDS)
    return reader.parse(), reader.tag
