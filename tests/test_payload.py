"""Bodies that a page carries in its data, not in what it shows."""

import json
import subprocess
import sys
import time

import pytest
from pages import PROSE

import cleaner
from cleaner import DEFAULT, Pipeline

TITLE = "Ferries stay in port"
STORY = (
    *PROSE,
    "By Tuesday the bakery had no more flour, and the baker, who has never closed in forty years, hung a sheet of"
    " paper in his window on which he had drawn, instead of opening hours, a rather angry wave.",
    "The harbour office hopes to let the first boats out on Thursday morning, if the wind turns to the west as the"
    " forecast says, though nobody in the taverns along the quay would bet a glass on it.",
)
WHOLE = "\n\n".join(STORY)
MARKUP = "".join(f"<p>{text}</p>" for text in STORY)


def shell(*scripts, body="", head="", title=TITLE):
    return (
        f'<html lang="en"><head><title>{title} | The Gazette</title>{head}</head><body>'
        f'<nav><a href="/">Home</a></nav><div id="root">{body}</div>{"".join(scripts)}</body></html>'
    )


def linked(value):
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def data(value, attributes='type="application/json" id="__NEXT_DATA__"'):
    return f"<script {attributes}>{json.dumps(value)}</script>"


def article(**fields):
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}


def check(page, source, text=WHOLE):
    found = cleaner.clean(page, "https://gazette.example/ferries")
    assert (found.source, found.text) == (source, text)
    return found


def check_nothing(page):
    found = cleaner.clean(page)
    assert found.source == "page"
    assert not found.blocks
    return found


@pytest.mark.parametrize(
    "body",
    [
        WHOLE,
        "\n".join(STORY),
        "\r\n".join(STORY),
        MARKUP,
        f"<div>{MARKUP}</div>",
        MARKUP.replace("<", "&lt;"),
        list(STORY),
    ],
    ids="blank-lines lines crlf markup div escaped list".split(),
)
def test_json_ld(body):
    check(shell(linked(article(articleBody=body))), "json-ld")


@pytest.mark.parametrize(
    "wrap",
    [
        lambda it: {"@context": "https://schema.org", "@graph": [{"@type": "Organization", "name": "Gazette"}, it]},
        lambda it: [{"@type": "BreadcrumbList"}, it],
        lambda it: {"@type": "WebPage", "mainEntity": it},
    ],
    ids=["graph", "list", "entity"],
)
def test_json_ld_wherever_it_stands(wrap):
    check(shell(linked(wrap(article(articleBody=WHOLE)))), "json-ld")


def test_what_the_page_says_of_itself_holds_for_the_body():
    found = check(shell(linked(article(articleBody=WHOLE, datePublished="2024-03-04"))), "json-ld")
    document = found.document
    assert (document.title, document.language) == (f"{TITLE} | The Gazette", "en")
    assert document.url == found.to_dict()["url"] == "https://gazette.example/ferries"
    assert found.metadata["date"] == "2024-03-04"
    assert found.to_dict()["source"] == "json-ld"
    assert found.warnings == ("the body was taken from the page's JSON-LD",)
    assert [block.text for block in document.page.blocks] == ["Home"]


def test_the_renderings_hold_it():
    found = check(shell(linked(article(articleBody=MARKUP.replace("bread", "<b>bread</b>")))), "json-ld")
    assert "<b>bread</b>" in found.html
    assert "**bread**" in found.markdown


def test_the_filters_run_on_it():
    lines = [
        *STORY[:2],
        "Read also: Bridge toll to rise in May",
        *STORY[2:],
        "Found a typo? Select it and press Ctrl+Enter",
    ]
    found = check(shell(linked(article(articleBody="\n\n".join(lines)))), "json-ld")
    assert [drop.filter for drop in found.drops] == ["promo", "correction"]


def test_an_empty_pipeline_drops_nothing_of_it():
    found = Pipeline().clean(shell(linked(article(articleBody=WHOLE))))
    assert (found.source, found.drops, found.text) == ("json-ld", (), WHOLE)


def test_a_thread_in_json_ld():
    post = {
        "@type": "DiscussionForumPosting",
        "headline": TITLE,
        "text": STORY[0],
        "comment": [{"@type": "Comment", "text": STORY[1], "comment": {"text": STORY[2]}}, {"text": STORY[3]}],
    }
    check(shell(linked(post)), "json-ld", "\n\n".join(STORY[:4]))
    question = {"@type": "Question", "text": STORY[0], "acceptedAnswer": {"text": "\n".join(STORY[1:])}}
    check(shell(linked({"@type": "QAPage", "mainEntity": question})), "json-ld")


def test_a_live_blog_in_json_ld():
    updates = [
        {"@type": "BlogPosting", "headline": f"Update {at}", "articleBody": text} for at, text in enumerate(STORY)
    ]
    check(shell(linked({"@type": "LiveBlogPosting", "headline": TITLE, "liveBlogUpdate": updates})), "json-ld")


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "FAQPage", "mainEntity": [{"@type": "Question", "name": "Why?", "acceptedAnswer": {"text": WHOLE}}]},
        {"@type": "Blog", "blogPost": [article(articleBody=WHOLE)]},
        {"@type": "ItemList", "itemListElement": [{"item": article(articleBody=WHOLE)}]},
        article(description=WHOLE),
        article(articleBody="Rain."),
        article(articleBody=None),
        article(articleBody={"text": 3}),
        {"@type": "Article", "comment": [{"@type": "Comment", "text": WHOLE}]},
    ],
    ids="faq blog list description short null object comments".split(),
)
def test_json_ld_that_is_no_body(value):
    check_nothing(shell(linked(value)))


PROPS = {"props": {"pageProps": {"post": {"title": TITLE, "slug": "ferries", "content": MARKUP}}, "locale": "en"}}


@pytest.mark.parametrize(
    "script",
    [
        data(PROPS),
        data(PROPS, 'type="text/json"'),
        f"<script>window.__INITIAL_STATE__ = {json.dumps(PROPS)};</script>",
        f"<script>var a = b == [1]; self.state={json.dumps(PROPS)},x()</script>",
        f'<script>window.state = {json.dumps(PROPS)[:-1]}, "a":undefined}}; go()</script>',
        f"<script>window.state = JSON.parse({json.dumps(json.dumps(PROPS))})</script>",
        "<script>window.state = JSON.parse('" + json.dumps(PROPS).replace("<", "\\u003C") + "')</script>",
        f"<script>//<![CDATA[\nwindow.state = {json.dumps(PROPS)}\n//]]></script>",
        data({"store": json.dumps(PROPS)}),
        f"<div data-page='{json.dumps(PROPS)}'></div>",
    ],
    ids="next text-json state comma undefined parse parse-single cdata nested attribute".split(),
)
def test_payloads(script):
    check(shell(script), "payload")


@pytest.mark.parametrize(
    "content",
    [
        {"body": MARKUP},
        {"bodyHtml": MARKUP},
        {"content": {"rendered": MARKUP}},
        {"paragraphs": list(STORY)},
        {"blocks": [{"type": "paragraph", "data": {"text": text}} for text in STORY]},
        {"markdown": WHOLE},
        {"post_stream": {"posts": [{"id": at, "cooked": f"<p>{text}</p>"} for at, text in enumerate(STORY)]}},
        {"content": list(STORY), "body": "".join(f"<p>{text}</p>" for text in STORY[:2])},
        {"content": [*STORY, *STORY]},
    ],
    ids="body html rendered paragraphs blocks markdown posts two-bodies twice".split(),
)
def test_shapes_of_bodies(content):
    check(shell(data({"page": {"title": TITLE, **content}})), "payload")


def test_pieces_of_a_paragraph_are_joined_at_their_spaces():
    spans = [text.partition(" the ") for text in STORY]
    pieces = [[{"text": f"{first} "}, {"text": f"the {rest}"}] for first, _, rest in spans]
    value = {"title": TITLE, "content": [{"type": "paragraph", "content": each} for each in pieces]}
    check(shell(data(value)), "payload")


def test_short_lines_stand_with_the_prose_around_them():
    lines = [*STORY[:3], "Bread runs out", *STORY[3:]]
    value = {"title": TITLE, "content": [{"type": "text", "text": text} for text in lines]}
    check(shell(data(value)), "payload", "\n\n".join(lines))


def test_a_list_with_places_in_it():
    value = [["Reactive", 1], {"post": 2}, {"title": 3, "body": 4, "draft": 5}, TITLE, MARKUP, False]
    check(shell(data(value, 'type="application/json" id="__NUXT_DATA__"')), "payload")


def test_the_stream_of_react():
    text = MARKUP.replace("bread", "Brötchen")
    row = json.dumps({"title": TITLE, "body": MARKUP.replace("bread", "Brötchen")})
    stream = f"0:T{len(text.encode()):x},{text}1:{row}\n2:I[4,[]]\n"
    pieces = [stream[at : at + 200] for at in range(0, len(stream), 200)]
    scripts = ["<script>(self.__next_f=self.__next_f||[]).push([0])</script>"]
    scripts += [f"<script>self.__next_f.push({json.dumps([1, piece])})</script>" for piece in pieces]
    check(shell(*scripts), "payload", WHOLE.replace("bread", "Brötchen"))


def test_the_description_tells_the_body_where_no_title_does():
    head = f'<meta name="description" content="{STORY[0][:80]}…">'
    value = {"data": {"body": MARKUP}}
    check(shell(data(value), head=head), "payload")
    check_nothing(shell(data(value)))


def test_other_articles_in_the_data_stay_out():
    others = [
        {"title": f"Bridge toll number {at} rises in May", "url": f"/{at}", "body": MARKUP.replace("ferry", "toll")}
        for at in range(9)
    ]
    value = {"article": {"title": TITLE, "url": "/a", "body": MARKUP, "more": others}, "list": others}
    check(shell(data(value)), "payload")


WORDS = "Choose which of the cookies you would like us to set while you are visiting the pages of this shop today"


@pytest.mark.parametrize(
    "value",
    [
        {"title": TITLE, "config": {"text": WHOLE}},
        {"title": TITLE, "i18n": {"en": {f"text{at}": f"{WORDS} {at}" for at in range(30)}}},
        {"title": TITLE, "messages": {f"screen{at}.body": f"{WORDS} {at}" for at in range(30)}},
        {"title": TITLE, "comments": [{"body": text} for text in STORY]},
        {"title": TITLE, "related": [{"title": TITLE, "body": MARKUP}]},
        {"title": TITLE, "content": "function f(a) { return a.b({c: d}); } var x = f(y) || {}; " * 40},
        {"title": TITLE, "content": ".a { color: red; margin: 0 auto } .b > .c { display: none; } " * 40},
        {"title": TITLE, "content": "aGVsbG8gd29ybGQ" * 400},
        {"title": TITLE, "content": "1 2 3 4 5 6 7 8 9 10 11 12 " * 100},
        {"title": TITLE, "content": " ".join(f"https://gazette.example/{at}" for at in range(200))},
        {"title": TITLE, "tooltip": WHOLE},
        {"title": "Bridge toll to rise in May", "body": MARKUP},
        {"features": [{"text": f"{WORDS} {at}"} for at in range(30)]},
        {"title": TITLE, "content": STORY[0]},
    ],
    ids="config i18n messages comments related code css base64 numbers urls key other-title features short".split(),
)
def test_payloads_that_are_no_body(value):
    check_nothing(shell(data(value)))


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/ld+json">{"@type": "Article", "articleBody": "Rain</script>',
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">' + '{"a":' * 100_000 + "</script>",
        "<script>x=" + "[[" * 100_000 + "</script>",
        "<script>" + '={"a"' * 50_000 + "</script>",
        "<script>" + "JSON.parse('" * 50_000 + "</script>",
        "<script>" + "= " * 100_000 + "</script>",
        "<script>x = JSON.parse('" + "\\ud83d" * 200 + "')</script>",
        "<script>self.__next_f.push([1," + json.dumps("1:Tffffffff," + "x" * 400) + "])</script>",
        "<script>self.__next_f.push([1," + json.dumps("x:y\n\n:\n" * 100) + "])</script>",
        f'<script type="application/json">{"9" * 10_000}</script>',
        f'<script type="application/json">[{"9" * 10_000}]</script>',
        '<script type="application/json">{"title": 1, "body": [null, true, {"text": []}]}</script>',
        f"<script type='application/json'>{json.dumps({'body': '<' * 200_000})}</script>",
        f"<script type='application/json'>{json.dumps({'body': ['<' * 20] * 20_000})}</script>",
        f"<div data-x='{'{' * 50_000}'></div>",
    ],
)
def test_malformed_and_odd_data_are_passed_over(script):
    start = time.process_time()
    check_nothing(shell(script, script))
    check(shell(script, linked(article(articleBody=WHOLE))), "json-ld")
    assert time.process_time() - start < 5


def test_deep_nesting():
    def nested(depth):
        value = {"title": TITLE, "body": MARKUP}
        for _ in range(depth):
            value = {"a": [value]}
        return value

    check(shell(data(nested(25))), "payload")
    check_nothing(shell(data(nested(300))))
    inner = json.dumps({"title": TITLE, "body": MARKUP})
    for _ in range(6):
        inner = json.dumps({"a": inner})
    check(shell(data({"a": inner})), "payload")


def test_json_ld_beats_other_data_and_the_larger_of_two_others_wins():
    payload = data({"title": TITLE, "body": "\n\n".join([*STORY, "Menu"])})
    check(shell(payload, linked(article(articleBody=WHOLE))), "json-ld")
    teaser = "\n\n".join(STORY[:3]) + " And " + STORY[3]
    more = "".join(f"<p>{at} {text}</p>" for at in range(3) for text in STORY)
    longer = data({"title": TITLE, "body": MARKUP + more})
    assert cleaner.clean(shell(longer, linked(article(articleBody=teaser)))).source == "payload"


def test_a_page_that_shows_its_body_keeps_it():
    other = " ".join(WHOLE.split()[::-1])
    check(shell(linked(article(articleBody=other * 9)), body=f"<article>{MARKUP}</article>"), "page")


def test_a_normal_page_does_not_load_the_reader():
    page = shell(linked(article(articleBody=WHOLE)), body=f"<article>{MARKUP}</article>")
    code = "import sys, cleaner; cleaner.clean(sys.argv[1]); print('cleaner.payload' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code, page], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("shown", "source"),
    [
        (STORY[:2], "payload"),
        ([" ".join(text.split()[::-1]) for text in STORY[:2]], "page"),
    ],
    ids=["its-beginning", "something-else"],
)
def test_a_page_that_shows_little(shown, source):
    rest = [f"{text} So it was on day {day}." for day in range(2, 5) for text in STORY]
    value = {"title": TITLE, "body": "".join(f"<p>{text}</p>" for text in [*STORY, *rest])}
    body = "<article>" + "".join(f"<p>{text}</p>" for text in shown) + "</article>"
    assert cleaner.clean(shell(data(value), body=body)).source == source


def test_a_list_page_is_not_taken_for_one_without_a_body():
    items = "".join(f"<li><b>Pier {at}</b> ferry to the island, daily</li>" for at in range(60))
    found = cleaner.clean(shell(linked(article(articleBody=WHOLE)), body=f"<h1>Piers</h1><ul>{items}</ul>"))
    assert found.source == "page"


@pytest.mark.parametrize(
    ("body", "source"),
    [
        (f"<article>{MARKUP}</article>", "page"),
        (f'<div hidden id="S:0"><article>{MARKUP}</article></div>', "hidden"),
        (f'<div style="display:none"><article>{MARKUP}</article></div>', "hidden"),
        (f"<noscript><article>{MARKUP}</article></noscript>", "noscript"),
        (f'<article aria-hidden="true">{MARKUP}</article>', "page"),
        (f"<article>{MARKUP}</article><noscript><p>{STORY[0]}</p></noscript>", "page"),
        ("", "page"),
    ],
)
def test_bodies_in_what_a_browser_hides(body, source):
    found = cleaner.clean(shell(body=body))
    assert (found.source, found.to_dict()["source"]) == (source, source)
    assert found.text == (WHOLE if body else "")


def test_plain_text_has_no_data():
    text = f'<script type="application/ld+json">{json.dumps(article(articleBody=WHOLE))}</script>'
    found = cleaner.clean_text(text)
    assert found.source == "page"
    assert found.document.page is None


def test_without_filters_the_rule_is_the_same():
    page = shell(linked(article(articleBody=WHOLE)))
    assert DEFAULT.only("comments").clean(page).text == WHOLE
