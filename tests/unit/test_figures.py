"""What holds for every figure, and the exact text of a small one."""

from __future__ import annotations

import re
import textwrap
from xml.etree import ElementTree

import numpy as np
import pytest

from scripts import figures
from scripts.base.numbers import grouped_in
from scripts.base.paths import ROOT
from scripts.figures import (
    activations,
    attention,
    blocks,
    charts,
    emergence,
    masks,
    norms,
    positions,
    shares,
)
from scripts.figures.drawing import (
    PALETTE,
    WIDTH,
    Drawing,
    colour,
    decimal,
    escape,
    key_rows,
    number,
)
from scripts.reference.masks import causal_mask, prefix_mask
from tests.unit.figure_texts import crossed, outside, overlaps
from tests.unit.invented import handbook

LANGUAGES = ("zh", "en")
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {lang: figures.render_all(handbook(), lang) for lang in LANGUAGES}
EVERY = [
    pytest.param(name, lang, id=f"{name}-{lang}") for lang in LANGUAGES for name in DRAWN[lang]
]
NAMES = list(DRAWN["zh"])


def parsed(name: str, lang: str) -> ElementTree.Element:
    return ElementTree.fromstring(DRAWN[lang][name])


def texts(name: str, lang: str) -> list[str]:
    return [element.text or "" for element in parsed(name, lang).iter(f"{SVG}text")]


def height(name: str, lang: str) -> float:
    return float(parsed(name, lang).get("viewBox", "").split()[3])


def test_both_languages_have_the_same_figures_and_pages_show_each() -> None:
    pages = "\n".join(page.read_text("utf-8") for page in (ROOT / "docs/en").rglob("*.md"))
    shown = set(re.findall(r'--8<-- "en/figures/([\w-]+)\.svg"', pages))
    assert set(DRAWN["zh"]) == set(DRAWN["en"]) == shown


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_screen_readers_hear_what_is_shown(name: str, lang: str) -> None:
    root = parsed(name, lang)
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert root.get("role") == "img"
    assert root.get("lang") == lang
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    for element in (title, description):
        assert (element.get("id") or "").startswith(f"{name}-")
        has_han = re.search(r"[\u4e00-\u9fff]", element.text or "") is not None
        assert has_han == (lang == "zh")
    assert len(description.text or "") > 2 * len(title.text or "")


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_thousands_are_grouped_as_in_tables(name: str, lang: str) -> None:
    description = parsed(name, lang).findtext(f"{SVG}desc") or ""
    found = [description, *texts(name, lang)]
    assert [grouped_in(text) for text in found] == found


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_draw_the_same_marks(name: str) -> None:
    tags = {lang: [element.tag for element in parsed(name, lang).iter()] for lang in LANGUAGES}
    assert tags["zh"] == tags["en"]


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_show_the_same_numbers(name: str) -> None:
    found = {
        lang: sorted(re.findall(r"−?\d+(?:[.,/]\d+)?", " ".join(plain_texts(name, lang))))
        for lang in LANGUAGES
    }
    assert found["zh"] == found["en"]


def plain_texts(name: str, lang: str) -> list[str]:
    """Return the texts without the marks of scale, which each language counts in its own units."""
    scales = {*emergence.SCALES[lang], *(text for _, text in charts.token_ticks(lang))}
    return [text for text in texts(name, lang) if text not in scales]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_marks_of_scale_say_what_they_stand_for(lang: str) -> None:
    units = {"万": 1e4, "亿": 1e8, "万亿": 1e12, "M": 1e6, "B": 1e9, "T": 1e12}
    values = [float(label.split()[0]) * units[label.split()[1]] for label in emergence.SCALES[lang]]
    expected = np.geomspace(emergence.SMALLEST, emergence.LARGEST, len(values))
    np.testing.assert_allclose(values, expected)


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_markdown_leaves_the_figure_in_one_piece(name: str, lang: str) -> None:
    svg = DRAWN[lang][name]
    assert all(line.strip() and not line.startswith(" ") for line in svg.splitlines())
    written = re.sub(r"<[^>]*>", "", svg)
    assert not re.search(r"[*_`$\[\]\\]", written)


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_colours_come_from_the_palette(name: str, lang: str) -> None:
    allowed = {colour(key) for key in PALETTE} | {"none", None}
    for element in parsed(name, lang).iter():
        assert element.get("fill") in allowed
        assert element.get("stroke") in allowed
        assert element.get("style") is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ids_are_unique_over_all_figures(lang: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', "".join(DRAWN[lang].values()))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_texts_are_legible_on_a_phone_and_inside_the_figure(name: str, lang: str) -> None:
    root = parsed(name, lang)
    for element in root.iter(f"{SVG}text"):
        assert float(element.get("font-size", "0")) * 330 / WIDTH >= 9, element.text
    assert outside(root) == []


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_texts_do_not_overlap(name: str, lang: str) -> None:
    assert overlaps(parsed(name, lang)) == []


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_no_level_line_runs_through_a_text(name: str, lang: str) -> None:
    assert crossed(parsed(name, lang)) == []


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_shapes_stay_inside_the_figure(name: str, lang: str) -> None:
    bottom_edge = height(name, lang)
    for element in parsed(name, lang).iter(f"{SVG}path"):
        numbers = [float(value) for value in re.findall(r"-?[\d.]+", element.get("d", ""))]
        assert all(0 <= x <= WIDTH for x in numbers[0::2])
        assert all(0 <= y <= bottom_edge for y in numbers[1::2])
    for element in parsed(name, lang).iter(f"{SVG}rect"):
        x, y, width, tall = (float(element.get(key, "0")) for key in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        assert x + width <= WIDTH
        assert y + tall <= bottom_edge


def test_entries_of_a_legend_share_the_room_of_their_row() -> None:
    """A phone has larger words, so that they would touch where room is left behind the last."""
    (row,) = key_rows([100, 100, 100], left=14, gap=12)
    assert row[1][1] - 114 >= 20
    assert row[-1][1] + 100 <= WIDTH - 4
    assert [len(row) for row in key_rows([250, 150, 200], left=14, gap=12)] == [2, 1]


@pytest.mark.parametrize(("name", "lang"), EVERY)
def test_drawing_twice_gives_the_same_text(name: str, lang: str) -> None:
    assert figures.render_all(handbook(), lang)[name] == DRAWN[lang][name]


@pytest.mark.parametrize(
    "module", [masks, norms, activations, positions, blocks, attention, charts, shares]
)
def test_words_exist_in_both_languages(module: object) -> None:
    tables = [value for key, value in vars(module).items() if key.endswith("WORDS")]
    assert tables
    for words in tables:
        assert set(words["zh"]) == set(words["en"])


def test_the_exact_text_of_a_small_figure() -> None:
    drawing = Drawing("small", "en", "A <b>", "One & two", 60)
    drawing.rect(1, 2, 30.126, 4, fill=colour("1-soft"), stroke=colour("1"), radius=3)
    drawing.arrow([(0, 30), (100, 30)])
    drawing.text(10, 50, "d_model", anchor="middle", bold=True)
    ink = "var(--fig-ink, #1d2433)"
    assert drawing.svg() == textwrap.dedent(f"""\
        <svg class="figure" xmlns="http://www.w3.org/2000/svg" role="img" lang="en" \
viewBox="0 0 480 60" font-family="sans-serif" aria-labelledby="small-title small-desc">
        <title id="small-title">A &#60;b&#62;</title>
        <desc id="small-desc">One &#38; two</desc>
        <rect x="1" y="2" width="30.13" height="4" rx="3" fill="var(--fig-1-soft, #dbe3fa)" \
stroke="var(--fig-1, #2b4bb3)" stroke-width="1.5"/>
        <path d="M0 30L92 30" fill="none" stroke="{ink}" stroke-width="1.5" \
stroke-linejoin="round"/>
        <path d="M100 30L92 34L92 26Z" fill="{ink}"/>
        <text x="10" y="50" font-size="14" text-anchor="middle" font-weight="700" \
fill="{ink}">d&#95;model</text>
        </svg>
        """)


def test_numbers_are_written_the_same_way_every_time() -> None:
    assert [number(x) for x in (1, 1.5, 0.126, -0.001, -2)] == ["1", "1.5", "0.13", "0", "-2"]
    shown = [decimal(x, 2) for x in (1, -0.5, -0.001, 0.126)]
    assert shown == ["1.00", "−0.50", "0.00", "0.13"]


def test_escaping_covers_xml_and_markdown() -> None:
    assert escape("a<b & *c* d_e") == "a&#60;b &#38; &#42;c&#42; d&#95;e"


def test_dark_values_are_given_for_the_whole_palette() -> None:
    style = (ROOT / "docs/assets/styles/figures.css").read_text(encoding="utf-8")
    dark = style[style.index('[data-md-color-scheme="slate"]') :]
    given = dict(re.findall(r"--fig-([\w-]+): (#[0-9a-f]{6});", dark[: dark.index("}")]))
    assert set(given) == set(PALETTE)
    for values in (PALETTE, given):
        for text in ("ink", "muted", "1", "2", "3", "4"):
            assert contrast(values[text], values["paper"]) >= 4.5, text
        for soft in "12345":
            assert contrast(values["ink"], values[f"{soft}-soft"]) >= 4.5, soft
            assert contrast(values[soft], values[f"{soft}-soft"]) >= 2.5, soft
        assert contrast(values["5"], values["paper"]) >= 3


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(hexadecimal: str) -> float:
    parts = np.array([int(hexadecimal[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def count(name: str, tag: str, **attributes: str) -> int:
    return sum(
        all(element.get(key) == value for key, value in attributes.items())
        for element in parsed(name, "en").iter(f"{SVG}{tag}")
    )


def test_masks_show_as_many_marks_as_the_masks_allow() -> None:
    """The legend adds one mark of each kind."""
    causal, prefix = causal_mask(6), prefix_mask(6, 3)
    back = causal.sum() + (prefix & causal).sum() + 2 * causal_mask(3).sum()
    ahead = (prefix & ~causal).sum() + 3
    assert count("masks", "circle", fill=colour("1")) == back + 1
    assert count("masks", "path", fill=colour("2")) == ahead + 1
    assert count("masks", "rect", fill=colour("3")) == 9 + 1


def test_norms_print_what_numpy_computes() -> None:
    shown = texts("norms", "en")
    x = norms.VECTOR
    for value in (x - x.mean()) / x.std():
        # The shifted input has the same LayerNorm.
        assert shown.count(decimal(float(value), 2)) >= 2
    for shifted in (x, x + 2):
        rms = np.sqrt((shifted**2).mean())
        assert {decimal(float(value), 2) for value in shifted / rms} <= set(shown)


def test_loss_figure_fills_the_scored_tokens() -> None:
    """Five of a causal LM, two of each of the other three; the legend adds one."""
    assert count("loss-positions", "rect", fill=colour("1")) == 5 + 3 * 2 + 1
    assert "5 of 6 scored" in texts("loss-positions", "en")


def test_timeline_places_releases_by_their_dates() -> None:
    root = parsed("family-timeline", "en")
    dots = [element for element in root.iter(f"{SVG}circle") if element.get("cy") != "20"]
    places = [float(dot.get("cx", "0")) for dot in dots]
    # The axis runs from 2020 to 2023; Heron, whose last release is newer, stands above Auk.
    upright = re.compile(r"M(\S+) \S+L\1 ")
    lines = [
        float(found[1])
        for path in root.iter(f"{SVG}path")
        if (found := upright.match(path.get("d", "")))
    ]
    start, end = min(lines), max(lines)
    years = [2021 + 59 / 365, 2021 + 90 / 365, 2022 + 364 / 365, 2020 + 182 / 366]
    expected = [start + (year - 2020) * (end - start) / 3 for year in years]
    np.testing.assert_allclose(places, expected, atol=0.02)
    assert [dot.get("fill") == colour("1") for dot in dots] == [True, True, True, False]


def test_timeline_gives_each_family_a_row() -> None:
    root = parsed("family-timeline", "en")
    rows = {dot.get("cy") for dot in root.iter(f"{SVG}circle")} - {"20"}
    assert len(rows) == 2
    assert {"Auk", "Heron"} <= set(texts("family-timeline", "en"))


def named(name: str) -> dict[str, ElementTree.Element]:
    return {element.text or "": element for element in parsed(name, "en").iter(f"{SVG}text")}


def test_attention_kinds_join_every_query_head_to_one_kv_head() -> None:
    assert count("attention-kinds", "path") == 3 * attention.N_HEADS
    assert count("attention-kinds", "rect") == 8 + 2 + 1
    assert {"KV cache 100%", "KV cache 25%", "KV cache 12.5%"} <= set(
        texts("attention-kinds", "en")
    )
