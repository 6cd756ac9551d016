"""The theme's script, without what costs every visit the style of the whole page."""

from __future__ import annotations

#: Below the site's root: the script that every page loads.
PATTERN = "assets/javascripts/bundle.*.min.js"
#: The script adds a <meta name="color-scheme"> and fills it in: each time a browser styles the
#: whole page anew, though the scheme is the same. docs/assets/styles/base.css says it instead.
_ASKS = 'let o=x("meta",{name:"color-scheme"});document.head.appendChild(o);'
_REMEMBERS = "let o={};"


def lightened(script: str) -> str:
    """Return the theme's script without its <meta name="color-scheme">; done once, it stays so.

    Raises:
        ValueError: where the theme, at another version, has none to take out.
    """
    if script.count(_ASKS) + script.count(_REMEMBERS) != 1:
        raise ValueError(
            'the theme\'s script adds no <meta name="color-scheme"> as it did: look at it anew'
        )
    return script.replace(_ASKS, _REMEMBERS)
