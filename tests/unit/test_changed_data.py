"""A server that keeps what it made shows a change of the data wherever it is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import api
from scripts.base.paths import ROOT
from scripts.content import records
from scripts.data.handbook import Handbook
from scripts.fragments import families, tables
from scripts.site import diagram_scripts

TINY = ROOT / "tests" / "data" / "tiny" / "data"
Texts = dict[str, str]
Change = Callable[[str, str, str], tuple[Texts, set[str]]]


def _made(handbook: Handbook) -> Texts:
    return {
        **{f"family/{id_}": text for id_, text in families.render_families(handbook, "en").items()},
        **{f"table/{name}": text for name, text in tables.render_all(handbook, "en").items()},
        **api.render_all(handbook, "https://example.org/"),
        **diagram_scripts.render_all(handbook, "en"),
    }


@pytest.fixture
def changed(tmp_path: Path) -> Change:
    """Replace a text in a file of the data; return all that is made and the names of what is new.

    It is made twice, before the change and after it, as a server does.
    """
    shutil.copytree(TINY, tmp_path / "data")

    def change(file: str, old: str, new: str) -> tuple[Texts, set[str]]:
        before, path = _made(records.load(tmp_path)), tmp_path / "data" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        after = _made(records.load(tmp_path))
        return after, {name for name, text in after.items() if before.get(name) != text}

    return change


def test_a_new_date_is_told_and_other_families_stay(changed: Change) -> None:
    made, new = changed("models/heron.yaml", "2021-03-01", "2021-05-02")
    assert "May 2021" in made["table/models-overview"]
    assert "2 May 2021" in made["family/heron"]
    assert '"date": "2021-05-02"' in made["api/v1/models/heron-tiny.json"]
    assert "2021-05-02" in made["api/v1/models.csv"]
    assert not {"family/auk", "api/v1/models/auk-moe.json", "models/auk/diagrams.js"} & new


def test_a_source_is_told_by_its_new_title(changed: Change) -> None:
    made, _ = changed("sources/cards.yaml", "Configuration of Heron Tiny", "A <new> title")
    for name in ("family/heron", "family/auk", "table/models-architecture"):
        assert 'title="A &lt;new&gt; title"' in made[name]
        assert "Configuration of Heron Tiny" not in made[name]


def test_a_parent_of_another_family_is_told_at_both(changed: Change) -> None:
    stated = "weights: closed\n    derived_from: heron-1"
    made, _ = changed("models/auk.yaml", "weights: closed", stated)
    assert 'href="{root}models/heron/#release-heron-1">Heron 1</a>' in made["family/auk"]
    assert 'href="{root}models/auk/#release-auk">Auk</a>' in made["family/heron"]


def test_a_width_changes_its_drawing_and_its_column(changed: Change) -> None:
    made, new = changed("models/auk.yaml", "vocab_size: 50\n", "vocab_size: 7000\n")
    assert {"models/auk/diagrams.js", "family/auk", "table/models-sizes"} <= new
    assert "vocabulary 7,000" in made["models/auk/diagrams.js"]


def test_all_checkpoints_hold_each_one_as_it_is_alone(changed: Change) -> None:
    made, _ = changed("models/heron.yaml", "2021-03-01", "2021-05-02")
    listed = json.loads(made["api/v1/models.json"])
    alone = [json.loads(made[f"api/v1/models/{one['id']}.json"]) for one in listed["checkpoints"]]
    assert listed["checkpoints"] == alone
    assert made["api/v1/models.json"] == json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
