"""Cleaning in pipelines of datatrove: `CleanerExtractor`, a step between a reader of web pages and what follows."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from datatrove.data import Document
from datatrove.pipeline.extractors.base import BaseExtractor, ExtractorSandbox
from datatrove.utils.logging import logger
from datatrove.utils.typeshelper import StatHints

from cleaner import DEFAULT, Article, CleanerError, PageError, Pipeline
from cleaner.errors import reason_of

__all__ = ["CleanerExtractor"]

_FIRST_PAGE: Final = ("<p>Rain fell on the town all day, and nobody who could stay at home went out.</p>", "")
"""Cleaned when the process starts, so that no page pays for what is loaded once."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the process that cleans sends back."""

    text: str
    confidence: float
    drops: tuple[dict[str, str], ...]
    reason: str
    """Why there is no text, if so."""


class CleanerExtractor(BaseExtractor):  # type: ignore[misc,unused-ignore]  # datatrove has no types
    """Puts the clean body of a page in the place of its HTML.

    A document's `metadata["url"]`, where its reader gives one, is the page's address. The article's `confidence` is
    noted in the metadata, and with `drops` every removed block: its filter, the evidence and its text.

    A page without a body is dropped and counted: as `no_body`; as `clean_error` where it is no page or a filter
    failed; as `timeout`; as `broken_process` where the process that cleans died. The task's log says which page and
    why. How many blocks each filter took is counted too (`promo_blocks`).
    """

    name = "🧽 Cleaner"

    def __init__(self, pipeline: Pipeline = DEFAULT, *, drops: bool = False, timeout: float = 20) -> None:
        """Clean by `pipeline`, in a process of its own that is killed where a page takes `timeout` seconds."""
        super().__init__(timeout)
        self.pipeline = pipeline
        self.drops = drops

    def extract(self, text: str) -> str:
        """The clean body of the HTML in `text`; raises `PageError` where it is no page."""
        return self.pipeline.clean(text).text

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:  # noqa: ARG002
        """The documents of `data` that have a body, with it as their text."""
        with ExtractorSandbox(self.timeout, _FIRST_PAGE) as sandbox:
            for document in data:
                self.stat_update(StatHints.total)
                with self.track_time():
                    is_clean = self._clean(sandbox, document)
                if is_clean:
                    self.stat_update(StatHints.forwarded)
                    self.update_doc_stats(document)
                    yield document
                else:
                    self.stat_update(StatHints.dropped)

    def _clean(self, sandbox: ExtractorSandbox, document: Document) -> bool:
        """Clean `document` in place, and say whether it has a body."""
        page = (document.text, document.metadata.get("url") or "")
        try:
            answer = sandbox.process_document(page, self._answer)
        except TimeoutError:
            return self._refuse(document, "timeout", f"took more than {self.timeout:g} s")
        except CleanerError as error:
            return self._refuse(document, "clean_error", str(error))
        except (EOFError, OSError):
            return self._refuse(document, "broken_process", "the process that cleaned it died")
        self._count(answer)
        if answer.reason:
            return self._refuse(document, "no_body", answer.reason)
        document.text = answer.text
        document.metadata["confidence"] = answer.confidence
        if self.drops:
            document.metadata["drops"] = list(answer.drops)
        return True

    def _answer(self, html: str, url: str) -> "_Answer | PageError":
        """What the sandbox sends back from its process; it raises what is an exception."""
        try:
            return _answer_of(self.pipeline.clean(html, url))
        except Exception as error:  # one page must not end the process, whatever it is or its filters do
            return PageError(reason_of(error))

    def _count(self, answer: _Answer) -> None:
        for name, count in Counter(drop["filter"] for drop in answer.drops).items():
            self.stat_update(f"{name}_blocks", value=count)

    def _refuse(self, document: Document, kind: str, reason: str) -> bool:
        self.stat_update(kind)
        level = "DEBUG" if kind == "no_body" else "WARNING"  # pages without a body are many and no fault
        logger.log(level, f"{document.metadata.get('url') or document.id}: {kind}: {reason}")
        return False


def _answer_of(article: Article) -> _Answer:
    drops = tuple({"filter": each.filter, "evidence": each.evidence, "text": each.text} for each in article.drops)
    return _Answer(article.text, round(article.confidence, 3), drops, article.why_empty)
