"""Metadata: what a page says of itself, and nothing that it does not say."""

import re
import time

from lxml import etree

import cleaner

PAGE = """<html lang="en-GB"><head><title>Ferries stay in port | The Gazette</title>
<meta name="author" content="Mara Linde"><meta name="description" content="No boats until Thursday.">
<meta property="og:site_name" content="The Gazette">
<meta property="article:published_time" content="2024-03-04T08:00:00Z">
<link rel="canonical" href="https://gazette.example/ferries"></head>
<body><article><h1>Ferries stay in port</h1>
<p>The storm that reached the coast on Sunday keeps every ferry at its pier.</p></article></body></html>"""


# Every page fails here with a TypeError: trafilatura takes only trees of lxml.html.
def test_what_the_page_says():
    assert cleaner.clean(PAGE).metadata == {
        "title": "Ferries stay in port",
        "author": "Mara Linde",
        "date": "2024-03-04",
        "sitename": "The Gazette",
        "hostname": "gazette.example",
        "description": "No boats until Thursday.",
        "language": "en",
        "url": "https://gazette.example/ferries",
    }


def test_the_address_that_is_given_goes_before_the_page():
    metadata = cleaner.clean(PAGE, url="https://mirror.example/4711").metadata
    assert metadata["url"] == "https://mirror.example/4711"


def test_what_the_page_does_not_say_is_left_out():
    assert cleaner.clean("<p>Rain fell all day.</p>").metadata == {}
    assert cleaner.clean('<html lang="de"><p>Es regnet.</p></html>').metadata == {"language": "de"}


def test_plain_text_and_empty_pages_have_none():
    assert cleaner.clean_text("Title: Ferries\n\nRain fell all day.").metadata == {}
    assert cleaner.clean("").metadata == {}


def test_reading_does_not_change_the_tree():
    article = cleaner.clean(PAGE)
    before = etree.tostring(article.document.tree)
    assert article.metadata["author"] == "Mara Linde"
    assert etree.tostring(article.document.tree) == before


def test_long_broken_data_takes_no_time_and_short_is_read():
    page = '<p>Rain.</p><script type=application/ld+json>{{{0} "author": {{"name": "Mara Linde"</script>'
    assert cleaner.clean(page.format("")).metadata["author"] == "Mara Linde"
    start = time.process_time()
    assert "author" not in cleaner.clean(page.format('"author": "x", ' * 20_000)).metadata
    assert time.process_time() - start < 5


def test_many_controls_and_hidden_words_take_little_time():
    page = "<title>Ferries</title><p>" + "word <button>Reply</button> <span hidden>no</span> word " * 12_400
    article = cleaner.clean(page)
    start = time.process_time()
    assert article.metadata["title"] == "Ferries"
    assert time.process_time() - start < 5
    assert article.metadata_warnings  # that only the beginning was searched


def test_broken_data_with_characters_that_no_xml_holds_are_left_alone():
    data = '{\x0c\x7f\x85\ufdd0\ufffe&#1;\x1b "a":'
    page = f"<title>Ferries</title><p>Rain.</p><script type=application/ld+json>{data}</script>"
    assert cleaner.clean(page).metadata["title"] == "Ferries"
    assert cleaner.clean(page.encode()).metadata["title"] == "Ferries"


LICENSED = PAGE.replace("</body>", '<footer><a href="/x"><div>Text\x0c under</div> CC BY 4.0</a></footer></body>')


def test_a_form_feed_is_white_space():
    article = cleaner.clean(LICENSED)
    assert (article.metadata["license"], article.metadata_warnings) == ("CC BY 4.0", ())


def test_what_trafilatura_does_not_expect_costs_no_more_than_the_metadata(monkeypatch):
    monkeypatch.setattr("cleaner.metadata._NOT_XML", re.compile("(?!)"))
    article = cleaner.clean(LICENSED)
    assert article.metadata == {"language": "en", "url": "https://gazette.example/ferries"}
    (warning,) = article.metadata_warnings
    assert warning.startswith("trafilatura reads no metadata of this page: ValueError: ")
