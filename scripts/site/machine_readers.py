"""What programs that read the site are told: schema.org in a page, and a list of all pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from scripts.api.endpoints import FOLDER as DATA_FOLDER
from scripts.base import citing
from scripts.base.paths import language_address
from scripts.content.pages import Page
from scripts.data.lists import Chapter

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: The page whose subject is the public data.
DATA_PAGE = "about/data.md"
#: Where the list of pages is put, a convention of language models: https://llmstxt.org
LLMS_TXT = "llms.txt"


def schema_org(page: Page, url: str, site: str) -> str | None:
    """Return what schema.org says of a question or of the data, as JSON; None for other pages.

    Args:
        url: of the page.
        site: of the site's root, with a slash at its end.
    """
    if page.is_question:
        kind: dict[str, Any] = {"@type": "TechArticle", "headline": page.title}
    elif page.path == DATA_PAGE:
        folder = f"{site}{DATA_FOLDER}/"
        formats = {"models.csv": "text/csv", "models.json": "application/json"}
        kind = {
            "@type": "Dataset",
            "name": page.title,
            "distribution": [
                {"@type": "DataDownload", "contentUrl": folder + file, "encodingFormat": form}
                for file, form in formats.items()
            ],
        }
    else:
        return None
    found = {
        "@context": "https://schema.org",
        **kind,
        "description": page.meta.description,
        "url": url,
        "inLanguage": page.lang,
        "dateModified": page.meta.reviewed.isoformat(),
        "keywords": list(page.meta.keywords),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "author": {"@type": "Organization", "name": citing.AUTHOR[page.lang]},
        "isPartOf": {"@type": "WebSite", "name": citing.BOOK[page.lang], "url": site},
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _lines(pages: Iterable[Page], home: str) -> list[str]:
    return [f"- [{page.title}]({home}{page.url}): {page.meta.description}" for page in pages]


def llms_txt(pages: Mapping[str, Iterable[Page]], chapters: Iterable[Chapter], site: str) -> str:
    """Return the list of questions by chapter, and of the other pages, in each language."""
    lines = [
        "# LLM FAQ · 大模型常见问题",
        "",
        "> A bilingual handbook of questions about large language models: every claim with its "
        f"source, every figure computed. Texts and data: CC BY 4.0. Data as JSON and CSV: {site}"
        f"{DATA_FOLDER}/ Each page is there as Markdown too: add index.md to its address.",
    ]
    chapters = list(chapters)
    for lang, every in pages.items():
        home = language_address(site, lang)
        of_lang = list(every)
        by_id = {page.meta.id: page for page in of_lang if page.is_question}
        for chapter in chapters:
            written = [by_id[id_] for id_ in chapter.questions if id_ in by_id]
            if written:
                lines += ["", f"## {chapter.title[lang]}", "", *_lines(written, home)]
        rest = sorted((page for page in of_lang if not page.is_question), key=lambda p: p.path)
        lines += ["", "## 模型与工具" if lang == "zh" else "## Models and tools", ""]
        lines += _lines(rest, home)
    return "\n".join(lines) + "\n"
