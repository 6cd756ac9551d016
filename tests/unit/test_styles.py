"""The style sheets as one."""

from pathlib import Path

import pytest

from scripts.site import styles


def test_the_base_comes_first_and_new_sheets_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a { color: red; } /* why */\n", encoding="utf-8")
    (tmp_path / "base.css").write_text("b { color: red; }\n", encoding="utf-8")
    assert styles.joined(tmp_path) == "b{color:red}a{color:red}"
    assert styles.joined(tmp_path, a="c{color:red}") == "b{color:red}c{color:red}"


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        ("a{b:c}.tabbed-set{d:e}f{g:h}", "a{b:c}f{g:h}"),
        (".no-js .tabbed-set>:nth-child(2),a:is(b,c){d:e}", "a:is(b,c){d:e}"),
        ("@media print{.tabbed-set{a:b}}c{d:e}", "c{d:e}"),
        ("@media print{.tabbed-set{a:b}c{d:e}}", "@media print{c{d:e}}"),
        ("[data-md-color-switching] *{a:b}", ""),
        (":root{--md-tabbed-icon:url(x)}", ":root{--md-tabbed-icon:url(x)}"),
    ],
)
def test_the_theme_loses_what_no_page_has_and_nothing_else(sheet: str, left: str) -> None:
    assert styles.without(sheet) == left
