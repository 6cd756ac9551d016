"""The style sheets as one."""

from pathlib import Path

from scripts.site import styles


def test_the_base_comes_first_and_new_sheets_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a { color: red; } /* why */\n", encoding="utf-8")
    (tmp_path / "base.css").write_text("b { color: red; }\n", encoding="utf-8")
    assert styles.joined(tmp_path) == "b{color:red}a{color:red}"
    assert styles.joined(tmp_path, a="c{color:red}") == "b{color:red}c{color:red}"
