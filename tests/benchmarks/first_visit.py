"""Bytes of first visits by page, with Brotli, and Lighthouse's scores where it is installed.

    python -m tests.benchmarks.first_visit [FOLDER OF ANOTHER SITE] [--runs N]

Another site, such as stock Material's of the same Markdown, stands beside ours. Lighthouse is the
npm package `lighthouse`; each figure is the median of its runs, phones simulated.
"""

from __future__ import annotations

import argparse
import functools
import json
import shutil
import statistics
import subprocess
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from scripts.base.paths import SITE
from scripts.site import math_font
from tests.first_visit import files, size

PAGES = ("", "questions/llm-architecture/", "questions/emergent-abilities/",
         "questions/prefix-lm-vs-causal-lm/", "questions/open-models/", "models/llama/",
         "models/explorer/", "models/calculators/", "models/sizes/", "glossary/")  # fmt: skip
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_METRICS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time",
            "cumulative-layout-shift")  # fmt: skip


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def _bytes(site: Path, url: str) -> str:
    page = site / url / "index.html"
    if not page.exists():
        return "-"
    signs = math_font.signs(page.read_text(encoding="utf-8"))
    return f"{sum(map(size, files(site, page, signs | {' '} if signs else set()))) / 1000:.0f}"


def _lighthouse(address: str, runs: int) -> str:
    """Return scores and metrics of one page, the median of each."""
    command = ["lighthouse", address, "--output=json", "--quiet"]
    command += ["--chrome-flags=--headless --no-sandbox"]
    reports = [
        json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        for _ in range(runs)
    ]
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
    return f"{shown} {first:.0f} {largest:.0f} {blocking:.0f} {shift:.3f}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    sites = [SITE, *([given.other] if given.other else [])]
    urls = [lang + url for lang in ("", "en/") for url in PAGES]
    print("kB at first visit:", *sites)
    for url in urls:
        print(f"{url or '/':45}", *(f"{_bytes(site, url):>6}" for site in sites))
    if not shutil.which("lighthouse"):
        print("lighthouse is not installed: no scores")
        return
    print("\nperformance/accessibility/best practices/SEO, FCP, LCP, TBT in ms, CLS")
    for site in sites:
        server = ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site))
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
