"""The kept blocks as Markdown, written by markdownify from their minimal HTML."""

import re

from cleaner.article import Article

__all__ = ["render_markdown"]


def render_markdown(article: Article) -> str:
    """`article` as Markdown: `#` headings, `-` lists, fenced code; ends with a line break unless empty."""
    from markdownify import markdownify

    text = markdownify(article.html, heading_style="ATX", bullets="-", escape_misc=True)
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
    return f"{text}\n" if text else ""
