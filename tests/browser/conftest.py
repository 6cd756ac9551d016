"""The built site behind a local server, and a browser that looks at it.

The server serves it below a folder, as GitHub Pages does, so that a link which forgets the
folder fails.
"""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from scripts.base.paths import DEFAULT_LANGUAGE, ROOT, SITE
from scripts.data.handbook import Entry
from scripts.fragments import generate
from tests import browser_setup
from tests.site.conftest import site_url  # noqa: F401 - the fixture is used below

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: A browser that lays pages out and draws no frames takes half the processor's time.
WITHOUT_FRAMES = [*ARGUMENTS, "--disable-threaded-compositing"]
#: An interactive part, as a page or a fragment that it includes names it.
_PART = re.compile(r'data-explorer="([^"]+)"')


class _Handler(SimpleHTTPRequestHandler):
    """Serves the site below `prefix`, with the site's own 404 page like GitHub Pages."""

    def __init__(self, *arguments: Any, prefix: str, **options: Any) -> None:
        self.prefix = prefix
        super().__init__(*arguments, directory=str(SITE), **options)

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return str(SITE / "outside-the-site")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (SITE / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Keep the test's output to what fails."""


@pytest.fixture(scope="session")
def address(site_url: str) -> Iterator[str]:  # noqa: F811
    """The address of the served site, with a slash at its end."""
    prefix = urlsplit(site_url).path
    handler = functools.partial(_Handler, prefix=prefix)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{prefix}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[[list[str]], Browser]]:
    """Starts a browser with arguments; it ends with the tests."""
    path = browser_setup.find()
    if path is None:
        pytest.fail(browser_setup.REMEDY)
    with sync_playwright() as playwright:
        yield lambda arguments: playwright.chromium.launch(executable_path=path, args=arguments)


@pytest.fixture(scope="session")
def browser(launch: Callable[[list[str]], Browser]) -> Browser:
    return launch(ARGUMENTS)


@pytest.fixture(scope="session")
def still_browser(launch: Callable[[list[str]], Browser]) -> Browser:
    """A browser for pages that are looked at and not touched: no frame is drawn in it.

    So what waits for a frame waits for ever, which clicks and `wait_for_function` do.
    """
    return launch(WITHOUT_FRAMES)


@dataclass
class Watched:
    """A page with what went wrong on it: messages of errors, and requests to other hosts."""

    page: Page
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


def watch(context: BrowserContext, home: str) -> Watched:
    """Open a page that notes errors and every request that leaves `home`."""
    watched = Watched(context.new_page())
    page = watched.page
    local = (home, "data:", "blob:")

    def on_message(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            watched.errors.append(f"{page.url}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith(local):
            watched.elsewhere.append(request.url)

    page.on("pageerror", lambda error: watched.errors.append(f"{page.url}: {error}"))
    page.on("console", on_message)
    page.on("request", on_request)
    return watched


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """A page on a desk; the test fails by itself on a script error or a request elsewhere."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    found = watch(context, address)
    yield found
    context.close()
    assert not found.errors
    assert not found.elsewhere


#: Rows of tables, entries of lists and notes are of one template: axe-core is shown the first.
REPEATED = (
    "table tbody tr:nth-child(n+6)",
    ".bibliography li:nth-child(n+6)",
    ".footnote li:nth-child(n+6)",
    ".glossary > :nth-child(n+13)",
)
#: What alone can differ between light and dark.
CONTRAST = {"runOnly": ["color-contrast"]}
WITHOUT_CONTRAST = {"rules": {"color-contrast": {"enabled": False}}}


def _is_formula(rule: str, element: str) -> bool:
    """axe-core takes MathML for no text, so a column named by a formula has no name for it."""
    return rule == "empty-table-header" and "<math" in element


def take_out(page: Page, selectors: Iterable[str]) -> None:
    """Remove elements that axe-core need not see: it reads those as well that it is to exclude."""
    page.evaluate(
        "all => document.querySelectorAll(all).forEach(element => element.remove())",
        ", ".join(selectors),
    )


def axe_findings(page: Page, **options: Any) -> list[str]:
    """What axe-core finds on a page: each broken rule with the first elements that break it."""
    found = []
    options["options"] = {"resultTypes": ["violations"], **options.get("options", {})}
    for violation in Axe().run(page, **options).response["violations"]:
        rule = violation["id"]
        elements = [node["html"] for node in violation["nodes"]]
        if broken := [html[:150] for html in elements if not _is_formula(rule, html)]:
            found.append(f"{rule}: {broken[:3]}")
    return found


def addresses_of_pages(lang: str) -> list[str]:
    """The addresses of all built pages of a language below the site's root."""
    files = sorted(Path(SITE).rglob("index.html"))
    found = [file.relative_to(SITE).as_posix().removesuffix("index.html") for file in files]
    return [url for url in found if url.startswith("en/") == (lang == "en")]


def one_of_each_kind() -> list[str]:
    """The addresses below a language's root of one page of each kind, found from the pages.

    Questions that have the same interactive parts are of one kind, and so are families of models;
    every other page is of its own.
    """
    families = {file.stem for file in (ROOT / "data" / "models").glob("*.yaml")}
    found: dict[tuple[str, ...], str] = {}
    for file in sorted((ROOT / "docs" / DEFAULT_LANGUAGE).rglob("*.md")):
        path = file.relative_to(ROOT / "docs" / DEFAULT_LANGUAGE).with_suffix("")
        url = f"{path.as_posix()}/".removesuffix("index/")
        kind: tuple[str, ...] = (url,)
        if path.parent.name == "questions" and path.stem != "index":
            kind = ("question", *sorted(_PART.findall(file.read_text(encoding="utf-8"))))
        elif path.parent.name == "models" and path.stem in families:
            kind = ("family",)
        found.setdefault(kind, url)
    return list(found.values())


def questions() -> list[str]:
    """The addresses below a language's root of all questions that have a page."""
    files = sorted((ROOT / "docs" / DEFAULT_LANGUAGE / "questions").glob("*.md"))
    return [f"questions/{file.stem}/" for file in files if file.stem != "index"]


@pytest.fixture(scope="session")
def entries() -> dict[str, Entry]:
    """Every checkpoint of the data by its id."""
    handbook = generate.read(ROOT).handbook
    return {entry.checkpoint.id: entry for entry in handbook.entries()}


def open_view(page: Page, view: str) -> None:
    """Open the page anew with a view in its address."""
    home = page.url.split("#")[0]
    page.goto("about:blank")
    page.goto(f"{home}#{view}")
