"""Container scoring: what boxes are worth, the container of the body, and the boxes in it that are not body."""

from pages import PROSE, article_page

import cleaner
from cleaner.body.containers import MIN_BOX, best_container, box_values, worthless_boxes

LINKS = "".join(f'<li><a href="/{n}">Harbour</a></li>' for n in range(9))
HEADLINES = LINKS.replace("Harbour", "A long headline about the harbour")


def test_prose_is_worth_its_words_and_links_cost_theirs():
    document = cleaner.parse(f"<div><p>{PROSE[0]}</p></div><ul>{LINKS}</ul>")
    worth = {container.tag: value for container, value in zip(document.containers, box_values(document), strict=True)}
    assert worth["div"] == document.blocks[0].words - 2
    assert worth["ul"] < MIN_BOX
    assert worth["html"] == worth["body"] == worth["div"]  # the list counts nothing


def test_each_worthless_box_counts_nothing_for_its_parent():
    document = cleaner.parse(f"<ul>{HEADLINES}</ul>")
    worth = {container.tag: value for container, value in zip(document.containers, box_values(document), strict=True)}
    assert worth["li"] < MIN_BOX
    assert worth["ul"] == 0


def test_a_caption_is_worth_nothing():
    document = cleaner.parse(f"<figure><figcaption>{PROSE[0]}</figcaption></figure>")
    assert max(box_values(document)) <= 0


def test_what_is_dropped_is_worth_nothing():
    document = cleaner.parse(f"<div><p>{PROSE[0]}</p></div>")
    assert set(box_values(document.dropping(document.blocks))) == {0}


def test_the_best_container_holds_most_of_the_worth_and_is_the_innermost():
    document = cleaner.parse(article_page(f"<div><p>{PROSE[0]}</p></div>", f"<ul>{LINKS}</ul>"))
    assert best_container(document, box_values(document)).tag == "main"


def test_of_worthless_boxes_in_each_other_the_outermost_is_found():
    menu = "".join(f'<p><a href="/{n}">Town</a></p>' for n in range(4))
    document = cleaner.parse(article_page(f"<section>{menu}<ul>{LINKS}</ul></section>", f"<ul>{LINKS}</ul>"))
    worth = box_values(document)
    best = best_container(document, worth)
    ((box, value),) = worthless_boxes(document, best, worth)
    assert (best.tag, box.tag) == ("main", "section")
    assert value == worth[box.index] < MIN_BOX
