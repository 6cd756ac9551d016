"""A tall figure falls into pieces between its panels, and a chart keeps its head in each."""

from __future__ import annotations

from lxml.html import HtmlElement, fragment_fromstring

from scripts.publication.pieces import cut, height


def _svg(body: str, tall: int) -> HtmlElement:
    return fragment_fromstring(f'<svg viewBox="0 0 480 {tall}">{body}</svg>')


def _panel(title: str, top: int) -> str:
    """Return a panel with a bold title and a frame, whose label is nearer to the panel below."""
    return (
        f'<text x="9" y="{top + 16}" font-size="16" font-weight="700">{title}</text>'
        f'<path d="M20 {top + 60}L460 {top + 200}"/>'
        f'<text x="9" y="{top + 215}" font-size="14">axis of {title}</text>'
    )


def _texts(piece: HtmlElement) -> list[str]:
    return [text.text or "" for text in piece.iter("text")]


def test_a_figure_that_is_not_tall_stays_whole() -> None:
    svg = _svg(_panel("one", 0), 240)
    assert cut(svg, 480) == [svg]


def test_panels_part_above_their_titles() -> None:
    pieces = cut(_svg(_panel("one", 0) + _panel("two", 300), 540), 480)
    assert [_texts(piece) for piece in pieces] == [["one", "axis of one"], ["two", "axis of two"]]
    assert sum(map(height, pieces)) == 540
    assert max(map(height, pieces)) <= 480


def test_a_chart_of_rows_has_its_head_in_each_piece() -> None:
    years = '<text x="90" y="20" font-size="14">2020</text>'
    rules = "".join(f'<path d="M{x} 30L{x} 930"/>' for x in (90, 180, 270))
    rows = "".join(
        f'<text x="9" y="{y}" font-size="14">row {y}</text><circle cx="90" cy="{y}" r="4"/>'
        for y in range(50, 930, 20)
    )
    pieces = cut(_svg(years + rules + rows, 940), 480)
    assert len(pieces) == 2
    assert all(_texts(piece)[0] == "2020" for piece in pieces)
    listed = [text for piece in pieces for text in _texts(piece)[1:]]
    assert listed == [f"row {y}" for y in range(50, 930, 20)]
    # The rules of the second piece begin below its head, where its first row is.
    tops = {path.get("d").split(" ")[1].split("L")[0] for path in pieces[1].iter("path")}
    assert min(map(float, tops)) > 400
    shift = pieces[1].find("g").get("transform")
    assert shift.startswith("translate(0 -")


def test_a_figure_with_no_place_for_a_cut_stays_whole() -> None:
    svg = _svg('<path d="M20 20L460 580"/><text x="9" y="90" font-size="14">slope</text>', 600)
    assert cut(svg, 480) == [svg]
