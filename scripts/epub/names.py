"""The files of the EPUB and the ids in them."""

from __future__ import annotations

from urllib.parse import quote

NAV = "nav.xhtml"
COVER, COVER_IMAGE = "cover.xhtml", "cover.png"
TITLE_PAGE = "title.xhtml"
TABLES = "tables.xhtml"


def document(address: str) -> str:
    """Return the file of the page at `address`."""
    return f"{address.strip('/').replace('/', '-')}.xhtml"


def part(number: int) -> str:
    """Return the file of a part's title."""
    return f"part-{number}.xhtml"


def table(number: str) -> str:
    """Return the file of a long table."""
    return f"table-{number.replace('.', '-')}.xhtml"


def anchor(name: str, found: str) -> str:
    """Return the place of an id in a file of the EPUB."""
    return f"{name}#{quote(found)}" if found else name


def place(label: str) -> str:
    """Return where a label of the book (`questions/rope/#fig-rope`) is in the EPUB."""
    address, _, html_id = label.partition("#")
    return anchor(document(address), identifier(html_id))


def identifier(html_id: str) -> str:
    """Return an id as the EPUB has it: some readers trip on the colon in those of footnotes."""
    return html_id.replace(":", "-")
