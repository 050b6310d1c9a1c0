"""The kept blocks as Markdown, written by markdownify from their minimal HTML.

Markdown knows no spans, so a cell that goes over rows or columns leaves empty cells behind; and code with a fence in it
needs a longer one around it. Addresses and what stands for images are written so that nothing in them ends the link or
begins another: who renders the Markdown, with raw HTML or without, gets what the HTML has.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any, Final
from urllib.parse import quote

from cleaner.article import Article

__all__ = ["render_markdown"]

_BLANK_LINES: Final = re.compile(r"\n{3,}")
_FENCES: Final = re.compile(r"^[^\S\n]*(`{3,})", re.MULTILINE)
_BREAKING: Final = re.compile(r"""[\s\x00-\x20<>"`\\|]""")
"""What an address may end at, or what binds more strongly than a link."""
_ENTITY: Final = re.compile(r"&(?=#|[a-z][a-z0-9]*;)", re.IGNORECASE)
_WHOLE: Final = re.compile(r"[a-z]+:[^<> ]+")
_PIPE: Final = re.compile(r"(?<!\\)\|")
_MAX_SPAN: Final = 100
_MAX_EMPTY: Final = 10_000
"""No more empty cells are put into one page."""
_MAX_BRACKETS: Final = 3
"""Renderers give up where brackets in an address are nested deeper than some number."""
_CELLS: Final = ("td", "th")


def render_markdown(article: Article, has_images: bool = False) -> str:
    """`article` as Markdown: `#` headings, `-` lists, fenced code with its language; a line break ends it."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(article.to_html(has_images), "lxml")
    budget = iter(range(_MAX_EMPTY))
    for table in soup.find_all("table"):
        _part_spans(soup, table, budget)
    text = _BLANK_LINES.sub("\n\n", _converter().convert_soup(soup)).strip("\n")
    return f"{text}\n" if text else ""


def _part_spans(soup: Any, table: Any, budget: Iterator[int]) -> None:
    """Put empty cells where a cell of the table goes over several columns or rows, as long as `budget` gives any."""
    reaching: dict[int, int] = {}
    for row in table.find_all("tr"):
        if row.find_parent("table") is not table:
            continue
        opened: dict[int, int] = {}
        column = 0
        for cell in row.find_all(_CELLS, recursive=False):
            while reaching.get(column) and next(budget, None) is not None:
                cell.insert_before(soup.new_tag("td"))
                column += 1
            rows, more = _span_of(cell, "rowspan"), list(islice(budget, _span_of(cell, "colspan") - 1))
            for _ in more:
                cell.insert_after(soup.new_tag(cell.name))
            opened |= dict.fromkeys(range(column, column + 1 + len(more)), rows - 1)
            column += 1 + len(more)
        while reaching.get(column) and next(budget, None) is not None:
            row.append(soup.new_tag("td"))
            column += 1
        reaching = {place: rows - 1 for place, rows in reaching.items() if rows > 1} | opened


def _span_of(cell: Any, name: str) -> int:
    value = cell.attrs.pop(name, "1")
    return min(max(int(value), 1), _MAX_SPAN) if value.isdecimal() else 1


def _destination(address: str) -> str:
    """`address` as it may stand between a link's brackets."""
    found = _ENTITY.sub(r"\&", _BREAKING.sub(lambda each: quote(each.group()), address))
    return found if _is_balanced(found) else found.replace("(", "%28").replace(")", "%29")


def _is_balanced(address: str) -> bool:
    depth = 0
    for letter in address:
        depth += (letter == "(") - (letter == ")")
        if not 0 <= depth <= _MAX_BRACKETS:
            return False
    return not depth


@cache
def _converter() -> Any:
    from markdownify import MarkdownConverter, chomp  # type: ignore[attr-defined,unused-ignore]

    class Converter(MarkdownConverter):  # type: ignore[misc,unused-ignore]
        """Markdownify's, with fences, links, images and cells that nothing in them can end."""

        def convert_a(self, el: Any, text: str, parent_tags: Any) -> str:
            """A link."""
            before, behind, label = chomp(text)
            if not label or "_noformat" in parent_tags:
                return label and text
            address = _destination(el["href"])
            is_bare = label.replace(r"\_", "_") == address and _WHOLE.fullmatch(address)
            return f"<{address}>" if is_bare else f"{before}[{label}]({address}){behind}"

        def convert_img(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002 -- markdownify's
            """An image; what stands for it, where no image may stand."""
            label = self.escape(el["alt"], parent_tags)  # type: ignore[attr-defined,unused-ignore]
            return label if "_inline" in parent_tags else f"![{label}]({_destination(el['src'])})"

        def convert_td(self, el: Any, text: str, parent_tags: Any) -> Any:
            """A cell; a line in code would be taken for its end."""
            return super().convert_td(el, _PIPE.sub(r"\|", text), parent_tags)  # type: ignore[misc,unused-ignore]

        def convert_th(self, el: Any, text: str, parent_tags: Any) -> Any:
            """A cell that heads others."""
            return super().convert_th(el, _PIPE.sub(r"\|", text), parent_tags)  # type: ignore[misc,unused-ignore]

        def convert_pre(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002 -- markdownify's
            """Code between fences, with its language."""
            fence = max(["```", *(f"{found}`" for found in _FENCES.findall(text))], key=len)
            language = next((name[9:] for name in el.get("class", ()) if name.startswith("language-")), "")
            return f"\n\n{fence}{language}\n{text}\n{fence}\n\n" if text else ""

    return Converter(heading_style="ATX", bullets="-", escape_misc=True)
