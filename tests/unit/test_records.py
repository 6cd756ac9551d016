"""The data is refused as a whole, with every mistake at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.base.paths import ROOT
from scripts.base.problems import HandbookError, Problem
from scripts.content import records

DATA = ROOT / "tests" / "data"

#: file, entry, field, message
Place = tuple[str, str, str, str]

BAD, CRAKE = "data/models/Bad_Name.yaml", "data/models/crake.yaml"
GLOSSARY, CHAPTERS = "data/glossary.yaml", "data/chapters.yaml"
CHANGES = "data/changes.yaml"
ONE, TWO = "data/sources/one.yaml", "data/sources/two.yaml"

OF_FORM: list[Place] = [
    (CHANGES, "1.0", "checkpoint", "the key is unknown"),
    (CHANGES, "1.0", "version", "'1.0' is not allowed"),
    (CHANGES, "1.1.0", "date", "should be a valid date"),
    (CHANGES, "1.1.0", "text.en", "is missing"),
    (CHAPTERS, "", "", "the file is missing"),
    (GLOSSARY, "bill", "en", "is missing"),
    (BAD, "Bad_Name", "id", "'Bad_Name' is not allowed"),
    (BAD, "Bad_Name", "id", "the key is unknown"),
    (BAD, "Bad_Name", "releases", "is empty"),
    (BAD, "Bad_Name", "role", "should be 'open' or 'comparison'"),
    (
        "data/models/broken.yaml",
        "line 2",
        "",
        "is not YAML: did not find expected ',' or '}'",
    ),
    (CRAKE, "crake", "date", "should be a valid date"),
    (CRAKE, "crake", "date_source", "is empty"),
    (CRAKE, "crake", "name.en", "' ' is not allowed"),
    (CRAKE, "crake", "owners.0", "'a-lab/crake' is not allowed"),
    (CRAKE, "crake", "summary.en", "is missing"),
    (CRAKE, "crake-1b", "architecture.d_ff", "should be a valid integer"),
    (CRAKE, "crake-1b", "architecture.d_model", "should be a valid integer"),
    (CRAKE, "crake-1b", "architecture.embedding_norm", "should be a valid boolean"),
    (CRAKE, "crake-1b", "architecture.layers", "'linear*0 full' is not allowed"),
    (CRAKE, "crake-1b", "architecture.n_head", "the key is unknown"),
    (CRAKE, "crake-1b", "architecture.n_layers", "should be greater than 0"),
    (CRAKE, "crake-1b", "architecture.zzz", "the key is unknown"),
    (CRAKE, "crake-1b", "repository", "'crake-1b' is not allowed"),
    (CRAKE, "crake-1b", "training.source", "is missing"),
    ("data/models/list.yaml", "", "", "is not a mapping"),
    (ONE, "line 4", "title", "the key is written twice"),
    (ONE, "note", "url", "'ftp://example.org' is not allowed"),
    (ONE, "rumour", "", "is not a mapping"),
    (TWO, "good", "", "the id is also in data/sources/one.yaml"),
]

OF_SENSE: list[Place] = [
    (CHANGES, "1.10.0", "checkpoints", "crane-1b is named 2 times"),
    (CHANGES, "1.10.0", "checkpoints", "no checkpoint is called crane-1b"),
    (CHANGES, "1.10.0", "date", "2022-05-01 stands above 2022-05-02 of 1.9.0"),
    (CHANGES, "1.9.0", "version", "1.9.0 is not above 1.9.0, which it stands above"),
    (CHAPTERS, "birds", "id", "the id names 2 chapters"),
    (CHAPTERS, "why-bills", "id", "the id names 2 places of a question"),
    (GLOSSARY, "bill", "id", "the id names 2 terms"),
    (GLOSSARY, "bill", "see", "why-wings is neither a term nor a question"),
    (GLOSSARY, "bill", "source", "no source is called rumour"),
    (
        CRAKE,
        "crake",
        "date",
        "2026-12-24 lies behind the last day on which a source was opened, 2026-11-23",
    ),
    (CRAKE, "crake", "date_source", "no source is called rumour"),
    (CRAKE, "crake", "licence.commercial", "yes contradicts class = non-commercial"),
    (CRAKE, "crake", "papers", "good is of kind code, not a paper"),
    (CRAKE, "crake-0", "derived_from", "crake (2026-12-24) is younger than crake-0 (2020-01-01)"),
    (CRAKE, "crake-0", "licence.class", "open-source contradicts weights = closed"),
    (CRAKE, "crake-0", "licence.commercial", "no contradicts class = open-source"),
    (CRAKE, "crake-0-1b", "repository", "the weights are closed"),
    (CRAKE, "crake-1b", "architecture.attention", "mqa contradicts 6 heads on 4 kv heads"),
    (CRAKE, "crake-1b", "architecture.experts.active", "8 is more than experts.total = 4"),
    (CRAKE, "crake-1b", "architecture.mla", "ranks and `attention: mla` belong together"),
    (CRAKE, "crake-1b", "architecture.n_encoder_layers", "contradicts kind = encoder-decoder"),
    (CRAKE, "crake-1b", "architecture.n_heads", "6 is not divisible by n_kv_heads = 4"),
    (CRAKE, "crake-1b", "architecture.position.rope_theta", "alibi has no base of rotation"),
    (CRAKE, "crake-1b", "architecture.position.rotary_dim", "8 is more than head_dim = 4"),
    (CRAKE, "crake-1b", "id", "the id names 2 releases or checkpoints"),
    (CRAKE, "crake-1b", "parameters.active", "2000000000 is more than total = 1000000000"),
    (CRAKE, "crake-1b", "parameters.total", "computed 2,824, published 3,000: -5.87 %, -176"),
    (CRAKE, "crake-1b", "repository", "someone is not among the owners of crake"),
    (CRAKE, "crake-3", "derived_from", "no release is called crane"),
    (CRAKE, "crake-3-1b", "architecture.attention", "gqa contradicts layers = linear*3 full"),
    (CRAKE, "crake-3-1b", "architecture.global_every", "`layers` says it already"),
    (CRAKE, "crake-3-1b", "architecture.layers", "contradicts sliding_window"),
    (CRAKE, "crake-3-1b", "architecture.layers", "no layer is conv"),
    (CRAKE, "crake-3-1b", "repository", "a-lab/Crake is that of crake-0-1b"),
    ("data/sources", "late-again", "url", "has the address of late"),
    ("data/sources", "late-again", "venue", "has the arXiv number of late"),
    (ONE, "future", "venue", "'arxiv 2707.00001' is not the form of arXiv's identifiers"),
    (ONE, "future", "year", "2027 lies behind the day it was opened, 2026-11-23"),
    (ONE, "late", "authors", "'Someone et al.' is no author"),
    (ONE, "late", "year", "2026 is not a year of venue = ICML 2023; arXiv:2201.00001"),
    (ONE, "late-again", "authors", "'Someone and Somebody' is more than one name"),
]


def _problems(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(HandbookError) as caught:
        records.load(root)
    return caught.value.problems


@pytest.mark.parametrize(
    ("folder", "expected"), [("wrong-form", OF_FORM), ("wrong-sense", OF_SENSE)]
)
def test_every_mistake_is_reported_once(folder: str, expected: list[Place]) -> None:
    found = _problems(DATA / folder)
    assert [(p.file, p.entry, p.field, p.message) for p in found] == expected


@pytest.mark.parametrize("folder", ["wrong-form", "wrong-sense"])
def test_every_mistake_has_a_remedy(folder: str) -> None:
    assert all(problem.remedy for problem in _problems(DATA / folder))


def test_a_misspelt_key_is_told_its_neighbour() -> None:
    found = {problem.field: problem.remedy for problem in _problems(DATA / "wrong-form")}
    assert found["architecture.n_head"] == "did you mean `n_heads`?"


def test_figures_and_words_are_read_as_written() -> None:
    handbook = records.load(DATA / "tiny")
    training = handbook.entry("heron-tiny").checkpoint.training
    assert training is not None
    assert training.tokens == 2 * 10**12
    assert handbook.release("heron-1").licence.commercial == "yes"
    assert handbook.glossary[0].aliases.en == ("beak",)


def test_a_checkpoint_may_be_unpublished_in_an_open_release() -> None:
    handbook = records.load(DATA / "tiny")
    assert handbook.entry("heron-tiny").weights == "open"
    assert handbook.entry("heron-small").weights == "closed"


def test_an_unknown_id_is_told_its_neighbours() -> None:
    handbook = records.load(DATA / "tiny")
    with pytest.raises(KeyError, match=r"'heron-tinny'.*nearest: heron-tiny"):
        handbook.entry("heron-tinny")


def test_what_was_loaded_cannot_be_changed() -> None:
    handbook = records.load(DATA / "tiny")
    with pytest.raises(TypeError):
        handbook.families["heron"] = handbook.families["auk"]  # type: ignore[index]
    with pytest.raises(ValueError, match="frozen"):
        handbook.families["heron"].role = "comparison"  # type: ignore[misc]


def test_the_handbooks_own_data_is_in_order() -> None:
    handbook = records.load(ROOT)
    assert {"llama", "bloom", "mixtral", "glm", "baichuan", "qwen", "internlm"} <= set(
        handbook.families
    )
