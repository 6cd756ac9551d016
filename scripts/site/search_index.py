"""The index that the browser searches: records of the built pages as two scripts a language.

The names (titles, keywords, headings) are small and loaded first, then the texts. How text becomes
terms is told once, in `docs/assets/scripts/search-terms.js`, which pages and queries share; here
text is only written shorter (`search_words`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from scripts.base.paths import DEFAULT_LANGUAGE
from scripts.site import pinyin, search_words
from scripts.site.search_records import HAN, NAMES_APART, Record, records


@cache
def _all_simplified() -> dict[str, str]:
    """Every character with a simplified form of its own, by OpenCC."""
    # Its dictionaries take a while to read, which only a build needs.
    from opencc import OpenCC

    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    # Apart on lines, lest neighbours be taken for a word and converted as one.
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, converted, strict=True)
    return {before: after for before, after in pairs if before != after and len(after) == 1}


def simplified_forms(text: str) -> dict[str, str]:
    """Return the traditional characters that a reader may type for characters of `text`."""
    occurring = set(HAN.findall(text))
    return {
        before: after
        for before, after in _all_simplified().items()
        if after in occurring or before in occurring
    }


def _script(name: str, data: dict[str, object]) -> str:
    """Return a script that hands data to the search as a property of the window.

    A script, because pages opened from disk may load one but may not fetch a file.
    """
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # U+2028 and U+2029 end a line in old scripts; `</` would end the element if it were inlined.
    body = body.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    return f"window.{name}={body};\n"


def _lines(parts: Iterable[str]) -> str:
    """Return each part with a line break before it, so that none and an empty one differ."""
    return "".join(f"\n{part}" for part in parts)


def _own_keywords(record: Record) -> list[str]:
    """Return the keywords without the names of a term, which its title lists."""
    names = record.title.split(NAMES_APART) if record.kind == "term" else []
    return [keyword for keyword in record.keywords if keyword not in names]


def _columns(found: Sequence[Record]) -> dict[str, str]:
    """Return what pages are called, a property of all of them in one text: this compresses best."""
    columns: dict[str, Iterable[str]] = {
        "kinds": (record.kind for record in found),
        "urls": (record.url for record in found),
        "titles": (record.title for record in found),
        "chapters": (record.chapter for record in found),
        "keywords": (_lines(_own_keywords(record)) for record in found),
        "anchors": (_lines(section.anchor for section in record.sections) for record in found),
        "headings": (_lines(section.title for section in record.sections) for record in found),
    }
    return {name: "\t".join(texts) for name, texts in columns.items()}


def _occurring(found: Sequence[Record]) -> str:
    texts = (section.title + section.text for record in found for section in record.sections)
    return "".join({*"".join(texts), *"".join(r.title + "".join(r.keywords) for r in found)})


def _pronounced(found: Sequence[Record]) -> Iterator[str]:
    for record in found:
        if not _is_source(record):
            yield from (record.title, *record.keywords)


def _is_source(record: Record) -> bool:
    return record.kind == "source"


def names_script(found: Sequence[Record], lang: str) -> str:
    """Return the script of what pages are called: enough for a first answer.

    Entries of the bibliography are many and seldom asked for; they come with the texts.
    """
    forms = simplified_forms(_occurring(found))
    data: dict[str, object] = {
        "lang": lang,
        "simplified": ["".join(forms), "".join(forms.values())],
        "pinyin": pinyin.readings(_pronounced(found)) if lang == DEFAULT_LANGUAGE else {},
        "pages": _columns([record for record in found if not _is_source(record)]),
    }
    return _script("handbookSearch", data)


def texts_script(found: Sequence[Record], lang: str) -> str:
    """Return the script of what pages say: a text for each section of the names, in that order.

    The texts of the entries of the bibliography follow, then their titles.
    """
    sources = [record for record in found if _is_source(record)]
    sections = [
        section for record in found if not _is_source(record) for section in record.sections
    ]
    entries = [record.sections[0].text for record in sources]
    titles = [record.title for record in sources]
    written = search_words.write([*(section.text for section in sections), *entries, *titles])
    data: dict[str, object] = {
        "lang": lang,
        "pieces": "\t".join(written.pieces),
        "lengths": written.lengths,
        "size": written.size,
        "text": written.text,
        "sources": [record.url for record in sources],
    }
    return _script("handbookSearchTexts", data)


def scripts(found: Sequence[Record], lang: str) -> dict[str, str]:
    """Return the scripts of records in `lang`, by their path below the root of the site."""
    return {
        f"search/index.{lang}.js": names_script(found, lang),
        f"search/texts.{lang}.js": texts_script(found, lang),
    }


def build(site_dir: Path, lang: str) -> dict[str, str]:
    """Return the scripts of the built pages of `lang`, by their path below the root of the site."""
    return scripts(records(site_dir, lang), lang)
