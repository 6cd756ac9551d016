"""The search without its dialog: what text is read as, and what is found first for a query."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

import pytest
from py_mini_racer import MiniRacer

from scripts.base.paths import DOCS
from scripts.site import search_index, search_words
from scripts.site.search_records import Record, Section

MODULES = (
    "repository-names",
    "search-terms",
    "search-bits",
    "search-model",
    "search-words",
    "search-pinyin",
    "search-excerpts",
    "search-fields",
    "search-lookups",
    "search-names",
    "search-nearest",
    "search-pages",
    "search-ranking",
)

FILLER = [
    Record(
        "question",
        f"questions/q{n}/",
        f"大模型的问题 {n}",
        [f"模型 {n}"],
        sections=[Section("", "", "模型")],
    )
    for n in range(8)
]
PAGES = [
    Record(
        "question",
        "questions/position-encoding/",
        "大模型的位置编码有哪些？",
        ["位置编码", "RoPE", "旋转位置编码"],
        "架构",
        [
            Section("", "", "位置编码把次序告诉大模型。旋转位置编码与正弦位置编码是位置编码。"),
            Section("sinusoidal", "正弦位置编码", "位置编码，位置编码，旋转。"),
            Section("rope", "旋转位置编码", "按位置转动查询和键。"),
            Section("scores", "分数", "分数除以 √(d_k)，d 是宽度。数值 5、7。"),
        ],
    ),
    Record(
        "question",
        "questions/emergent-abilities/",
        "大模型为什么会出现涌现能力？",
        ["涌现", "emergence"],
        sections=[
            Section("", "", "涌现能力是小模型没有的。"),
            Section("data", "数据", "KV cache 在这里不提。"),
        ],
    ),
    Record(
        "question", "questions/open-models/", "主流的开源大模型有哪些？", ["开源大模型", "qwen"]
    ),
    Record(
        "model",
        "models/qwen/",
        "Qwen",
        ["Qwen", "千问", "MoE"],
        sections=[
            Section("what", "它是什么", "Qwen 是阿里云的大模型。"),
            Section("data", "数据"),
            Section("release-qwen1.5-32b", "Qwen1.5 32B", "层数：64；权重 16 位：60.5 GiB"),
            Section("release-qwen3", "Qwen3", "Qwen3 有 32B。"),
            Section("qwen3-32b", "Qwen3 32B", "层数：64；权重 16 位：61.02 GiB"),
            Section("qwen3-32b-2507", "Qwen3 32B 2507", "层数：64"),
            Section("qwen3-32b-plus", "Qwen3 32B+", "层数：65"),
        ],
    ),
    Record(
        "model",
        "models/hunyuan/",
        "混元",
        ["混元", "Hunyuan", "MoE"],
        sections=[Section("what", "它是什么", "腾讯的模型。"), Section("data", "数据")],
    ),
    Record(
        "model",
        "models/baichuan/",
        "百川（Baichuan）",
        ["百川", "Baichuan2"],
        sections=[Section("licence", "许可证", "Licence: Baichuan2 License")],
    ),
    Record("model", "models/licences/", "Licences", ["licence", "许可证"]),
    Record("term", "glossary/#kv-cache", "KV 缓存 · KV cache", ["KV 缓存", "KV cache"]),
    Record(
        "source",
        "bibliography/#su2021-roformer",
        "RoFormer: Enhanced Transformer with Rotary Embedding",
        sections=[Section("", "", "Su; Lu 等（2021）")],
    ),
    Record("page", "", "大模型常见问题", sections=[Section("", "", "首页。")]),
    *FILLER,
]


def _module(name: str) -> str:
    """A module as a script that leaves its exports in `modules`, without "search-" in its name."""
    source = (DOCS / f"assets/scripts/{name}.js").read_text(encoding="utf-8")
    exported = re.findall(r"^export (?:async )?(?:function|const|class) (\w+)", source, re.M)
    imports = r'^import (\{ .+ \}) from "\./(?:search-)?([\w-]+)\.js";$'
    body = re.sub(imports, r'const \1 = modules["\2"];', source, flags=re.M)
    body = re.sub(r"^export ", "", body, flags=re.M)
    own = json.dumps(name.removeprefix("search-"))
    return f"modules[{own}] = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();"


@pytest.fixture(scope="module")
def engine() -> MiniRacer:
    engine = MiniRacer()
    engine.eval("var modules = {}; var window = {}; var performance = { now: () => 0 };")
    for name in MODULES:
        engine.eval(_module(name))
    for script in search_index.scripts(PAGES, "zh").values():
        engine.eval(script)
    engine.eval("var names = new modules.ranking.Handbook(window.handbookSearch);")
    engine.eval("var handbook = new modules.ranking.Handbook(window.handbookSearch);")
    engine.eval("handbook.add(window.handbookSearchTexts); 0")
    return engine


def _call(engine: MiniRacer, expression: str) -> Any:
    return json.loads(str(engine.eval(f"JSON.stringify({expression})")))


def _search(engine: MiniRacer, query: str, handbook: str = "handbook") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _call(engine, f"{handbook}.search({json.dumps(query)})")
    return found


def _marked(pieces: list[dict[str, Any]]) -> list[str]:
    return [piece["text"] for piece in pieces if piece["marked"]]


def _read(pieces: list[dict[str, Any]]) -> str:
    return "".join(piece["text"] for piece in pieces)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("emergence", {"emergence", "emerg"}),
        ("RMSNorm", {"rmsnorm", "rms", "norm"}),
        ("d_k", {"d_k", "dk"}),
        ("湧", {"涌"}),
        ("Ｌｏ", {"lo"}),
        ("√", {"√"}),
    ],
)
def test_a_word_is_found_under_its_forms(engine: MiniRacer, text: str, terms: set[str]) -> None:
    found = _call(
        engine, f"modules.terms.termsOfPiece({json.dumps(text)}, new Map([['湧', '涌']]))"
    )
    assert set(found) == terms


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("什么是涌现能力", ["涌现", "现能", "能力"]),
        ("how much vram", ["vram"]),
        ("sqrt d_k", ["√", "d_k"]),
        ("除以根号d", ["除以", "√", "d"]),
        ("square root of n", ["√", "n"]),
        ("KV cache", ["kv", "cache"]),
    ],
)
def test_a_query_asks_for_its_subject(engine: MiniRacer, query: str, terms: list[str]) -> None:
    found = _call(engine, f"modules.terms.termsOfQuery({json.dumps(query)}, new Map())")
    assert [wanted["term"] for wanted in found if wanted["kind"] != "joined"] == terms


def test_a_query_also_asks_for_neighbouring_words_as_one(engine: MiniRacer) -> None:
    found = _call(engine, "modules.terms.termsOfQuery('KV cache', new Map())")
    assert {"kind": "joined", "term": "kvcache"} in found


@pytest.mark.parametrize(
    "text",
    [
        "Qwen3 32B；权重 16 位：61.02 GiB",
        "第3层 RoPE 与ALiBi，d_model = 4,096（见  表）",
        "a_ b__c √(d_k)/2 naïve “quotes” <b>\\u 𠮷野家 𝑑",
        " leading and trailing ",
        "",
    ],
)
def test_a_written_text_is_read_back(engine: MiniRacer, text: str) -> None:
    written = search_words.write([text, "other words", text])
    engine.eval(
        "function readBack({ pieces, lengths, size, text }, plain) {"
        " const words = new modules.words.Words(new Map());"
        " const numbers = pieces.map((piece) => words.number(piece));"
        " const model = new modules.model.Model(lengths, size);"
        " const bits = new modules.bits.BitReader(text);"
        " const found = Array.from({ length: size }, () => numbers[model.next(bits)]);"
        " return [words.read(found).text, words.read(words.cut(plain)).text]; }"
    )
    read = _call(engine, f"readBack({json.dumps(asdict(written))}, {json.dumps(text)})")
    assert read == [f"{text}\nother words\n{text}\n", text]


@pytest.mark.parametrize("n_pieces", [0, 1, 2, 7, 3_000])
def test_every_piece_has_a_code_of_its_own_that_is_read_back(
    engine: MiniRacer, n_pieces: int
) -> None:
    words = [f"w{place}" for place in range(n_pieces)]
    written = search_words.write([" ".join(words), *words[: n_pieces // 2]])
    engine.eval(
        "function readCodes({ pieces, lengths }) {"
        " const codes = new modules.bits.Codes(lengths);"
        " return pieces.map((_, number) => codes.of(number))"
        "   .map(({ code, length }) => codes.piece(code, length)); }"
    )
    assert _call(engine, f"readCodes({json.dumps(asdict(written))})") == [
        *range(n_pieces + 1 + (n_pieces > 1) * 0)
    ]


@pytest.mark.parametrize(
    ("query", "url", "anchor"),
    [
        ("qwen3 32b", "models/qwen/", "qwen3-32b"),
        ("Qwen1.5 32B", "models/qwen/", "release-qwen1.5-32b"),
        ("qwen3", "models/qwen/", "release-qwen3"),
        ("qwen3 32b+", "models/qwen/", "qwen3-32b-plus"),
        ("旋转位置编码", "questions/position-encoding/", "rope"),
        ("Qwen/Qwen3-32B-Instruct-AWQ", "models/qwen/", "qwen3-32b"),
        ("someone/Qwen3-32B-Instruct-2507", "models/qwen/", "qwen3-32b-2507"),
        ("someone/my-Qwen3-32B-0123", "models/qwen/", "qwen3-32b"),
        ("qwen1.5-32b-chat-gptq", "models/qwen/", "release-qwen1.5-32b"),
        ("KV/RoPE-32B 旋转位置编码", "questions/position-encoding/", "rope"),
    ],
)
def test_the_section_of_that_name_comes_first(
    engine: MiniRacer, query: str, url: str, anchor: str
) -> None:
    for handbook in ("handbook", "names"):
        first = _search(engine, query, handbook)[0]
        assert (first["url"], first["sections"][0]["anchor"]) == (url, anchor)


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("混元大模型", "models/hunyuan/"),
        ("Qwen", "models/qwen/"),
        ("baichuan2 licence", "models/baichuan/"),
        ("开源大模型", "questions/open-models/"),
        ("yongxian", "questions/emergent-abilities/"),
        ("yong xian neng li", "questions/emergent-abilities/"),
        ("weizhi bianma", "questions/position-encoding/"),
        ("weizhibian", "questions/position-encoding/"),
        ("湧現", "questions/emergent-abilities/"),
        ("emergance", "questions/emergent-abilities/"),
        ("kvcache", "glossary/#kv-cache"),
        ("除以根号d", "questions/position-encoding/"),
        ("sqrt d_k", "questions/position-encoding/"),
    ],
)
def test_what_is_asked_for_comes_first(engine: MiniRacer, query: str, url: str) -> None:
    assert _search(engine, query)[0]["url"] == url


@pytest.mark.parametrize(
    ("query", "is_section"),
    [("qwen3 32b", True), ("正弦位置编码", True), ("位置编码", False), ("涌现能力", False)],
)
def test_enter_opens_a_section_if_the_query_stands_in_its_heading_only(
    engine: MiniRacer, query: str, is_section: bool
) -> None:
    assert _search(engine, query)[0]["opensSection"] == is_section


def test_an_excerpt_shows_a_value_with_its_label(engine: MiniRacer) -> None:
    first = _search(engine, "qwen3 32b 权重")[0]["sections"][0]
    assert "权重 16 位：61.02 GiB" in _read(first["excerpt"])
    assert _marked(first["excerpt"]) == ["权重"]


def test_single_letters_are_not_marked(engine: MiniRacer) -> None:
    sections = _search(engine, "除以根号d")[0]["sections"]
    marked = [text for section in sections for text in _marked(section["excerpt"])]
    assert "√" in marked
    assert "d" not in marked


@pytest.mark.parametrize(
    "query", ["", " ", "？", "<b>", "\\", "constructor", "__proto__", "a" * 200]
)
def test_any_text_can_be_asked(engine: MiniRacer, query: str) -> None:
    assert isinstance(_search(engine, query), list)


def test_weak_results_are_not_listed(engine: MiniRacer) -> None:
    assert [result["url"] for result in _search(engine, "混元")] == ["models/hunyuan/"]


@pytest.mark.parametrize("query", ["没有这个词呀问题", "型大题问"])
def test_few_pages_are_listed_for_a_query_of_which_hardly_anything_occurs(
    engine: MiniRacer, query: str
) -> None:
    assert 0 < len(_search(engine, query)) <= 3


@pytest.mark.parametrize(
    ("query", "url", "anchor"),
    [
        ("baaiichvann", "models/baichuan/", None),
        ("qwwwen332bb", "models/qwen/", "qwen3-32b"),
        ("rooooofoormer", None, None),
    ],
)
def test_of_what_is_not_found_the_nearest_by_name_are_offered(
    engine: MiniRacer, query: str, url: str | None, anchor: str | None
) -> None:
    assert _search(engine, query) == []
    near = _call(engine, f"handbook.nearest({json.dumps(query)})")
    assert len(near) <= 3
    first = near[0] if near else {"url": None, "sections": []}
    assert first["url"] == url
    assert [section["anchor"] for section in first["sections"]] == ([anchor] if anchor else [])


def test_names_are_searched_before_the_texts_are_there(engine: MiniRacer) -> None:
    first = _search(engine, "涌现", "names")[0]
    assert first["url"] == "questions/emergent-abilities/"
    assert _search(engine, "不提", "names") == []
    assert _search(engine, "不提")[0]["url"] == "questions/emergent-abilities/"


def test_an_entry_of_the_bibliography_is_found_by_title_and_surname_once_texts_are_there(
    engine: MiniRacer,
) -> None:
    for query in ("roformer", "RoFormer enhanced transformer", "Jianlin Su", "lu 2021"):
        assert all(found["kind"] != "source" for found in _search(engine, query, "names"))
        first = _search(engine, query)[0]
        assert first["url"] == "bibliography/#su2021-roformer"
        assert _read(first["title"]).startswith("RoFormer: Enhanced")
        assert _read(first["sections"][0]["excerpt"]) == "Su; Lu 等（2021）"
