"""Scrapy: an item pipeline that cleans the pages which items hold, and a processor for item loaders.

    ITEM_PIPELINES = {"cleaner.integrations.scrapy.CleanerPipeline": 300}

Cleaning takes some milliseconds of processor time a page, as much as a few selectors over it do, and waits for
nothing. So it is done in the reactor's thread: another thread would share the same processor and gain nothing.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from cleaner.article import Article
from cleaner.errors import CleanerError, PageError, reason_of
from cleaner.filters import DEFAULT
from cleaner.pipeline import Pipeline
from cleaner.render.json import drop_dicts

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings
    from scrapy.statscollectors import StatsCollector

__all__ = ["CleanText", "CleanerPipeline"]

_SETTINGS: Final[Mapping[str, Any]] = {
    "CLEANER_PIPELINE": "cleaner:DEFAULT",
    "CLEANER_HTML_FIELD": "html",
    "CLEANER_URL_FIELD": "url",
    "CLEANER_FIELDS": {"text": "text"},
    "CLEANER_KEEP_HTML": False,
    "CLEANER_ON_ERROR": "drop",
}
"""Every setting and its default."""
_FORMS: Final[Mapping[str, Callable[[Article], str]]] = {
    "text": lambda article: article.text,
    "markdown": lambda article: article.markdown,
    "html": lambda article: article.html,
}
_VALUES: Final[Mapping[str, Callable[[Article], Any]]] = {
    **_FORMS,
    "comments": lambda article: [asdict(comment) for comment in article.comments],
    "metadata": lambda article: article.metadata,
    "confidence": lambda article: round(article.confidence, 3),
    "language": lambda article: article.document.language,
    "source": lambda article: article.source,
    "drops": lambda article: [
        {name: drop[name] for name in ("filter", "evidence", "path", "text")} for drop in drop_dicts(article)
    ],
    "warnings": lambda article: list(article.warnings),
    "error": lambda _: "",
}
"""What can be put into an item, as a feed export can write it."""
_ON_ERROR: Final = ("drop", "keep")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class CleanerPipeline:
    """An item pipeline: takes the page out of each item, cleans it, and puts what is left into the item's fields.

    Items may be dictionaries, `scrapy.Item`s, dataclasses, or whatever else `itemadapter` knows. An item without a page
    passes as it is. What happened is counted in the crawl's stats: `cleaner/pages`, of these `cleaner/failed`,
    `cleaner/skipped` (items without a page), `cleaner/words/kept`, `cleaner/words/dropped`, `cleaner/vetoes`, and the
    dropped blocks by filter: `cleaner/drops/promo`.

    A page that cannot be cleaned (empty, a PDF, no body found) is logged with its URL and the reason, and counted; it
    never stops the crawl. A setting that is wrong does, before the first request.
    """

    stats: "StatsCollector"
    """Where it is counted."""
    pipeline: Pipeline = DEFAULT
    """`CLEANER_PIPELINE`: a `Pipeline`, or the name of one as `package.module:NAME`."""
    html_field: str = _SETTINGS["CLEANER_HTML_FIELD"]
    """`CLEANER_HTML_FIELD`: the field in which an item brings its page, as `response.body` or `response.text`."""
    url_field: str = _SETTINGS["CLEANER_URL_FIELD"]
    """`CLEANER_URL_FIELD`: the field with the page's address; it may be missing."""
    fields: Mapping[str, str] = field(default_factory=lambda: dict(_SETTINGS["CLEANER_FIELDS"]))
    """`CLEANER_FIELDS`: which fields of the item get what of the article: its `text`, `markdown`, `html`, `comments`,
    `metadata`, `confidence`, `language`, `source`, `drops` or `warnings`, or `error`, the reason why there is none. A
    dictionary; as JSON on the command line."""
    keeps_html: bool = _SETTINGS["CLEANER_KEEP_HTML"]
    """`CLEANER_KEEP_HTML`: whether the page stays in the item. Else its field is deleted, or None in items whose fields
    are fixed."""
    on_error: str = _SETTINGS["CLEANER_ON_ERROR"]
    """`CLEANER_ON_ERROR`: `drop` drops the item of a page that cannot be cleaned, `keep` passes it on with its fields
    None and the reason as `error`."""

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "CleanerPipeline":
        """The pipeline that the crawler's settings ask for; raises `CleanerError` where one is wrong.

        Not `NotConfigured`: that would go on without cleaning.
        """
        settings = crawler.settings
        unknown = sorted(name for name in settings if name.startswith("CLEANER_") and name not in _SETTINGS)
        if unknown:
            raise CleanerError(f"no setting {', '.join(unknown)}; the settings are {', '.join(_SETTINGS)}")
        return cls(
            crawler.stats,
            _setting(settings, "CLEANER_PIPELINE", _pipeline),
            _setting(settings, "CLEANER_HTML_FIELD", _field),
            _setting(settings, "CLEANER_URL_FIELD", _field),
            _setting(settings, "CLEANER_FIELDS", _fields),
            _setting(settings, "CLEANER_KEEP_HTML", _flag),
            _setting(settings, "CLEANER_ON_ERROR", _policy),
        )

    def process_item(self, item: Any) -> Any:
        """The item with its page cleaned; raises `DropItem` where that fails, if `on_error` says so."""
        adapter = ItemAdapter(item)
        page = adapter.get(self.html_field)
        if page is None:
            self.stats.inc_value("cleaner/skipped")
            return item
        self.stats.inc_value("cleaner/pages")
        url = adapter.get(self.url_field) or ""
        try:
            article = _clean(self.pipeline, page, url)
            values = {name: _VALUES[value](article) for name, value in self.fields.items()}
            self._write(adapter, values)
        except Exception as error:  # one page must not lose the reason why, whoever wrote the filter that failed
            self._fail(adapter, _complain(url, error))
        else:
            self._count(article)
        return item

    def close_spider(self) -> None:
        """Warn where no item at all had a page: the field's name may be wrong."""
        if self.stats.get_value("cleaner/skipped") and not self.stats.get_value("cleaner/pages"):
            logger.warning("no item has a page in its field %r (CLEANER_HTML_FIELD)", self.html_field)

    def _fail(self, adapter: ItemAdapter, reason: str) -> None:
        self.stats.inc_value("cleaner/failed")
        if self.on_error == "drop":
            raise DropItem(reason, log_level="DEBUG")  # it is logged with its whole page
        values = {name: reason if value == "error" else None for name, value in self.fields.items()}
        with suppress(CleanerError):  # which is the reason already
            self._write(adapter, values)

    def _write(self, adapter: ItemAdapter, values: Mapping[str, Any]) -> None:
        """Put `values` into the item and the page out of it; all of them, or none where the item lacks a field."""
        item, kind = adapter.item, type(adapter.item).__name__
        if not isinstance(item, dict):
            missing = sorted(set(values).difference(adapter.field_names()))
            if missing:
                raise CleanerError(f"{kind} has no field {', '.join(missing)} (CLEANER_FIELDS)")
        is_open = isinstance(item, MutableMapping)
        if not self.keeps_html and not is_open:
            values = {self.html_field: None, **values}
        try:
            adapter.update(values)
        except (AttributeError, TypeError, ValueError) as error:
            raise CleanerError(f"{kind} cannot be changed: {error}") from error
        if not self.keeps_html and is_open and self.html_field not in values:
            del adapter[self.html_field]

    def _count(self, article: Article) -> None:
        drops = article.drops
        self.stats.inc_value("cleaner/words/kept", sum(block.words for block in article.blocks))
        self.stats.inc_value("cleaner/words/dropped", sum(drop.block.words for drop in drops))
        self.stats.inc_value("cleaner/vetoes", len(article.vetoes))
        for name, count in Counter(drop.filter for drop in drops).items():
            self.stats.inc_value(f"cleaner/drops/{name}", count)


@dataclass(frozen=True)
class CleanText:
    """A processor for item loaders: a page, or a part of one, as HTML goes in, its clean text comes out.

    It stands by itself (`text_in = CleanText()`) or among others (`MapCompose(CleanText(), str.strip)`). The page's
    address is the loader context's `url`, or that of its `response`. A page that cannot be cleaned is logged with its
    address and the reason, and gives no value.

    Raises `CleanerError` for an unknown `form`.
    """

    pipeline: Pipeline = DEFAULT
    """What cleans."""
    form: str = "text"
    """`text`, `markdown` or `html`."""

    def __post_init__(self) -> None:
        """Check the form."""
        _one_of(self.form, _FORMS)

    def __call__(self, value: Any, loader_context: Mapping[str, Any] | None = None) -> Any:
        """The clean text of `value`, None where there is none; of a list, the list of those there are."""
        context = loader_context or {}
        url = context.get("url") or getattr(context.get("response"), "url", None) or ""
        if not isinstance(value, (list, tuple)):
            return self._text(value, url)
        texts = [self._text(each, url) for each in value]
        return [text for text in texts if text is not None]

    def _text(self, page: Any, url: Any) -> str | None:
        try:
            return _FORMS[self.form](_clean(self.pipeline, page, url))
        except Exception as error:  # the item's other fields are worth having
            _complain(url, error)
            return None


def _clean(pipeline: Pipeline, page: Any, url: Any) -> Article:
    """The article on `page`; raises `PageError` also where nothing is left."""
    if not isinstance(url, str):
        raise PageError(f"its URL is no str but {type(url).__name__}")
    article = pipeline.clean(page, url)
    if article.why_empty:
        raise PageError(article.why_empty)
    return article


def _complain(url: Any, error: Exception) -> str:
    """Log why the page at `url` failed, with a traceback where the fault is in somebody's filter; return the reason."""
    is_fault = not isinstance(error, CleanerError)
    reason = reason_of(error)
    level = logging.ERROR if is_fault else logging.WARNING
    logger.log(level, "%s: %s", url or "a page without a URL", reason, exc_info=error if is_fault else None)
    return reason


def _setting(settings: "BaseSettings", name: str, read: Callable[["BaseSettings", str], Any]) -> Any:
    try:
        return read(settings, name)
    except (TypeError, ValueError) as error:
        raise CleanerError(f"{name}: {error}") from None


def _pipeline(settings: "BaseSettings", name: str) -> Pipeline:
    value = settings.get(name, _SETTINGS[name])
    return value if isinstance(value, Pipeline) else Pipeline.load(_word(value))


def _field(settings: "BaseSettings", name: str) -> str:
    return _word(settings.get(name, _SETTINGS[name]))


def _fields(settings: "BaseSettings", name: str) -> dict[str, str]:
    found = settings.getdict(name, _SETTINGS[name])
    if not found:
        raise CleanerError("no field gets anything")
    return {_word(each): _one_of(value, _VALUES) for each, value in found.items()}


def _flag(settings: "BaseSettings", name: str) -> bool:
    return settings.getbool(name, _SETTINGS[name])


def _policy(settings: "BaseSettings", name: str) -> str:
    return _one_of(settings.get(name, _SETTINGS[name]), _ON_ERROR)


def _word(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise CleanerError(f"{value!r} is no name")
    return value


def _one_of(value: Any, known: Iterable[str]) -> str:
    names = list(known)
    if value not in names:
        raise CleanerError(f"{value!r} is none of {', '.join(names)}")
    return str(value)
