"""What stands at the address of a page that moved: it leads to the new one, with the fragment."""

from __future__ import annotations

from scripts.base.paths import language_address
from scripts.base.templating import render
from scripts.content import redirects
from scripts.fragments.generate import Content


def _file(address: str) -> str:
    return f"{address.lstrip('/')}index.html"


def render_all(content: Content, lang: str) -> dict[str, str]:
    """Return the page for each old address in `lang`, by its path below the site's root.

    The way is relative and names the file, so that it works on any host and from disk.
    """
    titles = {f"/{page.url}": page.title for page in content.pages[lang]}
    folder = language_address("", lang)
    found = {}
    for old, new in redirects.pages(content.handbook.redirects).items():
        page, mark, place = new.partition("#")
        to = "../" * (old.count("/") - 1) + _file(page) + mark + place
        found[folder + _file(old)] = render("moved-page", lang, to=to, title=titles[page])
    return found
