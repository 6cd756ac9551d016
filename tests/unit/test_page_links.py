"""A link to a page or a place that is not there is named before anything is built."""

from __future__ import annotations

import pytest

from scripts.content import links
from tests.unit.test_published import page

BILLS = "# Bills {#top}\n\n### Why {#why}\n\n$$\nx \\label{eq-x}\n$$\n\n"

#: Generated, so that no page names it.
PUBLIC = frozenset({"/glossary/#heron", "/questions/bills/"})


def told(link: str) -> list[str]:
    bills, list_ = page("questions/bills.md", BILLS + link), page("glossary.md", "# Words {#top}")
    return [
        f"{problem.message}; {problem.remedy}" for problem in links.problems([bills, list_], PUBLIC)
    ]


@pytest.mark.parametrize(
    "link",
    [
        "[a](#why) [b](bills.md#eq-x) [c](../glossary.md#heron)",
        "[d](https://example.org/x.md#y) and `[e](nowhere.md)`",
        '[f](https://example.org/x_(y)) [g](bills.md "a title") [h](<bills.md#why>) [[x]][^y][^z]',
        "[i](mailto:someone@example.org) and $f[x](y)$",
    ],
)
def test_a_right_link_passes(link: str) -> None:
    assert not told(link)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("[a](bill.md)", "links to bill.md, which is not there; did you mean questions/bills.md?"),
        ("[a](glossary.md)", "links to glossary.md, which is not there"),
        ("[a](#whyy)", "links to #whyy, which questions/bills.md has not; did you mean why?"),
        ("[a](bills.md#zzz)", "which questions/bills.md has not; mend the link, or take it out"),
        ("[a](../glossary.md#zzz)", "links to #zzz, which glossary.md has not"),
        ('[a](bill.md "a title")', "links to bill.md, which is not there"),
        ("[a](<bill.md>)", "links to bill.md, which is not there"),
        ("[a](bills.md?x)", "links to 'bills.md?x', which is no page"),
        ("[a](/questions/bills/)", "which is no page"),
        ("[a](bills/)", "which is no page"),
        ("[a]()", "links to '', which is no page"),
        ("[a](the bills.md)", "is no link; write the address without blanks"),
        ("[a][b]", "keeps an address apart"),
        ("[b]: bills.md", "keeps an address apart"),
        ("![a](bills.svg)", "which is no page"),
    ],
)
def test_a_wrong_link_is_named(link: str, said: str) -> None:
    assert [said in one for one in told(link)] == [True]
