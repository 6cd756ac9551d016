"""Old addresses and the places that took over from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scripts.base.problems import Problem
from scripts.data.lists import Redirect

FILE = "data/redirects.yaml"


@dataclass(frozen=True)
class Moved:
    """A place that left its page: its old id there, and where it is now."""

    id: str
    to: str


def pages(redirects: Iterable[Redirect]) -> dict[str, str]:
    """Return the new address of each page that moved, by its old one."""
    return {item.from_: item.to for item in redirects if "#" not in item.from_}


def places(redirects: Iterable[Redirect], page: str) -> list[Moved]:
    """Return what left the page at the address `page`."""
    found = []
    for item in redirects:
        address, mark, id_ = item.from_.partition("#")
        if mark and address == page:
            found.append(Moved(id_, item.to))
    return found


def leads(redirects: Iterable[Redirect], address: str) -> str | None:
    """Return where a redirect leads from an old address, that of its page too; None without one.

    A redirect of a page keeps the place, unless it names one itself.
    """
    known = {item.from_: item.to for item in redirects}
    page, mark, place = address.partition("#")
    if address in known or page not in known:
        return known.get(address)
    return known[page] if "#" in known[page] else known[page] + mark + place


def problems(
    redirects: Iterable[Redirect], now: frozenset[str], recorded: frozenset[str]
) -> Iterator[Problem]:
    """Yield what is wrong with the redirects.

    Args:
        now: the addresses that exist.
        recorded: the addresses that were published at any time.
    """
    seen: set[str] = set()
    for item in redirects:
        if item.from_ in seen:
            yield Problem(FILE, item.from_, "from", "is redirected twice", "keep one of the two")
        if item.from_ in now:
            remedy = "take the redirect out, or move the page or heading"
            yield Problem(FILE, item.from_, "from", "still exists", remedy)
        elif item.from_ not in recorded:
            remedy = "write the old address as data/published/addresses.txt has it"
            yield Problem(FILE, item.from_, "from", "was never published", remedy)
        if item.to not in now:
            remedy = "lead to an address that exists, not to another redirect"
            yield Problem(FILE, item.from_, "to", f"{item.to} does not exist", remedy)
        seen.add(item.from_)
