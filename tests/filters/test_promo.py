"""Promo: headings with their teasers, inline lines, boxes; prose after a promo stays."""

import pytest
from pages import PROSE, article_page, dropped_by, dropped_from_text, kept_by_all

import cleaner

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
