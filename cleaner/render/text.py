"""The kept blocks as plain text."""

from collections.abc import Sequence

from cleaner.document import Block, Container

__all__ = ["render_text"]

_LISTS = frozenset(("ul", "ol", "dl", "menu", "dir"))
_CODE_TAGS = frozenset(("listing", "plaintext", "pre", "xmp"))


def render_text(blocks: Sequence[Block]) -> str:
    """`blocks` parted by one blank line; items of a list, table rows, lines of a listing or group by a line break."""
    parts: list[str] = []
    before: Container | None = None
    for block in blocks:
        group = _group_of(block)
        if parts:
            parts.append("\n" if group is not None and group is before else "\n\n")
        parts.append(block.text)
        before = group
    return "".join(parts)


def _group_of(block: Block) -> Container | None:
    """The list, table, listing or group of lines that `block` is one of; an item's outermost list."""
    if block.kind == "item" and block.container.element is not None:
        return next((each for each in reversed(list(block.container.ancestry())) if each.tag in _LISTS), None)
    if block.kind == "row":
        return next((each for each in block.container.ancestry() if each.tag == "table"), None)
    if block.kind == "code":
        return next((each for each in block.container.ancestry() if each.tag in _CODE_TAGS), None)
    return block.container if block.container.tag == "lines" else None
