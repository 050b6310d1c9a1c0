"""Title, author, date and the like: read by trafilatura, which does it well."""

from typing import Any

from cleaner.document import Document

__all__ = ["read_metadata"]

_FIELDS = ("title", "author", "date", "sitename", "hostname", "description", "categories", "tags", "license", "image")


def read_metadata(document: Document) -> dict[str, Any]:
    """The metadata of the page; fields that it does not give are left out. Empty for plain text."""
    tree = (document.page or document).tree
    if tree is None:
        return {}
    from lxml import etree, html
    from trafilatura.metadata import extract_metadata

    source = etree.tostring(tree, encoding="unicode", method="html")
    found = extract_metadata(html.document_fromstring(source), default_url=document.url or None)
    values = {name: getattr(found, name, None) for name in _FIELDS}
    values["language"] = document.language
    values["url"] = document.url or getattr(found, "url", None)
    return {name: value for name, value in values.items() if value}
