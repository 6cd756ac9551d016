"""The only module that knows MkDocs: it lets the generator run inside a build.

MkDocs runs the events once a language, so what they do is idempotent. Imports stand at the top because
MkDocs restores the module search path after it has loaded a hook.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.structure.files import Files  # noqa: E402
from mkdocs.structure.nav import Navigation  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402
from mkdocs.utils import get_relative_url  # noqa: E402

from scripts import bundle, facts, generate, search_index  # noqa: E402
from scripts.markdown_math import MathExtension  # noqa: E402
from scripts.markdown_values import ValuesExtension  # noqa: E402
from scripts.paths import DEFAULT_LANGUAGE, DOCS, FRAGMENTS, LANGUAGES, ROOT  # noqa: E402
from scripts.problems import HandbookError  # noqa: E402

_state: dict[str, generate.Content] = {}


def _language(config: MkDocsConfig) -> str:
    return str(config.theme["language"])


def _generate() -> generate.Content:
    try:
        content = generate.read(ROOT)
        generate.write(generate.fragments(content), FRAGMENTS)
    except HandbookError as error:
        raise PluginError(str(error)) from error
    return content


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add our extensions of Markdown, which MkDocs cannot find by name."""
    config.markdown_extensions = [
        name for name in config.markdown_extensions if isinstance(name, str)
    ]
    lang = _language(config)
    lookup = lambda name, form: _state["content"].lookup(lang)(name, form)  # noqa: E731
    config.markdown_extensions += [MathExtension(), ValuesExtension(lookup)]  # type: ignore[list-item]
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Read and check what was authored and write the fragments, before the first language."""
    if _language(config) == DEFAULT_LANGUAGE:
        _state["content"] = _generate()


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Point the links of generated fragments at the root of the page's language."""
    lang = _language(config)
    root = "." if lang == DEFAULT_LANGUAGE else lang
    return html.replace("{root}", get_relative_url(root, page.url).rstrip("/") + "/")


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Give the templates what they show about a page beside its text."""
    lang = _language(config)
    context["facts"] = facts.of_page(_state["content"], lang, _source_path(page, lang))
    return context


def _source_path(page: Page, lang: str) -> str:
    return page.file.src_uri.removeprefix(f"{lang}/")


def on_post_build(config: MkDocsConfig) -> None:
    """Add the script and, once all languages are there, the search index of each."""
    site = Path(config.site_dir)
    _write(site / "assets" / "handbook.js", bundle.bundle(DOCS / "assets" / "scripts"))
    lang = _language(config)
    if lang in LANGUAGES:
        _write(site / "search" / f"index.{lang}.js", search_index.build(site, lang))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
