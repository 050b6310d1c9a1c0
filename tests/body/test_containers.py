"""Container scoring: what boxes are worth, the container of the body, and the boxes in it that are not body."""

from pages import PROSE, article_page

import cleaner
from cleaner.body.containers import MIN_BOX, worthless_boxes
from cleaner.body.page import Page

LINKS = "".join(f'<li><a href="/{n}">Harbour</a></li>' for n in range(9))
HEADLINES = LINKS.replace("Harbour", "A long headline about the harbour")


def worth_by_tag(page):
    return {container.tag: value for container, value in zip(page.containers, page.worth.tolist(), strict=True)}


def test_prose_is_worth_its_words_and_links_cost_theirs():
    document = cleaner.parse(f"<div><p>{PROSE[0]}</p></div><ul>{LINKS}</ul>")
    worth = worth_by_tag(Page(document))
    assert worth["div"] == document.blocks[0].words - 2
    assert worth["ul"] < MIN_BOX
    assert worth["html"] == worth["body"] == worth["div"]  # the list counts nothing


def test_each_worthless_box_counts_nothing_for_its_parent():
    document = cleaner.parse(f"<ul>{HEADLINES}</ul>")
    worth = worth_by_tag(Page(document))
    assert worth["li"] < MIN_BOX
    assert worth["ul"] == 0


def test_a_caption_is_worth_nothing():
    document = cleaner.parse(f"<figure><figcaption>{PROSE[0]}</figcaption></figure>")
    assert Page(document).worth.max() <= 0


def test_what_is_dropped_is_worth_nothing():
    document = cleaner.parse(f"<div><p>{PROSE[0]}</p></div><p>Monday</p>")
    page = Page(document.dropping(document.blocks[:1]))
    assert "div" not in worth_by_tag(page)
    assert page.worth.max() < 1


def test_the_best_container_holds_most_of_the_worth_and_is_the_innermost():
    document = cleaner.parse(article_page(f"<div><p>{PROSE[0]}</p></div>", f"<ul>{LINKS}</ul>"))
    page = Page(document)
    assert page.containers[page.best].tag == "main"


def test_of_worthless_boxes_in_each_other_the_outermost_is_found():
    menu = "".join(f'<p><a href="/{n}">Town</a></p>' for n in range(4))
    document = cleaner.parse(article_page(f"<section>{menu}<ul>{LINKS}</ul></section>", f"<ul>{LINKS}</ul>"))
    page = Page(document)
    (span,) = worthless_boxes(page.worth, page.first, page.end, page.best)
    section = [container.tag for container in page.containers].index("section")
    assert page.containers[page.best].tag == "main"
    assert span == (page.first[section], page.end[section])
    assert page.worth[section] < MIN_BOX
