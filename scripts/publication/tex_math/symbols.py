"""What TeX's commands for symbols, operators, fonts and spaces mean in print."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.publication.names import names


def _pairs(table: str) -> dict[str, str]:
    """Return the pairs of a table that lists names and signs in turn."""
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


GREEK: Mapping[str, str] = _pairs("""
    alpha α beta β gamma γ delta δ epsilon ϵ zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ
    nu ν xi ξ omicron ο pi π rho ρ sigma σ tau τ upsilon υ phi ϕ chi χ psi ψ omega ω
    varepsilon ε vartheta ϑ varpi ϖ varrho ϱ varsigma ς varphi φ digamma ϝ varkappa ϰ
""")

#: Capital Greek stands upright in TeX, where Typst would slant it.
UPRIGHT_GREEK: Mapping[str, str] = _pairs("""
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
""")

SYMBOLS: Mapping[str, str] = _pairs(r"""
    times × div ÷ cdot ⋅ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet ∙
    odot ⊙ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ dagger † ddagger ‡
    wedge ∧ land ∧ vee ∨ lor ∨ cap ∩ cup ∪ setminus ∖ smallsetminus ∖
    sqcup ⊔ sqcap ⊓ uplus ⊎ amalg ⨿ diamond ⋄ triangle △ intercal ⊺
    rtimes ⋊ ltimes ⋉ bigcirc ◯

    le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ll ≪ gg ≫ lll ⋘ ggg ⋙ ne ≠ neq ≠
    equiv ≡ sim ∼ simeq ≃ cong ≅ approx ≈ asymp ≍ doteq ≐ propto ∝ varpropto ∝
    triangleq ≜ coloneqq ≔ lesssim ≲ gtrsim ≳ prec ≺ succ ≻ preceq ⪯ succeq ⪰
    subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ in ∈ ni ∋ notin ∉
    perp ⟂ bot ⊥ top ⊤ parallel ∥ mid ∣ nmid ∤ models ⊨ vdash ⊢ dashv ⊣ vDash ⊨
    trianglelefteq ⊴ trianglerighteq ⊵

    to → rightarrow → gets ← leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐
    Leftrightarrow ⇔ implies ⟹ impliedby ⟸ iff ⟺ Longrightarrow ⟹ Longleftarrow ⟸
    Longleftrightarrow ⟺ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷
    mapsto ↦ longmapsto ⟼ hookrightarrow ↪ hookleftarrow ↩ uparrow ↑ downarrow ↓
    updownarrow ↕ Uparrow ⇑ Downarrow ⇓ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖
    rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼ rightleftharpoons ⇌
    rightsquigarrow ⇝ leadsto ⇝ twoheadrightarrow ↠

    infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ emptyset ∅
    varnothing ⌀ ell ℓ hbar ℏ hslash ℏ Re ℜ Im ℑ aleph ℵ wp ℘ imath ı jmath ȷ mho ℧
    angle ∠ triangleright ▷ triangleleft ◁ prime ′ backslash \ sharp ♯ flat ♭
    natural ♮ checkmark ✓ square □ Box □ blacksquare ■ Diamond ◊ clubsuit ♣
    complement ∁ surd √ therefore ∴ because ∵ S § P ¶ degree ° copyright ©
    dots … ldots … dotsc … dotso … cdots ⋯ dotsb ⋯ dotsm ⋯ vdots ⋮ ddots ⋱

    lbrack [ rbrack ] lbrace { rbrace } langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈
    rceil ⌉ ulcorner ⌜ urcorner ⌝ lgroup ⟮ rgroup ⟯
    vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖
""")

#: The same sign opens, closes or stands alone; its class tells how much room it takes.
CLASSED: Mapping[str, tuple[str, str]] = {
    "vert": ("|", "normal"),
    "lvert": ("|", "opening"),
    "rvert": ("|", "closing"),
    "Vert": ("‖", "normal"),
    "lVert": ("‖", "opening"),
    "rVert": ("‖", "closing"),
    "colon": (":", "punctuation"),
    "|": ("‖", "normal"),
}

LARGE_OPERATORS: Mapping[str, str] = _pairs("""
    sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁
    bigotimes ⨂ bigodot ⨀ bigvee ⋁ bigwedge ⋀ bigsqcup ⨆ biguplus ⨄
""")

OPERATORS = names(
    """arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh
    tan tanh"""
)

#: Operators whose limits stand below and above; a thin space parts the two words.
LIMIT_OPERATORS: Mapping[str, str] = {
    **{name: name for name in names("det gcd inf lim max min Pr sup")},
    "liminf": "lim\u2009inf",
    "limsup": "lim\u2009sup",
    "argmax": "arg\u2009max",
    "argmin": "arg\u2009min",
}

ACCENTS: Mapping[str, str] = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "bar": "\u0304",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "dddot": "\u20db",
    "acute": "\u0301",
    "grave": "\u0300",
    "check": "\u030c",
    "breve": "\u0306",
    "mathring": "\u030a",
    "overrightarrow": "→",
    "overleftarrow": "←",
    "overleftrightarrow": "↔",
}

LABELLED_ARROWS: Mapping[str, str] = _pairs("""
    xrightarrow → xleftarrow ← xRightarrow ⇒ xmapsto ↦ xrightleftharpoons ⇌
""")

#: Widths in em.
SPACES: Mapping[str, float] = {
    ",": 3 / 18,
    "thinspace": 3 / 18,
    ":": 4 / 18,
    ">": 4 / 18,
    "medspace": 4 / 18,
    ";": 5 / 18,
    "thickspace": 5 / 18,
    "!": -3 / 18,
    "negthinspace": -3 / 18,
    "enspace": 0.5,
    "quad": 1.0,
    "qquad": 2.0,
    " ": 0.25,
    "nobreakspace": 0.25,
}

#: Fonts as the Typst functions that are applied, the outermost first.
FONTS: Mapping[str, tuple[str, ...]] = {
    "mathrm": ("upright",),
    "mathbf": ("bold", "upright"),
    "symbf": ("bold", "upright"),
    "boldsymbol": ("bold",),
    "bm": ("bold",),
    "pmb": ("bold",),
    "mathcal": ("cal",),
    "mathscr": ("scr",),
    "mathfrak": ("frak",),
    "mathbb": ("bb",),
    "mathtt": ("mono",),
    "mathsf": ("sans",),
    "mathit": ("italic",),
    "mathnormal": ("italic",),
}

#: Font switches, which hold up to the end of their group.
SWITCHES: Mapping[str, str] = {
    "rm": "mathrm",
    "bf": "mathbf",
    "it": "mathit",
    "cal": "mathcal",
    "tt": "mathtt",
    "sf": "mathsf",
}

TEXT_FONTS: Mapping[str, str | None] = {
    "text": None,
    "textrm": None,
    "textnormal": None,
    "textup": None,
    "mbox": None,
    "hbox": None,
    "textbf": "bold",
    "textit": "italic",
    "emph": "italic",
    "texttt": "mono",
    "textsf": "sans",
}

STYLES: Mapping[str, str] = {
    "displaystyle": "display",
    "textstyle": "inline",
    "scriptstyle": "script",
    "scriptscriptstyle": "sscript",
}

#: Heights in em of `\big` and its kin.
DELIMITER_SIZES: Mapping[str, float] = {"big": 1.2, "Big": 1.8, "bigg": 2.4, "Bigg": 3.0}

ATOM_CLASSES: Mapping[str, str] = {
    "mathrel": "relation",
    "mathbin": "binary",
    "mathord": "normal",
    "mathopen": "opening",
    "mathclose": "closing",
    "mathpunct": "punctuation",
    "mathinner": "normal",
}

OPENING = frozenset("([{⟨⌊⌈")
CLOSING = frozenset(")]}⟩⌋⌉")

NEGATED: Mapping[str, str] = _pairs("""
    = ≠ ∈ ∉ ⊂ ⊄ ⊆ ⊈ ⊃ ⊅ ≡ ≢ ∼ ≁ ≈ ≉ ≤ ≰ ≥ ≱ < ≮ > ≯ ∣ ∤ ∥ ∦ ⊢ ⊬ ∃ ∄ ≃ ≄ ≅ ≇ → ↛
""")

COLOURS: Mapping[str, str] = {
    **{name: name for name in names("red blue green gray orange purple teal black yellow")},
    "grey": "gray",
    "magenta": "fuchsia",
    "cyan": "aqua",
    "brown": 'rgb("#8b5a2b")',
}

MATRICES: Mapping[str, str | None] = {
    "matrix": None,
    "smallmatrix": None,
    "array": None,
    "subarray": None,
    "pmatrix": "(",
    "bmatrix": "[",
    "Bmatrix": "{",
    "vmatrix": "|",
    "Vmatrix": "‖",
}

CASES = frozenset({"cases", "dcases", "rcases"})

#: Environments of lines that align at `&`.
ALIGNMENTS = names(
    """aligned align align* alignat alignat* alignedat split gather gather* gathered eqnarray
    eqnarray* multline multline* equation equation*"""
)

#: Commands that say nothing a book could show.
SILENT = names(
    """limits displaylimits nonumber notag allowbreak nobreak noindent relax mathstrut strut hfill
    centering protect"""
)
