"""The calculators: a model is chosen, typed or pasted, and the answers follow and can be linked."""

from __future__ import annotations

import json
import re
from typing import Any, Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from scripts.base.paths import SITE
from scripts.counts import comparison, config_values, costs, memory, parameters
from scripts.data.handbook import Entry
from tests.browser.conftest import REPEATED, Watched, axe_findings, open_view, take_out
from tests.unit.test_drafts import LLAMA

CALCULATORS = "models/calculators/"
HTML = "<img src=x onerror=\"document.title='run'\">"


@pytest.fixture
def page(watched: Watched, address: str) -> Page:
    """The English page; the test fails by itself on an error or a request elsewhere."""
    watched.page.goto(f"{address}en/{CALCULATORS}")
    return watched.page


def _heading(page: Page) -> str:
    return page.locator(".calculator__heading").inner_text()


def _notice(page: Page) -> str:
    """What the one line that speaks says, if any does."""
    return " ".join(page.locator(".calculator__notice:not(:empty)").all_inner_texts())


def _in_view(page: Page, selector: str) -> bool:
    """Whether an element is wholly in the window."""
    return bool(
        page.locator(selector).evaluate(
            "e => { const box = e.getBoundingClientRect();"
            " return box.top >= 0 && box.bottom <= innerHeight && box.height > 0; }"
        )
    )


def _result(page: Page, title: str) -> Locator:
    heading = page.get_by_role("heading", name=title, exact=True)
    return page.locator(".calculator__result", has=heading)


def _answer(page: Page, title: str) -> str:
    """The large figure of one of the four answers."""
    return _result(page, title).locator(".calculator__headline").inner_text()


def _section(page: Page, title: str) -> str:
    return _result(page, title).inner_text()


def _row(page: Page, card: str) -> list[str]:
    row = page.locator(".calculator__cards tbody tr", has=page.get_by_text(card, exact=True))
    return row.locator("td").all_inner_texts()


def _model(page: Page) -> Locator:
    return page.get_by_label("Model", exact=True)


def _set(page: Page, label: str, value: str) -> None:
    page.get_by_role("textbox", name=label, exact=True).fill(value)


def _paste(page: Page, text: str) -> None:
    box = page.get_by_label("config.json of Hugging Face")
    if not box.is_visible():
        page.locator("summary", has_text="Paste a config.json").click()
    box.fill(text)
    page.get_by_role("button", name="Read it").click()


def _type(page: Page, name: str, value: str) -> None:
    field = page.get_by_label(name, exact=True)
    if not field.is_visible():
        page.locator("summary", has_text="Type or change").click()
    field.fill(value)


def test_without_script_an_example_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en/{CALCULATORS}")
    assert "12.55 GiB at 16 bits" in page.locator("[data-explorer=calculator]").inner_text()
    assert page.locator("table.models tbody tr").count() > 10
    context.close()


def test_the_first_model_shows_all_four_answers_with_their_numbers(page: Page) -> None:
    assert "6,738,415,616 parameters" in _heading(page)
    run = _section(page, "Memory to run")
    assert "parameters × bits ÷ 8" in run
    assert "6,738,415,616 × 16 ÷ 8 B" in run
    assert "14.6 GiB (15.6 GB)" in run
    cache = _section(page, "KV cache")
    assert "2 × 32 × 32 × 128 × 2 B" in cache
    assert "= 512 KiB" in cache
    assert "524,288 B × 4,096" in cache
    train = _section(page, "Memory to train")
    assert "6,738,415,616 × (2 ÷ 8 + 2 ÷ 8 + 12 ÷ 8) B" in train
    compute = _section(page, "Training compute")
    assert "3 × 2 × 6,607,077,376 × 2.00 × 10¹²" in compute
    assert "7.93 × 10²²" in compute
    assert "3.12 × 10¹⁴ × 40%" in compute


def test_a_model_is_found_by_part_of_its_name_and_chosen(page: Page) -> None:
    page.get_by_label("Find a model").fill("mixtral 8x22")
    options = _model(page).locator("option[value]:not([value=''])").all_inner_texts()
    assert options
    assert all("8x22" in option for option in options)
    _model(page).select_option(label="Mixtral 8x22B")
    assert _heading(page).startswith("Mixtral 8x22B")
    assert "used per token" in _heading(page)
    assert "All experts" in _section(page, "Memory to run")
    expect(page).to_have_url(re.compile("#model=mixtral-8x22b"))


def test_a_name_in_the_other_language_finds_the_family(page: Page) -> None:
    page.get_by_label("Find a model").fill("百川")
    assert "Baichuan-7B" in _model(page).locator("option").all_inner_texts()


def test_a_name_that_no_model_has_is_said(page: Page) -> None:
    page.get_by_label("Find a model").fill(HTML)
    assert "No model has" in _notice(page)
    assert HTML in _notice(page)
    assert _heading(page).startswith("Llama 2 7B")


def test_it_works_by_keyboard_alone(page: Page) -> None:
    page.get_by_label("Find a model").focus()
    page.keyboard.type("qwen3-8b")
    page.keyboard.press("Enter")
    assert "Qwen3 8B" in _heading(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "qwen3-8b"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # opens the dimensions
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("72")
    assert "with other dimensions" in _heading(page)
    expect(page).to_have_url(re.compile("sizes=n_layers:72"))


@pytest.mark.parametrize("id_", ["llama-3-70b", "deepseek-v3", "gemma-3-12b", "gpt-oss-120b"])
def test_the_answers_are_those_of_the_tables(
    page: Page, entries: dict[str, Entry], id_: str
) -> None:
    """Attention with groups, latent attention, windows and a mixture, at the whole context."""
    checkpoint = entries[id_].checkpoint
    arch = checkpoint.architecture
    assert arch is not None
    open_view(page, f"model={id_}&context={arch.context}")
    count, cache = comparison.best_count(checkpoint), memory.kv_bytes_at_context(arch)
    assert count is not None
    assert cache is not None
    assert f"{count:,} parameters" in _heading(page)
    assert f"{cache:,} B × 1" in _section(page, "KV cache")
    total = (2 * count + cache) / 2**30
    shown = _answer(page, "Memory to run")
    number, unit = shown.split()
    factor = {"GiB": 1, "TiB": 1024}[unit]
    assert float(number.replace(",", "")) * factor == pytest.approx(total, rel=0.01)
    flops = costs.training_flops(checkpoint)
    if flops:
        assert _answer(page, "Training compute").startswith(f"{flops:.2e}"[:4])


def test_settings_change_the_answers(page: Page) -> None:
    page.get_by_label("Bits per weight").select_option("4")
    _set(page, "Context (tokens)", "2048")
    _set(page, "Sequences at once", "2")
    assert "6,738,415,616 × 4 ÷ 8 B" in _section(page, "Memory to run")
    assert "1,073,741,824 B × 2" in _section(page, "KV cache")
    page.get_by_label("ZeRO stage").select_option("1")
    _set(page, "Cards", "4")
    assert "(2 + 2 + 12 ÷ 4) B" in _section(page, "Memory to train")
    _set(page, "Training tokens", "1.5T")
    _set(page, "Utilisation (%)", "50")
    page.get_by_label("Card to train on").select_option(label="H100 SXM 80 GB")
    compute = _section(page, "Training compute")
    assert "1.50 × 10¹²" in compute
    assert "4 × H100 SXM 80 GB" in compute
    assert "× 50%" in compute


def test_each_card_says_yes_or_no_and_how_many(page: Page) -> None:
    """14.6 GiB are 15.6 GB: over 90 % of 16 GB, below 90 % of 24 GB."""
    assert _row(page, "T4")[1] == "✗ needs 2"
    assert _row(page, "GeForce RTX 4090")[1] == "✓ one card"
    assert _row(page, "GeForce RTX 4090")[2] == "✓ fits"
    _set(page, "Memory to use (%)", "98")
    assert _row(page, "T4")[1] == "✓ one card"
    _set(page, "Memory to use (%)", "90")
    page.get_by_label("ZeRO stage").select_option("0")
    assert _row(page, "GeForce RTX 4090")[2] == "✗ never"
    page.get_by_label("ZeRO stage").select_option("2")
    _set(page, "Cards", "2")
    assert _row(page, "A100 40 GB")[2] == "✗ needs 5"
    _set(page, "Cards", "5")
    assert _row(page, "A100 40 GB")[2] == "✓ fits"


def test_the_cards_are_those_of_the_table_below(page: Page) -> None:
    shown = page.locator(".calculator__cards tbody th span").all_text_contents()
    below = page.locator("table.models:not(.calculator__cards) tbody th")
    assert shown == below.all_text_contents()


def test_typed_dimensions_are_counted(page: Page) -> None:
    _type(page, "n_layers", "40")
    _type(page, "d_model", "5120")
    _type(page, "n_heads", "40")
    _type(page, "n_kv_heads", "40")
    _type(page, "d_ff", "13824")
    assert "13,015,864,320 parameters" in _heading(page)  # Llama 2 13B
    page.get_by_label("Input and output embeddings tied").select_option("1")
    assert "12,852,024,320 parameters" in _heading(page)


def test_fields_of_a_kind_appear_with_a_model_that_has_them(page: Page) -> None:
    page.locator("summary", has_text="Type or change").click()
    assert not page.get_by_label("experts.total").is_visible()
    open_view(page, "model=deepseek-v3")
    page.locator("summary", has_text="Type or change").click()
    assert page.get_by_label("experts.total").is_visible()
    assert page.get_by_label("mla.kv_lora_rank").is_visible()
    assert not page.get_by_label("n_kv_heads", exact=True).is_visible()
    before = _heading(page)
    _type(page, "experts.total", "128")
    assert _heading(page) != before


def test_a_dimension_that_makes_no_sense_is_said_and_changes_nothing(page: Page) -> None:
    before = _heading(page)
    field = page.get_by_label("n_layers", exact=True)
    for value in ("", "0", "-1", "1.5", "1e3", "9999999999", "abc", "NaN"):
        _type(page, "n_layers", value)
        assert "n_layers must be a whole number" in _notice(page)
        assert field.get_attribute("aria-invalid") == "true"
        assert field.input_value() == value
        assert _heading(page) == before
        field.fill("32")
        assert _notice(page) == ""
        assert field.get_attribute("aria-invalid") == "false"


WRONG_SETTINGS = [
    ("Context (tokens)", "0", "between"),
    ("Context (tokens)", "many", "a number between"),
    ("Training tokens", "-2T", "a number between"),
    ("Training tokens", "1e99", "between"),
    ("Cards", "1.5", "between"),
    ("Utilisation (%)", "101", "between"),
    ("Memory to use (%)", "NaN", "a number between"),
]


def test_a_setting_that_makes_no_sense_is_said_and_changes_nothing(page: Page) -> None:
    before = page.locator(".calculator__results").inner_text()
    for label, value, said in WRONG_SETTINGS:
        _set(page, label, value)
        assert f'"{label}" must be {said}' in _notice(page)
        assert page.locator(".calculator__results").inner_text() == before


def test_a_pasted_configuration_is_counted_like_the_draft_of_an_entry(page: Page) -> None:
    _paste(page, json.dumps(LLAMA))
    assert "llama" in _notice(page)
    assert "2,792 parameters" in _heading(page)
    assert "Configuration of your own (llama)" in _heading(page)
    assert "2 × 2 × 2 × 2 × 2 B" in _section(page, "KV cache")


def test_windows_of_a_pasted_configuration_cap_the_cache(page: Page) -> None:
    windowed = LLAMA | {"model_type": "mistral", "sliding_window": 16}
    _paste(page, json.dumps(windowed))
    assert "(2 × 8 × 16) × 2 B" in _section(page, "KV cache")
    assert "if every layer keeps the full length" in _section(page, "KV cache")
    _type(page, "global_every", "2")
    assert "1 × 8 × 16" in _section(page, "KV cache")
    assert "1 × 8 × 64" in _section(page, "KV cache")


def test_a_key_that_nobody_understands_withholds_the_numbers(page: Page) -> None:
    _paste(page, json.dumps(LLAMA | {"index_topk": 2048}))
    assert (
        page.locator(".calculator__results").inner_text().startswith("Not understood: index_topk")
    )
    page.wait_for_function("location.hash.includes('unread')")
    page.reload()
    assert "Not understood: index_topk" in page.locator(".calculator__results").inner_text()


def test_a_hybrid_shows_its_state_beside_its_cache(page: Page) -> None:
    hybrid = {
        "model_type": "lfm2",
        "conv_L_cache": 3,
        "layer_types": ["conv", "full_attention"],
    }
    _paste(page, json.dumps(LLAMA | hybrid))
    assert "State per sequence" in _section(page, "KV cache")
    assert "1 × 32 B" in _section(page, "KV cache")


def test_an_unknown_class_leaves_the_parameters_out_but_not_the_cache(page: Page) -> None:
    _paste(page, json.dumps(LLAMA | {"model_type": HTML, "head_dim": 2}))
    assert "is not known" in _notice(page)
    assert HTML[:30] in _notice(page)
    assert "cannot be counted without" in page.locator(".calculator__results").inner_text()
    assert "2 × 2 × 2 × 2 × 2 B" in _section(page, "KV cache")
    assert page.locator("img[src=x]").count() == 0
    assert page.title() != "run"


@pytest.mark.parametrize(
    "changes",
    [
        {"num_local_experts": 8},
        {"num_local_experts": 8, "num_experts_per_tok": 2},
        {"model_type": "deepseek_v3", "kv_lora_rank": 4},
        {"num_hidden_layers": None, "hidden_size": None},
        {"num_attention_heads": 0},
    ],
)
def test_a_configuration_with_gaps_never_shows_a_number_that_is_none(
    page: Page, changes: dict[str, Any]
) -> None:
    _paste(page, json.dumps(LLAMA | changes))
    text = page.locator("[data-explorer=calculator]").inner_text()
    for nonsense in ("NaN", "undefined", "null", "Infinity", "∞"):
        assert nonsense not in text


HOSTILE = {
    "no JSON": ("{'hidden_size': 8}", "not valid JSON"),
    "nothing": ("", "not valid JSON"),
    "a list": ("[1, 2]", "must be an object"),
    "a number": ("NaN", "not valid JSON"),
    "no dimension": ('{"a": 1}', "states no dimension"),
    "deep": ('{"a": ' + "[" * 50_000 + "]" * 50_000 + "}", "Nested deeper than 50"),
    "enormous": ('{"a": "' + "x" * 10_000_000 + '"}', "More than 2,000,000 bytes"),
    "negative": ('{"hidden_size": -1}', "hidden_size must be a whole number"),
    "fraction": ('{"hidden_size": 1.5}', "hidden_size must be a whole number"),
    "huge": ('{"hidden_size": ' + "9" * 400 + "}", "hidden_size must be a whole number"),
    "markup": (json.dumps({"hidden_size": HTML}), "hidden_size must be a whole number"),
    "an array": ('{"hidden_size": [8, "9"]}', "hidden_size must be a whole number"),
    "out of range": ('{"hidden_size": 8, "rope_theta": 1e300}', "rope_theta is out of range"),
    "prototype": ('{"__proto__": {"hidden_size": 8}}', "states no dimension"),
    "constructor": ('{"model_type": "constructor", "toString": 1}', "states no dimension"),
}


def test_what_is_no_configuration_is_said_and_nothing_is_lost(page: Page) -> None:
    title, heading = page.title(), _heading(page)
    box = page.get_by_label("config.json of Hugging Face")
    for what, (text, message) in HOSTILE.items():
        _paste(page, text)
        assert message in _notice(page), what
        assert "Your text is untouched" in _notice(page), what
        assert box.evaluate("box => box.value.length") == len(text), what
        assert _heading(page) == heading, what
        assert page.evaluate("({}).hidden_size === undefined"), what
    assert page.title() == title
    assert page.locator("img[src=x]").count() == 0


FAULTS = {
    '{\n  "a": 1,\n}': "line 2, character 9: nothing follows this comma",
    "{'a': 1}": "line 1, character 2: a single or curly quote",
    '{"a": 1 "b": 2}': "line 1, character 9: a comma is missing",
    '{"a": True}': "Python's spelling",
    '{"a": 1 // one\n}': "line 1, character 9: a comment",
    '{"a": [1, 2}': "line 1, character 12",
    '{"a": "x': "line 1, character 7: the string that begins here has no closing quote",
    '{"a": 1': "line 1, character 8: the text ends here",
    '{"a": 1} x': "line 1, character 10: the object is complete here",
}


def test_what_is_no_json_is_told_by_place_and_cause_below_the_button(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for text, message in FAULTS.items():
        _paste(page, text)
        assert message in _notice(page), text
    assert _in_view(page, ".calculator__notice:not(:empty)")
    described = page.get_by_label("config.json of Hugging Face").get_attribute("aria-describedby")
    line = page.locator(".calculator__notice:not(:empty)")
    assert line.get_attribute("id") in (described or "").split()
    looks = (
        "line => [getComputedStyle(line, '::before').content, getComputedStyle(line).borderStyle]"
    )
    wrong = line.evaluate(looks)
    _paste(page, json.dumps(LLAMA))
    assert line.evaluate(looks) != wrong
    for shown in (".calculator__heading", ".calculator__notice:not(:empty)"):
        assert _in_view(page, shown), shown


def test_the_answer_stays_in_view_while_settings_are_changed(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    bits = page.get_by_label("Bits per weight")
    bits.scroll_into_view_if_needed()
    before = page.locator(".calculator__summary").inner_text()
    bits.select_option("4")
    assert _in_view(page, ".calculator__summary")
    assert page.locator(".calculator__summary").inner_text() != before


def test_a_context_is_typed_as_models_are_named_by_it(page: Page) -> None:
    _set(page, "Context (tokens)", "128K")
    assert "524,288 B × 131,072" in _section(page, "KV cache")
    page.get_by_label("Bits per weight").focus()
    assert page.get_by_role("textbox", name="Context (tokens)").input_value() == "131072"


def test_an_id_is_found_as_others_write_it(page: Page) -> None:
    for written in ("Qwen/Qwen2.5-7B-Instruct", "qwen2.5 7b", "Qwen2.5_7B"):
        page.get_by_label("Find a model").fill(written)
        names = _model(page).locator("optgroup option").all_inner_texts()
        assert names == ["Qwen2.5 7B"], written


def test_a_file_is_opened(page: Page) -> None:
    page.locator("summary", has_text="Paste a config.json").click()
    opener = page.get_by_label("Or open the file")
    opener.set_input_files(
        {"name": "config.json", "mimeType": "", "buffer": json.dumps(LLAMA).encode()}
    )
    expect(page.locator(".calculator__heading")).to_contain_text("2,792 parameters")
    opener.set_input_files({"name": "big.json", "mimeType": "", "buffer": b" " * 3_000_000})
    expect(page.locator(".calculator__notice:not(:empty)")).to_contain_text(
        f"{config_values.MAX_BYTES:,} bytes"
    )
    assert "2,792 parameters" in _heading(page)


VIEWS = [
    "model=qwen3-8b",
    "model=mixtral-8x7b-v0.1&bits=4&context=32768&batch=8",
    "model=llama-2-7b&sizes=n_layers:40,d_model:5120,d_ff:13824",
    "model=deepseek-v3&sizes=experts.total:128&stage=1&gpus=64&card=h200",
    "tokens=15000000000000&utilisation=45.5&usable=95",
]


@pytest.mark.parametrize("view", VIEWS)
def test_a_link_opens_what_it_was_made_from(page: Page, view: str) -> None:
    open_view(page, view)
    assert _notice(page) == ""
    shown = page.locator("[data-explorer=calculator]").inner_text()
    page.get_by_role("button", name="Copy link").click()
    url = page.url
    page.goto("about:blank")
    page.goto(url)
    again = page.locator("[data-explorer=calculator]").inner_text()
    assert again == shown
    for part in view.split("&"):
        assert part in url or part == "model=llama-2-7b"


def test_a_pasted_configuration_is_linked_whole(page: Page) -> None:
    ranks = {"kv_lora_rank": 4, "qk_nope_head_dim": 2, "qk_rope_head_dim": 2, "v_head_dim": 2}
    mixture = {"n_routed_experts": 8, "num_experts_per_tok": 2, "n_shared_experts": 1}
    dense = {"moe_intermediate_size": 4, "first_k_dense_replace": 1}
    _paste(page, json.dumps(LLAMA | ranks | mixture | dense | {"model_type": "deepseek_v3"}))
    heading, results = _heading(page), page.locator(".calculator__results").inner_text()
    assert "parameters" in heading
    expect(page).to_have_url(re.compile("#config=kind:causal-decoder,n_layers:2"))
    url = page.url
    page.goto("about:blank")
    page.goto(url)
    assert _notice(page) == ""
    assert _heading(page) == heading
    assert page.locator(".calculator__results").inner_text() == results


def test_every_checkpoint_can_be_linked_by_its_dimensions_alone(
    page: Page, entries: dict[str, Entry]
) -> None:
    """What an address can hold is all that the formulas need."""
    lost = page.evaluate(
        """() => {
          const holder = document.querySelector("script[data-calculator]");
          return JSON.parse(holder.textContent).models.map(({ id, arch }) => [id, arch]);
        }"""
    )
    for id_, arch in lost[::12]:
        flat = {
            f"{key}.{name}" if name else key: value
            for key, group in arch.items()
            for name, value in (group.items() if isinstance(group, dict) else [("", group)])
        }
        parts = ",".join(f"{k}:{int(v) if isinstance(v, bool) else v}" for k, v in flat.items())
        open_view(page, f"config={quote(parts)}")
        assert _notice(page) == "", id_
        counted = parameters.total_parameters(entries[id_].checkpoint.architecture)
        if counted:
            assert f"{counted:,} parameters" in _heading(page), id_


NONSENSE = [
    "colour=red",
    "model=nobody",
    "model=__proto__",
    "sizes=n_layers:0",
    "sizes=n_layers:-1",
    "sizes=n_layers:NaN",
    "sizes=n_layers:Infinity",
    "sizes=n_layers:99999999999",
    "sizes=__proto__:1",
    "sizes=constructor.prototype:1",
    "sizes=n_layers",
    "config=activation:<script>",
    "config=n_layers:1e5",
    "type=<img>",
    "bits=7",
    "bits=",
    "context=abc",
    "context=-5",
    "tokens=1e99",
    "card=voodoo",
    "stage=9",
    "__proto__=1",
    "toString=1",
    "%E0%A4%A=%",
    f"model={HTML}",
    "no-such-heading",
    "sizes=" + "n_layers:1," * 5000,
]


def test_nonsense_in_the_address_is_ignored_and_said(page: Page) -> None:
    title = page.title()
    open_view(page, NONSENSE[0])
    for nonsense in NONSENSE:
        page.evaluate("hash => { location.hash = hash; }", nonsense)
        page.evaluate("new Promise((done) => setTimeout(done, 50))")  # the page hears of it later
        assert "ignored" in _notice(page), nonsense
        assert "6,738,415,616 parameters" in _heading(page), nonsense
        page.evaluate("location.hash = ''")
        page.evaluate("new Promise((done) => setTimeout(done, 50))")
        assert _notice(page) == "", nonsense
    assert page.title() == title
    assert page.locator("img[src=x]").count() == 0


def test_a_size_that_is_none_is_refused_with_its_reason(page: Page) -> None:
    open_view(page, "sizes=n_layers:0")
    assert "n_layers must be a whole number from 1" in _notice(page)
    assert "NaN" not in page.locator("[data-explorer=calculator]").inner_text()


#: Addresses of dimensions that cannot be, each with the reason that the page gives.
CONTRADICTORY = [
    ("model=llama-2-7b&sizes=n_kv_heads:5", "n_heads = 32 is not divisible by n_kv_heads = 5"),
    (
        "model=mixtral-8x7b-v0.1&sizes=experts.active:9",
        "experts.active = 9 is more than experts.total = 8",
    ),
    (
        "model=deepseek-v3&sizes=experts.dense_layers:62",
        "experts.dense_layers = 62 is more than n_layers = 61",
    ),
    ("model=llama-2-7b&sizes=d_ff:999999999,d_model:999999999", "more than 1.00 × 10¹⁵"),
]


@pytest.mark.parametrize(("view", "reason"), CONTRADICTORY)
def test_dimensions_that_contradict_each_other_show_no_number(
    page: Page, view: str, reason: str
) -> None:
    open_view(page, view)
    assert reason in page.locator(".calculator__results").inner_text()
    assert page.locator(".calculator__headline").count() == 0


def test_typed_dimensions_are_refused_until_they_agree(page: Page) -> None:
    _type(page, "n_kv_heads", "5")
    assert "n_heads = 32 is not divisible" in page.locator(".calculator__results").inner_text()
    _type(page, "n_kv_heads", "8")
    assert "parameters" in _heading(page)


def test_a_heading_in_the_address_is_no_nonsense(page: Page) -> None:
    open_view(page, "formulas")
    assert _notice(page) == ""


def test_the_other_language_opens_the_same_view(page: Page) -> None:
    open_view(page, "model=qwen3-8b&bits=8")
    count = re.findall(r"[\d,]{9,}", _heading(page))
    page.locator("[data-switcher]").first.click()
    page.wait_for_url("**/models/calculators/#model=qwen3-8b&bits=8")
    assert page.locator("html").get_attribute("lang") == "zh"
    assert re.findall(r"[\d,]{9,}", _heading(page)) == count
    assert "个参数" in _heading(page)


def test_chinese_says_the_same(watched: Watched, address: str) -> None:
    page = watched.page
    page.goto(f"{address}{CALCULATORS}")
    assert "6,738,415,616 个参数" in _heading(page)
    assert page.get_by_label("训练词元数").input_value() == "2 万亿"
    page.get_by_label("训练词元数").fill("1.4 万亿")
    assert "1.40 × 10¹²" in page.locator(".calculator__results").inner_text()
    page.locator("summary", has_text="粘贴 config.json").click()
    page.get_by_label("Hugging Face 的 config.json").fill("[]")
    page.get_by_role("button", name="读取").click()
    assert "最外层应是一个对象" in _notice(page)
    page.get_by_label("查找模型").fill("通义")
    assert "Qwen3 8B" in page.get_by_label("模型", exact=True).locator("option").all_inner_texts()


def test_reset_goes_back_to_the_first_view(page: Page) -> None:
    open_view(page, "model=qwen3-8b&bits=4&stage=1")
    page.get_by_role("button", name="Reset").click()
    assert "6,738,415,616 parameters" in _heading(page)
    assert page.get_by_label("Bits per weight").input_value() == "16"
    expect(page).to_have_url(re.compile("calculators/$"))


@pytest.mark.parametrize(
    ("path", "view", "reset"),
    [
        (CALCULATORS, "model=qwen3-8b&bits=4", "Reset"),
        ("models/explorer/", "q=qwen", "Reset"),
        ("models/sizes/", "q=qwen", "Clear"),
    ],
)
def test_reading_on_leaves_the_address_of_a_view_alone(
    watched: Watched, address: str, path: str, view: str, reset: str
) -> None:
    page = watched.page
    page.clock.install()  # what waits for a pause is done when the test says so
    page.goto(f"{address}en/{path}#{view}")
    page.clock.run_for(2000)
    read_on = "scrollTo(0, document.body.scrollHeight / 2); dispatchEvent(new Event('scroll'))"
    page.evaluate(read_on)
    page.clock.run_for(2000)
    assert page.url.endswith(f"{path}#{view}")
    page.get_by_role("button", name=reset, exact=True).first.click()
    for _ in range(2):  # while the address is about to be written, and after that
        page.evaluate(read_on)
        page.clock.run_for(2000)
    assert page.url.endswith(path)


def test_markup_in_the_data_is_text(watched: Watched, address: str) -> None:
    page = watched.page
    file = SITE / "en" / CALCULATORS / "index.html"
    body = file.read_text(encoding="utf-8")
    name = json.dumps(HTML).replace("<", "\\u003c")
    body = body.replace('"name":"Llama 2 7B"', f'"name":{name}').replace(
        '"name":"T4"', f'"name":{name}'
    )
    page.route(
        f"**/{CALCULATORS}",
        lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"),
    )
    page.goto(f"{address}en/{CALCULATORS}")
    assert _heading(page).startswith(HTML)
    assert HTML in _model(page).locator("option").all_inner_texts()
    assert HTML in page.locator(".calculator__cards").inner_text()
    assert page.locator("img[src=x]").count() == 0
    assert page.title() != "run"


def test_it_works_from_disk(browser: Browser) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((SITE / CALCULATORS / "index.html").as_uri() + "#model=qwen3-8b")
    assert "Qwen3 8B" in _heading(page)
    page.get_by_label("权重的位数", exact=True).select_option("8")
    expect(page).to_have_url(re.compile("#model=qwen3-8b&bits=8$"))
    assert not errors
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_axe_finds_nothing_in_use(
    browser: Browser, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    for lang in ("", "en/"):
        page.goto(f"{address}{lang}{CALCULATORS}#model=deepseek-v3&bits=nonsense")
        for summary in page.locator(".fold:not([open]) > summary").all()[::-1]:
            summary.click()
        page.locator("textarea").fill("x" * 500)
        wide = page.evaluate("document.documentElement.scrollWidth")
        take_out(page, REPEATED)
        found = axe_findings(page)
        assert not found, "\n".join(found)
        assert wide <= width
    context.close()
