"""The theme's script, without what costs every visit the style of the whole page."""

from __future__ import annotations

#: Below the site's root: the script that every page loads.
PATTERN = "assets/javascripts/bundle.*.min.js"
#: What the script does, by what it reads there and what it is to read instead.
_LIGHTER = {
    # Each time it adds or fills this element, a browser styles the whole page anew, though the
    # scheme is the same. docs/assets/styles/base.css says it instead.
    'adds a <meta name="color-scheme">': (
        'let o=x("meta",{name:"color-scheme"});document.head.appendChild(o);',
        "let o={};",
    ),
    # For each table, a page of formulas is styled and laid out anew. scripts/site/layout.py has
    # wrapped them when the site was built.
    "wraps tables without a class": (
        '.map(i=>Zn(i)),...M("table:not([class])",e).map(i=>ti(i)),...M("details"',
        '.map(i=>Zn(i)),...M("details"',
    ),
}


def lightened(script: str) -> str:
    """Return the theme's script without these; done once, it stays so.

    Raises:
        ValueError: where the theme, at another version, has none of one to take out.
    """
    for what, (theirs, ours) in _LIGHTER.items():
        script = script.replace(theirs, ours)
        if script.count(ours) != 1:
            raise ValueError(f"the theme's script no longer {what} as it did: look at it anew")
    return script
