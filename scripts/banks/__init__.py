"""Question banks: self-checks and common mistakes of one language for learning platforms.

A self-check becomes an essay question with its answer as feedback. A common mistake becomes a
statement to be judged; it is false, and its correction is the feedback.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from scripts.banks import gift, moodle, qti
from scripts.banks.reading import Exercise, read
from scripts.base.problems import all_made
from scripts.base.writing import write_all
from scripts.publication.books import read_volume
from scripts.publication.site_reader import Volume

__all__ = ["FORMATS", "bank_name", "make_banks"]

#: How a bank is written, by the end of its name.
FORMATS: Mapping[str, Callable[[Volume, list[Exercise]], bytes]] = {
    "moodle.xml": moodle.render,
    "gift.txt": gift.render,
    "qti.zip": qti.render,
}


def bank_name(lang: str, form: str) -> str:
    """Return the file name of the bank of `lang` in a form of `FORMATS`."""
    return f"llm-faq-{lang}-{form}"


def make_banks(site_dir: Path, out_dir: Path, langs: Iterable[str]) -> list[Path]:
    """Write a bank in each form for each of `langs` into `out_dir` and return their paths.

    Args:
        site_dir: the built site, all languages.
        out_dir: the folder of the banks; made when absent.
        langs: languages of the site.

    Raises:
        HandbookError: with all that cannot become an exercise; then no bank is written.
    """
    makers = {}
    for lang in langs:
        volume = read_volume(site_dir, lang)
        exercises = read(volume)
        for form, write in FORMATS.items():
            makers[bank_name(lang, form)] = partial(write, volume, exercises)
    return write_all(out_dir, all_made(makers))
