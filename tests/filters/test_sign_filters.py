"""The filters that markers and phrases make: each with hits and near misses."""

import pytest
from pages import PROSE, dropped_by, kept_by_all

from cleaner import DEFAULT

HITS = [
    ("navigation", "<nav><a href='/'>Home</a> <a href='/h'>Harbour</a></nav>"),
    ("navigation", "<ul class='breadcrumbs'><li>Home</li><li>Harbour</li></ul>"),
    ("navigation", "<div role='navigation'><a href='/'>Home</a></div>"),
    ("navigation", "<p><a href='#main'>Skip to content</a></p>"),
    ("navigation", "<button>Show all</button>"),
    ("consent", "<div id='onetrust-consent-sdk'><p>We and our partners use cookies.</p></div>"),
    ("consent", "<div class='cookie-notice'><p>This page uses cookies.</p></div>"),
    ("advertisement", "<p>Advertisement</p>"),
    ("advertisement", "<div class='ad-slot'><p>Boats at half price</p></div>"),
    ("correction", "<p>Found a typo? Select it and press Ctrl+Enter.</p>"),
    ("correction", "<p>To suggest a correction or clarification, write to us here</p>"),
    ("correction", "<div class='mistape_caption'><p>Tell the editors</p></div>"),
    ("subscribe", "<p>Sign up for our newsletter</p>"),
    ("subscribe", "<div id='mc_embed_signup'><p>News from the coast, every morning</p></div>"),
    ("share", "<p>Share</p>"),
    ("share", "<div class='sharedaddy'><p>Pass it on</p></div>"),
    ("legal", "<p>© 2024 The Gazette</p>"),
    ("legal", "<p>Copyright 2024 The Gazette. All rights reserved.</p>"),
    ("author-bio", "<div class='author-bio'><p>Mara Linde writes about the coast.</p></div>"),
]

SAID_IN = {
    "de": "Der Sturm, der am Sonntag die Küste erreichte, hält alle Fähren im Hafen, und niemand weiß, wie lange noch.",
    "fr": "La tempête qui a touché la côte dimanche retient tous les ferrys au port, et personne ne sait pour combien.",
}

FOREIGN = [
    ("correction", "de", "Fehler gefunden?"),
    ("correction", "ru", "Нашли опечатку? Выделите фрагмент и нажмите Ctrl+Enter"),
    ("correction", "uk", "Знайшли помилку? Виділіть її та натисніть Ctrl+Enter"),
    ("correction", "pl", "Zgłoś błąd"),
    ("correction", "fr", "Signaler une erreur"),
    ("correction", "es", "Reportar error"),
    ("correction", "zh", "我要纠错"),
    ("subscribe", "de", "Newsletter abonnieren"),
    ("subscribe", "uk", "Читайте нас у Telegram"),
    ("share", "de", "Artikel teilen"),
    ("share", "fr", "Partager"),
    ("share", "ru", "Поделиться"),
    ("share", "zh", "分享到"),
    ("advertisement", "de", "Anzeige"),
    ("advertisement", "ru", "Реклама"),
]

NEAR_MISSES = [
    ("navigation", "<p>The home of the harbour office is the oldest house on the quay, and the smallest one too.</p>"),
    ("navigation", "<ul><li><a href='/a'>Anchor</a>, made of iron, for the big boats</li></ul>"),
    ("consent", "<p>The law on cookies says that a page must ask first, and most pages on the island ask badly.</p>"),
    ("advertisement", "<p>The advertisement in the old paper promised boats at half price to every new captain.</p>"),
    ("correction", "<p>This article was amended on 4 March to give the right name of the captain.</p>"),
    ("correction", "<p>Editor's note: an earlier version had the wrong year of the long ice.</p>"),
    ("correction", "<p>Correction: the lifeboat has a crew of nine, not of six.</p>"),
    ("subscribe", "<p>The newsletter of the harbour office has four hundred readers, which is half of the island.</p>"),
    ("share", "<p>Share of votes for the mayor: forty per cent, the lowest that the town has ever seen.</p>"),
    ("legal", "<p>Copyright in the old sea charts ended long ago, and so anybody may print and sell them today.</p>"),
    ("author-bio", "<p>I write about the coast because I was born there, in the room above the harbour office.</p>"),
]


@pytest.mark.parametrize(("name", "html"), HITS)
def test_hits(name, html):
    assert dropped_by(name, html)


@pytest.mark.parametrize(("name", "language", "line"), FOREIGN)
def test_other_languages(name, language, line):
    assert dropped_by(name, f"<p>{line}</p>", language=language) == [line]


@pytest.mark.parametrize(("name", "language", "line"), FOREIGN)
def test_plain_text_of_an_unknown_language(name, language, line):
    prose = SAID_IN.get(language, PROSE[0])
    assert [drop.text for drop in DEFAULT.only(name).clean_text(f"{prose}\n\n{line}").drops] == [line]


def test_a_word_of_another_language_in_english_text():
    lines = ("Name", "Service", "Plus", "Partager")
    assert DEFAULT.only("comments", "navigation", "share").clean_text("\n\n".join([*PROSE, *lines])).drops == ()


@pytest.mark.parametrize(("name", "html"), NEAR_MISSES)
def test_near_misses(name, html):
    assert dropped_by(name, html) == []
    assert kept_by_all(html)


def test_a_heading_opens_the_box_about_the_author():
    box = "<div><h4>About the author</h4><p>Mara Linde writes about the coast.</p></div>"
    assert dropped_by("author-bio", box) == ["About the author", "Mara Linde writes about the coast."]


def test_a_long_box_about_an_author_is_an_article():
    box = f"<div><h4>About the author</h4><p>{'Mara Linde was born above the harbour office. ' * 30}</p></div>"
    assert dropped_by("author-bio", box) == ["About the author"]


def test_a_question_on_a_button_is_no_control():
    page = f"<p>{PROSE[0]}</p><button>How long does it take?</button><p>{PROSE[1]}</p><button>Search</button>"
    (drop,) = DEFAULT.only("navigation").clean(page).drops
    assert drop.text == "Search"
