"""What is printed off the sheet, or so near its edge that a printer would not put it on paper."""

from __future__ import annotations

from tests.book.pdf import Pdf


def off_sheet(pdf: Pdf) -> list[str]:
    """Return the pages of a PDF with text, lines or pictures outside of what can be printed."""
    return [
        f"page {number}: {kind} at {[round(side) for side in box]}"
        for number, sheet in enumerate(pdf.sheets, start=1)
        for kind, box in sheet.outside
    ]
