"""What the columns of the generated tables show of a checkpoint.

A column is a function of an entry and a language.
"""

from __future__ import annotations

from collections.abc import Callable

from scripts.base import numbers
from scripts.base.words import label, value_word
from scripts.counts import comparison, costs, layers, memory, parameters
from scripts.data.architecture import Architecture
from scripts.data.handbook import Entry
from scripts.data.models import Release
from scripts.fragments import cells, days
from scripts.fragments.cells import Cell, Column, Show, joined, unknown


def year(entry: Entry, _: str) -> Cell:
    """Return the year of a release."""
    found = entry.release.date.year
    return Cell(str(found), found)


def _arch(entry: Entry) -> Architecture:
    return entry.checkpoint.architecture or Architecture(source=("none",))


def _field(name: str) -> Column:
    return name, cells.number(lambda entry: getattr(_arch(entry), name), cells.grouped)


def _release_word(field: str, pick: Callable[[Release], str]) -> Column:
    return field, cells.word(field, lambda entry: pick(entry.release))


def _flag(name: str, words: str = "") -> Column:
    def show(entry: Entry, lang: str) -> Cell:
        found = getattr(_arch(entry), name)
        if found is None:
            return unknown(lang)
        return Cell(label(f"{words}{str(found).lower()}", lang), str(found))

    return name, show


def _biases(entry: Entry, lang: str) -> Cell:
    found = _arch(entry).biases
    if found is None:
        return unknown(lang)
    flags = {name: getattr(found, name) for name in ("qkv", "attention_output", "ffn", "lm_head")}
    if all(flag is None for flag in flags.values()):
        return unknown(lang)
    named = [label(f"biases.{name}", lang) for name, flag in flags.items() if flag]
    return Cell(joined(named, lang) or label("biases.none", lang), str(len(named)))


def structure(entry: Entry) -> str | None:
    """Return `dense` or `moe`, or None where no source tells."""
    arch = _arch(entry)
    if arch.experts:
        return "moe"
    return None if arch.d_ff is None else "dense"


def _experts(entry: Entry, lang: str) -> Cell:
    arch = _arch(entry)
    if structure(entry) is None:
        return unknown(lang)
    if arch.experts is None:
        return Cell(label("dense", lang), 1)
    return Cell(f"{arch.experts.active} / {arch.experts.total}", arch.experts.total)


def _ffn_width(entry: Entry) -> int | None:
    """The width of a feed-forward layer, or that of one expert where all layers are mixtures."""
    arch = _arch(entry)
    return arch.d_ff or (arch.experts.d_ff if arch.experts else None)


def _position(entry: Entry, lang: str) -> Cell:
    found = _arch(entry).position
    if found is None or found.kind == "unknown":
        return unknown(lang)
    word = value_word("position.kind", found.kind, lang)
    if found.rope_theta is None:
        return Cell(word, found.kind)
    theta = f"θ={numbers.grouped(found.rope_theta)}"
    return Cell(f"{word}（{theta}）" if lang == "zh" else f"{word} ({theta})", found.kind)


def _norm(entry: Entry, lang: str) -> Cell:
    found = _arch(entry).norm
    if found is None or found.kind == "unknown":
        return unknown(lang)
    placement = value_word("norm.placement", found.placement, lang) if found.placement else ""
    kind = value_word("norm.kind", found.kind, lang)
    # DeepNorm is a placement and a kind in one; its name would stand twice.
    text = kind if found.placement == "post-deepnorm" else f"{placement} {kind}".strip()
    return Cell(text, f"{kind} {placement}")


def _softmax_kind(arch: Architecture) -> str | None:
    """Return how the softmax layers of a hybrid share keys and values, None where unknown."""
    if arch.mla:
        return "mla"
    if arch.n_kv_heads is None or arch.n_heads is None:
        return None
    return {1: "mqa", arch.n_heads: "mha"}.get(arch.n_kv_heads, "gqa")


def _attention(entry: Entry, lang: str) -> Cell:
    """The kind of attention; of a hybrid also how many layers are softmax attention, and which."""
    arch = _arch(entry)
    if arch.attention is None:
        return unknown(lang)
    word = value_word("attention", arch.attention, lang)
    kind, mixers = _softmax_kind(arch), layers.of_decoder(arch).mixers
    if arch.attention != "hybrid" or kind is None:
        return Cell(word, arch.attention)
    softmax = sum(mixers[mixer] for mixer in layers.ATTENTION)
    share = f"{value_word('attention', kind, lang)} {softmax}/{arch.n_layers}"
    return Cell(f"{word}（{share}）" if lang == "zh" else f"{word} ({share})", arch.attention)


def _layers(entry: Entry, lang: str) -> Cell:
    """How many layers have which mixer, the most frequent first; the pattern on demand."""
    arch = _arch(entry)
    counted = layers.of_decoder(arch).mixers.most_common()
    if not counted or arch.attention is None:
        return unknown(lang)
    named = [f"{count}\u00a0×\u00a0{value_word('mixer', mixer, lang)}" for mixer, count in counted]
    if arch.kv_sharing:
        named.append(label("layers.sharing", lang).format(arch.kv_sharing.layers))
    return Cell(joined(named, lang), counted[0][1], arch.layers)


def _status(entry: Entry, lang: str) -> Cell:
    compared = comparison.compare(entry.checkpoint)
    title = value_word("status", compared.status, lang)
    if compared.difference is not None:
        difference = f"{100 * compared.difference:+.3f}%"
        title += f"（{difference}）" if lang == "zh" else f" ({difference})"
    short = value_word("status.short", compared.status, lang)
    return Cell(short, compared.status, title, badge=compared.status)


def _published(entry: Entry) -> int | None:
    return entry.checkpoint.parameters.total if entry.checkpoint.parameters else None


def _tokens(entry: Entry) -> int | None:
    return entry.checkpoint.training.tokens if entry.checkpoint.training else None


def _weights(bits: int) -> Column:
    def pick(entry: Entry) -> int | None:
        return memory.weight_bytes(comparison.best_count(entry.checkpoint), bits)

    return f"weights{bits}", cells.number(pick, cells.gib)


def _share_of_mha(entry: Entry) -> float | None:
    arch = _arch(entry)
    each = memory.kv_bytes_per_token(entry.checkpoint.architecture)
    if each is None or not (arch.n_layers and arch.n_heads and arch.head_dim):
        return None
    return each / (2 * arch.n_layers * arch.n_heads * arch.head_dim * memory.CACHE_BYTES)


def _date(entry: Entry, lang: str) -> Cell:
    release = entry.release
    return Cell(days.short(release), release.date.isoformat(), days.whole(release, lang))


def _whole_date(entry: Entry, lang: str) -> Cell:
    return Cell(days.whole(entry.release, lang), entry.release.date.isoformat())


def _family(entry: Entry, lang: str) -> Cell:
    name = entry.family.name[lang]
    return Cell(name, name, url=f"{{root}}models/{entry.family.id}/")


def _developer(entry: Entry, lang: str) -> Cell:
    name = entry.family.developer[lang]
    return Cell(name, name)


def _licence(entry: Entry, lang: str) -> Cell:
    licence = entry.release.licence
    return Cell(licence.spdx or licence.name, licence.name, licence.name)


def _conditions(entry: Entry, lang: str) -> Cell:
    found = entry.release.licence.conditions
    return Cell(found[lang], found[lang]) if found else Cell("—", "")


def _weights_word(entry: Entry, lang: str) -> Cell:
    states = {
        Entry(entry.family, entry.release, checkpoint).weights
        for checkpoint in entry.release.checkpoints
    }
    state = states.pop() if len(states) == 1 else "some"
    return Cell(value_word("weights", state, lang), state)


def _each(show: Show) -> Show:
    """Return a column of a release: what `show` says of its checkpoints, equal texts once."""

    def show_all(entry: Entry, lang: str) -> Cell:
        entries = [Entry(entry.family, entry.release, c) for c in entry.release.checkpoints]
        shown = {cell.text: cell for cell in (show(each, lang) for each in entries)}
        known = [cell for cell in shown.values() if cell.raw is not None]
        if not known:
            return unknown(lang)
        figures = [cell.raw for cell in known if isinstance(cell.raw, float | int)]
        raw = max(figures) if figures else known[0].raw
        return Cell(joined([cell.text for cell in known], lang), raw)

    return show_all


FAMILY: Column = ("family", _family)
DEVELOPER: Column = ("developer", _developer)
DATE: Column = ("date", _date)
WHOLE_DATE: Column = ("date", _whole_date)
RELEASE_WEIGHTS: Column = ("weights", _weights_word)
ROLE: Column = ("role", cells.word("role", lambda entry: entry.family.role))
LICENCE: Column = ("licence", _licence)
TOKENS: Column = ("tokens", cells.number(_tokens, cells.short_tokens))
CONTEXT = _field("context")
HEAD_DIM = _field("head_dim")
EMBEDDING_NORM = _flag("embedding_norm")
_COUNT = cells.number(lambda entry: comparison.best_count(entry.checkpoint), cells.short)
COUNT: Column = ("parameters", _COUNT)
SIZES: Column = ("parameters", _each(_COUNT))
CONTEXTS: Column = ("context", _each(CONTEXT[1]))
TOKENS_OF_RELEASE: Column = ("tokens", _each(TOKENS[1]))
KIND: Column = ("kind", cells.word("kind", lambda entry: _arch(entry).kind))
EXPERTS: Column = ("experts", _experts)
ATTENTION: Column = ("attention", _attention)
LAYERS: Column = ("layers", _layers)
WIDTHS: tuple[Column, ...] = (
    _field("n_layers"),
    _field("d_model"),
    _field("n_heads"),
    _field("n_kv_heads"),
    ("d_ff", cells.number(_ffn_width, cells.grouped)),
    _field("vocab_size"),
)
CHOICES: tuple[Column, ...] = (
    ATTENTION,
    ("position", _position),
    ("norm", _norm),
    ("activation", cells.word("activation", lambda entry: _arch(entry).activation)),
    ("biases", _biases),
)
TIED = _flag("tied_embeddings", "tied.")
#: The same of a release: what its checkpoints chose.
CHOICES_OF_RELEASE: tuple[Column, ...] = tuple(
    (name, _each(show)) for name, show in (*CHOICES, TIED, EXPERTS)
)
STATUS: Column = ("status", _status)
ACTIVE: Column = (
    "active",
    cells.number(lambda entry: comparison.best_active(entry.checkpoint), cells.short),
)
COUNTS: tuple[Column, ...] = (
    ("published", cells.number(_published, cells.short)),
    (
        "computed",
        cells.number(lambda e: parameters.total_parameters(e.checkpoint.architecture), cells.short),
    ),
    STATUS,
    ACTIVE,
)
KV_PER_TOKEN: Column = (
    "kv_per_token",
    cells.number(lambda e: memory.kv_bytes_per_token(e.checkpoint.architecture), cells.kib),
)
KV_AT_CONTEXT: Column = (
    "kv_at_context",
    cells.number(lambda e: memory.kv_bytes_at_context(e.checkpoint.architecture), cells.gib),
)
STATE: Column = (
    "state",
    cells.number(lambda e: memory.state_bytes(e.checkpoint.architecture), cells.mib),
)
KV_OF_MHA: Column = (
    "kv_of_mha",
    cells.number(_share_of_mha, lambda share, _: f"{100 * share:.4g}%"),
)
MEMORY: tuple[Column, ...] = (
    *(_weights(bits) for bits in (16, 8, 4)),
    KV_PER_TOKEN,
    KV_AT_CONTEXT,
    STATE,
)
COSTS: tuple[Column, ...] = (
    (
        "forward_flops",
        cells.number(lambda e: costs.forward_flops(e.checkpoint.architecture), cells.giga),
    ),
    (
        "training_flops",
        cells.number(lambda e: costs.training_flops(e.checkpoint), cells.scientific),
    ),
)
TOKENS_PER_PARAMETER: Column = (
    "tokens_per_parameter",
    cells.number(lambda e: costs.tokens_per_parameter(e.checkpoint), cells.significant),
)
LICENCE_CLASS: Column = (
    "licence_class",
    cells.word("licence.class", lambda entry: entry.release.licence.class_),
)
TERMS: tuple[Column, ...] = (
    _release_word("licence.class", lambda release: release.licence.class_),
    _release_word("licence.commercial", lambda release: release.licence.commercial),
    ("licence.conditions", _conditions),
)


def part(name: str) -> Column:
    """Return the column of one part of the parameters with its share of all."""

    def show(entry: Entry, lang: str) -> Cell:
        arch = entry.checkpoint.architecture
        counted = parameters.parts(arch) if arch else None
        if counted is None:
            return unknown(lang)
        count = getattr(counted, name)
        share = numbers.percent(count / counted.total)
        shown = f"{numbers.short(count)}（{share}）" if lang == "zh" else None
        shown = shown or f"{numbers.short(count)} ({share})"
        return Cell(shown if count else "0", count, numbers.grouped(count))

    return f"part.{name}", show
