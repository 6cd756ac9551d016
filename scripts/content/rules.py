"""Rules of the data that no type can state: figures and days that are impossible."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from scripts.base.problems import Problem
from scripts.counts import contradictions, layers
from scripts.data.architecture import Architecture
from scripts.data.handbook import Entry, Handbook
from scripts.data.lists import Source
from scripts.data.models import Checkpoint, Release

#: Kinds of attention that the number of key/value heads does not tell.
_OTHER_ATTENTION = (None, "mla", "hybrid")
#: A paper's identifier, as people write it.
ARXIV = re.compile(r"arxiv[\s:.]*(?P<id>(?P<year>\d\d)(?P<month>\d\d)\.\d{4,5})", re.IGNORECASE)
#: The end of a list of authors that was cut.
_CUT = re.compile(r"(?:^|\s)(?:et al|and others|others|等)$", re.IGNORECASE)
#: What stands between the names of several authors.
_SEVERAL = re.compile(r" and |[;&、]|,.*,")
#: A year, as a venue names it.
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: field, message, remedy
Fault = tuple[str, str, str]
#: What to do about a contradiction, by its reason or field.
_REMEDIES = {
    "divide": "each key/value head, key head or group serves equally many heads",
    "more": "correct one of the two",
    "experts.active": "a token cannot use more experts than there are",
}


def _contradictions(arch: Architecture) -> Iterator[Fault]:
    for found in contradictions.contradictions(arch):
        remedy = _REMEDIES.get(found.field, _REMEDIES[found.reason])
        yield found.field, found.message, remedy


def _attention(arch: Architecture) -> Iterator[Fault]:
    if arch.n_heads is None or arch.n_kv_heads is None or arch.attention in _OTHER_ATTENTION:
        return
    kind = "gqa"
    if arch.n_kv_heads in (1, arch.n_heads):
        kind = "mqa" if arch.n_kv_heads == 1 else "mha"
    if arch.attention != kind:
        message = f"{arch.attention} contradicts {arch.n_heads} heads on {arch.n_kv_heads} kv heads"
        yield "attention", message, f"write {kind}, or correct the heads"


def _hybrid(arch: Architecture) -> Iterator[Fault]:
    if arch.attention and (arch.attention == "hybrid") != layers.is_hybrid(arch):
        remedy = (
            "attention is hybrid if, and only if, some layer is no attention: correct one of both"
        )
        yield "attention", f"{arch.attention} contradicts layers = {arch.layers}", remedy


def _layers(arch: Architecture) -> Iterator[Fault]:
    found = layers.mixers(arch)
    groups = {"linear": arch.linear, "ssm": arch.ssm, "conv": arch.short_conv}
    for mixer, group in groups.items():
        if group is not None and mixer not in found:
            yield "layers", f"no layer is {mixer}", "name those layers, or take the group out"
    if arch.layers and (("window" in found) != (arch.sliding_window is not None)):
        remedy = "layers with a window and `sliding_window` belong together"
        yield "layers", "contradicts sliding_window", remedy
    if arch.layers and arch.global_every:
        yield "global_every", "`layers` says it already", "take it out"


def _mla(arch: Architecture) -> Iterator[Fault]:
    if arch.attention != "hybrid" and (arch.mla is not None) != (arch.attention == "mla"):
        yield "mla", "ranks and `attention: mla` belong together", "give both or neither"


def _position(arch: Architecture) -> Iterator[Fault]:
    position = arch.position
    if position is None:
        return
    if position.rope_theta and not position.kind.startswith("rope"):
        message = f"{position.kind} has no base of rotation"
        yield "position.rope_theta", message, "take it out, or correct position.kind"
    if position.rotary_dim and arch.head_dim and position.rotary_dim > arch.head_dim:
        message = f"{position.rotary_dim} is more than head_dim = {arch.head_dim}"
        yield "position.rotary_dim", message, "correct one of the two"


def _encoder(arch: Architecture) -> Iterator[Fault]:
    if arch.kind and (arch.n_encoder_layers is not None) != (arch.kind == "encoder-decoder"):
        message = f"contradicts kind = {arch.kind}"
        remedy = "an encoder-decoder, and only that, counts its encoder's layers"
        yield "n_encoder_layers", message, remedy


_OF_ARCHITECTURE: tuple[Callable[[Architecture], Iterator[Fault]], ...] = (
    _contradictions,
    _attention,
    _hybrid,
    _layers,
    _mla,
    _position,
    _encoder,
)


def _architecture(checkpoint: Checkpoint) -> Iterator[Fault]:
    if checkpoint.architecture is None:
        return
    for rule in _OF_ARCHITECTURE:
        for field, message, remedy in rule(checkpoint.architecture):
            yield f"architecture.{field}", message, remedy


def _parameters(checkpoint: Checkpoint) -> Iterator[Fault]:
    count = checkpoint.parameters
    if count and count.active and count.active > count.total:
        message = f"{count.active} is more than total = {count.total}"
        yield "parameters.active", message, "correct one of the two"


def _repository(entry: Entry) -> Iterator[Fault]:
    if (repository := entry.checkpoint.repository) is None:
        return
    owner = repository.split("/")[0]
    if owner not in entry.family.owners:
        remedy = "name the maker's own, or, if this account is the maker's, add it to `owners`"
        yield "repository", f"{owner} is not among the owners of {entry.family.id}", remedy
    if entry.weights == "closed":
        yield "repository", "the weights are closed", "take it out, or correct weights"


def _of_checkpoint(entry: Entry) -> Iterator[Fault]:
    yield from _architecture(entry.checkpoint)
    yield from _parameters(entry.checkpoint)
    yield from _repository(entry)


def _of_licence(release: Release) -> Iterator[Fault]:
    licence = release.licence
    right = {"non-commercial": "no", "open-source": "yes"}.get(licence.class_, licence.commercial)
    if licence.commercial != right:
        message = f"{licence.commercial} contradicts class = {licence.class_}"
        yield "licence.commercial", message, "correct one of the two"
    if licence.commercial == "conditional" and licence.conditions is None:
        message = "conditional, but the conditions are not named"
        yield "licence.conditions", message, "say in both languages what the licence asks"
    if (licence.class_ == "closed") != (release.weights == "closed"):
        message = f"{licence.class_} contradicts weights = {release.weights}"
        yield "licence.class", message, "closed weights, and only those, have the class closed"


def _of_spdx(release: Release) -> Iterator[Fault]:
    spdx = release.licence.spdx
    if spdx is None:
        return
    try:
        right: str = canonicalize_license_expression(spdx)
    except InvalidLicenseExpression:
        remedy = "write an id of https://spdx.org/licenses/, or null where there is none"
        yield "licence.spdx", f"{spdx!r} is no SPDX id", remedy
        return
    if right != spdx:
        yield "licence.spdx", f"{spdx!r} is not spelled as SPDX does", f"write {right}"


def _of_date(release: Release, newest: datetime.date | None) -> Iterator[Fault]:
    if newest and release.date > newest:
        message = f"{release.date} lies behind the last day on which a source was opened, {newest}"
        yield "date", message, "correct the date, or open its source again"


def _of_lineage(release: Release, known: dict[str, Release]) -> Iterator[Fault]:
    parent = known.get(release.derived_from or "")
    if parent and parent.date > release.date:
        message = f"{parent.id} ({parent.date}) is younger than {release.id} ({release.date})"
        yield "derived_from", message, "correct a date or the lineage"


def problems(handbook: Handbook) -> Iterator[Problem]:
    """Yield every figure, day or licence of a model that cannot be right."""
    newest = max((source.opened for source in handbook.sources.values()), default=None)
    known = {release.id: release for _, release in handbook.releases()}
    for family, release in handbook.releases():
        file = f"data/models/{family.id}.yaml"
        for fault in (
            *_of_licence(release),
            *_of_spdx(release),
            *_of_date(release, newest),
            *_of_lineage(release, known),
        ):
            yield Problem(file, release.id, *fault)
    for entry in handbook.entries():
        for fault in _of_checkpoint(entry):
            yield Problem(entry.file, entry.checkpoint.id, *fault)


def _years(venue: str) -> set[int]:
    """Return the years that a venue names and those of its arXiv numbers.

    What is sent in on the last days of December has a number of January.
    """
    numbered = [(int(n["year"]), n["month"]) for n in ARXIV.finditer(venue)]
    named = {int(year) for year in _YEAR.findall(ARXIV.sub("", venue))}
    return named | {2000 + year - late for year, month in numbered for late in (0, month == "01")}


def _year_of(source: Source) -> Iterator[Fault]:
    if source.year > source.opened.year:
        message = f"{source.year} lies behind the day it was opened, {source.opened}"
        yield "year", message, "correct one of the two"
    elif source.kind == "paper" and (years := _years(source.venue)) and source.year not in years:
        message = f"{source.year} is not a year of venue = {source.venue}"
        yield "year", message, "correct it, or name the year of publication in the venue"


def of_source(source: Source) -> Iterator[Fault]:
    """Yield what is impossible in an entry of the bibliography."""
    yield from _year_of(source)
    for name in source.authors:
        if _CUT.search(name.rstrip(".")):
            yield "authors", f"{name!r} is no author", "write `others: true` instead"
        elif _SEVERAL.search(name):
            remedy = "give each name an item of its own; only a person's has a comma: Family, Given"
            yield "authors", f"{name!r} is more than one name", remedy
    for number in ARXIV.finditer(source.venue):
        written = f"arXiv:{number['id']}"
        if number[0] != written:
            yield (
                "venue",
                f"{number[0]!r} is not the form of arXiv's identifiers",
                f"write {written}",
            )
