"""The article as a dictionary that JSON can hold."""

from dataclasses import asdict
from typing import Any

from cleaner.article import Article
from cleaner.drop import Drop

__all__ = ["article_dict"]


def article_dict(article: Article) -> dict[str, Any]:
    """Text, confidence, kept blocks, drops and vetoes with evidence, comments, metadata and warnings of `article`."""
    document = article.document
    return {
        "url": document.url,
        "language": document.language,
        "source": article.source,
        "confidence": round(article.confidence, 3),
        "text": article.text,
        "blocks": [
            {"index": each.index, "kind": each.kind, "level": each.level, "path": each.path, "text": each.text}
            for each in article.blocks
        ],
        "drops": [_drop_dict(drop) for drop in article.drops],
        "vetoes": [{**_drop_dict(veto.drop), "reason": veto.reason} for veto in article.vetoes],
        "comments": [asdict(comment) for comment in article.comments],
        "metadata": article.metadata,
        "warnings": list(article.warnings),
    }


def _drop_dict(drop: Drop) -> dict[str, Any]:
    block = drop.block
    return {
        "index": block.index,
        "filter": drop.filter,
        "evidence": drop.evidence,
        "kind": block.kind,
        "path": block.path,
        "text": block.text,
    }
