"""The templates of generated HTML, and how they are filled."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from scripts.base.words import label, value_word

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html.jinja"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, lang: str, **values: object) -> str:
    """Return `templates/<template>.html.jinja`, filled in, as one block of HTML for Markdown."""
    source = _ENVIRONMENT.get_template(f"{template}.html.jinja")
    text = source.render(lang=lang, label=label, word=value_word, **values)
    # A blank line would end the block of HTML for Markdown.
    return "\n".join(line for line in text.splitlines() if line.strip()) + "\n"


def render_markdown(template: str, lang: str, **values: object) -> str:
    """Return `templates/<template>.md.jinja`, filled in, as Markdown."""
    return _ENVIRONMENT.get_template(f"{template}.md.jinja").render(lang=lang, **values) + "\n"
