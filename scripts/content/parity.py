"""Whether the two languages say the same: the same pages and, page by page, the same structure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from scripts.base.problems import Problem
from scripts.content import markdown_values
from scripts.content.pages import Page

_FENCE = re.compile(
    r"^[ ]*(?P<mark>```+)(?P<info>[^\n]*)\n(?P<code>.*?)^[ ]*(?P=mark)", re.M | re.S
)
_COMMENT = re.compile(r"\s*#(?!\s*--8<--).*$", re.MULTILINE)
_HEADING = re.compile(r"^(?P<marks>#{1,6}) .*?(?:\{ ?#(?P<id>[\w-]+)[^}]*\})?\s*$", re.MULTILINE)
_INCLUDE = re.compile(r'--8<-- "(?:zh|en)/(?P<path>[^"]+)"')
_FIGURE = re.compile(r'<figure[^>]*\bid="(?P<id>[\w-]+)"')
_DISPLAY = re.compile(r"\$\$(?P<tex>.+?)\$\$", re.DOTALL)
_INLINE = re.compile(r"(?<![\\$])\$(?P<tex>[^$\n]+?)\$(?!\$)")
_LABEL = re.compile(r"\\label\{(?P<id>[^{}]*)\}")
_TEXT_IN_MATH = re.compile(r"\\text\{[^{}]*\}")
_BOX = re.compile(r"^ *(?:!!!|\?\?\?\+?) (?P<kind>\w+)", re.MULTILINE)
_ROW = re.compile(r"^\|(?P<row>.*)\|\s*$", re.MULTILINE)
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])")
_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")


def _prose(page: Page) -> str:
    return _FENCE.sub("", page.body)


def _formula(tex: str) -> str:
    return re.sub(r"\s+", "", _TEXT_IN_MATH.sub(r"\\text{}", _LABEL.sub("", tex)))


def _headings(page: Page) -> list[str]:
    return [f"{m['marks']} {m['id'] or '(no id)'}" for m in _HEADING.finditer(_prose(page))]


def _code(page: Page) -> list[str]:
    blocks = _FENCE.finditer(page.body)
    return [f"{m['info'].split(' ')[0]}: {_COMMENT.sub('', m['code']).strip()}" for m in blocks]


def _table_shapes(page: Page) -> list[str]:
    return [f"row of {m['row'].count('|') + 1} cells" for m in _ROW.finditer(_prose(page))]


def _citations(page: Page) -> list[str]:
    return sorted(page.cited())


def _values(page: Page) -> list[str]:
    return sorted({name for name, _ in markdown_values.names_in(_prose(page))})


def _numbers(page: Page) -> list[str]:
    """Figures with a decimal point, which both languages write alike.

    Whole numbers are left out: one language writes "three" where the other writes 3, and 10,000
    is 1 万.
    """
    prose = markdown_values.fill(_prose(page), lambda name, form: "")
    text = _LINK.sub("", _DISPLAY.sub("", _INLINE.sub("", prose)))
    found = (m[0].replace(",", "") for m in _NUMBER.finditer(text))
    return sorted({number for number in found if "." in number})


def _formulas(page: Page) -> list[str]:
    return [_formula(m["tex"]) for m in _DISPLAY.finditer(_prose(page))]


def _inline_formulas(page: Page) -> list[str]:
    text = _DISPLAY.sub("", _prose(page))
    return sorted({_formula(m["tex"]) for m in _INLINE.finditer(text)})


def _matches(pattern: re.Pattern[str], group: str) -> Callable[[Page], list[str]]:
    return lambda page: [match[group] for match in pattern.finditer(_prose(page))]


#: What must be equal, with the function that lists it; the order within a page counts.
_ASPECTS: Sequence[tuple[str, Callable[[Page], list[str]]]] = (
    ("headings", _headings),
    ("code blocks", _code),
    ("included fragments", _matches(_INCLUDE, "path")),
    ("figures", _matches(_FIGURE, "id")),
    ("boxes", _matches(_BOX, "kind")),
    ("self-check", lambda page: [id_ or "(no id)" for _, id_ in page.self_checks()]),
    ("common mistakes", lambda page: [id_ or "(no id)" for _, id_ in page.mistakes()]),
    ("tables", _table_shapes),
    ("display formulas", _formulas),
    ("labels of formulas", _matches(_LABEL, "id")),
    ("inline formulas", _inline_formulas),
    ("citations", _citations),
    ("values of the data", _values),
    ("numbers", _numbers),
    ("sources", lambda page: sorted(page.meta.sources)),
    ("id, chapter and level", lambda p: [str((p.meta.id, p.meta.chapter, p.meta.level))]),
    ("requires", lambda page: list(page.meta.requires)),
    ("review date", lambda page: [str(page.meta.reviewed)]),
)


def _difference(one: list[str], other: list[str]) -> str:
    """Return the first place where two lists part."""
    for index in range(max(len(one), len(other))):
        left = one[index] if index < len(one) else "(nothing)"
        right = other[index] if index < len(other) else "(nothing)"
        if left != right:
            return f"number {index + 1} is {left[:120]!r} here and {right[:120]!r} there"
    return ""


@cache
def _compare(page: Page, twin: Page) -> tuple[Problem, ...]:
    return tuple(_differences(page, twin))


def _differences(page: Page, twin: Page) -> Iterable[Problem]:
    for name, aspect in _ASPECTS:
        difference = _difference(aspect(page), aspect(twin))
        if difference:
            remedy = f"make {page.file} and {twin.file} agree"
            yield Problem(page.file, twin.file, name, difference, remedy)


def problems(one: Iterable[Page], other: Iterable[Page]) -> list[Problem]:
    """Return every difference in structure between the pages of two languages."""
    left, right = ({page.path: page for page in side} for side in (one, other))
    found = []
    for path in sorted(left.keys() ^ right.keys()):
        page = left.get(path) or right[path]
        message = "has no counterpart in the other language"
        found.append(Problem(page.file, "", "", message, f"write {path} there too"))
    for path in sorted(left.keys() & right.keys()):
        found.extend(_compare(left[path], right[path]))
    return found
