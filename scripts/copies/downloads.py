"""The files that readers take along: the one list of them, and what can be said of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.api.endpoints import FOLDER as DATA_FOLDER
from scripts.base.edition import Edition
from scripts.base.paths import LANGUAGES, QUESTIONS
from scripts.base.problems import Problem
from scripts.data.forms import Bilingual

#: Where the files and their lists lie, below the root of the site.
FOLDER = "downloads"
CHECKSUMS = "SHA256SUMS"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class File:
    """One file. `path` is below the site's root; without `lang` it serves readers of both."""

    path: str
    media_type: str
    title: Bilingual
    lang: str | None = None
    is_data: bool = False

    @property
    def name(self) -> str:
        """What the file is called once it is downloaded."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Kind:
    """Files for one purpose. `id` is the heading of the page that tells of them."""

    id: str
    form: str
    name: Bilingual
    words: Bilingual
    files: tuple[File, ...]


@dataclass(frozen=True)
class Copy:
    """A file that has been made."""

    file: File
    edition: Edition
    size: int
    sha256: str


_LANGUAGE_NAMES = {
    "zh": Bilingual(zh="中文版", en="Chinese"),
    "en": Bilingual(zh="英文版", en="English"),
}


def _in(
    lang: str, ending: str, media_type: str, apart: Bilingual | None = None, infix: str = ""
) -> File:
    """Return a file in a language; `apart` is what sets it apart from others of its kind."""
    zh, en = (f"，{apart.zh}", f", {apart.en}") if apart else ("", "")
    name = _LANGUAGE_NAMES[lang]
    title = Bilingual(zh=name.zh + zh, en=name.en + en)
    return File(f"{FOLDER}/llm-faq{infix}-{lang}{ending}", media_type, title, lang)


def _pair(ending: str, media_type: str, apart: Bilingual | None = None) -> tuple[File, ...]:
    """Return a file for each language."""
    return tuple(_in(lang, ending, media_type, apart) for lang in LANGUAGES)


def _printed(infix: str) -> tuple[File, ...]:
    """Return the files of a book: in each language on A4, in English on US Letter as well."""
    papers = {".pdf": "A4", "-letter.pdf": "US Letter"}
    return tuple(
        _in(lang, ending, "application/pdf", Bilingual(zh=paper, en=paper), infix)
        for ending, paper in papers.items()
        for lang in LANGUAGES
        if (lang, ending) != ("zh", "-letter.pdf")
    )


ARCHIVE = File(
    f"{FOLDER}/llm-faq-offline.zip",
    "application/zip",
    Bilingual(
        zh="中英文全部页面，连同书与其他下载", en="All pages in both languages, with all downloads"
    ),
)
LIGHT_ARCHIVE = File(
    f"{FOLDER}/llm-faq-offline-light.zip",
    "application/zip",
    Bilingual(zh="中英文全部页面", en="All pages in both languages"),
)
#: No archive can hold itself, and none holds another.
ARCHIVES = (LIGHT_ARCHIVE, ARCHIVE)
_TABLE = File(
    f"{DATA_FOLDER}/models.csv", "text/csv", Bilingual(zh="CSV 表格", en="CSV"), is_data=True
)
_RECORDS = File(
    f"{DATA_FOLDER}/models.json", "application/json", Bilingual(zh="JSON", en="JSON"), is_data=True
)

SOURCES = File(
    f"{FOLDER}/llm-faq-sources.bib",
    "application/x-bibtex",
    Bilingual(zh="全部来源，两种语言通用", en="All sources, for both languages"),
)

#: Everything there is to take along, in the order of the page: the one list of it.
KINDS = (
    Kind(
        "book",
        "PDF",
        Bilingual(zh="问答", en="Questions"),
        Bilingual(
            zh="全部问题与回答，适合打印：有目录、书签、索引与矢量图，A4 纸；"
            "英文版另有 US Letter。",
            en="All questions and answers, made for print: contents, bookmarks, index, vector "
            "figures; on A4, and in English on US Letter as well.",
        ),
        _printed(""),
    ),
    Kind(
        "atlas",
        "PDF",
        Bilingual(zh="模型图鉴", en="Atlas of models"),
        Bilingual(
            zh="每个模型家族一章，连同各项数据的全表，单独成书，纸张与《问答》相同。",
            en="A chapter for each family of models and the tables in full, as a book of its own "
            "on the same papers.",
        ),
        _printed("-atlas"),
    ),
    Kind(
        "epub",
        "EPUB",
        Bilingual(zh="电子书", en="E-book"),
        Bilingual(
            zh="在手机、平板与电子阅读器上读，字号随意调。",
            en="For phones, tablets and e-readers, at any size of type.",
        ),
        _pair(
            ".epub",
            "application/epub+zip",
            Bilingual(zh="公式为图，处处能显示", en="formulas as pictures, shown everywhere"),
        )
        + _pair(
            "-mathml.epub",
            "application/epub+zip",
            Bilingual(zh="公式为 MathML", en="formulas as MathML"),
        ),
    ),
    Kind(
        "cards",
        "Anki",
        Bilingual(zh="记忆卡片", en="Flash cards"),
        Bilingual(
            zh="把问题、简短回答与自测题装进 Anki 复习，更新不丢进度。",
            en="Questions, short answers and self-checks for Anki; an update keeps your progress.",
        ),
        _pair(".apkg", "application/octet-stream"),
    ),
    Kind(
        "banks",
        "QTI",
        Bilingual(zh="题库", en="Question bank"),
        Bilingual(
            zh="自测题与常见误解，导入 Moodle、Canvas 等教学平台。",
            en="Self-checks and common mistakes for Moodle, Canvas and other platforms.",
        ),
        _pair("-moodle.xml", "application/xml", Bilingual(zh="Moodle XML", en="Moodle XML"))
        + _pair("-gift.txt", "text/plain", Bilingual(zh="GIFT", en="GIFT"))
        + _pair("-qti.zip", "application/zip", Bilingual(zh="QTI 2.1", en="QTI 2.1")),
    ),
    Kind(
        "offline",
        "ZIP",
        Bilingual(zh="整个网站", en="The whole site"),
        Bilingual(
            zh="解压后双击即读，搜索与交互部分不联网也能用。",
            en="Unpack and double-click: search and interactive parts work without a network.",
        ),
        ARCHIVES,
    ),
    Kind(
        "data",
        "CSV",
        Bilingual(zh="模型数据", en="Model data"),
        Bilingual(
            zh="每个模型的架构、训练与参数量，附来源。",
            en="Architecture, training and parameters of each model, with sources.",
        ),
        (_TABLE, _RECORDS),
    ),
    Kind(
        "sources",
        "BibTeX",
        Bilingual(zh="全部来源", en="All sources"),
        Bilingual(
            zh="本书引用的每份来源，一个 BibTeX 文件，Zotero 与 LaTeX 都能用。",
            en="Every source that the handbook cites in one BibTeX file, for Zotero and LaTeX.",
        ),
        (SOURCES,),
    ),
)
#: What there is of a single question, by the end of its name.
_OF_QUESTIONS = {".pdf": "application/pdf", ".ipynb": "application/x-ipynb+json"}
FILES = tuple(file for kind in KINDS for file in kind.files)


def of_questions(site_dir: Path, titles: Mapping[str, Bilingual] | None = None) -> Iterator[File]:
    """Give the files of single questions that are in `site_dir`, which question pages offer.

    Args:
        titles: of the questions by id, in the order in which the files are given.
    """
    titles = titles or {}
    order = {id_: place for place, id_ in enumerate(titles)}

    def place(file: Path) -> tuple[int, str]:
        return order.get(file.stem.rpartition("-")[0], len(order)), file.name

    for on_disk in sorted((site_dir / FOLDER / QUESTIONS).glob("*"), key=place):
        question, _, lang = on_disk.stem.rpartition("-")
        title = titles.get(question, Bilingual(zh=question, en=question))
        path = on_disk.relative_to(site_dir).as_posix()
        if on_disk.suffix in _OF_QUESTIONS:
            yield File(path, _OF_QUESTIONS[on_disk.suffix], title, lang)


def measure(
    site_dir: Path,
    edition: Edition,
    data_edition: Edition,
    titles: Mapping[str, Bilingual] | None = None,
) -> dict[str, Copy]:
    """Return the files of the list and of questions that are in `site_dir`, by their paths.

    Args:
        titles: of the questions by id, in reading order.
    """
    found = {}
    for file in (*FILES, *of_questions(site_dir, titles)):
        on_disk = site_dir / file.path
        if on_disk.is_file():
            with on_disk.open("rb") as opened:
                digest = hashlib.file_digest(opened, "sha256").hexdigest()
            own = data_edition if file.is_data else edition
            found[file.path] = Copy(file, own, on_disk.stat().st_size, digest)
    return found


def missing(copies: Mapping[str, Copy]) -> list[Problem]:
    """Return a problem for each file of the list that was not made."""
    remedy = "build everything: python -m scripts site"
    return [
        Problem(file.path, "", "", "is missing", remedy)
        for file in FILES
        if file.path not in copies
    ]


def checksums(copies: Mapping[str, Copy]) -> str:
    """Return the checksums as `sha256sum --check` reads them, by the names of downloaded files."""
    return "".join(f"{copy.sha256}  {copy.file.name}\n" for copy in copies.values())


def manifest(copies: Mapping[str, Copy], edition: Edition) -> str:
    """Return a description of all files for programs, as JSON."""
    head = {"version": edition.version, "date": edition.day.isoformat()}
    entries = {"files": list(_entries(copies))}
    return json.dumps(head | entries, ensure_ascii=False, indent=2) + "\n"


def _entries(copies: Mapping[str, Copy]) -> Iterator[dict[str, object]]:
    for copy in copies.values():
        yield {
            "name": copy.file.name,
            "path": copy.file.path,
            "bytes": copy.size,
            "sha256": copy.sha256,
            "version": copy.edition.version,
            "date": copy.edition.day.isoformat(),
            "media_type": copy.file.media_type,
            "language": copy.file.lang,
        }


def lists(copies: Mapping[str, Copy], edition: Edition) -> dict[str, str]:
    """Return what describes the files, by the names of its files."""
    return {CHECKSUMS: checksums(copies), MANIFEST: manifest(copies, edition)}
