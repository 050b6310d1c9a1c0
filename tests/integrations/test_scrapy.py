"""The Scrapy pipeline and processor: a real crawl of the golden pages, and every kind of item and setting."""

import json
import logging
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import attrs
import pytest
import scrapy
from itemadapter import ItemAdapter
from itemloaders.processors import MapCompose, TakeFirst
from pages import PROSE, article_page
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import HtmlResponse
from scrapy.loader import ItemLoader
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector
from served import BROKEN, GOLDEN, site

from cleaner import DEFAULT, CleanerError
from cleaner.integrations.scrapy import CleanerPipeline, CleanText
from cleaner.regression.golden import Golden, Line, first_words, stable
from cleaner.rules import Rules

BODY = "\n\n".join(PROSE)
PAGE = article_page("<p>Read also: <a href='/toll'>Bridge toll to rise in May</a></p>")
COMMENT = "At last somebody says it, and in so few words."
URL = "https://island.example/ferries"
SPIDER = """
import json
from dataclasses import dataclass
from pathlib import Path

import attrs
import scrapy


class ScrapyPage(scrapy.Item):
    url, html, text, drops = (scrapy.Field() for _ in range(4))


@dataclass
class DataPage:
    url: str
    html: bytes | None
    text: str = ""
    drops: list | None = None


@attrs.define
class AttrsPage:
    url: str
    html: bytes | None
    text: str = ""
    drops: list | None = None


KINDS = (dict, ScrapyPage, DataPage, AttrsPage)


class Spider(scrapy.Spider):
    name = "golden"
    custom_settings = {
        "ITEM_PIPELINES": {"cleaner.integrations.scrapy.CleanerPipeline": 300},
        "CLEANER_FIELDS": {"text": "text", "drops": "drops"},
        "RETRY_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
    }

    def __init__(self, start, stats):
        super().__init__()
        self.start_urls, self.stats = [start], stats

    def parse(self, response):
        for number, link in enumerate(response.css("a")):
            yield response.follow(link, self.parse_page, cb_kwargs={"kind": KINDS[number % 4]})

    def parse_page(self, response, kind):
        yield kind(url=response.url, html=response.body)

    def closed(self, reason):
        stats = {name: value for name, value in self.crawler.stats.get_stats().items() if isinstance(value, int)}
        Path(self.stats).write_text(json.dumps({**stats, "reason": reason}))
"""


@dataclass
class Crawl:
    """What a crawl left."""

    address: str
    items: list
    stats: dict
    log: str
    status: int

    def by_path(self):
        return {each["url"].removeprefix(self.address): each for each in self.items}


def crawl(folder, start, *settings):
    """Crawl the site from the path `start` on, in a process of its own."""
    (folder / "spider.py").write_text(SPIDER)
    items, stats = folder / "items.jsonl", folder / "stats.json"
    with site() as address:
        options = [part for setting in settings for part in ("-s", setting)]
        options += ["-a", f"start={address}{start}", "-a", f"stats={stats}", "-o", str(items)]
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "runspider", "spider.py", *options],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            text=True,
            check=False,
        )
    lines = items.read_text("utf-8").splitlines() if items.exists() else []
    counts = json.loads(stats.read_text()) if stats.exists() else {}
    return Crawl(address, [json.loads(line) for line in lines], counts, done.stderr, done.returncode)


@pytest.fixture(scope="module")
def golden_crawl(tmp_path_factory):
    return crawl(tmp_path_factory.mktemp("golden"), "/")


def test_a_crawl_gives_what_the_golden_pages_say(golden_crawl):
    found = golden_crawl.by_path()
    assert set(found) == set(GOLDEN)
    for path, case in GOLDEN.items():
        golden = Golden.load(case.folder)
        assert found[path]["text"] == golden.kept, case.name
        lines = [
            Line(drop["filter"], stable(drop["evidence"]), first_words(drop["text"])) for drop in found[path]["drops"]
        ]
        assert tuple(lines) == golden.dropped, case.name


def test_a_crawl_counts_by_filter(golden_crawl):
    goldens = [Golden.load(case.folder) for case in GOLDEN.values()]
    stats = golden_crawl.stats
    drops = Counter(line.filter for golden in goldens for line in golden.dropped)
    assert {name: stats[f"cleaner/drops/{name}"] for name in DEFAULT.names} == drops
    articles = [case.clean() for case in GOLDEN.values()]
    assert stats["cleaner/words/kept"] == sum(block.words for article in articles for block in article.blocks)
    assert stats["cleaner/words/dropped"] == sum(drop.block.words for article in articles for drop in article.drops)
    assert stats["cleaner/vetoes"] == sum(len(article.vetoes) for article in articles) > 0


def test_broken_pages_never_stop_a_crawl(golden_crawl):
    assert golden_crawl.status == 0
    assert golden_crawl.stats["reason"] == "finished"
    assert golden_crawl.stats["httperror/response_ignored_count"] == 1
    assert golden_crawl.stats["cleaner/pages"] == len(GOLDEN) + 3
    assert golden_crawl.stats["cleaner/failed"] == golden_crawl.stats["item_dropped_count"] == 3
    assert golden_crawl.stats["item_scraped_count"] == len(GOLDEN)
    assert "log_count/ERROR" not in golden_crawl.stats
    complaints = [line for line in golden_crawl.log.splitlines() if "[cleaner.integrations.scrapy]" in line]
    assert len(complaints) == 3
    for path, reason in (
        ("/broken/empty.html", "the page is empty"),
        ("/broken/report.pdf", "PDF"),
        ("/broken/menu.html", "no body found: the one block was dropped (navigation 1)"),
    ):
        assert [each for each in complaints if f"{golden_crawl.address}{path}: " in each and reason in each], path


def test_settings_come_from_the_command_line_too(tmp_path):
    fields = json.dumps({"text": "markdown", "drops": "error"})
    done = crawl(tmp_path, "/broken/", "CLEANER_ON_ERROR=keep", f"CLEANER_FIELDS={fields}", "CLEANER_KEEP_HTML=0")
    assert set(done.by_path()) == {path for path, (status, _, _) in BROKEN.items() if status == 200}
    for item in done.items:
        assert item["text"] is None
        assert item["drops"]
        assert not item.get("html")
    assert done.stats["cleaner/failed"] == done.stats["item_scraped_count"] == 3


def test_a_wrong_setting_fails_before_the_first_request(tmp_path):
    done = crawl(tmp_path, "/", "CLEANER_PIPELINE=nowhere:PIPELINE")
    assert "cleaner.errors.CleanerError: CLEANER_PIPELINE: nowhere:PIPELINE: ModuleNotFoundError" in done.log
    assert "Spider opened" not in done.log
    assert (done.items, done.stats) == ([], {})


class Story(scrapy.Item):
    url, html, text = (scrapy.Field() for _ in range(3))


@dataclass
class DataStory:
    url: str | None = None
    html: str | None = None
    text: str | None = None


@attrs.define
class AttrsStory:
    url: str | None = None
    html: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class FrozenStory:
    url: str | None = None
    html: str | None = None
    text: str | None = None


class Bare(scrapy.Item):
    url, html = scrapy.Field(), scrapy.Field()


@dataclass(frozen=True)
class Faulty:
    """A filter with a fault."""

    name: ClassVar[str] = "faulty"
    after: ClassVar[tuple[str, ...]] = ()

    def find(self, document):
        return 1 / len(document.blocks[:0])


FAULTY = DEFAULT.before("hidden", Faulty())


def pipeline_of(**settings):
    """The pipeline of a crawler with these settings."""
    crawler = Crawler(scrapy.Spider, Settings(settings))
    crawler.stats = MemoryStatsCollector(crawler)
    return CleanerPipeline.from_crawler(crawler)


@pytest.mark.parametrize("kind", [dict, Story, DataStory, AttrsStory])
def test_every_kind_of_item_is_cleaned_in_place(kind):
    item = kind(url=URL, html=PAGE)
    assert pipeline_of().process_item(item) is item
    adapter = ItemAdapter(item)
    assert adapter["text"] == BODY
    assert adapter["url"] == URL
    assert adapter.get("html") is None
    assert ("html" in adapter) == (kind in (DataStory, AttrsStory))


@pytest.mark.parametrize("kind", [dict, Story, DataStory, AttrsStory])
def test_the_page_may_stay(kind):
    item = pipeline_of(CLEANER_KEEP_HTML=True).process_item(kind(url=URL, html=PAGE))
    assert ItemAdapter(item)["html"] == PAGE


@pytest.mark.parametrize("keeps", [False, True])
@pytest.mark.parametrize("kind", [dict, Story, DataStory])
def test_the_pages_field_may_get_the_clean_html(kind, keeps):
    pipeline = pipeline_of(CLEANER_FIELDS={"html": "html"}, CLEANER_KEEP_HTML=keeps)
    item = pipeline.process_item(kind(url=URL, html=PAGE))
    assert ItemAdapter(item)["html"].startswith(f"<p>{PROSE[0]}</p>")


def test_fields_and_values_go_by_name():
    names = "text markdown html comments metadata confidence language source drops warnings error".split()
    page = article_page(
        "<p>Read also: <a href='/toll'>The toll</a></p>", f"<div id='disqus_thread'><p>{COMMENT}</p></div>"
    )
    settings = {"CLEANER_HTML_FIELD": "page", "CLEANER_URL_FIELD": "link"}
    item = pipeline_of(**settings, CLEANER_FIELDS={f"its_{name}": name for name in names}).process_item(
        {"link": URL, "page": page}
    )
    assert json.loads(json.dumps(item)) == item
    article = DEFAULT.clean(page, URL)
    assert item == {
        "link": URL,
        "its_text": article.text,
        "its_markdown": article.markdown,
        "its_html": article.html,
        "its_comments": [{"text": COMMENT, "author": "", "date": "", "depth": 0}],
        "its_metadata": article.metadata,
        "its_confidence": round(article.confidence, 3),
        "its_language": "en",
        "its_source": "page",
        "its_drops": [
            {"filter": each.filter, "evidence": each.evidence, "path": each.block.path, "text": each.text}
            for each in article.drops
        ],
        "its_warnings": [],
        "its_error": "",
    }


def test_a_pipeline_is_given_by_name_or_itself():
    pipeline = DEFAULT.without("promo")
    item = pipeline_of(CLEANER_PIPELINE=DEFAULT.only("promo")).process_item({"html": PAGE})
    assert item["text"].startswith("Ferries stay in port")
    assert pipeline_of(CLEANER_PIPELINE=pipeline).pipeline == pipeline
    assert pipeline_of(CLEANER_PIPELINE="cleaner.filters:DEFAULT").pipeline == DEFAULT
    assert pipeline_of().pipeline == DEFAULT


def test_the_url_reaches_the_pipeline():
    rules = Rules.from_dict({"island.example": {"drop": ["main > p:nth-of-type(2)"]}})
    pipeline = pipeline_of(CLEANER_PIPELINE=DEFAULT.with_rules(rules))
    assert PROSE[1] not in pipeline.process_item({"url": URL, "html": PAGE})["text"]
    assert PROSE[1] in pipeline.process_item({"html": PAGE})["text"]
    assert pipeline.stats.get_value("cleaner/drops/rules") == 1


def test_items_without_a_page_pass():
    pipeline = pipeline_of()
    for item in ({"name": "A shop"}, Story(url=URL), DataStory(URL), {"html": None}):
        assert pipeline.process_item(item) is item
    assert pipeline.stats.get_stats() == {"cleaner/skipped": 4}


def test_a_crawl_without_any_page_warns_of_the_fields_name(caplog):
    pipeline = pipeline_of(CLEANER_HTML_FIELD="htlm")
    pipeline.process_item({"html": PAGE})
    pipeline.close_spider()
    assert caplog.messages == ["no item has a page in its field 'htlm' (CLEANER_HTML_FIELD)"]
    caplog.clear()
    pipeline = pipeline_of()
    pipeline.process_item({"html": PAGE})
    pipeline.process_item({"name": "A shop"})
    pipeline.close_spider()
    assert caplog.messages == []


@pytest.mark.parametrize(
    ("kind", "page", "reason"),
    [
        (dict, b"%PDF-1.7", "PDF"),
        (dict, "", "the page is empty"),
        (Story, [PAGE], "cannot read a page from list"),
        (DataStory, "<nav>Home</nav>", "no body found"),
        (Bare, PAGE, "Bare has no field text (CLEANER_FIELDS)"),
        (FrozenStory, PAGE, "FrozenStory cannot be changed"),
    ],
)
@pytest.mark.parametrize("policy", ["drop", "keep"])
def test_a_page_that_fails_is_logged_and_counted(kind, page, reason, policy, caplog):
    pipeline, item = pipeline_of(CLEANER_ON_ERROR=policy), kind(url=URL, html=page)
    if policy == "drop":
        with pytest.raises(DropItem, match=re.escape(reason)):
            pipeline.process_item(item)
    else:
        assert pipeline.process_item(item) is item
    (record,) = caplog.records
    assert record.getMessage().startswith(f"{URL}: ")
    assert reason in record.getMessage()
    assert (record.levelno, record.exc_info) == (logging.WARNING, None)
    assert pipeline.stats.get_stats() == {"cleaner/pages": 1, "cleaner/failed": 1}


def test_a_kept_item_says_why_it_has_no_text():
    pipeline = pipeline_of(CLEANER_ON_ERROR="keep", CLEANER_FIELDS={"text": "text", "why": "error"})
    item = pipeline.process_item({"url": URL, "html": ""})
    assert item == {"url": URL, "text": None, "why": "the page is empty"}
    assert pipeline.process_item({"url": URL, "html": PAGE}) == {"url": URL, "text": BODY, "why": ""}


def test_a_url_that_is_none_fails_the_page(caplog):
    with pytest.raises(DropItem, match="its URL is no str but list"):
        pipeline_of().process_item({"url": [URL], "html": PAGE})
    assert URL in caplog.text


def test_a_filter_that_fails_is_logged_with_its_place(caplog):
    pipeline = pipeline_of(CLEANER_PIPELINE=FAULTY, CLEANER_ON_ERROR="keep")
    assert pipeline.process_item({"url": URL, "html": PAGE}) == {"url": URL, "text": None}
    (record,) = caplog.records
    assert record.getMessage() == f"{URL}: ZeroDivisionError: division by zero"
    assert record.levelno == logging.ERROR
    assert "1 / len" in caplog.text
    assert pipeline.stats.get_value("cleaner/failed") == 1


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"CLEANER_PIPELINE": "cleaning"}, "CLEANER_PIPELINE: 'cleaning' names no pipeline"),
        ({"CLEANER_PIPELINE": "cleaner:Article"}, "CLEANER_PIPELINE: cleaner:Article is no pipeline but type"),
        ({"CLEANER_PIPELINE": 3}, "CLEANER_PIPELINE: 3 is no name"),
        ({"CLEANER_HTML_FIELD": ""}, "CLEANER_HTML_FIELD: '' is no name"),
        ({"CLEANER_URL_FIELD": 7}, "CLEANER_URL_FIELD: 7 is no name"),
        ({"CLEANER_FIELDS": {"text": "txet"}}, "CLEANER_FIELDS: 'txet' is none of text, markdown, html"),
        ({"CLEANER_FIELDS": {}}, "CLEANER_FIELDS: no field gets anything"),
        ({"CLEANER_FIELDS": ["text"]}, "CLEANER_FIELDS: "),
        ({"CLEANER_FIELDS": "text"}, "CLEANER_FIELDS: "),
        ({"CLEANER_FIELDS": {"text": ["text"]}}, "CLEANER_FIELDS: ['text'] is none of"),
        ({"CLEANER_KEEP_HTML": "perhaps"}, "CLEANER_KEEP_HTML: "),
        ({"CLEANER_KEEP_HTML": []}, "CLEANER_KEEP_HTML: "),
        ({"CLEANER_ON_ERROR": "stop"}, "CLEANER_ON_ERROR: 'stop' is none of drop, keep"),
        ({"CLEANER_FIELD": "html"}, "no setting CLEANER_FIELD; the settings are CLEANER_PIPELINE, CLEANER_HTML_FIELD"),
    ],
)
def test_wrong_settings_are_refused_by_name(settings, message):
    with pytest.raises(CleanerError) as caught:
        pipeline_of(**settings)
    assert str(caught.value).startswith(message)


class StoryLoader(ItemLoader):
    default_item_class = Story
    default_output_processor = TakeFirst()
    text_in = MapCompose(CleanText(), str.upper)


class BareLoader(ItemLoader):
    default_item_class = Story
    text_in = CleanText()


def test_the_processor_cleans_in_a_loader():
    loader = StoryLoader(response=HtmlResponse(URL, body=PAGE.encode(), encoding="utf-8"))
    loader.add_css("text", "html")
    assert loader.load_item() == {"text": BODY.upper()}


def test_the_processor_stands_by_itself():
    loader = BareLoader()
    loader.add_value("text", [PAGE, f"<p>{PROSE[2]}</p>"])
    assert loader.load_item() == {"text": [BODY, PROSE[2]]}
    assert CleanText()(PAGE) == BODY


def test_the_processor_takes_the_url_from_the_context():
    page = article_page("<p>See <a href='/map'>the map of the harbour</a> for where each of the boats lies now.</p>")
    clean = CleanText(form="markdown")
    assert "(/map)" in clean(page)
    response = HtmlResponse("https://island.example/a", body=b"")
    assert "(https://island.example/map)" in clean(page, {"response": response})
    assert "(https://coast.example/map)" in clean(page, {"response": response, "url": "https://coast.example/"})
    assert "(/map)" in clean(page, {"response": None})


def test_the_processor_gives_nothing_for_a_page_that_fails(caplog):
    loader = BareLoader(response=HtmlResponse(URL, body=b""))
    loader.add_value("text", ["", PAGE, "<nav>Home</nav>"])
    loader.add_value("url", URL)
    assert loader.load_item() == {"text": [BODY], "url": [URL]}
    assert [message.partition(": ")[0] for message in caplog.messages] == [URL, URL]
    assert CleanText()(b"%PDF-1.7") is None
    assert CleanText(FAULTY)(PAGE) is None
    assert caplog.messages[-1] == "a page without a URL: ZeroDivisionError: division by zero"


def test_the_processor_runs_its_own_pipeline():
    assert CleanText(DEFAULT.only("promo"))(PAGE).startswith("Ferries stay in port")
    with pytest.raises(CleanerError, match="'json' is none of text, markdown, html"):
        CleanText(form="json")
