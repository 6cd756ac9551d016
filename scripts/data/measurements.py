"""The format of what our own programs measured: tokenizers on texts, runs of training."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from scripts.data.forms import Cited, Count, CountOrZero, Id, Ids, Line, Record


class PerLanguage(Record):
    """A count of the Chinese and of the English version of a text."""

    zh: Count
    en: Count


class TextSize(Record):
    """How long a text is: characters, bytes in UTF-8, words parted by blanks."""

    characters: Count
    bytes: Count
    words: Count


class ParallelText(Record):
    """A text in both languages that tokenizers are measured on."""

    id: Id
    zh: TextSize
    en: TextSize
    source: Ids = ()


class Vocabulary(Record):
    """The vocabulary of a tokenizer as a package ships it, and what was counted with it.

    size: all tokens, special ones included. han_single, han_longer: tokens that are one Chinese
    character, or several. tokens: of the parallel texts, by id. sentence: bytes in each token of
    the sentence that a figure shows. All written by scripts/measure_tokenizers.py.
    """

    id: Id
    name: Line
    package: Line
    version: Line
    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    algorithm: Literal["bpe", "unigram", "wordpiece"]
    bytes: Literal["level", "fallback", "none"]
    size: Count
    han_single: CountOrZero
    han_longer: CountOrZero
    tokens: Mapping[Id, PerLanguage]
    sentence: Annotated[tuple[Count, ...], Field(strict=False)]
    source: Cited


Numbers = Annotated[tuple[float, ...], Field(strict=False)]


class Spectra(Record):
    """Shares of power by frequency, from frequency 1 on, at the first and at the last step."""

    first: Numbers
    last: Numbers


class GrokkingRun(Record):
    """A small network trained to add modulo p, as scripts/train_grokking.py writes it.

    fraction: of all p * p sums that it was trained on. columns: names of what each row holds, the
    step first; losses in nats. spectrum: of the input weights. The three accuracies are those of
    the last network when each neuron keeps only its own frequency, or all but it.
    """

    id: Id
    fraction: float
    weight_decay: float
    p: Count
    width: Count
    learning_rate: float
    seed: CountOrZero
    spectrum: Spectra
    test_accuracy_own_frequency_only: float
    test_accuracy_own_frequency_removed: float
    train_accuracy_own_frequency_removed: float
    columns: Annotated[tuple[str, ...], Field(strict=False)]
    rows: Annotated[tuple[Numbers, ...], Field(strict=False)]

    def column(self, name: str) -> tuple[float, ...]:
        """Return one column of the rows; ValueError for a name that is not among the columns."""
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)
