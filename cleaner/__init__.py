r"""Strip the boilerplate from saved web pages and say why each block went.

>>> import cleaner
>>> article = cleaner.clean_text("Rain fell all day.\n\nComments (2)\n\nLog in to comment")
>>> article.text
'Rain fell all day.'
"""

from typing import Any

from cleaner.article import Article, Comment
from cleaner.document import Block, Container, Document
from cleaner.drop import Drop, Veto
from cleaner.errors import CleanerError, PageError, PipelineError, RulesError, TableError
from cleaner.filters import DEFAULT
from cleaner.parse import parse, parse_text
from cleaner.pipeline import Filter, Pipeline
from cleaner.rules import Rules

__all__ = [
    "DEFAULT",
    "Article",
    "Block",
    "CleanerError",
    "Comment",
    "Container",
    "Document",
    "Drop",
    "Filter",
    "PageError",
    "Pipeline",
    "PipelineError",
    "Rules",
    "RulesError",
    "TableError",
    "Veto",
    "clean",
    "clean_text",
    "parse",
    "parse_text",
]

__version__ = "0.1.0"


def clean(page: Any, url: str = "") -> Article:
    """The article on `page`, cleaned by the `DEFAULT` pipeline.

    `page`: HTML as bytes or str, an lxml element or tree, or a BeautifulSoup object; a tree is read, never changed.
    Raises `PageError` where `page` is something else (a PDF's bytes, a number).
    """
    return DEFAULT.clean(page, url)


def clean_text(text: str, language: str = "", url: str = "") -> Article:
    """The article in `text`, plain text left by some scraper or extractor, cleaned by the `DEFAULT` pipeline.

    `language` is the text's language as an ISO 639-1 code; unknown by default.
    """
    return DEFAULT.clean_text(text, language, url)
