"""Tables of the questions on what a language model is and on its loss."""

from __future__ import annotations

import math
from collections.abc import Callable

from scripts.base import numbers
from scripts.data.handbook import Entry, Handbook
from scripts.fragments import cells, columns
from scripts.fragments.cells import Cell
from scripts.fragments.short_tables import Row, of_checkpoints, short_table
from scripts.reference.next_token import N_VOCAB, train, training_text

GROWN = ("gpt-2-1.5b", "llama-7b", "llama-3.1-405b", "deepseek-v3", "qwen3-8b")
GUESSING = ("llama-7b", "gpt-2-1.5b", "llama-3.1-8b", "qwen3-8b", "bloom-176b", "gemma-3-27b")

WORDS = {
    "zh": {
        "grown": "玩具模型与几个真实模型：年份、参数量、词表、上下文与训练词元数",
        "guessing": "什么都不知道的模型：词表大小、每词元损失与比特数",
        "model": "模型",
        "toy": "本文的一层网络",
        "year": "年份",
        "parameters": "参数量",
        "vocabulary": "词表",
        "context": "上下文",
        "tokens": "训练词元数",
        "nats": "瞎猜的损失（奈特）",
        "bits": "瞎猜的比特数",
    },
    "en": {
        "grown": "Toy model and real ones: year, parameters, vocabulary, context, training tokens",
        "guessing": "Models that know nothing: vocabulary, loss per token, bits per token",
        "model": "Model",
        "toy": "our one-layer network",
        "year": "Year",
        "parameters": "Parameters",
        "vocabulary": "Vocabulary",
        "context": "Context",
        "tokens": "Training tokens",
        "nats": "Loss of guessing (nats)",
        "bits": "Bits of guessing",
    },
}


def _vocabulary(entry: Entry) -> int | None:
    arch = entry.checkpoint.architecture
    return arch.vocab_size if arch else None


def _of_vocabulary(shown: Callable[[int], str]) -> cells.Show:
    def show(entry: Entry, lang: str) -> Cell:
        size = _vocabulary(entry)
        return Cell(shown(size), size) if size else cells.unknown(lang)

    return show


VOCABULARY = _of_vocabulary(numbers.grouped)


def models_grown(handbook: Handbook, lang: str) -> str:
    """Return the toy model of the page beside real models."""
    words = WORDS[lang]
    layer, text = train(training_text(), N_VOCAB, 2, 0), training_text()
    counts = (layer.weights.size, N_VOCAB, 2, len(text))
    toy = Row(words["toy"], [Cell("—", None), *(Cell(str(n), n) for n in counts)])
    shown = (columns.year, columns.COUNT[1], VOCABULARY, columns.CONTEXT[1], columns.TOKENS[1])
    rows = [toy]
    for id_ in GROWN:
        entry = handbook.entry(id_)
        url = f"{{root}}models/{entry.family.id}/#{id_}"
        rows.append(Row(entry.checkpoint.name, [show(entry, lang) for show in shown], url))
    titles = ("model", "year", "parameters", "vocabulary", "context", "tokens")
    head = [words[title] for title in titles]
    return short_table("models-grown", lang, words["grown"], head, rows)


def guessing(handbook: Handbook, lang: str) -> str:
    """Return the loss of models that give every token of their vocabulary the same probability."""
    words = WORDS[lang]
    shown = (
        (words["vocabulary"], VOCABULARY),
        (words["nats"], _of_vocabulary(lambda size: f"{math.log(size):.2f}")),
        (words["bits"], _of_vocabulary(lambda size: f"{math.log2(size):.2f}")),
    )
    return of_checkpoints(handbook, "guessing", lang, words["guessing"], GUESSING, shown)


TABLES = {"models-grown": models_grown, "guessing": guessing}
