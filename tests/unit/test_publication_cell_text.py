"""Where the book gives the height of a table's row, Typst takes as many lines as it was told."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
import typst

from scripts.publication import cell_text, fonts
from scripts.publication.manuscript import write_files
from scripts.publication.typst_text import string

MEASURE = fonts.figure_font()
TEXTS = (
    "RoPE",
    "4,096",
    "unknown",
    "Mistral Large 2 123B",
    "Llama 4 Maverick 17B-128E",
    "Falcon3-Mamba/Instruct",
    "Pre-LN LayerNorm",
    "LLaMA non-commercial bespoke licence",
    "3.40B, 8.38B, 28.9B, 125M",
    "[53, 91, 137, 138, 210, 213, 258]",
    "12.55 GiB",
    "因果解码器",
    "上海人工智能实验室",
    "可学习绝对位置",
    "QKV、注意力输出、前馈层",
    "GELU（tanh 近似）",
    "权重 16 位（GiB）",
    "每词元KV缓存",
    "书生·浦语（InternLM）",
    "发布权重，但训练数据没有说明；仅供研究。",
)
WIDTHS = (3.0, 3.7, 4.4, 5.2, 6.1, 7.3, 8.8, 10.6, 14.0)


def _typeset(cases: list[tuple[str, float, bool]], folder: Path, lang: str) -> list[int]:
    """Return the number of lines that Typst takes for each text in its width."""
    listed = ", ".join(
        f"({string(text)}, {width}, {700 if bold else 400})" for text, width, bold in cases
    )
    source = f"""#import "/book.typ"
#set text(font: book.sans, size: 10pt, lang: sys.inputs.lang)
#set par(justify: false, leading: 0.5em)
#context [#metadata(({listed}).map(((body, width, weight)) => {{
  let high = measure(block(width: width * 10pt, text(weight: weight, body))).height
  calc.round((high / 10pt + 0.5) / 1.233)
}}))<lines>]
"""
    write_files(folder, {"main.typ": source.encode()})
    compiler = typst.Compiler(
        folder / "main.typ",
        root=folder,
        font_paths=list(fonts.locate()),
        ignore_system_fonts=True,
        sys_inputs={"lang": lang, "paper": "a4"},
    )
    found: list[int] = json.loads(compiler.query("<lines>", field="value", one=True))
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_typst_takes_as_many_lines_as_are_counted(tmp_path: Path, lang: str) -> None:
    cases = [*product(TEXTS, WIDTHS, (False, True))]
    counted = [cell_text.line_count(text, width, MEASURE, bold) for text, width, bold in cases]
    typeset = _typeset(cases, tmp_path, lang)
    compared = zip(cases, counted, typeset, strict=True)
    assert [(case, n, real) for case, n, real in compared if n not in (None, real)] == []


def test_most_cells_are_counted() -> None:
    counted = [cell_text.line_count(text, width, MEASURE) for text, width in product(TEXTS, WIDTHS)]
    assert sum(n is not None for n in counted) > len(counted) / 2


def test_what_may_fold_otherwise_is_not_counted() -> None:
    assert cell_text.line_count("one two", 20.0, MEASURE) == 1
    room = cell_text.extent("one two", MEASURE).line - 0.01
    assert cell_text.line_count("one two", room, MEASURE) is None
    assert cell_text.line_count("internationalisation", 3.0, MEASURE) is None


def test_an_amount_is_not_parted_from_its_unit() -> None:
    assert cell_text.words("12.55 GiB") == ["12.55 GiB"]


def test_chinese_breaks_between_signs_but_not_before_a_full_stop() -> None:
    assert cell_text.words("一二。三") == ["一", "二。", "三"]
