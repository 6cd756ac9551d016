"""How the handbook and its pages are cited: every place that says it takes it from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scripts.base import numbers

AUTHOR: Mapping[str, str] = {"zh": "LLM FAQ 作者", "en": "The LLM FAQ authors"}
BOOK: Mapping[str, str] = {"zh": "大模型常见问题", "en": "LLM FAQ"}
_VERSION = {"zh": "版本 {}", "en": "version {}"}
_REVIEWED = {"zh": "{}审阅", "en": "reviewed {}"}
#: What has a meaning of its own in BibTeX.
_BIBTEX = {ord(sign): f"\\{sign}" for sign in "#$%&_{}"} | {
    ord("\\"): "\\textbackslash{}",
    ord("~"): "\\textasciitilde{}",
    ord("^"): "\\textasciicircum{}",
}


@dataclass(frozen=True)
class Work:
    """What is cited: the handbook in one language (with its version), or one page of it."""

    key: str
    title: str
    lang: str
    day: date
    url: str
    version: str | None = None


def handbook(title: str, lang: str, version: str, day: date, url: str) -> Work:
    """Return the handbook itself; it is dated by its edition."""
    return Work(f"llmfaq{day.year}", title, lang, day, url, version)


def page(id_: str, title: str, lang: str, reviewed: date, url: str) -> Work:
    """Return one page; it is dated by its review."""
    return Work(f"llmfaq-{id_}", title, lang, reviewed, url)


def gbt7714(work: Work) -> str:
    """Return the entry as GB/T 7714-2015 has it for what is read online ([EB/OL])."""
    if work.version is None:
        return (
            f"{AUTHOR[work.lang]}. {work.title}[EB/OL]//{BOOK[work.lang]}. "
            f"({work.day.isoformat()}). {work.url}."
        )
    version = _VERSION[work.lang].format(work.version)
    author, day = AUTHOR[work.lang], work.day.isoformat()
    return f"{author}. {work.title}[EB/OL]. {version}. ({day}). {work.url}."


def plain(work: Work) -> str:
    """Return the entry as running text."""
    day = numbers.date(work.day, work.lang)
    comma = {"zh": "，", "en": ", "}[work.lang]
    if work.version is None:
        detail = BOOK[work.lang] + comma + _REVIEWED[work.lang].format(day)
    else:
        detail = _VERSION[work.lang].format(work.version) + comma + day
    if work.lang == "zh":
        return f"{AUTHOR[work.lang]}：《{work.title}》，{detail}。{work.url}"
    return f"{AUTHOR[work.lang]}. “{work.title}” {detail}. {work.url}"


def escaped(text: str) -> str:
    """Return a text without anything that has a meaning of its own in BibTeX."""
    return text.translate(_BIBTEX)


def bibtex(work: Work) -> str:
    """Return the entry as BibTeX."""
    version = f"version {work.version}, " if work.version else f"{BOOK['en']}, reviewed "
    fields = {
        "author": f"{{{AUTHOR[work.lang]}}}",
        "title": f"{{{work.title.translate(_BIBTEX)}}}",
        "year": str(work.day.year),
        "url": work.url,
        "note": f"{version}{work.day.isoformat()}, CC BY 4.0",
    }
    lines = ",\n".join(f"  {name:<6} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{work.key},\n{lines}\n}}"


FORMS = {"GB/T 7714": gbt7714, "BibTeX": bibtex}


def forms(work: Work) -> dict[str, str]:
    """Return the entry in each form, by the name of the form in the work's language."""
    return {{"zh": "文字", "en": "Text"}[work.lang]: plain(work)} | {
        name: make(work) for name, make in FORMS.items()
    }


def after_title(title: str, lang: str) -> str:
    """Return what stands between a title and what follows: no full stop behind one that asks."""
    if lang == "zh":
        return {"?": " ", "!": " ", "？": "", "！": ""}.get(title[-1:], "。")
    return " " if title.endswith(("?", "!", "？", "！")) else ". "
