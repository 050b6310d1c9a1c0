"""The tools that are measured: each takes a page and gives its text.

The peers come with the extra `benchmarks`. Each is called as its own documentation says, told the page's encoding
and language where it wants to know, and gives an empty text for a page that it fails on.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from importlib import metadata
from importlib.util import find_spec
from multiprocessing import Pool
from pathlib import Path
from time import perf_counter

from benchmarks.corpus import Page
from cleaner.encoding import decode

__all__ = ["TOOLS", "installed", "run"]

Tool = Callable[[Page], str]
_CACHE = Path(".benchmarks")

_MODULES = {
    "html-text": "html_text",
    "jusText": "justext",
    "newspaper4k": "newspaper",
    "readability-lxml": "readability",
}
_STOPLISTS = {
    "Chinese": "",
    "English": "English",
    "Greek": "Greek",
    "Polish": "Polish",
    "Russian": "Russian",
    "de": "German",
    "en": "English",
}


def cleaner_text(page: Page) -> str:
    """`cleaner` with its default pipeline."""
    import cleaner

    try:
        return cleaner.clean(page.html).text
    except cleaner.PageError:
        return ""


def trafilatura_with(**options: bool) -> Tool:
    """Trafilatura with these options."""

    def extract(page: Page) -> str:
        import trafilatura

        return trafilatura.extract(page.html, **options) or ""

    return extract


def readability_text(page: Page) -> str:
    """readability-lxml; its HTML is made text by html-text."""
    from html_text import extract_text
    from readability import Document

    return extract_text(Document(decode(page.html)[0]).summary(html_partial=True))


def resiliparse_text(page: Page) -> str:
    """Resiliparse's main content."""
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(decode(page.html)[0], main_content=True, preserve_formatting=True)


def newspaper_text(page: Page) -> str:
    """newspaper4k."""
    import newspaper

    article = newspaper.Article(page.url or "https://example.org/", fetch_images=False)
    article.download(input_html=decode(page.html)[0])
    article.parse()
    return article.text


def goose_text(page: Page) -> str:
    """goose3."""
    from goose3 import Goose

    with Goose({"enable_image_fetching": False}) as goose:
        return goose.extract(raw_html=decode(page.html)[0]).cleaned_text


def justext_text(page: Page) -> str:
    """Run jusText with the stop words of the page's language, without any where it has no list."""
    import justext

    name = _STOPLISTS.get(page.language, "English")
    options = {} if name else {"stopwords_low": 0, "stopwords_high": 0}
    stoplist = justext.get_stoplist(name) if name else frozenset()
    paragraphs = justext.justext(decode(page.html)[0], stoplist, **options)
    return "\n\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def boilerpy_text(page: Page) -> str:
    """boilerpy3's article extractor."""
    from boilerpy3.extractors import ArticleExtractor

    return ArticleExtractor(raise_on_failure=False).get_content(decode(page.html)[0])


def turbohtml_text(page: Page) -> str:
    """Take turbohtml's main text."""
    import turbohtml

    return turbohtml.parse(decode(page.html)[0]).main_text() or ""


def html_text_text(page: Page) -> str:
    """html-text: all text of the page, the floor."""
    from html_text import extract_text

    return extract_text(decode(page.html)[0])


TOOLS: dict[str, Tool] = {
    "cleaner": cleaner_text,
    "trafilatura": trafilatura_with(),
    "trafilatura, no comments": trafilatura_with(include_comments=False),
    "trafilatura, fast": trafilatura_with(fast=True, include_comments=False),
    "trafilatura, precision": trafilatura_with(favor_precision=True, include_comments=False),
    "trafilatura, recall": trafilatura_with(favor_recall=True, include_comments=False),
    "readability-lxml": readability_text,
    "resiliparse": resiliparse_text,
    "newspaper4k": newspaper_text,
    "goose3": goose_text,
    "jusText": justext_text,
    "boilerpy3": boilerpy_text,
    "turbohtml": turbohtml_text,
    "html-text": html_text_text,
}


def installed() -> tuple[str, ...]:
    """The tools that are there."""
    return tuple(tool for tool in TOOLS if tool == "cleaner" or find_spec(_MODULES.get(tool, tool.split(",")[0])))


def run(tool: str, pages: Sequence[Page], jobs: int) -> list[tuple[str, float]]:
    """The text that `tool` makes of each page and the seconds it took, in `jobs` processes.

    A peer's answers are kept in `.benchmarks/`, by its version and the pages: after a change only `cleaner` runs.
    """
    kept = None if tool == "cleaner" else _CACHE / f"{_key_of(tool, pages)}.json"
    if kept is not None and kept.exists():
        return [(text, seconds) for text, seconds in json.loads(kept.read_text("utf-8"))]
    with Pool(jobs) as pool:
        found = pool.map(_Timed(tool), pages, chunksize=8)
    if kept is not None:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(json.dumps(found), "utf-8")
    return found


def _key_of(tool: str, pages: Sequence[Page]) -> str:
    package = tool.partition(",")[0]
    digest = hashlib.sha256("\n".join(page.id for page in pages).encode()).hexdigest()[:12]
    return f"{tool.replace(', ', '-').replace(' ', '-')}-{metadata.version(package)}-{pages[0].corpus}-{digest}"


class _Timed:
    """A tool with a clock around it, for worker processes."""

    def __init__(self, tool: str) -> None:
        self._tool = tool

    def __call__(self, page: Page) -> tuple[str, float]:
        """The text and the seconds."""
        start = perf_counter()
        try:
            text = TOOLS[self._tool](page)
        except Exception:  # whatever a peer raises, it has no text for this page
            if self._tool == "cleaner":
                raise
            text = ""
        return text, perf_counter() - start
