"""The article as a dictionary that JSON can hold."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cleaner.article import Article
from cleaner.drop import Drop
from cleaner.render.paths import paths_of

__all__ = ["article_dict", "drop_dicts"]


def article_dict(article: Article) -> dict[str, Any]:
    """Text, confidence, kept blocks, drops and vetoes with evidence, comments, metadata and warnings of `article`."""
    document = article.document
    paths = paths_of(document)
    return {
        "url": document.url,
        "language": document.language,
        "source": article.source,
        "confidence": round(article.confidence, 3),
        "text": article.text,
        "blocks": [
            {
                "index": each.index,
                "kind": each.kind,
                "level": each.level,
                "path": paths[each.container.index],
                "text": each.text,
            }
            for each in article.blocks
        ],
        "drops": drop_dicts(article),
        "vetoes": [{**_drop_dict(veto.drop, paths), "reason": veto.reason} for veto in article.vetoes],
        "comments": [asdict(comment) for comment in article.comments],
        "metadata": article.metadata,
        "warnings": [*article.warnings, *article.metadata_warnings],
    }


def drop_dicts(article: Article) -> list[dict[str, Any]]:
    """Each drop of `article` with its filter, evidence and block."""
    paths = paths_of(article.document)
    return [_drop_dict(drop, paths) for drop in article.drops]


def _drop_dict(drop: Drop, paths: Sequence[str]) -> dict[str, Any]:
    block = drop.block
    return {
        "index": block.index,
        "filter": drop.filter,
        "evidence": drop.evidence,
        "kind": block.kind,
        "path": paths[block.container.index],
        "text": block.text,
    }
