"""Exercises as an assessment of QTI 1.2.1, in the profile of Common Cartridge.

A statement is a choice between the words for true and false: what the profile has for true and
false is told apart by which of the two is right, and importers take that one for true.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from scripts.banks.reading import Exercise
from scripts.banks.wording import WORDING, asked, feedback
from scripts.epub.markup import Maker
from scripts.publication.site_reader import Volume

_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_RESPONSE, _FEEDBACK = "response", "general_fb"

Element = etree._Element


def render(identifier: str, title: str, volume: Volume, exercises: Sequence[Exercise]) -> Element:
    """Return the exercises as one assessment."""
    root = Maker(_QTI)("questestinterop")
    whole = _add(root, "assessment", ident=identifier, title=title)
    _tell(
        whole,
        cc_profile="cc.exam.v0p1",
        qmd_assessmenttype="Examination",
        qmd_scoretype="Percentage",
        qmd_feedbackpermitted="Yes",
    )
    section = _add(whole, "section", ident="root_section")
    for exercise in exercises:
        _item(section, exercise, volume)
    return root


def _item(section: Element, exercise: Exercise, volume: Volume) -> None:
    item = _add(section, "item", ident=exercise.identifier, title=exercise.name)
    metadata = _add(item, "itemmetadata")
    if exercise.is_judged:
        _tell(metadata, cc_profile="cc.multiple_choice.v0p1")
    else:
        _tell(metadata, cc_profile="cc.essay.v0p1", qmd_computerscored="No")
    shown = _add(item, "presentation")
    _material(shown, asked(exercise, volume))
    if exercise.is_judged:
        _choices(shown, WORDING[volume.lang].true, WORDING[volume.lang].false)
    else:
        field = _add(shown, "response_str", ident=_RESPONSE, rcardinality="Single")
        _add(_add(field, "render_fib"), "response_label", ident="answer", rshuffle="No")
    _process(item, exercise.is_judged)
    told = _add(item, "itemfeedback", ident=_FEEDBACK)
    _material(_add(told, "flow_mat"), feedback(exercise, volume))


def _choices(shown: Element, true: str, false: str) -> None:
    group = _add(shown, "response_lid", ident=_RESPONSE, rcardinality="Single")
    choices = _add(group, "render_choice")
    for ident, word in (("true", true), ("false", false)):
        label = _add(choices, "response_label", ident=ident)
        _material(label, word, "text/plain")


def _process(item: Element, judged: bool) -> None:
    """Add what follows an answer: always the feedback, and marks for a statement called false."""
    rules = _add(item, "resprocessing")
    marks = {"varname": "SCORE", "vartype": "Decimal", "minvalue": "0", "maxvalue": "100"}
    _add(_add(rules, "outcomes"), "decvar", **marks)
    always = _add(rules, "respcondition", **{"continue": "Yes"})
    _add(_add(always, "conditionvar"), "other")
    _add(always, "displayfeedback", feedbacktype="Response", linkrefid=_FEEDBACK)
    last = _add(rules, "respcondition", **{"continue": "No"})
    condition = _add(last, "conditionvar")
    if judged:
        _add(condition, "varequal", respident=_RESPONSE).text = "false"
        _add(last, "setvar", action="Set", varname="SCORE").text = "100"
    else:
        _add(condition, "other")


def _tell(parent: Element, **fields: str) -> None:
    metadata = _add(parent, "qtimetadata")
    for label, entry in fields.items():
        field = _add(metadata, "qtimetadatafield")
        _add(field, "fieldlabel").text = label
        _add(field, "fieldentry").text = entry


def _material(parent: Element, text: str, kind: str = "text/html") -> None:
    _add(_add(parent, "material"), "mattext", texttype=kind).text = text


def _add(parent: Element, name: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{_QTI}}}{name}", attributes)
