"""XHTML of the EPUB: its namespaces, its elements and how they become text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from lxml import etree

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
MATHML = "http://www.w3.org/1998/Math/MathML"
SVG = "http://www.w3.org/2000/svg"
XML = "http://www.w3.org/XML/1998/namespace"

#: Style sheets of every document, in the folder `styles/` of the EPUB.
STYLES = ("math.css", "book.css")


#: Elements that never hold anything.
_EMPTY = frozenset({"br", "hr", "img", "wbr", "link", "meta", "col"})
#: Characters that XML forbids.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Element = etree._Element
#: What stands in an element: text and elements without text behind them.
Parts = list[Element | str]


class Maker:
    """Makes elements of one language: `E.p("text")`, or `E("p", "text")`.

    Children are elements and text; attributes come by name, or as a mapping among the children.
    """

    def __init__(self, namespace: str, **prefixes: str) -> None:
        self._namespace = namespace
        self._names: Any = {None: namespace, **prefixes}

    def __call__(
        self, name: str, *parts: Element | str | Mapping[str, str], **attributes: str
    ) -> Element:
        """Return an element; its name may bring a namespace of its own."""
        full = name if name.startswith("{") else f"{{{self._namespace}}}{name}"
        made = etree.Element(full, nsmap=self._names)
        for part in parts:
            if isinstance(part, Mapping):
                attributes = {**part, **attributes}
            else:
                add(made, [part])
        for key, value in attributes.items():
            made.set(key, value)
        return made

    def __getattr__(self, name: str) -> Callable[..., Element]:
        return partial(self, name)


E = Maker(XHTML, epub=OPS)


def foreign(namespace: str, name: str) -> Element:
    """Return an empty element of another language, such as SVG."""
    return Maker(namespace)(name)


def add_text(element: Element, text: str | None) -> None:
    """Add text behind all that an element holds."""
    if not text:
        return
    allowed = _FORBIDDEN.sub("", text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + allowed
    else:
        element.text = (element.text or "") + allowed


def add(element: Element, parts: Iterable[Element | str]) -> Element:
    """Add elements and text to an element and return it."""
    for part in parts:
        if isinstance(part, str):
            add_text(element, part)
        else:
            element.append(part)
    return element


def put_first(element: Element, part: Element) -> None:
    """Put an element and a space before all that another holds."""
    part.tail, element.text = " " + (element.text or "").lstrip(), None
    element.insert(0, part)


def parts_of(element: Element) -> Iterator[Element | str]:
    """Give what an element holds, the text behind each child apart from it."""
    yield element.text or ""
    for child in list(element):
        tail, child.tail = child.tail, None
        yield child
        yield tail or ""


def mean(element: Element, kind: str, role: str = "") -> Element:
    """Tell readers of EPUB what an element is, and readers by ear its role; return it."""
    element.set(f"{{{OPS}}}type", kind)
    if role:
        element.set("role", role)
    return element


def speak(element: Element, lang: str) -> None:
    """Set the language of an element, for readers of HTML and of XML."""
    element.set("lang", language_tag(lang))
    element.set(f"{{{XML}}}lang", language_tag(lang))


def language_tag(lang: str) -> str:
    """Return a language as EPUBs tell it: by it readers choose the shapes of Chinese signs."""
    return "zh-Hans" if lang == "zh" else lang


def is_a(element: Element, name: str) -> bool:
    """Return whether an element is the one of XHTML that has this name."""
    return bool(element.tag == f"{{{XHTML}}}{name}")


def text_of(element: Element) -> str:
    """Return the text of an element with single spaces."""
    return " ".join("".join(map(str, element.itertext())).split())


def document(lang: str, title: str, *body: Element) -> Element:
    """Return a whole document."""
    sheets = (E.link(rel="stylesheet", type="text/css", href=f"styles/{name}") for name in STYLES)
    root = E.html(E.head(E.title(title), *sheets), E.body(*body))
    speak(root, lang)
    return root


def written(root: Element) -> bytes:
    """Return a document as a file.

    An empty cell is `<td></td>`, not `<td/>`: some readers take the file for HTML.
    """
    for element in root.iter(f"{{{XHTML}}}*"):
        if not len(element) and element.text is None:
            element.text = None if etree.QName(element).localname in _EMPTY else ""
    doctype = "<!DOCTYPE html>"
    found = etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype=doctype)
    return bytes(found) + b"\n"
