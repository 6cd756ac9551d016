"""How the parts of a formula are read aloud, in Chinese and in English.

Readings follow the field where a sign has several: ∼ is "is distributed as", ⊙ the elementwise
product, a bar within brackets "given".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

#: The languages in the order of the tables.
LANGUAGES = ("zh", "en")

#: A reading in each language, in the order of LANGUAGES.
Reading = tuple[str, str]


def _table(text: str) -> dict[str, Reading]:
    """Return a table of lines `key | Chinese | English`; a key of several words is shared.

    A line that ends with a bar goes on in the next one.
    """
    table: dict[str, Reading] = {}
    lines = map(str.strip, re.sub(r"\|\n\s*", "| ", text).split("\n"))
    for line in filter(None, lines):
        keys, zh, en = (cell.strip() for cell in line.split(" | "))
        table |= dict.fromkeys(keys.split(), (zh, en))
    return table


GREEK: Mapping[str, Reading] = _table("""
    α | 阿尔法 | alpha
    β | 贝塔 | beta
    γ | 伽马 | gamma
    δ | 德尔塔 | delta
    ε ϵ | 艾普西隆 | epsilon
    ζ | 泽塔 | zeta
    η | 伊塔 | eta
    θ | 西塔 | theta
    ϑ | 异体西塔 | variant theta
    ι | 约塔 | iota
    κ | 卡帕 | kappa
    ϰ | 异体卡帕 | variant kappa
    λ | 兰布达 | lambda
    μ | 缪 | mu
    ν | 纽 | nu
    ξ | 克西 | xi
    ο | 奥密克戎 | omicron
    π | 派 | pi
    ϖ | 异体派 | variant pi
    ρ | 柔 | rho
    ϱ | 异体柔 | variant rho
    σ | 西格马 | sigma
    ς | 词尾西格马 | final sigma
    τ | 陶 | tau
    υ | 宇普西隆 | upsilon
    φ ϕ | 斐 | phi
    χ | 希 | chi
    ψ | 普西 | psi
    ω | 奥米伽 | omega
    ϝ | 迪伽马 | digamma
    Γ | 大写伽马 | capital gamma
    Δ | 大写德尔塔 | capital delta
    Θ | 大写西塔 | capital theta
    Λ | 大写兰布达 | capital lambda
    Ξ | 大写克西 | capital xi
    Π | 大写派 | capital pi
    Σ | 大写西格马 | capital sigma
    Υ | 大写宇普西隆 | capital upsilon
    Φ | 大写斐 | capital phi
    Ψ | 大写普西 | capital psi
    Ω | 大写奥米伽 | capital omega
""")

#: Signs that stand for a thing, as a letter does.
THINGS: Mapping[str, Reading] = _table(r"""
    ∞ | 无穷 | infinity
    ∂ | 偏 | partial
    ∇ | 梯度 | nabla
    ∅ | 空集 | the empty set
    ⌀ | 空集 | the empty set
    ℓ | 手写体 l | script l
    ℏ | 约化普朗克常数 h | h-bar
    ℜ | 实部 | the real part
    ℑ | 虚部 | the imaginary part
    ℵ | 阿列夫 | aleph
    ℘ | 魏尔斯特拉斯 p | Weierstrass p
    ı | 无点 i | dotless i
    ȷ | 无点 j | dotless j
    ℧ | 姆欧 | mho
    ∠ | 角 | angle
    △ | 三角形 | triangle
    ▷ | 右三角 | right triangle
    ◁ | 左三角 | left triangle
    □ | 方块 | box
    ■ | 实心方块 | black box
    ◊ | 菱形 | lozenge
    ♣ | 梅花 | club
    ⊤ | 真 | top
    ⊥ | 假 | bottom
    … ⋯ | 点点点 | dot dot dot
    ⋮ | 竖向省略号 | vertical dots
    ⋱ | 斜向省略号 | diagonal dots
    § | 小节号 | section sign
    ¶ | 段落号 | paragraph sign
    © | 版权号 | copyright sign
    ♯ | 升号 | sharp
    ♭ | 降号 | flat
    ♮ | 还原号 | natural sign
    ✓ | 对勾 | check mark
    # | 井号 | number sign
    $ | 美元 | dollars
    & | 与号 | ampersand
    _ | 下划线 | underscore
    @ | 艾特 | at
    ? | 问号 | question mark
    ! | 叹号 | exclamation mark
    " | 引号 | quotation mark
    ` | 反引号 | backquote
    ⊺ | 转置号 | transpose sign
""")

#: Signs that stand between two things or in front of one.
OPERATIONS: Mapping[str, Reading] = _table(r"""
    + | 加 | plus
    - − | 减 | minus
    ± | 加减 | plus or minus
    ∓ | 减加 | minus or plus
    × | 乘 | times
    ÷ / | 除以 | divided by
    ⋅ | 点乘 | dot
    * ∗ | 星 | star
    ⋆ | 星 | star
    ∘ | 复合 | composed with
    ∙ | 点 | bullet
    ⊙ | 逐元素乘 | elementwise times
    ⊕ | 圈加 | circled plus
    ⊖ | 圈减 | circled minus
    ⊗ | 圈乘 | circled times
    ⊘ | 圈除 | circled slash
    † | 剑号 | dagger
    ‡ | 双剑号 | double dagger
    ∧ | 且 | and
    ∨ | 或 | or
    ∩ | 交 | intersected with
    ∪ | 并 | union
    ∖ | 减去集合 | without
    ⊔ | 方形并 | square union
    ⊓ | 方形交 | square intersection
    ⊎ | 多重并 | multiset union
    ⨿ | 余积 | coproduct
    ⋄ | 菱形 | diamond
    ⋊ | 右半直积 | right semidirect product
    ⋉ | 左半直积 | left semidirect product
    ◯ | 大圈 | big circle
    \ | 反斜线 | backslash
    ¬ | 非 | not
    ∀ | 对任意 | for all
    ∃ | 存在 | there exists
    ∄ | 不存在 | there does not exist
    ∁ | 补集 | complement of
    √ | 根号 | root
    ∴ | 所以 | therefore
    ∵ | 因为 | because
""")

RELATIONS: Mapping[str, Reading] = _table("""
    = | 等于 | equals
    < | 小于 | is less than
    > | 大于 | is greater than
    ≤ ⩽ | 小于等于 | is less than or equal to
    ≥ ⩾ | 大于等于 | is greater than or equal to
    ≪ | 远小于 | is much less than
    ≫ | 远大于 | is much greater than
    ⋘ | 极远小于 | is very much less than
    ⋙ | 极远大于 | is very much greater than
    ≠ | 不等于 | is not equal to
    ≡ | 恒等于 | is equivalent to
    ∼ | 服从 | is distributed as
    ≃ | 相似等于 | is similar or equal to
    ≅ | 全等于 | is congruent to
    ≈ | 约等于 | is approximately
    ≍ | 渐近等价于 | is asymptotic to
    ≐ | 趋近等于 | approaches the limit
    ∝ | 正比于 | is proportional to
    ≜ | 定义为 | is defined as
    ≔ | 赋值为 | is set to
    ≲ | 小于或约等于 | is less than or about
    ≳ | 大于或约等于 | is greater than or about
    ≺ | 先于 | precedes
    ≻ | 后于 | succeeds
    ⪯ | 先于或等于 | precedes or equals
    ⪰ | 后于或等于 | succeeds or equals
    ⊂ | 真包含于 | is a subset of
    ⊃ | 真包含 | is a superset of
    ⊆ | 包含于 | is a subset of or equal to
    ⊇ | 包含 | is a superset of or equal to
    ⊊ | 真包含于且不等于 | is a proper subset of
    ⊋ | 真包含且不等于 | is a proper superset of
    ∈ | 属于 | is in
    ∋ | 含有 | contains
    ∉ | 不属于 | is not in
    ⟂ | 垂直于 | is perpendicular to
    ∥ | 平行于 | is parallel to
    ∤ | 不整除 | does not divide
    ⊨ | 满足 | models
    ⊢ | 推出 | proves
    ⊣ | 反推出 | is proved by
    ⊴ | 正规包含于 | is a normal subgroup of
    ⊵ | 正规包含 | contains as a normal subgroup
    ⊄ | 不真包含于 | is not a subset of
    ⊈ | 不包含于 | is not a subset of or equal to
    ⊅ | 不真包含 | is not a superset of
    ≢ | 不恒等于 | is not equivalent to
    ≁ | 不服从 | is not distributed as
    ≉ | 不约等于 | is not approximately
    ≰ | 不小于等于 | is not less than or equal to
    ≱ | 不大于等于 | is not greater than or equal to
    ≮ | 不小于 | is not less than
    ≯ | 不大于 | is not greater than
    ∦ | 不平行于 | is not parallel to
    ⊬ | 推不出 | does not prove
    ≄ | 不相似等于 | is not similar or equal to
    ≇ | 不全等于 | is not congruent to
    ↛ | 不趋于 | does not go to
    → ⟶ | 趋于 | goes to
    ← ⟵ | 赋值为 | gets
    ↔ ⟷ | 左右箭头 | left-right arrow
    ⇒ ⟹ | 推出 | implies
    ⇐ ⟸ | 来自 | is implied by
    ⇔ ⟺ | 当且仅当 | if and only if
    ↦ ⟼ | 映为 | maps to
    ↪ | 嵌入到 | embeds into
    ↩ | 左钩箭头 | left hook arrow
    ↑ | 上箭头 | up arrow
    ↓ | 下箭头 | down arrow
    ↕ | 上下箭头 | up-down arrow
    ⇑ | 上双箭头 | double up arrow
    ⇓ | 下双箭头 | double down arrow
    ↗ | 右上箭头 | north-east arrow
    ↘ | 右下箭头 | south-east arrow
    ↙ | 左下箭头 | south-west arrow
    ↖ | 左上箭头 | north-west arrow
    ⇀ | 右半箭头 | right harpoon
    ⇁ | 右下半箭头 | lower right harpoon
    ↼ | 左半箭头 | left harpoon
    ⇌ | 可逆箭头 | equilibrium arrows
    ⇝ | 导致 | leads to
    ↠ | 满射到 | maps onto
""")

#: What opens; the key is what each is called where it does not make a pair.
OPENING: Mapping[str, Reading] = _table("""
    ( | 左括号 | open paren
    [ | 左方括号 | open bracket
    { | 左花括号 | open brace
    ⟨ | 左尖括号 | open angle bracket
    ⌊ | 左下取整号 | open floor bracket
    ⌈ | 左上取整号 | open ceiling bracket
    ⌜ | 左上角号 | open upper corner
    ⟮ | 左平括号 | open flat paren
""")
CLOSING: Mapping[str, Reading] = _table("""
    ) | 右括号 | close paren
    ] | 右方括号 | close bracket
    } | 右花括号 | close brace
    ⟩ | 右尖括号 | close angle bracket
    ⌋ | 右下取整号 | close floor bracket
    ⌉ | 右上取整号 | close ceiling bracket
    ⌝ | 右上角号 | close upper corner
    ⟯ | 右平括号 | close flat paren
""")
BARS: Mapping[str, Reading] = _table("""
    | ∣ | 竖线 | vertical bar
    ‖ | 双竖线 | double bar
""")
PUNCTUATION: Mapping[str, Reading] = {
    ",": (",", ","),
    ";": (";", ";"),
    ".": (".", "."),
    ":": ("冒号", "colon"),
}

#: All signs, by what they are.
SIGNS: Mapping[str, Reading] = {
    **GREEK,
    **THINGS,
    **OPERATIONS,
    **RELATIONS,
    **OPENING,
    **CLOSING,
    **BARS,
    **PUNCTUATION,
    "%": ("百分号", "percent"),
}

#: What a sign says above or beside another one.
SUPERSCRIPTS: Mapping[str, Reading] = _table("""
    ′ | 撇 | prime
    ″ | 两撇 | double prime
    ‴ | 三撇 | triple prime
    ⊤ ⊺ | 的转置 | transpose
    ∗ * ⋆ | 星 | star
    † | 剑号 | dagger
    ‡ | 双剑号 | double dagger
    + | 正号 | plus
    - − | 负号 | minus
    ∘ ° | 度 | degrees
    ⊥ ⟂ | 的正交补 | orthogonal complement
    ∁ | 的补集 | complement
""")

LARGE: Mapping[str, Reading] = _table("""
    ∑ | 求和 | the sum
    ∏ | 求积 | the product
    ∐ | 求余积 | the coproduct
    ∫ | 积分 | the integral
    ∬ | 二重积分 | the double integral
    ∭ | 三重积分 | the triple integral
    ∮ | 环路积分 | the contour integral
    ⋃ | 求并集 | the union
    ⋂ | 求交集 | the intersection
    ⨁ | 求直和 | the direct sum
    ⨂ | 求张量积 | the tensor product
    ⨀ | 求逐元素积 | the elementwise product
    ⋁ | 求析取 | the disjunction
    ⋀ | 求合取 | the conjunction
    ⨆ | 求方形并 | the square union
    ⨄ | 求多重并 | the multiset union
""")

#: Named operators; a name that is not here, as of an operator of one's own, is read as it stands.
OPERATORS: Mapping[str, Reading] = {
    **{
        name.replace("_", "\u2009"): reading
        for name, reading in _table("""
    arccos | 反余弦 | arc cosine
    arcsin | 反正弦 | arc sine
    arctan | 反正切 | arc tangent
    cos | 余弦 | cosine
    cosh | 双曲余弦 | hyperbolic cosine
    cot | 余切 | cotangent
    coth | 双曲余切 | hyperbolic cotangent
    csc | 余割 | cosecant
    deg | 次数 | degree
    det | 行列式 | determinant
    dim | 维数 | dimension
    ker | 核 | kernel
    ln | 自然对数 | natural log
    lg log | 对数 | log
    sec | 正割 | secant
    sin | 正弦 | sine
    sinh | 双曲正弦 | hyperbolic sine
    tan | 正切 | tangent
    tanh | 双曲正切 | hyperbolic tangent
    gcd | 最大公约数 | greatest common divisor
    inf | 下确界 | infimum
    lim | 极限 | the limit
    liminf lim_inf | 下极限 | the limit inferior
    limsup lim_sup | 上极限 | the limit superior
    max | 最大值 | the maximum
    min | 最小值 | the minimum
    Pr | 概率 | the probability
    sup | 上确界 | supremum
    argmax arg_max | 最大值点 | arg max
    argmin arg_min | 最小值点 | arg min
    exp | 指数函数 exp | exp
""").items()
    }
}

#: Marks on a letter, behind it.
ACCENTS: Mapping[str, Reading] = {
    "\u0302": ("帽", "hat"),
    "\u0304": ("横", "bar"),
    "\u0303": ("波浪", "tilde"),
    "\u20d7": ("向量", "vector"),
    "\u0307": ("点", "dot"),
    "\u0308": ("两点", "double dot"),
    "\u20db": ("三点", "triple dot"),
    "\u0301": ("锐音符", "acute"),
    "\u0300": ("钝音符", "grave"),
    "\u030c": ("倒帽", "check"),
    "\u0306": ("短音符", "breve"),
    "\u030a": ("圈", "ring"),
    "→": ("右箭头", "right arrow"),
    "←": ("左箭头", "left arrow"),
    "↔": ("双向箭头", "left-right arrow"),
    "overline": ("横", "bar"),
}

#: Fonts that make another letter of one, in front of it.
FONTS: Mapping[str, Reading] = {
    "bold": ("粗体", "bold"),
    "cal": ("花体", "calligraphic"),
    "scr": ("手写体", "script"),
    "frak": ("哥特体", "fraktur"),
    "bb": ("空心", "blackboard-bold"),
    "mono": ("等宽体", "typewriter"),
    "sans": ("无衬线", "sans-serif"),
}

BLACKBOARD: Mapping[str, Reading] = _table("""
    R | 实数集 | the real numbers
    N | 自然数集 | the natural numbers
    Z | 整数集 | the integers
    Q | 有理数集 | the rational numbers
    C | 复数集 | the complex numbers
    E | 期望 | the expectation
    P | 概率 | the probability
    1 | 示性函数 | the indicator
""")

COLOURS: Mapping[str, Reading] = _table("""
    red | 红色 | red
    blue | 蓝色 | blue
    green | 绿色 | green
    gray | 灰色 | grey
    orange | 橙色 | orange
    purple | 紫色 | purple
    teal | 青绿色 | teal
    black | 黑色 | black
    yellow | 黄色 | yellow
    fuchsia | 洋红色 | magenta
    aqua | 青色 | cyan
    rgb("#8b5a2b") | 棕色 | brown
""")

#: What the forms of a formula say; `{0}`, `{1}` ... are their parts.
PHRASES: Mapping[str, Reading] = _table("""
    negative | 负 | minus
    positive | 正 | plus
    over | {1} 分之 {0} | {0} over {1}
    over-alone | 分数 {1} 分之 {0} 结束 | the fraction {0} over {1} end fraction
    fraction | 分数，分子为 {0}，分母为 {1}，分数结束 |
        the fraction with numerator {0} and denominator {1}, end of fraction
    choose | {0} 选 {1} 的组合数 | {0} choose {1}
    binomial | 组合数，从 {0} 中选 {1}，组合数结束 |
        the binomial coefficient {0} choose {1}, end of coefficient
    root | 根号 {0} | the square root of {0}
    long-root | 根号下 {0}，根号结束 | the square root of {0}, end of root
    nth-root | {1} 次根号 {0} | the root of order {1} of {0}
    long-nth-root | {1} 次根号下 {0}，根号结束 | the root of order {1} of {0}, end of root
    sub | 下标 {0} | sub {0}
    long-sub | 下标 {0} 下标结束 | sub {0} end sub
    sup | 上标 {0} | superscript {0}
    long-sup | 上标 {0} 上标结束 | superscript {0} end superscript
    squared | 的平方 | squared
    cubed | 的立方 | cubed
    power | 的 {0} 次方 | to the power {0}
    long-power | 的幂，指数 {0}，指数结束 | to the power {0} end power
    log-base | 以 {0} 为底的对数 | log base {0}
    primes | {0} 撇 | {0} primes
    above | {0}，上方标注 {1}，标注结束 | {0} with {1} above it,
    below | {0}，下方标注 {1}，标注结束 | {0} with {1} below it,
    above-below | {0}，下方标注 {1}，上方标注 {2}，标注结束 |
        {0} with {1} below it and {2} above it,
    from-to | 从 {1} 到 {2} {0}， | {0} from {1} to {2}
    from-is-to | 对 {1} 从 {2} 到 {3} {0}， | {0} from {1} equals {2} to {3}
    op-over | 对 {1} {0}， | {0} over {1}
    op-up-to | 到 {1} {0}， | {0} up to {1}
    take-over | 对 {1} 取 {0}， | {0} over {1}
    limit-as | 当 {1} 时的 {0}， | {0} as {1}
    function | {0} | {0} of
    evaluated | {0}，在 {1} 处取值， | {0}, evaluated at {1},
    floor | {0} 的下取整 | the floor of {0}
    long-floor | 对 {0} 下取整，取整结束 | the floor of {0}, end of floor
    ceiling | {0} 的上取整 | the ceiling of {0}
    long-ceiling | 对 {0} 上取整，取整结束 | the ceiling of {0}, end of ceiling
    nearest | 对 {0} 四舍五入取整，取整结束 | the nearest integer to {0}, end of nearest integer
    absolute | {0} 的绝对值 | the absolute value of {0}
    long-absolute | 绝对值，{0}，绝对值结束 | the absolute value of {0}, end of absolute value
    norm | {0} 的范数 | the norm of {0}
    long-norm | 范数，{0}，范数结束 | the norm of {0}, end of norm
    given | 给定 | given
    such-that | 满足 | such that
    accent | {0} {1} | {0} {1}
    long-accent | 加{1}的 {0} 结束 | {1} over {0} end {1}
    underlined | 加下划线的 {0} | underlined {0}
    long-underlined | 加下划线的 {0} 结束 | underlined {0} end underline
    font | {1} {0} | {1} {0}
    long-font | {1} {0} 结束 | {1} {0} end {1}
    colour | {1} 的 {0} | {1} {0}
    long-colour | {1} 部分 {0} 结束 | {1} {0} end {1}
    coloured | 彩色 | coloured
    boxed | 加框的 {0} 框结束 | boxed {0} end of box
    struck | 划去的 {0} | crossed-out {0}
    long-struck | 划去 {0} 划去结束 | crossed-out {0} end of crossing-out
    not | 并非 {0} | not {0}
    independent | 独立于 | is independent of
    to | 到 | to
    placeholder | 点 | dot
    braced | 括起的 {0} 括起结束 | the braced part {0}, end of braced part
    braced-note | 括起的 {0}，标注为 {1}，括起结束 |
        the braced part {0}, labelled {1}, end of braced part
    cases | 分 {0} 种情形：{1}；情形结束 | {0} cases: {1}; end of cases
    case | 情形 {0}：{1} | case {0}: {1}
    if | 若 {0} | if {0}
    matrix | {0} 行 {1} 列矩阵：{2}；矩阵结束 | {0} by {1} matrix: {2}; end of matrix
    determinant | {0} 行 {1} 列行列式：{2}；行列式结束 |
        {0} by {1} determinant: {2}; end of determinant
    matrix-norm | {0} 行 {1} 列矩阵的范数：{2}；范数结束 |
        norm of the {0} by {1} matrix: {2}; end of norm
    table | {0} 行 {1} 列的表：{2}；表结束 | table of {0} rows and {1} columns: {2}; end of table
    row | 第 {0} 行：{1} | row {0}: {1}
    line | 第 {0} 行：{1} | line {0}: {1}
    blank | 空 | blank
    factorial | 的阶乘 | factorial
    percent | 百分之 {0} | {0} percent
    capital | 大写 {0} | capital {0}
""")
