"""A PDF as its tags tell it: the elements in reading order, with the text that each one holds.

The tags are what a screen reader follows and what copying keeps to, so the order of the text is
theirs, not that of places on the page. What no tag holds (heads of pages, rules) is decoration.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pikepdf

#: Of a page only these operators are read: marks around content, the font, and shown text.
_OPERATORS = "BDC BMC EMC Tf Tj TJ ' \" Do"
_SINGLES = re.compile(r"beginbfchar(.*?)endbfchar", re.DOTALL)
_PAIR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_RANGES = re.compile(r"beginbfrange(.*?)endbfrange", re.DOTALL)
_TRIPLE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
#: Elements that stand by themselves, whatever their attributes say.
_BLOCKS = re.compile(r"H\d?|P|Title|LI|LBody|Lbl|Caption|Div|TR|TH|TD|BlockQuote|TOCI|Note|Table")
NOTDEF = 0

#: What a content stream shows: text by page and by the number of its mark.
_Shown = Mapping[tuple[tuple[int, int], int], str]


@dataclass
class Element:
    """One element of the structure; its parts are elements and pieces of text."""

    tag: str
    alternative: str
    is_block: bool
    parts: list[Element | str] = field(default_factory=list)
    links: list[pikepdf.Object] = field(default_factory=list)

    def text(self) -> str:
        """Return all text of the element."""
        return "".join(part if isinstance(part, str) else part.text() for part in self.parts)

    def all(self, *tags: str) -> Iterator[Element]:
        """Give the elements inside with one of the tags, in reading order."""
        for part in self.parts:
            if isinstance(part, Element):
                if part.tag in tags:
                    yield part
                yield from part.all(*tags)

    def annotations(self) -> Iterator[pikepdf.Object]:
        """Give the links of the element and of those inside it."""
        yield from self.links
        for part in self.parts:
            if isinstance(part, Element):
                yield from part.annotations()


@dataclass
class Tagged:
    """The root of the structure, and what of the shown glyphs no reader can make out."""

    root: Element
    unreadable: list[str]


def read(pdf: pikepdf.Pdf) -> Tagged:
    """Return the structure of a PDF with its text."""
    pages = _Pages()
    for number, page in enumerate(pdf.pages, start=1):
        pages.read(page.obj, f"page {number}", page.obj.objgen)
    root = Element("Root", "", True)
    _Tree(pages.shown).fill(root, pdf.Root["/StructTreeRoot"]["/K"], None)
    return Tagged(root, pages.unreadable)


class _Font:
    """What the two-byte codes of a font stand for."""

    def __init__(self, font: pikepdf.Object) -> None:
        assert font["/Subtype"] == "/Type0", "a font of the book has codes of one byte"
        self.name = str(font["/BaseFont"])
        self._signs = _signs(font["/ToUnicode"].read_bytes().decode("latin-1"))

    def decode(self, data: bytes) -> Iterator[tuple[int, str | None]]:
        for high, low in zip(data[::2], data[1::2], strict=True):
            code = high << 8 | low
            yield code, self._signs.get(code)


def _signs(cmap: str) -> dict[int, str]:
    found = {
        int(code, 16): _utf16(signs)
        for block in _SINGLES.findall(cmap)
        for code, signs in _PAIR.findall(block)
    }
    for block in _RANGES.findall(cmap):
        assert "[" not in block, "a range of signs is written in a way that is not read here"
        for first, last, signs in _TRIPLE.findall(block):
            start = _utf16(signs)
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)
    return found


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")


@dataclass
class _Mark:
    """A stretch of marked content: its number, and the text that it says it stands for."""

    number: int | None
    actual: str | None


class _Pages:
    """Reads the text that the content streams of the pages show."""

    def __init__(self) -> None:
        self.shown: defaultdict[tuple[tuple[int, int], int], str] = defaultdict(str)
        self.unreadable: list[str] = []
        self._fonts: dict[tuple[int, int], _Font] = {}

    def read(
        self, stream: pikepdf.Object, place: str, page: tuple[int, int], outer: int | None = None
    ) -> None:
        """Read a page, or a drawing on it that stands in the mark `outer`."""
        resources = stream["/Resources"]
        marks = [_Mark(outer, None)]
        font: _Font | None = None
        for instruction in pikepdf.parse_content_stream(stream, _OPERATORS):
            name, operands = str(instruction.operator), list(instruction.operands)
            if name == "Tf":
                font = self._font(resources["/Font"][str(operands[0])])
            elif name in ("BDC", "BMC"):
                marks.append(self._open(operands, resources, marks[-1], page))
            elif name == "EMC":
                marks.pop()
            elif name == "Do":
                form = resources["/XObject"][str(operands[0])]
                if form.get("/Subtype") == "/Form":
                    self.read(form, place, page, marks[-1].number)
            else:
                assert font is not None
                self._show(_strings(operands[-1]), font, marks[-1], place, page)

    def _font(self, font: pikepdf.Object) -> _Font:
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = _Font(font)
        return self._fonts[font.objgen]

    def _open(
        self,
        operands: list[pikepdf.Object],
        resources: pikepdf.Object,
        outer: _Mark,
        page: tuple[int, int],
    ) -> _Mark:
        properties = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
        if isinstance(properties, pikepdf.Name):
            properties = resources["/Properties"][str(properties)]
        number = int(properties["/MCID"]) if "/MCID" in properties else outer.number
        if str(operands[0]) == "/Artifact":
            number = None
        actual = outer.actual
        if actual is None and "/ActualText" in properties:
            actual = str(properties["/ActualText"])
            if number is not None:
                self.shown[page, number] += actual
        return _Mark(number, actual)

    def _show(
        self, strings: list[bytes], font: _Font, mark: _Mark, place: str, page: tuple[int, int]
    ) -> None:
        for data in strings:
            for code, sign in font.decode(data):
                if code == NOTDEF or not sign or "\ufffd" in sign:
                    self.unreadable.append(f"{place}: glyph {code} of {font.name}")
                elif mark.number is not None and mark.actual is None:
                    self.shown[page, mark.number] += sign


def _strings(operand: object) -> list[bytes]:
    if isinstance(operand, pikepdf.Array):
        return [bytes(part) for part in operand if isinstance(part, pikepdf.String)]
    assert isinstance(operand, pikepdf.String)
    return [bytes(operand)]


class _Tree:
    """Reads the elements of the structure, each with the text of its marks."""

    def __init__(self, shown: _Shown) -> None:
        self._shown = shown

    def fill(self, element: Element, content: object, page: tuple[int, int] | None) -> None:
        """Add what `content` holds, which may be one thing or many, to the element."""
        if isinstance(content, pikepdf.Array):
            for part in content:
                self.fill(element, part, page)
        elif isinstance(content, int):
            assert page is not None
            element.parts.append(self._shown.get((page, content), ""))
        elif isinstance(content, pikepdf.Dictionary):
            self._add(element, content, page)

    def _add(
        self, element: Element, part: pikepdf.Dictionary, page: tuple[int, int] | None
    ) -> None:
        page = part["/Pg"].objgen if "/Pg" in part else page
        if "/S" in part:
            inner = Element(str(part["/S"])[1:], str(part.get("/Alt", "")), _is_block(part))
            element.parts.append(inner)
            self.fill(inner, part.get("/K", pikepdf.Array()), page)
        elif "/MCID" in part:
            self.fill(element, int(part["/MCID"]), page)
        else:
            element.links.append(part["/Obj"])


def _is_block(part: pikepdf.Dictionary) -> bool:
    attributes = part.get("/A", pikepdf.Array())
    listed = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    placed = any(attribute.get("/Placement") == "/Block" for attribute in listed)
    return placed or _BLOCKS.fullmatch(str(part["/S"])[1:]) is not None
