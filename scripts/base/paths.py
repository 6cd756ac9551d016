"""Where things are, told once."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
BUILD = ROOT / "build"
FRAGMENTS = BUILD / "fragments"
#: Where files lie that pages include, beside what is generated.
INCLUDED = (ROOT / "data", ROOT / "packs")
SITE = ROOT / "site"
DOWNLOADS = SITE / "downloads"
DIST = ROOT / "dist"
#: Where a site grows until it is whole, and what a command holds that builds.
GROWING = BUILD / "site"
LOCK = BUILD / "in-use"

#: The languages of the handbook, the default one first (it lies at the site's root).
LANGUAGES = ("zh", "en")
DEFAULT_LANGUAGE = LANGUAGES[0]


def language_root(site_dir: Path, lang: str) -> Path:
    """The folder of a built site that holds the pages of `lang`."""
    return site_dir if lang == DEFAULT_LANGUAGE else site_dir / lang


def language_address(address: str, lang: str) -> str:
    """Return the address of the root of `lang`; `address` of the site's is empty or ends in /."""
    return address if lang == DEFAULT_LANGUAGE else f"{address}{lang}/"


#: The page that lists what can be downloaded, below the root of each language.
DOWNLOADS_PAGE = "about/downloads/"
#: The folder of the PDFs of single questions below that of downloads.
QUESTIONS = "questions"


def question_pdf(question: str, lang: str) -> str:
    """Return the address of the PDF of one question below the folder of downloads."""
    return f"{QUESTIONS}/{question}-{lang}.pdf"


def share_picture(question: str | None, lang: str) -> str:
    """Return the picture for links to a question that are shared, or to any other page (None).

    It is an address below the site's root; no question is called as languages are.
    """
    return f"share/{lang}/{question or 'handbook'}.png"


def question_notebook(question: str, lang: str) -> str:
    """Return the address of the notebook of one question below the folder of downloads."""
    return f"{QUESTIONS}/{question}-{lang}.ipynb"
