"""Promo: headings with their teasers, inline lines, boxes; prose after a promo stays."""

import pytest
from pages import PROSE, article_page, dropped_by, dropped_from_text, kept_by_all

import cleaner
from cleaner import DEFAULT

TEASERS = '<ul><li><a href="/toll">Bridge toll to rise in May</a></li><li><a href="/cod">Cod is back</a></li></ul>'


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ('<p>Read also: <a href="/toll">Bridge toll to rise in May</a></p>', "en"),
        ("<p>Lesen Sie auch: Die Brücke wird teurer</p>", "de"),
        ('<p>Lire aussi : <a href="/x">Le pont sera plus cher</a></p>', "fr"),
        ("<p>Lea también: El puente será más caro</p>", "es"),
        ("<p>Читайте также: Проезд по мосту подорожает</p>", "ru"),
        ("<p>Читайте також: Проїзд мостом подорожчає</p>", "uk"),
        ("<p>Czytaj też: Przejazd mostem zdrożeje</p>", "pl"),
        ("<p>延伸阅读：过桥费五月上涨</p>", "zh"),
    ],
)
def test_inline_lines(line, language):
    assert len(dropped_by("promo", line, language=language)) == 1


@pytest.mark.parametrize("heading", ["Other topics", "Related articles", "You may also like", "Most read"])
def test_a_heading_takes_its_box_of_teasers(heading):
    box = f"<div><h3>{heading}</h3>{TEASERS}</div>"
    assert dropped_by("promo", box) == [heading, "Bridge toll to rise in May", "Cod is back"]


def test_a_heading_in_running_text_takes_teasers_up_to_the_prose():
    drops = dropped_by("promo", f"<h3>Related articles</h3>{TEASERS}")
    assert drops == ["Related articles", "Bridge toll to rise in May", "Cod is back"]


def test_a_headline_before_and_after_the_heading_goes_with_its_summary():
    lines = (
        "Harbour office report for March",
        "Other topics of interest",
        "Harbour office report for March",
        "The latest report of the harbour office.",
        "In the evening the wind turned north and the first fishermen went down to look after their boats.",
    )
    assert dropped_from_text("promo", *lines) == list(lines[:4])


@pytest.mark.parametrize("name", ["related-posts", "relatedPosts", "related_posts", "taboola-below-article"])
def test_marked_boxes(name):
    assert len(dropped_by("promo", f'<div class="{name}">{TEASERS}</div>')) == 2


def test_recirculation_behind_the_article():
    assert dropped_by("promo", "", f'<div id="taboola-below"><p>{PROSE[0][:60]}</p></div>') == [PROSE[0][:60]]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Related to this is the question who pays for the lifeboat, which has been open since the spring.</p>",
        "<p>He had read also the letters of the captain, all forty of them, before he made up his mind on it.</p>",
        "<p>The most read book on the island is the tide table, and nobody thinks that this is a joke at all.</p>",
        "<p>Other topics were left for the next meeting, as the mayor had to catch the last boat of the day.</p>",
    ],
)
def test_near_misses(line):
    assert dropped_by("promo", line) == []
    assert kept_by_all(line)


def test_a_marker_on_the_whole_page_is_not_believed():
    page = article_page("").replace("<main>", '<main class="related-posts">')
    assert all(text in cleaner.clean(page).text for text in PROSE)


def article(heading, words=PROSE):
    paragraphs = "".join(f"<p>{text} {heading}.</p>" for text in words)
    return f'<article><h1>{heading}</h1><p class="byline">By Mara Linde</p>{paragraphs}</article>'


def promos(page):
    return [drop.text for drop in DEFAULT.only("promo").clean(page).drops if "another article" in drop.evidence]


TITLE = "<title>Ferries stay in port for a third day - The Harbour Post</title>"


def test_the_next_articles_of_an_endless_page():
    page = (
        f"{TITLE}<main>{article('Ferries stay in port for a third day')}{article('Bridge toll to rise in May')}</main>"
    )
    prose = [f"{text} Bridge toll to rise in May." for text in PROSE]
    assert promos(page) == ["Bridge toll to rise in May", "By Mara Linde", *prose]


@pytest.mark.parametrize(
    "page",
    [
        # a blog's front page, whose title is of no article
        f"<title>The Harbour Blog</title>{article('Ferries stay in port')}{article('Bridge toll to rise in May')}",
        # parts of one article with headings of the first level
        f"{TITLE}<article><h1>Ferries stay in port for a third day</h1><p>{PROSE[0]}</p><p>{PROSE[1]}</p>"
        f"<h1>What the captains say</h1><p>{PROSE[2]}</p><p>{PROSE[1]}</p></article>",
        # the same article once more, for print
        f"{TITLE}{article('Ferries stay in port for a third day')}{article('Ferries stay in port for a third day')}",
        # the entries of a live blog, within its article
        f"{TITLE}<article><h1>Ferries stay in port for a third day</h1><p>{PROSE[0]} {PROSE[1]} {PROSE[2]}</p>"
        f"{article('Bridge is shut')}{article('School is out')}</article>",
        # the parts of a manual, without bylines
        f"<title>Installation - Manual</title>{article('Installation')}"
        f"{article('Configuration').replace('byline', 'line')}",
        # a teaser
        f"{TITLE}{article('Ferries stay in port for a third day')}{article('Bridge toll to rise in May', PROSE[:1])}",
    ],
)
def test_what_is_no_next_article(page):
    assert promos(page) == []


def test_on_a_page_of_teasers_they_are_the_content():
    teasers = "".join(
        f"<h3><a href='/{n}'>Bridge {n} to rise</a></h3><p>In May, says the mayor of town {n}.</p>" for n in range(30)
    )
    page = f"<body><h2>Most read</h2><div>{teasers}</div></body>"
    assert [drop.text for drop in DEFAULT.only("promo").clean(page).drops] == ["Most read"]


def test_a_link_is_no_heading_of_a_section():
    teaser = '<h3>Oak table</h3><p>Solid and heavy.</p><p><a href="/t">Related articles</a></p>'
    text = DEFAULT.only("promo").clean(f"<p>{PROSE[0]} {PROSE[1]}</p><div>{teaser}<h3>Ash chair</h3></div>").text
    assert "Ash chair" in text


def test_a_card_with_a_linked_headline_and_a_summary():
    card = (
        '<div><p>Related</p><div><h5><a href="/t">Bridge toll to rise</a></h5>The mayor wants two crowns.</div></div>'
    )
    assert dropped_by("promo", card) == ["Related", "Bridge toll to rise", "The mayor wants two crowns."]
