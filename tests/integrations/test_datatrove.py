"""The extractor in a real pipeline of datatrove: its reader of archives, its local executor, its writer."""

import gzip
import json
import os
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
import warcs
from pages import PROSE, article_page

from cleaner import DEFAULT

pytest.importorskip("datatrove")

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import WarcReader
from datatrove.pipeline.writers import JsonlWriter

from cleaner.integrations.datatrove import CleanerExtractor

pytestmark = pytest.mark.cluster
GOLDEN = {record.url: record.body for record in warcs.GOLDEN}


@dataclass(frozen=True)
class Stray:
    """A filter that does not come back from one page, and ends its process on another."""

    name: ClassVar[str] = "stray"
    after: ClassVar[tuple[str, ...]] = ()

    def find(self, document):
        while "/endless" in document.url:
            time.sleep(0.1)
        if "/deadly" in document.url:
            os._exit(1)
        return ()


@dataclass(frozen=True)
class Run:
    """What a pipeline left."""

    rows: dict[str, dict[str, Any]]
    stats: dict[str, Any]
    log: str


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A run of two tasks in two processes, each over an archive."""
    folder = tmp_path_factory.mktemp("datatrove")
    (folder / "in").mkdir()
    records = [*warcs.GOLDEN, *warcs.BROKEN]
    for part in (0, 1):
        warcs.write_warc(folder / "in" / f"part-{part}.warc.gz", records[part::2])
    steps = [
        WarcReader(str(folder / "in")),
        CleanerExtractor(DEFAULT.before("body", warcs.Trap()), drops=True),
        JsonlWriter(str(folder / "out")),
    ]
    LocalPipelineExecutor(steps, tasks=2, workers=2, logging_dir=str(folder / "logs")).run()
    outputs = sorted((folder / "out").glob("*.jsonl.gz"))
    assert len(outputs) == 2
    lines = [json.loads(line) for path in outputs for line in gzip.decompress(path.read_bytes()).splitlines()]
    stats = json.loads((folder / "logs" / "stats.json").read_bytes())
    logs = sorted((folder / "logs" / "logs").iterdir())
    return Run(
        {line["metadata"]["url"]: line for line in lines},
        next(step["stats"] for step in stats if "Cleaner" in step["name"]),
        "".join(path.read_text("utf-8") for path in logs),
    )


def extract(extractor, *documents):
    """What is left of `documents`, given as pairs of HTML and address, and the counts."""
    left = list(
        extractor.run(Document(html, str(at), metadata={"url": url}) for at, (html, url) in enumerate(documents))
    )
    return left, {name: stat.total for name, stat in extractor.stats.stats.items()}


def test_every_page_is_cleaned_as_in_process(run):
    assert run.rows.keys() == GOLDEN.keys()
    for url, row in run.rows.items():
        article = DEFAULT.clean(GOLDEN[url], url)
        assert row["text"] == article.text
        assert row["metadata"]["confidence"] == round(article.confidence, 3)
        drops = [(drop["filter"], drop["evidence"], drop["text"]) for drop in row["metadata"]["drops"]]
        assert drops == [(drop.filter, drop.evidence, drop.text) for drop in article.drops]


def test_a_bad_page_is_dropped_and_counted(run):
    """The reader leaves the empty page and the PDF out by itself."""
    assert run.stats["total"] == len(GOLDEN) + 2
    assert run.stats["forwarded"] == len(GOLDEN)
    assert (run.stats["dropped"], run.stats["clean_error"], run.stats["no_body"]) == (2, 1, 1)


def test_the_log_says_which_page_and_why(run):
    assert f"{warcs.TRAPPED.url}: clean_error: ZeroDivisionError: it fell into the trap" in run.log
    assert f"{warcs.MENU.url}: no_body: no body found: the one block was dropped (navigation 1)" in run.log


def test_what_filters_took_is_counted_in_blocks(run):
    took = Counter(drop.filter for url, html in GOLDEN.items() for drop in DEFAULT.clean(html, url).drops)
    took["navigation"] += 1  # the menu of the page that is nothing else
    counts = {name: stat["total"] for name, stat in run.stats.items() if name.endswith("_blocks")}
    assert counts == {f"{name}_blocks": count for name, count in took.items()}


def test_a_page_that_takes_too_long_or_kills_the_process_is_dropped():
    extractor = CleanerExtractor(DEFAULT.before("body", Stray()), timeout=2)
    pages = [
        (article_page(""), f"https://stray.example/{name}") for name in ("one", "endless", "two", "deadly", "three")
    ]
    left, counts = extract(extractor, *pages)
    assert [document.id for document in left] == ["0", "2", "4"]
    assert all(document.text == "\n\n".join(PROSE) for document in left)
    assert (counts["timeout"], counts["broken_process"], counts["dropped"]) == (1, 1, 2)


def test_drops_are_noted_only_where_asked_for():
    left, _ = extract(CleanerExtractor(), (article_page("<p>Read also: the toll</p>"), ""))
    assert left[0].metadata.keys() == {"url", "confidence"}


def test_a_document_may_have_no_address():
    left = list(CleanerExtractor().run(iter([Document(article_page(""), "0")])))
    assert left[0].text == "\n\n".join(PROSE)


def test_one_page_is_extracted():
    assert CleanerExtractor(DEFAULT.only("comments")).extract("<p>Rain.</p><div id=disqus_thread>Oh.</div>") == "Rain."
