"""What was published stays: what vanishes without a redirect, page, place or card, is refused."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from scripts.content import published, redirects
from scripts.content.pages import FrontMatter, Page
from scripts.content.published import Published
from scripts.data.lists import Redirect
from scripts.fragments.generate import Content
from scripts.site import facts, moved_pages
from tests.unit.invented import handbook

BODY = """# Bills {#top}

## Short answer {#short-answer}

```md
## Not a heading {#in-code}
```

??? question "Why? {#check-why}"
    Because.
"""


def page(path: str, body: str = BODY, lang: str = "zh") -> Page:
    meta = FrontMatter(
        title="Bills & beaks",
        description="what bills are for",
        reviewed=datetime.date(2026, 1, 2),
    )
    return Page(lang, path, f"docs/{lang}/{path}", meta, body)


def redirect(old: str, new: str) -> Redirect:
    return Redirect.model_validate({"from": old, "to": new})


def test_pages_headings_entries_and_cards_are_published() -> None:
    now = published.of_content([page("questions/bills.md")], handbook())
    assert {"/questions/bills/", "/questions/bills/#short-answer"} <= now.addresses
    assert "/models/heron/#release-heron-1" in now.addresses
    assert "/questions/bills/#in-code" not in now.addresses
    assert now.cards == {"/questions/bills/#short-answer", "/questions/bills/#check-why"}


def test_the_record_only_grows(tmp_path: Path) -> None:
    first = Published(frozenset({"/b/", "/a/"}), frozenset({"/a/#check-x"}))
    assert published.record(tmp_path, first) == 3
    assert published.record(tmp_path, Published(frozenset({"/c/"}), frozenset())) == 1
    assert published.read(tmp_path).addresses == {"/a/", "/b/", "/c/"}
    assert (tmp_path / published.FOLDER / "addresses.txt").read_text("utf-8") == "/a/\n/b/\n/c/\n"


def _told(recorded: set[str], now: set[str], *moved: Redirect) -> list[str]:
    old, new = (Published(frozenset(one), frozenset()) for one in (recorded, now))
    return sorted(p.entry for p in published.problems(old, new, moved))


def test_what_is_new_or_gone_is_named() -> None:
    assert _told({"/a/", "/a/#x"}, {"/a/", "/b/"}) == ["/a/#x", "/b/"]
    assert _told({"/a/", "/a/#x"}, {"/a/"}, redirect("/a/#x", "/a/")) == []


def test_of_a_page_that_is_new_or_gone_each_place_is_not_named() -> None:
    assert _told({"/a/", "/a/#x"}, {"/b/", "/b/#x"}) == ["/a/", "/b/"]
    cards = frozenset({"/b/#check-x"}), frozenset({"/b/"})
    found = published.problems(Published(frozenset(), frozenset()), Published(cards[1], cards[0]))
    assert [problem.entry for problem in found] == ["/b/"]


def test_a_page_that_moved_takes_its_places_along_or_leaves_word() -> None:
    was, now, page_ = {"/a/", "/a/#x", "/b/"}, {"/b/"}, redirect("/a/", "/b/")
    assert _told(was, now, page_) == ["/a/#x"]
    assert _told(was | {"/b/#x"}, now | {"/b/#x"}, page_) == []
    assert _told(was, now, page_, redirect("/a/#x", "/b/")) == []
    assert _told(was | {"/b/#y"}, now | {"/b/#y"}, redirect("/a/", "/b/#y")) == []


def test_a_draft_is_not_recorded_before_it_is_written() -> None:
    old, new = (Published(frozenset(one), frozenset()) for one in ({"/a/"}, {"/b/", "/b/#x"}))
    found = published.problems(old, new, drafts=frozenset({"/b/"}))
    assert [problem.entry for problem in found] == ["/a/"], "what is gone is told all the same"
    assert page("questions/bills.md", "# A {#top}\n\nTODO {#x}\n").todo == [""]
    assert not page("questions/bills.md", "# A {#top}\n\n```\nTODO\n```\n").todo


def test_a_redirect_leads_from_what_was_to_what_is() -> None:
    now, recorded = frozenset({"/new/", "/new/#x"}), frozenset({"/old/", "/new/", "/new/#x"})
    right = [redirect("/old/", "/new/#x")]
    assert not list(redirects.problems(right, now, recorded))
    wrong = [
        redirect("/new/", "/new/#x"),
        redirect("/typo/", "/new/"),
        redirect("/old/", "/lost/"),
        redirect("/old/", "/new/"),
    ]
    told = [(p.entry, p.field) for p in redirects.problems(wrong, now, recorded)]
    assert told == [("/new/", "from"), ("/typo/", "from"), ("/old/", "to"), ("/old/", "from")]


def moved_content() -> Content:
    """A page in both languages that two old addresses lead to, one of them to a place on it."""
    moves = (
        redirect("/questions/old/", "/questions/bills/#short-answer"),
        redirect("/questions/older/", "/questions/bills/"),
    )
    pages = {lang: [page("questions/bills.md", lang=lang)] for lang in ("zh", "en")}
    return Content(replace(handbook(), redirects=moves), pages)


def test_what_left_a_page_is_listed_once_for_each_place_it_went_to() -> None:
    to = "/questions/bills/#short-answer"
    moves = (
        redirect("/questions/bills/#old", to),
        redirect("/questions/bills/#older", to),
        redirect("/questions/bills/#oldest", "/questions/bills/"),
    )
    pages = {lang: [page("questions/bills.md", lang=lang)] for lang in ("zh", "en")}
    content = Content(replace(handbook(), redirects=moves), pages)
    found = facts.of_page(content, "en", "questions/bills.md", "https://a.org/")
    assert found is not None
    assert [(place.ids, place.title) for place in found.moved] == [
        (("old", "older"), "Bills & beaks · Short answer"),
        (("oldest",), "Bills & beaks"),
    ]


def test_a_place_of_a_page_that_moved_may_go_elsewhere() -> None:
    moves = (
        redirect("/questions/old/", "/questions/bills/"),
        redirect("/questions/old/#why", "/questions/bills/#short-answer"),
    )
    content = Content(replace(handbook(), redirects=moves), {"en": [page("questions/bills.md")]})
    text = moved_pages.render_all(content, "en")["en/questions/old/index.html"]
    assert '{"why": "../../questions/bills/index.html#short-answer"}[' in text


def test_the_old_address_of_a_page_leads_on_in_both_languages() -> None:
    content = moved_content()
    assert "questions/old/index.html" in moved_pages.render_all(content, "zh")
    text = moved_pages.render_all(content, "en")["en/questions/old/index.html"]
    assert 'href="../../questions/bills/index.html#short-answer"' in text
    assert "Bills &amp; beaks" in text
