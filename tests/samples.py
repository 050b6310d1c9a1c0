"""Samples of invented pages, for the tests of the training."""

from corpora import GOLD, page_of
from pages import article_page

from training.samples import NAMED, Sample, _samples_of


def sample_of(html=None, gold=GOLD, site="example.org", **fields) -> Sample:
    """The page's one sample; without `html` that of an article with a menu, its title and a teaser."""
    html = article_page("<p>A headline about the harbour</p>") if html is None else html
    _, (sample,) = _samples_of(page_of(html, gold, site=site, **fields), NAMED, is_plain=False)
    return sample


def sites(count):
    """The names of `count` sites."""
    return [f"site-{n}.example.org" for n in range(count)]
