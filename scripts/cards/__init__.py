"""Flash cards: the questions, self-checks and terms of one language as a package for Anki."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from scripts.base.edition import Edition
from scripts.base.problems import all_made
from scripts.base.writing import write_all
from scripts.cards.apkg import render
from scripts.cards.reading import read
from scripts.publication.books import read_volume

__all__ = ["make_cards", "package_name"]


def package_name(lang: str) -> str:
    """Return the file name of the package of `lang`."""
    return f"llm-faq-{lang}.apkg"


def make_cards(
    site_dir: Path, out_dir: Path, langs: Iterable[str], *, edition: Edition
) -> list[Path]:
    """Write a package for each of `langs` into `out_dir` and return their paths.

    Args:
        site_dir: the built site, all languages.
        out_dir: the folder of the packages; made when absent.
        langs: languages of the site.
        edition: the version and the day that date the cards.

    Raises:
        HandbookError: with all that cannot become a card; then no package is written.
    """

    def make(lang: str) -> bytes:
        volume = read_volume(site_dir, lang)
        return render(volume, read(volume), edition)

    makers = {package_name(lang): partial(make, lang) for lang in langs}
    return write_all(out_dir, all_made(makers))
