"""What was published and may never vanish: addresses of pages and headings, ids of flash cards.

An address is written as below the root of a language, for both: `/questions/rope/#short-answer`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.base import reading
from scripts.base.problems import Problem, raise_if_any
from scripts.base.writing import write_whole
from scripts.content.pages import Page
from scripts.content.redirects import leads
from scripts.data.handbook import Handbook
from scripts.data.lists import Redirect

FOLDER = Path("data") / "published"
_HEADING = re.compile(r"^#{2,6} .*\{ ?#(?P<id>[\w.-]+)[^}]*\}\s*$", re.MULTILINE)
_RECORD = "run `python -m scripts publish`, which records it"


@dataclass(frozen=True)
class Published:
    """Addresses of pages and of places on them, and keys of flash cards."""

    addresses: frozenset[str]
    cards: frozenset[str]


def _of_page(page: Page) -> Iterator[str]:
    yield f"/{page.url}"
    for heading in _HEADING.finditer(page.prose):
        yield f"/{page.url}#{heading['id']}"


def _of_data(handbook: Handbook) -> Iterator[str]:
    for family, release in handbook.releases():
        yield f"/models/{family.id}/#release-{release.id}"
        yield from (f"/models/{family.id}/#{checkpoint.id}" for checkpoint in release.checkpoints)
    yield from (f"/questions/#{chapter.id}" for chapter in handbook.chapters)
    yield from (f"/paths/#{path.id}" for path in handbook.paths)
    yield from (f"/glossary/#{term.id}" for term in handbook.glossary)


def _cards(pages: Iterable[Page], handbook: Handbook) -> Iterator[str]:
    for page in pages:
        if page.is_question:
            yield f"/{page.url}#short-answer"
        asked = (*page.self_checks(), *page.mistakes())
        yield from (f"/{page.url}#{id_}" for _, id_ in asked if id_)
    yield from (f"/glossary/#{term.id}" for term in handbook.glossary)


def of_content(pages: Iterable[Page], handbook: Handbook) -> Published:
    """Return what `pages` of one language and the data make public."""
    pages = list(pages)
    addresses = {address for page in pages for address in _of_page(page)}
    return Published(
        frozenset(addresses | set(_of_data(handbook))), frozenset(_cards(pages, handbook))
    )


def _read(root: Path, name: str) -> frozenset[str]:
    file = root / FOLDER / name
    if not file.exists():
        return frozenset()
    text, problems = reading.read_text(file, (FOLDER / name).as_posix())
    raise_if_any(problems)
    return frozenset((text or "").split())


def read(root: Path) -> Published:
    """Return what was recorded as published below `root`; of what is not there, nothing.

    Raises:
        HandbookError: when a file cannot be read as text.
    """
    return Published(*(_read(root, f"{kind}.txt") for kind in ("addresses", "cards")))


def record(root: Path, new: Published) -> int:
    """Add what is new to the record, take nothing away; return how much was new."""
    old, added = read(root), 0
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    for kind in ("addresses", "cards"):
        known: frozenset[str] = getattr(old, kind)
        both = known | getattr(new, kind)
        added += len(both) - len(known)
        text = "".join(f"{line}\n" for line in sorted(both))
        write_whole(root / FOLDER / f"{kind}.txt", text.encode("utf-8"))
    return added


def problems(
    recorded: Published,
    now: Published,
    redirects: Iterable[Redirect] = (),
    drafts: frozenset[str] = frozenset(),
) -> Iterator[Problem]:
    """Yield what is public without a record, and what has vanished without a redirect.

    Of a page that is new or gone as a whole its places and cards are not named one by one.

    Args:
        drafts: addresses of pages that are not written to the end, and so not to be recorded yet.
    """
    redirects = tuple(redirects)
    new, gone = now.addresses - recorded.addresses, recorded.addresses - now.addresses
    for kind, what in (("addresses", "address"), ("cards", "flash card")):
        file = (FOLDER / f"{kind}.txt").as_posix()
        was: frozenset[str] = getattr(recorded, kind)
        is_: frozenset[str] = getattr(now, kind)
        for address in _alone(is_ - was, new | drafts) - drafts:
            yield Problem(file, address, "", f"the {what} is not recorded", _RECORD)
        lost = {address for address in was - is_ if leads(redirects, address) is None}
        for address in _alone(lost, gone):
            remedy = "give it back, or add `- {from: …, to: …}` to data/redirects.yaml"
            yield Problem(file, address, "", f"the {what} was published and is gone", remedy)
    yield from _left_behind(gone, now.addresses, redirects)


def _left_behind(
    gone: Iterable[str], now: frozenset[str], redirects: tuple[Redirect, ...]
) -> Iterator[Problem]:
    """Yield each place that its page, which moved, has not taken along."""
    told = {item.from_ for item in redirects}
    for address in gone:
        to = leads(redirects, address)
        if to is not None and address not in told and to not in now:
            file = (FOLDER / "addresses.txt").as_posix()
            remedy = f"add `- {{from: {address}, to: …}}` to data/redirects.yaml"
            yield Problem(file, address, "", f"its page moved, and {to} is not there", remedy)


def _alone(addresses: Iterable[str], pages: Iterable[str]) -> set[str]:
    """Return the addresses without those of places on one of the `pages`."""
    told = frozenset(pages)
    return {address for address in addresses if not _is_on(address, told)}


def _is_on(address: str, pages: frozenset[str]) -> bool:
    page, mark, _ = address.partition("#")
    return bool(mark) and page in pages
