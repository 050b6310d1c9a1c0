"""Blocks, containers and documents: what they say of themselves and of their neighbours."""

import dataclasses

import pytest

from cleaner import Document, parse, parse_text

PAGE = """<html><body>
<div id=menu><a href=/>Home</a></div>
<article><h1>Ferries stay in port</h1><p>The storm keeps every ferry on the whole coast at its pier until Thursday.</p>
<ul><li>bread</li><li>milk</li></ul></article>
</body></html>"""


@pytest.fixture
def document():
    return parse(PAGE)


def container(document, tag):
    return next(c for c in document.containers if c.tag == tag)


def texts(blocks):
    return [block.text for block in blocks]


def test_blocks_and_containers_are_numbered_in_page_order(document):
    assert [block.index for block in document.blocks] == [0, 1, 2, 3, 4]
    assert [c.index for c in document.containers] == list(range(len(document.containers)))
    assert [c.tag for c in document.containers] == ["html", "body", "div", "article", "h1", "p", "ul", "li", "li"]


@pytest.mark.parametrize(
    ("tag", "inside"),
    [
        ("body", slice(0, 5)),
        ("div", slice(0, 1)),
        ("article", slice(1, 5)),
        ("ul", slice(3, 5)),
        ("li", slice(3, 4)),
    ],
)
def test_within(document, tag, inside):
    assert document.within(container(document, tag)) == document.blocks[inside]


def test_within_an_empty_container():
    document = parse("<p>a</p><section></section><p>b</p>")
    assert document.within(container(document, "section")) == ()


def test_within_agrees_with_ancestry_even_where_rows_are_joined():
    document = parse(
        "<div>a<table><tr><td>b<td>c<tr><td><table><tr><td>d<td>e</table><td>f</table>g"
        "<ul><li>h<table><tr><td><div>i</div><td>j</table></ul></div>"
    )
    assert texts(document.blocks) == ["a", "b\tc", "d\te", "f", "g", "h", "i\tj"]
    for block in document.blocks:
        for around in document.containers:
            if around in block.container.ancestry():
                assert block in document.within(around)
    assert texts(document.within(container(document, "ul"))) == ["h", "i\tj"]


def test_dropping_gives_a_view_and_leaves_the_document(document):
    menu, title, *rest = document.blocks
    view = document.dropping([menu]).dropping([title])
    assert view.kept == tuple(rest)
    assert view.blocks == document.kept == document.blocks
    assert [view.is_kept(block) for block in document.blocks] == [False, False, True, True, True]
    assert all(document.is_kept(block) for block in document.blocks)
    assert view.within(container(view, "div")) == (menu,)


def test_nothing_can_be_changed(document):
    for thing, name in ((document, "title"), (document.blocks[0], "text"), (document.containers[0], "tag")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(thing, name, "other")


def test_blocks_are_compared_by_identity():
    first, second = parse_text("Rain.\n\nRain.").blocks
    assert first.text == second.text
    assert first != second
    assert len({first, second}) == 2


def test_once_is_worked_out_once_for_all_views(document):
    calls = []

    def count(of):
        calls.append(of)
        return len(of.blocks)

    view = document.dropping(document.blocks[:1])
    assert (view.once(count), document.once(count), view.dropping(view.kept).once(count)) == (5, 5, 5)
    assert len(calls) == 1
    assert parse(PAGE).once(count) == 5
    assert len(calls) == 2


def test_once_keeps_functions_apart(document):
    assert document.once(lambda of: len(of.blocks)) == 5
    assert document.once(lambda of: of.blocks[0].text) == "Home"


def test_prose_words_count_what_is_kept(document):
    assert document.prose_words == 14
    assert document.dropping(document.blocks[:2]).prose_words == 14
    assert document.dropping([document.blocks[2]]).prose_words == 0


SENTENCE = "The harbour office hopes to let the first boats out soon."


@pytest.mark.parametrize(
    ("html", "is_prose"),
    [
        (f"<p>{SENTENCE}</p>", True),
        (f"<li>{SENTENCE}</li>", True),
        ("<p>The harbour office hopes to let the first boats out.</p>", True),
        ("<p>The harbour office hopes to let the boats out.</p>", False),
        (f"<p><a href=/x>{SENTENCE}</a></p>", False),
        (f"<p><a href=/x>The harbour office</a> {SENTENCE}</p>", True),
        (f"<h2>{SENTENCE}</h2>", False),
        (f"<button>{SENTENCE}</button>", False),
    ],
)
def test_is_prose(html, is_prose):
    (block,) = parse(html).blocks
    assert block.is_prose is is_prose


@pytest.mark.parametrize(
    ("html", "share"),
    [
        ("<p>abcd</p>", 0),
        ("<p><a href=/x>abcd</a></p>", 1),
        ("<p><a href=/x>ab</a> cd</p>", 0.4),
        ("<p><a href=/x> ab </a>cde</p>", 1 / 3),
        ("<p><a>ab</a> cd</p>", 0),
    ],
)
def test_link_share(html, share):
    (block,) = parse(html).blocks
    assert block.link_share == pytest.approx(share)


def test_ancestry_runs_up_to_the_root(document):
    item = document.blocks[-1].container
    assert [c.tag for c in item.ancestry()] == ["li", "ul", "article", "body", "html"]
    assert next(item.ancestry()) is item


def test_paths(document):
    assert [block.path for block in document.blocks] == [
        "/html/body/div",
        "/html/body/article/h1",
        "/html/body/article/p",
        "/html/body/article/ul/li[1]",
        "/html/body/article/ul/li[2]",
    ]
    assert parse_text("Rain.").blocks[0].path == "/text/lines"


def test_from_blocks():
    document = Document.from_blocks([("heading", "Harbour"), ("paragraph", "Rain fell all day.")], language="en")
    assert [(b.index, b.kind, b.text, b.words) for b in document.blocks] == [
        (0, "heading", "Harbour", 1),
        (1, "paragraph", "Rain fell all day.", 4),
    ]
    assert document.within(document.containers[0]) == document.blocks
    assert (document.is_plain, document.language) == (True, "en")
