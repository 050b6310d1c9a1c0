"""The tools that are measured: each takes a page and gives its text.

The peers come with the extra `benchmarks`. Each is called as its own documentation says for the body of a page, is
given the decoded page where it does not decode, and is told the language where it wants to know; where the language
is unknown, it is left to find it as it does by default.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from importlib import metadata
from importlib.util import find_spec
from typing import Any

from benchmarks.corpus import Page

__all__ = ["OURS", "PARSERS", "PEER", "TOOLS", "Parser", "Tool", "installed", "packages_of", "parsers", "version_of"]

OURS = "cleaner"
PEER = "trafilatura"
"""What speed is measured against."""


@dataclass(frozen=True)
class Tool:
    """A tool and the way it is called."""

    extract: Callable[[Page], str]
    module: str
    """What it needs to be importable."""
    packages: tuple[str, ...]
    """The packages whose versions its outputs depend on."""


@dataclass(frozen=True)
class Parser:
    """An HTML parser by itself: the time under which no tool that uses it can be."""

    prepare: Callable[[Page], Any]
    """What it is given: the page as it reads it soonest."""
    parse: Callable[[Any], object]
    module: str
    """What it needs to be importable."""


def cleaner_text(page: Page) -> str:
    """`cleaner` with its default pipeline; empty for what is no page."""
    import cleaner

    try:
        return cleaner.clean(page.html).text
    except cleaner.PageError:
        return ""


def trafilatura_text(page: Page, **options: bool) -> str:
    """Trafilatura with these options."""
    import trafilatura

    return trafilatura.extract(page.html, **options) or ""


def readability_text(page: Page) -> str:
    """readability-lxml; its HTML is made text by html-text."""
    from html_text import extract_text
    from readability import Document

    return extract_text(Document(page.text).summary(html_partial=True))


def resiliparse_text(page: Page) -> str:
    """Resiliparse's main content: no comments, and no bullets or image descriptions added to the text."""
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(
        page.text, preserve_formatting=True, main_content=True, comments=False, list_bullets=False, alt_texts=False
    )


def newspaper_text(page: Page) -> str:
    """newspaper4k, in the page's language where it has that (it needs jieba for Chinese)."""
    import newspaper
    from newspaper.utils import get_available_languages

    options: dict[str, Any] = {"language": page.language} if page.language in get_available_languages() else {}
    article = newspaper.Article(page.url or "https://example.org/", fetch_images=False, **options)
    article.download(input_html=page.text)
    article.parse()
    return article.text


def goose_text(page: Page) -> str:
    """goose3, in the page's language (it needs jieba for Chinese)."""
    from goose3 import Goose
    from goose3.text import StopWordsChinese

    options: dict[str, Any] = {"enable_image_fetching": False}
    if page.language:
        options |= {"use_meta_language": False, "target_language": page.language}
    if page.language == "zh":
        options["stopwords_class"] = StopWordsChinese
    with Goose(options) as goose:
        return goose.extract(raw_html=page.text).cleaned_text


def justext_text(page: Page) -> str:
    """Run jusText with the stop words of the page's language, in its language-independent way where it has no list.

    An unknown language counts as English, its own default.
    """
    import justext

    name = _stoplist_of(page.language or "en")
    options = {} if name else {"stopwords_low": 0, "stopwords_high": 0}
    stoplist = justext.get_stoplist(name) if name else frozenset()
    paragraphs = justext.justext(page.text, stoplist, **options)
    return "\n\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def _stoplist_of(language: str) -> str:
    """The name that jusText has for the language, empty where it does not know it."""
    import justext
    from babel import Locale, UnknownLocaleError

    if language in {"no", "nb"}:
        return "Norwegian_Bokmal"
    try:
        name = (Locale(language).english_name or "").replace(" ", "_")
    except (UnknownLocaleError, ValueError):
        return ""
    return name if name in justext.get_stoplists() else ""


def boilerpy_text(page: Page) -> str:
    """boilerpy3's article extractor."""
    from boilerpy3.extractors import ArticleExtractor

    return ArticleExtractor(raise_on_failure=False).get_content(page.text)


def turbohtml_text(page: Page) -> str:
    """Take turbohtml's main text."""
    import turbohtml

    return turbohtml.parse(page.text).main_text() or ""


def html_text_text(page: Page) -> str:
    """html-text: all text of the page, the floor."""
    from html_text import extract_text

    return extract_text(page.text)


def utf8(page: Page) -> bytes:
    """The page's markup in UTF-8."""
    return (page.text or "").encode("utf-8", "replace")


def lxml_tree(data: bytes) -> object:
    """The tree of libxml2."""
    from lxml import etree

    return etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True))


def lexbor_tree(data: bytes) -> object:
    """The tree of lexbor, by selectolax."""
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(data)


def turbohtml_tree(text: str) -> object:
    """The tree of turbohtml."""
    import turbohtml

    return turbohtml.parse(text)


def _trafilatura(**options: bool) -> Tool:
    return Tool(partial(trafilatura_text, **options), "trafilatura", ("trafilatura",))


TOOLS: dict[str, Tool] = {
    OURS: Tool(cleaner_text, "cleaner", ("article-cleaner",)),
    PEER: _trafilatura(),
    "trafilatura, no comments": _trafilatura(include_comments=False),
    "trafilatura, fast": _trafilatura(fast=True, include_comments=False),
    "trafilatura, precision": _trafilatura(favor_precision=True, include_comments=False),
    "trafilatura, recall": _trafilatura(favor_recall=True, include_comments=False),
    "readability-lxml": Tool(readability_text, "readability", ("readability-lxml", "html-text")),
    "resiliparse": Tool(resiliparse_text, "resiliparse", ("resiliparse",)),
    "newspaper4k": Tool(newspaper_text, "newspaper", ("newspaper4k", "jieba")),
    "goose3": Tool(goose_text, "goose3", ("goose3", "jieba")),
    "jusText": Tool(justext_text, "justext", ("jusText",)),
    "boilerpy3": Tool(boilerpy_text, "boilerpy3", ("boilerpy3",)),
    "turbohtml": Tool(turbohtml_text, "turbohtml", ("turbohtml",)),
    "html-text": Tool(html_text_text, "html_text", ("html-text",)),
}


PARSERS: dict[str, Parser] = {
    "parsing alone: lxml": Parser(utf8, lxml_tree, "lxml"),
    "parsing alone: selectolax (lexbor)": Parser(utf8, lexbor_tree, "selectolax"),
    "parsing alone: turbohtml": Parser(lambda page: page.text, turbohtml_tree, "turbohtml"),
}
"""For speed only."""


def installed() -> tuple[str, ...]:
    """The tools that are there."""
    return tuple(name for name, tool in TOOLS.items() if find_spec(tool.module))


def parsers() -> dict[str, Parser]:
    """The parsers that are there."""
    return {name: each for name, each in PARSERS.items() if find_spec(each.module)}


def packages_of(name: str) -> str:
    """The packages that the tool's outputs depend on, with their versions."""
    return ", ".join(f"{package} {_version_of(package)}" for package in TOOLS[name].packages)


def version_of(name: str) -> str:
    """What the tool's outputs depend on: the versions of its packages, and the code that calls it."""
    extract: Any = TOOLS[name].extract
    call = inspect.getsource(getattr(extract, "func", extract)) + repr(sorted(getattr(extract, "keywords", {}).items()))
    return f"{packages_of(name)}, call {sha256(call.encode()).hexdigest()[:8]}"


def _version_of(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "absent"
