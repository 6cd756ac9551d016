"""The scripts of pages without a browser: modules run one after the other in an engine."""

from __future__ import annotations

import json
import re
from typing import Any

from py_mini_racer import MiniRacer

from scripts.base.paths import DOCS
from scripts.site import bundle

#: Where an interactive part puts itself on its page.
_MOUNT = re.compile(r"^mountExplorer\(.*\);$", re.MULTILINE)
#: Browsers have an encoder of texts, the engine has none.
TEXT_ENCODER = """
var TextEncoder = function () {
  this.encode = (text) => ({ length: unescape(encodeURIComponent(text)).length });
};
"""


def engine_of(*names: str) -> MiniRacer:
    """Return an engine that has run these modules of the pages' scripts, named without suffix.

    What one imports stands before it. An interactive part is not put on a page.
    """
    engine = MiniRacer()
    for name in names:
        text = (DOCS / f"assets/scripts/{name}.js").read_text(encoding="utf-8")
        engine.eval(_MOUNT.sub("", bundle.without_exports(text)))
    return engine


def value(engine: MiniRacer, code: str) -> Any:
    """Return what an expression gives, through JSON."""
    return json.loads(str(engine.eval(f"JSON.stringify({code})")))
