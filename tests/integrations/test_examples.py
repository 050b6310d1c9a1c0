"""The README's examples of scrapers, run against pages served on localhost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from served import FEW, site

from cleaner.regression.golden import Golden

ROOT = Path(__file__).parents[2]
REQUESTS = '''\
import cleaner
import requests
from bs4 import BeautifulSoup


def scrape(url):
    """The page's clean text, and what this scraper picks from it by itself."""
    response = requests.get(url, timeout=30)
    response.raise_for_status()
    soup = BeautifulSoup(response.content, "lxml")
    article = cleaner.clean(soup, url=response.url)  # reads the soup, never changes it
    return {
        "url": response.url,
        "text": article.text,
        "metadata": article.metadata,
        "links": [link["href"] for link in soup.find_all("a", href=True)],
    }
'''
SPIDER = """\
import scrapy


class NewsSpider(scrapy.Spider):
    name = "news"
    start_urls = ["https://example.org/"]
    custom_settings = {
        "ITEM_PIPELINES": {"cleaner.integrations.scrapy.CleanerPipeline": 300},
        "CLEANER_PIPELINE": "cleaner:DEFAULT",  # or package.module:NAME of your own
        "CLEANER_FIELDS": {"text": "text", "about": "metadata", "confidence": "confidence"},
    }

    def parse(self, response):
        for link in response.css("a"):
            yield response.follow(link, self.parse_page)

    def parse_page(self, response):
        yield {"url": response.url, "html": response.body}
"""


@pytest.mark.parametrize("example", [REQUESTS, SPIDER])
def test_the_readme_shows_it(example):
    assert f"```python\n{example}```" in (ROOT / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def address():
    with site() as found:
        yield found


@pytest.fixture
def scrape():
    names = {}
    exec(compile(REQUESTS, "example", "exec"), names)
    return names["scrape"]


def test_requests_and_a_soup_give_the_golden_text(address, scrape):
    for path, case in FEW.items():
        found = scrape(address + path)
        assert found["url"] == address + path
        assert found["text"] == Golden.load(case.folder).kept, case.name
        assert found["metadata"]["url"] == address + path
        assert len(found["links"]) == len(BeautifulSoup(case.page.read_bytes(), "lxml").select("a[href]"))


def test_requests_and_a_soup_name_what_is_wrong(address, scrape):
    with pytest.raises(OSError, match="500 Server Error"):
        scrape(f"{address}/broken/down.html")
    assert scrape(f"{address}/broken/empty.html")["text"] == ""


def test_the_spider_gives_the_golden_text(address, tmp_path):
    (tmp_path / "spider.py").write_text(SPIDER.replace("https://example.org/", f"{address}/few/"))
    options = ["-s", "RETRY_ENABLED=0", "-s", "TELNETCONSOLE_ENABLED=0", "-o", "pages.jsonl"]
    subprocess.run(
        [sys.executable, "-m", "scrapy", "runspider", "spider.py", *options],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    items = [json.loads(line) for line in (tmp_path / "pages.jsonl").read_text("utf-8").splitlines()]
    found = {item["url"].removeprefix(address): item for item in items}
    assert set(found) == set(FEW)
    for path, case in FEW.items():
        assert found[path]["text"] == Golden.load(case.folder).kept, case.name
        assert 0 < found[path]["confidence"] <= 1
        assert found[path]["about"]["url"] == address + path
        assert "html" not in found[path]
