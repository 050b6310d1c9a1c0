"""Labels: how much of each block is body, worked out from a page's gold.

Where the gold is a text, a block's label is the share of its 4-word shingles that the gold has; a shorter block is
looked up together with its neighbours' nearest words, or as a whole line of the gold. A text that stands on the page
more often than in the gold is body only where the blocks around it are. Where the gold is only a few segments
(traf-dev), the blocks with a segment are labelled and the others count nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from benchmarks.corpus import Page
from benchmarks.metrics import SHINGLE, shingles, squash, words
from cleaner.body.page import Array
from cleaner.document import Block

__all__ = ["labels_of"]

_MIN_SEGMENT_CHARS = 12


def labels_of(blocks: Sequence[Block], page: Page) -> tuple[Array, Array]:
    """For each block the share of it that is body, 0–1, and the weight that it has in training."""
    if not page.gold:
        return _by_segments(blocks, page)
    labels = _by_text(blocks, page.gold)
    sizes = np.array([block.words for block in blocks], np.float32) + 2
    weights = sizes / (len(words(page.gold)) + 50)
    return labels, weights * min(1.0, 3.0 / max(1e-9, float(weights.sum())))


def _by_text(blocks: Sequence[Block], gold: str) -> Array:
    known = set(shingles(words(gold)))
    lines = Counter(squash(line) for line in gold.splitlines())
    said = [words(block.text) for block in blocks]
    labels = np.zeros(len(blocks), np.float32)
    for at, own in enumerate(said):
        if len(own) >= SHINGLE:
            found = [shingle in known for shingle in shingles(own)]
            labels[at] = sum(found) / len(found)
        elif own:
            missing = SHINGLE - len(own)
            before = said[at - 1][-missing:] if at else []
            behind = said[at + 1][:missing] if at + 1 < len(said) else []
            in_place = tuple(before + own) in known or tuple(own + behind) in known
            labels[at] = in_place or squash(blocks[at].text) in lines
    return _once(blocks, labels, squash(gold))


def _once(blocks: Sequence[Block], labels: Array, gold: str) -> Array:
    """Unlabel the copies of a text that are more than the gold has, those with the least body around them first."""
    copies = defaultdict(list)
    for at, block in enumerate(blocks):
        if labels[at] > 0.5:
            copies[squash(block.text)].append(at)
    padded = np.concatenate((np.zeros(3), labels, np.zeros(3)))
    for text, places in copies.items():
        extra = len(places) - max(1, gold.count(text))
        if extra > 0:
            places.sort(key=lambda at: (padded[at : at + 7].sum(), -at))
            labels[places[:extra]] = 0
    return labels


def _by_segments(blocks: Sequence[Block], page: Page) -> tuple[Array, Array]:
    labels, weights = np.zeros(len(blocks), np.float32), np.zeros(len(blocks), np.float32)
    share = 1.0 / max(1, len(page.wanted) + len(page.unwanted) + len(page.comments))
    for at, block in enumerate(blocks):
        text = squash(block.text)
        for segments, label in ((page.unwanted + page.comments, 0), (page.wanted, 1)):
            if any(_holds(text, squash(segment)) for segment in segments):
                labels[at], weights[at] = label, share
    return labels, weights


def _holds(text: str, segment: str) -> bool:
    return segment in text or (len(text) >= _MIN_SEGMENT_CHARS and text in segment)
