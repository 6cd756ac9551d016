"""What the book itself says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_ZH_DIGITS = "零一二三四五六七八九十"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def _zh_number(number: int) -> str:
    """Return a number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _ZH_DIGITS[tens]) + "十" if tens else ""
    return head + (_ZH_DIGITS[ones] if ones or not tens else "")


def _roman(number: int) -> str:
    result = ""
    for value, sign in _ROMAN:
        result += sign * (number // value)
        number %= value
    return result


@dataclass(frozen=True)
class Wording:
    """The fixed words of one language."""

    region: str
    contents: str
    back_matter: str
    figures: Mapping[str, str]
    #: How a sentence calls what has a number.
    numbered: Mapping[str, str]
    author: str
    edition: str
    online: str
    licence: str
    print_note: str
    kinds: Mapping[str, str]

    def part(self, number: int) -> str:
        """Return how a part is numbered."""
        return f"第{_zh_number(number)}部分" if self.region == "cn" else f"Part {_roman(number)}"

    def chapter(self, number: int) -> str:
        """Return how a chapter is numbered above its title."""
        return f"第 {number} 章" if self.region == "cn" else f"Chapter {number}"


WORDING: Mapping[str, Wording] = {
    "zh": Wording(
        region="cn",
        contents="目录",
        back_matter="附录",
        figures={"image": "图", "table": "表"},
        numbered={"image": "图", "table": "表", "equation": "式"},
        author="LLM FAQ 作者",
        edition="版次",
        online="网站",
        licence="文字、图与数据采用 CC BY 4.0 许可，代码采用 MIT 许可。",
        print_note="本书由网站自动排版而成，内容与网站相同；互动图以静态图代替，折叠的答案已展开。",
        kinds={"failure": "误解", "question": "自测", "warning": "注意", "tip": "提示"},
    ),
    "en": Wording(
        region="gb",
        contents="Contents",
        back_matter="Back matter",
        figures={"image": "Figure", "table": "Table"},
        numbered={"image": "figure", "table": "table", "equation": "equation"},
        author="The LLM FAQ authors",
        edition="Edition",
        online="Online",
        licence="Text, figures and data are licensed under CC BY 4.0, code under MIT.",
        print_note="This book is typeset from the website and says the same; interactive figures "
        "are shown as still ones, and folded answers are opened.",
        kinds={
            "failure": "Misconception",
            "question": "Self-check",
            "warning": "Note",
            "tip": "Tip",
        },
    ),
}
