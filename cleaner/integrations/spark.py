"""Cleaning on Apache Spark: a DataFrame of pages, or of paths of web archives, in; a row for each page out.

The workers get rows as Arrow batches and the pipeline as a broadcast; they need this package, `[warc]` for archives.
A page, an archive or a filter that fails gives a row that says so and never fails its partition.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from cleaner import DEFAULT, Article, PageError, Pipeline
from cleaner.errors import reason_of
from cleaner.sources.files import read_sources

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark import Broadcast
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["SCHEMA", "clean_pages", "clean_warcs", "warc_paths"]

SCHEMA: Final = (
    "page string, url string, language string, source string, confidence double, text string,"
    " drops array<struct<filter: string, evidence: string, text: string>>, warnings array<string>, error string"
)
"""The cleaned rows' columns, in Spark's words.

`page` is the page's name: its address as the frame gives it, or its archive and its number there
(`crawl.warc.gz#12`). `url` is the address that it was cleaned under, its own where none was given. `language`,
`source`, `confidence`, `text`, `drops` and `warnings` are the article's. `error` says why `text` is empty, and is null
where it is not. Nothing else is ever null.
"""


def clean_pages(
    frame: "DataFrame", pipeline: Pipeline = DEFAULT, *, html: str = "html", url: str = "url"
) -> "DataFrame":
    """A row of `SCHEMA` for each row of `frame`, in the same partitions.

    The column `html` holds pages as strings, or as binary in whatever encoding, `url` their addresses; with
    `url=""` there are none. Raises Spark's `AnalysisException` where a column is missing.
    """
    from pyspark.sql.functions import col, lit

    pages = frame.select(col(html), col(url) if url else lit(""))
    return pages.mapInArrow(partial(_clean_pages, _broadcast(frame, pipeline)), SCHEMA)


def clean_warcs(frame: "DataFrame", pipeline: Pipeline = DEFAULT, *, path: str = "path") -> "DataFrame":
    """A row of `SCHEMA` for each page in the files that the column `path` of `frame` names, in the same partitions.

    Each worker opens its files itself, as `cleaner clean` does: WARCs, and whatever else holds pages. A file that
    cannot be read, or holds no page, is a row; so is each record that cannot be read. Raises Spark's
    `AnalysisException` where the column is missing.
    """
    return frame.select(path).mapInArrow(partial(_clean_warcs, _broadcast(frame, pipeline)), SCHEMA)


def warc_paths(spark: "SparkSession", paths: Iterable[str]) -> "DataFrame":
    """A frame of `paths` for `clean_warcs`, each in a partition of its own: archives are large and cannot be split."""
    rows = [(path,) for path in paths]
    return spark.createDataFrame(spark.sparkContext.parallelize(rows, max(1, len(rows))), "path string")


def _broadcast(frame: "DataFrame", pipeline: Pipeline) -> "Broadcast[bytes]":
    """The pipeline for the workers, with the code of filters that are written in a notebook."""
    from pyspark import cloudpickle

    data: bytes = cloudpickle.dumps(pipeline)  # type: ignore[no-untyped-call,unused-ignore]
    return frame.sparkSession.sparkContext.broadcast(data)


def _clean_pages(shared: "Broadcast[bytes]", batches: "Iterable[RecordBatch]") -> "Iterator[RecordBatch]":
    pipeline = _load(shared)
    for batch in batches:
        for html, url in zip(*batch.columns, strict=True):
            address = url.as_py() or ""
            yield _batch_of(address, address, partial(pipeline.clean, html.as_py(), address))


def _clean_warcs(shared: "Broadcast[bytes]", batches: "Iterable[RecordBatch]") -> "Iterator[RecordBatch]":
    pipeline = _load(shared)
    for batch in batches:
        for path in batch.column(0):
            yield from _clean_file(pipeline, path.as_py() or "")


def _clean_file(pipeline: Pipeline, path: str) -> "Iterator[RecordBatch]":
    source = None
    try:
        if not path:
            raise PageError("no path is given")
        for source in read_sources(path, pipeline.limits):
            yield _batch_of(source.name, source.url, partial(source.clean, pipeline))
        if source is None:
            raise PageError("holds no page")
    except Exception as error:  # one file must not fail the partition, whatever is wrong with it
        yield _failed(path, "", error)


def _load(shared: "Broadcast[bytes]") -> Pipeline:
    from pyspark import cloudpickle

    pipeline: Pipeline = cloudpickle.loads(shared.value)
    return pipeline


def _batch_of(page: str, url: str, clean: Callable[[], Article]) -> "RecordBatch":
    """A page's row as a batch of its own: what is wrong with a row is caught with it, and no batch grows too large."""
    try:
        return _arrow(_row_of(page, clean()))
    except Exception as error:  # one page must not fail the partition, whatever it is or its filters do
        return _failed(page, url, error)


def _row_of(page: str, article: Article) -> dict[str, Any]:
    return {
        "page": page,
        "url": article.document.url,
        "language": article.document.language,
        "source": article.source,
        "confidence": round(article.confidence, 3),
        "text": article.text,
        "drops": [{"filter": each.filter, "evidence": each.evidence, "text": each.text} for each in article.drops],
        "warnings": list(article.warnings),
        "error": article.why_empty or None,
    }


def _failed(page: str, url: str, error: Exception) -> "RecordBatch":
    row = {"page": page, "url": url, "language": "", "source": "page", "confidence": 0.0, "text": "", "drops": []}
    return _arrow(
        {**row, "warnings": [], "error": reason_of(error).encode("utf-8", "replace").decode()}
    )  # Arrow is strict


def _arrow(row: dict[str, Any]) -> "RecordBatch":
    import pyarrow as pa

    text = pa.string()
    drop = pa.struct({"filter": text, "evidence": text, "text": text})
    kinds = {"confidence": pa.float64(), "drops": pa.list_(drop), "warnings": pa.list_(text)}
    return pa.RecordBatch.from_pylist([row], pa.schema([(name, kinds.get(name, text)) for name in row]))
