"""A course folder as an IMS Common Cartridge 1.3 (1EdTech, "Common Cartridge Profile").

Of each question of a pack it has a link to its page, and its exercises as an assessment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from scripts.banks import assessment
from scripts.banks.reading import Exercise, read
from scripts.banks.wording import WORDING
from scripts.base.writing import write_all
from scripts.base.zipping import zipped
from scripts.epub.markup import Maker
from scripts.publication import handouts, packs
from scripts.publication.packs import Handout
from scripts.publication.site_reader import Chapter, Volume
from scripts.publication.wording import HANDOUT_WORDING

_CP = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"
_LINK = "http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3"
_LINK_TYPE = "imswl_xmlv1p3"
_ASSESSMENT_TYPE = "imsqti_xmlv1p2/imscc_xmlv1p3/assessment"

Element = etree._Element


@dataclass(frozen=True)
class _Entry:
    """What a learner can open: its identifier, its title, the type of its file, and the file."""

    identifier: str
    title: str
    type: str
    root: Element

    @property
    def file(self) -> str:
        """The name of its file in the cartridge."""
        return f"{self.identifier}.xml"


def make_course(pack: Path, site_dir: Path, out_dir: Path, lang: str | None = None) -> Path:
    """Write the course of a pack into `out_dir` and return its path.

    Args:
        site_dir: the built site, all languages.
        lang: the language of the course, None for that of the pack.

    Raises:
        HandbookError: with all that is wrong in the pack, or cannot become an exercise.
    """
    raw = packs.read(pack) | ({"lang": lang} if lang else {})
    order, volume = handouts.order(raw, pack.as_posix(), site_dir)
    name = f"course-{order.lang}-{pack.stem}.imscc"
    [file] = write_all(out_dir, {name: render(order, volume, read(volume))})
    return file


def render(order: Handout, volume: Volume, exercises: Sequence[Exercise]) -> bytes:
    """Return the cartridge of the questions of an order; `exercises` are those of the volume."""
    chapters = {chapter.question: chapter for chapter in volume.chapters()}
    folders = [
        (chapters[id_], _entries(chapters[id_], volume, exercises)) for id_ in order.questions
    ]
    files = {entry.file: entry.root for _, entries in folders for entry in entries}
    manifest = _manifest(order, volume, folders)
    return zipped(
        {
            name: etree.tostring(root, encoding="utf-8", xml_declaration=True)
            for name, root in {"imsmanifest.xml": manifest, **files}.items()
        }
    )


def _entries(chapter: Chapter, volume: Volume, exercises: Sequence[Exercise]) -> list[_Entry]:
    id_, words = chapter.question, WORDING[volume.lang]
    found = [_Entry(f"link-{id_}", chapter.title, _LINK_TYPE, _link(chapter, volume))]
    own = [exercise for exercise in exercises if exercise.key.startswith(chapter.address)]
    if own:
        identifier, title = f"exercises-{id_}", words.exercises.format(title=chapter.title)
        root = assessment.render(identifier, title, volume, own)
        found.append(_Entry(identifier, title, _ASSESSMENT_TYPE, root))
    return found


def _link(chapter: Chapter, volume: Volume) -> Element:
    link = Maker(_LINK)
    return link.webLink(
        link.title(chapter.title), link.url(href=volume.home + chapter.address, target="_blank")
    )


def _manifest(
    order: Handout, volume: Volume, folders: Sequence[tuple[Chapter, Sequence[_Entry]]]
) -> Element:
    identifier = f"course-{order.lang}-{'-'.join(order.questions)}"
    root = Maker(_CP, lom=_LOM)("manifest", identifier=identifier)
    metadata = _add(root, "metadata")
    _add(metadata, "schema").text = "IMS Common Cartridge"
    _add(metadata, "schemaversion").text = "1.3.0"
    _describe(metadata, order, volume)
    organization = _add(
        _add(root, "organizations"),
        "organization",
        identifier="organization",
        structure="rooted-hierarchy",
    )
    top = _add(organization, "item", identifier="root")
    for chapter, entries in folders:
        folder = _add(top, "item", identifier=f"folder-{chapter.question}")
        _add(folder, "title").text = chapter.title
        for entry in entries:
            item = _add(
                folder,
                "item",
                identifier=f"item-{entry.identifier}",
                identifierref=entry.identifier,
            )
            _add(item, "title").text = entry.title
    resources = _add(root, "resources")
    for entry in (entry for _, entries in folders for entry in entries):
        resource = _add(resources, "resource", identifier=entry.identifier, type=entry.type)
        _add(resource, "file", href=entry.file)
    return root


def _describe(metadata: Element, order: Handout, volume: Volume) -> None:
    """Add what the cartridge tells of itself: title, language, course and licence."""
    several = HANDOUT_WORDING[volume.lang].title
    title = order.title or several.format(book=volume.title, count=len(order.questions))
    lom = _add_lom(metadata, "lom")
    general = _add_lom(lom, "general")
    _say(_add_lom(general, "title"), title, order.lang)
    _add_lom(general, "language").text = order.lang
    if order.course:
        _say(_add_lom(general, "description"), order.course, order.lang)
    rights = _add_lom(lom, "rights")
    _add_lom(_add_lom(rights, "copyrightAndOtherRestrictions"), "value").text = "yes"
    source = WORDING[volume.lang].source.format(title=volume.title)
    _say(_add_lom(rights, "description"), f"{source} {volume.home}", order.lang)


def _say(parent: Element, text: str, lang: str) -> None:
    string = _add_lom(parent, "string")
    string.set("language", lang)
    string.text = text


def _add(parent: Element, name: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{_CP}}}{name}", dict(attributes))


def _add_lom(parent: Element, name: str) -> Element:
    return etree.SubElement(parent, f"{{{_LOM}}}{name}")
