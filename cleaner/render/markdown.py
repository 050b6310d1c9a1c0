"""The kept blocks as Markdown, written by markdownify from their minimal HTML."""

import re

from cleaner.article import Article

__all__ = ["render_markdown"]


def render_markdown(article: Article) -> str:
    """`article` as Markdown: ATX headings, `-` lists, fenced code; ends with a line break unless empty."""
    from markdownify import markdownify

    text = markdownify(article.html, heading_style="ATX", bullets="-", code_language_callback=_language_of)
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
    return f"{text}\n" if text else ""


def _language_of(pre: object) -> str:
    """The language that a code listing's `<code class="language-…">` names."""
    code = pre.find("code")  # type: ignore[attr-defined]
    classes = code.get("class", []) if code is not None else []
    return next((name.removeprefix("language-") for name in classes if name.startswith("language-")), "")
