"""The worst pages of `cleaner`: what was lost, what leaked, the filter to blame, and what the best peer makes of them.

Only `cleaner` runs; the peers' texts come from the cache that `accuracy` fills.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import cleaner
from benchmarks.cache import Cache
from benchmarks.corpus import CORPORA, Page, read_corpus
from benchmarks.labels import labels_of
from benchmarks.metrics import METRICS, contains, score, squash, words
from benchmarks.tools import OURS, TOOLS
from cleaner.words import fold

__all__ = ["Choice", "lines_of", "look_at", "worst_pages"]

_SHOWN = 4
"""Lost or leaked blocks that are listed for each of several pages."""


@dataclass(frozen=True)
class Choice:
    """Which pages are listed."""

    count: int = 30
    step: int = 1
    """Of every n-th page."""
    set: str = ""
    """Of this corpus or group (`wcxb-dev: forum`) alone."""
    page: str = ""
    """The page of this id alone, with all that went wrong and every peer's score."""
    is_behind: bool = False
    """Those furthest behind the best peer, not those of the lowest score."""


@dataclass(frozen=True)
class _Look:
    page: Page
    score: float
    errors: tuple[str, ...]
    peers: dict[str, float]
    """Their scores, the best first; empty where they were not asked for."""

    @property
    def behind(self) -> float:
        """How far the best peer is ahead."""
        return next(iter(self.peers.values()), 0.0) - self.score


def worst_pages(folder: Path, choice: Choice, jobs: int, cache: Path | None = None) -> Iterator[str]:
    """Lines on the pages of `choice`, the worst first."""
    names = [name for name in CORPORA if choice.set.partition(":")[0] in ("", name)]
    pages = [page for name in names for page in _pages_of(folder, name, choice)]
    look = partial(look_at, with_peers=choice.is_behind, cache=cache)
    with Pool(jobs) as pool:
        looks = pool.map(look, pages, chunksize=8)
    looks.sort(key=lambda look: -look.behind if choice.is_behind else look.score)
    for each in looks[: choice.count]:
        shown = each if each.peers else look_at(each.page, with_peers=True, cache=cache)
        yield from lines_of(shown, is_whole=bool(choice.page))


def look_at(page: Page, with_peers: bool, cache: Path | None = None) -> _Look:
    """The page's score in its corpus's metric, its errors, the largest first, and the peers' scores."""
    peers = _peers_of(page, cache) if with_peers else {}
    try:
        article = cleaner.clean(page.html)
    except cleaner.CleanerError as error:
        return _Look(page, 0.0, (f"failed: {error}",), peers)
    return _Look(page, score([page], [article.text])[2], tuple(_errors_of(page, article)), peers)


def lines_of(look: _Look, is_whole: bool = False) -> Iterator[str]:
    """The page with its scores, and its errors."""
    page = look.page
    best = next((f"best peer {figure:.3f} {tool}" for tool, figure in look.peers.items()), "no peer in the cache")
    yield f"{look.score:.3f} ({best}) {METRICS[page.corpus][0]}, {page.groups[-1]}, {page.id} {page.url}"
    if is_whole:
        yield from (f"    {figure:.3f} {tool}" for tool, figure in look.peers.items())
    yield from (f"    {error}" for error in (look.errors if is_whole else look.errors[:_SHOWN]))


def _pages_of(folder: Path, name: str, choice: Choice) -> Iterator[Page]:
    for page in read_corpus(folder, name, choice.step):
        is_chosen = choice.set in ("", *page.groups) and choice.page in ("", page.id)
        if is_chosen and (page.gold or page.wanted):
            yield page


def _peers_of(page: Page, cache: Path | None) -> dict[str, float]:
    with closing(Cache(cache)) as outputs:
        texts = outputs.texts_of(page)
    scores = {tool: score([page], [text])[2] for tool, text in texts.items() if tool in TOOLS and tool != OURS}
    return dict(sorted(scores.items(), key=lambda item: -item[1]))


def _errors_of(page: Page, article: cleaner.Article) -> Sequence[str]:
    """A line for each block that was wrongly dropped or kept."""
    blocks = article.document.blocks
    labels, weights = labels_of(blocks, page)
    blame = {drop.block.index: f"{drop.filter}, {drop.evidence}" for drop in article.drops}
    errors = []
    for block, label, weight in zip(blocks, labels.tolist(), weights.tolist(), strict=True):
        wrong = (label if block.index in blame else 1 - label) * block.words
        if weight and wrong >= 1:
            verdict = f"lost ({blame[block.index]})" if block.index in blame else "leaked"
            errors.append((wrong, f"{verdict}, {block.words} words: {fold(block.text)[:90]}"))
    errors += _unseen(page, article)
    return [line for _, line in sorted(errors, key=lambda error: -error[0])]


def _unseen(page: Page, article: cleaner.Article) -> Iterator[tuple[float, str]]:
    """A line on what no block of the page has, so that no filter is to blame."""
    text = "\n".join(block.text for block in article.document.blocks)
    if page.gold:
        unseen = (Counter(words(page.gold)) - Counter(words(text))).total()
    else:
        squashed = squash(text)
        unseen = sum(len(words(segment)) for segment in page.wanted if not contains(squashed, segment))
    if unseen:
        yield unseen, f"lost (in no block of the page), {unseen} words"
