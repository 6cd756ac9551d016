"""Question banks of an invented handbook, as learning platforms read them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import qti_convert
from lxml import etree
from lxml.html import fromstring

from scripts.banks import gift, moodle, qti
from scripts.banks.reading import Exercise, read
from scripts.base.problems import HandbookError
from scripts.publication.site_reader import Chapter, Part, Volume
from tests import gift_reader

HERON = r"""
<h1>How does a heron fish?</h1>
<h2 id="common-mistakes">Common mistakes</h2>
<div class="admonition failure" id="mistake-runs"><p class="admonition-title">“It runs: fast.”</p>
<p>It <em>stands</em><sup><a class="footnote-ref" href="#fn:a">1</a></sup>.</p></div>
<h2 id="self-check">Self-check</h2>
<details class="question" id="check-days"><summary>How many in <math><semantics><mi>n</mi>
<annotation encoding="application/x-tex">\frac{n}{2} = 1</annotation></semantics></math>
days &amp; nights?</summary>
<p>Four.</p><svg viewBox="0 0 9 9"><desc>Four fish.</desc><path d="M0 0"/></svg></details>
<h2 id="sources">Sources</h2>
"""
_Q = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


def invented_volume(html: str = HERON) -> Volume:
    article = fromstring(f"<article>{html}</article>")
    page = Chapter("questions/heron/", "How does a heron fish?", Path("index.html"), article)
    parts = (Part("Wading/birds", (page,)),)
    return Volume("en", "Birds", "", "https://example.org/", Path(), None, parts, ())


@pytest.fixture(scope="module")
def exercises() -> list[Exercise]:
    return read(invented_volume())


@pytest.fixture(scope="module")
def items(exercises: list[Exercise]) -> Mapping[str, etree._Element]:
    """The items of the QTI package by their names."""
    with zipfile.ZipFile(io.BytesIO(qti.render(invented_volume(), exercises))) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist()}


def test_checks_are_essays_and_mistakes_are_statements(exercises: list[Exercise]) -> None:
    found = [(exercise.kind, exercise.identifier, exercise.name) for exercise in exercises]
    assert found == [
        ("essay", "heron.check-days", r"How many in \(\frac{n}{2} = 1\) days & nights?"),
        ("statement", "heron.mistake-runs", "“It runs: fast.”"),
    ]


def test_an_exercise_without_an_id_is_named() -> None:
    with pytest.raises(HandbookError, match=r"questions/heron/.*It runs"):
        read(invented_volume(HERON.replace(' id="mistake-runs"', "")))


def test_moodle_reads_essay_and_statement(exercises: list[Exercise]) -> None:
    quiz = etree.fromstring(moodle.render(invented_volume(), exercises))
    assert [question.get("type") for question in quiz] == ["category", "essay", "truefalse"]
    category, essay, statement = quiz
    assert category.findtext("category/text") == (
        "$course$/top/Birds/Wading//birds/How does a heron fish?"
    )
    assert r"\(\frac{n}{2} = 1\)" in (essay.findtext("questiontext/text") or "")
    assert "Four." in (essay.findtext("generalfeedback/text") or "")
    assert essay.findtext("responseformat") == "editor"
    rights = {a.findtext("text"): a.get("fraction") for a in statement.findall("answer")}
    assert rights == {"true": "0", "false": "100"}
    assert "It <em>stands</em>." in (statement.findtext("generalfeedback/text") or "")
    for question in (essay, statement):
        assert question.findtext("idnumber")
        assert "https://example.org/en/questions/heron/#" in (
            question.findtext("generalfeedback/text") or ""
        )


def test_gift_keeps_formulas_and_colons(exercises: list[Exercise]) -> None:
    text = gift.render(invented_volume(), exercises).decode()
    essay, statement = gift_reader.read(text)
    assert essay["type"] == "Essay"
    assert r"\(\frac{n}{2} = 1\)" in essay["stem"]["text"]
    assert "<p>Four.</p>" in essay["globalFeedback"]["text"]
    assert (statement["type"], statement["isTrue"]) == ("TF", False)
    assert statement["title"] == "“It runs: fast.”"
    # An empty line parts questions, so there is none within one.
    assert text.count("\n\n::") == 0
    assert len(text.strip().split("\n\n")) == 4


def test_the_package_lists_its_items(items: Mapping[str, etree._Element]) -> None:
    listed = items["imsmanifest.xml"].findall(".//{*}resource")
    assert {str(resource.get("href")) for resource in listed} == items.keys() - {"imsmanifest.xml"}
    assert {resource.get("type") for resource in listed} == {"imsqti_item_xmlv2p1"}


def test_a_statement_is_marked_and_an_essay_told_its_answer(
    items: Mapping[str, etree._Element],
) -> None:
    statement, essay = (items[f"items/heron.{name}.xml"] for name in ("mistake-runs", "check-days"))
    assert statement.findtext(f".//{_Q}correctResponse/{_Q}value") == "FALSE"
    assert len(statement.findall(f".//{_Q}simpleChoice")) == 2
    assert essay.find(f".//{_Q}extendedTextInteraction") is not None
    told = "".join(map(str, essay.find(f"{_Q}modalFeedback").itertext()))  # type: ignore[union-attr]
    assert "Four." in told
    assert "Four fish." in told
    order = [etree.QName(part).localname for part in essay]
    assert order == sorted(
        order,
        key=[
            "responseDeclaration",
            "outcomeDeclaration",
            "itemBody",
            "responseProcessing",
            "modalFeedback",
        ].index,
    )


def test_another_program_opens_the_package(exercises: list[Exercise], tmp_path: Path) -> None:
    package, later = tmp_path / "bank.zip", tmp_path / "later.zip"
    package.write_bytes(qti.render(invented_volume(), exercises))
    qti_convert.upgrade_package(package, later)
    with zipfile.ZipFile(later) as converted:
        text = b"".join(converted.read(name) for name in converted.namelist()).decode()
    assert "qti-extended-text-interaction" in text
    assert "qti-choice-interaction" in text
    assert "qti-modal-feedback" in text
