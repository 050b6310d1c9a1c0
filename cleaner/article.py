"""`Article`: what is left of a page, and all that is known about it."""

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from cleaner.document import Block, Document, Source
from cleaner.drop import Drop, Veto

__all__ = ["Article", "Comment"]


_SOURCES: Final[dict[str, Source]] = {
    **dict.fromkeys(("hidden", "display:none", "template", "dialog"), "hidden"),
    "noscript": "noscript",
}
"""What a container's hint says of its blocks; what only assistive tools do not see is on the page."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One reader's comment as the page shows it; empty where the page does not say."""

    text: str
    author: str = ""
    date: str = ""
    depth: int = 0
    """0 for a comment on the article, 1 for an answer to it, and so on."""


@dataclass(frozen=True, eq=False)
class Article:
    """The clean body of one page. Renderings are made when asked for."""

    document: Document = field(repr=False)
    """The page, with what is dropped marked as gone."""
    drops: tuple[Drop, ...] = field(repr=False)
    """Every removed block, in page order."""
    vetoes: tuple[Veto, ...] = field(repr=False)
    """Every drop that a guard refused."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The kept blocks, in page order."""
        return self.document.kept

    @property
    def source(self) -> Source:
        """Where on the page the body stands.

        `page`: in what a browser shows. `hidden`: most of it in elements that a browser does not show, until a script
        does. `noscript`: most of it in `<noscript>`. `json-ld`: in the page's JSON-LD. `payload`: in other data for
        scripts. The last two only where the page shows no body.
        """
        if self.document.source != "page":
            return self.document.source
        words = Counter[Source]()
        for block in self.blocks:
            words[_SOURCES.get(block.container.hint, "page")] += block.words
        return max(words, key=lambda source: words[source], default="page")

    @cached_property
    def text(self) -> str:
        """The body: blocks parted by one blank line, items of a list and rows of a table by a line break."""
        from cleaner.render.text import render_text

        return render_text(self.blocks)

    @cached_property
    def html(self) -> str:
        """The kept blocks as minimal HTML: structure, links and emphasis, no classes, scripts or styles."""
        return self.to_html()

    @cached_property
    def markdown(self) -> str:
        """The kept blocks as Markdown."""
        return self.to_markdown()

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """The comments that were found apart from the body."""
        from cleaner.thread import read_comments

        return read_comments(self.document, [drop.block for drop in self.drops if drop.filter == "comments"])

    @cached_property
    def metadata(self) -> dict[str, Any]:
        """Title, author, date, site, language …, as trafilatura reads them; empty for plain text."""
        return self._metadata[0]

    @property
    def metadata_warnings(self) -> tuple[str, ...]:
        """What the reader of `metadata` should know: that it is of the page's beginning alone, or could not be read."""
        return self._metadata[1]

    @cached_property
    def _metadata(self) -> tuple[dict[str, Any], tuple[str, ...]]:
        from cleaner.metadata import read_metadata

        return read_metadata(self.document)

    @cached_property
    def confidence(self) -> float:
        """How likely this is the whole body and nothing else, 0–1; calibrated on pages of sites not learnt from.

        "The whole body and nothing else" means a word F1 of 0.9 or more against what a reader would call the body.
        0 where nothing is kept.
        """
        from cleaner.body import confidence

        named = {drop.block.index for drop in self.drops if drop.filter != "body"}
        return confidence(replace(self.document, gone=frozenset(named)), self.document)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reader should know: how the page was read, and why nothing is left, if so."""
        if self.blocks or not self.document.blocks:
            return self.document.warnings
        counts = Counter(drop.filter for drop in self.drops)
        took = ", ".join(f"{name} {count}" for name, count in counts.most_common())
        count = "the one block was" if len(self.drops) == 1 else f"all {len(self.drops)} blocks were"
        return (*self.document.warnings, f"no body found: {count} dropped ({took})")

    @property
    def why_empty(self) -> str:
        """Why there is no text; empty where there is."""
        return "" if self.text else "; ".join(self.warnings) or "no text on the page"

    def to_html(self, has_images: bool = False) -> str:
        """`html`; with the images that stand in the body, and their captions, if so wanted."""
        from cleaner.render.html import render_html

        return render_html(self.document, has_images)

    def to_markdown(self, has_images: bool = False) -> str:
        """`markdown`; with the images that stand in the body, and their captions, if so wanted."""
        from cleaner.render.markdown import render_markdown

        return render_markdown(self, has_images)

    def to_dict(self) -> dict[str, Any]:
        """Everything but the renderings other than text, ready for JSON."""
        from cleaner.render.json import article_dict

        return article_dict(self)
