"""Values of the data in running text."""

import markdown
import pytest

from scripts.content.markdown_values import ValuesExtension, fill, names_in


def _lookup(name: str, form: str | None) -> str:
    return {("tiny.n_layers", None): "2", ("tiny.n_layers", "int"): "two"}[name, form]


def test_a_value_is_filled_in_with_and_without_a_format() -> None:
    assert fill("[[tiny.n_layers]] or [[tiny.n_layers|int]]", _lookup) == "2 or two"


def test_lists_of_python_and_links_are_left_alone() -> None:
    text = "x = [[1, 2], [3, 4]] and [[link]](a.md)"
    assert fill(text, _lookup) == text
    assert not list(names_in(text))


def test_an_unknown_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("[[no.such]]", _lookup)


def test_the_extension_fills_a_page() -> None:
    html = markdown.Markdown(extensions=[ValuesExtension(_lookup)]).convert("*[[tiny.n_layers]]*")
    assert html == "<p><em>2</em></p>"
