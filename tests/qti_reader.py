"""QTI 1.2.1 as pyslet reads it, a program that is not ours."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

with warnings.catch_warnings():
    # Its own code is of 2017: Python warns of it when it is first read.
    warnings.simplefilter("ignore")
    from pyslet.qtiv1.xml import QTIDocument


@dataclass(frozen=True)
class Item:
    """What pyslet knows of an exercise: its parts are those that are shown, by their classes."""

    ident: str
    text: str
    parts: tuple[str, ...]
    feedback: tuple[str, ...]


def read(data: bytes) -> list[Item]:
    """Return the items of an assessment; what pyslet does not expect it logs as a warning."""
    document = QTIDocument()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        document.read(src=io.BytesIO(data))
    [assessment] = document.root.get_children()
    [section] = assessment.SectionMixin
    return [
        Item(
            ident=item.ident,
            text=" ".join(item.Presentation.extract_text()[0].split()),
            parts=tuple(type(part).__name__ for part in item.Presentation.get_children()),
            feedback=tuple(feedback.ident for feedback in item.ItemFeedback),
        )
        for item in section.SectionItemMixin
    ]
