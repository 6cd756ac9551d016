"""The only module that knows MkDocs: it lets the generator run inside a build.

MkDocs runs the events once a language, so what they do is idempotent. Imports stand at the top
because MkDocs restores the module search path after it has loaded a hook.
"""

from __future__ import annotations

import datetime
import os
import re
import sys
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from jinja2 import Environment, FileSystemBytecodeCache
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_relative_url

from scripts import api
from scripts.base import edition, reading
from scripts.base.paths import (
    BUILD,
    DEFAULT_LANGUAGE,
    DOCS,
    FRAGMENTS,
    INCLUDED,
    LANGUAGES,
    ROOT,
    language_root,
)
from scripts.base.problems import HandbookError, raise_if_any
from scripts.content import markdown_fragments
from scripts.content.markdown_folds import FoldsExtension
from scripts.content.markdown_fragments import FragmentsExtension
from scripts.content.markdown_math import MathExtension
from scripts.content.markdown_notes import BACKLINK_TITLES, NotesExtension
from scripts.content.markdown_values import ValuesExtension
from scripts.content.pages import Page as AuthoredPage
from scripts.data.handbook import Handbook
from scripts.fragments import generate, inclusions, shown_code
from scripts.site import (
    bundle,
    diagram_scripts,
    facts,
    feed,
    layout,
    machine_readers,
    made_from,
    markdown_copies,
    math_font,
    missing_page,
    moved_pages,
    navigation,
    search_index,
    styles,
    terms,
    theme_script,
    title_words,
)

#: What the sign behind a heading is called: Python-Markdown has English words alone.
_PERMALINK_TITLES = {"zh": "这一节的固定链接", "en": "Permanent link to this section"}
_RELEASE = re.compile(r'<section class="release" id="([^"]+)"[^>]*>\s*<h3>(.*?)</h3>')
_STYLES = DOCS / "assets" / "styles"
_state: dict[str, generate.Content] = {}
_scripts: dict[str, bundle.Scripts] = {}
#: What the formulas of all pages show, of all languages built so far.
_signs: set[str] = set()
#: What is generated, by its path, as it is written for the pages that include it.
_fragments: dict[str, str] = {}
#: Languages whose search is made: a server that keeps pages keeps it too.
_indexed: set[str] = set()
#: The data whose public copies, and drawings in a language, are written: a server that keeps pages
#: keeps these too.
_published: dict[str, Handbook] = {}
#: What each page was made from, by its source, for a server that keeps the pages it rendered.
_made_from: dict[str, int] = {}
#: The page for missing addresses by language, until both are there.
_missing: dict[str, str] = {}
#: The navigation as mkdocs.yml has it, before it is filled in for each language.
_nav: list[Any] = []


def _keeps_pages() -> bool:
    """Whether MkDocs serves a site of which it renders only what changed."""
    return "--dirty" in sys.argv


def _language(config: MkDocsConfig) -> str:
    return str(config.theme["language"])


def _read() -> generate.Content:
    try:
        return generate.read(ROOT)
    except HandbookError as error:
        raise PluginError(str(error)) from error


@event_priority(-200)  # static-i18n sets the language at -100
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check what was authored, fill the navigation, add our extensions of Markdown."""
    config.markdown_extensions = [
        name for name in config.markdown_extensions if isinstance(name, str)
    ]
    lang = _language(config)
    if lang == DEFAULT_LANGUAGE:
        _state["content"] = _read()
        _nav[:] = config.nav or []
    content = _state["content"]
    config.nav = navigation.filled(_nav, content.handbook, content.pages[lang], lang)
    lookup = lambda name, form: _state["content"].lookup(lang)(name, form)  # noqa: E731
    ours: list[Any] = [
        FragmentsExtension(),
        FoldsExtension(),
        NotesExtension(),
        MathExtension(),
        ValuesExtension(lookup),
    ]
    config.markdown_extensions += ours
    config.mdx_configs["footnotes"] = {"BACKLINK_TITLE": BACKLINK_TITLES[lang]}
    config.mdx_configs["toc"] = {
        **config.mdx_configs.get("toc", {}),
        "permalink_title": _PERMALINK_TITLES[lang],
    }
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Write the fragments and join the scripts before the first language."""
    if _language(config) == DEFAULT_LANGUAGE:
        content = _state["content"]
        try:
            _scripts["all"] = bundle.bundle(DOCS / "assets" / "scripts")
            issue = edition.read(ROOT, content.newest_review)
            made = generate.fragments(content, issue, _address(config))
            written = [page for pages in content.pages.values() for page in pages]
            raise_if_any(inclusions.problems(written, made, INCLUDED))
        except HandbookError as error:
            raise PluginError(str(error)) from error
        generate.write(made, FRAGMENTS)
        _fragments.clear()
        _fragments.update(made)
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(_epoch(_state["content"].newest_review)))


def _epoch(date: datetime.date) -> int:
    """Seconds from 1970 to the start of `date` in UTC: MkDocs dates a build by them."""
    return int(datetime.datetime.combine(date, datetime.time(), datetime.UTC).timestamp())


@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take pages that were kept away when something changed that they take from elsewhere."""
    if _keeps_pages():
        lang, content = _language(config), _state["content"]
        sources = {_source_path(file, lang): file for file in files.documentation_pages()}
        templates = tuple(map(reading.state, sorted((ROOT / "overrides").rglob("*"))))
        for page in content.pages[lang]:
            now = hash((templates, _made_of(page, config)))
            if _made_from.get(page.file) != now and page.path in sources:
                Path(sources[page.path].abs_dest_path).unlink(missing_ok=True)
            _made_from[page.file] = now
    return files


def _made_of(page: AuthoredPage, config: MkDocsConfig) -> int:
    return made_from.made_from(_state["content"], page, _fragments, INCLUDED, _address(config))


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keep compiled templates in the folder of builds; they are found by their text."""
    folder = BUILD / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Say below each piece of included code what its docstrings say."""
    return shown_code.with_notes(markdown, _language(config), config.repo_url or "")


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Add the fragments, point their links at the root of the language; define linked terms.

    Note the signs of its formulas and say what sizes to reserve.
    """
    lang = _language(config)
    root = "." if lang == DEFAULT_LANGUAGE else lang
    try:
        whole, ids = markdown_fragments.filled(html, _fragments)
    except KeyError as error:
        raise PluginError(f"{page.file.src_uri}: there is no fragment {error}") from error
    page.present_anchor_ids = (page.present_anchor_ids or set()) | ids
    _add_releases(page, whole)
    whole = _with_terms(whole, page, lang)
    found = whole.replace("{root}", get_relative_url(root, page.url).rstrip("/") + "/")
    _signs.update(math_font.signs(found))
    handbook = _state["content"].handbook
    defined = terms.with_definitions(found, handbook, lang)
    return layout.prepared(title_words.kept_whole(defined, handbook.glossary, lang))


def _with_terms(html: str, page: Page, lang: str) -> str:
    """Return a question with links to the glossary; any other page as it is."""
    content = _state["content"]
    path = _source_path(page.file, lang)
    question = next((p for p in content.pages[lang] if p.path == path and p.is_question), None)
    if question is None:
        return html
    bodies = tuple(p.body for p in content.pages[lang] if p.is_question)
    names = terms.names(content.handbook.glossary, lang, bodies)
    return names.linked_in(html, question.meta.id or "")


def _anchors(items: Iterable[AnchorLink], id_: str) -> list[AnchorLink]:
    """Return the entries of a table of contents, at any depth, that lead to an id."""
    below = [found for item in items for found in _anchors(item.children, id_)]
    return [item for item in items if item.id == id_] + below


def _add_releases(page: Page, html: str) -> None:
    """Put the releases of a family into the page's contents, below the heading of its data."""
    for data in _anchors(page.toc or (), "data"):
        data.children += [
            AnchorLink(unescape(title), id_, data.level + 1)
            for id_, title in _RELEASE.findall(html)
        ]


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Give the templates what they show about a page beside its text."""
    lang = _language(config)
    path, shown = _source_path(page.file, lang), page.content or ""
    found = facts.of_page(_state["content"], lang, path, _address(config), shown)
    if title := page.meta.get("title"):
        page.meta["title"] = escape(title)  # the theme sets it as it is
    context["facts"] = found
    context["parts"] = _scripts["all"].of_page(shown)
    if found is not None:
        page.update_date = found.reviewed_iso  # the sitemap's date of change
    return context


def _source_path(file: File, lang: str) -> str:
    return file.src_uri.removeprefix(f"{lang}/")


def on_post_build(config: MkDocsConfig) -> None:
    """Add the public data, scripts and styles and, once all languages are there, each index."""
    site = Path(config.site_dir)
    _write(site / "assets" / "handbook.js", _scripts["all"].common)
    for name, text in _scripts["all"].parts.items():
        _write(site / "assets" / "parts" / name, text)
    _write_styles(site)
    lang = _language(config)
    _write_missing_page(site, lang)
    handbook = _state["content"].handbook
    if lang == DEFAULT_LANGUAGE and not (_keeps_pages() and _published.get("api") is handbook):
        _published["api"] = handbook
        for path, text in api.render_all(handbook, _address(config)).items():
            _write(site / path, text)
    if not (_keeps_pages() and _published.get(lang) is handbook):
        _published[lang] = handbook
        for path, text in diagram_scripts.render_all(handbook, lang).items():
            _write(language_root(site, lang) / path, text)
    if lang == DEFAULT_LANGUAGE:
        listed = machine_readers.llms_txt(
            _state["content"].pages, handbook.chapters, _address(config)
        )
        _write(site / machine_readers.LLMS_TXT, listed)
    if lang in LANGUAGES and not _keeps_pages():
        _write_for_programs(language_root(site, lang), lang, _address(config))
    for path, text in moved_pages.render_all(_state["content"], lang).items():
        _write(site / path, text)
    if lang in LANGUAGES and not (_keeps_pages() and lang in _indexed):
        _indexed.add(lang)
        for path, text in search_index.build(site, lang).items():
            _write(site / path, text)


def _write_for_programs(root: Path, lang: str, address: str) -> None:
    """Write each page as Markdown, and the feed of questions."""
    content = _state["content"]
    _write(root / feed.FILE, feed.render(content, lang, address))
    for page in content.pages[lang]:
        if page.path not in markdown_copies.LEFT_OUT:
            text = markdown_copies.render(page, content.lookup(lang), _fragments, INCLUDED, address)
            _write(root / page.url / markdown_copies.FILE, text)


def _write_missing_page(site: Path, lang: str) -> None:
    """Join the pages for missing addresses, of which each language writes over the one before."""
    file = site / missing_page.FILE
    _missing[lang] = file.read_text(encoding="utf-8")
    if lang == DEFAULT_LANGUAGE:
        return
    try:
        _write(file, missing_page.both(_missing[lang], _missing[DEFAULT_LANGUAGE]))
    except ValueError as error:
        raise PluginError(str(error)) from error


def _write_styles(site: Path) -> None:
    """Write our one style sheet and the font of formulas that it names; lighten the theme."""
    codes = math_font.core_codes(_signs)
    sheet = (_STYLES / "math.css").read_text(encoding="utf-8")
    _write(site / styles.SHEET, styles.joined(_STYLES, math=math_font.in_two_faces(sheet, codes)))
    (site / math_font.CORE).write_bytes(math_font.core(codes))
    for theirs in sorted((site / styles.OF_THEME).glob("*.css")):
        _write(theirs, styles.without(theirs.read_text(encoding="utf-8")))
    for script in sorted(site.glob(theme_script.PATTERN)):
        try:
            _write(script, theme_script.lightened(script.read_text(encoding="utf-8")))
        except ValueError as error:
            raise PluginError(str(error)) from error


def _address(config: MkDocsConfig) -> str:
    """Return the address of the site's root, with a slash at its end."""
    return (config.site_url or "").rstrip("/") + "/"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
