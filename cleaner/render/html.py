"""The kept blocks as minimal HTML, safe to embed anywhere: few tags, fewer attributes, links to harmless addresses."""

from html import escape
from typing import Final

from cleaner.document import Document
from cleaner.render.tree import INLINE, Node, build_tree

__all__ = ["render_html"]

_VOID: Final = frozenset(("br", "img"))
_WITHIN_A_LINE: Final = INLINE | _VOID | {"td", "th"}
_OPENS_A_LINE: Final = frozenset("blockquote dl figure ol table tbody tfoot thead ul".split())


def render_html(document: Document, has_images: bool = False) -> str:
    """The kept blocks of `document`, a line for each block-level tag; ends with a line break unless empty."""
    out: list[str] = []
    _write(build_tree(document, has_images), out)
    return "".join(out)


def _write(node: Node, out: list[str]) -> None:
    is_within_a_line = False
    for child in node.children:
        if isinstance(child, str):
            out.append(escape(child, quote=False))
            is_within_a_line = True
            continue
        is_block = child.name not in _WITHIN_A_LINE
        if is_block and is_within_a_line:
            out.append("\n")
        attributes = "".join(f' {key}="{escape(value)}"' for key, value in child.attributes.items())
        out.append(f"<{child.name}{attributes}>" + ("\n" if child.name in _OPENS_A_LINE else ""))
        if child.name not in _VOID:
            _write(child, out)
            out.append(f"</{child.name}>" + ("\n" if is_block else ""))
        is_within_a_line = not is_block
