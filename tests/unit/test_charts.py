"""Charts stay legible with as many checkpoints as the data have, and say what the data say."""

from __future__ import annotations

import math
import re
from dataclasses import fields
from xml.etree import ElementTree

import pytest

from scripts import figures
from scripts.base.paths import LANGUAGES, ROOT
from scripts.content.records import load
from scripts.counts import parameters
from scripts.counts.parameters import Parts
from scripts.figures import charts, labels, scatter, shares
from scripts.figures.drawing import PAPER, WIDTH, colour
from tests.unit import crowd
from tests.unit.figure_texts import TEXT, outside, overlaps

SVG = "{http://www.w3.org/2000/svg}"
HANDBOOKS = {"crowd": crowd.handbook(), "data": load(ROOT)}
CHARTS = [name for name in figures.of_data() if name.startswith("chart-")]
EVERY = [(book, name, lang) for book in HANDBOOKS for name in CHARTS for lang in LANGUAGES]
#: The other figures of the data, which questions show, as the data are.
OTHERS = [("data", name, lang) for name in figures.of_data() for lang in LANGUAGES]
OTHERS = [one for one in OTHERS if one not in EVERY]


def drawn(book: str, name: str, lang: str) -> ElementTree.Element:
    return ElementTree.fromstring(figures.of_data()[name](HANDBOOKS[book], lang))


def marks(root: ElementTree.Element, tone: str) -> int:
    """Return how many points a chart shows in a colour; the key has one of each kind more."""
    shapes = [*root.iter(f"{SVG}circle"), *root.iter(f"{SVG}path")]
    return sum(s.get("stroke") == colour(tone) and s.get("fill") != "none" for s in shapes)


@pytest.mark.parametrize(("book", "name", "lang"), EVERY + OTHERS)
def test_texts_keep_apart_and_inside(book: str, name: str, lang: str) -> None:
    root = drawn(book, name, lang)
    assert outside(root) == []
    assert overlaps(root) == []


@pytest.mark.parametrize(("book", "name", "lang"), EVERY + OTHERS)
def test_marks_stay_inside(book: str, name: str, lang: str) -> None:
    root = drawn(book, name, lang)
    bottom = float(root.get("viewBox", "").split()[3])
    for path in root.iter(f"{SVG}path"):
        numbers = [float(value) for value in re.findall(r"-?[\d.]+", path.get("d", ""))]
        assert all(0 <= x <= WIDTH for x in numbers[0::2])
        assert all(0 <= y <= bottom for y in numbers[1::2])
    for circle in root.iter(f"{SVG}circle"):
        assert 0 < float(circle.get("cx", "0")) < WIDTH
        assert 0 < float(circle.get("cy", "0")) < bottom


@pytest.mark.parametrize("name", CHARTS)
def test_the_same_data_give_the_same_bytes(name: str) -> None:
    first, second = (figures.of_data()[name](crowd.handbook(), "zh") for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", CHARTS)
def test_both_languages_show_the_same_points(name: str) -> None:
    tags = [[element.tag for element in drawn("data", name, lang).iter()] for lang in LANGUAGES]
    assert tags[0] == tags[1]


def test_every_checkpoint_has_its_mark_and_a_mixture_two() -> None:
    root = drawn("crowd", "chart-sizes", "en")
    mixtures = sum(n % 3 == 0 for n in range(crowd.N_CHECKPOINTS))
    assert marks(root, "1") == crowd.N_CHECKPOINTS - mixtures + 1
    assert marks(root, "2") == 2 * mixtures + 2
    hollow = [path for path in root.iter(f"{SVG}path") if path.get("fill") == PAPER]
    assert len(hollow) == mixtures + 1


def test_a_checkpoint_without_published_tokens_is_left_out() -> None:
    root = drawn("crowd", "chart-tokens", "en")
    known = sum(n % 5 != 0 for n in range(crowd.N_CHECKPOINTS))
    assert marks(root, "1") + marks(root, "2") == known + 2


def test_each_kind_of_attention_has_a_shape_and_a_colour() -> None:
    root = drawn("crowd", "chart-cache", "en")
    assert [marks(root, tone) for tone in "1234"] == [crowd.N_CHECKPOINTS // 4 + 1] * 4
    corners = {
        path.get("stroke"): path.get("d", "").count("L")
        for path in root.iter(f"{SVG}path")
        if path.get("d", "").endswith("Z")
    }
    assert corners == {colour("2"): 3, colour("3"): 3, colour("4"): 2, colour("5"): 2}


def test_comparison_systems_are_left_out() -> None:
    names = {entry.family.id for entry in scatter.entries(HANDBOOKS["data"])}
    closed = {f.id for f in HANDBOOKS["data"].families.values() if f.role == "comparison"}
    assert closed
    assert names.isdisjoint(closed)


@pytest.mark.parametrize("name", ["chart-sizes", "chart-cache", "chart-vocabulary"])
def test_names_stand_at_the_extremes_and_most_find_room(name: str) -> None:
    releases = {r.name for _, r in HANDBOOKS["data"].releases()}
    shown = [e.text for e in drawn("data", name, "en").iter(TEXT) if e.text in releases]
    assert 5 <= len(shown) <= scatter.N_NAMES
    assert len(shown) == len(set(shown))


def test_the_first_name_that_is_placed_belongs_to_the_largest() -> None:
    spots = [
        scatter.Spot(entry, index, index, 0)
        for index, entry in enumerate(scatter.entries(HANDBOOKS["crowd"]))
    ]
    named = scatter.named(spots)
    assert named[0] is spots[-1]
    assert spots[0] in named
    assert len(named) > scatter.N_NAMES


def test_no_more_names_are_placed_than_asked_for() -> None:
    wanted = [labels.Label(f"name {n}", (50, 20 + 40 * n)) for n in range(4)]
    placed = labels.place(wanted, [one.at for one in wanted], (0, 0, 400, 200), 2)
    assert [one.label.text for one in placed] == ["name 0", "name 1"]


def test_a_name_without_room_is_not_shown() -> None:
    wanted = [labels.Label("a rather long name", (50, 10)), labels.Label("another one", (50, 10))]
    bounds = (0, 0, 220, 20)
    placed = labels.place(wanted, [(50, 10)], bounds, 2)
    assert [one.label.text for one in placed] == ["a rather long name"]


def test_a_name_keeps_off_points() -> None:
    row = [(float(x), 50.0) for x in range(0, 300, 10)]
    (placed,) = labels.place([labels.Label("name", (150, 50))], row, (0, 0, 300, 100), 1)
    assert not placed.box[1] < 50 < placed.box[3]


def test_a_name_that_could_only_cover_a_point_is_not_shown() -> None:
    field = [(float(x), float(y)) for x in range(0, 300, 10) for y in range(0, 100, 10)]
    assert labels.place([labels.Label("name", (150, 50))], field, (0, 0, 300, 100), 1) == []


def test_the_compute_optimal_line_has_about_twenty_tokens_a_parameter() -> None:
    """Hoffmann et al. 2022, table 3, goes from 20.0 to 22.4."""
    ratios = [tokens / parameters for parameters, tokens in charts.OPTIMAL]
    assert min(ratios) == pytest.approx(20, rel=0.01)
    assert max(ratios) < 22.5
    assert [n for n, _ in charts.OPTIMAL] == sorted(n for n, _ in charts.OPTIMAL)


def test_bars_show_the_newest_and_largest_that_can_be_counted() -> None:
    bars = shares.chosen(HANDBOOKS["data"])
    assert 8 <= len(bars) <= shares.N_BARS
    totals = [parts.total for _, parts in bars]
    assert totals == sorted(totals)
    families = [entry.family.id for entry, _ in bars]
    assert len(families) == len(set(families))
    for entry, parts in bars:
        counted = [parameters.total_parameters(c.architecture) for c in entry.release.checkpoints]
        assert parts.total == max(total for total in counted if total)


def test_segments_of_a_bar_fill_it() -> None:
    root = drawn("data", "chart-parts", "en")
    bars = [rect for rect in root.iter(f"{SVG}rect") if rect.get("height") == "20"]
    rows: dict[str, list[float]] = {}
    for rect in bars:
        width = float(rect.get("width", "0")) + 1.5
        rows.setdefault(rect.get("y", ""), []).append(width)
    for widths in rows.values():
        assert math.isclose(sum(widths), WIDTH - 2 * shares.LEFT, abs_tol=4)


def test_every_part_of_the_parameters_is_in_one_segment() -> None:
    named = [name for names, _ in shares.SEGMENTS.values() for name in names]
    assert sorted(named) == sorted(field.name for field in fields(Parts))
