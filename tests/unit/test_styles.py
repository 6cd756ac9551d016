"""The style sheets as one."""

from pathlib import Path

import pytest
from mkdocs.utils import get_theme_dir

from scripts.site import styles, theme_script


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
        (".t table:not([class]) td>:first-child,.t table:not([class]) th>:first-child{a:b}", ""),
        (
            ".t table:not([class])+*{a:b}.t table:not([class]) td{c:d}",
            ".t table:not([class]) td{c:d}",
        ),
        (":root{--md-tabbed-icon:url(x)}", ":root{--md-tabbed-icon:url(x)}"),
    ],
)
def test_the_theme_loses_what_no_page_has_and_nothing_else(sheet: str, left: str) -> None:
    assert styles.without(sheet) == left


def test_the_theme_s_script_loses_what_costs_and_a_new_version_is_told() -> None:
    [bundle] = Path(get_theme_dir("material")).glob(theme_script.PATTERN)
    text = bundle.read_text(encoding="utf-8")
    lighter = theme_script.lightened(text)
    for costs in ('name:"color-scheme"', "table:not([class])"):
        assert costs in text
        assert costs not in lighter
    assert theme_script.lightened(lighter) == lighter
    for theirs, another in (("document.head.append", "document.body.append"), ("ti(i)", "tj(i)")):
        with pytest.raises(ValueError, match="look at it anew"):
            theme_script.lightened(text.replace(theirs, another))
