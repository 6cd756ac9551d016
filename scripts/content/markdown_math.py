"""Math of the pages: TeX to MathML at build time, as an extension of Python-Markdown.

`pymdownx.arithmatex` (generic mode) finds the formulas; this module replaces what it leaves by
MathML, so that no script runs in the reader's browser. The TeX stays in an annotation, from
which the book is set. `\\label{eq-...}` gives a displayed formula an id, to which pages link: the
site shows no number, the book does. Temml does the conversion: of the converters tried it alone
sets every expression of the corpus right and refuses what it does not know (latex2mathml passes
unknown commands through and loses alignments).
"""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from py_mini_racer import JSEvalException, MiniRacer

_TEMML = Path(__file__).parent / "vendor" / "temml" / "temml.min.js"
_FORMULA = re.compile(
    r'<(?P<tag>span|div) class="arithmatex"(?P<id> id="[^"]+")?>'
    r"\s*\\(?P<open>[(\[])(?P<tex>.*?)\\[)\]]\s*</(?P=tag)>",
    re.DOTALL,
)

#: Browsers break beside a formula: what may not begin a line, with marks of notes; or end one.
_CLOSING = r"[，。；：、！？）」』”’…,.;:!?)\]%-]|<sup id=\"fnref.*?</sup>"
_OPENING = r"[（「『“‘(\[]"
_INLINE = re.compile(
    rf"(?:{_OPENING})*<math(?![^>]*display=)[^>]*>.*?</math>(?:{_CLOSING})*", re.DOTALL
)

#: The name of a function, bare or with what stands at it, as Temml writes it; and what may stand
#: before it: anything but an operator and a name, which brings its own space.
_FUNCTION = re.compile(
    r"(?<!<mspace width=\"0\.1667em\"></mspace>)"
    r"(?P<before></m(?:i|n|sub|sup|subsup|under|frac|style|row|sqrt)>|∇</mo>)"
    r"(?P<name>(?:<mrow>)?(?:<mi>[A-Za-z]{2,}</mi>"
    r"|<m(?P<at>sub|sup|under)><mi>[A-Za-z]{2,}</mi>(?:(?!</m(?P=at)>).)*</m(?P=at)>)<mo>\u2061</mo>)"
)
_THIN = '<mspace width="0.1667em"></mspace>'
#: Elements each of whose children has its place, as a base and its index: none may be added.
_OF_PLACES = frozenset(
    ("mfrac", "mover", "mroot", "msub", "msubsup", "msup", "munder", "munderover")
)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z]+)[^>]*?(?P<empty>/?)>")

_LABEL = re.compile(r"\\label\{([^{}]*)\}")
_LABEL_NAME = re.compile(r"eq(?:-[a-z0-9]+)+")


class MathError(ValueError):
    """A formula that cannot be converted; the message holds the formula and the reason."""


@cache
def _engine() -> MiniRacer:
    engine = MiniRacer()
    engine.eval(_TEMML.read_text(encoding="utf-8") + ";0")
    return engine


def _parent(mathml: str, place: int) -> str:
    """Return the name of the element that is open at a place."""
    names: list[str] = []
    for tag in _TAG.finditer(mathml, 0, place):
        if tag["end"]:
            names.pop()
        elif not tag["empty"]:
            names.append(tag["name"])
    return names[-1]


def _spaced(match: re.Match[str]) -> str:
    if _parent(match.string, match.end("before")) in _OF_PLACES:
        return match[0]
    return f"{match['before']}{_THIN}{match['name']}"


@cache
def to_mathml(tex: str, display: bool = False) -> str:
    """Return `tex` as a MathML element that carries its TeX as annotation.

    Raises:
        MathError: when the TeX is malformed or holds an unknown command.
    """
    options = {"displayMode": display, "throwOnError": True, "annotate": True, "xml": True}
    try:
        mathml = str(_engine().call("temml.renderToString", tex, options))
    except JSEvalException as error:
        # The engine's message goes on with its whole source; the first lines say what is wrong.
        reason = " ".join(str(error).splitlines()[:2]).partition("ParseError:")[2].strip()
        raise MathError(f"formula {tex!r}: {reason or 'not understood'}") from None
    # TeX sets a thin space before a function; Temml forgets it behind a bracket, index or fraction.
    return _FUNCTION.sub(_spaced, mathml)


def label_of(tex: str, display: bool) -> str | None:
    """Return the label of a formula, None where it has none.

    Raises:
        MathError: for a label of another form, a second one, or one in a line of text.
    """
    names = _LABEL.findall(tex)
    if not names and "\\label" not in tex:
        return None
    if not display or len(names) != 1 or not _LABEL_NAME.fullmatch(names[0]):
        reason = "a displayed formula may have one label: eq- with small letters, digits, hyphens"
        raise MathError(f"formula {tex!r}: {reason}")
    return str(names[0])


def without_label(tex: str) -> str:
    """Return a formula as it is set: its label is an address, not a part of it."""
    return _LABEL.sub("", tex).strip()


def _replace(match: re.Match[str]) -> str:
    display = match["open"] == "["
    mathml = to_mathml(html.unescape(match["tex"]).strip(), display)
    if not display:
        return mathml
    # A wide formula scrolls by itself instead of widening the page on a phone.
    return f'<div class="formula"{match["id"] or ""}>{mathml}</div>'


def _joined(match: re.Match[str]) -> str:
    """A formula keeps its line with the punctuation and the marks that stand at it."""
    alone = match[0].startswith("<math") and match[0].endswith("</math>")
    return match[0] if alone else f'<span class="joined">{match[0]}</span>'


class _LabelTreeprocessor(Treeprocessor):
    """Give each formula with a label its id, while the page is still a tree.

    MkDocs takes the ids of a page from the tree, and warns of links to any other.
    """

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.get("class") == "arithmatex" and "\\label" in (element.text or ""):
                _identify(element)


def _identify(element: Element) -> None:
    tex = element.text or ""
    if label := label_of(tex, display=element.tag == "div"):
        element.set("id", label)
        element.text = AtomicString(without_label(tex))


class _MathPostprocessor(Postprocessor):
    def run(self, text: str) -> str:
        return _INLINE.sub(_joined, _FORMULA.sub(_replace, text))


class MathExtension(Extension):
    """Turn the output of arithmatex into MathML."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register behind `raw_html`, which puts the stashed blocks back (priority 30)."""
        md.treeprocessors.register(_LabelTreeprocessor(md), "handbook-labels", 15)
        md.postprocessors.register(_MathPostprocessor(md), "handbook-math", 5)


def makeExtension(**_: Any) -> MathExtension:  # noqa: N802 - the name is Python-Markdown's
    """Entry point by which Python-Markdown loads the module by name."""
    return MathExtension()
