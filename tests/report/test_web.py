"""The report as a file; what it does in a browser is in test_browser."""

import json
import re
from html.parser import HTMLParser

import pytest
from golden import CASES
from hostile import PAGE as HOSTILE

import cleaner
from cleaner import DEFAULT
from cleaner.report.totals import totals
from cleaner.report.web import Entry, index, report

NAMES = ("rules", *DEFAULT.names)


class Reader(HTMLParser):
    """The report as a browser cuts it up."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.data, self._open = [], {}, []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self._open.append((tag, dict(attributes).get("id")))

    def handle_data(self, data):
        if self._open:
            key = self._open[-1]
            self.data[key] = self.data.get(key, "") + data

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_report_holds_the_page_the_policy_and_the_data():
    article = cleaner.clean(HOSTILE)
    reader = Reader(report(article, NAMES, "hostile.html"))
    (frame,) = reader.all("iframe")
    assert frame["sandbox"] == "allow-same-origin"
    assert [each["type"] for each in reader.all("script") if "type" in each] == ["application/json"]
    assert len(reader.all("script")) == 2
    policy = next(each["content"] for each in reader.all("meta") if "http-equiv" in each)
    assert policy.startswith("default-src 'none'; ")
    assert re.search(r"script-src 'sha256-[\w+/=]+'$", policy)
    assert f'content="{policy}"' in frame["srcdoc"]
    data = json.loads(reader.data["script", "data"])
    drops = [[drop.block.index, drop.filter, drop.evidence] for drop in article.drops]
    assert [[index, data["filters"][name], data["evidence"][why]] for index, name, why in data["drops"]] == drops
    assert [index for index, *_ in data["kept"]] == [block.index for block in article.blocks]


def test_vetoes_and_warnings_are_in_it():
    prose = "".join(f"<div class=comment-list><p>{'harbour ' * 40}</p></div>" for _ in range(12))
    article = DEFAULT.only("comments").clean(f"<p>Rain.</p>{prose}")
    data = json.loads(Reader(report(article, NAMES, "p")).data["script", "data"])
    assert len(data["vetoes"]) == len(article.vetoes) > 0
    assert "no body found" in report(cleaner.clean("<nav>Home</nav>"), NAMES, "p")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_reports_stay_small(case):
    html = report(case.clean(), NAMES, str(case.page))
    assert len(html.encode()) < 1.5 * len(case.page.read_bytes()) + 100_000


def test_filters_of_users_are_shown_too():
    class Own:
        """Whatever says rain."""

        name = "own-rain"
        after = ()

        def find(self, document):
            return [cleaner.Drop(block, "phrase", "rain") for block in document.kept if "Rain" in block.text]

    pipeline = DEFAULT.before("body", Own())
    html = report(pipeline.clean("<p>Rain.</p><p>Snow fell.</p>"), ("rules", *pipeline.names), "p")
    assert "<b>own-rain</b>" in html


def test_the_index_sums_up_and_names_what_failed():
    pages = [("a.html", "<nav>Home</nav><p>Rain fell.</p>"), ("<b>.html", "<nav>Home Port</nav><p>Snow fell.</p>")]
    entries = []
    for name, page in pages:
        article = DEFAULT.only("navigation").clean(page)
        entries.append(Entry(name, "Rain" * (name == "a.html"), "a%20b.html", totals(article, NAMES), 0.5))
    html = index(entries, [("c<.html", "is empty")], NAMES)
    rows = [re.findall(r">([^<>\n]*)</t[hd]>", row) for row in re.findall(r"<tr>.*?</tr>", html, re.DOTALL)]
    assert [row[-1] for row in rows] == ["navigation", "3", "1", "2"]
    assert "&lt;b&gt;.html" in html
    assert "c&lt;.html" in html
    assert "script" not in html
