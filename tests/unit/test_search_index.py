"""What the search is given to read, from a small built site."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from scripts.site import pinyin, search_index, search_records
from scripts.site.search_records import Record

PAGE = """<!doctype html><html><head><meta name="keywords" content="旋转位置编码, rotary"></head>
<body><nav>菜单</nav><article class="md-content__inner md-typeset">
<p class="page-facts"><a href="x">架构</a> <span class="level">难度：入门</span></p>
<a class="md-content__button" title="edit">编辑</a>
<h1 id="top">什么是 RoPE？<a class="headerlink" href="#top">¶</a></h1>
<p>开头<sup><a class="footnote-ref" href="#fn">1</a></sup>。</p>
<h2 id="short-answer">回答<a class="headerlink" href="#x">¶</a></h2>
<p>它旋转向量 <math><mi>q</mi><annotation>q</annotation></math>后面。</p>
<pre><code>rope(q)</code></pre>
<svg><title>图</title><text>轴</text></svg>
<h3 id="detail">细节</h3>
<table><tr><th>模型</th><td>LLaMA</td><td>4,096</td></tr></table>
<p class="page-review">审阅于</p>
</article></body></html>"""

LISTS = """<html><body><article class="md-content__inner">
<h1 id="top">术语表</h1><p>按拼音。</p>
<h2 id="letter-k">K</h2>
<dl class="glossary">
<dt id="kv-cache" data-keywords="键值缓存">KV 缓存 <small lang="en">KV cache</small></dt>
<dd>存下的键与值。 <span class="see">参见：<a href="#x">别的</a></span></dd>
</dl>
<ul class="bibliography"><li id="su2021-roformer">苏, 剑林; Lu-<wbr>Pan, Yu 等（2021）。<a href="https://example.org">RoFormer</a>。arXiv。
<small class="no-search">核对于</small></li></ul>
</article></body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "questions/rope/index.html": PAGE,
        "glossary/index.html": LISTS,
        "en/questions/rope/index.html": PAGE.replace("什么是 RoPE？", "What is RoPE?"),
        "404.html": PAGE,
        "assets/index.html": "<p>no page of the handbook</p>",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def _found(site: Path, lang: str, url: str) -> Record:
    return next(record for record in search_records.records(site, lang) if record.url == url)


def test_a_page_is_cut_at_its_headings_without_what_is_no_text(site: Path) -> None:
    page = _found(site, "zh", "questions/rope/")
    assert (page.kind, page.title, page.chapter) == ("question", "什么是 RoPE？", "架构")
    assert page.keywords == ["旋转位置编码", "rotary"]
    assert [(part.anchor, part.title, part.text) for part in page.sections] == [
        ("", "", "开头。"),
        ("short-answer", "回答", "它旋转向量 q后面。"),
        ("detail", "细节", "模型 — LLaMA; 4,096"),
    ]


@pytest.mark.parametrize(
    ("mathml", "read"),
    [
        ("<msub><mi>d</mi><mtext>model</mtext></msub>", "d_model"),
        ("<mfrac><mn>1</mn><msqrt><msub><mi>d</mi><mi>k</mi></msub></msqrt></mfrac>", "1/(√(d_k))"),
        ("<mrow><mi>Q</mi><msup><mi>K</mi><mi>⊤</mi></msup></mrow>", "QK^⊤"),
        ("<mi>sin</mi><mo>&#8289;</mo><mi>x</mi>", "sin x"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_i^2"),
    ],
)
def test_a_formula_in_a_line_is_read_in_an_excerpt(site: Path, mathml: str, read: str) -> None:
    page = site / "questions/rope/index.html"
    formula = f"开<math><semantics>{mathml}<annotation>TeX</annotation></semantics></math>头"
    page.write_text(page.read_text(encoding="utf-8").replace("开头", formula), encoding="utf-8")
    assert _found(site, "zh", "questions/rope/").sections[0].text == f"开{read}头。"


def test_a_displayed_formula_is_left_out(site: Path) -> None:
    page = site / "questions/rope/index.html"
    formula = '开：<math display="block"><mi>x</mi><mo>=</mo><mn>1</mn></math>头'
    page.write_text(page.read_text(encoding="utf-8").replace("开头", formula), encoding="utf-8")
    assert _found(site, "zh", "questions/rope/").sections[0].text == "开：…头。"


def test_each_language_has_its_own_pages_only(site: Path) -> None:
    assert {r.url for r in search_records.records(site, "en")} == {"questions/rope/"}
    assert _found(site, "en", "questions/rope/").title == "What is RoPE?"
    assert not any(r.url.startswith("en/") for r in search_records.records(site, "zh"))


def test_a_term_is_found_by_itself_under_all_its_names(site: Path) -> None:
    term = _found(site, "zh", "glossary/#kv-cache")
    assert (term.kind, term.title) == ("term", "KV 缓存 · KV cache")
    assert term.keywords == ["KV 缓存", "KV cache", "键值缓存"]
    assert [part.text for part in term.sections] == ["存下的键与值。"]


def test_a_source_is_found_by_its_title(site: Path) -> None:
    source = _found(site, "zh", "glossary/#su2021-roformer")
    assert (source.kind, source.title) == ("source", "RoFormer")
    assert [part.text for part in source.sections] == ["苏; Lu-Pan 等（2021）"]


def test_entries_are_not_found_twice(site: Path) -> None:
    text = json.dumps(_found(site, "zh", "glossary/").sections, default=vars, ensure_ascii=False)
    assert "KV 缓存" not in text
    assert "RoFormer" not in text


def test_traditional_characters_lead_to_those_that_occur() -> None:
    forms = search_index.simplified_forms("涌现的能力，层归一化")
    assert {forms["湧"], forms["現"], forms["層"], forms["歸"]} == {"涌", "现", "层", "归"}
    assert "龍" not in forms


CARD = """<html><body><article class="md-content__inner">
<h1 id="top">Qwen</h1><h2 id="data">数据</h2>
<section class="release" id="release-qwen2"><h3>Qwen2</h3>
<dl class="facts"><div><dt>许可证</dt><dd>Apache</dd></div><div><dt>商用</dt><dd>—</dd></div></dl>
<table class="models card-table">
<thead><tr><th>项</th>
<th id="qwen2-7b">Qwen2 7B</th><th id="qwen2-72b">Qwen2 72B</th></tr></thead>
<tbody><tr class="group"><th colspan="3">显存</th></tr>
<tr><th>权重，16 位（GiB）</th><td>14.2</td><td>135.4</td></tr>
<tr><th>来源</th><td class="table-sources">配置</td><td class="table-sources">配置</td></tr>
<tr class="no-search"><th>注意力</th><td>2B (20.1%)</td><td>0</td></tr>
</tbody></table><p>备注</p></section>
<section class="release" id="release-qwen-14b"><h3>Qwen-14B</h3>
<table class="models card-table"><thead><tr><th>项</th>
<th id="qwen-14b">Qwen 14B</th></tr></thead>
<tbody><tr><th>层数</th><td>40</td></tr></tbody></table></section>
<h2 id="sources">来源</h2><p>别处列出</p>
<h3>没有地址</h3><p>接着说</p></article></body></html>"""


def test_releases_and_checkpoints_are_found_at_their_own_addresses(site: Path) -> None:
    (site / "models/qwen").mkdir(parents=True)
    (site / "models/qwen/index.html").write_text(CARD, encoding="utf-8")
    page = _found(site, "zh", "models/qwen/")
    assert [(part.anchor, part.title, part.text) for part in page.sections] == [
        ("data", "数据", ""),
        ("release-qwen2", "Qwen2", "许可证：Apache 备注"),
        ("qwen2-7b", "Qwen2 7B", "权重，16 位：14.2 GiB"),
        ("qwen2-72b", "Qwen2 72B", "权重，16 位：135.4 GiB"),
        ("release-qwen-14b", "Qwen-14B", "层数：40"),
        ("sources", "来源", ""),
    ]


def test_an_authored_table_is_told_with_its_labels(site: Path) -> None:
    page = site / "questions/rope/index.html"
    table = (
        "<table><thead><tr><th>Model</th><th>Weights (GiB)</th><th>Note</th></tr></thead>"
        "<tbody><tr><td>A</td><td>14.2</td><td>–</td></tr>"
        "<tr><td>B</td><td>135</td><td>big</td></tr></tbody></table>"
    )
    page.write_text(page.read_text(encoding="utf-8").replace("<p>开头", f"{table}<p>开头"), "utf-8")
    told = "A — Weights: 14.2 GiB · B — Weights: 135 GiB; Note: big 开头。"
    assert _found(site, "zh", "questions/rope/").sections[0].text == told


def _opened(page: Path, anchor: str) -> str:
    """The text of what an address opens: of a release its heading."""
    tree = html.fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    (element,) = (found for found in tree.iter() if found.get("id") == anchor)
    shown = element.find(".//h3") if element.tag == "section" else element
    assert shown is not None
    return " ".join("".join(map(str, shown.itertext())).replace("¶", "").split())


def test_every_section_opens_where_its_heading_stands(site: Path) -> None:
    (site / "models/qwen").mkdir(parents=True)
    (site / "models/qwen/index.html").write_text(CARD, encoding="utf-8")
    for record in search_records.records(site, "zh"):
        for section in record.sections:
            if section.title:
                page = site / record.url / "index.html"
                assert _opened(page, section.anchor) == section.title


def test_how_a_character_is_read_depends_on_the_names() -> None:
    readings = pinyin.readings(["上下文长度", "增长", "RoPE 编码", "缩放定律"])
    assert readings["chang"] == "长"
    assert readings["zhang"] == "长"
    assert readings["bian"] == "编"
    assert readings["lv"] == "律"
    assert "zhang" not in pinyin.readings(["长度"])


def _data(script: str, name: str) -> dict[str, Any]:
    body = script.removeprefix(f"window.{name}=").removesuffix(";\n")
    found: dict[str, Any] = json.loads(body)
    return found


def test_the_scripts_hold_the_records_and_can_stand_in_a_page(site: Path) -> None:
    page = site / "questions/rope/index.html"
    text = page.read_text(encoding="utf-8").replace("开头", "&lt;/script&gt; \u2028 开头")
    page.write_text(text.replace("细节", "&lt;/script&gt;"), encoding="utf-8")
    scripts = search_index.build(site, "zh")
    names = _data(scripts["search/index.zh.js"], "handbookSearch")
    texts = _data(scripts["search/texts.zh.js"], "handbookSearchTexts")
    assert (names["lang"], texts["lang"]) == ("zh", "zh")
    assert names["pages"]["kinds"] == "page\tterm\tquestion"
    assert texts["sources"] == ["glossary/#su2021-roformer"]
    for script in scripts.values():
        assert "</script>" not in script
        assert "\u2028" not in script
    assert scripts == search_index.build(site, "zh"), "the same site gives the same bytes"
