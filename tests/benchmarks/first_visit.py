"""Bytes of first visits by page, with Brotli, and Lighthouse's scores where it is installed.

    python -m tests.benchmarks.first_visit [FOLDER OF ANOTHER SITE] [--runs N] [--pages ADDRESS ...]

Another site, such as stock Material's of the same Markdown, stands beside ours. Lighthouse is the
npm package `lighthouse`: `npm install --prefix FOLDER lighthouse`, with its `node_modules/.bin`
in PATH. Each figure is the median of the runs, phones simulated, files sent with gzip as GitHub
Pages does. What a task took is counted by its processor time, so that other programs of the machine
matter less; on a busy one it still takes more than on a quiet one, so the load stands beside it.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import mimetypes
import os
import shutil
import statistics
import subprocess
import tempfile
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from scripts.base.paths import SITE
from scripts.site import math_font
from tests import browser_setup
from tests.first_visit import files, size

PAGES = ("", "questions/llm-architecture/", "questions/emergent-abilities/",
         "questions/prefix-lm-vs-causal-lm/", "questions/open-models/", "models/llama/",
         "models/explorer/", "models/calculators/", "models/sizes/", "glossary/")  # fmt: skip
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_METRICS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time",
            "cumulative-layout-shift")  # fmt: skip


_TEXTS = (".html", ".css", ".js", ".svg", ".json", ".xml", ".txt")


@functools.cache
def _zipped(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 6)


class _Host(SimpleHTTPRequestHandler):
    """Sends texts as GitHub Pages does."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        is_text = file.suffix in _TEXTS
        data = _zipped(file) if is_text else file.read_bytes()
        self.send_response(200)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        if is_text:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(data)


def _bytes(site: Path, url: str) -> str:
    page = site / url / "index.html"
    if not page.exists():
        return "-"
    signs = math_font.signs(page.read_text(encoding="utf-8"))
    return f"{sum(map(size, files(site, page, signs | {' '} if signs else set()))) / 1000:.0f}"


def _run(*arguments: str) -> str:
    command = ["lighthouse", *arguments, "--quiet", "--chrome-flags=--headless --no-sandbox"]
    environment = {**os.environ, "CHROME_PATH": browser_setup.find() or ""}
    told = subprocess.run(command, capture_output=True, check=True, text=True, env=environment)
    return told.stdout


def _by_processor_time(trace: Path) -> None:
    """Write what each event of a trace took of the processor where it says how long it lasted."""
    told = json.loads(trace.read_text(encoding="utf-8"))
    for event in told["traceEvents"]:
        if "tdur" in event and "dur" in event:
            event["dur"] = min(event["dur"], event["tdur"])
    trace.write_text(json.dumps(told), encoding="utf-8")


def _report(address: str) -> Any:
    """Visit a page; return Lighthouse's report."""
    with tempfile.TemporaryDirectory() as folder:
        _run(address, f"-G={folder}")
        for trace in Path(folder).glob("*trace.json"):
            _by_processor_time(trace)
        return json.loads(_run(address, f"-A={folder}", "--output=json"))


def _lighthouse(address: str, runs: int) -> str:
    """Return scores and metrics of one page, the median of each."""
    reports = [_report(address) for _ in range(runs)]
    scores = [
        statistics.median(100 * report["categories"][name]["score"] for report in reports)
        for name in _CATEGORIES
    ]
    metrics = [
        statistics.median(report["audits"][name]["numericValue"] for report in reports)
        for name in _METRICS
    ]
    first, largest, blocking, shift = metrics
    shown = "/".join(f"{score:.0f}" for score in scores)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    return f"{shown} {first:.0f} {largest:.0f} {blocking:.0f} {shift:.4f} {load:.1f}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pages", nargs="*", help="their addresses below the site's root")
    given = parser.parse_args()
    sites = [SITE, *([given.other] if given.other else [])]
    urls = given.pages or [lang + url for lang in ("", "en/") for url in PAGES]
    print("kB at first visit:", *sites)
    for url in urls:
        print(f"{url or '/':45}", *(f"{_bytes(site, url):>6}" for site in sites))
    if not shutil.which("lighthouse"):
        print("lighthouse is not installed: no scores")
        return
    print("\nperformance/accessibility/best practices/SEO, FCP, LCP, TBT in ms, CLS, load")
    for site in sites:
        server = ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(_Host, directory=str(site))
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for url in urls:
            print(
                f"{url or '/':45}",
                _lighthouse(f"http://127.0.0.1:{server.server_port}/{url}", given.runs),
            )
        server.shutdown()


if __name__ == "__main__":
    main()
