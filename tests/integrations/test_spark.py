"""Cleaning on a real local Spark with two worker processes; they need Java and run with `-m cluster`."""

import os
import sys
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import pytest
import warcs
from pages import PROSE, article_page

from cleaner import DEFAULT, Drop, PageError, Rules
from cleaner.integrations.spark import SCHEMA, clean_pages, clean_warcs, warc_paths
from cleaner.sources.files import read_sources

pytestmark = pytest.mark.cluster

TRAP = DEFAULT.before("body", warcs.Trap())
RECORDS = [*warcs.GOLDEN, *warcs.BROKEN]
ERRORS = {
    warcs.EMPTY.url: "the page is empty",
    warcs.PDF.url: "not a page but a PDF document",
    warcs.TRAPPED.url: "ZeroDivisionError: it fell into the trap",
    warcs.MENU.url: "no body found: the one block was dropped (navigation 1)",
}


@dataclass(frozen=True)
class Worker:
    """A filter that says in which process it ran, of each page's first block."""

    name: ClassVar[str] = "worker"
    after: ClassVar[tuple[str, ...]] = ()

    def find(self, document):
        return [Drop(document.kept[0], "context", str(os.getpid()))]


@pytest.fixture(scope="module")
def spark():
    from pyspark import cloudpickle
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "20")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        for module in (warcs, sys.modules[__name__]):  # as if they were written in a notebook
            cloudpickle.register_pickle_by_value(module)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()
        for module in (warcs, sys.modules[__name__]):
            cloudpickle.unregister_pickle_by_value(module)


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    """Two archives with all pages between them, one that is cut off and one that is damaged."""
    folder = tmp_path_factory.mktemp("archives")
    return [
        str(warcs.write_warc(folder / "one.warc.gz", RECORDS[::2])),
        str(warcs.write_warc(folder / "two.warc", RECORDS[1::2])),
        str(warcs.cut(warcs.write_warc(folder / "cut.warc", RECORDS))),
        str(warcs.damage(warcs.write_warc(folder / "damaged.warc.gz", RECORDS))),
    ]


def row_of(page, url, clean):
    """The row that the page must give: what `clean` makes of it in this process."""
    try:
        article = clean()
    except (PageError, ZeroDivisionError) as error:
        reason = str(error) if isinstance(error, PageError) else f"{type(error).__name__}: {error}"
        return (page, url, "", "page", 0.0, "", [], [], reason)
    drops = [(drop.filter, drop.evidence, drop.text) for drop in article.drops]
    confidence = round(article.confidence, 3)
    about = (article.document.url, article.document.language, article.source, confidence)
    error = None if article.text else "; ".join(article.warnings)
    return (page, *about, article.text, drops, list(article.warnings), error)


def plain(row):
    """A row of Spark's as `row_of` writes it."""
    return tuple([tuple(each) for each in value] if name == "drops" else value for name, value in row.asDict().items())


def frame_of(spark, rows, schema="url string, html binary", partitions=2):
    return spark.createDataFrame(spark.sparkContext.parallelize(rows, partitions), schema)


def test_every_page_of_a_frame_is_cleaned_as_in_process(spark):
    frame = frame_of(spark, [(record.url, record.body) for record in RECORDS])
    found = {row.url: plain(row) for row in clean_pages(frame, TRAP).collect()}
    assert found == {each.url: row_of(each.url, each.url, partial(TRAP.clean, each.body, each.url)) for each in RECORDS}
    assert {url: row[-1] for url, row in found.items() if row[-1] is not None} == ERRORS
    assert all((row[5] == "") == (row[-1] is not None) for row in found.values())


def test_pages_may_be_strings_and_columns_have_other_names(spark):
    rows = [(each.body.decode("utf-8", "replace"), each.url, number) for number, each in enumerate(warcs.GOLDEN[:20])]
    frame = frame_of(spark, rows, "`the page` string, address string, number int")
    found = sorted(plain(row) for row in clean_pages(frame, html="`the page`", url="address").collect())
    assert found == sorted(row_of(url, url, partial(DEFAULT.clean, html, url)) for html, url, _ in rows)


def test_pages_may_have_no_address_and_no_content(spark):
    frame = frame_of(spark, [(None, article_page("").encode()), ("https://none.example/", None)])
    page, none = sorted(clean_pages(frame).collect(), key=lambda row: row.url)
    assert (page.page, page.url, page.text, page.error) == ("", "", "\n\n".join(PROSE), None)
    assert (none.text, none.error.split(":")[0]) == ("", "cannot read a page from NoneType")
    assert {row.page for row in clean_pages(frame, url="").collect()} == {""}


def test_every_page_of_archives_is_cleaned_as_in_process(spark, archives):
    frame = clean_warcs(warc_paths(spark, archives), TRAP)
    found = {row.page: plain(row) for row in frame.collect()}
    sources = [source for path in archives for source in read_sources(path)]
    assert found == {each.name: row_of(each.name, each.url, partial(each.clean, TRAP)) for each in sources}
    assert {each.url for each in sources} >= {each.url for each in RECORDS}


def test_archives_give_the_rows_that_their_pages_give(spark, archives):
    rows = clean_warcs(warc_paths(spark, archives[:2]), TRAP).drop("page").collect()
    wanted = [row_of(each.url, each.url, partial(TRAP.clean, each.body, each.url)) for each in RECORDS]
    assert sorted(map(plain, rows), key=str) == sorted((row[1:] for row in wanted), key=str)


def test_a_bad_archive_is_a_row_and_the_others_are_read(spark, archives, tmp_path):
    (tmp_path / "noise.warc").write_bytes(b"no archive at all" * 999)
    bad = [str(tmp_path / "missing.warc"), str(tmp_path / "noise.warc"), str(tmp_path), None]
    rows = clean_warcs(frame_of(spark, [(path,) for path in [*bad, *archives[:2]]], "path string", 1), TRAP).collect()
    errors = {row.page: row.error for row in rows if row.url == ""}
    assert errors == {bad[0]: "no such file", bad[1]: "holds no page", bad[2]: "is a folder", "": "no path is given"}
    assert {row.url for row in rows if row.text} == {each.url for each in warcs.GOLDEN}
    assert all(row.text == "" for row in rows if row.error)


def test_a_damaged_archive_gives_what_is_whole_and_says_where_it_ends(spark, archives):
    *whole, last = clean_warcs(warc_paths(spark, archives[3:]), TRAP).collect()
    assert len(whole) > 20
    assert all(row.error is None for row in whole)
    assert last.error.startswith("the archive is damaged from here on")
    assert (last.page, last.text) == (f"{archives[3]}#{len(whole) + 1}", "")


def test_partitions_stay_and_two_processes_work_on_them(spark, archives):
    pages = frame_of(spark, [(record.url, record.body) for record in warcs.GOLDEN])
    cleaned = clean_pages(pages, DEFAULT.before("hidden", Worker()))
    assert cleaned.rdd.getNumPartitions() == 2
    workers = {drop.evidence for row in cleaned.collect() for drop in row.drops if drop.filter == "worker"}
    assert len(workers) == 2
    assert f"context: {os.getpid()}" not in workers
    assert clean_warcs(warc_paths(spark, archives)).rdd.getNumPartitions() == len(archives)


def test_a_pipeline_comes_with_its_rules(spark):
    rules = Rules.from_dict({"harbour.example": {"drop": [".offer"]}})
    html = article_page(
        '<p class="offer">The lamps of the harbour are sold by post to all who ask for them in time.</p>'
    )
    frame = frame_of(spark, [("https://harbour.example/", html.encode())], partitions=1)
    row = clean_pages(frame, DEFAULT.with_rules(rules)).first()
    assert ("rules", "rule: drop .offer") in [(drop.filter, drop.evidence) for drop in row.drops]


def test_the_schema_is_the_documented_one_for_frames_without_rows(spark):
    from pyspark.sql.types import StructType

    frame = clean_warcs(warc_paths(spark, []))
    assert frame.schema == clean_pages(frame_of(spark, [])).schema == StructType.fromDDL(SCHEMA)
    assert frame.collect() == []


def test_a_missing_column_is_named(spark):
    from pyspark.errors import AnalysisException

    with pytest.raises(AnalysisException, match="body"):
        clean_pages(frame_of(spark, []), html="body")
