"""Comments: known systems, native markup, sections without a marker; never the body."""

import pytest
from pages import PROSE, dropped_by, dropped_from_text

import cleaner
from cleaner import DEFAULT

SAID = "At last somebody says it, and in so few words that even the mayor could read it twice."


# A marker of each comment system, and of comments as blog systems write them themselves.
SYSTEMS = """
div id=disqus_thread | div class=fb-comments | fb:comments | div id=coral_thread | div id=coral_talk_stream
div id=coral-container | div class=sppre_conversation-view | div class=spcv_messages-list | div class=viafoura
div class=vf-comments | hyvor-talk-comments | div id=commento | div class=giscus | div class=utterances
div id=hypercomments_widget | div id=vk_comments | div id=anycomment-app | div class=tolstoycomments-feed
div class=tgme_widget_comments | div id=livefyre | div class=fyre | div id=livefyre_comment_stream
div id=vuukle-comments | div id=insticator-commenting | div class=instiengage-comments | div id=SOHUCS
div id=lv-container | div id=cusdis_thread | div id=fastcomments-widget | div id=discourse-comments
div id=civil-comments | div class=gh-comments | div class=gig-comments-container | div class=pluck-wrap
div id=pluckcomments | div class=echo-stream-container | div id=vanilla-comments | div id=wpdcom
div class=wpdiscuz-form-wrap | div id=jetpack_remote_comment | div id=comments | div id=respond
div class=comment-respond | ol class=commentlist | ol class=comment-list | div class=comments-area
div class=highlander-comment | div class=squarespace-comments | div class=post-ufi-comment-button
details class=CommentBox | div class=id-Comment | div class=hcf-comments | div class=comment-wrapper
article class=comment | section id=isso-thread | div id=remark42 | div id=mc-container | div id=idc-container
div id=IDComment901 | div id=waline | div id=twikoo | div id=tcomment | div id=gitalk-container
div class=gitment-container | div id=vcomments | div class=artalk | div id=graphcomment | div class=muut
div class=ds-thread | div id=uyan_frame | div class=talkyard-comments | div id=comment-holder
div id=dle-comments-list | div id=jcomments | div class=kcomments | div id=komento-kmt | div class=itemComments
div id=replybox | div class=schnack | div class=staticman-comments | div id=hashover | section class=valnet-comments
comentario-comments | bsky-comments | div id=mastodon-comments-list | div id=webmentions | div id=remarkbox-div
div class=commentsList | div class=c-comments__list | div class=comments_list | div class=comments_list__3xY9z
"""


@pytest.mark.parametrize("system", [each.strip() for line in SYSTEMS.strip().splitlines() for each in line.split("|")])
def test_marked_sections(system):
    assert dropped_by("comments", "", f"<{system}><p>{SAID}</p></{system.split()[0]}>") == [SAID]


@pytest.mark.parametrize(
    ("heading", "language"),
    [("Comments (2)", "en"), ("Kommentare (2)", "de"), ("Комментарии (2)", "ru"), ("评论 (2)", "zh")],
)
def test_a_heading_with_a_count_takes_the_section(heading, language):
    section = f"<section><h3>{heading}</h3><p>Jon</p><p>{SAID}</p></section>"
    assert dropped_by("comments", "", section, language) == [heading, "Jon", SAID]


def test_a_bare_heading_needs_a_line_that_only_comment_sections_have():
    bare = f"<section><h3>Comments</h3><p>{SAID}</p></section>"
    assert SAID not in dropped_by("comments", "", bare)
    signed = f"<section><h3>Comments</h3><p>Log in to comment</p><p>{SAID}</p></section>"
    assert dropped_by("comments", "", signed) == ["Comments", "Log in to comment", SAID]


def units(count, control="Reply"):
    return "".join(
        f"<div><p>Jon</p><p>4 March, {n}:30</p><p>{SAID} {n}</p><p>{control}</p></div>" for n in range(count)
    )


def test_comments_longer_than_the_article():
    taken = dropped_by("comments", "", f"<section><h3>Comments (9)</h3>{units(9)}</section>")
    assert [f"{SAID} {n}" in taken for n in range(9)] == [True] * 9


def test_units_without_a_heading():
    taken = dropped_by("comments", "", f"<section>{units(3)}</section>")
    assert [text for text in taken if text.startswith(SAID)] == [f"{SAID} {n}" for n in range(3)]
    assert dropped_by("comments", "", f"<section>{units(2)}</section>") == ["Reply", "Reply"]


def test_units_without_containers_of_their_own():
    flat = units(4, "Antworten").replace("<div>", "").replace("</div>", "")
    taken = dropped_by("comments", "", f"<section>{flat}</section>", "de")
    assert [text for text in taken if text.startswith(SAID)] == [f"{SAID} {n}" for n in (1, 2, 3)]


def test_articles_above_and_below_a_tab_named_comments():
    tabs = "<ul><li>Comments</li><li>Reply</li></ul>"
    page = f"<main><p>{PROSE[0]}</p>{tabs}<p>{PROSE[1]}</p><p>{PROSE[2]}</p><p>{PROSE[1]} Again.</p></main>"
    assert PROSE[2] in DEFAULT.only("comments").clean(page).text


@pytest.mark.parametrize(
    "body",
    [
        # a bar that leads to the comments, three times
        "".join(f"<p>{text}</p><p><a href='#c'>Comments</a></p><p>{text} So.</p>" for text in PROSE),
        # a count above the article, and the form below it
        f"<p>{PROSE[0]}</p><p>3 comments</p>{''.join(f'<p>{PROSE[n % 3]} {n}</p>' for n in range(6))}"
        "<p>Leave a comment</p><p>Cancel reply</p>",
        # exercises and their answers
        "".join(f"<div><p>{text}</p><p>Answers</p><p>{text} So.</p></div>" for text in PROSE * 2),
        # a heading of the body, and a form at its end
        f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p><h2>What do you think</h2><p>{PROSE[2]}</p><p>Leave a comment</p>",
        # lessons with numbers
        f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p><h2>Conversation 2</h2><p>Jon:</p><p>{PROSE[2]}</p>",
        # lone words between long paragraphs
        "".join(f"<p>{text}</p><p>Flag</p>" for text in PROSE * 2),
    ],
)
def test_articles_with_words_of_comment_sections(body):
    text = DEFAULT.only("comments").clean(f"<main>{body}</main>").text
    assert all(prose in text for prose in PROSE)


def test_posts_of_a_thread_that_says_nothing_of_itself():
    posts = units(8).replace("<div>", "<div class=post>")
    text = DEFAULT.only("comments").clean(f"<main>{posts}<p>{PROSE[0]}</p></main>").text
    assert all(f"{SAID} {n}" in text for n in range(8))


def test_counts_under_the_posts_of_a_blog_open_nothing():
    posts = "".join(f"<h2>Day {n}</h2><p>{PROSE[n % 3]} {n}</p><p>3 comments</p>" for n in range(4))
    text = DEFAULT.only("comments").clean(f"<main>{posts}</main>").text
    assert all(f"{PROSE[n % 3]} {n}" in text for n in range(4))


def test_plain_text():
    lines = ("Comments ( 1)", "This comment contains spoilers. Click here if you want to read.", SAID)
    assert dropped_from_text("comments", *lines) == list(lines)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Comments on the plan can be sent to the harbour office until the end of the month, it said today.</p>",
        "<p>The mayor would leave no comment on the matter, and so did the captain of the second boat.</p>",
        '<p class="has-comments-open">The office made no comments on what the ferry company will have to pay.</p>',
    ],
)
def test_near_misses(line):
    assert dropped_by("comments", line) == []


def test_posts_of_a_forum_are_the_body():
    posts = "".join(f'<div class="comment"><p>{text} {text}</p></div>' for text in PROSE * 2)
    page = f'<html><body class="forum-thread"><main class="forum"><h1>Boats</h1>{posts}</main></body></html>'
    text = cleaner.clean(page).text
    assert all(prose in text for prose in PROSE)


@pytest.mark.parametrize(
    "sign",
    [
        '<script type="application/ld+json">{"@type": "DiscussionForumPosting"}</script>',
        '<meta name="generator" content="Discourse 3.4">',
        '<div itemscope itemtype="https://schema.org/QAPage"></div>',
        '<link rel="canonical" href="https://example.org/forum/boats/">',
        '<link rel="canonical" href="https://example.org/r/boats/comments/1x/storm/">',
    ],
)
def test_a_page_that_says_it_is_a_forum_keeps_its_posts(sign):
    first = f"<p>{PROSE[0]} {PROSE[1]} {PROSE[2]}</p>" * 2
    posts = "".join(f"<p>{text} {n}</p>" for n in range(2) for text in PROSE)
    body = f'<main>{first}<div class="comments">{posts}</div></main>'
    assert f"{PROSE[0]} 1" in DEFAULT.only("comments").clean(f"<head>{sign}</head><body>{body}").text
    assert f"{PROSE[0]} 1" not in DEFAULT.only("comments").clean(body).text
    slug = '<link rel="canonical" href="https://example.org/dark-web-forum-reveals-trends">'
    assert f"{PROSE[0]} 1" not in DEFAULT.only("comments").clean(f"<head>{slug}</head><body>{body}").text
