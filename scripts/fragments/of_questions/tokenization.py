"""Table of the question on tokenizers: vocabularies of models."""

from __future__ import annotations

from scripts.data.handbook import Handbook
from scripts.fragments import columns
from scripts.fragments.of_questions.language_models import VOCABULARY
from scripts.fragments.short_tables import of_checkpoints

MODELS = (
    "gpt-2-1.5b", "bloom-176b", "llama-7b", "llama-2-7b", "llama-3.1-8b",
    "deepseek-v3", "gemma-3-27b", "qwen3-8b",
)  # fmt: skip
WORDS = {
    "zh": {"caption": "各模型的词表大小", "year": "年份", "vocabulary": "词表"},
    "en": {"caption": "Vocabulary sizes of models", "year": "Year", "vocabulary": "Vocabulary"},
}


def vocabularies(handbook: Handbook, lang: str) -> str:
    """Return the number of tokens that some models know, by year."""
    words = WORDS[lang]
    shown = ((words["year"], columns.year), (words["vocabulary"], VOCABULARY))
    return of_checkpoints(handbook, "vocabularies", lang, words["caption"], MODELS, shown)


TABLES = {"vocabularies": vocabularies}
