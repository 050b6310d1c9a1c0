"""Title, author, date and the like: read by trafilatura, which does it well.

Of a page that is larger than the limits allow it is given the beginning, head and all: it takes long over many tags.
"""

from typing import Any

from cleaner.document import Document
from cleaner.limits import Limits

__all__ = ["read_metadata"]

_FIELDS = ("title", "author", "date", "sitename", "hostname", "description", "categories", "tags", "license", "image")


def read_metadata(document: Document) -> dict[str, Any]:
    """The metadata of the page; fields that it does not give are left out. Empty for plain text."""
    tree = (document.page or document).tree
    if tree is None:
        return {}
    from lxml import etree, html
    from trafilatura.metadata import extract_metadata

    source = _beginning(etree.tostring(tree, encoding="unicode", method="html"), document.limits)
    found = extract_metadata(html.document_fromstring(source), default_url=document.url or None)
    values = {name: getattr(found, name, None) for name in _FIELDS}
    values["language"] = document.language
    values["url"] = document.url or getattr(found, "url", None)
    return {name: value for name, value in values.items() if value}


def _beginning(source: str, limits: Limits) -> str:
    pieces = source[: limits.metadata_bytes].split("<", limits.metadata_tags + 1)
    return "<".join(pieces[: limits.metadata_tags + 1])
