"""The body filter: the container with the article, its lead, and the lines in it that are no body text."""

import re
from types import SimpleNamespace

import numpy as np
import pytest
from golden import PAGES, body_page
from pages import PROSE, article_page

import cleaner
from cleaner import DEFAULT
from cleaner.body import Body, confidence, keep_held
from cleaner.body.choice import candidates_of, confidence_of
from cleaner.body.features import NAMES
from cleaner.body.model import load_model

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


def test_a_line_that_says_the_title_goes_without_a_heading():
    title = "Ferries stay in port for a third day"
    inside = "".join(f"<p>{text}</p>" for text in PROSE)
    page = f"<title>{title} | The Gazette</title><body><main><p>{title}</p>{inside}</main></body>"
    assert BODY.clean(page).text == "\n\n".join(PROSE)


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


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_a_drop_says_its_score_and_the_feature_that_speaks_against_it(path):
    for drop in BODY.clean(path.read_bytes()).drops:
        scored = re.fullmatch(r"body score ([01]\.\d\d), (.+)", drop.detail)
        if scored:
            assert drop.sign == "context"
            assert float(scored[1]) <= 0.6
            assert scored[2] in NAMES


def test_nothing_is_found_where_nothing_is_left():
    document = cleaner.parse(article_page(""))
    assert list(Body().find(document.dropping(document.blocks))) == []


def test_nothing_is_kept_but_what_the_page_has():
    article = BODY.clean(article_page("", f"<ul>{LINKS}</ul>"))
    drops = list(Body().find(article.document.dropping([])))
    assert all(article.document.is_kept(drop.block) for drop in drops)


KEEP, DROP, HELD, LOW = 0.9, 0.02, 0.05, 0.01


@pytest.mark.parametrize(
    ("kinds", "scores", "kept"),
    [
        # between two blocks of the body, headings, items and rows with a score of 0.03 are held
        (("paragraph", "heading", "paragraph"), (KEEP, HELD, KEEP), (True, True, True)),
        (("paragraph", "item", "row", "paragraph"), (KEEP, HELD, HELD, KEEP), (True, True, True, True)),
        (("paragraph", "item", "paragraph"), (KEEP, LOW, KEEP), (True, False, True)),
        # a heading right above prose is held all the same
        (("paragraph", "heading", "paragraph"), (KEEP, LOW, KEEP), (True, True, True)),
        (("paragraph", "item", "heading", "paragraph"), (KEEP, LOW, LOW, KEEP), (True, False, True, True)),
        (("paragraph", "heading", "item", "paragraph"), (KEEP, LOW, LOW, KEEP), (True, False, False, True)),
        (("heading", "paragraph", "heading"), (LOW, KEEP, LOW), (False, True, False)),
        # one block that is none of them, or has too low a score, lets the whole run go
        (("paragraph", "heading", "paragraph", "paragraph"), (KEEP, HELD, HELD, KEEP), (True, False, False, True)),
        (("paragraph", "item", "item", "paragraph"), (KEEP, HELD, LOW, KEEP), (True, False, False, True)),
        # before the first and behind the last there is nothing to hold them
        (("heading", "paragraph", "item"), (HELD, KEEP, HELD), (False, True, False)),
        (("heading", "item"), (HELD, HELD), (False, False)),
        # each run for itself
        (
            ("paragraph", "item", "paragraph", "caption", "paragraph", "row", "paragraph"),
            (KEEP, HELD, KEEP, HELD, KEEP, HELD, KEEP),
            (True, True, True, False, True, True, True),
        ),
    ],
)
def test_short_runs_between_blocks_of_the_body_are_held(kinds, scores, kept):
    chosen = np.array([score == KEEP for score in scores], np.float32)
    assert keep_held(page_like(kinds), chosen, np.array(scores), 0.03) == list(kept)


def page_like(kinds, links=0.0):
    """What `keep_held` looks at of a page of such blocks."""
    prose = np.array([kind == "paragraph" for kind in kinds], np.float32)
    return SimpleNamespace(kinds=kinds, prose=prose, links=np.full(len(kinds), links))


def test_a_linked_heading_is_not_held():
    kinds, kept = ("paragraph", "heading", "paragraph"), np.array([1.0, 0.0, 1.0])
    assert keep_held(page_like(kinds, links=1.0), kept, np.array([KEEP, LOW, KEEP]), 0.03) == [True, False, True]


@pytest.mark.parametrize(("count", "held"), [(8, True), (9, False)])
def test_a_long_run_is_not_held(count, held):
    kinds = ("paragraph", *("item",) * count, "paragraph")
    scores = np.array([KEEP, *[HELD] * count, KEEP])
    assert all(keep_held(page_like(kinds), (scores == KEEP).astype(np.float32), scores, 0.03)) == held


def test_what_is_chosen_stays_chosen_whatever_its_score():
    page = page_like(("caption", "paragraph"))
    assert keep_held(page, np.array([1.0, 0.0]), np.array([LOW, KEEP]), 0.03) == [True, False]


@pytest.mark.parametrize("path", PAGES[::5], ids=lambda path: path.parent.name)
def test_confidence_is_that_of_the_candidate_most_like_what_is_kept(path):
    page = body_page(path)
    model = load_model()
    choice = model.choose(page)
    candidates = candidates_of(choice.scores).tolist()
    for candidate, foretold in zip(candidates, choice.foretold, strict=True):
        left = page.document.dropping(block for block, kept in zip(page.blocks, candidate, strict=True) if not kept)
        if left.kept and candidates.count(candidate) == 1:
            expected = confidence_of(float(foretold), model.calibration)
            assert confidence(page.document, left) == pytest.approx(expected)


def test_an_article_s_confidence_looks_at_what_the_named_filters_left():
    page = article_page("", '<div id="disqus_thread"><p>At last somebody says it.</p></div>')
    article, named = cleaner.clean(page), DEFAULT.without("body").clean(page)
    assert {drop.filter for drop in article.drops} == {"body", "comments"}
    assert article.confidence == confidence(named.document, article.document)


def test_nothing_kept_deserves_no_confidence():
    document = cleaner.parse(article_page(""))
    assert confidence(document, document.dropping(document.blocks)) == 0


def test_a_page_without_prose_is_not_emptied():
    assert cleaner.clean("<p>Rain.</p>").text == "Rain."


def test_a_page_of_doubtful_lines_keeps_most_of_them():
    page = f"<ul>{''.join(f'<li>item number {n} of the list</li>' for n in range(300))}</ul>"
    assert len(cleaner.clean(page).blocks) > 150


def test_a_long_page_keeps_its_body():
    words = [word.strip(",.") for word in " ".join(PROSE).split()]
    lines = [" ".join(words[n % 40 : n % 40 + 30]).capitalize() + f" {n}." for n in range(3000)]
    article = cleaner.clean(f"<title>Storms</title><main><h1>Storms</h1><p>{'</p><p>'.join(lines)}</p></main>")
    assert len(article.blocks) > 2900
    assert article.confidence > 0.5


def test_a_dump_of_a_page_loses_its_menus():
    menu = "Home\nTides\nPiers\nBoats\nWinds\nBuoys\nContact\nImprint\nSign in\n"
    article = DEFAULT.clean_text("\n".join([menu * 3, *PROSE, menu * 2]), "en")
    assert [block.text for block in article.blocks] == list(PROSE)


def test_text_that_is_no_dump_is_left_alone():
    lines = [PROSE[0], "What the keeper said", PROSE[1], "Rain, then", PROSE[2]]
    assert BODY.clean_text("\n\n".join(lines), "en").text.split("\n\n") == lines
