"""Flash cards of an invented handbook: what they show, and what an update does to a learner."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest
from lxml.html import HtmlElement, fromstring

from scripts.base.edition import Edition
from scripts.base.paths import LANGUAGES
from scripts.base.problems import HandbookError
from scripts.cards import apkg, reading
from scripts.publication.site_reader import Chapter, Part, Volume
from tests import apkg as opened

TITLES = {"zh": "虚构手册", "en": "An invented handbook"}
EDITION = Edition("0.9.1", datetime.date(2026, 11, 23))
DECKS = {
    "zh": ("1 问题", "2 术语", "3 术语：英译中"),
    "en": ("1 Questions", "2 Terms", "3 Terms: Chinese to English"),
}
LATER = Edition("0.9.2", datetime.date(2026, 11, 23))
HERON = """
<h1 id="top">How does a <em>heron</em> fish?</h1>
<h2 id="short-answer">Short answer<a class="headerlink" href="#short-answer">¶</a></h2>
<p>It waits: 1 &lt; 2<sup id="fnref:a"><a class="footnote-ref" href="#fn:a">1</a></sup>,
see <a class="x" href="../auk/#short-answer">the auk</a>.</p>
<ul><li>still</li></ul>
<h2 id="code">Code</h2><p>not on the card</p>
<h2 id="common-mistakes">Common mistakes</h2>
<div class="admonition failure" id="mistake-runs"><p class="admonition-title">“It runs.”</p>
<p>It stands<sup id="fnref2:a"><a class="footnote-ref" href="#fn:a">1</a></sup>.</p></div>
<h2 id="self-check">Self-check</h2>
<details class="question" id="check-bill"><summary>With what?</summary>
<p>With its bill.</p></details>
<details class="question" id="check-days"><summary>How many in <math><semantics><mi>n</mi>
<annotation encoding="application/x-tex">n</annotation></semantics></math> days?</summary>
<div class="formula" tabindex="0"><math display="block"><semantics><mi>k</mi>
<annotation encoding="application/x-tex">k &lt; \\begin{aligned}a &amp; b\\end{aligned}</annotation>
</semantics></math></div>
<svg viewBox="0 0 9 9"><path class="line" fill="var(--fig-1, #2b4bb3)"/></svg></details>
<h2 id="sources">Sources</h2>
"""
AUK = """
<h1>How does an auk fish?</h1><h2 id="short-answer">Short answer</h2><p>It dives.</p>
<h2 id="sources">Sources</h2>
"""
GLOSSARY = """
<h1>Terms</h1><h2 id="letter-b">B</h2>
<dl class="glossary"><dt id="bill">bill <small lang="LANG2">喙</small> <small>B</small></dt>
<dd>What a bird fishes with. <span class="see">See also: <a href="#auk">auk</a></span></dd></dl>
"""


def _volume(lang: str, heron: str = HERON, auk: str = AUK) -> Volume:
    def page(address: str, text: str) -> Chapter:
        article = fromstring(f"<article>{text}</article>")
        return Chapter(address, str(article.xpath("string(.//h1)")), Path(address), article)

    birds = (page("questions/heron/", heron), page("questions/auk/", auk))
    models = Part("Models", (page("models/", "<h1>Models</h1>"),))
    return Volume(
        lang=lang,
        title=TITLES[lang],
        description="What <b> is",
        url="https://example.org/book/",
        root=Path(),
        preface=None,
        parts=(Part("Wading birds", birds), models),
        back_matter=(page("glossary/", GLOSSARY),),
    )


def _package(volume: Volume, edition: Edition = EDITION) -> bytes:
    return apkg.render(volume, reading.read(volume), edition)


@pytest.fixture(scope="module")
def package() -> opened.Package:
    return opened.read(_package(_volume("en")))


def test_questions_checks_and_terms_become_cards_in_reading_order(package: opened.Package) -> None:
    site = "https://example.org/book/en/"
    assert [note.link.removeprefix(site) for note in package.notes] == [
        "questions/heron/#short-answer",
        "questions/heron/#check-bill",
        "questions/heron/#check-days",
        "questions/heron/#mistake-runs",
        "questions/auk/#short-answer",
        "glossary/#bill",
        "glossary/#bill",
    ]
    assert [note.position for note in package.notes] == [1, 2, 3, 4, 5, 6, 7]
    names = ("1 Questions", "2 Terms", "3 Terms: Chinese to English")
    questions, terms, back = (f"{TITLES['en']}::{name}" for name in names)
    assert [note.deck for note in package.notes] == [questions] * 5 + [terms, back]


def test_a_mistake_has_the_belief_in_front_and_the_correction_behind(
    package: opened.Package,
) -> None:
    note = package.notes[3]
    assert (note.front, note.back) == ("“It runs.”", "<p>It stands.</p>")
    assert note.place == "How does a heron fish? · Common mistake: what is wrong?"


def test_a_term_is_asked_in_the_other_language_too(package: opened.Package) -> None:
    note = package.notes[6]
    assert note.front == '<span lang="LANG2">喙</span>'
    assert re.sub(r"\s+", " ", note.back) == ("<p>bill </p> <p>What a bird fishes with. </p>")


LONG = "It waits for a fish to come by. " * 30


@pytest.mark.parametrize(
    "answer",
    [
        f"<p>{LONG}</p>",
        f"<p>Short. </p><p>{LONG}</p><ul><li>more</li></ul>",
        "<p>At 0.5 m <em>it waits</em>. " + "Then it waits on, 1.5 hours or two. " * 20 + "</p>",
        f"<ul><li>{LONG}</li></ul>",
    ],
    ids=["one paragraph", "the second", "with emphasis", "a list"],
)
def test_the_back_of_a_card_is_short_and_keeps_all_it_says(answer: str) -> None:
    note = opened.read(
        _package(_volume("en", HERON.replace("<p>With its bill.</p>", answer)))
    ).notes[1]
    back: HtmlElement = fromstring(f"<div>{note.back}</div>")
    said: HtmlElement = fromstring(f"<div>{answer}</div>")
    assert back.text_content().replace("The rest", " ").split() == said.text_content().split()
    fold: HtmlElement = back.xpath("./details")[0]
    fold.drop_tree()
    seen = back.text_content().strip()
    assert len(seen) <= 350
    assert seen == "" or seen.endswith(".")
    assert not seen.endswith("0.")


def test_a_question_has_its_title_in_front_and_its_short_answer_behind(
    package: opened.Package,
) -> None:
    note = package.notes[0]
    assert note.front == "How does a <em>heron</em> fish?"
    link = '<a href="https://example.org/book/en/questions/auk/#short-answer">the auk</a>'
    assert re.sub(r"\s*\n\s*", " ", note.back) == (
        f"<p>It waits: 1 &lt; 2, see {link}.</p> <ul><li>still</li></ul>"
    )
    assert note.place == "Wading birds"
    assert note.tags == ["An-invented-handbook::Wading-birds"]


def test_a_check_says_which_question_it_belongs_to(package: opened.Package) -> None:
    note = package.notes[1]
    assert (note.front, note.back) == ("With what?", "<p>With its bill.</p>")
    assert note.place == "Self-check · How does a heron fish?"


def test_formulas_are_left_to_the_mathjax_of_anki(package: opened.Package) -> None:
    note = package.notes[2]
    assert note.front == r"How many in \(n\) days?"
    assert r"<div>\[k &lt; \begin{aligned}a &amp; b\end{aligned}\]</div>" in note.back


def test_a_figure_stays_whole(package: opened.Package) -> None:
    figure = '<svg viewbox="0 0 9 9"><path class="line" fill="var(--fig-1, #2b4bb3)"></path></svg>'
    assert figure in package.notes[2].back


def test_a_term_has_its_other_names_behind(package: opened.Package) -> None:
    note = package.notes[5]
    assert note.front == "bill"
    assert note.back.startswith("<p>What a bird fishes with.")
    assert "See also" not in note.back
    assert '<small lang="LANG2">喙</small>' in note.back
    assert "<small>B</small>" in note.back


def test_the_deck_tells_what_it_is_and_whose(package: opened.Package) -> None:
    about = package.decks[TITLES["en"]]["desc"]
    for part in (
        "What &lt;b&gt; is",
        "0.9.1",
        "23 November 2026",
        "CC BY 4.0",
        "example.org/book/",
    ):
        assert part in about


def test_cards_look_alike_without_the_network(package: opened.Package) -> None:
    (template,) = package.note_type["tmpls"]
    looks = template["qfmt"] + template["afmt"] + package.note_type["css"]
    assert not re.search(r"https?:|//|@import|url\(|src=", looks)
    assert 'lang="en"' in template["qfmt"]
    assert "Read more on the site" in template["afmt"]


def test_two_builds_give_the_same_bytes() -> None:
    assert _package(_volume("zh")) == _package(_volume("zh"))


def test_a_note_is_the_same_whatever_happens_to_its_page() -> None:
    changed = HERON.replace("With its bill.", "Guess.").replace("With what?", "What with?")
    first, second = re.findall(r"(?s)<details.*?</details>", changed)
    changed = changed.replace(first, "").replace(second, second + first)
    notes = opened.read(_package(_volume("en", changed))).notes
    assert [note.link.partition("#")[2] for note in notes][1:3] == ["check-days", "check-bill"]
    before = {note.guid: note.link for note in opened.read(_package(_volume("en"))).notes}
    assert {note.guid: note.link for note in notes} == before


def test_guids_never_change() -> None:
    """A learner's collection knows the notes by them."""
    assert apkg.guid("en", "questions/heron/#check-bill") == "qAXZJXg=C0"
    assert apkg.guid("zh", "questions/heron/#check-bill") == "PfE`^J/A84"


def test_languages_share_keys_but_no_notes() -> None:
    notes = [opened.read(_package(_volume(lang))).notes for lang in LANGUAGES]
    assert len({note.guid for both in notes for note in both}) == sum(map(len, notes))
    zh, en = ([note.link for note in side] for side in notes)
    assert [link.replace("/en/", "/") for link in en] == zh


@pytest.mark.parametrize(
    "later",
    [LATER, Edition("0.9.1", datetime.date(2026, 11, 24)), Edition("1.0.0", EDITION.day)],
    ids=["patch of the day", "day", "version of the day"],
)
def test_a_later_edition_dates_its_notes_later(later: Edition) -> None:
    assert apkg.timestamp(later) > apkg.timestamp(EDITION)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        (' id="check-bill"', "", "With what?"),
        ("<p>With its bill.</p>", "", "check-bill"),
        ("With its bill.", '<img src="bill.png">', "img"),
        ("short-answer", "other", "short-answer"),
    ],
    ids=["no id", "no answer", "a picture", "no short answer"],
)
def test_what_cannot_become_a_card_is_named(old: str, new: str, named: str) -> None:
    assert old in HERON
    with pytest.raises(HandbookError) as caught:
        reading.read(_volume("en", HERON.replace(old, new)))
    (problem,) = caught.value.problems
    assert problem.file == "questions/heron/"
    assert named in str(problem)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """The empty collection of a learner, in Anki itself."""
    opened_collection = Collection(str(tmp_path / "collection.anki2"))
    yield opened_collection
    opened_collection.close()


def _import(collection: Collection, package: bytes, folder: Path) -> None:
    file = folder / "package.apkg"
    file.write_bytes(package)
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(file)))


def _fronts(collection: Collection) -> list[str]:
    return [collection.get_note(id_)["Front"] for id_ in collection.find_notes("")]


def test_anki_imports_both_languages_side_by_side(collection: Collection, tmp_path: Path) -> None:
    for lang in LANGUAGES:
        _import(collection, _package(_volume(lang)), tmp_path)
    names = {deck.name for deck in collection.decks.all_names_and_ids()} - {"Default"}
    assert names == {
        name
        for lang, inner in DECKS.items()
        for name in (TITLES[lang], *(f"{TITLES[lang]}::{deck}" for deck in inner))
    }
    assert len(_fronts(collection)) == 14
    assert collection.fix_integrity()[1]


def test_an_update_brings_the_new_text_and_keeps_the_progress(
    collection: Collection, tmp_path: Path
) -> None:
    _import(collection, _package(_volume("en")), tmp_path)
    (card_id,) = collection.find_cards("bill deck:*Questions")
    card = collection.get_card(card_id)
    card.start_timer()
    collection.sched.answerCard(card, 4)
    learnt = collection.get_card(card_id)
    assert learnt.reps == 1
    assert learnt.ivl > 0
    changed = HERON.replace("With its bill.", "With its long bill.")
    more = '<details class="question" id="check-legs"><summary>On what?</summary><p>Legs.</p>'
    first = '<details class="question" id="check-bill">'
    changed = changed.replace(first, f"{more}</details>{first}")
    _import(collection, _package(_volume("en", changed), LATER), tmp_path)
    updated = collection.get_card(card_id)
    assert updated.note()["Back"] == "<p>With its long bill.</p>"
    assert (updated.due, updated.ivl, updated.reps, updated.queue) == (
        learnt.due,
        learnt.ivl,
        learnt.reps,
        learnt.queue,
    )
    assert len(collection.card_stats_data(card_id).revlog) == 1
    assert sorted(_fronts(collection)).count("On what?") == 1
    assert len(_fronts(collection)) == 8


def test_an_older_edition_takes_nothing_back(collection: Collection, tmp_path: Path) -> None:
    changed = HERON.replace("With its bill.", "With its long bill.")
    _import(collection, _package(_volume("en", changed), LATER), tmp_path)
    _import(collection, _package(_volume("en")), tmp_path)
    (note_id,) = collection.find_notes("bill deck:*Questions")
    assert collection.get_note(note_id)["Back"] == "<p>With its long bill.</p>"


def test_an_update_brings_the_new_look(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _import(collection, _package(_volume("en")), tmp_path)
    looks = Path(shutil.copytree(apkg.LOOKS, tmp_path / "looks"))
    (looks / "card.css").write_text(".card { color: teal }", encoding="utf-8")
    monkeypatch.setattr(apkg, "LOOKS", looks)
    _import(collection, _package(_volume("en"), LATER), tmp_path)
    styles = [note_type["css"] for note_type in collection.models.all()]
    assert styles.count(".card { color: teal }") == 1
    assert len(_fronts(collection)) == 7
