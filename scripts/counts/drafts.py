"""From a Hugging Face `config.json` to the draft of an entry of `data/models/`.

What a configuration does not state (dates, licence, tokens, the published count) is left to the
contributor, with the kind of source that is asked for; what it states and nobody understands is
named, and then nothing is counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from scripts.counts import config_reader, contradictions, parameters
from scripts.counts.config_reader import Reading
from scripts.data.architecture import Architecture


@dataclass
class Draft:
    """An entry to be completed.

    Attributes:
        architecture: the fields of `scripts.data.architecture.Architecture` that could be read.
        notes: what the contributor has to look up or to look at again.
        unread: keys without which no figure may be trusted.
    """

    architecture: dict[str, Any]
    notes: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def _notes(reading: Reading) -> list[str]:
    if reading.known:
        found = ["norms, biases and gates follow from the class: compare them with its code"]
    else:
        near = config_reader.nearest(reading.kind)
        like = f" (the nearest known class is {near!r})" if near else ""
        found = [f"model_type {reading.kind!r}: look norms, biases, gates and tying up in its code"]
        found[0] += like
    if reading.architecture.keys() & {"global_every", "layers"}:
        found.append("layers: compare which layers see the whole context with the report")
    found.append("mtp: modules for further tokens are not read; add them if the weights hold any")
    found.append("context: is it the length trained on, or only what the configuration allows?")
    return found


def read(text: str, file: str) -> Draft:
    """Return the draft of an entry from a `config.json`.

    Raises:
        HandbookError: naming file, key and remedy where the text is no configuration.
    """
    reading = config_reader.read(text, file)
    return Draft(reading.architecture, _notes(reading), reading.unread)


def _counted(draft: Draft) -> str:
    if draft.unread:
        return f"the count is withheld: not understood {', '.join(draft.unread)}"
    try:
        arch = Architecture.model_validate({"source": ("draft",), **draft.architecture})
    except ValidationError as error:
        names = {".".join(map(str, item["loc"])) for item in error.errors()}
        return f"the count needs other values for: {', '.join(sorted(names))}"
    if found := contradictions.contradictions(arch):
        wrong = "; ".join(f"{each.field}: {each.message}" for each in found)
        return f"the count is withheld: {wrong}"
    if missing := parameters.missing(arch):
        return f"the count still needs: {', '.join(missing)}"
    total = parameters.total_parameters(arch) or 0
    if total > contradictions.MOST_PARAMETERS:
        return f"the count is withheld: {total:.2e} parameters are no model"
    return f"these fields make {total:,} parameters"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, float) and value < 1e-3:
        digits, _, power = f"{value:e}".partition("e")
        return f"{float(digits)}e{int(power)}"
    if isinstance(value, float):
        return f"{value:.16g}"
    return str(value).lower() if isinstance(value, bool) else str(value)


_HEAD = """\
# A draft: what is marked TODO has to be found, each with a source in data/sources/ that you opened.
# Put it below `releases:` of data/models/<family>.yaml, then run `python -m scripts check`.
  - id: TODO                      # lower case, digits, hyphens, dots; of the release
    name: TODO
    date: TODO                    # 2026-01-31; weights or report made public
    date_source: [TODO]           # model card, announcement, first commit
    papers: []                    # the maker's own reports on this release
    weights: open
    derived_from: null            # id of the release that it was trained on from
    licence:
      name: TODO
      spdx: null                  # e.g. Apache-2.0, where SPDX has an id for it
      class: TODO                 # open-source, open-weights, non-commercial, closed
      commercial: TODO            # 'yes', conditional, 'no', unknown
      source: [TODO]              # the text of the licence
    checkpoints:
      - id: TODO
        name: TODO
        architecture:
          source: [TODO]          # this config.json, and the code of its class
"""
_TAIL = """\
        training:
          tokens: TODO            # or leave `training` out
          source: [TODO]          # model card or report
        parameters:
          total: TODO             # as published, or the sum of the stored weights
          precision: exact        # rounded, where only "7B" is published
          source: [TODO]
"""


def render(draft: Draft) -> str:
    """Return the entry as YAML in the style of `data/example-release.yaml`, notes first."""
    notes = "".join(f"# - {note}\n" for note in [_counted(draft), *draft.notes])
    lines = (f"          {name}: {_value(value)}\n" for name, value in draft.architecture.items())
    return f"{notes}{_HEAD}{''.join(lines)}{_TAIL}"
