"""What stays of the terms on a line of models, and what the data's lineages say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.base.paths import ROOT
from scripts.content.records import load
from scripts.figures.licences import counts
from scripts.fragments.of_questions import licences as tables
from scripts.reference.licences import STRICTNESS, Terms, binding, path, strictest

LINES = st.lists(
    st.builds(Terms, st.sampled_from("abc"), st.sampled_from(STRICTNESS)), min_size=1, max_size=6
)


def test_a_new_label_of_somebody_else_loosens_nothing() -> None:
    line = [Terms("you", "yes"), Terms("tuner", "yes"), Terms("maker", "no")]
    assert strictest(binding(line)) == "no"


def test_a_holder_may_loosen_its_own_terms() -> None:
    line = [Terms("maker", "yes"), Terms("maker", "conditional")]
    assert binding(line) == [Terms("maker", "yes")]
    line = [Terms("tuner", "yes"), *line]
    assert strictest(binding(line)) == "yes"


def test_what_nobody_has_read_is_not_relied_on() -> None:
    assert strictest([Terms("a", "unknown"), Terms("b", "conditional")]) == "unknown"


def test_a_path_leads_upwards_and_not_in_a_circle() -> None:
    assert path("c", {"c": "b", "b": "a"}) == ["c", "b", "a"]
    with pytest.raises(ValueError, match="its own ancestor"):
        path("a", {"a": "b", "b": "a"})


@given(LINES)
def test_what_binds_lies_between_the_own_terms_and_the_whole_path(line: list[Terms]) -> None:
    rank = STRICTNESS.index
    kept = rank(strictest(binding(line)))
    assert rank(line[0].commercial) <= kept <= rank(strictest(line))


@given(LINES)
def test_one_stranger_on_top_can_only_tighten(line: list[Terms]) -> None:
    rank = STRICTNESS.index
    above = [*line, Terms("stranger", "no")]
    assert rank(strictest(binding(above))) >= rank(strictest(binding(line)))
    assert strictest(binding(above)) == "no"


def test_the_page_may_say_that_only_holders_loosened_their_terms() -> None:
    """The page: every loosened release of the data stands on a path with one holder."""
    handbook = load(ROOT)
    found = list(tables.loosened(handbook))
    assert {"deepseek-r1", "qwen2"} <= {release.id for _, release, _ in found}
    assert all(len({terms.holder for terms in line}) == 1 for _, _, line in found)


def test_adapters_of_others_keep_the_terms_of_their_base() -> None:
    handbook = load(ROOT)
    line = tables.line_of(handbook, "chinese-llama-7b-release")
    assert len({terms.holder for terms in line}) == 2
    assert strictest(binding([Terms("adapter", "yes"), *line])) == "no"


def test_the_counts_add_up() -> None:
    handbook = load(ROOT)
    found = counts(handbook)
    assert found["all"] == len(list(tables.open_releases(handbook)))
    assert found["all"] == sum(found[name] for name in STRICTNESS)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_tables_name_each_release_once(lang: str) -> None:
    handbook = load(ROOT)
    html = tables.licence_conditions(handbook, lang)
    assert html.count("<tr") == len(tables.NOTABLE) + 1
    assert tables.licence_classes(handbook, lang).count("<tr") == len(tables.CLASSES) + 1
