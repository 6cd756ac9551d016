"""What programs are told of a page: of each question who wrote it, in words."""

from __future__ import annotations

import json

import pytest

from scripts.base import citing
from scripts.base.paths import LANGUAGES, ROOT
from scripts.content.pages import read_all
from scripts.site import machine_readers

SITE = "https://example.org/faq/"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_tells_title_author_and_day_in_its_language(lang: str) -> None:
    page = next(page for page in read_all(ROOT, lang) if page.is_question)
    told = json.loads(machine_readers.schema_org(page, SITE + page.url, SITE) or "")
    assert told["author"]["name"] == citing.AUTHOR[lang]
    assert (told["headline"], told["inLanguage"]) == (page.title, lang)
    assert told["dateModified"] == page.meta.reviewed.isoformat()


def test_the_page_of_the_data_leads_to_the_files() -> None:
    page = next(page for page in read_all(ROOT, "en") if page.path == machine_readers.DATA_PAGE)
    told = json.loads(machine_readers.schema_org(page, SITE + page.url, SITE) or "")
    addresses = [item["contentUrl"] for item in told["distribution"]]
    assert addresses == [SITE + "api/v1/models.csv", SITE + "api/v1/models.json"]
