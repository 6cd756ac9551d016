"""One source says how the handbook is cited; its forms are right in both languages."""

from __future__ import annotations

from datetime import date

from scripts.base import citing

DAY = date(2026, 1, 2)


def test_a_page_is_cited_in_every_form() -> None:
    work = citing.page("why-bills", "Why 100 % & d_k?", "en", DAY, "https://a.org/en/q/")
    forms = citing.forms(work)
    assert forms["GB/T 7714"] == (
        "The LLM FAQ authors. Why 100 % & d_k?[EB/OL]//LLM FAQ. (2026-01-02). https://a.org/en/q/."
    )
    assert forms["Text"].endswith("LLM FAQ, reviewed 2 January 2026. https://a.org/en/q/")
    assert "@misc{llmfaq-why-bills,\n" in forms["BibTeX"]
    assert "{Why 100 \\% \\& d\\_k?}" in forms["BibTeX"]


def test_the_handbook_is_cited_with_its_version() -> None:
    work = citing.handbook("大模型常见问题", "zh", "1.2.0", DAY, "https://a.org/")
    assert citing.gbt7714(work) == (
        "LLM FAQ 作者. 大模型常见问题[EB/OL]. 版本 1.2.0. (2026-01-02). https://a.org/."
    )
    assert "，版本 1.2.0，" in citing.plain(work)
