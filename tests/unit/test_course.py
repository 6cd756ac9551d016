"""A course of an invented handbook as a Common Cartridge, held to the profile and opened."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from scripts import __main__ as commands
from scripts.banks import cartridge
from scripts.banks.reading import read
from scripts.base.paths import ROOT
from scripts.publication import handouts
from scripts.publication.packs import Handout
from tests import qti_reader
from tests.unit.test_banks import invented_volume

ORDER = Handout.model_validate(
    {"lang": "en", "title": "Week 1", "course": "Biology", "questions": ["heron"]}
)
PAGE = "https://example.org/en/questions/heron/"
_PROFILE = etree.RelaxNG(file=ROOT / "tests/data/common-cartridge.rng")


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    volume = invented_volume()
    with zipfile.ZipFile(io.BytesIO(cartridge.render(ORDER, volume, read(volume)))) as package:
        assert package.namelist()[0] == "imsmanifest.xml"
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def manifest(files: Mapping[str, bytes]) -> etree._Element:
    return etree.fromstring(files["imsmanifest.xml"])


def test_the_manifest_is_in_the_order_of_the_profile(manifest: etree._Element) -> None:
    parts = [etree.QName(part).localname for part in manifest]
    assert parts == ["metadata", "organizations", "resources"]
    assert manifest.findtext("{*}metadata/{*}schema") == "IMS Common Cartridge"
    assert manifest.findtext("{*}metadata/{*}schemaversion") == "1.3.0"
    assert manifest.findtext(".//{*}general/{*}title/{*}string") == "Week 1"
    [organization] = manifest.findall("{*}organizations/{*}organization")
    assert organization.get("structure") == "rooted-hierarchy"
    # One item without a title is the root of all.
    [root] = organization.findall("{*}item")
    assert root.find("{*}title") is None


def test_manifest_and_links_keep_to_the_profile(files: Mapping[str, bytes]) -> None:
    for name in ("imsmanifest.xml", "link-heron.xml"):
        _PROFILE.assertValid(etree.fromstring(files[name]))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("imsmanifest.xml", b'identifier="root">', b'identifier="root"><title>Top</title>'),
        ("imsmanifest.xml", b"<title>How does a heron fish?</title>", b""),
        ("imsmanifest.xml", b'identifier="link-heron" type', b'identifier="1 heron" type'),
        ("imsmanifest.xml", b"imswl_xmlv1p3", b"imswl_xmlv1p1"),
        ("imsmanifest.xml", b'<file href="link-heron.xml"/>', b""),
        ("imsmanifest.xml", b"1.3.0", b"1.3"),
        ("link-heron.xml", b"href=", b"src="),
    ],
)
def test_what_the_profile_does_not_know_is_refused(
    files: Mapping[str, bytes], name: str, old: bytes, new: bytes
) -> None:
    assert old in files[name]
    assert not _PROFILE.validate(etree.fromstring(files[name].replace(old, new)))


def test_each_item_leads_to_a_resource_and_each_resource_to_its_file(
    manifest: etree._Element, files: Mapping[str, bytes]
) -> None:
    identifiers = [str(e.get("identifier")) for e in manifest.iter() if e.get("identifier")]
    assert len(set(identifiers)) == len(identifiers)
    resources = manifest.findall(".//{*}resource")
    wanted = [item.get("identifierref") for item in manifest.iter("{*}item")]
    assert [name for name in wanted if name] == [r.get("identifier") for r in resources]
    named = {str(file.get("href")) for file in manifest.iter("{*}file")}
    assert named == files.keys() - {"imsmanifest.xml"}
    assert {resource.get("type") for resource in resources} == {
        "imswl_xmlv1p3",
        "imsqti_xmlv1p2/imscc_xmlv1p3/assessment",
    }


def test_a_link_leads_to_the_page_of_the_question(files: Mapping[str, bytes]) -> None:
    link = etree.fromstring(files["link-heron.xml"])
    assert etree.QName(link).namespace == "http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3"
    assert link.findtext("{*}title") == "How does a heron fish?"
    assert [url.get("href") for url in link.findall("{*}url")] == [PAGE]


def test_another_program_reads_the_exercises(
    files: Mapping[str, bytes], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        essay, statement = qti_reader.read(files["exercises-heron.xml"])
    assert caplog.messages == []
    assert essay.ident == "heron.check-days"
    assert essay.text == r"How many in \(\frac{n}{2} = 1\) days & nights?"
    assert essay.parts == ("Material", "ResponseStr")
    assert statement.ident == "heron.mistake-runs"
    assert statement.text.endswith("“It runs: fast.”")
    assert statement.parts == ("Material", "ResponseLId")
    assert essay.feedback == statement.feedback == ("general_fb",)


def test_a_statement_is_a_choice_of_which_false_is_right(files: Mapping[str, bytes]) -> None:
    root = etree.fromstring(files["exercises-heron.xml"])
    essay, statement = root.findall(".//{*}item")
    profiles = [item.findtext(".//{*}itemmetadata//{*}fieldentry") for item in (essay, statement)]
    assert profiles == ["cc.essay.v0p1", "cc.multiple_choice.v0p1"]
    words = [label.findtext(".//{*}mattext") for label in statement.iter("{*}response_label")]
    assert words == ["True", "False"]
    [right] = statement.iter("{*}varequal")
    assert (right.text, statement.findtext(".//{*}setvar")) == ("false", "100")
    for item, told in ((essay, "Four."), (statement, "stands")):
        feedback = item.find("{*}itemfeedback")
        assert feedback is not None
        assert told in (feedback.findtext(".//{*}mattext") or "")
        shown = item.find(".//{*}respcondition[@continue='Yes']/{*}displayfeedback")
        assert shown is not None
        assert shown.get("linkrefid") == feedback.get("ident")


def test_the_command_names_the_file_after_the_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handouts, "read_volume", lambda site, lang: invented_volume())
    monkeypatch.setattr(commands, "DIST", tmp_path / "dist")
    pack = tmp_path / "week2.yaml"
    pack.write_text("lang: en\nquestions: [heron]\n", encoding="utf-8")
    assert commands.main(["course", str(pack)]) == 0
    assert zipfile.is_zipfile(tmp_path / "dist" / "course-en-week2.imscc")
