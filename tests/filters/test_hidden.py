"""Hidden: what a browser does not show, unless it holds the article."""

import pytest
from pages import PROSE, article_page, dropped_by

import cleaner
from cleaner.filters.hidden import Hidden


@pytest.mark.parametrize(
    ("html", "evidence"),
    [
        ("<div hidden><p>Menu of the day</p></div>", "hidden"),
        ('<div style="display: none"><p>Menu of the day</p></div>', "display:none"),
        ('<p style="VISIBILITY:hidden">Menu of the day</p>', "display:none"),
        ('<p class="sr-only">Menu of the day</p>', "sr-only"),
        ("<template><p>Menu of the day</p></template>", "template"),
        ("<noscript><p>Menu of the day</p></noscript>", "noscript"),
        ('<div aria-hidden="true">Menu of the day</div>', "aria-hidden"),
        ("<dialog><p>Menu of the day</p></dialog>", "dialog"),
    ],
)
def test_hits(html, evidence):
    page = f"<p>{PROSE[0]}</p>{html}"
    (drop,) = cleaner.DEFAULT.only("hidden").clean(page).drops
    assert (drop.text, drop.evidence) == ("Menu of the day", f"semantics: {evidence}")


HIDING = [
    "<div hidden id='S:0'>{}</div>",
    "<noscript>{}</noscript>",
    "<template>{}</template>",
    "<div style='display:none'>{}</div>",
    "<div class='sr-only'>{}</div>",
    "<dialog>{}</dialog>",
]
FORTY = " ".join(["harbour"] * 40)


@pytest.mark.parametrize("hiding", HIDING)
def test_up_to_forty_words_are_taken_for_being_hidden(hiding):
    hidden = hiding.format(f"<p>{FORTY}</p><p><a href='/'>Menu</a></p><button>Send</button>")
    assert dropped_by("hidden", hidden) == [FORTY, "Menu", "Send"]


@pytest.mark.parametrize("hiding", HIDING)
def test_more_text_is_left_to_the_filters_behind_with_all_that_stands_by_it(hiding):
    assert dropped_by("hidden", hiding.format(f"<p>{FORTY}</p><p>town</p><button>Send</button>")) == []


def test_text_is_counted_over_all_that_one_element_hides():
    half = " ".join(["harbour"] * 21)
    assert dropped_by("hidden", f"<p hidden>{half}</p><p hidden>{half}</p>") == []
    assert dropped_by("hidden", f"<div hidden><p>{half}</p><section><p>{half}</p></section></div>") == []
    assert dropped_by("hidden", f"<div hidden><p>{half}</p></div><div hidden><p>{half}</p></div>") == [half, half]


def test_links_are_no_text_however_many():
    links = "".join(f'<li><a href="/{n}">{FORTY}</a></li>' for n in range(9))
    assert len(dropped_by("hidden", f"<div hidden><ul>{links}</ul>{'<p>A short line</p>' * 13}</div>")) == 22


def test_how_much_text_is_an_option():
    page = article_page(f"<div hidden><p>{FORTY}</p></div>")
    strict = cleaner.DEFAULT.only("hidden").replace("hidden", Hidden(max_text=39))
    assert strict.clean(page).drops == ()


def test_hidden_prose_that_says_what_it_is_goes_by_that_name():
    comments = "".join(f"<p>{text}</p>" for text in PROSE)
    page = article_page("", f'<div hidden><div id="disqus_thread">{comments}</div></div>')
    drops = cleaner.clean(page).drops
    assert {drop.filter for drop in drops if drop.text in PROSE} == {"comments"}


def test_hidden_words_in_a_sentence_go_alone():
    line = '<p>The office <span class="screen-reader-text">(opens in a new tab)</span> is open.</p>'
    assert dropped_by("hidden", line) == ["(opens in a new tab)"]


@pytest.mark.parametrize(
    "html",
    [
        "<div hidden id='S:0'>{}</div>",
        "<noscript>{}</noscript>",
        "<template>{}</template>",
        "<div style='display:none'>{}</div>",
    ],
)
def test_an_article_that_is_hidden_is_kept(html):
    page = "<p>Loading the page, please wait.</p>" + html.format("".join(f"<p>{text}</p>" for text in PROSE))
    text = cleaner.clean(page).text
    assert all(prose in text for prose in PROSE)


@pytest.mark.parametrize(
    "html",
    [
        '<p aria-hidden="true">The captain of the first boat, who had gone out against all advice, was sent home.</p>',
        '<p hidden="until-found">The old harbour.</p>',
        "<dialog open><p>The old harbour.</p></dialog>",
        '<p class="hidden-harbour">The hidden harbour.</p>',
        '<div><template shadowrootmode="open"><p>The old harbour.</p></template></div>',
    ],
)
def test_near_misses(html):
    assert dropped_by("hidden", html) == []


def test_a_panel_that_waits_for_a_click_is_content():
    page = f'<p>{PROSE[0]}</p><h3>How long?</h3><div class="faq-answer" style="display:none"><p>{PROSE[1]}</p></div>'
    assert not cleaner.DEFAULT.only("hidden").clean(page).drops


def test_a_folded_menu_is_no_content():
    links = "".join(f'<li><a href="/{n}">Harbour</a></li>' for n in range(9))
    page = f'<p>{PROSE[0]}</p><div class="accordion" hidden><ul>{links}</ul></div>'
    assert len(cleaner.DEFAULT.only("hidden").clean(page).drops) == 9
