"""What the EPUB says beside the words of the book (`scripts.publication.wording`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """The fixed words of one language."""

    cover: str
    cover_text: str
    title_page: str
    start: str
    landmarks: str
    columns: str
    see: str
    see_figure: str
    tables: str
    open_table: str
    belongs: str
    imprint: Mapping[str, str]
    #: What an EPUB tells of its formulas, by what sets it apart in the name of its file.
    formulas_imprint: Mapping[str, Mapping[str, str]]
    formulas_told: Mapping[str, str]
    accessibility: str


WORDING: Mapping[str, Wording] = {
    "zh": Wording(
        cover="封面",
        cover_text="封面：{title}。{subtitle}",
        title_page="书名与版权",
        start="正文",
        landmarks="重要位置",
        columns="各组栏目",
        see="见{kind} {number}。",
        see_figure="此图见“{title}”",
        tables="长表",
        open_table="打开{title}",
        belongs="所属章：",
        imprint={
            "内容": "本书由网站生成，内容与网站相同；交互部分以静态图代替，附网址；"
            "宽表按栏目分组，长表放在书末。"
        },
        formulas_imprint={
            "": {"公式": "公式是图，各种阅读器都能显示；另有一版公式用 MathML 写成。"},
            "-mathml": {"公式": "公式用 MathML 写成；阅读器若不显示公式，请换公式为图的一版。"},
        },
        formulas_told={"": "公式是图，附读法", "-mathml": "公式为 MathML"},
        accessibility="标题分级并列入目录；{formulas}；每幅图都有文字说明；表格带表头；"
        "换用另一种语言处有标记；没有声音、动画与闪烁。",
    ),
    "en": Wording(
        cover="Cover",
        cover_text="Cover: {title}. {subtitle}",
        title_page="Title and licence",
        start="Start of the text",
        landmarks="Landmarks",
        columns="Groups of columns",
        see="See {kind} {number}.",
        see_figure="See this figure in “{title}”",
        tables="Long tables",
        open_table="Open {title}",
        belongs="Chapter: ",
        imprint={
            "Content": "This book is made from the website and says the same. Interactive parts "
            "are shown as still figures with an address, wide tables in groups of columns, and "
            "long tables at the end."
        },
        formulas_imprint={
            "": {
                "Formulas": "Formulas are pictures, which every reader shows; another edition has "
                "them as MathML."
            },
            "-mathml": {
                "Formulas": "Formulas are MathML. If your reader leaves them out, take the edition "
                "that has them as pictures."
            },
        },
        formulas_told={
            "": "formulas are pictures with a description in words",
            "-mathml": "formulas are MathML",
        },
        accessibility="Headings are nested and listed in the contents; {formulas}; every "
        "figure is described in words; tables have header cells; changes of language are marked; "
        "there is no sound, animation or flashing.",
    ),
}
