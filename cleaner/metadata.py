"""Title, author, date and the like: read by trafilatura, which does it well.

Of a page that is larger than the limits allow it is given the beginning, head and all: it takes long over many tags.
"""

import json
import re
from typing import Any, Final

from cleaner.document import Document
from cleaner.limits import Limits

__all__ = ["read_metadata"]

_FIELDS = ("title", "author", "date", "sitename", "hostname", "description", "categories", "tags", "license", "image")

_MAX_BROKEN_CHARS: Final = 20_000
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What lxml reads but does not write; trafilatura writes."""


def read_metadata(document: Document) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The metadata of the page, and warnings where not all of the page was looked at, or none could be read.

    Fields that it does not give are left out. Empty for plain text.
    """
    tree = (document.page or document).tree
    if tree is None:
        return {}, ()
    from lxml import etree, html
    from trafilatura.metadata import extract_metadata

    whole = etree.tostring(tree, encoding="unicode", method="html")
    source = _beginning(whole, document.limits)
    page = html.document_fromstring(_NOT_XML.sub(" ", source))
    _drop_broken_data(page)
    warnings: tuple[str, ...] = (document.limits.metadata_note,) if len(source) < len(whole) else ()
    found: Any = None
    try:
        found = extract_metadata(page, default_url=document.url or None)
    except Exception as error:  # whatever of a page trafilatura does not expect, its text is clean all the same
        warnings += (f"trafilatura reads no metadata of this page: {type(error).__name__}: {error}",)
    values = {name: getattr(found, name, None) for name in _FIELDS}
    values["language"] = document.language
    values["url"] = document.url or getattr(found, "url", None)
    return {name: value for name, value in values.items() if value}, warnings


def _drop_broken_data(page: Any) -> None:
    """Take long JSON-LD that is no JSON off the page: trafilatura searches it in quadratic time."""
    left = _MAX_BROKEN_CHARS
    for script in page.iter("script"):
        text = script.text or ""
        if "+json" in (script.get("type") or "") and not _is_json(text):
            left -= len(text)
            if left < 0:
                script.text = None


def _is_json(text: str) -> bool:
    try:
        json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return False
    return True


def _beginning(source: str, limits: Limits) -> str:
    pieces = source[: limits.metadata_bytes].split("<", limits.metadata_tags + 1)
    return "<".join(pieces[: limits.metadata_tags + 1])
