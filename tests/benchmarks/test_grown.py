"""The pages that grow."""

import pytest

import cleaner
from benchmarks.grown import GROWTHS, TINY, grown


@pytest.mark.parametrize("name", GROWTHS)
def test_a_page_grows_by_what_is_asked_for(name):
    none, one, two, three = (len(grown(name, factor)) for factor in (0, 1, 2, 3))
    assert 1.9 < (three - one) / (two - one) < 2.1
    assert one - none > 0.4 * one  # what grows is much of the page from the start
    assert grown(name, 2) == grown(name, 2)


@pytest.mark.parametrize("name", [name for name in GROWTHS if name != "links"])  # that is a list, not an article
def test_the_pages_have_a_body(name):
    article = cleaner.clean(grown(name, 1))
    assert len(article.text) > 1000
    assert article.source == ("payload" if name == "page data" else "page")


def test_the_tiny_page_is_a_page():
    assert cleaner.clean(TINY).text.startswith("Rain fell")
