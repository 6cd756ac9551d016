"""A bank as an IMS content package of QTI 2.1 items (1EdTech, "QTI 2.1 Assessment Test, Section,
and Item Information Model" and "Content Packaging 1.1").

QTI knows a part of XHTML: what it does not know is opened, so that its text stays, and a figure
leaves its description.
"""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

from scripts.banks.reading import Exercise
from scripts.banks.wording import LINES, WORDING, asked, feedback
from scripts.base.zipping import zipped
from scripts.epub.markup import Maker
from scripts.publication.names import names
from scripts.publication.site_reader import Volume

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_XML = "http://www.w3.org/XML/1998/namespace"
_ITEM = "imsqti_item_xmlv2p1"
_KEPT = names(
    """p div ul ol li dl dt dd pre code em strong b i sub sup small span a br blockquote table
    thead tbody tr th td q cite abbr kbd var"""
)
_ATTRIBUTES = {"a": ("href",), "th": ("colspan", "rowspan"), "td": ("colspan", "rowspan")}

Element = etree._Element


def render(volume: Volume, exercises: list[Exercise]) -> bytes:
    """Return the exercises as a package."""
    items = {f"items/{e.identifier}.xml": _item(volume, e) for e in exercises}
    files = {"imsmanifest.xml": _manifest(volume, list(items)), **items}
    return zipped(
        {
            name: etree.tostring(root, encoding="utf-8", xml_declaration=True)
            for name, root in files.items()
        }
    )


def _manifest(volume: Volume, paths: list[str]) -> Element:
    root = _made(_CP, "manifest", identifier=f"llm-faq-{volume.lang}")
    metadata = _add(root, "metadata")
    _add(metadata, "schema").text = "QTIv2.1 Package"
    _add(metadata, "schemaversion").text = "1.0.0"
    _add(root, "organizations")
    resources = _add(root, "resources")
    for number, path in enumerate(paths, start=1):
        resource = _add(resources, "resource", identifier=f"item-{number}", type=_ITEM, href=path)
        _add(resource, "file", href=path)
    return root


def _item(volume: Volume, exercise: Exercise) -> Element:
    words, judged = WORDING[volume.lang], exercise.is_judged
    root = _made(
        _QTI,
        "assessmentItem",
        identifier=f"q.{exercise.identifier}",
        title=exercise.name,
        adaptive="false",
        timeDependent="false",
    )
    root.set(f"{{{_XML}}}lang", volume.lang)
    kind = "identifier" if judged else "string"
    response = _add(
        root, "responseDeclaration", identifier="RESPONSE", cardinality="single", baseType=kind
    )
    if judged:
        _add(_add(response, "correctResponse"), "value").text = "FALSE"
    for name, base in (("SCORE", "float"), ("FEEDBACK", "identifier")):
        _add(root, "outcomeDeclaration", identifier=name, cardinality="single", baseType=base)
    body = _add(root, "itemBody")
    _fill(_add(body, "div"), asked(exercise, volume))
    if judged:
        choice = _add(
            body,
            "choiceInteraction",
            responseIdentifier="RESPONSE",
            shuffle="false",
            maxChoices="1",
        )
        _add(choice, "simpleChoice", identifier="TRUE").text = words.true
        _add(choice, "simpleChoice", identifier="FALSE").text = words.false
    else:
        _add(body, "extendedTextInteraction", responseIdentifier="RESPONSE", expectedLines=LINES)
    _process(root, judged)
    shown = _add(
        root, "modalFeedback", outcomeIdentifier="FEEDBACK", showHide="show", identifier="answer"
    )
    _fill(shown, feedback(exercise, volume))
    return root


def _process(root: Element, judged: bool) -> None:
    """Add what follows an answer: the mark of a statement, and the feedback."""
    rules = _add(root, "responseProcessing")
    if judged:
        when = _add(_add(rules, "responseCondition"), "responseIf")
        match = _add(when, "match")
        _add(match, "variable", identifier="RESPONSE")
        _add(match, "correct", identifier="RESPONSE")
        score = _add(when, "setOutcomeValue", identifier="SCORE")
        _add(score, "baseValue", baseType="float").text = "1"
    told = _add(rules, "setOutcomeValue", identifier="FEEDBACK")
    _add(told, "baseValue", baseType="identifier").text = "answer"


def _made(namespace: str, name: str, **attributes: str) -> Element:
    return Maker(namespace)(name, attributes)


def _add(parent: Element, name: str, **attributes: str) -> Element:
    namespace = etree.QName(parent).namespace
    return etree.SubElement(parent, f"{{{namespace}}}{name}", dict(attributes))


def _fill(made: Element, html: str) -> None:
    source = fragment_fromstring(html, create_parent="div")
    _copy(source, made)


def _copy(source: HtmlElement, made: Element) -> None:
    """Fill `made` with what `source` holds, as far as QTI knows it."""
    _text(made, source.text)
    for child in source:
        if isinstance(child.tag, str):
            _part(child, made)
        _text(made, child.tail)


def _part(child: HtmlElement, made: Element) -> None:
    if child.tag == "svg":
        _text(made, " ".join(child.xpath("string(./*[local-name()='desc'])").split()))
    elif child.tag in _KEPT:
        inner = _add(made, str(child.tag))
        for name in _ATTRIBUTES.get(str(child.tag), ()):
            if child.get(name):
                inner.set(name, str(child.get(name)))
        if child.get("lang"):
            inner.set(f"{{{_XML}}}lang", str(child.get("lang")))
        _copy(child, inner)
    else:
        _copy(child, made)


def _text(made: Element, text: str | None) -> None:
    if not text:
        return
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text
