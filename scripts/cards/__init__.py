"""Flash cards: the questions, self-checks and terms of one language as a package for Anki."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scripts.cards.apkg import render
from scripts.cards.reading import read
from scripts.edition import Edition
from scripts.problems import HandbookError, Problem, raise_if_any
from scripts.publication import read_volume
from scripts.writing import write_whole

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
    made: dict[str, bytes] = {}
    problems: list[Problem] = []
    for lang in langs:
        try:
            volume = read_volume(site_dir, lang)
            made[lang] = render(volume, read(volume), edition)
        except HandbookError as error:
            problems.extend(error.problems)
    raise_if_any(problems)
    out_dir.mkdir(parents=True, exist_ok=True)
    return [write_whole(out_dir / package_name(lang), data) for lang, data in made.items()]
