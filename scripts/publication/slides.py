"""Slides of questions: a PDF for each of them, or one for a pack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from scripts.base.edition import Edition
from scripts.base.problems import all_made
from scripts.base.writing import write_all
from scripts.publication import fonts, handouts, packs
from scripts.publication.books import read_volume
from scripts.publication.packs import Handout
from scripts.publication.paper import SLIDE
from scripts.publication.site_reader import Volume
from scripts.publication.slide_manuscript import write_slides


def file_name(lang: str, name: str) -> str:
    """Return how the file of a deck is called: after its question, or after its pack."""
    return f"slides-{lang}-{name}.pdf"


def make_question_decks(
    ids: Sequence[str],
    site_dir: Path,
    out_dir: Path,
    langs: Iterable[str],
    *,
    edition: Edition,
    font_loader: fonts.Loader = fonts.locate,
) -> list[Path]:
    """Write a deck for each question in each of `langs` into `out_dir` and return their paths.

    Args:
        ids: of the questions; none for all.
        edition: the version and the day that the decks tell.

    Raises:
        HandbookError: with all that is wrong in all decks; then none is written.
    """
    makers = {}
    for lang in langs:
        volume = read_volume(site_dir, lang)
        listed = {"lang": lang, "questions": list(ids or packs.names_of_questions(volume))}
        ordered = packs.order(listed, packs.COMMAND, volume)
        for id_ in ordered.questions:
            deck = ordered.model_copy(update={"questions": (id_,)})
            makers[file_name(lang, id_)] = partial(
                _printed, deck, volume, site_dir, edition, font_loader
            )
    return write_all(out_dir, all_made(makers))


def make_deck(
    pack: Path,
    site_dir: Path,
    out_dir: Path,
    lang: str | None = None,
    *,
    edition: Edition,
    font_loader: fonts.Loader = fonts.locate,
) -> Path:
    """Write one deck of the questions of a pack into `out_dir` and return its path.

    Args:
        lang: the language of the deck, None for that of the pack.

    Raises:
        HandbookError: with all that is wrong in the pack, or in the deck.
    """
    raw = packs.read(pack) | ({"lang": lang} if lang else {})
    deck, volume = handouts.order(raw, pack.as_posix(), site_dir)
    pdf = _printed(deck, volume, site_dir, edition, font_loader)
    [file] = write_all(out_dir, {file_name(deck.lang, pack.stem): pdf})
    return file


def _printed(
    deck: Handout, volume: Volume, site_dir: Path, edition: Edition, font_loader: fonts.Loader
) -> bytes:
    return handouts.typeset(
        lambda folder: write_slides(deck, volume, site_dir, folder, edition),
        volume.lang,
        SLIDE,
        edition=edition,
        font_loader=font_loader,
    )
