"""Which layers of a Hugging Face configuration are of which kind, as the schema has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scripts.counts import config_names
from scripts.counts.config_classes import Table
from scripts.counts.config_values import Config, whole_number

_LONGEST_PERIOD = 12
#: Groups of layers that are no attention: a class that has them must say which layers they are.
_UNLIKE = frozenset(("linear", "ssm", "short_conv"))


def _listed(config: Config, known: Table) -> tuple[str, list[str]] | None:
    """Return the key that lists the layers, and their names in our words."""
    for key, words in config_names.LAYERS.items():
        value = config.get(key)
        if not isinstance(value, list | str) or not value:
            continue
        meaning = {**words, **known.get("layer_names", {})}
        names = [meaning.get(str(each)) for each in value]
        if all(names):
            return key, [name for name in names if name]
        config.refuse(key)
        return None
    return None


def _at(config: Config, key: str, layers: int, first: int, other: str) -> list[str] | None:
    """Return layers of which a key lists those that see everything, counted from `first`."""
    value = config.get(key)
    if not isinstance(value, list) or not value or not layers:
        return None
    return ["full" if index + first in value else other for index in range(layers)]


def _names(config: Config, known: Table, sizes: dict[str, Any]) -> list[str] | None:
    """Return the layers in our words, where the configuration lists them in one way or another."""
    groups, layers = known.get("groups", {}), sizes.get("n_layers", 0)
    listed = _listed(config, known)
    if listed:
        key, names = listed
        sizes.setdefault("n_layers", len(names))
        if sizes["n_layers"] != len(names):
            config.refuse(key)
            return None
        return names
    if layers > 10_000:
        return None
    if "linear" in groups and (every := config.whole(("full_attention_interval",))):
        return [*["linear"] * (every - 1), "full"] * (layers // every)
    if "short_conv" in groups and (found := _at(config, "full_attn_idxs", layers, 0, "conv")):
        return found
    if "linear" in groups:
        config.get("linear_attn_config.kda_layers")
        return _at(config, "linear_attn_config.full_attn_layers", layers, 1, "linear")
    return None


def _encoded(names: Sequence[str]) -> str:
    """Return a run of names as a pattern: repeated ones counted, repeated groups too."""
    items: list[str] = []
    at = 0
    while at < len(names):
        unit, count = _best_repeat(names, at)
        group = _runs(names[at : at + unit])
        alone = group if len(group.split(" ")) == 1 else f"({group})"
        items.append(group if count == 1 else f"{alone}*{count}")
        at += unit * count
    return " ".join(items)


def _best_repeat(names: Sequence[str], at: int) -> tuple[int, int]:
    """Return the length of the unit from `at` that repeats over most names, and how often."""
    best = (1, 1)
    for unit in range(1, _LONGEST_PERIOD + 1):
        count = 1
        while count < 99 and (
            list(names[at : at + unit]) == list(names[at + unit * count : at + unit * (count + 1)])
        ):
            count += 1
        if count > 1 and unit * count > best[0] * best[1]:
            best = (unit, count)
    return best


def _runs(names: Sequence[str]) -> str:
    items: list[str] = []
    at = 0
    while at < len(names):
        end = at
        while end < len(names) and names[end] == names[at]:
            end += 1
        items.append(names[at] if end == at + 1 else f"{names[at]}*{end - at}")
        at = end
    return " ".join(items)


def _period(names: Sequence[str]) -> Sequence[str]:
    """Return the shortest beginning that repeats to the end, the last time perhaps in part."""
    for length in range(1, min(len(names), _LONGEST_PERIOD) + 1):
        if all(name == names[index % length] for index, name in enumerate(names)):
            return names[:length]
    return names


def _window_length(config: Config) -> int | None:
    """Return the window; -1, 0 and null are none, and so is one that is switched off."""
    value = config.get("sliding_window")
    if value is None or value in (0, -1):
        return None
    if config.get("use_sliding_window") is False:
        return None
    return whole_number("sliding_window", value)


def _unlisted_window(config: Config, known: Table, layers: int) -> dict[str, Any]:
    """Return the window of a configuration that does not list its layers."""
    window, kind = _window_length(config), known.get("window")
    pattern = config.whole(("sliding_window_pattern", "_sliding_window_pattern"))
    last = config.whole(("max_window_layers",))
    if not window:
        return {}
    every = pattern or known.get("global_every")
    if every and kind != "all":
        return {"sliding_window": window, "global_every": every}
    if kind == "all":
        return {"sliding_window": window}
    if kind == "last" and config.get("use_sliding_window") is not True:
        return {}
    if kind == "last" and last is not None and layers:
        return _windowed(["full"] * min(last, layers) + ["window"] * (layers - last), window)
    config.refuse("sliding_window")
    return {}


def _windowed(names: Sequence[str], window: int | None) -> dict[str, Any]:
    """Return layers as the schema has them: a window and every n-th layer without, or a pattern."""
    if set(names) <= {"full"}:
        return {}
    found = {"sliding_window": window} if window and "window" in names else {}
    period = _period(names)
    every = len(period)
    if set(names) == {"window"}:
        return found
    if list(period) == ["window"] * (every - 1) + ["full"]:
        return found | {"global_every": every}
    return found | {"layers": _encoded(period)}


def layers_of(config: Config, known: Table, sizes: dict[str, Any]) -> dict[str, Any]:
    """Return the pattern of the layers and their window; a count that is listed goes to `sizes`."""
    if "layers" in known:
        return {"layers": known["layers"]}
    names = _names(config, known, sizes)
    if names is None:
        if _UNLIKE.intersection(known.get("groups", {})):
            config.refuse("layer_types")
        return _unlisted_window(config, known, sizes.get("n_layers", 0))
    for key in ("sliding_window_pattern", "_sliding_window_pattern", "full_attention_interval"):
        config.get(key)
    config.used.update(("full_attn_idxs", "max_window_layers", "use_sliding_window"))
    config.used.update(f"linear_attn_config.{key}layers_of" for key in ("full_attn", "kda"))
    window = _window_length(config)
    if "window" in names and window is None:
        config.refuse("sliding_window")
    return _windowed(names, window)


def windowed_heads(config: Config, known: Table, sizes: dict[str, Any]) -> dict[str, Any]:
    """Return the heads of layers with a window where a key lists those of each layer.

    Those of the other layers are put into `sizes`. Layers of one kind have to have as many.
    """
    key = str(known.get("heads_by_layer", ""))
    listed = config.get(key) if key else None
    if not isinstance(listed, list) or not listed:
        return {}
    names = _names(config, known, dict(sizes)) or ["full"] * len(listed)
    heads: dict[str, set[int]] = {"full": set(), "window": set()}
    for name, each in zip(names, listed, strict=False):
        heads.setdefault(name, set()).add(whole_number(key, each))
    if len(listed) != len(names) or len(heads["full"]) != 1 or len(heads["window"]) > 1:
        config.refuse(key)
        return {}
    (sizes["n_heads"],) = heads["full"]
    others = heads["window"] - heads["full"]
    return {"n_heads": others.pop()} if others else {}
