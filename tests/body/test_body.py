"""The body filter: the container with the article, its lead, and the lines in it that are no body text."""

from pages import PROSE, article_page

import cleaner
from cleaner import DEFAULT

BODY = DEFAULT.only("body")
LINKS = "".join(f'<li><a href="/{n}">A headline about the harbour, number {n}</a></li>' for n in range(12))


def test_link_lists_beside_the_article_go():
    article = BODY.clean(article_page("", f"<div><ul>{LINKS}</ul></div>"))
    assert article.text == "\n\n".join(PROSE)


def test_a_link_list_in_the_article_does_not_outweigh_it():
    article = BODY.clean(article_page(f"<div><ul>{LINKS}</ul></div>"))
    assert set(PROSE) <= set(article.text.split("\n\n"))


def test_title_and_captions_go():
    figure = "<figure><figcaption>The pier in the storm, seen from the sea.</figcaption></figure>"
    article = BODY.clean(article_page(figure))
    assert article.text == "\n\n".join(PROSE)
    assert "context: the page's title" in {drop.evidence for drop in article.drops}


def test_byline_goes():
    article = BODY.clean(article_page('<div class="byline">By Mara Linde</div>'))
    assert "Mara Linde" not in article.text


def test_the_lead_before_the_container_stays():
    lead = "Every ferry is at its pier and nobody can say when the first boat will come across the sound."
    page = f"<title>Ferries</title><h1>Ferries</h1><p>{lead}</p><div>{''.join(f'<p>{p}</p>' for p in PROSE)}</div>"
    assert BODY.clean(page).text == "\n\n".join((lead, *PROSE))


def test_subheadings_lists_and_tables_stay():
    inside = (
        "<h2>Who stays in port</h2><ul><li>the mail boat</li><li>the two big ferries</li></ul>"
        "<table><tr><td>Sunday</td><td>force nine</td></tr><tr><td>Monday</td><td>force ten</td></tr></table>"
    )
    text = cleaner.clean(article_page(inside)).text
    assert "Who stays in port\n\nthe mail boat\nthe two big ferries\n\nSunday\tforce nine\nMonday\tforce ten" in text


def test_a_plain_text_is_left_alone():
    assert BODY.clean_text("Menu\n\nRain fell.").drops == ()


def test_a_page_without_prose_is_not_emptied():
    assert cleaner.clean("<p>Rain.</p>").text == "Rain."


def test_a_page_of_doubtful_lines_keeps_most_of_them():
    page = f"<ul>{''.join(f'<li>item number {n} of the list</li>' for n in range(300))}</ul>"
    assert len(cleaner.clean(page).blocks) > 150
