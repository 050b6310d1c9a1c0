"""Articles: that all they give fits together, and is made once."""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError

import pytest
from golden import FIXTURES
from pages import PROSE, article_page

import cleaner
from cleaner import DEFAULT, Pipeline
from cleaner.regression.case import Case

PAGE = article_page("<p>Share</p>", '<div id="disqus_thread"><p>At last somebody says it.</p></div>')


def test_the_renderings_hold_the_same_blocks():
    article = cleaner.clean(PAGE)
    assert [block.text for block in article.blocks] == list(PROSE)
    assert article.text == "\n\n".join(PROSE)
    assert article.html == "".join(f"<p>{text}</p>\n" for text in PROSE)
    assert article.markdown == "\n\n".join(PROSE) + "\n"


def test_an_article_is_frozen_and_renders_once():
    article = cleaner.clean(PAGE)
    with pytest.raises(FrozenInstanceError):
        article.drops = ()
    assert article.text is article.text
    assert article.html is article.html
    assert article.markdown is article.markdown


def test_rendering_changes_nothing():
    article = cleaner.clean(PAGE)
    before = (article.blocks, article.document.containers)
    assert article.html
    assert article.markdown
    assert (article.blocks, article.document.containers) == before
    assert cleaner.clean(PAGE).html == article.html


def test_pipelines_share_a_document():
    document = cleaner.parse(PAGE)
    whole, clean = Pipeline().run(document), DEFAULT.run(document)
    assert "Share" in whole.html
    assert "Share" not in clean.html
    assert "Share" not in clean.markdown
    assert "Share" in Pipeline().run(document).text


@pytest.fixture
def eager_threads():
    """Threads that take turns as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


RENDERINGS = ("text", "to_dict", "html", "markdown", "comments", "confidence", "metadata")


def rendered(article, first=0):
    """All of RENDERINGS, one of them first."""
    names = RENDERINGS[first:] + RENDERINGS[:first]
    return {name: article.to_dict() if name == "to_dict" else getattr(article, name) for name in names}


@pytest.mark.usefixtures("eager_threads")
def test_threads_may_render_one_article_at_once():
    deep = f"<p>Rain fell.{'<i></i>' * 3000}</p>{'<div>' * 80}<p>Snow fell.</p>{'</div>' * 80}"
    page = article_page(deep, '<div id="disqus_thread"><p>At last somebody says it.</p></div>')
    alone = rendered(cleaner.clean(page))
    assert all(alone.values())
    with ThreadPoolExecutor(4) as pool:
        for first in range(4):
            article = cleaner.clean(page)
            assert list(pool.map(rendered, [article] * 4, [first, first, first + 1, first + 2])) == [alone] * 4


def test_comments_stand_apart_from_the_body():
    article = cleaner.clean(PAGE)
    assert [(comment.text, comment.depth) for comment in article.comments] == [("At last somebody says it.", 0)]
    assert "At last" not in article.text + article.html + article.markdown
    assert Pipeline().clean(PAGE).comments == ()


def test_drops_are_in_page_order_and_say_why():
    article = cleaner.clean(PAGE)
    assert [(drop.filter, drop.text) for drop in article.drops] == [
        ("body", "Ferries stay in port"),
        ("share", "Share"),
        ("comments", "At last somebody says it."),
    ]


@pytest.mark.parametrize("page", ["", "<p></p>", "<script>x</script>"])
def test_an_empty_page_is_an_empty_article_with_a_warning(page):
    article = cleaner.clean(page)
    assert (article.text, article.html, article.markdown, article.blocks, article.comments) == ("", "", "", (), ())
    assert article.warnings


def test_a_plain_text_is_an_article_too():
    article = cleaner.clean_text("\n\n".join([*PROSE, "Comments (2)"]))
    assert article.text == "\n\n".join(PROSE)
    assert article.html == "".join(f"<p>{text}</p>\n" for text in PROSE)
    assert article.markdown == "\n\n".join(PROSE) + "\n"


def test_a_page_that_lost_all_says_who_took_it():
    article = DEFAULT.only("share").clean("<p>Share</p><p>Share</p>")
    assert article.warnings == ("no body found: all 2 blocks were dropped (share 2)",)


def test_confidence_is_a_share_and_always_the_same():
    article = cleaner.clean(PAGE)
    assert 0 < article.confidence <= 1
    assert cleaner.clean(PAGE).confidence == article.confidence


def test_nothing_left_deserves_no_confidence():
    assert cleaner.clean("").confidence == 0
    assert DEFAULT.only("share").clean("<p>Share</p><p>Share</p>").confidence == 0
    assert cleaner.clean_text("").confidence == 0


def test_an_article_deserves_more_confidence_than_a_page_that_shows_little_text():
    item = "<h3><a href='/{0}'>Lamp {0}</a></h3><p>{0} crowns</p><p>Brass, for the desk.</p><button>Buy</button>"
    lamp = f"<div>{item}</div>"
    doubtful = cleaner.clean(f"<body><h1>Lamps</h1>{''.join(map(lamp.format, range(30)))}</body>")
    sure = Case.load(FIXTURES / "promo--seed-news").clean()
    assert doubtful.blocks
    assert sure.confidence > 0.7
    assert sure.confidence > doubtful.confidence + 0.1


def test_a_plain_text_has_a_confidence_too():
    assert 0 <= cleaner.clean_text("\n\n".join([*PROSE, "Comments (2)"])).confidence <= 1


def test_articles_from_the_page_s_data_have_a_confidence_too():
    article = Case.load(FIXTURES / "hidden--json-ld-body").clean()
    assert article.source == "json-ld"
    assert 0 < article.confidence <= 1
