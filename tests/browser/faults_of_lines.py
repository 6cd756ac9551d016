"""What stands where no reader would put it: found in a page that a browser has laid out."""

from __future__ import annotations

from playwright.sync_api import Page

#: Gives what is wrong in an article as lines: the kind of fault, and where.
_FAULTS = r"""() => {
  const found = [];
  const place = (node) => node.textContent.trim().slice(0, 40);
  const rects = (start, end) => {
    const range = document.createRange();
    range.setStart(...start);
    range.setEndBefore(end);
    return [...range.getClientRects()].filter((rect) => rect.width > 0);
  };
  for (const sign of document.querySelectorAll("article .headerlink")) {
    const last = rects([sign.parentElement, 0], sign).at(-1);
    if (last && sign.getBoundingClientRect().top > last.bottom - 3) {
      found.push(`a sign on a line of its own: ${place(sign.parentElement)}`);
    }
  }
  if (innerWidth >= 360) {
    for (const link of document.querySelectorAll("article :is(a, code)")) {
      const next = link.nextSibling;
      if (next?.nodeType !== 3 || !/^[，。；：、）！？,.;:)!?]/.test(next.data)) continue;
      const range = document.createRange();
      range.setStart(next, 0);
      range.setEnd(next, 1);
      const own = [...link.getClientRects()].at(-1);
      if (own && range.getBoundingClientRect().top > own.bottom - 2) {
        found.push(`punctuation at the start of a line: ${place(link)}`);
      }
    }
  }
  if (innerWidth === 360) {
    const words = [...document.querySelectorAll("article svg text")];
    const isSmall = (word) => {
      const matrix = word.getScreenCTM();
      const scale = matrix ? Math.hypot(matrix.a, matrix.b) : 0;
      return scale > 0 && scale * parseFloat(getComputedStyle(word).fontSize) < 10.9;
    };
    found.push(...words.filter(isSmall).slice(0, 3).map((word) => `too small: ${place(word)}`));
  }
  if (innerWidth >= 1440) {
    for (const area of document.querySelectorAll("article .short-table")) {
      if (area.scrollWidth > area.clientWidth + 1) {
        found.push(`a table of ${area.scrollWidth} px: ${area.getAttribute("aria-label")}`);
      }
    }
  }
  return found;
}"""


def faults_of_lines(page: Page) -> list[str]:
    """Return what is wrong on the page at its present width, each with its place."""
    return list(page.evaluate(_FAULTS))
