r"""Strip the boilerplate from saved web pages and say why each block went.

>>> import cleaner
>>> article = cleaner.clean_text("Rain fell all day.\n\nComments (2)\n\nLog in to comment")
>>> article.text
'Rain fell all day.'

The names are imported when first used: the pytest plugin must cost nothing in projects that do not use it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from cleaner.article import Article, Comment
    from cleaner.document import Block, Container, Document
    from cleaner.drop import Drop, Veto
    from cleaner.errors import (
        CaseError,
        CleanerError,
        OutputError,
        PageError,
        PipelineError,
        RulesError,
        TableError,
        TemplateError,
    )
    from cleaner.filters import DEFAULT
    from cleaner.limits import Limits
    from cleaner.parser import parse, parse_text
    from cleaner.pipeline import Filter, Pipeline
    from cleaner.rules import Rules
    from cleaner.site_template import SiteTemplate

__all__ = [
    "DEFAULT",
    "Article",
    "Block",
    "CaseError",
    "CleanerError",
    "Comment",
    "Container",
    "Document",
    "Drop",
    "Filter",
    "Limits",
    "OutputError",
    "PageError",
    "Pipeline",
    "PipelineError",
    "Rules",
    "RulesError",
    "SiteTemplate",
    "TableError",
    "TemplateError",
    "Veto",
    "clean",
    "clean_text",
    "parse",
    "parse_text",
]

__version__ = "0.1.0"

_HOMES: Final = {
    **dict.fromkeys(("Article", "Comment"), "article"),
    **dict.fromkeys(("Block", "Container", "Document"), "document"),
    **dict.fromkeys(("Drop", "Veto"), "drop"),
    **dict.fromkeys(
        (
            "CaseError",
            "CleanerError",
            "OutputError",
            "PageError",
            "PipelineError",
            "RulesError",
            "TableError",
            "TemplateError",
        ),
        "errors",
    ),
    "DEFAULT": "filters",
    "Limits": "limits",
    **dict.fromkeys(("parse", "parse_text"), "parser"),
    **dict.fromkeys(("Filter", "Pipeline"), "pipeline"),
    "Rules": "rules",
    "SiteTemplate": "site_template",
}
"""The module that each name is from."""


def clean(page: Any, url: str = "") -> "Article":
    """The article on `page`, cleaned by the `DEFAULT` pipeline.

    `page`: HTML as bytes or str, an lxml element or tree, or a BeautifulSoup object; a tree is read, never changed.
    Raises `PageError` where `page` is something else (a PDF's bytes, a number).
    """
    from cleaner.filters import DEFAULT

    return DEFAULT.clean(page, url)


def clean_text(text: str, language: str = "", url: str = "") -> "Article":
    """The article in `text`, plain text left by some scraper or extractor, cleaned by the `DEFAULT` pipeline.

    `language` is the text's language as an ISO 639-1 code; unknown by default.
    """
    from cleaner.filters import DEFAULT

    return DEFAULT.clean_text(text, language, url)


def __getattr__(name: str) -> Any:
    """Import what is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'cleaner' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"cleaner.{_HOMES[name]}"), name)
    return value


def __dir__() -> list[str]:
    """The public names and the module's own."""
    return sorted({*globals(), *__all__})
