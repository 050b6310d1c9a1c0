"""Tags as parsers read them, for what looks at a page's text before it is parsed."""

import re
import sys
from typing import Final

__all__ = ["RAW_NAMES", "TAG", "UNIT", "name_of"]

RAW_NAMES: Final = ("script", "style", "textarea", "title")
"""Elements that hold text alone: what looks like a tag or a comment in one is none."""
_MANY: Final = "*+" if sys.version_info >= (3, 11) else "*"
"""Nothing behind it can fail, so no way back need be remembered, which takes memory."""
_INSIDE: Final = rf"""[^>=]*(?:="[^"]*"[^>=]*|=\s*(?:'[^']*'|"[^"]*")?[^>=]*){_MANY}"""
"""What stands in a tag, to its last bracket: a quote counts behind `=` alone."""


def _raw(name: str) -> str:
    name = "".join(f"[{letter}{letter.upper()}]" for letter in name) + r"(?![^\s/>])"
    return rf"{name}{_INSIDE}(?:>[^<]*(?:<(?!/{name})[^<]*){_MANY})?"


TAG: Final = re.compile(rf"</?[a-zA-Z]{_INSIDE}")
"""A tag without its last bracket."""
UNIT: Final = re.compile(
    rf"<(?:[a-ru-zA-RU-Z]{_INSIDE}|(?=[sStT])(?:{'|'.join(map(_raw, RAW_NAMES))})|[a-zA-Z]{_INSIDE}"
    r"|!--(?:-?>|(?s:.*?)(?:--!?>|\Z))|[!?][^>]*)"
)
"""A start tag without its last bracket, with the text of a raw element; or a comment.

It is looked for on every page: what is most frequent comes first, and there is no group.
"""
_NAME: Final = re.compile(r"</?([a-zA-Z][^\s/>]*)")


def name_of(tag: str) -> str:
    """The name of the element that `tag`, or a unit that is no comment, begins or ends; empty for a comment."""
    found = _NAME.match(tag)
    return found.group(1).lower() if found else ""
