"""What a training run reports: each corpus in its metric on sites that the weights had not seen, and the confidence."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from benchmarks.corpus import Page as Gold
from benchmarks.metrics import METRICS, bag_overlap, comment_leak, score, words
from benchmarks.probes import Verdict, shares, verdicts_of
from cleaner.body import Body, keep_held
from cleaner.body.lines import MAX_TOP
from cleaner.body.page import Array
from training.samples import Sample

__all__ = ["accuracy_lines", "confidence_lines", "f1s_of", "probe_lines", "text_of"]


def text_of(sample: Sample, scores: Array, kept: Array) -> str:
    """The text that the body filter would leave of the sample."""
    chosen = np.flatnonzero(keep_held(sample.page, kept, scores.tolist(), Body().min_held)).tolist()
    lines = sample.lines | sample.top_lines.intersection(chosen[:MAX_TOP])
    return "\n\n".join(sample.texts[place] for place in chosen if place not in lines)


def accuracy_lines(label: str, samples: Sequence[Sample], texts: Sequence[str], blank: Sequence[Gold]) -> Iterator[str]:
    """Precision, recall and F1 by corpus, page type and language; exact matches and the leak of comments.

    `texts` are what is left of the samples; nothing is left of the pages `blank`.
    """
    pages = [*(sample.gold for sample in samples), *blank]
    texts = [*texts, *("" for _ in blank)]
    groups: dict[str, list[int]] = defaultdict(list)
    for at, page in enumerate(pages):
        for group in page.groups:
            groups[group].append(at)
    yield f"{label:<28}{'metric':<14}{'pages':>6}{'precision':>11}{'recall':>8}{'F1':>8}"
    for name, members in sorted(groups.items()):
        precision, recall, f1 = score([pages[at] for at in members], [texts[at] for at in members])
        metric = METRICS[name.split(":")[0]][0]
        yield f"{name:<28}{metric:<14}{len(members):>6}{precision:>11.4f}{recall:>8.4f}{f1:>8.4f}"
    news = groups["newspaper"]
    exact = sum(words(pages[at].gold) == words(texts[at]) for at in news)
    yield f"newspaper: the same words in the same order on {exact} of {len(news)} pages"
    blogs = groups["traf-dev"]
    leak = comment_leak([pages[at] for at in blogs], [texts[at] for at in blogs])
    yield f"traf-dev: {leak:.4f} of the comments' segments left in"


def probe_lines(samples: Sequence[Sample], texts: Sequence[str], probes: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The share of the probes' strings left in by category, and the probes of which the wrong thing became."""
    wanted = {(probe["dataset"], probe["id"]): probe for probe in probes}
    verdicts: list[Verdict] = []
    for sample, text in zip(samples, texts, strict=True):
        probe = wanted.get((sample.gold.corpus, sample.gold.id), {"id": sample.gold.id, "drop": (), "keep": ()})
        verdicts += verdicts_of("cleaner", probe, text)
    for category, by_tool in shares(verdicts).items():
        share, count = by_tool["cleaner"]
        yield f"probes: {category:<14}{count:>6}{share:>8.4f} in the text"
    for _, category, is_there, string, page in verdicts:
        if is_there != (category == "kept"):
            yield f"  {category:<12}{page[:30]:<32}{string[:110]}"


def f1s_of(samples: Sequence[Sample], texts: Sequence[str]) -> Array:
    """Each text's word F1 against its page's gold; 0 where that is a few segments."""
    found = [bag_overlap(words(text), words(each.gold.gold))[2] for each, text in zip(samples, texts, strict=True)]
    return np.array(found, np.float32)


def confidence_lines(error: float, table: Sequence[tuple[float, float, int]]) -> Iterator[str]:
    """How well the confidence is calibrated."""
    yield f"confidence: expected calibration error {error:.4f} on sites held aside; by tenths of the pages:"
    for said, right, pages in table:
        yield f"  said {said:.2f}  right {right:.2f}  pages {pages}"
