"""The laws of DESIGN.md, as properties over invented pages and texts."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from trees import markup
from trees import trees as element_trees

import cleaner
from benchmarks.fuzz import broken_laws
from cleaner import DEFAULT, CleanerError, Pipeline

FIXTURES = Path(__file__).parents[1] / "fixtures"
PAGES = sorted(FIXTURES.glob("*/page.html"))

_SENTENCES = (
    "The mayor opened the bridge on Monday, after two years of work.",
    "Read also: Bridge to close again",
    "Comments (3)",
    "Log in to comment",
    "Other topics",
    "Share",
    "Subscribe to our newsletter",
    "© 2024 The Gazette. All rights reserved.",
    "She said that nobody had asked the fishermen, who need the harbour more than anyone, what they thought of it.",
    "Ein Satz über den Hafen, der lang genug ist, um als Prosa zu gelten.",
    "今天下午，港口的渡轮全部停航，居民们只好在码头等待。",
    "Menu",
    "Facebook",
    "Twitter",
    "Advertisement",
    "Reply",
    "Jon",
    "4 March 2024, 7:42",
    "Related",
    "Name",
    "def f(x): return x",
    "¶ \u200b\u00ad",
)
_TAGS = ("p", "div", "li", "ul", "h1", "h2", "table", "tr", "td", "a", "span", "b", "br", "section", "article", "pre")
_CLASSES = ("", "comments", "related-posts", "share", "entry-content", "sr-only", "nav", "x1")


def _element(children):
    def build(tag, name, inner):
        attributes = f' class="{name}"' if name else ""
        attributes += ' href="/somewhere"' if tag == "a" else ""
        return f"<{tag}{attributes}>{''.join(inner)}</{tag}>"

    return st.builds(build, st.sampled_from(_TAGS), st.sampled_from(_CLASSES), st.lists(children, max_size=4))


texts = st.sampled_from(_SENTENCES) | st.text(max_size=40)
trees = st.recursive(texts, _element, max_leaves=25)
plain = st.lists(texts, max_size=12).map("\n\n".join) | st.lists(texts, max_size=12).map("\n".join)


@given(trees)
def test_kept_and_dropped_are_all_blocks_in_order_none_twice(html):
    article = cleaner.clean(html)
    blocks = article.document.blocks
    assert [block.index for block in blocks] == list(range(len(blocks)))
    kept = [block.index for block in article.blocks]
    dropped = [drop.block.index for drop in article.drops]
    assert kept == sorted(kept)
    assert dropped == sorted(dropped)
    assert sorted(kept + dropped) == list(range(len(blocks)))
    assert all(drop.filter in DEFAULT.names and drop.detail for drop in article.drops)


@given(element_trees)
def test_a_tree_is_cleaned_as_its_markup_is_and_never_changed(tree):
    before = etree.tostring(tree)
    article, other = cleaner.clean(tree), cleaner.clean(markup(tree))
    assert etree.tostring(tree) == before
    assert [block.text for block in article.document.blocks] == [block.text for block in other.document.blocks]
    assert article.text == other.text


@settings(max_examples=80)
@given(element_trees)
def test_all_laws_hold_for_whole_trees_in_every_rendering(tree):
    assert broken_laws(markup(tree).encode()) == []


@given(trees)
def test_no_text_that_is_not_on_the_page(html):
    article = Pipeline().clean(html)
    on_page = "".join("".join(article.document.tree.itertext()).split()) if article.document.tree is not None else ""
    for block in article.blocks:
        rest = iter(on_page)  # what is hidden within a word is left out of it
        assert all(letter in rest for letter in "".join(block.text.split()))


@given(plain)
def test_no_text_that_is_not_in_the_plain_text(text):
    have = text.split()
    for word in cleaner.clean_text(text).text.split():
        assert word in have or any(character < " " or "\ud800" <= character <= "\udfff" for character in text)


@given(trees)
def test_same_input_same_output(html):
    assert cleaner.clean(html).text == cleaner.clean(html).text


@given(trees)
def test_an_empty_pipeline_drops_nothing(html):
    article = Pipeline().clean(html)
    assert article.drops == article.vetoes == ()


@given(trees, st.sampled_from(DEFAULT.names))
def test_without_a_filter_nothing_is_dropped_in_its_name(html, name):
    assert all(drop.filter != name for drop in DEFAULT.without(name).clean(html).drops)


@given(plain)
def test_cleaning_clean_text_again_drops_nothing(text):
    once = cleaner.clean_text(text)
    again = cleaner.clean_text(once.text)
    assert again.drops == ()


@settings(max_examples=200)
@given(st.binary(max_size=2000) | st.text(max_size=500).map(lambda text: text.encode("utf-16")))
def test_any_bytes_give_an_article_or_a_cleaner_error(data):
    try:
        article = cleaner.clean(data)
    except CleanerError:
        return
    assert article.text or article.warnings


def test_threads_give_what_one_thread_gives():
    pages = [page.read_bytes() for page in PAGES[::4]]
    alone = [cleaner.clean(page).text for page in pages]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda page: cleaner.clean(page).text, pages * 2)) == alone * 2


def test_hash_seeds_change_nothing():
    code = (
        "import sys, hashlib, cleaner\n"
        "for path in sys.argv[1:]:\n"
        "    article = cleaner.clean(open(path, 'rb').read())\n"
        "    drops = repr([(d.block.index, d.filter, d.evidence) for d in article.drops])\n"
        "    print(hashlib.sha256(drops.encode()).hexdigest())"
    )
    run = [sys.executable, "-c", code, *map(str, PAGES[::5])]
    first, second = (
        subprocess.run(run, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout
        for seed in ("1", "4242")
    )
    assert first == second != ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_cleaning_a_clean_page_again_as_plain_text_drops_nothing(page):
    article = cleaner.clean(page.read_bytes())
    again = cleaner.clean_text(article.text)
    # A heading such as "Comments" is kept for the tags around it; plain text has none.
    by_markup = {veto.drop.text for veto in article.vetoes if veto.reason == "a heading of body text"}
    assert {drop.text for drop in again.drops} <= by_markup
