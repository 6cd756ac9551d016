"""Bytes of first visits by page, with Brotli, and Lighthouse's scores where it is installed.

    python -m tests.benchmarks.first_visit [FOLDER ...] [--stock] [--runs N] [--pages ADDRESS ...]

Other sites with the same addresses, such as one that Starlight built, stand beside ours; `--stock`
builds stock Material's of the same Markdown and generated pieces and adds it (formulas stay TeX
there: KaTeX would add its script and fonts). Lighthouse is the npm package `lighthouse`:
`npm install --prefix FOLDER lighthouse`, with its `node_modules/.bin` in PATH. Each figure is the
median of the runs, in which the sites take turns, phones simulated, files sent with gzip as GitHub
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
from collections.abc import Sequence
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from scripts.base.paths import ROOT, SITE
from scripts.site import math_font
from tests import browser_setup
from tests.benchmarks import build
from tests.first_visit import files, size

PAGES = ("", "questions/llm-architecture/", "questions/emergent-abilities/",
         "questions/prefix-lm-vs-causal-lm/", "questions/open-models/", "models/llama/",
         "models/explorer/", "models/calculators/", "models/sizes/", "glossary/")  # fmt: skip
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_METRICS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time",
            "cumulative-layout-shift", "total-byte-weight")  # fmt: skip


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


def _summary(reports: Sequence[Any]) -> str:
    """Return scores and metrics of one page, the median of each."""
    scores = [
        statistics.median(100 * report["categories"][name]["score"] for report in reports)
        for name in _CATEGORIES
    ]
    metrics = [
        statistics.median(report["audits"][name]["numericValue"] for report in reports)
        for name in _METRICS
    ]
    first, largest, blocking, shift, sent = metrics
    shown = "/".join(f"{score:.0f}" for score in scores)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    return (
        f"{shown} {first:.0f} {largest:.0f} {blocking:.0f} {shift:.4f} {sent / 1000:.0f} {load:.1f}"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("others", nargs="*", type=Path)
    parser.add_argument("--stock", action="store_true", help="beside stock Material")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pages", nargs="*", help="their addresses below the site's root")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        stock = [Path(name) / "stock"] if given.stock else []
        for site in stock:
            build.stock(ROOT, site)
        sites = [SITE, *given.others, *stock]
        urls = given.pages or [lang + url for lang in ("", "en/") for url in PAGES]
        print("kB at first visit with Brotli, as counted for our pages:", *sites)
        for url in urls:
            print(f"{url or '/':45}", *(f"{_bytes(site, url):>6}" for site in sites))
        if shutil.which("lighthouse"):
            _print_scores(sites, urls, given.runs)
        else:
            print("lighthouse is not installed: no scores")


def _print_scores(sites: Sequence[Path], urls: Sequence[str], runs: int) -> None:
    print("\nperformance/accessibility/best practices/SEO, FCP, LCP, TBT in ms, CLS, kB sent, load")
    hosts = {
        site: ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=str(site)))
        for site in sites
    }
    for host in hosts.values():
        threading.Thread(target=host.serve_forever, daemon=True).start()
    for url in urls:
        those = {site: host for site, host in hosts.items() if (site / url / "index.html").exists()}
        reports: dict[Path, list[Any]] = {site: [] for site in those}
        for _ in range(runs):
            for site, host in those.items():
                reports[site].append(_report(f"http://127.0.0.1:{host.server_port}/{url}"))
        for site, found in reports.items():
            print(f"{url or '/':45} {site.name:12}", _summary(found), flush=True)
    for host in hosts.values():
        host.shutdown()


if __name__ == "__main__":
    main()
