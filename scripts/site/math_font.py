"""The font of formulas in two faces, so that readers fetch what pages use and no more.

The core holds the signs of all formulas of the site and those that formulas commonly use; it is cut
from the whole font at build time, so a page with a new sign needs nothing done. The other face is
the whole font, which a browser fetches for a sign outside of the core only.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from html import unescape
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.ttLib import TTFont

from scripts.base.paths import BUILD, DOCS
from scripts.base.writing import write_whole

_FOLDER = "assets/vendor/noto-sans-math"
WHOLE = f"{_FOLDER}/noto-sans-math-subset.woff2"
CORE = f"{_FOLDER}/noto-sans-math-core.woff2"

_FORMULA = re.compile(r"<math\b.*?</math>", re.DOTALL)
_NOT_SHOWN = re.compile(r"<annotation\b.*?</annotation>|<[^>]*>", re.DOTALL)
_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_ITALIC = range(0x1D434, 0x1D468)  # 𝐴 to 𝑧; the place of 𝑕 is empty
_ITALIC_GREEK = range(0x1D6E2, 0x1D71C)  # 𝛢 to 𝜛
#: Signs that are in the core whether or not a page uses them today. Browsers show a letter that
#: stands alone in its slanted form, so these are used wherever their upright letters are.
_USUAL = (
    {chr(code) for code in (*range(0x20, 0x7F), *_ITALIC, *_ITALIC_GREEK)}
    | set("ℎℓℝℒ𝔼∂∇∑∏∫√∞∈∉∀∃⊂⊆∪∩≤≥≠≈≡∼∝≪≫±×·⋅⊙⊗⊕⊤∘→←⇒⇔↦⌈⌉⌊⌋⟨⟩‖…⋯⋮⋱′−\u00a0\u0302\u0304\u0303^~¯ˆ⏞⏟")
    | {chr(code) for code in range(0x3B1, 0x3CA)}
    | set("ΓΔΘΛΞΠΣΦΨΩϵϕ")
)


def signs(page_html: str) -> set[str]:
    """Return the characters that the formulas of a page show."""
    found: set[str] = set()
    for formula in _FORMULA.finditer(page_html):
        found.update(unescape(_NOT_SHOWN.sub("", formula[0])))
    return found


@cache
def _covered() -> frozenset[int]:
    with TTFont(DOCS / WHOLE) as font:
        return frozenset(font.getBestCmap())


def core_codes(used: Iterable[str]) -> list[int]:
    """Return the characters of the core for pages that use `used`, as code points in order."""
    wanted = {ord(sign) for sign in _USUAL | set(used)}
    wanted |= {ord(slanted) for sign in used for slanted in _slanted(sign)}
    return sorted(wanted & _covered())


def _slanted(sign: str) -> list[str]:
    """Return the mathematical italics that stand for a letter."""
    codes = (*_ITALIC, *_ITALIC_GREEK)
    return [chr(code) for code in codes if unicodedata.normalize("NFKC", chr(code)) == sign]


def core(codes: Iterable[int]) -> bytes:
    """Return the face of `codes` as WOFF2, with all that formulas need of the font's layout.

    Cutting takes a second, so what was cut is kept in the folder of builds until signs change.
    """
    codes = list(codes)
    made_of = repr((codes, fontTools.version)).encode() + (DOCS / WHOLE).read_bytes()
    kept = BUILD / f"math-core-{hashlib.sha256(made_of).hexdigest()[:16]}.woff2"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_whole(kept, _cut(codes))
    return kept.read_bytes()


def _cut(codes: list[int]) -> bytes:
    options = subset.Options(layout_features=["*"], flavor="woff2", notdef_outline=True)
    options.drop_tables = [name for name in options.drop_tables if name != "MATH"]
    with TTFont(DOCS / WHOLE, recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=codes)
        subsetter.subset(font)
        font.flavor = "woff2"
        written = io.BytesIO()
        font.save(written)
    return written.getvalue()


def in_two_faces(sheet: str, codes: Iterable[int]) -> str:
    """Return the style sheet of formulas with its one face of the whole font made two.

    Raises:
        ValueError: when the sheet does not hold exactly one face.
    """
    codes = list(codes)
    rest = sorted(_covered() - set(codes))
    match = _FACE.search(sheet)
    if match is None or len(_FACE.findall(sheet)) != 1:
        raise ValueError("the style sheet of formulas must hold one @font-face")
    name = Path(WHOLE).name
    faces = [
        match[0].replace(name, file).replace("}", f"unicode-range: {ranges(of)};\n}}")
        for file, of in ((name, rest), (Path(CORE).name, codes))
    ]
    return sheet.replace(match[0], "\n".join(faces))


def ranges(codes: Iterable[int]) -> str:
    """Return code points in order as the value of `unicode-range`."""
    found: list[list[int]] = []
    for code in codes:
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in found)
