"""Numbers and dates as readers of a language write them.

Chinese counts tokens in 亿 (1e8) and 万亿 (1e12), English in billions and trillions; parameters are
written 6.74B in both, because models are named so. Memory is in binary units: 1 GiB = 2^30 bytes.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from babel.dates import format_date

_DATES = {"zh": "y 年 M 月 d 日", "en": "d MMMM y"}
_SCALES = ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "K"))
_TOKENS = {
    "zh": ((10**12, " 万亿"), (10**8, " 亿"), (10**4, " 万")),
    "en": ((10**12, " trillion"), (10**9, " billion"), (10**6, " million")),
}

_POWER = r"10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+"
_DIGITS = r"(?:\d{1,3}(?:[, \u2009\u202f]\d{3})+|\d+)(?:\.(?P<decimals>\d+))?"
_UNITS = r"[%×KMBT倍位层]|[KMGT]?i?B|bytes?|bits?|ms|字节|亿|万|万亿"
_ALONE = re.compile(
    rf"[−+±≈<>≤≥~-]? ?(?:\d+ × )?(?:(?P<digits>{_DIGITS})(?: ?× ?{_POWER}|e-?\d+)?|{_POWER})"
    rf"(?: ?(?:{_UNITS}))?"
)
_YEARS = re.compile(r"(?:19|20)\d\d")
_ABSENT = frozenset(("", "—", "–", "-", "−", "?", "unknown", "未知", "unlimited"))


class Alone(NamedTuple):
    """A text that is one number: how many decimals it has, and what follows its digits."""

    decimals: int
    unit: str


def alone(text: str) -> Alone | None:
    """Return the number that a text is, with its unit or without: 11,008, 2 × 24 GB, 5%."""
    found = _ALONE.fullmatch(text)
    if found is None:
        return None
    return Alone(len(found["decimals"] or ""), text[max(found.end("digits"), 0) :])


def are_compared(texts: Iterable[str]) -> bool:
    """Return whether what is known of a column are numbers to compare, which years are not."""
    known = [text for text in texts if text not in _ABSENT]
    return all(map(alone, known)) and not all(map(_YEARS.fullmatch, known))


def grouped(number: float) -> str:
    """Return a number with commas between thousands: 11,008; a fraction keeps its digits."""
    return f"{int(number):,}" if float(number).is_integer() else f"{number:,.12g}"


#: Four digits and more that stand alone: no part of a name, no year, no Chinese numeral (1000 万).
_THOUSANDS = re.compile(
    r"(?<![A-Za-z0-9_.,/#-])(?!(?:19\d\d|20[0-3]\d)(?!\d))"
    r"\d{4,}(?![A-Za-z0-9_/-]|[.,]\d)(?! ?[万亿])"
)


def grouped_in(text: str) -> str:
    """Return running text with commas between the thousands of its numbers."""
    return _THOUSANDS.sub(lambda found: grouped(int(found[0])), text)


def significant(number: float, digits: int = 3) -> str:
    """Return `number` to so many significant digits, trailing zeros kept: 13.0."""
    shown = f"{number:#.{digits}g}"
    return grouped(round(number)) if "e" in shown or number >= 10**digits else shown.rstrip(".")


def _plain(number: float) -> str:
    return f"{number:.4g}" if number < 10**4 else grouped(round(number))


def short(count: int) -> str:
    """Return a count as models are named: 6.74B, 1.57T, 560M."""
    for scale, letter in _SCALES:
        if count >= 0.9995 * scale:  # 999,885,952 rounds to 1.00B, not to 1,000M
            return significant(count / scale) + letter
    return str(count)


def short_tokens(count: int, lang: str) -> str:
    """Return tokens for a table: 2 万亿 in Chinese, 2T in English."""
    if lang == "zh":
        return tokens(count, lang)
    for scale, letter in _SCALES:
        if count >= scale:
            return _plain(count / scale) + letter
    return str(count)


def tokens(count: int, lang: str) -> str:
    """Return tokens for running text: 2 万亿, 2 trillion."""
    for scale, word in _TOKENS[lang]:
        if count >= scale:
            return _plain(count / scale) + word
    return grouped(count)


_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def power(number: float) -> str:
    """Return a number to three digits with its power of ten: 1.35 × 10¹⁰."""
    mantissa, _, exponent = f"{number:.2e}".partition("e")
    return f"{mantissa} × 10{str(int(exponent)).translate(_RAISED)}"


def small(number: float) -> str:
    """Return a small constant such as an epsilon: 10⁻⁶, 0.01."""
    if abs(number) >= 1e-3:
        return f"{number:g}"
    mantissa, _, exponent = f"{number:e}".partition("e")
    times = f"{float(mantissa):g} × ".removeprefix("1 × ")
    return f"{times}10{str(int(exponent)).translate(_RAISED)}"


def percent(share: float) -> str:
    """Return a share of one in per cent: 0.0345 is 3.45%; a trace is <0.01%, not nought."""
    return "<0.01%" if 0 < share < 0.00005 else f"{100 * share:.2f}%"


def date(day: datetime.date, lang: str) -> str:
    """Return a date for running text: 2023 年 7 月 18 日, 18 July 2023."""
    return format_date(day, _DATES[lang], locale=lang)


def gib(size: float) -> str:
    """Return bytes in GiB to two decimals."""
    return f"{size / 2**30:,.2f}"


def kib(size: float) -> str:
    """Return bytes in KiB, with one decimal where they are not whole."""
    return grouped(size / 2**10) if size % 2**10 == 0 else f"{size / 2**10:,.1f}"


def file_size(size: int) -> str:
    """Return the bytes of a file as file managers of most systems do: 3.9 MB, 412 KB."""
    return f"{size / 1e6:.1f} MB" if size >= 10**6 else f"{max(round(size / 1e3), 1)} KB"


#: Formats of a number by name, as pages ask for them: `[[llama-7b.kv_bytes_per_token|kib]]`.
FORMATS: dict[str, Callable[[float, str], str]] = {
    "int": lambda number, lang: f"{round(number):,}",
    "billions": lambda number, lang: f"{number / 1e9:,.2f}",
    "short": lambda number, lang: short(round(number)),
    "tokens": lambda number, lang: tokens(round(number), lang),
    "gib": lambda number, lang: gib(number),
    "kib": lambda number, lang: kib(number),
    "power": lambda number, lang: power(number),
    "ratio": lambda number, lang: significant(number),
    "small": lambda number, lang: small(number),
    "percent": lambda number, lang: percent(number),
    "plain": lambda number, lang: f"{number:.12g}",
}
