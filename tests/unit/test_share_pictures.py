"""A shared link to a question shows a picture with its title, small and the same in every build."""

from __future__ import annotations

import struct

from scripts.base.paths import ROOT
from scripts.fragments import generate
from scripts.publication import share_pictures
from scripts.publication.share_pictures import draw


def _size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_pictures_are_small_and_differ_by_their_titles() -> None:
    content = generate.read(ROOT)
    every = dict(share_pictures._cards(content))
    longest = max(every.values(), key=lambda card: len(card.title))
    cards = [longest, every["share/zh/kv-cache.png"]]
    drawn = draw(cards)
    assert [_size(png) for png in drawn] == [share_pictures.SIZE] * 2
    assert max(map(len, drawn)) <= 40_000
    assert len(set(drawn)) == 2
    assert draw(cards) == drawn
    questions = sum(page.is_question for pages in content.pages.values() for page in pages)
    assert len(every) == questions + 2
