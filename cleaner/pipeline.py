"""`Filter`, `Drop`, `Veto` and `Pipeline`: filters propose, the pipeline disposes.

A filter is a frozen dataclass with a `name` and a `find` that yields drops; it changes nothing. The pipeline runs
its filters in order, shows each only what is still kept (so a block has one owner), asks the guards, and records
every drop and every veto.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar, Final, Protocol

from cleaner.article import Article
from cleaner.document import Document
from cleaner.drop import Drop, Veto, new_drop
from cleaner.errors import PipelineError
from cleaner.guards import page_refusal, refusal
from cleaner.limits import LIMITS, Limits
from cleaner.rules import Rules

__all__ = ["Filter", "Pipeline"]

MIN_BODY_WORDS = 150
"""A page of which fewer words of prose than this are kept may show no more than the beginning of its body."""
NO_RULES: Final = Rules()
_NO_ADDRESS: Final = "the page does not say its address: rules for hosts are not used unless its url is given"


class Filter(Protocol):
    """What a filter must have."""

    name: ClassVar[str]
    """The boilerplate as a noun in kebab case; also the name of its tables and fixtures."""
    after: ClassVar[tuple[str, ...]]
    """Filters that must stand before it, where both are in a pipeline."""

    def find(self, document: Document) -> Iterable[Drop]:
        """The blocks of `document.kept` that are boilerplate of this kind, with the evidence."""
        ...


class Pipeline:
    """An immutable ordered sequence of filters, a user's rules for sites, which beat them all, and limits of a page.

    Raises `PipelineError` for two filters of one name, or one that stands before a filter it must follow.
    """

    __slots__ = ("filters", "limits", "rules")

    filters: tuple[Filter, ...]
    rules: Rules
    limits: Limits

    def __init__(self, *filters: Filter, rules: Rules = NO_RULES, limits: Limits = LIMITS) -> None:
        """Make a pipeline of `filters`, run in this order behind `rules`, for pages within `limits`."""
        names = [each.name for each in filters]
        for position, each in enumerate(filters):
            if each.name in names[:position]:
                raise PipelineError(f"two filters are named {each.name!r}: use replace() to exchange one")
            late = [name for name in each.after if name in names[position:]]
            if late:
                raise PipelineError(f"{each.name!r} must stand after {', '.join(map(repr, late))}")
        object.__setattr__(self, "filters", filters)
        object.__setattr__(self, "rules", rules)
        object.__setattr__(self, "limits", limits)

    @classmethod
    def load(cls, name: str, folder: Path | None = None) -> "Pipeline":
        """The pipeline called `name` in some module: `package.module:NAME`.

        The module is looked for in the current folder first, then in `folder`. Raises `PipelineError` where there is no
        such pipeline.
        """
        module, _, attribute = name.partition(":")
        if not module or not attribute:
            raise PipelineError(f"{name!r} names no pipeline; write package.module:NAME")
        try:
            with _importable(Path.cwd(), *([folder] if folder else [])):
                found = getattr(import_module(module), attribute)
        except (Exception, SystemExit) as error:  # whatever the user's module does while it is imported
            raise PipelineError(f"{name}: {type(error).__name__}: {error}") from error
        if not isinstance(found, Pipeline):
            raise PipelineError(f"{name} is no pipeline but {type(found).__name__}")
        return found

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: pipelines are made from other pipelines, never changed."""
        raise AttributeError(f"pipelines are immutable; cannot set {name!r}")

    def __repr__(self) -> str:
        """The pipeline's whole configuration."""
        rules = [f"rules=<of {len(self.rules.sites)} hosts>"] if self.rules.sites else []
        limits = [f"limits={self.limits!r}"] if self.limits != LIMITS else []
        return f"Pipeline({', '.join([*map(repr, self.filters), *rules, *limits])})"

    def __eq__(self, other: object) -> bool:
        """Equal where filters, rules and limits are."""
        return isinstance(other, Pipeline) and self._parts == other._parts

    def __hash__(self) -> int:
        """By filters, rules and limits."""
        return hash(self._parts)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as the call that makes it."""
        return partial(Pipeline, rules=self.rules, limits=self.limits), self.filters

    @property
    def names(self) -> tuple[str, ...]:
        """The filters' names in order."""
        return tuple(each.name for each in self.filters)

    def without(self, *names: str) -> "Pipeline":
        """A pipeline with the filters `names` left out."""
        self._require(names)
        return self._of([each for each in self.filters if each.name not in names])

    def only(self, *names: str) -> "Pipeline":
        """A pipeline of the filters `names` alone, in this pipeline's order."""
        self._require(names)
        return self._of([each for each in self.filters if each.name in names])

    def before(self, name: str, *filters: Filter) -> "Pipeline":
        """A pipeline with `filters` put right before the filter `name`."""
        at = self._index(name)
        return self._of([*self.filters[:at], *filters, *self.filters[at:]])

    def after(self, name: str, *filters: Filter) -> "Pipeline":
        """A pipeline with `filters` put right after the filter `name`."""
        at = self._index(name) + 1
        return self._of([*self.filters[:at], *filters, *self.filters[at:]])

    def replace(self, name: str, replacement: Filter) -> "Pipeline":
        """A pipeline with `replacement` in the place of the filter `name`."""
        at = self._index(name)
        return self._of([*self.filters[:at], replacement, *self.filters[at + 1 :]])

    def with_rules(self, rules: Rules) -> "Pipeline":
        """This pipeline with `rules` in the place of its own."""
        return Pipeline(*self.filters, rules=rules, limits=self.limits)

    def with_limits(self, limits: Limits) -> "Pipeline":
        """This pipeline with `limits` in the place of its own."""
        return Pipeline(*self.filters, rules=self.rules, limits=limits)

    def clean(self, page: Any, url: str = "") -> Article:
        """The article on `page`: bytes, str, an lxml element or tree, or a BeautifulSoup object.

        Raises `PageError` where `page` is no page, or a larger one than the limits allow.
        """
        from cleaner.parser import parse

        return self.run(parse(page, url, limits=self.limits))

    def clean_text(self, text: str, language: str = "", url: str = "") -> Article:
        """The article in `text`, plain text that a scraper or extractor left; raises `PageError` as `clean` does."""
        from cleaner.parser import parse_text

        return self.run(parse_text(text, language, url, self.limits))

    def run(self, document: Document) -> Article:
        """The article left of `document`; of the page's data, where the page shows no body and they hold one.

        Rules for the site have the last word: where one took something, the page's data are not asked.
        """
        if self.rules.needs_address and document.tree is not None and not document.url:
            document = replace(document, warnings=(*document.warnings, _NO_ADDRESS))
        article = self._run(document)
        is_ruled = any(drop.sign == "rule" for drop in article.drops)
        if document.tree is None or is_ruled or article.document.prose_words >= MIN_BODY_WORDS:
            return article
        from cleaner.payload import payload_document
        from cleaner.scripts import data_of

        if document.once(data_of)[1]:
            said = document.limits.left_out("data_bytes", "characters of data for scripts")
            article = replace(article, document=replace(article.document, warnings=(*document.warnings, said)))
        found = payload_document(article.document)
        other = self._run(found) if found else article
        return max(article, other, key=lambda each: each.document.prose_words)

    def _run(self, document: Document) -> Article:
        ruled, ruled_in = self.rules.apply(document) if self.rules.sites else ((), {})
        drops = [drop for drop in ruled if drop.block.index not in ruled_in]
        vetoes = [Veto(drop, ruled_in[drop.block.index]) for drop in ruled if drop.block.index in ruled_in]
        document = document.dropping(drop.block for drop in drops) if drops else document
        for each in self.filters:
            proposed = self._proposed(each, document)
            if not proposed:
                continue
            refused = [(drop, ruled_in.get(drop.block.index) or refusal(document, drop)) for drop in proposed]
            vetoes += [Veto(drop, reason) for drop, reason in refused if reason]
            passed = [drop for drop, reason in refused if not reason]
            reason = page_refusal(document, passed)
            if reason:
                vetoes += [Veto(drop, reason) for drop in passed]
                continue
            drops += passed
            document = document.dropping(drop.block for drop in passed)
        return Article(document, tuple(sorted(drops, key=_page_order)), tuple(vetoes))

    def _proposed(self, each: Filter, document: Document) -> list[Drop]:
        """One drop a block, the first that the filter gave, stamped with the filter's name."""
        found: dict[int, Drop] = {}
        for drop in each.find(document):
            if drop.block.index not in found and document.is_kept(drop.block):
                found[drop.block.index] = new_drop(drop.block, drop.sign, drop.detail, each.name)
        return [found[index] for index in sorted(found)]

    def _of(self, filters: Sequence[Filter]) -> "Pipeline":
        return Pipeline(*filters, rules=self.rules, limits=self.limits)

    @property
    def _parts(self) -> tuple[Any, ...]:
        return self.filters, self.rules, self.limits

    def _require(self, names: Sequence[str]) -> None:
        unknown = [name for name in names if name not in self.names]
        if unknown:
            raise PipelineError(f"no filter {', '.join(map(repr, unknown))}; the filters are {', '.join(self.names)}")

    def _index(self, name: str) -> int:
        self._require([name])
        return self.names.index(name)


@contextmanager
def _importable(*folders: Path) -> Iterator[None]:
    """Let modules in `folders` be imported, before all others."""
    new = [name for name in map(str, folders) if name not in sys.path]
    sys.path[:0] = new
    try:
        yield
    finally:
        for name in new:
            if name in sys.path:
                sys.path.remove(name)


def _page_order(drop: Drop) -> int:
    return drop.block.index
