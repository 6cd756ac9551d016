"""What stands at the address of a page that moved: it leads on, and each of its places too."""

from __future__ import annotations

from scripts.base.paths import language_address
from scripts.base.templating import render
from scripts.content import redirects
from scripts.fragments.generate import Content


def _file(address: str) -> str:
    return f"{address.lstrip('/')}index.html"


def _way(old: str, new: str) -> str:
    page, mark, place = new.partition("#")
    return "../" * (old.count("/") - 1) + _file(page) + mark + place


def render_all(content: Content, lang: str) -> dict[str, str]:
    """Return the page for each old address in `lang`, by its path below the site's root.

    The way is relative and names the file, so that it works on any host and from disk.
    """
    titles = {f"/{page.url}": page.title for page in content.pages[lang]}
    folder = language_address("", lang)
    found = {}
    for old, new in redirects.pages(content.handbook.redirects).items():
        moved = redirects.places(content.handbook.redirects, old)
        places = {place.id: _way(old, place.to) for place in moved}
        title = titles[new.partition("#")[0]]
        found[folder + _file(old)] = render(
            "moved-page", lang, to=_way(old, new), places=places, title=title
        )
    return found
