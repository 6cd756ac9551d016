"""How well and how fast the built site is searched: `python -m scripts search-benchmark FILE`.

The queries are asked in the real dialog, in Chromium, of the site as it is and with more questions:
copies of those there are, with invented names and the words in another order, so that they weigh
at least as much as more questions would, but are not what a query asks for.
"""

from __future__ import annotations

import functools
import gzip
import os
import re
import shutil
import statistics
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from scripts.base.paths import LANGUAGES
from scripts.base.problems import HandbookError, Problem
from scripts.site import search_index, search_records
from scripts.site.search_records import Record, Section

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

#: How many questions the site is measured with, beside those it has.
SIZES = (42, 420)
#: How many times the processor is slowed to stand for a phone.
SLOWED = 4
_FIELDS = {"lang", "q", "expect"}
_RUNS = 3

#: Asks a query as a reader does, the last key apart; the milliseconds from it to the answer.
_ASK = """async (query) => {
  const dialog = document.querySelector("dialog.search");
  const box = dialog.querySelector("input");
  const answered = (asked) => new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`no answer to ${asked}`)), 60000);
    const look = () => dialog.dataset.asked === asked && resolve();
    const watch = new MutationObserver(look);
    watch.observe(dialog, { attributes: true });
    look();
  });
  const ask = async (asked) => {
    box.value = asked;
    const start = performance.now();
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await answered(asked.trim());
    dialog.getBoundingClientRect();
    return performance.now() - start;
  };
  const before = [...query].slice(0, -1).join("");
  if (before.trim() && before.trim() !== query.trim()) await ask(before);
  const milliseconds = await ask(query);
  const links = (group) => [...group.querySelectorAll("a")].map((link) => link.href);
  const groups = dialog.dataset.found === "0" ? [] : [...dialog.querySelectorAll("[role=group]")];
  return { milliseconds, groups: groups.map(links) };
}"""

#: Opens the dialog and asks; milliseconds to the first answer and until all text is searched.
_OPEN = """async (query) => {
  const dialog = document.querySelector("dialog.search");
  const box = dialog.querySelector("input");
  const start = performance.now();
  const reached = (isReached) => new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("the search did not open")), 60000);
    const look = () => isReached() && resolve(performance.now() - start);
    new MutationObserver(look).observe(dialog, { attributes: true, subtree: true });
    look();
  });
  document.querySelector("[data-search-open]").click();
  box.value = query;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  const first = await reached(() => dialog.dataset.asked === query);
  const whole = await reached(() => dialog.dataset.searched === "all");
  return [first, whole];
}"""


@dataclass(frozen=True)
class Query:
    """What a reader types on a page of `lang`, and the addresses of which one should come first.

    Addresses are below the root of the language, `questions/rope/` or `models/qwen/#qwen3-32b`.
    """

    lang: str
    text: str
    expect: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """The addresses of the results, each result's own first; all below the site's root."""

    query: Query
    groups: list[list[str]]
    milliseconds: float


@dataclass(frozen=True)
class Score:
    """Shares of queries from 0 to 1; `missed` are those whose first result is not expected."""

    n_queries: int
    recall_1: float
    recall_3: float
    mean_reciprocal_rank: float
    empty: int
    leaks: int
    missed: tuple[str, ...]


def _address(expected: str) -> str:
    return expected if "/" in expected else f"questions/{expected}/"


def _problem(file: Path, entry: Any) -> Problem | None:
    is_whole = isinstance(entry, dict) and set(entry) == _FIELDS
    if is_whole and entry["lang"] in LANGUAGES and isinstance(entry["expect"], list):
        return None
    remedy = "write {lang: zh or en, q: what is typed, expect: [ids or paths]}"
    return Problem(file.name, str(entry)[:60], "", "not a query", remedy)


def read(file: Path) -> list[Query]:
    """Return the queries of a YAML file.

    Raises:
        HandbookError: if it cannot be read or has another form.
    """
    try:
        entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        message = f"cannot be read: {error}"
        raise HandbookError([Problem(file.name, "", "", message, "name a YAML file")]) from error
    entries = entries if isinstance(entries, list) else [entries]
    problems = [problem for entry in entries if (problem := _problem(file, entry))]
    if problems:
        raise HandbookError(problems)
    return [Query(e["lang"], str(e["q"]), tuple(map(_address, e["expect"]))) for e in entries]


def _is_expected(group: Sequence[str], expect: Iterable[str]) -> bool:
    """Whether a result is one of those expected: its page, or with an anchor its first section."""
    pages = {group[0].split("#")[0]}
    sections = set(group[:2])
    return any(wanted in (sections if "#" in wanted else pages) for wanted in expect)


def score(answers: Sequence[Answer]) -> Score:
    """Return how well queries of one language were answered."""
    places, leaks, missed = [], 0, []
    for answer in answers:
        root = "" if answer.query.lang == LANGUAGES[0] else f"{answer.query.lang}/"
        expect = [root + address for address in answer.query.expect]
        fits = [_is_expected(group, expect) for group in answer.groups]
        places.append(fits.index(True) + 1 if True in fits else 0)
        leaks += sum(_language(link) != answer.query.lang for g in answer.groups for link in g)
        if places[-1] != 1:
            first = answer.groups[0][0] if answer.groups else "nothing"
            missed.append(f"{answer.query.text}: {first}")
    n_queries = max(1, len(answers))
    return Score(
        n_queries=len(answers),
        recall_1=sum(place == 1 for place in places) / n_queries,
        recall_3=sum(1 <= place <= 3 for place in places) / n_queries,
        mean_reciprocal_rank=sum(1 / place for place in places if place) / n_queries,
        empty=sum(not answer.groups for answer in answers),
        leaks=leaks,
        missed=tuple(missed),
    )


def _language(link: str) -> str:
    start = link.split("/")[0]
    return start if start in LANGUAGES[1:] else LANGUAGES[0]


def _reordered(text: str, number: int) -> str:
    """Return the words of a text in another order, so that copies do not compress as copies."""
    words = re.findall(r"[\u4e00-\u9fff]{2}|\S+?(?=\s|[\u4e00-\u9fff]|$)|\s+|.", text)
    order = np.random.default_rng(number).permutation(len(words))
    return "".join(words[place] for place in order)


def _copy(record: Record, number: int) -> Record:
    sections = [
        Section(
            s.anchor,
            f"{number}.{place}" if s.title else "",
            _reordered(s.text, 1000 * number + place),
        )
        for place, s in enumerate(record.sections)
    ]
    name = f"Synthetic {number}"
    url = f"questions/synthetic-{number}/"
    return replace(record, url=url, title=name, keywords=[name], sections=sections)


def with_questions(records: Sequence[Record], n_questions: int) -> list[Record]:
    """Return the records with as many questions as asked for, copies of those there are."""
    questions = [record for record in records if record.kind == "question"]
    n_missing = n_questions - len(questions)
    copies = [_copy(questions[n % len(questions)], n) for n in range(n_missing)]
    return [*records, *copies]


def _chromium() -> str | None:
    return os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium-headless-shell", "chromium"))), None
    )


@contextmanager
def _browser() -> Iterator[Browser]:
    """A Chromium; Playwright is a requirement of the tests, not of the site.

    Raises:
        HandbookError: if there is none.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        remedy = "pip install -r requirements-dev.txt"
        raise HandbookError([Problem("Playwright", "", "", "is not installed", remedy)]) from error
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--enable-precise-memory-info"]
        try:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=arguments)
        except Error as error:
            remedy = "python -m tests.browser_setup, or set CHROMIUM to the program's path"
            raise HandbookError([Problem("Chromium", "", "", "not found", remedy)]) from error
        yield browser
        browser.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@contextmanager
def _served(site: Path) -> Iterator[str]:
    """The address of the site on this machine."""
    handler = functools.partial(_Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _give(text: str, route: Route) -> None:
    route.fulfill(body=text, content_type="text/javascript; charset=utf-8")


@dataclass(frozen=True)
class _Place:
    """A language of the served site, with the scripts that its search is given."""

    address: str
    lang: str
    scripts: Mapping[str, str]

    def page(self, browser: Browser, slowed: int = 1) -> Page:
        page = browser.new_page()
        for path, text in self.scripts.items():
            page.route(f"**/{path}", functools.partial(_give, text))
        root = "" if self.lang == LANGUAGES[0] else f"{self.lang}/"
        page.goto(f"{self.address}{root}")
        if slowed > 1:
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        return page

    def ask(self, page: Page, queries: Iterable[Query]) -> list[Answer]:
        page.evaluate(_OPEN, "a")
        answers = []
        for query in queries:
            found = page.evaluate(_ASK, query.text)
            groups = [[link.removeprefix(self.address) for link in g] for g in found["groups"]]
            answers.append(Answer(query, groups, found["milliseconds"]))
        return answers

    def opening(self, browser: Browser, slowed: int) -> tuple[float, float]:
        """Return the medians of milliseconds to the first answer and to all text."""
        times = []
        for _ in range(_RUNS):
            page = self.page(browser, slowed)
            times.append(page.evaluate(_OPEN, "a"))
            page.close()
        first, whole = zip(*times, strict=True)
        return statistics.median(first), statistics.median(whole)

    def memory(self, browser: Browser) -> float:
        """Return by how many MB the heap is larger once all text is searched."""
        page = self.page(browser)
        session = page.context.new_cdp_session(page)

        def used() -> float:
            session.send("HeapProfiler.collectGarbage")
            return float(session.send("Runtime.getHeapUsage")["usedSize"])

        before = used()
        page.evaluate(_OPEN, "a")
        after = used()
        page.close()
        return (after - before) / 1e6


def _percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _times(answers: Sequence[Answer]) -> str:
    times = [answer.milliseconds for answer in answers]
    return f"median {statistics.median(times):.0f} ms, p95 {_percentile(times, 0.95):.0f} ms"


def _measured(place: _Place, browser: Browser, queries: Sequence[Query]) -> Iterator[str]:
    """Yield the lines of one language at one number of questions."""
    page = place.page(browser)
    answers = place.ask(page, queries)
    page.close()
    found = score(answers)
    yield (
        f"  {place.lang}: recall@1 {found.recall_1:.3f}, recall@3 {found.recall_3:.3f}, "
        f"MRR {found.mean_reciprocal_rank:.3f}, empty {found.empty}, leaks {found.leaks} "
        f"({found.n_queries} queries)"
    )
    yield from (f"    missed {missed}" for missed in found.missed)
    slow_page = place.page(browser, SLOWED)
    slow = place.ask(slow_page, queries[:: max(1, len(queries) // 30)])
    slow_page.close()
    yield f"    from the last key: {_times(answers)}; slowed {SLOWED} times {_times(slow)}"
    for slowed in (1, SLOWED):
        first, whole = place.opening(browser, slowed)
        how = f" slowed {slowed} times" if slowed > 1 else ""
        yield f"    opened{how}: first answer {first:.0f} ms, all text {whole:.0f} ms"
    sizes = {Path(path).name: _compressed(text) for path, text in place.scripts.items()}
    shown = ", ".join(f"{name} {size / 1e3:.1f} kB" for name, size in sizes.items())
    yield f"    compressed: {shown}, together {sum(sizes.values()) / 1e3:.1f} kB"
    yield f"    memory: {place.memory(browser):.1f} MB"


def _compressed(text: str) -> int:
    return len(gzip.compress(text.encode("utf-8"), 9))


def _answerable(queries: Sequence[Query], urls: set[str]) -> list[Query]:
    """Return the queries of which an expected page is there."""
    return [q for q in queries if any(url.split("#")[0] in urls for url in q.expect)]


def run(site: Path, queries: Sequence[Query]) -> Iterator[str]:
    """Yield, line by line, how the built site is searched, at each number of questions.

    Raises:
        HandbookError: if there is no site or no browser.
    """
    if not (site / "index.html").exists():
        raise HandbookError([Problem(site.name, "", "", "no site", "python -m scripts html")])
    records = {lang: search_records.records(site, lang) for lang in LANGUAGES}
    n_there = sum(record.kind == "question" for record in records[LANGUAGES[0]])
    sizes = [n_there, *(size for size in SIZES if size > n_there)]
    with _served(site) as address, _browser() as browser:
        for n_questions in sizes:
            yield f"{n_questions} questions"
            for lang in LANGUAGES:
                found = with_questions(records[lang], n_questions)
                asked = _answerable(
                    [query for query in queries if query.lang == lang],
                    {record.url for record in found},
                )
                n_left = sum(query.lang == lang for query in queries) - len(asked)
                if n_left:
                    yield f"  {lang}: {n_left} queries expect pages that are not there; left out"
                if asked:
                    scripts = search_index.scripts(found, lang)
                    yield from _measured(_Place(address, lang, scripts), browser, asked)
