"""How to cite the handbook as a whole, as a list that the page on citing includes."""

from __future__ import annotations

from scripts.base import citing
from scripts.base.edition import Edition
from scripts.base.paths import language_address
from scripts.base.templating import render


def fragment(edition: Edition, url: str, lang: str) -> str:
    """Return the entry of the handbook in each form; `url` is that of the site's root."""
    address = language_address(url, lang)
    work = citing.handbook(citing.BOOK[lang], lang, edition.version, edition.day, address)
    return render("cite", lang, forms=citing.forms(work))
