"""What the book itself says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scripts.base import citing, numbers
from scripts.base.edition import Edition

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
class BookWording:
    """What tells one of the books of a language apart.

    description: empty for that of the site. companion: where the other book is, `{}` its address.
    """

    name: str
    description: str
    companion: str


@dataclass(frozen=True)
class Wording:
    """The fixed words of one language."""

    region: str
    contents: str
    back_matter: str
    index: str
    live: str
    page: str
    note: str
    figures: Mapping[str, str]
    #: How a sentence calls what has a number.
    numbered: Mapping[str, str]
    author: str
    imprint: Mapping[str, str]
    print_imprint: Mapping[str, str]
    #: By their ids, and how the line of the imprint is called that tells of the other one.
    books: Mapping[str, BookWording]
    companion: str
    kinds: Mapping[str, str]

    def told(self, title: str, url: str, edition: Edition, lang: str) -> dict[str, str]:
        """Return what every form of the book tells of itself, by the words for it."""
        work = citing.handbook(title, lang, edition.version, edition.day, url)
        values = {
            "version": edition.version,
            "date": numbers.date(edition.day, lang),
            "url": url,
            "cited": citing.gbt7714(work) if lang == "zh" else citing.plain(work),
        }
        return {word: said.format(**values) for word, said in self.imprint.items()}

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
        index="索引",
        live="交互版在网站上：",
        page="第 {} 页",
        note="脚注 [{}]",
        figures={"image": "图", "table": "表", "listing": "代码"},
        numbered={"image": "图", "table": "表", "equation": "式"},
        author=citing.AUTHOR["zh"],
        imprint={
            "版次": "{version}，{date}",
            "网站": "{url}",
            "许可": "文字、图与数据采用 CC BY 4.0（https://creativecommons.org/licenses/by/4.0/deed.zh-hans）"
            "，代码采用 MIT 许可。可以复制、改编，也可以用于教学与商业，注明出处即可。",
            "引用": "{cited}",
        },
        print_imprint={
            "内容": "本书由网站自动排版而成，内容与网站相同；交互部分以静态图代替，附网址与二维码；"
            "自测的答案在章末。",
            "字体": "Noto Serif SC、Noto Sans CJK SC、Libertinus Serif、Inconsolata 与 "
            "New Computer Modern Math，均依 SIL OFL 许可使用；由 Typst 排版。",
        },
        books={
            "questions": BookWording(
                "问答",
                "",
                "模型数据的表格在本书中只取几行；全表与各模型家族在《模型图鉴》里：{}",
            ),
            "atlas": BookWording(
                "模型图鉴",
                "各家族的架构、规模、训练与许可证，个个数字有出处",
                "概念与原理在《问答》里：{}",
            ),
        },
        companion="另一本",
        kinds={"failure": "误解", "question": "自测", "warning": "注意", "tip": "提示"},
    ),
    "en": Wording(
        region="gb",
        contents="Contents",
        back_matter="Back matter",
        index="Index",
        live="The interactive version is on the website:",
        page="page {}",
        note="Footnote [{}]",
        figures={"image": "Figure", "table": "Table", "listing": "Listing"},
        numbered={"image": "figure", "table": "table", "equation": "equation"},
        author=citing.AUTHOR["en"],
        imprint={
            "Edition": "{version}, {date}",
            "Online": "{url}",
            "Licence": "Text, figures and data are under CC BY 4.0 "
            "(https://creativecommons.org/licenses/by/4.0/), code is under MIT. You may copy and "
            "adapt them, for teaching and for profit, if you say where they come from.",
            "To cite": "{cited}",
        },
        print_imprint={
            "Content": "This book is typeset from the website and says the same. Interactive parts "
            "are shown as still figures with an address and a QR code, and answers to "
            "self-checks stand at the end of the chapter.",
            "Type": "Libertinus Serif, Noto Sans, Noto Serif SC, Inconsolata and New Computer "
            "Modern Math, all under the SIL Open Font License; set with Typst.",
        },
        books={
            "questions": BookWording(
                "Questions",
                "",
                "Of the tables of models this book shows some rows; the whole tables, and each "
                "family of models, are in the Atlas of models: {}",
            ),
            "atlas": BookWording(
                "Atlas of models",
                "Architecture, size, training and licence of the families of models, each figure "
                "with its source",
                "Concepts and methods are explained in the book of Questions: {}",
            ),
        },
        companion="The other book",
        kinds={
            "failure": "Misconception",
            "question": "Self-check",
            "warning": "Note",
            "tip": "Tip",
        },
    ),
}


@dataclass(frozen=True)
class HandoutWording:
    """The fixed words of the handouts of one language; braces are filled in."""

    title: str
    excerpt: str
    answers: str
    sources: str
    table_cut: str
    table_newest: str
    table_left_out: str
    #: What whoever fills a worksheet in writes on it.
    filled_in: tuple[str, ...]


HANDOUT_WORDING: Mapping[str, HandoutWording] = {
    "zh": HandoutWording(
        title="{book}：{count} 题",
        excerpt="选自《{book}》{version} 版，{day}，CC BY 4.0",
        answers="自测答案",
        sources="表格来源",
        table_cut="以上是 {rows} 行中的前 {shown} 行，全表见",
        table_newest="{rows} 行中的 {shown} 行：最近有发布的 {shown} 个家族各取最新一个；全表见",
        table_left_out="{caption}。表格见",
        filled_in=("姓名", "日期"),
    ),
    "en": HandoutWording(
        title="{book}: {count} questions",
        excerpt="From {book}, version {version}, {day}, CC BY 4.0",
        answers="Answers",
        sources="Sources of the tables",
        table_cut="The first {shown} of {rows} rows; the whole table is at",
        table_newest="{shown} of {rows} rows: of the families that published last, the newest "
        "release of each; the whole table is at",
        table_left_out="{caption} The table is at",
        filled_in=("Name", "Date"),
    ),
}


@dataclass(frozen=True)
class SlideWording:
    """The fixed words of the slides of one language; braces are filled in."""

    answered: str
    #: Behind the caption of a figure in pieces.
    moved: str
    piece: str
    too_large: str


SLIDE_WORDING: Mapping[str, SlideWording] = {
    "zh": SlideWording(
        answered="{title} {number}：答案",
        moved="（原图从上到下，这里从左到右。）",
        piece="同一幅图，第 {at} 部分，共 {count} 部分",
        too_large="表太大，幻灯片上放不下，见页脚的网址。",
    ),
    "en": SlideWording(
        answered="{title} {number}: answer",
        moved="(From top to bottom on the page, here from left to right.)",
        piece="The same figure, part {at} of {count}",
        too_large="The table is too large for a slide; it is at the address below.",
    ),
}
