"""Pages as arrays: containers as ranges of kept blocks, sums over them, and which blocks are built alike."""

import pickle

import numpy as np
import pytest
from golden import PAGES, body_page
from pages import PROSE, article_page

import cleaner
from cleaner import DEFAULT
from cleaner.body.page import LEVELS, Page

NESTED = (
    f"<main><article><p>{PROSE[0]}</p><div><ul><li>One</li><li>Two</li></ul></div></article>"
    f"<div><div><p>Alone</p></div></div></main><aside><p>Beside it</p></aside>"
)


def members(page, container):
    """The places of the kept blocks in `container`."""
    inside = page.document.within(container)
    return [at for at, block in enumerate(page.blocks) if block in inside]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_sums_over_containers(path):
    page = body_page(path)
    random = np.random.default_rng(5)
    one, three = random.normal(size=len(page.blocks)), random.normal(size=(len(page.blocks), 3))
    inside = [members(page, container) for container in page.containers]
    assert page.sums(one) == pytest.approx(np.array([one[at].sum() for at in inside]), abs=1e-4)
    assert page.sums(three) == pytest.approx(np.array([three[at].sum(axis=0) for at in inside]), abs=1e-4)


def test_a_container_is_a_range_of_the_blocks_that_are_kept():
    document = cleaner.parse(NESTED)
    gone = [block for block in document.blocks if block.text in ("One", "Alone")]
    page = Page(document.dropping(gone))
    assert [block.text for block in page.blocks] == [PROSE[0], "Two", "Beside it"]
    for container, first, end in zip(page.containers, page.first, page.end, strict=True):
        assert members(page, container) == list(range(first, end))


def test_containers_with_no_kept_block_are_passed_over():
    document = cleaner.parse(NESTED)
    alone = next(block for block in document.blocks if block.text == "Alone")
    before, behind = Page(document), Page(document.dropping([alone]))
    gone = {container.path for container in before.containers} - {container.path for container in behind.containers}
    assert gone == {alone.container.path, alone.container.parent.path, alone.container.parent.parent.path}
    assert all(container.index == at for at, container in enumerate(Page(document).containers))


def test_own_containers_and_parents():
    page = Page(cleaner.parse(NESTED))
    for block, own in zip(page.blocks, page.own, strict=True):
        assert page.containers[own] is block.container
    assert page.parents[0] == -1
    for container, parent in zip(page.containers[1:], page.parents[1:], strict=True):
        assert page.containers[parent] is container.parent


@pytest.mark.parametrize("html", [NESTED, article_page("<ul><li>One</li><li>Two</li></ul>")])
def test_each_level_holds_more_blocks_than_the_one_before(html):
    page = Page(cleaner.parse(html))
    assert len(page.levels) == len(LEVELS)
    for at, block in enumerate(page.blocks):
        container = block.container
        for level in page.levels:
            assert page.containers[level[at]] is container
            size = len(members(page, container))
            container = next((up for up in container.ancestry() if len(members(page, up)) > size), page.containers[0])


def test_weights_are_words_up_to_a_limit():
    page = Page(cleaner.parse(f"<p>Rain fell.</p><p>{'rain ' * 500}</p>"))
    assert page.weights.tolist() == [3, 61]


def test_the_best_container_is_the_one_with_the_article():
    links = "".join(f'<li><a href="/{n}">A headline about the harbour</a></li>' for n in range(12))
    page = Page(cleaner.parse(article_page("", f"<ul>{links}</ul>")))
    assert page.containers[page.best].tag == "main"
    assert page.worth[page.best] == max(page.worth)


def test_twins_are_blocks_in_containers_of_the_same_names():
    html = '<div class="a"><p>1</p><p>2</p></div><div class="b"><p>3</p></div><div class="a"><p>4</p></div>'
    one, two, three, four = Page(cleaner.parse(html)).twins.tolist()
    assert one == two == four != three


def test_a_page_goes_to_another_process_without_its_tree():
    page = Page(DEFAULT.without("body").clean(article_page("<p>Monday</p>")).document)
    sent = pickle.loads(pickle.dumps(page))
    assert not {"document", "blocks", "containers"} & set(vars(sent))
    assert sent.sums(sent.words).tolist() == page.sums(page.words).tolist()
    assert sent.names == page.names
    assert sent.best == page.best
