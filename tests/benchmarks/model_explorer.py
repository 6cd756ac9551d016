"""How long the model explorer takes with 1,000 rows: `python -m tests.benchmarks.model_explorer`.

Prints milliseconds for a keystroke, an order, a filter and a change of columns: the script alone,
and with style and layout until the browser is ready to paint. Medians of several runs. The rows out
of sight follow in steps; the longest of them is what a next keystroke may have to wait for.
"""

from __future__ import annotations

import functools
import statistics
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from playwright.sync_api import Page, sync_playwright

from scripts.base.paths import SITE
from tests import browser_setup
from tests.explorer_pages import EXPLORER, serve_rows

ROWS = 1000
RUNS = 9
#: What a reader should not notice, in milliseconds.
AIM = 50

#: Runs `act`, then forces layout; milliseconds of the script alone and of both.
_TIMED = """(source) => {
  const act = new Function(source);
  document.body.getBoundingClientRect();
  const start = performance.now();
  act();
  const script = performance.now() - start;
  document.body.getBoundingClientRect();
  return [script, performance.now() - start];
}"""


def _type(text: str) -> str:
    return (
        "const box = document.querySelector('.model-explorer input[type=search]');"
        f"box.value = {text!r}; box.dispatchEvent(new Event('input', {{bubbles: true}}));"
    )


def _choose(label: str, value: str) -> str:
    return (
        "const box = [...document.querySelectorAll('.model-explorer label')]"
        f".find((label) => label.textContent.startsWith({label!r})).querySelector('select');"
        f"box.value = {value!r}; box.dispatchEvent(new Event('change', {{bubbles: true}}));"
    )


def _press(selector: str) -> str:
    return f"document.querySelector({selector!r}).click();"


#: Each action by its name: the steps that take turns, every one of them timed.
ACTIONS = {
    "keystroke": [_type(text) for text in ("l", "ll", "lla", "ll", "l", "")],
    "filter": [_choose("Attention", value) for value in ("gqa", "mha", "")],
    "sort by a number": [_press("th[data-column=parameters] button")] * 2,
    "sort by a text": [_press("th[data-column=name] button")] * 2,
    "show or hide a column": [_press("input[type=checkbox][value=norm]")] * 2,
}


#: Sorts, and times each step in which the other rows follow, its layout included.
_LATER = """async () => {
  const body = document.querySelector('table[data-table=models-explorer] tbody');
  document.querySelector('th[data-column=parameters] button').click();
  document.body.getBoundingClientRect();
  const original = body.append.bind(body);
  const times = [];
  body.append = (...nodes) => {
    const start = performance.now();
    original(...nodes);
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
  };
  while (body.rows.length < ROWS) {
    await new Promise((done) => setTimeout(done, 50));
  }
  delete body.append;
  return Math.max(...times);
}""".replace("ROWS", str(ROWS))


def _measure(page: Page, steps: list[str]) -> tuple[float, float, float]:
    """Return the median of script alone, that of script and layout, and the worst of the latter."""
    times = [page.evaluate(_TIMED, step) for _ in range(RUNS) for step in steps]
    scripts, both = zip(*times, strict=True)
    return statistics.median(scripts), statistics.median(both), max(both)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Keep the output to the figures."""


def main() -> int:
    """Print the times; return 1 where a median misses the aim."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_setup.find(), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        serve_rows(page, ROWS)
        page.goto(f"http://127.0.0.1:{server.server_port}/en/{EXPLORER}")
        found = {name: _measure(page, steps) for name, steps in ACTIONS.items()}
        later = page.evaluate(_LATER)
        browser.close()
    server.shutdown()
    print(f"{ROWS} rows, milliseconds: script, with layout, worst")
    for name, times in found.items():
        print(f"{name:22}" + "".join(f"{time:8.1f}" for time in times))
    print(f"{'longest later step':22}{later:16.1f}")
    return int(any(both > AIM for _, both, _ in found.values()))


if __name__ == "__main__":
    sys.exit(main())
