"""How many pages of the built books end blank: `python -m tests.benchmarks.blank_pages [FILE ...]`.

Counted are those with a gap of more than a third of the text area, unless a chapter ends there.
"""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.base.paths import DOWNLOADS
from tests.book.blank import half_empty
from tests.book.pdf import Pdf


def main() -> None:
    """Print the count of each book, and its pages."""
    named = [Path(name) for name in sys.argv[1:]]
    for file in named or sorted(DOWNLOADS.glob("llm-faq-*.pdf")):
        pdf = Pdf(file)
        found = half_empty(pdf)
        print(f"{file.name}: {len(found)} of {len(pdf.structure.pages)} pages")
        print("".join(f"  {page}\n" for page in found), end="")
        pdf.close()


if __name__ == "__main__":
    main()
